import { type Day, day, formatDay, formatIntervals, intervalSet } from "@comity/calendar";
import { eachFact } from "@comity/policy";
import { describe, expect, test } from "vitest";
import { type Act, deadlines, draft, fold, RECORDS } from "../src/index.ts";
import { act, cooperation, under } from "./acts-for-tests.ts";

/** Facts as lines, by record and tuple, their days united. */
function facts(acts: readonly Act[], knownOn?: string): string[] {
  const folded = fold(acts, knownOn === undefined ? {} : { knownOn: day(knownOn) });
  const pairs = new Map<string, [Day, Day][]>();
  for (const { record, tuple, from, to } of eachFact(folded.facts)) {
    const key = `${record}(${tuple.join(", ")})`;
    pairs.set(key, [...(pairs.get(key) ?? []), [from, to]]);
  }
  return [...pairs].map(([key, days]) => `${key} ${formatIntervals(intervalSet(days))}`).sort();
}

const person = "p1";
const institute = "I1";
const on = day("2020-01-01");

describe("what acts state", () => {
  test.each<[Act, string[]]>([
    [
      act("affiliation", { person, institute, connection: "also at", on }),
      ["affiliated(p1, I1) from 2020-01-01", "connection(p1, I1, also at) from 2020-01-01"],
    ],
    [
      act("affiliation", { person, institute, connection: "visitor", on }),
      ["connection(p1, I1, visitor) from 2020-01-01"],
    ],
    [
      act("contract", { person, institute, category: "USER", presence: 60, on, lastDay: day("2022-12-31") }),
      ["contract(p1, I1, USER) 2020-01-01 to 2022-12-31", "presence(p1, 60) 2020-01-01 to 2022-12-31"],
    ],
    [act("contract", { person, category: "STAFF", on }), ["employed(p1, STAFF) from 2020-01-01"]],
    [
      act("membership", { person, experiment: "ATLAS", institute, on }),
      ["participates(p1, ATLAS) from 2020-01-01"],
    ],
    [act("qualification", { person, experiment: "ATLAS", on }), ["qualified(p1, ATLAS) from 2020-01-01"]],
    [act("team", { institute, experiment: "ATLAS" }), ["team(I1, ATLAS) always"]],
    [
      act("dues", { institute, experiment: "CMS", on, lastDay: day("2020-12-31") }),
      ["dues_paid(I1, CMS) 2020-01-01 to 2020-12-31"],
    ],
    [act("residence", { person, region: "Geneva area", on }), ["resident(p1, Geneva area) from 2020-01-01"]],
    [act("residence card", { person, state: "FR", on }), ["residence_card(p1, FR) from 2020-01-01"]],
    [
      act("dependant", { person, dependant: "d1", permit: true, on }),
      ["dependant(p1, d1) from 2020-01-01", "dependant_permit(d1) from 2020-01-01"],
    ],
    [act("dependant", { person, dependant: "d1", permit: false, on }), ["dependant(p1, d1) from 2020-01-01"]],
    [
      act("appointment", { person, role: "team leader", experiment: "ATLAS", on }),
      ["appointed(p1, team leader, ATLAS) from 2020-01-01"],
    ],
    [act("mark", { person, mark: "mission critical", on }), ["mark(p1, mission critical) from 2020-01-01"]],
    [act("recall", { person, on }), ["recalled(p1) from 2020-01-01"]],
    [act("death", { person, on }), ["deceased(p1) from 2020-01-01"]],
    [act("status", { party: "CH", status: "member state" }), ["status(CH, member state) always"]],
    [act("observer", { party: "RU", body: "Council", on }), ["observer(RU, Council) from 2020-01-01"]],
    [
      act("observer suspension", { party: "RU", body: "Council", on }),
      ["observer_suspended(RU, Council) from 2020-01-01"],
    ],
    [
      act("session", { session: "206", body: "Council", sort: "extraordinary", access: "closed", on }),
      ["session(206, Council, closed) on 2020-01-01"],
    ],
    [
      act("session", {
        session: "208",
        body: "Council",
        sort: "ordinary",
        access: "open",
        on,
        lastDay: day("2020-01-02"),
      }),
      ["session(208, Council, open) 2020-01-01 to 2020-01-02"],
    ],
    [act("session", { session: "209", body: "Council", sort: "ordinary", on }), []],
    [
      act("share", { payer: "RU", experiment: "ATLAS", units: 45, on }),
      ["share(RU, ATLAS, 45) from 2020-01-01"],
    ],
    [
      act("institute", { institute, title: "One", kind: "university", seat: "RU", governedBy: "JINR" }),
      ["governed_by(I1, JINR) always", "institute_kind(I1, university) always", "seat(I1, RU) always"],
    ],
    [act("person", { person, familyName: "Example" }), []],
  ])("%o", (one, expected) => {
    expect(facts([one])).toEqual(expected);
  });

  test("an agreement", () => {
    const acts = [
      cooperation("ICA-BY", "2019-06-28"),
      under("MoU", "ICA-BY", "2020-01-01", { parties: ["BY"], experiments: ["CMS"] }),
      act("termination", { agreement: "ICA-BY", on: day("2023-12-15"), lastDay: day("2024-06-27") }),
      act("exception", { agreement: "ICA-BY", person, on: day("2024-06-28") }),
      act("closing to newcomers", { agreement: "ICA-BY", on: day("2022-03-25") }),
    ];
    expect(facts(acts)).toEqual([
      "agreement_kind(ICA-BY, ICA) from 2019-06-28",
      "agreement_kind(MoU, MoU) from 2020-01-01",
      "closed_to_newcomers(ICA-BY) from 2022-03-25",
      "closed_to_newcomers(MoU) from 2022-03-25",
      "concerns(MoU, CMS) from 2020-01-01",
      "excepted(p1, ICA-BY) from 2024-06-28",
      "in_force(ICA-BY) 2019-06-28 to 2024-06-27",
      "in_force(MoU) 2020-01-01 to 2024-06-27",
      "parent(MoU, ICA-BY) from 2020-01-01",
      "party(ICA-BY, BY) from 2019-06-28",
      "party(MoU, BY) from 2020-01-01",
    ]);
  });

  test("every fact is of a record that is declared, with as many columns", () => {
    expect(RECORDS.map(({ name }) => name)).toHaveLength(new Set(RECORDS.map(({ name }) => name)).size);
    expect(RECORDS.find(({ name }) => name === "contract")?.columns).toEqual([
      { name: "person", kind: "Person" },
      { name: "institute", kind: "Institute" },
      { name: "category", kind: "Text" },
    ]);
  });
});

