/** Two identifiers that are one person: the fold with merges, and what a name is where nobody may see it. */
import { type Day, day, OPEN } from "@comity/calendar";
import { eachFact, type Facts } from "@comity/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Act, MergeAct } from "../src/acts.ts";
import { check, concealed, fold, sameAs } from "../src/index.ts";
import { act } from "./acts-for-tests.ts";
import { anyActs } from "./random-registry.ts";

const factsOf = (facts: Facts): string[] =>
  [...eachFact(facts)]
    .map(({ record, tuple, from, to }) => JSON.stringify([record, ...tuple, from, to]))
    .sort();

const of = (acts: readonly Act[], knownOn: Day = OPEN) => fold(acts, { knownOn });

/** What a fold says of everything, people's acts and provenance included. */
function whole(acts: readonly Act[], knownOn: Day = OPEN) {
  const folded = of(acts, knownOn);
  const made = [...eachFact(folded.facts)].map(({ record, tuple, from }) => [
    record,
    ...tuple,
    from,
    ...folded.provenance.of(record, tuple, from).map(({ id }) => id),
  ]);
  const people = [...folded.people].map(([id, person]) => [id, person.id]);
  return { facts: factsOf(folded.facts), made: made.map(String).sort(), people: people.map(String).sort() };
}

/** What a clerk would do by hand, without merges: look for every place in which a person is named. */
function byHand(acts: readonly Act[], person: string, into: string): Act[] {
  return acts.map((each) => {
    if (each.act === "statement" && each.record === "seated") {
      const [seat, seated] = each.values;
      return { ...each, values: [seat!, seated === person ? into : seated!] };
    }
    return "person" in each && each.person === person ? ({ ...each, person: into } as Act) : each;
  });
}

const isAboutNames = ({ act: sort }: Act): boolean => ["merge", "alias", "erasure"].includes(sort);
const anyPeople = fc.uniqueArray(fc.constantFrom("p1", "p2", "p3", "p4"), { minLength: 2, maxLength: 2 });
const merge = (person: string, into: string, more: Partial<MergeAct> = {}): MergeAct =>
  act("merge", { person, into, on: day("2020-01-01"), ...more });

describe("a merge", () => {
  test("makes the fold that the acts written anew by hand make", () => {
    fc.assert(
      fc.property(anyActs(40, { identity: 2 }), anyPeople, (random, [person, into]) => {
        const acts = random.filter((each) => !isAboutNames(each));
        expect(whole([...acts, merge(person!, into!)])).toEqual(whole(byHand(acts, person!, into!)));
      }),
      { numRuns: 150 },
    );
  });

  test("and its withdrawal leave things as they were, on every day as known on too", () => {
    fc.assert(
      fc.property(anyActs(40, { identity: 2 }), anyPeople, (acts, [person, into]) => {
        const made = merge(person!, into!, { recorded: day("2020-01-01") });
        const withdrawn = act("withdrawal", {
          withdraws: made.id,
          on: day("2022-01-01"),
          recorded: day("2022-01-01"),
        });
        const all = [...acts, made, withdrawn];
        expect(whole(all)).toEqual(whole(acts));
        const [before, between, after] = [day("2019-12-31"), day("2021-06-01"), day("2022-01-01")];
        expect(whole(all, before)).toEqual(whole(acts, before));
        expect(whole(all, between)).toEqual(whole([...acts, made], between));
        expect(whole(all, after)).toEqual(whole(acts, after));
      }),
      { numRuns: 80 },
    );
  });

  const tie = (person: string) =>
    act("affiliation", { person, institute: "I", connection: "affiliated with", on: day("2019-01-01") });
  const tied = (acts: readonly Act[]): string[] =>
    [...eachFact(fold(acts).facts)]
      .filter(({ record }) => record === "affiliated")
      .map(({ tuple: [person] }) => String(person))
      .sort();
  const ties = ["p1", "p2", "p3", "p4"].map(tie);

  test.each<[string, readonly [string, string][], string[]]>([
    ["of two", [["p2", "p1"]], ["p1", "p3", "p4"]],
    [
      "in a chain",
      [
        ["p3", "p2"],
        ["p2", "p1"],
      ],
      ["p1", "p4"],
    ],
    [
      "of several into one",
      [
        ["p3", "p1"],
        ["p2", "p1"],
      ],
      ["p1", "p4"],
    ],
    ["into itself counts for nothing", [["p1", "p1"]], ["p1", "p2", "p3", "p4"]],
    [
      "in a circle counts for nothing",
      [
        ["p1", "p2"],
        ["p2", "p1"],
      ],
      ["p1", "p2", "p3", "p4"],
    ],
    [
      "into a circle counts for the one named",
      [
        ["p1", "p2"],
        ["p2", "p1"],
        ["p3", "p2"],
      ],
      ["p1", "p2", "p4"],
    ],
  ])("%s", (_, merges, people) => {
    const acts = merges.map(([person, into]) => merge(person, into));
    for (const order of [acts, acts.toReversed()]) {
      const found = tied([...ties, ...order]);
      expect([...new Set(found)]).toEqual(people);
      expect(found).toHaveLength(4);
    }
  });

  test("a correction merges somebody else", () => {
    const made = merge("p2", "p1");
    expect(new Set(tied([...ties, made, merge("p3", "p1", { corrects: made.id })]))).toEqual(
      new Set(["p1", "p2", "p4"]),
    );
  });

  test("all identifiers of one person", () => {
    const acts = [...ties, merge("p2", "p1"), merge("p3", "p2")];
    expect(sameAs(acts, "p1")).toEqual(["p1", "p2", "p3"]);
    expect(sameAs(acts, "p3")).toEqual(["p3", "p1", "p2"]);
    expect(sameAs(acts, "p4")).toEqual(["p4"]);
  });
});

