import { day, duration, formatDay, formatIntervals, OPEN } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { type Act, daysOf, fold, lateNotices, latestNotice, standingOn, stretchOn } from "../src/index.ts";
import { act, cooperation, under } from "./acts-for-tests.ts";

const lives = (...acts: Act[]) => fold(acts).agreements;
const life = (agreement: string, ...acts: Act[]) => lives(...acts).get(agreement)!;
const inForce = (agreement: string, ...acts: Act[]) => formatIntervals(life(agreement, ...acts).inForce.days);

/** The running term on a day, and the latest day for notice that ends it. */
function termOn(agreement: string, on: string, ...acts: Act[]): string {
  const { term, rules } = stretchOn(life(agreement, ...acts).terms!, day(on));
  const last = term.to === OPEN ? "open" : formatDay((term.to - 1) as typeof term.to);
  return `${formatDay(term.from)} to ${last}, notice by ${formatDay(latestNotice(term, rules.noticePeriod))}`;
}

describe("terms, tacit renewal and the latest day for notice", () => {
  test.each([
    ["ICA-BY", "2019-06-28", "2023-08-01", "2019-06-28 to 2024-06-27, notice by 2023-12-27"],
    ["ICA-RU", "2019-12-01", "2023-08-01", "2019-12-01 to 2024-11-30, notice by 2024-05-30"],
    ["ICA-JINR", "2010-01-28", "2011-01-01", "2010-01-28 to 2015-01-27, notice by 2014-07-27"],
    ["ICA-JINR", "2010-01-28", "2015-01-27", "2010-01-28 to 2015-01-27, notice by 2014-07-27"],
    ["ICA-JINR", "2010-01-28", "2015-01-28", "2015-01-28 to 2020-01-27, notice by 2019-07-27"],
    ["ICA-JINR", "2010-01-28", "2024-06-21", "2020-01-28 to 2025-01-27, notice by 2024-07-27"],
    // 31 August minus six months is the last of February.
    ["ICA-X", "2019-09-01", "2023-01-01", "2019-09-01 to 2024-08-31, notice by 2024-02-29"],
    // Terms are counted from the first day, so that a leap day is not lost for good.
    ["ICA-X", "2020-02-29", "2026-01-01", "2025-02-28 to 2030-02-27, notice by 2029-08-27"],
    ["ICA-X", "2020-02-29", "2042-01-01", "2040-02-29 to 2045-02-27, notice by 2044-08-27"],
  ])("%s in force from %s, on %s: %s", (agreement, from, on, expected) => {
    expect(termOn(agreement, on, cooperation(agreement, from))).toBe(expected);
  });

  test("without a term it is in force without end, with one and no renewal to its last day", () => {
    const open = { term: undefined, noticePeriod: undefined } as never;
    expect(inForce("A", cooperation("A", "2010-01-28", open))).toBe("from 2010-01-28");
    expect(inForce("A", cooperation("A", "2010-01-28"))).toBe("from 2010-01-28");
    expect(inForce("A", cooperation("A", "2010-01-28", { renewal: "none" }))).toBe(
      "2010-01-28 to 2015-01-27",
    );
    const written = { renewal: "none", lastDay: day("2012-12-31") } as const;
    expect(inForce("A", cooperation("A", "2010-01-28", written))).toBe("2010-01-28 to 2012-12-31");
  });

  test("an entry into force counts, not the signing", () => {
    const signed = cooperation("ICA-RU", "2019-04-16", { firstDay: undefined } as never);
    expect(life("ICA-RU", signed).from).toBeUndefined();
    expect(inForce("ICA-RU", signed)).toBe("never");
    const entry = act("entry into force", { agreement: "ICA-RU", on: day("2019-12-01") });
    expect(inForce("ICA-RU", signed, entry)).toBe("from 2019-12-01");
    expect(standingOn(life("ICA-RU", signed, entry), day("2019-11-30"))).toBe("not in force yet");
  });

  test("an amendment changes the running term and the rules from its day on", () => {
    const signed = cooperation("A", "2010-01-01");
    const shorter = act("amendment", { agreement: "A", on: day("2012-01-01"), term: duration({ years: 3 }) });
    expect(termOn("A", "2012-06-01", signed, shorter)).toBe("2010-01-01 to 2012-12-31, notice by 2012-06-30");
    expect(termOn("A", "2013-06-01", signed, shorter)).toBe("2013-01-01 to 2015-12-31, notice by 2015-06-30");
    const last = act("amendment", {
      agreement: "A",
      on: day("2012-01-01"),
      lastDay: day("2016-06-30"),
      renewal: "none",
    });
    expect(inForce("A", signed, last)).toBe("2010-01-01 to 2016-06-30");
    const notice = act("amendment", {
      agreement: "A",
      on: day("2017-01-01"),
      noticePeriod: duration({ years: 1 }),
    });
    expect(termOn("A", "2016-12-31", signed, notice)).toBe("2015-01-01 to 2019-12-31, notice by 2019-06-30");
    expect(termOn("A", "2017-01-01", signed, notice)).toBe("2015-01-01 to 2019-12-31, notice by 2018-12-31");
  });
});

