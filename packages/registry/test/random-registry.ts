/** Random registries for property tests: small pools of names, so that acts meet. */
import { type Day, type Duration, dayFrom, duration, SINCE_EVER } from "@comity/calendar";
import fc from "fast-check";
import { ACCESS_SORTS, type Act, CONNECTIONS, type DeclaredColumn } from "../src/acts.ts";

const FIRST = dayFrom(2015, 1, 1);
const anyDay: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 4_000 }).map((days) => (FIRST + days) as Day);
const anyFirst: fc.Arbitrary<Day> = fc.oneof({ weight: 9, arbitrary: anyDay }, fc.constant(SINCE_EVER));
const anyDuration: fc.Arbitrary<Duration> = fc.constantFrom(
  duration({ years: 1 }),
  duration({ years: 5 }),
  duration({ months: 6 }),
  duration({ days: 60 }),
  duration({ years: 1, months: 1, days: 1 }),
);
const from = (...names: string[]): fc.Arbitrary<string> => fc.constantFrom(...names);
const anyParty = from("BY", "RU", "JINR", "CH");
const anyInstitute = from("I1", "I2", "I3");
const anyAgreement = from("A1", "A2", "A3", "A4", "A5", "A6");
const anyPerson = from("p1", "p2", "p3", "p4");
const anyExperiment = from("E1", "E2");
/** Text as people type it, quotes, commas and line breaks included; never empty, as an empty cell says nothing. */
const anyText = fc.oneof(
  from(
    "plain",
    "with, comma",
    'with "quotes"',
    "two\nlines",
    "two\r\nlines",
    " blanks ",
    "=1+1",
    "Zürich",
    "Дубна",
    "a;b",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !text.includes("\u0000")),
);
/** Leaves a member out instead of setting it to undefined. */
const maybe = <T>(name: string, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.oneof(
    fc.constant({}),
    arbitrary.map((value) => ({ [name]: value })),
  );

const lastDay = maybe("lastDay", anyDay);

/** The columns of the records that random statements state. */
export const GRANT_COLUMNS: readonly DeclaredColumn[] = [
  { name: "grant", type: "string" },
  { name: "institute", type: "string" },
];
export const SEAT_COLUMNS: readonly DeclaredColumn[] = [
  { name: "seat", type: "string" },
  { name: "person", type: "string" },
];
export const PAID_COLUMNS: readonly DeclaredColumn[] = [
  { name: "grant", type: "string" },
  { name: "euros", type: "number" },
  { name: "due", type: "date" },
];
/** As a cell of a declared record may be: it may name something, so it has no blanks at its ends. */
const anyEntry = fc.oneof(
  from("g1", "g2"),
  anyText.filter((text) => text.trim() === text),
);

/** What an act says besides its header. Of those that refer to other acts, the reference is filled in later. */
const anySaying: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({
    act: fc.constant("party"),
    party: anyParty,
    title: anyText,
    kind: fc.constantFrom("State", "Organisation"),
  }),
  merged({ act: fc.constant("status"), party: anyParty, status: anyText }, lastDay),
  merged({ act: fc.constant("observer"), party: anyParty, body: from("Council") }, lastDay),
  merged({ act: fc.constant("observer suspension"), party: anyParty, body: from("Council") }, lastDay),
  merged(
    {
      act: fc.constant("institute"),
      institute: anyInstitute,
      title: anyText,
      kind: anyText,
      seat: anyParty,
      governedBy: anyParty,
    },
    lastDay,
    maybe("ror", from("044yd9t77", "01ggx4157")),
  ),
  fc.record({ act: fc.constant("experiment"), experiment: anyExperiment, title: anyText }),
  fc.record({ act: fc.constant("body"), body: from("Council"), title: anyText }),
  merged(
    {
      act: fc.constant("session"),
      session: from("S1", "S2"),
      body: from("Council"),
      sort: fc.constantFrom("ordinary", "extraordinary"),
      on: anyDay,
    },
    lastDay,
    maybe("access", fc.constantFrom(...ACCESS_SORTS)),
  ),
  merged(
    { act: fc.constant("person"), person: anyPerson, familyName: anyText },
    maybe("orcid", from("0000-0002-1825-0097", "0000-0002-1694-233X")),
  ),
  merged(
    {
      act: fc.constant("needed taker"),
      bearer: anyParty,
      experiment: anyExperiment,
      item: anyText,
      units: fc.nat(),
    },
    lastDay,
  ),
  merged(
    {
      act: fc.constant("affiliation"),
      person: anyPerson,
      institute: anyInstitute,
      connection: fc.constantFrom(...CONNECTIONS),
    },
    lastDay,
  ),
  merged(
    { act: fc.constant("contract"), person: anyPerson, category: from("USER", "STAFF") },
    lastDay,
    maybe("institute", anyInstitute),
    maybe("presence", fc.constantFrom(0, 12.5, 50, 60, 100)),
  ),
  merged(
    { act: fc.constant("membership"), person: anyPerson, experiment: anyExperiment },
    lastDay,
    maybe("institute", anyInstitute),
  ),
  merged({ act: fc.constant("qualification"), person: anyPerson, experiment: anyExperiment }, lastDay),
  merged({ act: fc.constant("team"), institute: anyInstitute, experiment: anyExperiment }, lastDay),
  merged({ act: fc.constant("dues"), institute: anyInstitute, experiment: anyExperiment }, lastDay),
  merged({ act: fc.constant("residence"), person: anyPerson, region: anyText }, lastDay),
  merged({ act: fc.constant("residence card"), person: anyPerson, state: anyParty }, lastDay),
  merged(
    { act: fc.constant("dependant"), person: anyPerson, dependant: from("d1", "d2"), permit: fc.boolean() },
    lastDay,
  ),
  merged(
    { act: fc.constant("appointment"), person: anyPerson, role: anyText, experiment: anyExperiment },
    lastDay,
  ),
  merged(
    { act: fc.constant("mark"), person: anyPerson, mark: from("mission critical", "under review") },
    lastDay,
  ),
  merged({ act: fc.constant("recall"), person: anyPerson }, lastDay),
  fc.record({ act: fc.constant("death"), person: anyPerson }),
  {
    weight: 3,
    arbitrary: fc.oneof(
      merged(
        {
          act: fc.constant("statement"),
          record: fc.constant("grant"),
          columns: fc.constant(GRANT_COLUMNS),
          values: fc.tuple(anyEntry, anyInstitute),
        },
        lastDay,
      ),
      merged(
        {
          act: fc.constant("statement"),
          record: fc.constant("seated"),
          columns: fc.constant(SEAT_COLUMNS),
          values: fc.tuple(anyPerson, anyPerson),
        },
        lastDay,
      ),
      merged(
        {
          act: fc.constant("statement"),
          record: fc.constant("paid"),
          columns: fc.constant(PAID_COLUMNS),
          values: fc.tuple(anyEntry, fc.constantFrom(0, -3, 12.5, 999_999_999_999_999, 0.000001), anyDay),
        },
        lastDay,
      ),
    ),
  },
  merged({ act: fc.constant("share"), payer: anyParty, experiment: anyExperiment, units: fc.nat() }, lastDay),
);

