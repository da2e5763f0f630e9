/** Draft decisions: read from JSON with every problem at its place, or made from an agreement's name. */
import { type Day, day, formatDay } from "@comity/calendar";
import { type Folded, fold } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DraftError, endAgreement, examineDraft, formatDraftProblem, readDraft } from "../src/index.ts";
import { ACTS, act } from "./small-world.ts";

const folds = new Map<Day, Folded>();
const foldOn = (knownOn: Day): Folded => {
  const folded = folds.get(knownOn) ?? fold(ACTS, { knownOn });
  folds.set(knownOn, folded);
  return folded;
};
const problemsOf = (text: string): string[] =>
  examineDraft(text, { file: "d.json", foldOn }).problems.map(formatDraftProblem);
const withActs = (...acts: readonly object[]): string =>
  JSON.stringify({ title: "t", date: "2023-12-15", acts });

describe("what is wrong with a file is said with its place", () => {
  test.each([
    ["", "d.json, line 1, column 1: the file is empty: a decision is written as JSON"],
    ['{\n  "title": }', "d.json, line 2, column 12: this is not JSON\n  help: expected a JSON value"],
    ['{"title": "a" "b"}', "d.json, line 1, column 15: an object is not closed\n  help: expected `,` or `}`"],
    [
      '{"title": "a',
      "d.json, line 1, column 13: the text ends in the middle of a JSON value\n  help: expected the closing quote of a text",
    ],
    [
      '{"title": "t"',
      "d.json, line 1, column 14: the text ends in the middle of a JSON value\n  help: expected `,` or `}`",
    ],
    ['{"acts": [], "acts": []}', "d.json, line 1, column 14: the field `acts` is written twice"],
    ["[]", "d.json: an object with fields is expected, found a list"],
    [
      "{} {}",
      "d.json, line 1, column 4: more text after the end of the JSON value\n  help: expected the end of the file",
    ],
    [
      '{"title": "t", "date": "2023-12-15", "acts": []}',
      'd.json, acts: the decision names nothing: `acts` is empty\n  help: it needs one act at least, such as { "act": "termination", "agreement": ..., "lastDay": ... }',
    ],
    [
      '{"title": " ", "date": "2023-12-15", "acts": [{"act": "notice", "agreement": "ICA-BB"}]}',
      "d.json, title: a text is expected, it is empty",
    ],
    [
      '{"title": "t", "date": "2023-02-29", "acts": [{"act": "notice", "agreement": "ICA-BB"}]}',
      "d.json, date: `2023-02-29` is not a day: February 2023 has 28 days\n  help: did you mean `2023-02-28`?",
    ],
    [
      withActs({ act: "termination", agreement: "ICA-BC", lastDay: "2024-11-30" }),
      "d.json, acts[0].agreement: `ICA-BC` is not an agreement of this registry\n  help: did you mean `ICA-BB`?",
    ],
    [
      withActs({ act: "terminate", agreement: "ICA-BB" }),
      "d.json, acts[0].act: `terminate` is no act of a draft\n  help: did you mean `termination`?",
    ],
    [
      withActs({ act: "termination", agreement: "ICA-BB", lastday: "2024-11-30", lastDay: "2024-11-30" }),
      "d.json, acts[0].lastday: `lastday` is no field here\n  help: did you mean `lastDay`?",
    ],
    [
      withActs({ act: "exception", agreement: "ICA-BB", on: "2024-12-01" }),
      "d.json, acts[0].persons: `person` or `persons` is missing",
    ],
    [
      withActs({ act: "exception", agreement: "ICA-BB", persons: ["anna", "bea"] }),
      "d.json, acts[0].persons[1]: `bea` is not a person of this registry\n  help: did you mean `ben`?",
    ],
    [
      withActs({ act: "amendment", agreement: "ICA-BB", term: "five years" }),
      "d.json, acts[0].term: `five years` is not written as a duration\n  help: a duration is written as in `1 year`, `6 months`, `60 days` or `1 year + 6 months`",
    ],
    [
      withActs({ act: "suspension", agreement: "ICA-BB", on: "2024-02-01", lastDay: "2024-01-31" }),
      "d.json, acts[0].lastDay: the last day `2024-01-31` is before the first, `2024-02-01`",
    ],
    [
      withActs({ act: "departure", agreement: "ICA-BB", party: "AA", lastDay: "2024-01-31" }),
      "d.json, acts[0].party: `AA` is no party to `ICA-BB`",
    ],
    [
      '{"title": "t", "body": "Counsel", "session": "S2", "date": "2023-12-15", "acts": [{"act": "notice", "agreement": "ICA-BB"}]}',
      "d.json, body: `Counsel` is not a body of this registry\n  help: did you mean `Council`?",
    ],
  ])("%s", (text, expected) => {
    const { draft } = examineDraft(text, { foldOn });
    expect(draft).toBeUndefined();
    expect(problemsOf(text)[0]).toBe(expected);
  });

  test("all at once, whatever else is wrong", () => {
    const text = `{"titel": "t", "date": "2023-12-15", "acts": [
      {"act": "termination", "agreement": "ICA-BC", "lastDay": "soon"},
      {"act": "termination", "agreement": "ICA-BC", "lastDay": "2024-11-30"}, 7, {}]}`;
    expect(examineDraft(text, { foldOn }).problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "title missing-field",
      "titel unknown-field",
      "acts[0].lastDay malformed-day",
      "acts[2] wrong-type",
      "acts[3].act missing-field",
      "acts[1].agreement unknown-agreement",
    ]);
  });

  test("reading throws all of it as one error", () => {
    expect(() => readDraft("{}", { foldOn })).toThrow(DraftError);
  });

  test("bytes are text in UTF-8, with or without a byte order mark", () => {
    const text = withActs({ act: "notice", agreement: "ICA-BB" });
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]);
    expect(readDraft(marked, { foldOn }).draft.acts.length).toBe(1);
    expect(problemsOf(text)).toEqual([]);
    const { problems } = examineDraft(new Uint8Array([0x7b, 0xff]), { file: "d.json", foldOn });
    expect(problems.map(formatDraftProblem)).toEqual(["d.json: the file is not UTF-8"]);
  });

  test("no text and no bytes make the reader throw", () => {
    const good = withActs({ act: "termination", agreement: "ICA-BB", lastDay: "2024-11-30" });
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(good.length), fc.string(), (from, size, put) => {
        const text = good.slice(0, from) + put + good.slice(from + (size % 6));
        expect(() => examineDraft(text, { foldOn })).not.toThrow();
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(() => examineDraft(bytes, { foldOn })).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(examineDraft(text, { foldOn }).draft).toBeUndefined();
      }),
    );
  });
});

