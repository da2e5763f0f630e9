/** Names the trustees of a vote: whose accounts do the part, and how many of them open the sum. */
import { Button, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../pieces/states.tsx";

interface Trustee {
  readonly account: string;
  readonly name: string;
}

interface Properties {
  readonly needed: number;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** What the button does. */
  readonly does: string;
  readonly children?: ReactNode;
  readonly onGiven: (given: { trustees: Trustee[]; needed: number }) => void;
}

const FEWEST = 3;
const NOBODY: Trustee = { account: "", name: "" };

export function TrusteesForm({ needed: usual, isPending, error, does, children, onGiven }: Properties) {
  const { t } = useTranslation("council");
  const id = useId();
  const [rows, setRows] = useState<readonly Trustee[]>(() => Array.from({ length: FEWEST }, () => NOBODY));
  const [needed, setNeeded] = useState(usual);
  const [isAsked, setAsked] = useState(false);
  const given = rows
    .map(({ account, name }) => ({ account: account.trim(), name: name.trim() }))
    .filter(({ account, name }) => account !== "" || name !== "");
  const set = (at: number, change: Partial<Trustee>): void =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const isHalf = ({ account, name }: Trustee): boolean => (account.trim() === "") !== (name.trim() === "");
  const isNeededWrong = needed < 1 || needed > given.length;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (given.length > 0 && !isNeededWrong && !rows.some(isHalf)) onGiven({ trustees: given, needed });
  };
  return (
    <form onSubmit={send} autoComplete="off">
      <Stack gap="sm">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          <Group key={at} gap="xs" grow align="start">
            <TextInput
              id={`${id}-name-${at}`}
              size="sm"
              label={t("vote.begin.name", { number: at + 1 })}
              value={row.name}
              error={isAsked && isHalf(row) && row.name.trim() === "" ? t("vote.begin.missing") : undefined}
              onChange={({ currentTarget }) => set(at, { name: currentTarget.value })}
            />
            <TextInput
              id={`${id}-account-${at}`}
              size="sm"
              label={t("vote.begin.account", { number: at + 1 })}
              value={row.account}
              spellCheck={false}
              error={
                isAsked && isHalf(row) && row.account.trim() === "" ? t("vote.begin.missing") : undefined
              }
              onChange={({ currentTarget }) => set(at, { account: currentTarget.value })}
            />
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setRows([...rows, NOBODY])}>
          {t("vote.begin.more")}
        </Button>
        <NumberInput
          label={t("trustee.needed")}
          description={t("trustee.neededMore")}
          min={1}
          maw={260}
          allowDecimal={false}
          allowNegative={false}
          value={needed}
          onChange={(value) => setNeeded(Number(value) || 0)}
          error={isAsked && isNeededWrong ? t("trustee.neededWrong", { of: given.length }) : undefined}
        />
        {children}
        {error !== null && <Refusal error={error} />}
        <Button type="submit" w="fit-content" loading={isPending}>
          {does}
        </Button>
      </Stack>
    </form>
  );
}
