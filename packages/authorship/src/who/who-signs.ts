/**
 * Who signs a paper with a given reference date: everybody whom a policy of authorship gives it to on that day, with the institutes
 * of that day, as an author list. Each author's proof can be asked for.
 */
import type { Day } from "@comity/calendar";
import { type Brief, type EngineEvaluation, type Evaluation, explainBriefly } from "@comity/policy";
import type { Folded } from "@comity/registry";
import {
  type Acknowledgement,
  type Affiliation,
  type Author,
  type AuthorList,
  CONNECTIONS,
  type Connection,
  type Organisation,
} from "../list/author-list.ts";
import { sortedByName } from "../list/order.ts";
import { AuthorshipError } from "../signing/signing-problems.ts";
import { factsOn, pairsOn } from "./facts-on-day.ts";

export interface PaperAsked {
  readonly experiment: string;
  /** The paper's reference date. */
  readonly reference: Day;
  /** A paper of the registry: additions and opt-outs for it alone count too. */
  readonly paper?: string;
  readonly title?: string;
}

export interface WhoSigns {
  readonly list: AuthorList;
  /** Authors who had left every institute by the day: they stand with the last one. */
  readonly atLastInstitute: readonly string[];
  /** Authors of whom the registry never had an institute by the day: they stand in the list without one. */
  readonly withoutInstitute: readonly string[];
  /** Authors of whom it has no name: an erased person, or a registry whose names are sealed. */
  readonly withoutName: readonly string[];
}

/** What a policy must derive to be asked who signs. */
const BY_EXPERIMENT = { predicate: "authorship", columns: ["Person", "Experiment"] } as const;
const BY_PAPER = { predicate: "signs", columns: ["Person", "Paper"] } as const;

/** What is asked of the policy: of the experiment, or of the one paper. */
export function claimFor(
  evaluation: Pick<Evaluation, "policy">,
  asked: PaperAsked,
): { readonly predicate: string; readonly of: string } {
  const { predicate, columns } = asked.paper === undefined ? BY_EXPERIMENT : BY_PAPER;
  const found = evaluation.policy.predicates.find(({ name }) => name === predicate);
  const isFit =
    found !== undefined &&
    found.columns.length === 2 &&
    found.columns.every(({ kind }, at) => kind === columns[at]);
  if (!isFit) {
    const written =
      asked.paper === undefined
        ? "authorship(person: Person, experiment: Experiment)"
        : "signs(person: Person, paper: Paper)";
    throw new AuthorshipError([
      {
        category: "not found",
        code: "no-authorship-rule",
        message: `the policy has no entitlement \`${written}\``,
        help: "policies/authorship-atlas.policy.md shows one",
      },
    ]);
  }
  return { predicate, of: asked.paper ?? asked.experiment };
}

/** The people who sign, by their ids. Throws an `AuthorshipError` where the policy has no rule for it. */
export function signersOf(evaluation: Evaluation, asked: PaperAsked): string[] {
  const { predicate, of } = claimFor(evaluation, asked);
  const people = new Set<string>();
  for (const { tuple } of evaluation.list(predicate, [undefined, of], asked.reference))
    people.add(String(tuple[0]));
  return [...people].sort();
}

/**
 * The author list of a paper, sorted by name.
 *
 *     whoSigns(folded, evaluation, { experiment: "CMS", reference: day("2023-06-01") }).list.authors.length
 */
