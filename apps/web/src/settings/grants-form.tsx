/** Changes what an account that is there is granted: offices put in, taken out, narrowed, given days. */
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, askTagged } from "../api/ask.ts";
import type { Account, Grant } from "../api/generated/routes.ts";
import { ApiProblem } from "../api/problem.ts";
import { useKept } from "../pieces/kept.ts";
import { Refusal } from "../pieces/states.tsx";
import { isOfSomething, officesFor } from "./offices.ts";

interface Line {
  readonly key: number;
  readonly role: string;
  readonly of: string;
  readonly from: string;
  readonly to: string;
}
interface Typed {
  /** What was granted when the change was begun. */
  readonly before: string;
  readonly lines: readonly Line[];
  readonly next: number;
  readonly isTried: boolean;
}

const lineOf = ({ role, of = "", from = "", to = "" }: Grant, key: number): Line => ({
  key,
  role,
  of,
  from,
  to,
});

/** A line as it is sent; undefined where it does not say enough. */
function grantOf({ role, of, from, to }: Line, kind: Account["kind"]): Grant | undefined {
  const office = officesFor(kind).find((one) => one === role);
  if (office === undefined || (isOfSomething(role) && of.trim() === "")) return undefined;
  return {
    role: office,
    ...(isOfSomething(role) ? { of: of.trim() } : {}),
    ...(from === "" ? {} : { from }),
    ...(to === "" ? {} : { to }),
  };
}

interface Properties {
  readonly account: Account;
  readonly onDone: () => void;
}

export function GrantsForm({ account, onDone }: Properties) {
  const { t } = useTranslation(["settings", "pieces"]);
  const { account: id, kind, grants } = account;
  const [typed, set, forget, isFound] = useKept<Typed>(`settings/grants/${id}`, {
    before: JSON.stringify(grants),
    lines: grants.map(lineOf),
    next: grants.length,
    isTried: false,
  });
  const { before, lines, next, isTried } = typed;
  const sent = lines.flatMap((line) => grantOf(line, kind) ?? []);
  const { mutate, isPending, error, reset } = useMutation({
    // The account is read again first: whoever changes it says which state they change.
    mutationFn: async () => {
      const { tag, value } = await askTagged("GET /api/v1/accounts/{account}", { params: { account: id } });
      if (JSON.stringify(value.grants) !== before) throw new Error(t("grants.moved"));
      await ask("PATCH /api/v1/accounts/{account}", {
        params: { account: id },
        body: { grants: sent },
        ifMatch: tag ?? "*",
      });
    },
    onSuccess: () => {
      forget();
      onDone();
    },
  });
  const change = (key: number, part: Partial<Line>): void => {
    reset();
    set({ lines: lines.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  };
  const fault = (at: number, field: string): string | undefined =>
    error instanceof ApiProblem
      ? error.faults.find(({ path }) => path === `body.grants[${at}].${field}`)?.message
      : undefined;
  return (
    <form
      className="settings-new"
      noValidate
      aria-label={t("grants.title", { account: account.title ?? id })}
      onSubmit={(event) => {
        event.preventDefault();
        set({ isTried: true });
        if (sent.length === lines.length) mutate();
      }}
    >
      <Stack gap="xs">
        {isFound && (
          <Text size="xs" c="dimmed">
            {t("accounts.kept")}
          </Text>
        )}
        {lines.length === 0 && <Text size="sm">{t("grants.none")}</Text>}
        {lines.map((line, at) => (
          <Group key={line.key} align="flex-start" gap="xs">
            <NativeSelect
              label={t("accounts.office")}
              value={line.role}
              error={isTried && line.role === "" ? t("grants.needsOffice") : fault(at, "role")}
              data={[
                { value: "", label: t("grants.choose") },
                ...officesFor(kind).map((value) => ({ value, label: t(`pieces:roles.${value}`) })),
              ]}
              onChange={({ currentTarget }) => change(line.key, { role: currentTarget.value })}
            />
            {isOfSomething(line.role) && (
              <TextInput
                label={t("accounts.of")}
                value={line.of}
                error={isTried && line.of.trim() === "" ? t("accounts.needsOf") : fault(at, "of")}
                onChange={({ currentTarget }) => change(line.key, { of: currentTarget.value })}
              />
            )}
            <TextInput
              type="date"
              label={t("grants.from")}
              value={line.from}
              error={fault(at, "from")}
              onChange={({ currentTarget }) => change(line.key, { from: currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t("grants.to")}
              value={line.to}
              error={fault(at, "to")}
              onChange={({ currentTarget }) => change(line.key, { to: currentTarget.value })}
            />
            <Button
              size="compact-sm"
              variant="default"
              mt={25}
              onClick={() => {
                reset();
                set({ lines: lines.filter(({ key }) => key !== line.key) });
              }}
            >
              {t("grants.remove")}
            </Button>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          w="fit-content"
          onClick={() =>
            set({ lines: [...lines, { key: next, role: "", of: "", from: "", to: "" }], next: next + 1 })
          }
        >
          {t("grants.add")}
        </Button>
        <Text size="xs" c="dimmed">
          {t("grants.more")}
        </Text>
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isPending}>
            {t("grants.save")}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              forget();
              onDone();
            }}
          >
            {t("grants.cancel")}
          </Button>
        </Group>
        {error !== null && <Refusal error={error} />}
      </Stack>
    </form>
  );
}