describe("notice", () => {
  const signed = cooperation("ICA-BY", "2019-06-28");
  const notice = (on: string, more = {}) => act("notice", { agreement: "ICA-BY", on: day(on), ...more });

  test.each([
    ["2023-12-27", "2019-06-28 to 2024-06-27", false],
    ["2023-12-28", "2019-06-28 to 2029-06-27", true],
    ["2019-07-01", "2019-06-28 to 2024-06-27", false],
    ["2028-12-27", "2019-06-28 to 2029-06-27", false],
  ])("given on %s it is in force %s", (on, expected, late) => {
    const found = life("ICA-BY", signed, notice(on));
    expect(formatIntervals(found.inForce.days)).toBe(expected);
    expect(lateNotices(found)).toHaveLength(late ? 1 : 0);
    expect(found.end?.reason).toBe("notice");
  });

  test("a late notice says what it means", () => {
    const [late] = lateNotices(life("ICA-BY", signed, notice("2023-12-28")));
    expect(formatDay(late!.latest!)).toBe("2023-12-27");
    expect(formatDay(late!.to)).toBe("2029-06-28");
  });

  test("of two the earlier end counts; a withdrawn one counts for nothing", () => {
    const early = notice("2023-06-01");
    expect(inForce("ICA-BY", signed, notice("2023-12-28"), early)).toBe("2019-06-28 to 2024-06-27");
    const withdrawal = act("withdrawal", { withdraws: early.id, on: day("2023-08-01") });
    expect(inForce("ICA-BY", signed, early, withdrawal)).toBe("from 2019-06-28");
    const undone = act("withdrawal", { withdraws: withdrawal.id, on: day("2023-09-01") });
    expect(inForce("ICA-BY", signed, early, withdrawal, undone)).toBe("2019-06-28 to 2024-06-27");
  });

  test("without a term it ends the notice period after", () => {
    const open = cooperation("ICA-BY", "2019-06-28", { term: undefined } as never);
    expect(inForce("ICA-BY", open, notice("2023-08-31"))).toBe("2019-06-28 to 2024-02-29");
  });

  test("without renewal it ends with the term, whenever notice is given", () => {
    const fixed = cooperation("ICA-BY", "2019-06-28", { renewal: "none" });
    expect(inForce("ICA-BY", fixed, notice("2024-06-01"))).toBe("2019-06-28 to 2024-06-27");
  });

  test("by one of more than two parties it ends that party's part alone", () => {
    const many = cooperation("ICA-BY", "2019-06-28", { parties: ["BY", "CH", "FR"] });
    const found = life("ICA-BY", many, notice("2023-12-01", { party: "BY" }));
    expect(formatIntervals(found.inForce.days)).toBe("from 2019-06-28");
    expect(found.parties.map(({ party, because }) => [party, formatIntervals(because.days)])).toEqual([
      ["BY", "2019-06-28 to 2024-06-27"],
      ["CH", "from 2019-06-28"],
      ["FR", "from 2019-06-28"],
    ]);
    const host = cooperation("ICA-BY", "2019-06-28", { parties: ["CERN", "BY"] });
    expect(inForce("ICA-BY", host, notice("2023-12-01", { party: "BY" }))).toBe("2019-06-28 to 2024-06-27");
  });
});