const ofTerms = [
  maybe("term", anyDuration),
  maybe("renewalTerm", anyDuration),
  maybe("noticePeriod", anyDuration),
] as const;

const anyAgreementSaying: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  {
    weight: 4,
    arbitrary: merged(
      {
        act: fc.constant("signature"),
        on: anyDay,
        agreement: anyAgreement,
        title: anyText,
        kind: from("ICA", "MoU"),
        parties: fc.uniqueArray(anyParty, { maxLength: 4 }),
        experiments: fc.uniqueArray(anyExperiment, { maxLength: 2 }),
        renewal: fc.constantFrom("tacit", "none"),
      },
      maybe("firstDay", anyDay),
      lastDay,
      ...ofTerms,
      maybe("parent", anyAgreement),
      maybe("succeeds", anyAgreement),
    ),
  },
  ...[
    merged({ act: fc.constant("entry into force") }),
    merged({ act: fc.constant("notice") }, maybe("party", anyParty)),
    merged({ act: fc.constant("termination"), lastDay: anyDay }),
    merged({ act: fc.constant("postponement"), lastDay: anyDay }),
    merged({ act: fc.constant("suspension") }, lastDay),
    merged({ act: fc.constant("resumption") }),
    merged({ act: fc.constant("restriction"), restriction: anyText }, lastDay),
    merged({ act: fc.constant("closing to newcomers") }, lastDay),
    merged({ act: fc.constant("exception"), person: anyPerson }, lastDay),
    merged(
      { act: fc.constant("amendment") },
      lastDay,
      maybe("renewal", fc.constantFrom("tacit", "none")),
      ...ofTerms,
    ),
    merged({ act: fc.constant("succession"), succeeds: anyAgreement }),
    merged({ act: fc.constant("accession"), party: anyParty }, lastDay, maybe("under", anyAgreement)),
    merged({ act: fc.constant("departure"), party: anyParty, lastDay: anyDay }),
  ].map((saying) =>
    fc.tuple(saying, anyAgreement, anyDay).map(([own, agreement, on]) => ({ agreement, on, ...own })),
  ),
);

