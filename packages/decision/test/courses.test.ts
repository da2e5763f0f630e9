/** Courses day by day, and whom a draft touches, against the evaluations asked one day and one person at a time. */
import { type Day, day, formatDay, has } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { coursesOf, layDraft, readDraft, touchedBy } from "../src/index.ts";
import { worldOn } from "./small-world.ts";

const world = worldOn();

function laid(acts: readonly object[]) {
  const text = JSON.stringify({ title: "a draft", date: "2023-12-15", acts });
  const { draft, folded } = readDraft(text, { foldOn: () => world.folded });
  return layDraft(folded, world.evaluation, draft);
}

const FROM = day("2023-06-01");
const TO = day("2026-06-01");
const drafts = {
  "an end": laid([{ act: "termination", agreement: "ICA-BB", lastDay: "2024-11-30" }]),
  "a suspension that ends": laid([
    { act: "suspension", agreement: "ICA-BB", on: "2024-02-01", lastDay: "2024-07-31" },
  ]),
};

describe.each(Object.entries(drafts))("the courses of %s", (_, impact) => {
  const courses = coursesOf(impact, FROM, TO);

  test("are of those who lose it, on every day as many as have it", () => {
    expect(courses.map(({ name, people }) => [name, people])).toEqual(
      [...impact.losses.shapes.keys()].flatMap((name) => {
        const lost = impact.losses.lost.get(name);
        return lost === undefined ? [] : [[name, lost.size]];
      }),
    );
    expect(courses.length).toBeGreaterThan(2);
    for (const { name, steps } of courses) {
      const subject = impact.losses.shapes.get(name)!.subject;
      const losers = impact.losses.lost.get(name)!;
      const having = (evaluation: typeof impact.before, on: Day): number => {
        const some = [...evaluation.list(name)].filter(({ days }) => has(days, on));
        return new Set(some.map(({ tuple }) => tuple[subject]!).filter((each) => losers.has(each))).size;
      };
      for (let on = FROM; on < TO; on = (on + 1) as Day) {
        const written = formatDay(on);
        const step = steps.findLast(([first]) => first <= written)!;
        expect([name, written, step[1], step[2]]).toEqual([
          name,
          written,
          having(impact.before, on),
          having(impact.after, on),
        ]);
      }
    }
  });

  test("have no step that changes nothing", () => {
    for (const { steps } of courses)
      for (const [at, [, standing, draft]] of steps.entries())
        if (at > 0) expect([standing, draft]).not.toEqual(steps[at - 1]!.slice(1));
  });
});

test("those whom a draft touches are those whom the fact sheet counts", () => {
  const impact = drafts["an end"];
  const touched = touchedBy(impact);
  expect(touched.map(({ person }) => person)).toEqual([...impact.losses.people.keys()].sort());
  for (const { person, firstDay, entitlements, institutes } of touched) {
    expect(firstDay).toBe(formatDay(impact.losses.people.get(person)!));
    for (const [name, losers] of impact.losses.lost)
      if (impact.losses.shapes.get(name)!.person >= 0)
        expect(entitlements.includes(name)).toBe(losers.has(person));
    expect(institutes).toEqual([...(impact.losses.through.get(person) ?? [])].sort());
  }
});