describe("names that nobody sees", () => {
  const anna = act("person", {
    id: "n1",
    person: "p1",
    familyName: "Musterfrau",
    givenName: "Anna",
    orcid: "0000-0002-1825-0097",
    mail: "anna@example.org",
  });
  const again = act("person", { id: "n2", person: "p2", familyName: "Musterfrau" });
  const ben = act("person", { id: "n3", person: "p3", familyName: "Beispiel" });
  const alias = act("alias", { id: "l", person: "p1", alias: "Q", on: day("2024-01-01") });
  const names = (acts: readonly Act[], knownOn = OPEN) =>
    [...fold(concealed(acts), { knownOn }).people.values()].map(({ familyName }) => familyName);

  test("an alias stands in the place of everything personal, also as known on days before it", () => {
    const seen = concealed([anna, ben, alias]);
    expect(seen[0]).toEqual({ ...act("person", { id: "n1", person: "p1", familyName: "Q" }) });
    expect(JSON.stringify(seen)).not.toMatch(/Musterfrau|Anna|1825|example/);
    expect(names([anna, ben, alias], day("2023-01-01"))).toEqual(["Q", "Beispiel"]);
  });

  test("it is for all identifiers of the person, until it is withdrawn; the later one counts", () => {
    const merged = [anna, again, ben, alias, merge("p2", "p1")];
    expect(JSON.stringify(concealed(merged))).not.toContain("Musterfrau");
    expect(names([...merged, act("alias", { person: "p2", alias: "R", on: day("2024-02-01") })])).toEqual([
      "R",
      "Beispiel",
    ]);
    const withdrawn = act("withdrawal", { withdraws: "l", on: day("2025-01-01") });
    expect(names([anna, ben, alias, withdrawn])).toEqual(["Musterfrau", "Beispiel"]);
  });

  test("somebody who was erased has no name, whatever becomes of the act that says so", () => {
    const erasure = act("erasure", { id: "e", person: "p1", on: day("2024-01-01") });
    const withdrawn = act("withdrawal", { withdraws: "e", on: day("2025-01-01") });
    expect(names([anna, ben, alias, erasure, withdrawn])).toEqual(["erased", "Beispiel"]);
    expect(check([anna, erasure, withdrawn]).map(({ code }) => code)).toContain("erased-for-good");
  });

  test("where nothing is concealed the acts are the same", () => {
    const acts = [anna, ben];
    expect(concealed(acts)).toBe(acts);
  });
});
