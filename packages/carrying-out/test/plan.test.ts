/** Plans: what follows from a decision, laid anew over what the offices did; and what a reversal does to acts. */
import { day } from "@comity/calendar";
import { type Draft, layDraft, layRecorded, readDraft } from "@comity/decision";
import { evaluate } from "@comity/policy";
import { type Act, fold } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACTS, act, policy } from "../../decision/test/small-world.ts";
import {
  CarryingOutError,
  derivePlan,
  type Guide,
  ITEM_STATES,
  mergePlan,
  type Occasion,
  type PlanPart,
  partName,
  readGuide,
  reverseDecision,
  stepItem,
  takeDecision,
} from "../src/index.ts";
import { DRAFT, GUIDE, guide, INSTRUMENT, PEOPLE_ACTS } from "./office-world.ts";

const BASE: readonly Act[] = [...ACTS, ...PEOPLE_ACTS];
const KNOWN = day("2023-12-18");

/** A draft of the small world. */
function draftOf(text: string = DRAFT, acts = BASE): Draft {
  const folded = fold(acts, { knownOn: KNOWN });
  return readDraft(text, { foldOn: () => folded, knownOn: KNOWN, records: policy.records }).draft;
}

function planOf(draft: Draft, acts: readonly Act[] = BASE, by: Guide = guide) {
  const folded = fold(acts, { knownOn: KNOWN });
  return derivePlan(layDraft(folded, evaluate(policy, folded.facts), draft), by, {
    host: "HOST",
    from: KNOWN,
  });
}

const partsOf = (parts: readonly PlanPart[]) => new Map(parts.map((part) => [partName(part), part]));

describe("the plan of ending an agreement", () => {
  const plan = planOf(draftOf());
  const parts = partsOf(plan.parts);

  test("has everybody who loses something, whom they are told through, and nobody else", () => {
    expect([...parts.keys()]).toEqual([
      "whole/decision",
      "party/BB",
      "institute/east",
      "institute/east2",
      "experiment/X",
      "person/anna",
      "person/ben",
      "person/dan",
      "person/finn",
    ]);
  });

  test("says what ends on which day, by the policy's own tails", () => {
    expect(
      plan.ends.map(({ of, byDay }) => [of, ...byDay.map(({ lastDay, people }) => `${lastDay}: ${people}`)]),
    ).toEqual([
      ["registration", "2024-11-30: 4"],
      ["access", "2024-11-30: 3"],
      ["account", "2025-01-29: 3"],
      ["data", "2024-11-30: 1"],
      ["permit", "2024-11-30: 1"],
    ]);
    expect(plan.agreements.map(({ id, with: follows, latestNotice }) => [id, follows, latestNotice])).toEqual(
      [
        ["ICA-BB", undefined, "2024-05-30"],
        ["MoU-X-BB", "ICA-BB", undefined],
      ],
    );
  });

  test("says for each person what is done by when, and by which letters the person is told", () => {
    const anna = parts.get("person/anna")!;
    expect(anna.items.map(({ key, owner, due }) => [key, owner, due])).toEqual([
      ["badge", "front-desk", "2024-11-30"],
      ["account", "front-desk", "2025-01-30"],
      ["data", "legal", "2024-12-01"],
    ]);
    expect(anna.letters.map(({ letter, due }) => [letter, due])).toEqual([
      ["told", "2023-12-25"],
      ["account-60", "2024-11-30"],
      ["account-7", "2025-01-22"],
    ]);
    // Dan is at another institute as well: told, and nothing to hand in.
    expect(parts.get("person/dan")).toMatchObject({ items: [], letters: [{ letter: "told" }] });
    expect(parts.get("whole/decision")!.items.map(({ key, due }) => [key, due])).toEqual([
      ["told-all", "2024-01-14"],
      ["last-call/ICA-BB", "2024-11-02"],
    ]);
  });

  test("sends of several notices that are late already only the last", () => {
    // The account ends on 14 February: sixty days before that is the day after the decision, which is over.
    const soon = draftOf(DRAFT.replace("2024-11-30", "2023-12-16"));
    const letters = partsOf(planOf(soon).parts).get("person/anna")!.letters;
    expect(letters.map(({ letter, due }) => [letter, due])).toEqual([
      ["told", "2023-12-25"],
      ["account-7", "2024-02-07"],
    ]);
  });

  test("is the same when it is read back from what was recorded", () => {
    const draft = draftOf();
    const { acts } = takeDecision(draft, INSTRUMENT, { recorded: KNOWN, by: "legal" });
    const folded = fold([...BASE, ...acts], { knownOn: KNOWN });
    const impact = layRecorded(folded, evaluate(policy, folded.facts), { ...draft, acts });
    expect(derivePlan(impact, guide, { host: "HOST", from: KNOWN })).toEqual(plan);
  });
});

