/** CERN's Council in December 2023, by the registry of the scenario: 23 members, and what could still be decided when. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { day, formatDay } from "@comity/calendar";
import { fold, readRegistry } from "@comity/registry";
import { expect, it } from "vitest";
import {
  countTally,
  lastSessions,
  membersOn,
  outcomeOf,
  readBody,
  ruleInFigures,
  ruleOf,
  seat,
  sizeOf,
  standingsOn,
} from "../src/index.ts";

const { acts } = readRegistry(fileURLToPath(new URL("../../../scenarios/cern-2024", import.meta.url)));
const read = readBody(
  readFileSync(new URL("../../../policies/council-cern.json", import.meta.url), "utf8"),
  "council-cern.json",
);

it("has 23 members, of whom two thirds are 16", () => {
  const council = seat(read, fold(acts, { knownOn: day("2023-12-15") }));
  const rule = ruleOf(council, "two-thirds-of-all");
  const standings = standingsOn(council, day("2023-12-15"), { rule });
  expect(sizeOf(standings)).toEqual({ all: 23, entitled: 23, participants: 0 });
  expect(ruleInFigures(rule, sizeOf(standings), 17).words.en).toBe(
    "16 of 23 needed; 15 of 17 voting would not do",
  );
  expect(membersOn({ seats: council.associateSeats }, day("2023-12-15"))).toHaveLength(10);
  const vote = countTally(sizeOf(standings), { inFavour: 17, against: 0, abstaining: 6 });
  expect(outcomeOf(rule, vote, council.quorum).verdict).toBe("adopted");
});

it("warns in time: which session is the last before notice runs out", () => {
  const told = (on: string, agreement: string) => {
    const folded = fold(acts, { knownOn: day(on) });
    const found = lastSessions(folded, { body: "Council", from: day(on) }).find(
      (warning) => warning.deadline.agreement === agreement,
    );
    if (found === undefined) return undefined;
    return `${formatDay(found.lastDayForNotice)}, ${found.daysLeft} days, ${found.urgency}, ${found.last?.session ?? "none"}`;
  };
  expect(told("2023-10-01", "ICA-BY")).toBe("2023-12-27, 87 days, time, 214");
  expect(told("2023-12-01", "ICA-BY")).toBe("2023-12-27, 26 days, last-session, 214");
  expect(told("2023-12-01", "ICA-RU")).toBe("2024-05-30, 181 days, time, 216");
  // On the day of the session itself it can still be decided; the day after nothing is left.
  expect(told("2023-12-15", "ICA-BY")).toBe("2023-12-27, 12 days, last-session, 214");
  const folded = fold(
    acts.filter((act) => act.act !== "termination"),
    { knownOn: day("2023-12-16") },
  );
  const missed = lastSessions(folded, { body: "Council", from: day("2023-12-16"), within: 30 }).find(
    ({ deadline }) => deadline.agreement === "ICA-BY",
  );
  expect(missed?.words.en).toBe(
    "no ordinary session is left before notice runs out; if nobody acts, it renews on 2024-06-28, through 2029-06-27",
  );
});
