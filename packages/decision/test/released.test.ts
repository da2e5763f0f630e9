/** What is released to those who are not cleared: no sum or difference of figures, over however many answers, gives a hidden one. */
import { type Day, day, formatDay } from "@comity/calendar";
import type { Act } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareDrafts,
  type Draft,
  endAgreement,
  type FactSheet,
  type Figure,
  hideSmallCells,
  hideSmallCellsOfComparison,
  impactOf,
  layDraft,
  releasedComparison,
  releasedSheet,
  rounded,
} from "../src/index.ts";
import { ACTS, act, worldOn } from "./small-world.ts";

/** Members of sheets and comparisons that are figures of people. */
const OF_PEOPLE = new Set([
  "people",
  "keepElsewhere",
  "missionCritical",
  "underReview",
  "residentNearby",
  "dependants",
  "cases",
  "count",
  "a",
  "b",
  "onlyA",
  "onlyB",
  "both",
]);

/** Every figure of people in an answer, by its place; those of others than people are left out. */
function figuresIn(answer: unknown, place = "", found = new Map<string, Figure>()): Map<string, Figure> {
  if (typeof answer !== "object" || answer === null) return found;
  if ((answer as { impersonal?: true }).impersonal === true) return found;
  for (const [name, value] of Object.entries(answer)) {
    const at = `${place}/${(answer as { id?: string; day?: string }).id ?? ""}${name}`;
    if (["money", "institutes"].includes(name)) continue;
    if (OF_PEOPLE.has(name) && (value === null || typeof value === "number")) found.set(at, value as Figure);
    else figuresIn(value, at, found);
  }
  return found;
}

interface Member {
  readonly institutes: readonly string[];
  readonly from: number;
  readonly isInX: boolean;
  readonly dependants: number;
  readonly mark: number;
}

const INSTITUTES = ["north", "east", "east2", "lab"];
const anyMember: fc.Arbitrary<Member> = fc.record({
  institutes: fc.subarray(INSTITUTES, { minLength: 1, maxLength: 2 }),
  from: fc.nat(1_500),
  isInX: fc.boolean(),
  dependants: fc.nat(2),
  mark: fc.nat(4),
});
const FIRST = day("2020-01-01");

/** The parties and agreements of the small world with other people. */
function actsWith(members: readonly Member[]): Act[] {
  const framed = ACTS.filter(
    (each) => !["person", "affiliation", "membership", "mark", "residence", "dependant"].includes(each.act),
  );
  return [
    ...framed,
    ...members.flatMap(({ institutes, from, isInX, dependants, mark }, k): Act[] => {
      const person = `m${k}`;
      const on = (FIRST + from) as Day;
      return [
        act("person", { person, familyName: person }),
        ...institutes.map((institute) =>
          act("affiliation", { person, institute, connection: "affiliated with", on }),
        ),
        ...(isInX ? [act("membership", { person, experiment: "X", on })] : []),
        ...(mark === 0 ? [act("mark", { person, mark: "under review", on })] : []),
        ...Array.from({ length: dependants }, (_, d) =>
          act("dependant", { person, dependant: `${person}-${d}`, permit: true, on }),
        ),
      ];
    }),
  ];
}

/** Drafts that differ little: the same end some days later, with somebody excepted, of another agreement. */
function draftsOver(folded: ReturnType<typeof worldOn>["folded"]): Draft[] {
  const end = endAgreement(folded, "ICA-BB");
  const excepted = ["m0", "m1", "m2"].filter((person) => folded.people.has(person));
  const exceptions = excepted.map((person, k) =>
    act("exception", {
      agreement: "ICA-BB",
      person,
      on: end.date,
      recorded: end.date,
      by: "",
      id: `x${k}`,
    } as never),
  );
  return [
    end,
    ...exceptions.map((_, k): Draft => ({ ...end, acts: [...end.acts, ...exceptions.slice(0, k + 1)] })),
    endAgreement(folded, "ICA-LAB"),
  ];
}