describe("decisions", () => {
  const signed = cooperation("ICA-RU", "2019-12-01");
  const ended = act("termination", {
    agreement: "ICA-RU",
    on: day("2023-12-15"),
    lastDay: day("2024-11-30"),
  });

  test("a termination fixes the last day, a postponement moves it", () => {
    expect(inForce("ICA-RU", signed, ended)).toBe("2019-12-01 to 2024-11-30");
    const early = act("termination", {
      agreement: "ICA-RU",
      on: day("2022-03-08"),
      lastDay: day("2022-03-31"),
    });
    expect(inForce("ICA-RU", signed, early)).toBe("2019-12-01 to 2022-03-31");
    const later = act("postponement", {
      agreement: "ICA-RU",
      on: day("2024-06-21"),
      lastDay: day("2025-05-31"),
    });
    expect(inForce("ICA-RU", signed, ended, later)).toBe("2019-12-01 to 2025-05-31");
    expect(life("ICA-RU", signed, ended, later).end?.reason).toBe("postponement");
    const again = act("termination", {
      agreement: "ICA-RU",
      on: day("2024-12-13"),
      lastDay: day("2025-01-31"),
    });
    expect(inForce("ICA-RU", signed, ended, later, again)).toBe("2019-12-01 to 2025-01-31");
  });

  test("a termination after the end by term changes nothing", () => {
    const fixed = cooperation("ICA-RU", "2019-12-01", { renewal: "none" });
    const late = act("termination", {
      agreement: "ICA-RU",
      on: day("2023-12-15"),
      lastDay: day("2026-11-30"),
    });
    expect(inForce("ICA-RU", fixed, late)).toBe("2019-12-01 to 2024-11-30");
  });

  test("rights are suspended and resumed: it stays in force, and its term runs on", () => {
    const suspended = act("suspension", { agreement: "ICA-RU", on: day("2022-03-08") });
    const resumed = act("resumption", { agreement: "ICA-RU", on: day("2025-01-01") });
    const found = life("ICA-RU", signed, suspended, resumed);
    expect(formatIntervals(found.inForce.days)).toBe("from 2019-12-01");
    expect(formatIntervals(daysOf(found.suspended))).toBe("2022-03-08 to 2024-12-31");
    expect(standingOn(found, day("2022-03-07"))).toBe("in force");
    expect(standingOn(found, day("2022-03-08"))).toBe("suspended");
    expect(standingOn(found, day("2025-01-01"))).toBe("in force");
    expect(termOn("ICA-RU", "2024-12-31", signed, suspended, resumed)).toMatch("2024-12-01 to 2029-11-30");
    const twice = act("suspension", {
      agreement: "ICA-RU",
      on: day("2026-01-01"),
      lastDay: day("2026-01-31"),
    });
    expect(formatIntervals(daysOf(life("ICA-RU", signed, suspended, resumed, twice).suspended))).toBe(
      "2022-03-08 to 2024-12-31, 2026-01-01 to 2026-01-31",
    );
  });

  test("what has ended is suspended no more", () => {
    const suspended = act("suspension", { agreement: "ICA-RU", on: day("2024-06-01") });
    expect(formatIntervals(daysOf(life("ICA-RU", signed, ended, suspended).suspended))).toBe(
      "2024-06-01 to 2024-11-30",
    );
    expect(standingOn(life("ICA-RU", signed, ended), day("2024-12-01"))).toBe("ended");
  });
});