describe("time", () => {
  const first = act("affiliation", {
    person,
    institute,
    connection: "affiliated with",
    on,
    recorded: day("2020-02-01"),
  });
  const end = act("end", { ends: first.id, on: day("2022-05-01"), lastDay: day("2022-04-30") });
  const mended = act("affiliation", {
    person,
    institute: "I2",
    connection: "affiliated with",
    on,
    recorded: day("2023-01-01"),
    corrects: first.id,
  });
  const withdrawn = act("withdrawal", { withdraws: mended.id, on: day("2023-06-01") });
  const all = [first, end, mended, withdrawn];
  const affiliated = (knownOn: string) => facts(all, knownOn).filter((line) => line.startsWith("affiliated"));

  test("what is known follows what is recorded", () => {
    expect(affiliated("2020-01-31")).toEqual([]);
    expect(affiliated("2020-02-01")).toEqual(["affiliated(p1, I1) from 2020-01-01"]);
    expect(affiliated("2022-05-01")).toEqual(["affiliated(p1, I1) 2020-01-01 to 2022-04-30"]);
    // The correction ends on the day on which what it corrects had ended.
    expect(affiliated("2023-01-01")).toEqual(["affiliated(p1, I2) 2020-01-01 to 2022-04-30"]);
    expect(affiliated("2023-06-01")).toEqual(["affiliated(p1, I1) 2020-01-01 to 2022-04-30"]);
  });

  test("of two corrections of one act the later recorded counts", () => {
    const rival = { ...mended, id: "rival", institute: "I3", recorded: day("2023-02-01") };
    expect(facts([first, rival, mended])).toContain("affiliated(p1, I3) from 2020-01-01");
    expect(facts([first, rival, mended])).not.toContain("affiliated(p1, I2) from 2020-01-01");
  });

  test("an act that comes twice counts once", () => {
    const contract = act("contract", { person, institute, category: "USER", presence: 50, on });
    expect(facts([contract, contract])).toContain("presence(p1, 50) from 2020-01-01");
  });

  test("percentages of simultaneous contracts add up", () => {
    const acts = [
      act("contract", { person, institute, category: "USER", presence: 50, on, lastDay: day("2021-12-31") }),
      act("contract", { person, institute: "I2", category: "USER", presence: 30, on: day("2021-01-01") }),
    ];
    expect(facts(acts).filter((line) => line.startsWith("presence"))).toEqual([
      "presence(p1, 30) from 2022-01-01",
      "presence(p1, 50) 2020-01-01 to 2020-12-31",
      "presence(p1, 80) 2021-01-01 to 2021-12-31",
    ]);
  });

  test("a later row for an institute holds from its first day on instead", () => {
    const row = { institute, title: "One", kind: "university", seat: "RU" };
    const acts = [
      act("institute", { ...row, governedBy: "RU" }),
      act("institute", { ...row, title: "Uno", governedBy: "JINR", on: day("2021-07-01") }),
    ];
    expect(facts(acts).filter((line) => line.startsWith("governed_by"))).toEqual([
      "governed_by(I1, JINR) from 2021-07-01",
      "governed_by(I1, RU) until 2021-06-30",
    ]);
    expect(fold(acts).institutes.get(institute)?.title).toBe("Uno");
  });
});

