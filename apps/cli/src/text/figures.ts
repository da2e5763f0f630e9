/** Figures of a fact sheet, some of which are hidden. */
import type { Figure } from "@comity/decision";
import { counted, formatCount } from "./width.ts";

/** Stands for a figure that is hidden. */
export const HIDDEN = "···";

export const hiddenNote = `${HIDDEN} is hidden: fewer than 5, or a figure that would tell one; --cleared shows it`;

export function figure(value: Figure): string {
  return value === null ? HIDDEN : formatCount(value);
}

export function people(value: Figure): string {
  return value === null ? `${HIDDEN} people` : counted(value, "person", "people");
}

export function institutes(value: Figure): string {
  return value === null ? `${HIDDEN} institutes` : counted(value, "institute", "institutes");
}

/** `FundingAgency` as `funding agency`. */
export const kindWord = (kind: string): string => kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** More than one of a kind: `institutes`, `funding agencies`, `bodies`. */
export function kindWords(kind: string): string {
  const one = kindWord(kind);
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(one) ? `${one}es` : `${one}s`;
}

/** So many of a kind: `2 grants`. What has no kind is an entitlement that is given to nobody in particular. */
export function ofKind(value: Figure, kind: string): string {
  const named = kind === "" ? "entitlement" : kind;
  return value === null ? `${HIDDEN} ${kindWords(named)}` : counted(value, kindWord(named), kindWords(named));
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}
