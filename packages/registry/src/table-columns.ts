/** What the columns of a registry's files are, and the ones that many files share. */
import { type ActSort, type DeclaredColumn, RENEWALS } from "./acts.ts";

/** What a column holds. */
export type ColumnType =
  | "identifier"
  | "identifiers"
  | "text"
  /** Text that may name something, so that blanks at its ends are a slip. */
  | "entry"
  | "day"
  | "duration"
  | "count"
  | "integer"
  | "number"
  | "percent"
  | "flag"
  | "choice"
  | "orcid"
  | "ror"
  | "mail";

/** What an identifier must name: something that another act registers. A party may be an institute. */
export type Named =
  | "party"
  | "institute"
  | "experiment"
  | "body"
  | "session"
  | "decision"
  | "agreement"
  | "person"
  | "act";

export interface TableColumn {
  /** As in the CSV: `last_day`. */
  readonly name: string;
  /** As in the act: `lastDay`. */
  readonly key: string;
  readonly type: ColumnType;
  readonly names?: Named;
  readonly choices?: readonly string[];
  /** The sorts of act for which it must be filled in; for none where it is optional everywhere. */
  readonly needed: readonly ActSort[];
  /** The sorts of act for which it may be filled in. */
  readonly allowed: readonly ActSort[];
  readonly description: string;
}

export interface Table {
  /** Name of the resource; its file is `name.csv`. */
  readonly name: string;
  readonly title: string;
  readonly sorts: readonly ActSort[];
  readonly columns: readonly TableColumn[];
  /** The declared record whose rows they are; the values stand in its columns, directly after `id`. */
  readonly states?: { readonly record: string; readonly columns: readonly DeclaredColumn[] };
}

/** A column of one table, before the table's own sorts are put in where it gives none. */
type Draft = Omit<TableColumn, "needed" | "allowed"> & {
  readonly needed?: readonly ActSort[];
  readonly allowed?: readonly ActSort[];
  readonly optional?: boolean;
};

type Extra = Partial<Pick<Draft, "key" | "names" | "choices" | "allowed" | "needed" | "optional">>;

export function column(name: string, type: ColumnType, description: string, extra: Extra = {}): Draft {
  return { name, key: extra.key ?? name, type, description, ...extra };
}

export const optional = { optional: true } as const;

/** The key of columns that hold the values of a declared record: in the act they are a list. */
export const VALUES = "values";

const id = column("id", "identifier", "identifier of the act, unique in the folder");
export const firstDay = column("first_day", "day", "first day on which it holds; empty: since ever", {
  key: "on",
  ...optional,
});
export const lastDay = column("last_day", "day", "last day on which it holds, inclusive; empty: open", {
  key: "lastDay",
  ...optional,
});
export const on = column("on", "day", "the day on which it happened or takes effect");
const bookkeeping: readonly Draft[] = [
  column("recorded", "day", "the day on which the registry knew it; empty: always known", optional),
  column("by", "text", "who did or recorded it", optional),
  column("instrument", "text", "the document that evidences it", optional),
];
const corrects = column("corrects", "identifier", "the act that this one replaces", {
  names: "act",
  ...optional,
});

export const person = column("person", "identifier", "a person in people.csv", { names: "person" });
export const institute = column("institute", "identifier", "an institute in institutes.csv", {
  names: "institute",
});
export const experiment = column("experiment", "identifier", "an experiment in experiments.csv", {
  names: "experiment",
});
export const party = column("party", "identifier", "a party in parties.csv, or an institute", {
  names: "party",
});
export const agreement = column("agreement", "identifier", "an agreement in agreements.csv", {
  names: "agreement",
});
export const title = column("title", "text", "its name in words");

/** Durations and rules that an agreement says of its own life; an amendment changes them. */
export function lifeColumns(of: Extra): readonly Draft[] {
  return [
    column("term", "duration", "length of the term, such as `5 years`", { ...of, ...optional }),
    column("renewal", "choice", "`tacit` or `none`", { ...of, choices: RENEWALS, ...optional }),
    column("renewal_term", "duration", "length of each renewal; empty: as the term", {
      ...of,
      key: "renewalTerm",
      ...optional,
    }),
    column("notice_period", "duration", "how long before the end notice must be given", {
      ...of,
      key: "noticePeriod",
      ...optional,
    }),
  ];
}

export function table(
  name: string,
  title: string,
  sorts: readonly ActSort[],
  ...own: readonly Draft[]
): Table {
  const isFinal = sorts.includes("withdrawal") || sorts.includes("erasure");
  const act: readonly Draft[] =
    sorts.length === 1 ? [] : [column("act", "choice", "what happened", { choices: sorts })];
  const columns = [id, ...act, ...own, ...bookkeeping, ...(isFinal ? [] : [corrects])].map(
    ({ optional, needed, allowed, ...rest }): TableColumn => ({
      ...rest,
      allowed: allowed ?? sorts,
      needed: needed ?? (optional === true ? [] : (allowed ?? sorts)),
    }),
  );
  return { name, title, sorts, columns };
}