describe("provenance", () => {
  const signed = cooperation("ICA-RU", "2019-12-01", { id: "signed" });
  const ended = act("termination", {
    id: "ended",
    agreement: "ICA-RU",
    on: day("2023-12-15"),
    lastDay: day("2024-11-30"),
  });
  const mou = under("MoU", "ICA-RU", "2020-01-01", { id: "mou" });
  const tie = act("affiliation", { id: "tie", person, institute, connection: "affiliated with", on });
  const untied = act("end", { id: "untied", ends: "tie", on: day("2022-01-01"), lastDay: day("2022-01-31") });
  const again = act("affiliation", {
    id: "again",
    person,
    institute,
    connection: "affiliated with",
    on: day("2022-01-15"),
  });
  const folded = fold([signed, ended, mou, tie, untied, again]);
  const of = (record: string, tuple: string[], on: string) =>
    folded.provenance.of(record, tuple, day(on)).map(({ id }) => id);

  test.each([
    ["affiliated", [person, institute], "2020-01-01", ["tie", "untied"]],
    [
      "affiliated",
      [person, institute],
      "2022-01-20",
      ["tie", "untied", "again"].sort((a) => (a === "tie" ? -1 : 1)),
    ],
    ["affiliated", [person, institute], "2022-02-01", ["again"]],
    ["affiliated", [person, institute], "2019-12-31", []],
    ["in_force", ["ICA-RU"], "2024-11-30", ["signed", "ended"]],
    ["in_force", ["MoU"], "2024-11-30", ["mou", "ended"]],
    ["in_force", ["MoU"], "2024-12-01", []],
    ["in_force", ["nothing"], "2024-12-01", []],
    ["unheard_of", ["nothing"], "2024-12-01", []],
  ])("%s%o on %s: %o", (record, tuple, day, expected) => {
    expect(of(record, tuple, day).sort()).toEqual([...expected].sort());
  });

  test("a draft leaves the folded registry as it is and gives the agreements as they would be", () => {
    const base = fold([signed, mou]);
    const drafted = draft(base, [ended]);
    expect(formatIntervals(drafted.agreements.get("MoU")!.inForce.days)).toBe("2020-01-01 to 2024-11-30");
    expect(formatIntervals(base.agreements.get("MoU")!.inForce.days)).toBe("from 2020-01-01");
    expect(drafted.changes.map(({ record, tuple, present }) => [record, tuple[0], present])).toEqual([
      ["in_force", "ICA-RU", false],
      ["in_force", "MoU", false],
    ]);
  });
});

