/** Everybody's accounts: what each was granted, invited, disabled; machines and their secrets. */
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, askTagged } from "../api/ask.ts";
import type { Account } from "../api/generated/routes.ts";
import { queries } from "../api/queries.ts";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useStretchText } from "../pieces/stretch-text.ts";
import { GrantsForm } from "./grants-form.tsx";
import { NewAccount } from "./new-account.tsx";
import { Secret } from "./secret.tsx";

const LIST = "GET /api/v1/accounts";
const renew = () => queries.invalidateQueries({ queryKey: [LIST] });

export function AccountsCard({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useTranslation("settings");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [LIST],
    queryFn: ({ pageParam, signal }) =>
      ask(LIST, { query: { limit: 50, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <section className="sheet" aria-labelledby="settings-accounts">
      <h2 id="settings-accounts" className="sheet-title">
        {t("accounts.title")}
      </h2>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={6} />
      ) : (
        <Stack gap="sm">
          <table className="settings-table">
            <thead>
              <tr>
                <th scope="col">{t("accounts.who")}</th>
                <th scope="col">{t("accounts.offices")}</th>
                <th scope="col">{t("accounts.ways")}</th>
                <th scope="col">
                  <span className="unseen">{t("ways.change")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.pages
                .flatMap(({ items }) => items)
                .map((account) => (
                  <AccountRow key={account.account} account={account} mayChange={mayChange} />
                ))}
            </tbody>
          </table>
          {hasNextPage && (
            <Button
              size="xs"
              variant="default"
              w="fit-content"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t("accounts.more")}
            </Button>
          )}
          {mayChange && <NewAccount onMade={() => void renew()} />}
        </Stack>
      )}
    </section>
  );
}

function AccountRow({ account, mayChange }: { readonly account: Account; readonly mayChange: boolean }) {
  const { t } = useTranslation(["settings", "pieces"]);
  const stretchText = useStretchText("short");
  const { account: id, disabled, factors, grants, kind, person, title } = account;
  const [isChanging, setChanging] = useState(false);
  const [secret, setSecret] = useState<{ readonly text: string; readonly sort: "invitation" | "secret" }>();
  // A change says which state it changes: the account is read again first, so that nobody undoes what others did.
  const tagged = async () =>
    (await askTagged("GET /api/v1/accounts/{account}", { params: { account: id } })).tag ?? "*";
  const toggle = useMutation({
    mutationFn: async () =>
      ask("PATCH /api/v1/accounts/{account}", {
        params: { account: id },
        body: { disabled: !disabled },
        ifMatch: await tagged(),
      }),
    onSuccess: renew,
  });
  const invite = useMutation({
    mutationFn: () => ask("POST /api/v1/accounts/{account}/invitation", { params: { account: id } }),
    onSuccess: ({ address }) => setSecret({ text: address, sort: "invitation" }),
  });
  const exchange = useMutation({
    mutationFn: async () =>
      ask("POST /api/v1/clients/{account}/secrets", {
        params: { account: id },
        body: {},
        ifMatch: await tagged(),
      }),
    onSuccess: (made) => setSecret({ text: made.secret, sort: "secret" }),
  });
  const failed = toggle.error ?? invite.error ?? exchange.error;
  return (
    <tr>
      <th scope="row">
        {title ?? id}{" "}
        {disabled && (
          <Badge size="sm" variant="light" color="gray" tt="none">
            {t("accounts.disabled")}
          </Badge>
        )}
        <Text size="xs" c="dimmed" fw={400}>
          <code>{id}</code>
          {person !== undefined && ` · ${person}`}
        </Text>
        {secret !== undefined && <Secret {...secret} onSeen={() => setSecret(undefined)} />}
        {failed !== null && <Refusal error={failed} />}
        {isChanging && (
          <GrantsForm
            account={account}
            onDone={() => {
              setChanging(false);
              void renew();
            }}
          />
        )}
      </th>
      <td>
        {grants.map(({ role, of, from, to }) => (
          <span key={`${role} ${of ?? ""} ${from ?? ""}`} className="settings-line">
            {t(`pieces:roles.${role}`)}
            {of !== undefined && `, ${of}`}
            {(from !== undefined || to !== undefined) && (
              <span className="settings-days">
                {stretchText({ firstDay: from ?? null, lastDay: to ?? null })}
              </span>
            )}
          </span>
        ))}
      </td>
      <td>{kind === "client" ? t("accounts.machine") : t("accounts.count", { count: factors.length })}</td>
      <td className="settings-do">
        {mayChange && account.demo === false && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={isChanging}
              onClick={() => setChanging(!isChanging)}
            >
              {t("grants.change")}
            </Button>
            {kind === "human" && !disabled && (
              <Button
                size="compact-xs"
                variant="default"
                loading={invite.isPending}
                onClick={() => invite.mutate()}
              >
                {t("accounts.invite")}
              </Button>
            )}
            {kind === "client" && (
              <Button
                size="compact-xs"
                variant="default"
                loading={exchange.isPending}
                onClick={() => exchange.mutate()}
              >
                {t("accounts.newSecret")}
              </Button>
            )}
            <Button
              size="compact-xs"
              variant="default"
              loading={toggle.isPending}
              onClick={() => toggle.mutate()}
            >
              {t(disabled ? "accounts.enable" : "accounts.disable")}
            </Button>
          </Group>
        )}
      </td>
    </tr>
  );
}