/** A record of needed members and of others that come and go. */
function merged(
  needed: Record<string, fc.Arbitrary<unknown>>,
  ...others: readonly fc.Arbitrary<Record<string, unknown>>[]
): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .tuple(fc.record(needed), ...others)
    .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);
}

/** What an act says of who somebody is. */
const anyIdentitySaying: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant("merge"), person: anyPerson, into: anyPerson, on: anyDay }),
  },
  fc.record({ act: fc.constant("erasure"), person: anyPerson, on: anyDay }),
  fc.record({ act: fc.constant("alias"), person: anyPerson, alias: from("Q", "R"), on: anyDay }),
);

/** An act whose `corrects`, `ends` or `withdraws` is a number: which of the earlier acts that fit it is about. */
interface Loose {
  readonly saying: Record<string, unknown>;
  readonly on: Day;
  readonly recorded: Day;
  readonly by: string;
  readonly reference: "corrects" | undefined;
  readonly pick: number;
}

/** `identity`: how many of twenty acts or so merge people, put one under an alias or erase one. */
const loose = (identity: number): fc.Arbitrary<Loose> =>
  fc.record({
    saying: fc.oneof(
      { weight: 6, arbitrary: anySaying },
      { weight: 6, arbitrary: anyAgreementSaying },
      ...(identity === 0 ? [] : [{ weight: identity, arbitrary: anyIdentitySaying }]),
      { weight: 2, arbitrary: fc.record({ act: fc.constant("end"), on: anyDay, lastDay: anyDay }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constant("withdrawal"), on: anyDay }) },
    ),
    on: anyFirst,
    recorded: anyFirst,
    by: fc.oneof(fc.constant(""), anyText),
    reference: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constant("corrects" as const)),
    pick: fc.nat(),
  });

/** Joins loose acts into a ledger: each refers only to acts before it; those that find nothing to refer to are left out. */
function joined(loosely: readonly Loose[]): Act[] {
  const acts: Act[] = [];
  loosely.forEach(({ saying, on, recorded, by, reference, pick }, k) => {
    const header = { id: `a${k}`, on, recorded, by, instrument: "" };
    const choose = (fits: (act: Act) => boolean): string | undefined => {
      const fitting = acts.filter(fits);
      return fitting.length === 0 ? undefined : fitting[pick % fitting.length]!.id;
    };
    const extra: Record<string, unknown> = {};
    if (saying.act === "end") extra.ends = choose((act) => act.act !== "end" && act.act !== "withdrawal");
    else if (saying.act === "withdrawal") extra.withdraws = choose(() => true);
    if (reference === "corrects" && saying.act !== "withdrawal" && saying.act !== "erasure") {
      const corrects = choose((act) => act.act === saying.act);
      if (corrects !== undefined) extra.corrects = corrects;
    }
    if (Object.values(extra).includes(undefined)) return;
    acts.push({ ...header, ...saying, ...extra } as unknown as Act);
  });
  return acts;
}

/** Acts that refer to one another, not checked for sense; with `identity` above 0 some merge people, or hide them. */
export function anyActs(maxLength: number, { identity = 0 } = {}): fc.Arbitrary<Act[]> {
  return fc.array(loose(identity), { maxLength, size: "max" }).map(joined);
}