describe("deadlines", () => {
  const session = (on: string, sort: "ordinary" | "extraordinary" = "ordinary", body = "Council") =>
    act("session", { session: `${body} ${on}`, body, sort, on: day(on), recorded: day("2022-01-01") });
  const registry = [
    cooperation("ICA-BY", "2019-06-28"),
    cooperation("ICA-RU", "2019-12-01"),
    cooperation("ICA-JINR", "2010-01-28"),
    ...["2023-06-22", "2023-12-15", "2024-03-21", "2024-06-20", "2024-09-26"].map((on) => session(on)),
    session("2023-12-20", "extraordinary"),
    session("2023-12-18", "ordinary", "Committee"),
  ];
  const listed = (acts: readonly Act[], from: string, body?: string) =>
    deadlines(fold(acts), { from: day(from), ...(body === undefined ? {} : { body }) }).map((deadline) =>
      [
        deadline.agreement,
        deadline.lastDayForNotice === undefined ? "-" : formatDay(deadline.lastDayForNotice),
        deadline.session === undefined ? "-" : formatDay(deadline.session.on),
        deadline.words,
      ].join(" | "),
    );

  test("in August 2023 there are three, and the last ordinary sessions before them", () => {
    expect(listed(registry, "2023-08-01", "Council")).toEqual([
      "ICA-BY | 2023-12-27 | 2023-12-15 | it renews on 2024-06-28, through 2029-06-27",
      "ICA-RU | 2024-05-30 | 2024-03-21 | it renews on 2024-12-01, through 2029-11-30",
      "ICA-JINR | 2024-07-27 | 2024-06-20 | it renews on 2025-01-28, through 2030-01-27",
    ]);
    expect(listed(registry, "2023-08-01")[0]).toMatch("2023-12-18");
    const onTheDay = [...registry, session("2023-12-27"), session("2023-12-28")];
    expect(listed(onTheDay, "2023-08-01", "Council")[0]).toMatch("ICA-BY | 2023-12-27 | 2023-12-27 |");
  });

  test("on the deadline it still is one; the day after, the next term's is shown and the missed one named", () => {
    expect(listed(registry, "2023-12-27", "Council")[0]).toMatch("ICA-BY | 2023-12-27 | - |");
    const [late] = deadlines(fold(registry), { from: day("2023-12-28") }).filter(
      ({ agreement }) => agreement === "ICA-BY",
    );
    expect(formatDay(late!.lastDayForNotice!)).toBe("2028-12-27");
    expect(formatDay(late!.missed!.lastDayForNotice)).toBe("2023-12-27");
    expect(formatDay(late!.missed!.lastDay)).toBe("2024-06-27");
  });

  test("what is ending has no deadline, and what has ended is not listed", () => {
    const ended = act("termination", {
      agreement: "ICA-BY",
      on: day("2023-12-15"),
      lastDay: day("2024-06-27"),
    });
    const mou = under("MoU", "ICA-BY", "2020-01-01");
    const open = under("Open", undefined as never, "2020-01-01");
    expect(listed([registry[0]!, ended, mou, open], "2024-01-01")).toEqual([
      "ICA-BY | - | - | it ends after 2024-06-27 (termination)",
      "MoU | - | - | it ends after 2024-06-27 (with `ICA-BY`)",
      "Open | - | - | it goes on without end",
    ]);
    expect(listed([registry[0]!, ended, mou], "2024-06-28")).toEqual([]);
  });
});
