/** Makes an account: somebody's, who is invited then, or a machine's, whose secret is shown once. */
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import type { Grant } from "../api/generated/routes.ts";
import { ApiProblem } from "../api/problem.ts";
import { useKept } from "../pieces/kept.ts";
import { Refusal } from "../pieces/states.tsx";
import { isOfSomething, officesFor } from "./offices.ts";
import { Secret } from "./secret.tsx";

interface Typed {
  readonly sort: "human" | "client";
  readonly title: string;
  readonly person: string;
  readonly role: string;
  readonly of: string;
}
const EMPTY: Typed = { sort: "human", title: "", person: "", role: "", of: "" };

export function NewAccount({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation(["settings", "pieces"]);
  const [typed, set, forget, isFound] = useKept("settings/new-account", EMPTY);
  const [secret, setSecret] = useState<string>();
  const [isTried, setTried] = useState(false);
  const isMachine = typed.sort === "client";
  const roles = officesFor(typed.sort);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async () => {
      const role = roles.find((one) => one === typed.role);
      const of = isOfSomething(typed.role) ? { of: typed.of.trim() } : {};
      const grants: Grant[] = role === undefined ? [] : [{ role, ...of }];
      const title = typed.title.trim();
      if (isMachine) return (await ask("POST /api/v1/clients", { body: { title, grants } })).secret;
      const person = typed.person.trim() === "" ? {} : { person: typed.person.trim() };
      await ask("POST /api/v1/accounts", { body: { title, grants, ...person } });
      return undefined;
    },
    onSuccess: (made) => {
      forget();
      setTried(false);
      setSecret(made);
      onMade();
    },
  });
  const wrong = {
    title: typed.title.trim() === "" ? t("accounts.needsTitle") : undefined,
    role: isMachine && typed.role === "" ? t("accounts.needsRole") : undefined,
    of: isOfSomething(typed.role) && typed.of.trim() === "" ? t("accounts.needsOf") : undefined,
  };
  const said = (field: "title" | "person" | "of"): string | undefined =>
    (isTried && field !== "person" ? wrong[field] : undefined) ??
    (error instanceof ApiProblem ? error.fault(field) : undefined);
  const change = (part: Partial<Typed>): void => {
    reset();
    set(part);
  };
  return (
    <form
      className="settings-new"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.values(wrong).every((one) => one === undefined)) mutate();
      }}
    >
      <Stack gap="xs">
        <h3 className="why-heading">{t("accounts.new")}</h3>
        {isFound && (
          <Text size="xs" c="dimmed">
            {t("accounts.kept")}
          </Text>
        )}
        <Group align="flex-start" gap="xs">
          <NativeSelect
            label={t("accounts.sort")}
            value={typed.sort}
            data={[
              { value: "human", label: t("accounts.human") },
              { value: "client", label: t("accounts.machine") },
            ]}
            onChange={({ currentTarget }) =>
              change({ sort: currentTarget.value as Typed["sort"], role: "", of: "" })
            }
          />
          <TextInput
            label={t("accounts.name")}
            required
            maxLength={120}
            value={typed.title}
            error={said("title")}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          />
          {!isMachine && (
            <TextInput
              label={t("accounts.person")}
              value={typed.person}
              error={said("person")}
              onChange={({ currentTarget }) => change({ person: currentTarget.value })}
            />
          )}
          <NativeSelect
            label={t("accounts.office")}
            value={typed.role}
            error={isTried ? wrong.role : undefined}
            data={[
              { value: "", label: t("accounts.noOffice") },
              ...roles.map((value) => ({ value, label: t(`pieces:roles.${value}`) })),
            ]}
            onChange={({ currentTarget }) => change({ role: currentTarget.value })}
          />
          {isOfSomething(typed.role) && (
            <TextInput
              label={t("accounts.of")}
              description={t("accounts.ofMore")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              value={typed.of}
              error={said("of")}
              onChange={({ currentTarget }) => change({ of: currentTarget.value })}
            />
          )}
        </Group>
        <Button type="submit" size="sm" w="fit-content" loading={isPending}>
          {t("accounts.make")}
        </Button>
        {error !== null && <Refusal error={error} />}
        {secret !== undefined && <Secret sort="secret" text={secret} onSeen={() => setSecret(undefined)} />}
      </Stack>
    </form>
  );
}
