/** What documents tell the policy of access: the facts of accounts, drafts and secret ballots. */
import { type Day, day, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Fact, FactChange } from "@comity/policy";
import type { AccountGrants, BallotRelations, DraftRelations, Grant } from "./asker.ts";

/** The collections of documents that the gate follows. */
export const ACCOUNTS = "account";
export const DRAFTS = "draft";
export const BALLOTS = "council-ballot";
/** All of them. */
export const FOLLOWED = [ACCOUNTS, DRAFTS, BALLOTS] as const;
export type FollowedCollection = (typeof FOLLOWED)[number];

/** The days of a grant; undefined where it says no days that there are. */
function daysOf({ from, to }: Grant): readonly [from: Day, to: Day] | undefined {
  try {
    const first = from === undefined ? SINCE_EVER : day(from);
    const end = to === undefined ? OPEN : ((day(to) + 1) as Day);
    return first < end ? [first, end] : undefined;
  } catch {
    return undefined;
  }
}

const always = (record: string, ...tuple: string[]): Fact => ({ record, tuple, from: SINCE_EVER, to: OPEN });

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/**
 * What an account's document says. A disabled account has no facts: it may what everybody may. A grant that cannot be read, or whose days
 * are none, counts for nothing.
 */
export function factsOfAccount(account: string, value: AccountGrants): Fact[] {
  if (value.disabled === true || (value.kind !== "human" && value.kind !== "client")) return [];
  const facts = [always("account", account, value.kind)];
  if (isText(value.person)) facts.push(always("account_of", account, value.person));
  for (const grant of Array.isArray(value.grants) ? (value.grants as readonly Grant[]) : []) {
    const days = daysOf(grant);
    if (days === undefined || !isText(grant.role)) continue;
    const [from, to] = days;
    if (grant.of === undefined) facts.push({ record: "office", tuple: [account, grant.role], from, to });
    else if (isText(grant.of))
      facts.push({ record: "granted", tuple: [account, grant.role, grant.of], from, to });
  }
  return facts;
}

/** What a draft's document says. */
export function factsOfDraft(draft: string, value: DraftRelations): Fact[] {
  const each = (record: string, names: unknown): Fact[] =>
    (Array.isArray(names) ? names : []).filter(isText).map((name) => always(record, draft, name));
  return [
    ...each("draft_author", [value.author]),
    ...each("draft_editor", value.editors),
    ...each("draft_shared", value.sharedWith),
    ...(value.released === "public" || value.released === "bodies"
      ? each("sheet_released", value.released === "public" ? ["public", "bodies"] : ["bodies"])
      : []),
  ];
}

/** What a secret ballot's document says. */
export function factsOfBallot(ballot: string, value: BallotRelations): Fact[] {
  const { body, readers, level } = value;
  const ids = (names: unknown, field: "account" | "member"): string[] =>
    (Array.isArray(names) ? (names as readonly Record<string, unknown>[]) : [])
      .map((each) => each?.[field])
      .filter(isText);
  const isPublic = readers === "everybody" || level === "public";
  return [
    ...ids(value.trustees, "account").map((account) => always("ballot_trustee", ballot, account)),
    ...ids(value.voters, "member").map((member) => always("ballot_voter", ballot, member)),
    ...(isPublic
      ? [always("ballot_public", ballot, "everybody")]
      : isText(body) && isText(level)
        ? [always("ballot_of", ballot, body, `${level}-paper`)]
        : []),
  ];
}

/** The facts of a document of a collection that is followed. */
export function factsOfDocument(collection: string, id: string, value: unknown): Fact[] {
  if (typeof value !== "object" || value === null) return [];
  if (collection === ACCOUNTS) return factsOfAccount(id, value as AccountGrants);
  return collection === BALLOTS
    ? factsOfBallot(id, value as BallotRelations)
    : factsOfDraft(id, value as DraftRelations);
}

/** The changes from some facts of one document to others of it. */
export function changesBetween(before: readonly Fact[], after: readonly Fact[]): FactChange[] {
  const keyOf = (fact: Fact): string => JSON.stringify([fact.record, fact.tuple, fact.from, fact.to]);
  const old = new Set(before.map(keyOf));
  const fresh = new Set(after.map(keyOf));
  const gone = before.filter((fact) => !fresh.has(keyOf(fact)));
  const touched = new Set(gone.map(({ record, tuple }) => JSON.stringify([record, tuple])));
  // What is taken away may have days in common with what stays: that is said again.
  const said = after.filter(
    (fact) => !old.has(keyOf(fact)) || touched.has(JSON.stringify([fact.record, fact.tuple])),
  );
  return [
    ...gone.map((fact) => ({ ...fact, present: false })),
    ...said.map((fact) => ({ ...fact, present: true })),
  ];
}
