/** A fact sheet with something in every part of it, small figures among them; all made up. */
import { readFileSync } from "node:fs";
import type { FactSheet } from "@comity/decision";

const golden = JSON.parse(
  readFileSync(new URL("../../decision/test/golden/end-of-an-agreement.json", import.meta.url), "utf8"),
) as FactSheet;

/** The golden sheet of the decision package, with the parts that it lacks. */
export const full: FactSheet = {
  ...golden,
  registry: { name: "made-up", title: "A made-up registry", description: "Every person is made up." },
  admissible: false,
  clauses: [
    {
      clause: "a member cannot be removed",
      source: "Convention, Art. 9",
      cases: 7,
      examples: ["person p17"],
      days: [{ day: "2024-12-01" }, { day: "2023-01-01", lastDay: "2023-02-01" }],
    },
  ],
  warnings: ["`ICA-BB`: notice comes late\n  help: give it earlier"],
  others: [
    {
      kind: "Grant",
      count: 1,
      impersonal: true,
      firstDay: "2024-12-01",
      lastDayBefore: "2024-11-30",
      named: [
        {
          id: "g-1",
          title: "A grant",
          day: "2024-12-01",
          lastDay: "2024-11-30",
          institutes: [{ id: "i-1", name: "Institute One" }],
        },
      ],
    },
  ],
  gains: {
    people: 9,
    entitlements: [
      {
        name: "visit",
        title: "may visit",
        counts: "Person",
        people: 9,
        byDay: [{ day: "2024-12-01", lastDay: "2024-11-30", people: 9 }],
        again: { people: null, byDay: [{ day: "2025-01-01", lastDay: "2024-12-31", people: null }] },
      },
    ],
  },
};

/** A sheet in which every text that somebody wrote is another one. Days, kinds and keys stay as they are. */
export function withTexts(sheet: FactSheet, text: (was: string) => string): FactSheet {
  const kept = new Set(["day", "lastDay", "date", "knownOn", "firstDay", "lastDayBefore", "change", "group"]);
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return kept.has(key) ? value : text(value);
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
    return value;
  };
  return walk(sheet, "") as FactSheet;
}
