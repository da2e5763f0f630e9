/** Which people of a registry may be one person registered twice, and why. Never a decision: somebody looks at both and decides. */
import { familyKey, givenMayBe, givenWords } from "@comity/exchange";
import { lettersOf } from "@comity/registry";

/** What is compared of somebody. */
export interface Registered {
  readonly id: string;
  readonly familyName: string;
  readonly givenName?: string | undefined;
  readonly orcid?: string | undefined;
  readonly mail?: string | undefined;
  /** Where they are or were. */
  readonly institutes: readonly string[];
}

/**
 * What two have in common, the most telling first: the ORCID iD; the mail address; both names; the same names in each other's place; the
 * family name with a given name that may be the other's (`A.` and `Anna`), and an institute.
 */
export const ALIKE = ["orcid", "mail", "name", "swapped", "initial"] as const;
export type Alike = (typeof ALIKE)[number];

export interface LikelyDouble {
  /** Two identifiers, in the order of their code points. */
  readonly people: readonly [string, string];
  readonly why: readonly Alike[];
  /** Institutes that both are or were at. */
  readonly institutes: readonly string[];
}

/** People with so common a name that a list of them helps nobody are told apart by the other signs only. */
const MOST_NAMESAKES = 50;

function grouped(people: readonly Registered[], keyOf: (one: Registered) => string): Registered[][] {
  const groups = new Map<string, Registered[]>();
  for (const one of people) {
    const key = keyOf(one);
    if (key === "") continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

const givenKey = ({ givenName }: Registered): string => lettersOf(givenName ?? "");

/** One key for a name and for the same with family and given name in each other's place. */
function eitherWay(one: Registered): string {
  const [family, given] = [familyKey(one), givenKey(one)];
  return family === "" || given === "" ? "" : [family, given].sort().join(" ");
}

const common = (a: Registered, b: Registered): string[] =>
  a.institutes.filter((institute) => b.institutes.includes(institute)).sort();

/** What two namesakes have in common by their names. */
function byName(a: Registered, b: Registered): Alike | undefined {
  const isSameFamily = familyKey(a) === familyKey(b);
  if (isSameFamily && givenKey(a) === givenKey(b) && givenKey(a) !== "") return "name";
  if (!isSameFamily) return "swapped";
  const hasGiven = givenWords(a.givenName).length > 0 && givenWords(b.givenName).length > 0;
  return hasGiven && givenMayBe(a.givenName, b.givenName) && common(a, b).length > 0 ? "initial" : undefined;
}

/**
 * Likely doubles among people, the most telling first.
 *
 *     likelyDoubles([
 *       { id: "p1", familyName: "Ozturk", givenName: "A.", institutes: ["I"] },
 *       { id: "p2", familyName: "Öztürk", givenName: "Ada", institutes: ["I"] },
 *     ])
 *     // [{ people: ["p1", "p2"], why: ["initial"], institutes: ["I"] }]
 */
export function likelyDoubles(people: readonly Registered[]): LikelyDouble[] {
  const found = new Map<string, { a: Registered; b: Registered; why: Set<Alike> }>();
  const note = (one: Registered, other: Registered, why: Alike): void => {
    const [a, b] = one.id < other.id ? [one, other] : [other, one];
    const key = JSON.stringify([a.id, b.id]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { a, b, why: new Set([why]) });
    else known.why.add(why);
  };
  const pairs = (
    group: readonly Registered[],
    whyOf: (a: Registered, b: Registered) => Alike | undefined,
  ): void => {
    group.forEach((a, at) => {
      for (const b of group.slice(at + 1)) {
        const why = whyOf(a, b);
        if (why !== undefined) note(a, b, why);
      }
    });
  };
  for (const group of grouped(people, ({ orcid }) => orcid ?? "")) pairs(group, () => "orcid");
  for (const group of grouped(people, ({ mail }) => (mail ?? "").trim().toLowerCase()))
    pairs(group, () => "mail");
  const namesakes = [...grouped(people, familyKey), ...grouped(people, eitherWay)];
  for (const group of namesakes) if (group.length <= MOST_NAMESAKES) pairs(group, byName);
  const rank = ({ why, institutes }: LikelyDouble): number =>
    Math.min(...why.map((one) => ALIKE.indexOf(one))) * 2 + (institutes.length > 0 ? 0 : 1);
  return [...found.values()]
    .map(
      ({ a, b, why }): LikelyDouble => ({
        people: [a.id, b.id],
        why: ALIKE.filter((one) => why.has(one)),
        institutes: common(a, b),
      }),
    )
    .sort((x, y) => rank(x) - rank(y) || (x.people.join(" ") < y.people.join(" ") ? -1 : 1));
}