export function whoSigns(folded: Folded, evaluation: Evaluation, asked: PaperAsked): WhoSigns {
  const { experiment, reference } = asked;
  if (!folded.experiments.has(experiment))
    throw new AuthorshipError([
      {
        category: "not found",
        code: "unknown-experiment",
        message: `the registry has no experiment \`${experiment}\``,
        help: `it has ${[...folded.experiments.keys()].map((one) => `\`${one}\``).join(", ")}`,
      },
    ]);
  const signers = signersOf(evaluation, asked);
  const dead = new Set([...factsOn(folded, "deceased", reference)].map(({ tuple }) => String(tuple[0])));
  const teams = new Set(
    [...factsOn(folded, "team", reference)].flatMap(({ tuple }) =>
      tuple[1] === experiment ? [String(tuple[0])] : [],
    ),
  );
  const tied = tiesOn(folded, reference, teams);
  const left = lastInstitutes(folded, reference, new Set(signers.filter((person) => !tied.has(person))));
  const authors = signers.map((person) =>
    authorOf(folded, person, tied.get(person) ?? left.get(person) ?? [], dead.has(person)),
  );
  const used = new Set(
    authors.flatMap(({ affiliations }) => affiliations.map(({ organisation }) => organisation)),
  );
  const list = sortedByName({
    ...(asked.paper === undefined ? {} : { reference: asked.paper }),
    ...(asked.title === undefined ? {} : { title: asked.title }),
    created: reference,
    collaborations: [{ key: "c1", name: folded.experiments.get(experiment)!.title, experiment }],
    organisations: [...used].sort().map((institute) => organisationOf(folded, institute)),
    authors,
    acknowledgements: fundersOf(folded, reference, used),
  });
  return {
    list,
    atLastInstitute: list.authors.flatMap(({ key }) => (left.has(key) ? [key] : [])),
    withoutInstitute: list.authors.flatMap(({ key, affiliations }) =>
      affiliations.length === 0 ? [key] : [],
    ),
    withoutName: list.authors.flatMap(({ key, familyName }) => (familyName === key ? [key] : [])),
  };
}

/** The agencies that fund the institutes of a list on a day, as the record `funded_by` states them: each thanked by its title alone. */
function fundersOf(folded: Folded, on: Day, institutes: ReadonlySet<string>): Acknowledgement[] {
  const funded = new Map<string, string[]>();
  for (const [institute, agencies] of pairsOn(folded, "funded_by", on)) {
    if (!institutes.has(institute)) continue;
    for (const agency of agencies) funded.set(agency, [...(funded.get(agency) ?? []), institute]);
  }
  return [...funded]
    .map(([agency, organisations]) => ({
      text: folded.parties.get(agency)?.title ?? agency,
      organisations: organisations.sort(),
    }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}

/**
 * The affiliations of everybody on a day: as a person is tied to an institute, those at institutes with a team in the experiment first.
 */
function tiesOn(folded: Folded, on: Day, teams: ReadonlySet<string>): Map<string, Affiliation[]> {
  const connections = new Map<string, Connection>();
  for (const { tuple } of factsOn(folded, "connection", on)) {
    const [person, institute, word] = tuple as [string, string, string];
    const connection = CONNECTIONS.find((one) => one === word);
    if (connection !== undefined) connections.set(`${person}\n${institute}`, connection);
  }
  const place = ({ organisation, connection }: Affiliation): number =>
    (connection === "affiliated with" ? 0 : 2) + (teams.has(organisation) ? 0 : 1);
  const ties = new Map<string, Affiliation[]>();
  for (const [person, institutes] of pairsOn(folded, "affiliated", on))
    ties.set(
      person,
      institutes
        .map((organisation) => ({
          organisation,
          connection: connections.get(`${person}\n${organisation}`) ?? "affiliated with",
        }))
        .sort((a, b) => place(a) - place(b)),
    );
  return ties;
}

/** The institutes that people left last before a day: somebody who signs on after leaving is printed with these. */
function lastInstitutes(
  folded: Folded,
  before: Day,
  people: ReadonlySet<string>,
): Map<string, Affiliation[]> {
  const last = new Map<string, { to: number; institutes: Set<string> }>();
  const table = people.size === 0 ? undefined : folded.facts.tables.get("affiliated");
  for (let row = 0; row < (table?.count ?? 0); row++) {
    const to = table!.to[row]!;
    if (to > before) continue;
    const [person, institute] = [0, 1].map((at) =>
      String(folded.facts.symbols.value("Text", table!.columns[at]![row]!)),
    ) as [string, string];
    if (!people.has(person)) continue;
    const known = last.get(person);
    if (known === undefined || to > known.to) last.set(person, { to, institutes: new Set([institute]) });
    else if (to === known.to) known.institutes.add(institute);
  }
  return new Map(
    [...last].map(([person, { institutes }]) => [
      person,
      [...institutes]
        .sort()
        .map((organisation) => ({ organisation, connection: "affiliated with" as const })),
    ]),
  );
}

function authorOf(
  folded: Folded,
  person: string,
  affiliations: readonly Affiliation[],
  isDead: boolean,
): Author {
  const known = folded.people.get(person);
  const familyName = known === undefined || known.familyName === "" ? person : known.familyName;
  const givenName = known?.givenName;
  return {
    key: person,
    paperName: paperName(familyName, givenName),
    familyName,
    ...(givenName === undefined ? {} : { givenName }),
    affiliations,
    ids: known?.orcid === undefined ? [] : [{ source: "ORCID", value: known.orcid }],
    collaborations: [],
    ...(isDead ? { deceased: true as const } : {}),
  };
}

/** `A. B. Example` of `Anna Bea Example`: given names as initials, as large collaborations print them. */
export function paperName(familyName: string, givenName: string | undefined): string {
  const initials = (givenName ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) =>
      word
        .split("-")
        .map((part) => `${[...part][0] ?? ""}.`)
        .join("-"),
    );
  return [...initials, familyName].join(" ");
}

function organisationOf(folded: Folded, institute: string): Organisation {
  const known = folded.institutes.get(institute);
  if (known === undefined) return { key: institute, name: institute, ids: [] };
  const state = folded.parties.get(known.seat)?.title;
  const address = [known.city, state].filter((part) => part !== undefined).join(", ");
  return {
    key: institute,
    name: known.title,
    ids: known.ror === undefined ? [] : [{ source: "ROR", value: known.ror }],
    ...(address === "" ? {} : { address }),
    ...(/^[A-Z]{2}$/.test(known.seat) ? { country: known.seat } : {}),
  };
}

/** Why somebody signs, or does not, in a sentence for whom it concerns and one for those who know the policy. */
export function whySigns(
  folded: Folded,
  evaluation: EngineEvaluation,
  asked: PaperAsked,
  person: string,
): Brief {
  const { predicate, of } = claimFor(evaluation, asked);
  const nameOf = (id: string): string =>
    folded.institutes.get(id)?.title ??
    folded.experiments.get(id)?.title ??
    folded.parties.get(id)?.title ??
    id;
  return explainBriefly(evaluation, evaluation.policy, predicate, [person, of], asked.reference, nameOf);
}