describe("a decision", () => {
  test("is the same from the same draft and instrument, and another from others", () => {
    const id = (text: string, instrument = INSTRUMENT) =>
      takeDecision(draftOf(text), instrument, { recorded: KNOWN, by: "anybody" }).id;
    expect(id(DRAFT)).toMatch(/^decision-2023-12-15-[0-9a-f]{12}$/);
    expect(id(DRAFT.replace("End the", "To end the"))).toBe(id(DRAFT));
    expect(id(DRAFT.replace("2024-11-30", "2024-11-29"))).not.toBe(id(DRAFT));
    expect(id(DRAFT, { ...INSTRUMENT, sha256: "0".repeat(64) })).not.toBe(id(DRAFT));
  });

  test.each([
    [{ sha256: "AB".repeat(32) }, "instrument.sha256"],
    [{ reference: " " }, "instrument.reference"],
    [{ location: "a\nb" }, "instrument.location"],
    [{ date: day("2023-12-19") }, "instrument.date"],
  ])("is refused with a wrong instrument: %j", (wrong, path) => {
    const take = () => takeDecision(draftOf(), { ...INSTRUMENT, ...wrong }, { recorded: KNOWN, by: "legal" });
    expect(take).toThrow(CarryingOutError);
    expect(take).toThrow(expect.objectContaining({ code: "instrument-malformed", path }));
  });
});

describe("a plan laid anew", () => {
  const occasion: Occasion = {
    by: "x",
    at: "2024-01-01T00:00:00.000Z",
    why: "looked at again",
    undoneBy: "2024-02-01",
  };
  const derived = planOf(draftOf()).parts;
  const without = planOf(draftOf(), [
    ...BASE,
    act("affiliation", {
      person: "anna",
      institute: "north",
      connection: "affiliated with",
      on: day("2023-12-16"),
    }),
  ]).parts;

  /** Random steps of clerks, with plans that follow and do not follow in between. */
  const arbitrarySteps = fc.array(
    fc.oneof(
      fc.record({
        part: fc.constantFrom("person/anna", "person/ben", "person/finn"),
        key: fc.constantFrom("badge", "account", "data"),
        state: fc.constantFrom(...ITEM_STATES),
      }),
      fc.constantFrom("all", "without", "none"),
    ),
    { maxLength: 25 },
  );

  test("loses nothing that somebody did, and leaves nothing open that no longer follows", () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        let parts = partsOf(derived);
        let following: readonly PlanPart[] = derived;
        let tick = 0;
        const at = () => new Date(Date.UTC(2024, 0, 2, 0, 0, tick++)).toISOString();
        for (const step of steps) {
          const before = parts;
          if (typeof step === "string") {
            following = step === "all" ? derived : step === "without" ? without : [];
            const { changed } = mergePlan(parts, following, guide, { ...occasion, at: at() }, () => false);
            parts = new Map([...parts, ...changed]);
          } else {
            const part = parts.get(step.part)!;
            try {
              const next = stepItem(
                part,
                step.key,
                {
                  state: step.state,
                  note: "why",
                  ...(step.state === "excepted" ? { until: "2030-01-01" } : {}),
                },
                { by: "clerk", at: at() },
                KNOWN,
              );
              parts = new Map(parts).set(step.part, next);
            } catch (error) {
              if (!(error instanceof CarryingOutError)) throw error;
            }
          }
          // What was said of an item is never forgotten.
          for (const [name, part] of before)
            for (const item of part.items) {
              const now = parts.get(name)!.items.find(({ key }) => key === item.key)!;
              expect(now.changes.slice(0, item.changes.length)).toEqual(item.changes);
            }
        }
        const last = mergePlan(parts, following, guide, { ...occasion, at: at() }, () => false);
        parts = new Map([...parts, ...last.changed]);
        const keys = new Map(
          following.map((part) => [partName(part), new Set(part.items.map(({ key }) => key))]),
        );
        for (const [name, part] of parts)
          for (const { key, state } of part.items) {
            const follows = keys.get(name)?.has(key) ?? false;
            if (key.startsWith("undo:")) {
              const undone = part.items.find((each) => `undo:${each.key}` === key)!;
              // What is to be undone was done, and no longer follows.
              if (state === "open")
                expect([undone.state, keys.get(name)?.has(undone.key) ?? false]).toEqual(["done", false]);
            } else if (follows) expect(state).not.toBe("dropped");
            else expect(["done", "dropped"]).toContain(state);
          }
      }),
      { numRuns: 60 },
    );
  });

  test("undoes what was done and lists what cannot be undone", () => {
    const hand = { by: "clerk", at: "2023-12-20T00:00:00.000Z" };
    let anna = partsOf(derived).get("person/anna")!;
    for (const key of ["badge", "account"]) anna = stepItem(anna, key, { state: "done" }, hand, KNOWN);
    const { changed, irrevocable } = mergePlan(
      new Map([["person/anna", anna]]),
      [],
      guide,
      occasion,
      () => false,
    );
    expect(changed.get("person/anna")!.items.map(({ key, state, what }) => [key, state, what])).toEqual([
      ["badge", "done", "badge handed in"],
      ["account", "done", "account closed"],
      ["data", "dropped", "taken out of the group"],
      ["undo:badge", "open", "badge given again"],
    ]);
    expect(irrevocable).toEqual([{ part: "person/anna", what: "account closed", why: "it is gone" }]);
  });
});

