/**
 * Drafts laid over one evaluation, one after the other, as whoever drags a date lays them. What is remembered of one must not show
 * in the next: each sheet is that of the draft alone.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day, formatDay } from "@comity/calendar";
import { evaluate, readPolicy } from "@comity/policy";
import { fold, readRegistry } from "@comity/registry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { coursesOf, factSheetOf, impactOf, layDraft, readDraft } from "../src/index.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const { policy } = readPolicy(readFileSync(at("policies/cern.policy.md"), "utf8"), "cern.policy.md");
const { acts, meta } = readRegistry(at("scenarios/cern-belarus"));
const KNOWN_ON = day("2023-12-15");
const folded = fold(acts, { knownOn: KNOWN_ON });
const shared = evaluate(policy!, folded.facts);
const FIRST = day("2024-01-01");
const [FROM, TO] = [day("2022-12-15"), day("2028-12-15")];

/** An end, alone or with exceptions from the day after; a suspension; a postponement; a closing to newcomers. */
const choice = fc.record({
  what: fc.constantFrom(
    "end",
    "end with exceptions",
    "suspend",
    "postpone",
    "close",
    "close and give a contract",
    "end and move",
  ),
  on: fc.nat({ max: 900 }),
  /** Facts about people are told as on the day known on. */
  knownDaysBefore: fc.constantFrom(0, 0, 3_000, 6_000),
  excepted: fc.subarray([...folded.people.keys()], { maxLength: 6 }),
});

const AGREEMENT = { agreement: "ICA-BY" };

interface Choice {
  readonly what: string;
  readonly on: number;
  readonly knownDaysBefore: number;
  readonly excepted: readonly string[];
}

function actsOf({ what, on, excepted }: Choice): object[] {
  const to = formatDay((FIRST + on) as Day);
  switch (what) {
    case "suspend":
      return [{ act: "suspension", ...AGREEMENT, on: to }];
    case "postpone":
      return [{ act: "postponement", ...AGREEMENT, lastDay: to }];
    case "close":
      return [{ act: "closing to newcomers", ...AGREEMENT, on: to }];
    case "close and give a contract": {
      const [person = [...folded.people.keys()][on % folded.people.size]!] = excepted;
      const institute = [...folded.institutes.keys()][on % folded.institutes.size]!;
      const years = {
        firstDay: formatDay((FIRST + on - 30) as Day),
        lastDay: formatDay((FIRST + on + 700) as Day),
      };
      return [
        { act: "closing to newcomers", ...AGREEMENT, on: to },
        { act: "contract", person, institute, category: "USER", ...years },
      ];
    }
    case "end and move": {
      // Affiliations are kept from one draft to the next; this one changes them.
      const [person = [...folded.people.keys()][on % folded.people.size]!] = excepted;
      const institute = [...folded.institutes.keys()][on % folded.institutes.size]!;
      const since = formatDay((FIRST + on - 60) as Day);
      return [
        { act: "termination", ...AGREEMENT, lastDay: to },
        { act: "affiliation", person, institute, connection: "also at", firstDay: since },
      ];
    }
    default: {
      const end = { act: "termination", ...AGREEMENT, lastDay: to };
      const after = formatDay((FIRST + on + 1) as Day);
      return what === "end" || excepted.length === 0
        ? [end]
        : [end, { act: "exception", ...AGREEMENT, on: after, persons: excepted }];
    }
  }
}

const textOf = (chosen: Choice): string =>
  JSON.stringify({
    title: "a draft",
    date: formatDay(KNOWN_ON),
    knownOn: formatDay((KNOWN_ON - chosen.knownDaysBefore) as Day),
    acts: actsOf(chosen),
  });

test("each sheet is that of its draft alone, whatever was laid before", () => {
  fc.assert(
    fc.property(fc.array(choice, { minLength: 2, maxLength: 5 }), (choices) => {
      for (const chosen of choices) {
        const { draft, drafted } = readDraft(textOf(chosen), { foldOn: () => folded });
        const laid = layDraft(folded, shared, draft, { meta, drafted });
        const moved = factSheetOf(laid, { meta });
        const { folded: own, ...alone } = readDraft(textOf(chosen), {
          foldOn: () => fold(acts, { knownOn: KNOWN_ON }),
        });
        const sheet = impactOf(own, evaluate(policy!, own.facts), alone.draft, { meta });
        expect(moved).toEqual({ ...sheet, remedies: [] });
        const apart = layDraft(own, evaluate(policy!, own.facts), alone.draft, { meta });
        expect(coursesOf(laid, FROM, TO)).toEqual(coursesOf(apart, FROM, TO));
      }
    }),
    { numRuns: 12 },
  );
});
