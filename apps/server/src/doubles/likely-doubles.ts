/** Which people of a registry may be one person registered twice, and why. Never a decision: somebody looks at both and decides. */
import { familyKey, givenMayBe, givenWords } from "@comity/exchange";
import { atOnce, type InSteps } from "@comity/policy";
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

/** So many people, or pairs of them, are looked at in one step. */
const IN_ONE_STEP = 500;

function* grouped(
  people: readonly Registered[],
  keyOf: (one: Registered) => string,
): InSteps<readonly (readonly Registered[])[]> {
  const groups = new Map<string, Registered[]>();
  for (const [at, one] of people.entries()) {
    if (at % IN_ONE_STEP === IN_ONE_STEP - 1) yield;
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
  return atOnce(likelyDoublesInSteps(people));
}

/** The same a little at a time, some hundred people or pairs to a step. */
export function* likelyDoublesInSteps(people: readonly Registered[]): InSteps<LikelyDouble[]> {
  const found = new Map<string, { a: Registered; b: Registered; why: Set<Alike> }>();
  const note = (one: Registered, other: Registered, why: Alike): void => {
    const [a, b] = one.id < other.id ? [one, other] : [other, one];
    const key = JSON.stringify([a.id, b.id]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { a, b, why: new Set([why]) });
    else known.why.add(why);
  };
  let looked = 0;
  const pairs = function* (
    groups: readonly (readonly Registered[])[],
    whyOf: (a: Registered, b: Registered) => Alike | undefined,
  ): InSteps<void> {
    for (const group of groups)
      for (let at = 0; at < group.length; at++)
        for (let k = at + 1; k < group.length; k++) {
          const why = whyOf(group[at]!, group[k]!);
          if (why !== undefined) note(group[at]!, group[k]!, why);
          if (++looked % IN_ONE_STEP === 0) yield;
        }
  };
  yield* pairs(yield* grouped(people, ({ orcid }) => orcid ?? ""), () => "orcid");
  yield* pairs(yield* grouped(people, ({ mail }) => (mail ?? "").trim().toLowerCase()), () => "mail");
  for (const keyOf of [familyKey, eitherWay]) {
    const namesakes = yield* grouped(people, keyOf);
    yield* pairs(
      namesakes.filter((group) => group.length <= MOST_NAMESAKES),
      byName,
    );
  }
  const rank = ({ why, institutes }: LikelyDouble): number =>
    Math.min(...why.map((one) => ALIKE.indexOf(one))) * 2 + (institutes.length > 0 ? 0 : 1);
  const doubles: LikelyDouble[] = [];
  for (const { a, b, why } of found.values()) {
    doubles.push({
      people: [a.id, b.id],
      why: ALIKE.filter((one) => why.has(one)),
      institutes: common(a, b),
    });
    if (doubles.length % IN_ONE_STEP === 0) yield;
  }
  return doubles.sort((x, y) => rank(x) - rank(y) || (x.people.join(" ") < y.people.join(" ") ? -1 : 1));
}