describe("a reversal", () => {
  const suspension = { act: "suspension", agreement: "ICA-BB", on: "2024-01-01" };
  const restriction = {
    act: "restriction",
    agreement: "ICA-LAB",
    restriction: "no new projects",
    on: "2024-01-01",
    lastDay: "2024-03-31",
  };
  const text = JSON.stringify({
    ...JSON.parse(DRAFT),
    acts: [...JSON.parse(DRAFT).acts, suspension, restriction],
  });
  const taken = takeDecision(draftOf(text), INSTRUMENT, { recorded: KNOWN, by: "legal" });
  const reversed = (on: string) => {
    const recorded = day("2026-01-01");
    const folded = fold([...BASE, ...taken.acts], { knownOn: recorded });
    const words = { title: "Go on", body: "Council", date: day(on) };
    return reverseDecision(
      folded,
      taken.acts,
      words,
      { ...INSTRUMENT, date: day(on) },
      { decision: taken.id, recorded, by: "legal" },
    );
  };

  test.each([
    ["2023-12-20", ["decision", "withdrawal :1", "withdrawal :2", "withdrawal :3"], []],
    ["2024-02-01", ["decision", "withdrawal :1", "resumption ICA-BB", "end :3"], []],
    ["2024-11-30", ["decision", "withdrawal :1", "resumption ICA-BB"], []],
    ["2024-12-01", ["decision", "resumption ICA-BB"], ["termination of `ICA-BB`"]],
  ])("from %s on: %j, and not %j", (on, acts, notUndone) => {
    const reversal = reversed(on);
    const said = reversal.acts.map((each) => {
      if (each.act === "withdrawal") return `withdrawal ${each.withdraws.slice(taken.id.length)}`;
      if (each.act === "end") return `end ${each.ends.slice(taken.id.length)}`;
      return "agreement" in each ? `${each.act} ${each.agreement}` : each.act;
    });
    expect(said).toEqual(acts);
    expect(reversal.notUndone.map(({ what }) => what)).toEqual(notUndone);
  });

  test("before anything took effect leaves nothing of the decision", () => {
    const { acts } = reversed("2023-12-20");
    const folded = fold([...BASE, ...taken.acts, ...acts]);
    const impact = layRecorded(folded, evaluate(policy, folded.facts), {
      ...draftOf(text),
      acts: taken.acts,
    });
    expect(derivePlan(impact, guide, { from: KNOWN }).parts.filter(({ kind }) => kind !== "whole")).toEqual(
      [],
    );
  });
});

describe("a guide that is wrong says where, all of it at once", () => {
  test.each([
    [
      "| front-desk | Front desk | Accueil |",
      "| Front desk | Front desk | |",
      [
        "line 6: `Front desk` cannot be a name",
        "`français` is empty",
        "`front-desk` is not among the offices",
      ],
    ],
    [
      "| badge | access |",
      "| badge | acess |",
      ["the policy has no entitlement `acess`\n  help: did you mean `access`?"],
    ],
    ["on the last day | badge given again", "soon | badge given again", ["`soon` says no day"]],
    [
      "10 days after the decision | made up |\n| account-60",
      "2 weeks after the decision | made up |\n| account-60",
      ["weeks are written as days: `14 days`"],
    ],
    ["| told | person-told | person |", "| told | person-told | passer-by |", ["not to `passer-by`"]],
    ["## Reviews", "## Revues", ["no table stands under the heading `Reviews`"]],
    [
      "| last-call | what is open | legal |",
      "| told-all | what is open | legal |",
      ["`told-all` is there twice"],
    ],
    [
      "| item | when this ends |",
      "| item | when it ends |",
      ["has no column `when this ends`", "has a column `when it ends`"],
    ],
  ])("%s", (from, to, says) => {
    expect(GUIDE).toContain(from);
    const read = () => readGuide(GUIDE.replace(from, to), "small.guide.md", policy);
    for (const each of says) expect(read).toThrow(each);
    expect(read).toThrow(/small\.guide\.md, line \d+: /);
  });
});
