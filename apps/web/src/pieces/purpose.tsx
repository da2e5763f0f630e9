/**
 * What people are looked at for. An account with several purposes says which; it is kept while the browser's tab is open, and goes with every
 * question about a person. On one's own page it is always one's own data.
 */
import { NativeSelect } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../shell/me.ts";

const KEPT_AS = "comity-purpose";
const OWN = "own data";

const listeners = new Set<() => void>();

function choose(purpose: string): void {
  sessionStorage.setItem(KEPT_AS, purpose);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface Purpose {
  /** What goes with the question: `ask(route, { ...question, ...purpose.with })`. */
  readonly with: { readonly purpose?: string };
  /** The purposes among which the reader chooses; none where there is no choice. */
  readonly choices: readonly string[];
}

/** The purpose of a look at a person; of any person where none is named. */
export function usePurpose(person?: string): Purpose {
  const me = useMe();
  const kept = useSyncExternalStore(listen, () => sessionStorage.getItem(KEPT_AS));
  if (me.person !== null && me.person === person && me.purposes.includes(OWN))
    return { with: { purpose: OWN }, choices: [] };
  const others = me.purposes.filter((one) => one !== OWN);
  const [first] = others;
  if (first === undefined) return { with: {}, choices: [] };
  const purpose = others.find((one) => one === kept) ?? first;
  return { with: { purpose }, choices: others.length > 1 ? others : [] };
}

/** Where an account has several purposes: says which this look is for. */
export function PurposeChoice({ person }: { readonly person?: string }) {
  const { t } = useTranslation("pieces");
  const { with: chosen, choices } = usePurpose(person);
  if (choices.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      label={t("purpose.label")}
      data={choices.map((value) => ({ value, label: t(`purpose.of.${value}`, { defaultValue: value }) }))}
      value={chosen.purpose ?? ""}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
