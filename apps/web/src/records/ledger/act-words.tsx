/** An act in words: its sort, and what it says, member by member. What is personal is sealed and not shown. */
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayText } from "../../pieces/day-text.tsx";
import { isDay } from "../../shell/search.ts";

/** An act as an entry of the ledger has it. */
export type ActShown = Readonly<Record<string, unknown>>;

/** Every sort of act, in the order of the registry's files. */
export const SORTS = [
  ...["party", "status", "observer", "observer suspension", "institute", "experiment", "body", "session"],
  ...["decision", "signature", "entry into force", "notice", "termination", "postponement", "suspension"],
  ...["resumption", "restriction", "closing to newcomers", "exception", "amendment", "succession"],
  ...["accession", "departure", "person", "affiliation", "contract", "membership", "qualification", "team"],
  ...["dues", "residence", "residence card", "dependant", "appointment", "mark", "recall", "death", "share"],
  ...["needed taker", "statement", "end", "merge", "alias", "erasure", "withdrawal"],
] as const;

/** Members that pages have a word for. */
const NAMED: ReadonlySet<string> = new Set([
  ...["party", "title", "kind", "of", "status", "body", "institute", "seat", "governedBy", "ror", "city"],
  ...["experiment", "session", "sort", "access", "decision", "agreement", "parties", "parent", "experiments"],
  ...["firstDay", "lastDay", "term", "renewal", "renewalTerm", "noticePeriod", "succeeds", "decidedBy"],
  ...["person", "under", "restriction", "familyName", "givenName", "orcid", "mail", "connection", "category"],
  ...["presence", "region", "state", "dependant", "permit", "role", "mark", "payer", "units", "bearer"],
  ...["item", "ends", "into", "alias", "withdraws", "record", "values", "corrects", "by", "instrument"],
  ...["on", "recorded", "sealed"],
]);

/** Members that say how an act came: they stand elsewhere. */
const OF_THE_RECORD: ReadonlySet<string> = new Set([
  ...["act", "id", "on", "recorded", "by", "instrument", "columns", "sealed"],
]);

/** Members whose value is another act's id. */
const OF_ACTS: ReadonlySet<string> = new Set(["ends", "withdraws", "corrects"]);
/** Members whose value is a person's identifier. */
const OF_PEOPLE: ReadonlySet<string> = new Set(["person", "into"]);
/** Members whose value is the identifier of something that other acts are about too. */
const OF_THINGS: ReadonlySet<string> = new Set([
  ...["party", "institute", "experiment", "agreement", "body", "decision", "session", "parent", "under"],
  ...["governedBy", "seat", "payer", "bearer", "parties", "experiments", "succeeds"],
]);

/** What a member is called. */
export function useFieldName(): (name: string) => string {
  const { t } = useTranslation("records");
  return (name) => (NAMED.has(name) ? t(`fields.${name}`) : name);
}

/** What a sort of act is called. */
export function useSortName(): (sort: string) => string {
  const { t } = useTranslation("records");
  return (sort) => ((SORTS as readonly string[]).includes(sort) ? t(`sorts.${sort}`) : sort);
}

function One({ name, value }: { readonly name: string; readonly value: string }) {
  if (isDay(value)) return <DayText day={value} style="short" />;
  if (OF_PEOPLE.has(name))
    return (
      <Link to="/people/$person" params={{ person: value }}>
        {value}
      </Link>
    );
  if (OF_ACTS.has(name))
    return (
      <Link to="/records/acts/$act" params={{ act: value }}>
        {value}
      </Link>
    );
  if (OF_THINGS.has(name))
    return (
      <Link to="/records" search={{ about: value }}>
        {value}
      </Link>
    );
  return <>{value}</>;
}

/** A member's value: identifiers lead to what they name. */
export function ValueOf({ name, value }: { readonly name: string; readonly value: unknown }): ReactNode {
  const items = Array.isArray(value) ? value : [value];
  return items.map((item: unknown, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a value stands where it stands
    <Fragment key={at}>
      {at > 0 && ", "}
      <One name={name} value={String(item)} />
    </Fragment>
  ));
}

/** The members of an act that say something, in their order. */
export const membersOf = (act: ActShown): [string, unknown][] =>
  Object.entries(act).filter(
    ([name, value]) => !OF_THE_RECORD.has(name) && value !== undefined && value !== "" && value !== null,
  );

/** What an act says, on a line or two. */
export function ActSays({ act }: { readonly act: ActShown }) {
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  return (
    <span className="says">
      {membersOf(act).map(([name, value]) => (
        <span key={name}>
          <span className="says-key">{fieldName(name)}</span>{" "}
          <bdi>
            <ValueOf name={name} value={value} />
          </bdi>
        </span>
      ))}
      {act.sealed !== undefined && <span className="says-key">{t("act.sealed")}</span>}
    </span>
  );
}
