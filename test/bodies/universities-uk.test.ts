/** Universities UK, spring 2022: no blanket rule, and an entitlement that waits for a recorded review. */
import { type Day, day, formatDay } from "@comity/calendar";
import type { Value } from "@comity/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { BodyInTheRecord, describeBody } from "./body-in-the-record.ts";

describe("Universities UK", () => {
  describeBody("universities-uk", "universities-uk-2022");

  describe("the queue", () => {
    let body: BodyInTheRecord;
    beforeAll(() => {
      body = new BodyInTheRecord("universities-uk", "universities-uk-2022");
    });
    const queue = (on: string, knownOn = on): string[] =>
      [...body.known(day(knownOn)).evaluation.list("review_due", undefined, day(on))]
        .map(({ tuple }) => tuple.slice(1).join(" "))
        .sort();

    test("grows with the advice and shrinks by one for each review", () => {
      expect(queue("2022-03-02")).toEqual([]);
      const first = queue("2022-03-03");
      expect(first).toHaveLength(9);
      // Recorded on 21 March: double-degree.
      expect(queue("2022-03-21").filter((each) => each.endsWith("university"))).toEqual(
        first.filter((each) => each !== "double-degree university"),
      );
    });

    test("holds whatever runs, may not go on and was not stopped by a review: nothing is forgotten", () => {
      const { evaluation } = body.known(day("2022-06-13"));
      const first = (predicate: string, on: Day, pattern?: (string | undefined)[]): Set<Value | undefined> =>
        new Set([...evaluation.list(predicate, pattern, on)].map(({ tuple }) => tuple[0]));
      let waiting = 0;
      for (let on = day("2022-03-01"); on < day("2023-06-01"); on = (on + 7) as Day) {
        const goes = new Set([...evaluation.list("go_on", undefined, on)].map(({ tuple }) => tuple[1]));
        const due = new Set([...evaluation.list("review_due", undefined, on)].map(({ tuple }) => tuple[1]));
        const stopped = first("review", on, [undefined, "university", "stop", undefined, undefined]);
        for (const activity of first("runs", on)) {
          if (goes.has(activity) || stopped.has(activity)) continue;
          waiting++;
          expect([formatDay(on), activity, due.has(activity)]).toEqual([formatDay(on), activity, true]);
        }
      }
      expect(waiting).toBeGreaterThan(50);
    });
  });
});