describe("what is read", () => {
  test("the acts have the decision's day, body and title, and numbers of their own", () => {
    const text = JSON.stringify({
      title: "The end",
      body: "Council",
      session: "S1",
      date: "2023-12-15",
      knownOn: "2023-12-14",
      acts: [
        { act: "termination", agreement: "ICA-BB", lastDay: "2024-11-30" },
        { act: "exception", agreement: "ICA-BB", on: "2024-12-01", persons: ["anna", "ben"] },
        { act: "status", party: "BB", status: "observer", firstDay: "2025-01-01" },
      ],
    });
    const { draft, folded } = readDraft(text, { foldOn });
    expect(formatDay(folded.knownOn)).toBe("2023-12-14");
    expect(draft.acts.map(({ id, act: sort, on }) => [id, sort, formatDay(on)])).toEqual([
      ["draft:1", "termination", "2023-12-15"],
      ["draft:2/anna", "exception", "2024-12-01"],
      ["draft:2/ben", "exception", "2024-12-01"],
      ["draft:3", "status", "2025-01-01"],
    ]);
    expect(draft.acts[0]).toMatchObject({
      by: "Council",
      instrument: "The end",
      recorded: day("2023-12-14"),
    });
  });

  test("a known-on day that is asked for goes before the file's", () => {
    const text = withActs({ act: "notice", agreement: "ICA-BB" });
    const { draft } = readDraft(text, { foldOn, knownOn: day("2023-06-01") });
    expect(formatDay(draft.knownOn)).toBe("2023-06-01");
  });
});