describe("families", () => {
  const old = cooperation("ICA-RU-1993", "1993-10-30", { parties: ["RU"] });
  const fresh = cooperation("ICA-RU", "2019-04-16", {
    firstDay: undefined,
    succeeds: "ICA-RU-1993",
  } as never);
  const entry = act("entry into force", { agreement: "ICA-RU", on: day("2019-12-01") });
  const protocol = under("PROT", "ICA-RU-1993", "1996-06-14");
  const addendum = under("ADD", "PROT", "2002-04-01");
  const ended = act("termination", {
    agreement: "ICA-RU",
    on: day("2023-12-15"),
    lastDay: day("2024-11-30"),
  });

  test("a successor ends its predecessor, and what stood under that one moves under it", () => {
    const found = lives(old, fresh, entry, protocol, addendum, ended);
    expect(formatIntervals(found.get("ICA-RU-1993")!.inForce.days)).toBe("1993-10-30 to 2019-11-30");
    expect(found.get("ICA-RU-1993")!.end).toMatchObject({ reason: "succession", agreement: "ICA-RU" });
    const parents = found.get("PROT")!.parents;
    expect(parents.map(({ parent, because }) => [parent, formatIntervals(because.days)])).toEqual([
      ["ICA-RU-1993", "until 2019-11-30"],
      ["ICA-RU", "from 2019-12-01"],
    ]);
    expect(formatIntervals(found.get("PROT")!.inForce.days)).toBe("1996-06-14 to 2024-11-30");
    expect(formatIntervals(found.get("ADD")!.inForce.days)).toBe("2002-04-01 to 2024-11-30");
    expect(found.get("ADD")!.end).toMatchObject({ reason: "parent", agreement: "PROT" });
  });

  test("a succession without an entry into force changes nothing; an explicit one has its own day", () => {
    expect(inForce("PROT", old, fresh, protocol)).toBe("from 1996-06-14");
    const explicit = act("succession", {
      agreement: "ICA-RU",
      succeeds: "ICA-RU-1993",
      on: day("2019-04-16"),
    });
    expect(inForce("ICA-RU-1993", old, fresh, entry, explicit)).toBe("1993-10-30 to 2019-04-15");
  });

  test("what had ended with its parent before nobody takes over", () => {
    const early = act("termination", {
      agreement: "ICA-RU-1993",
      on: day("2010-01-01"),
      lastDay: day("2010-12-31"),
    });
    expect(inForce("PROT", old, early, fresh, entry, protocol)).toBe("1996-06-14 to 2010-12-31");
  });

  test("the parent prevails: a longer life below is cut, a shorter one is not", () => {
    const longer = under("MoU", "ICA-RU", "2020-01-01", { lastDay: day("2030-12-31") });
    const shorter = under("MoU-2", "ICA-RU", "2020-01-01", { lastDay: day("2022-12-31") });
    const found = lives(fresh, entry, ended, longer, shorter);
    expect(formatIntervals(found.get("MoU")!.inForce.days)).toBe("2020-01-01 to 2024-11-30");
    expect(formatIntervals(found.get("MoU-2")!.inForce.days)).toBe("2020-01-01 to 2022-12-31");
  });

  test("suspension, restrictions and closing reach what stands below, exceptions do not", () => {
    const base = [
      cooperation("ICA-JINR", "2010-01-28"),
      under("MoU", "ICA-JINR", "2012-01-01"),
      act("closing to newcomers", { agreement: "ICA-JINR", on: day("2022-03-25") }),
      act("restriction", { agreement: "ICA-JINR", on: day("2022-03-25"), restriction: "no new projects" }),
      act("suspension", { agreement: "ICA-JINR", on: day("2023-01-01"), lastDay: day("2023-06-30") }),
      act("exception", { agreement: "ICA-JINR", person: "p1", on: day("2022-03-25") }),
    ];
    const found = life("MoU", ...base);
    expect(formatIntervals(daysOf(found.closed))).toBe("from 2022-03-25");
    expect(formatIntervals(daysOf(found.restrictions.get("no new projects")!))).toBe("from 2022-03-25");
    expect(formatIntervals(daysOf(found.suspended))).toBe("2023-01-01 to 2023-06-30");
    expect(found.exceptions).toEqual([]);
  });

  test("the end of one party's agreement ends its part in a memorandum of many, not the memorandum", () => {
    const mou = under("MoU", undefined as never, "2002-04-01", { parties: ["CH"] });
    const joins = (party: string) =>
      act("accession", { agreement: "MoU", party, under: `ICA-${party}`, on: day("2020-01-01") });
    const found = life(
      "MoU",
      fresh,
      entry,
      ended,
      cooperation("ICA-BY", "2019-06-28"),
      mou,
      joins("RU"),
      joins("BY"),
      act("departure", { agreement: "MoU", party: "CH", on: day("2020-05-01"), lastDay: day("2020-12-31") }),
    );
    expect(formatIntervals(found.inForce.days)).toBe("from 2002-04-01");
    expect(found.parties.map(({ party, because }) => [party, formatIntervals(because.days)])).toEqual([
      ["CH", "2002-04-01 to 2020-12-31"],
      ["RU", "2020-01-01 to 2024-11-30"],
      ["BY", "from 2020-01-01"],
    ]);
  });

  test("parents in a circle do not hang", () => {
    const found = lives(
      under("A", "B", "2020-01-01"),
      under("B", "C", "2020-01-01"),
      under("C", "A", "2020-01-01"),
    );
    expect(found.size).toBe(3);
  });

  test("a chain of ten thousand parents does not exhaust the stack", () => {
    const chain = Array.from({ length: 10_000 }, (_, k) => under(`A${k}`, `A${k + 1}`, "2020-01-01"));
    const top = cooperation("A10000", "2019-12-01", { renewal: "none" });
    expect(formatIntervals(lives(...chain, top).get("A0")!.inForce.days)).toBe("2020-01-01 to 2024-11-30");
  });
});