/** What the uncleared may be given over time, and the figures that are hidden in any of it. */
function everything(members: readonly Member[]) {
  const acts = actsWith(members);
  const shown: number[] = [];
  const hidden: number[] = [];
  const note = (full: unknown, cut: unknown, released: unknown): void => {
    const values = figuresIn(released);
    for (const value of values.values()) if (value !== null) shown.push(value);
    for (const [place, value] of figuresIn(cut))
      if (value === null) {
        const real = figuresIn(full).get(place);
        if (typeof real === "number" && real > 0 && real < 5) hidden.push(real);
      }
  };
  for (const knownOn of ["2023-12-14", "2023-12-15"]) {
    const { folded, evaluation } = worldOn(knownOn, acts);
    const drafts = draftsOver(folded);
    for (const draft of drafts) {
      const sheet = impactOf(folded, evaluation, draft);
      note(sheet, hideSmallCells(sheet), releasedSheet(sheet, folded.people));
    }
    const [a, b] = [drafts[0]!, drafts[1]!].map((draft) => layDraft(folded, evaluation, draft));
    const both = compareDrafts(a!, b!);
    note(both, hideSmallCellsOfComparison(both), releasedComparison(both));
  }
  return { shown: [...new Set(shown)], hidden: new Set(hidden) };
}

describe("what is released", () => {
  test("over drafts that differ by a person, on days next to each other, and compared, gives no hidden figure by any sum or difference", () => {
    let secrets = 0;
    let figures = 0;
    fc.assert(
      fc.property(fc.array(anyMember, { minLength: 8, maxLength: 60 }), (members) => {
        const { shown, hidden } = everything(members);
        secrets += hidden.size;
        figures += shown.filter((figure) => figure > 0).length;
        // Of up to three figures, each added or taken away.
        const signed = [0, ...shown.flatMap((figure) => [figure, -figure])];
        const sums = new Set<number>();
        for (const a of signed) for (const b of signed) for (const c of signed) sums.add(a + b + c);
        expect([...hidden].filter((secret) => sums.has(secret))).toEqual([]);
        // Of more: they are all multiples of five, and what is hidden is none.
        expect(shown.filter((figure) => figure % 5 !== 0)).toEqual([]);
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 12) },
    );
    expect(Math.min(secrets, figures)).toBeGreaterThan(12);
  });

  test("leaves small cells hidden that hiding them in each sheet alone would give away", () => {
    const members = Array.from(
      { length: 23 },
      (): Member => ({
        institutes: ["east"],
        from: 0,
        isInX: false,
        dependants: 0,
        mark: 1,
      }),
    );
    const { folded, evaluation } = worldOn("2023-12-15", actsWith(members));
    const [all, , , three] = draftsOver(folded);
    const people = (cut: (sheet: FactSheet) => FactSheet) =>
      [all!, three!].map((draft) => cut(impactOf(folded, evaluation, draft)).people);
    // Three are excepted: 23 less 20.
    expect(people(hideSmallCells)).toEqual([23, 20]);
    expect(people((sheet) => releasedSheet(sheet, folded.people))).toEqual([25, 20]);
  });

  test("names nobody, in no sentence", () => {
    const { folded, evaluation } = worldOn();
    const draft = endAgreement(folded, "ICA-BB");
    const sheet = impactOf(folded, evaluation, draft);
    const told: FactSheet = {
      ...sheet,
      decision: {
        ...sheet.decision,
        acts: ["2 people are excepted from what happens", "`anna` is told, and (ben)."],
      },
    };
    const released = releasedSheet(told, folded.people);
    expect(released.decision.acts).toEqual([
      "some people are excepted from what happens",
      "`somebody` is told, and (somebody).",
    ]);
    const texts = JSON.stringify(released);
    for (const person of folded.people.keys()) expect(texts).not.toMatch(new RegExp(`\\b${person}\\b`));
    expect(released.money).toEqual(sheet.money);
    expect(formatDay(draft.date)).toBe(sheet.decision.date);
  });

  test.each([
    [0, 0],
    [5, 5],
    [7, 5],
    [8, 10],
    [12, 10],
    [13, 15],
    [null, null],
  ])("%s is shown as %s", (figure, shown) => {
    expect(rounded(figure)).toBe(shown);
  });
});