describe("what comes too late is said with what it means", () => {
  test("a notice ends the agreement with the next term", () => {
    expect(problemsOf(withActs({ act: "notice", agreement: "ICA-BB", on: "2024-06-01" }))).toEqual([
      "d.json, acts[0].on: warning: the notice of `2024-06-01` came too late: the latest day for the running term was `2024-05-30`\n" +
        "  help: it does not end the running term but the next: the last day in force is `2029-11-30`",
    ]);
  });

  test.each([
    [
      { on: "2024-06-01", lastDay: "2024-11-30" },
      "the notice comes too late: to end `ICA-BB` after `2024-11-30` it had to be given by `2024-05-30`\n" +
        "  help: notice given on `2024-06-01` ends it after `2029-11-30`, if it is given by `2029-05-30`; an earlier end needs the other party's consent or another ground",
    ],
    [
      { on: "2023-12-15", lastDay: "2024-06-30" },
      "`ICA-BB` cannot be ended by notice after `2024-06-30` already\n" +
        "  help: notice given on `2023-12-15` ends it after `2024-11-30`, if it is given by `2024-05-30`; an earlier end needs the other party's consent or another ground",
    ],
  ])("a termination %o", (days, expected) => {
    const text = withActs({ act: "termination", agreement: "ICA-BB", ...days });
    expect(problemsOf(text)).toEqual([`d.json, acts[0].lastDay: warning: ${expected}`]);
    expect(readDraft(text, { foldOn }).draft.warnings).toEqual([`acts[0].lastDay: ${expected}`]);
  });

  test("on the last day for notice it is in time, and a later end always is", () => {
    expect(
      problemsOf(
        withActs({ act: "termination", agreement: "ICA-BB", on: "2024-05-30", lastDay: "2024-11-30" }),
      ),
    ).toEqual([]);
    expect(problemsOf(withActs({ act: "termination", agreement: "ICA-BB", lastDay: "2026-01-31" }))).toEqual(
      [],
    );
  });
});

describe("the plainest draft", () => {
  const end = (agreement: string, on: string, options = {}) =>
    endAgreement(foldOn(day(on)), agreement, options);

  test.each([
    [
      "2023-12-15",
      "2024-11-30",
      "The last day is that of the running term, 2024-11-30: notice is due by 2024-05-30, and 2023-12-15 is in time.",
    ],
    [
      "2024-05-30",
      "2024-11-30",
      "The last day is that of the running term, 2024-11-30: notice is due by 2024-05-30, and 2024-05-30 is in time.",
    ],
    [
      "2024-05-31",
      "2029-11-30",
      "The last day is that of the next term, 2029-11-30: notice for the running one, which ends after 2024-11-30, was due by 2024-05-30, and 2024-05-31 is too late for it.",
    ],
  ])("decided on %s it ends after %s", (on, lastDay, why) => {
    const draft = end("ICA-BB", on);
    expect(draft.acts).toMatchObject([{ act: "termination", agreement: "ICA-BB", lastDay: day(lastDay) }]);
    expect([draft.note, draft.warnings]).toEqual([why, []]);
  });

  test("without a term it ends when notice says, or on the day", () => {
    expect(end("MoU-X-AA", "2023-12-15").note).toBe(
      "The last day is 2023-12-15, that of the decision: it has no term, and no notice period is known.",
    );
  });

  test("another last day can be asked for, and is held against the notice", () => {
    const draft = end("ICA-BB", "2024-06-15", { lastDay: day("2024-11-30") });
    expect(draft.note).toBe("The last day is 2024-11-30, as asked.");
    expect(draft.warnings[0]).toMatch(/^the notice comes too late: to end `ICA-BB` after `2024-11-30`/);
  });

  test("what ends anyway is said to", () => {
    const acts = [
      ...ACTS,
      act("termination", { agreement: "ICA-BB", on: day("2023-12-15"), lastDay: day("2024-11-30") }),
    ];
    const draft = endAgreement(fold(acts, { knownOn: day("2024-01-15") }), "ICA-BB");
    expect(draft.note).toBe("The last day is 2024-11-30: it ends then as things stand.");
    expect(draft.warnings[0]).toMatch(
      /^`ICA-BB` ends after `2024-11-30` as things stand \(termination\): the draft changes nothing/,
    );
    expect(() => endAgreement(fold(acts, { knownOn: day("2024-12-01") }), "ICA-BB")).toThrow(
      "`ICA-BB` has ended: its last day was `2024-11-30`",
    );
  });

  test("an agreement that nobody knows is an error with the nearest name", () => {
    expect(() => end("ICA-BC", "2023-12-15")).toThrow(
      "`ICA-BC` is not an agreement of this registry\n  help: did you mean `ICA-BB`?",
    );
    expect(() => endAgreement(fold(ACTS), "ICA-BB")).toThrow("the day of the decision is missing");
  });
});
