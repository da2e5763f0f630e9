/** What is printed around the figures of a fact sheet, in one language. What the policy and the draft say stays in theirs. */
import type { AgreementSheet, Figure } from "@comity/decision";

/** English and French: the two official languages of the first users. */
export type Language = "en" | "fr";

/** Stands for a figure that is hidden. */
export const HIDDEN = "···";

/** Those of one kind who lose something: `2 grants`. */
export interface Losers {
  readonly kind: string;
  readonly count: Figure;
}

export interface Words {
  readonly language: Language;
  /** `17,500` or `17 500`. */
  count(value: Figure): string;
  /** `4.68 %` or `4,68 %`. */
  percent(value: number | null): string;
  readonly kicker: string;
  readonly cleared: string;
  readonly meta: {
    readonly registry: string;
    readonly knownOn: string;
    readonly head: string;
    readonly policy: string;
    readonly decision: string;
    readonly session: string;
  };
  /** Of the registry's head: `after 95,337 acts`. */
  acts(position: number): string;
  /** Which part of a document this is: `page 2 of 5`. */
  readonly page: { readonly before: string; readonly between: string };
  readonly asked: string;
  readonly inadmissible: string;
  readonly admissible: string;
  readonly tiles: {
    readonly people: string;
    readonly institutes: string;
    readonly firstDay: string;
    readonly elsewhere: string;
  };
  /** The answer in a sentence. */
  answer(said: {
    readonly people: Figure;
    readonly institutes: number;
    readonly firstDay: string | undefined;
    readonly elsewhere: Figure;
  }): string;
  /** Who else loses something; where no person does, that too. */
  others(losers: readonly Losers[], firstDay: string, noPerson: boolean): string;
  readonly nobody: string;
  readonly sections: {
    readonly clauses: string;
    readonly lost: string;
    readonly again: string;
    readonly agreements: string;
    readonly institutes: string;
    readonly among: string;
    readonly notTouched: string;
    readonly remedies: string;
    readonly money: string;
    readonly takers: string;
    readonly gained: string;
    readonly warnings: string;
    which(kind: string): string;
  };
  readonly columns: {
    readonly entitlement: string;
    readonly people: string;
    readonly count: string;
    readonly firstWithout: string;
    readonly firstWith: string;
    readonly lastWith: string;
    readonly institute: string;
    readonly party: string;
    readonly agreement: string;
    readonly change: string;
    readonly title: string;
    readonly who: string;
    readonly because: string;
    readonly experiment: string;
    readonly leavers: string;
    readonly spread: string;
    readonly ofAll: string;
    readonly othersPay: string;
    readonly item: string;
    readonly units: string;
    readonly from: string;
    readonly all: string;
  };
  readonly marks: {
    readonly missionCritical: string;
    readonly underReview: string;
    readonly residentNearby: string;
    readonly dependants: string;
  };
  readonly byExperiment: string;
  readonly keeps: string;
  readonly forExample: string;
  readonly source: string;
  change(sheet: AgreementSheet): string;
  /** How many have an entitlement again, and from when: `3 of 15`, `1 from 2024-01-01`. */
  againOf(back: Figure, all: Figure): string;
  fromDay(count: Figure, day: string): string;
  cases(count: Figure): string;
  span(day: string, lastDay: string | undefined): string;
  untaken(units: string): string;
  more(count: number): string;
  /** One kind and several of it, as a policy names it: `FundingAgency`. */
  kind(name: string): string;
  kinds(name: string): string;
  readonly roundedNote: string;
  readonly hiddenNote: string;
  readonly units: string;
}

/** `FundingAgency` as `funding agency`. */
export const kindInWords = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** Digits in threes, with what stands between them. */
export function grouped(value: number, between: string): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, between);
}

/** `a, b and c` */
export function listed(words: readonly string[], and: string): string {
  return words.length <= 1 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)!}`;
}
