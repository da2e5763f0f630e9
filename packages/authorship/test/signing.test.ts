/** Every row of the table of signing policies, by the agreement on two days; who is left unidentifiable; what programs downstream take. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSigning, printedLines } from "../src/signing/compare-signing.ts";
import { downstream } from "../src/signing/downstream.ts";
import { lineFault, takenFrom } from "../src/signing/line-safety.ts";
import { shippedSigningPolicies, shippedSigningPolicy } from "../src/signing/shipped-policies.ts";
import { sign } from "../src/signing/sign.ts";
import { readSigningPolicy } from "../src/signing/signing-policy.ts";
import { AuthorshipError } from "../src/signing/signing-problems.ts";
import { author, dates, list, madeUpOrcid, ORGANISATIONS, smallGovernance } from "./made-up-lists.ts";

const governance = smallGovernance();
const INSTITUTE = "Affiliated with an institute covered by a cooperation agreement with CERN";
const LABORATORY = "Affiliated with an international laboratory covered by a cooperation agreement with CERN";
const EITHER =
  "Authors affiliated with an institute or an international laboratory covered by a cooperation agreement with CERN";
const FORMERLY =
  "Authors affiliated with an institute formerly covered by a cooperation agreement with CERN.";
const FOOTNOTE = "Also at an institution covered by a cooperation agreement with CERN";
const PISA = "INFN Sezione di Pisa, Pisa, Italy";
const JINR = ORGANISATIONS[0]!.name;

/** What a policy prints for one author with these affiliations. */
const lines = (policy: string, at: string, published = "2023-06-01"): string[] => {
  const signed = sign(
    list([author("a1", "A. Example", at)]),
    shippedSigningPolicy(policy),
    governance,
    dates("2021-06-01", published),
  );
  return printedLines(signed.authors[0]!);
};

describe("signing policies", () => {
  it.each<[string, string, string[]]>([
    ["named", "pnpi", ["Petersburg Nuclear Physics Institute, Gatchina, Russia"]],
    ["named", "jinr", [JINR]],
    ["neutral-two-texts", "pnpi", [INSTITUTE]],
    ["neutral-two-texts", "jinr", [LABORATORY]],
    ["neutral-two-texts", "pisa", [PISA]],
    ["neutral-two-texts", "pnpi, mephi", [INSTITUTE]],
    ["neutral-two-texts", "jinr, mephi", [LABORATORY, INSTITUTE]],
    ["neutral-two-texts", "pisa, pnpi", [PISA, FOOTNOTE]],
    ["neutral-two-texts", "pisa, also at mephi", [PISA, FOOTNOTE]],
    [
      "neutral-two-texts",
      "pisa, now at jinr",
      [PISA, "Now at an international laboratory covered by a cooperation agreement with CERN"],
    ],
    ["neutral-two-texts", "pnpi, also at pisa", [INSTITUTE, `Also at ${PISA}`]],
    ["neutral-one-text", "pnpi", [EITHER]],
    ["neutral-one-text", "jinr", [EITHER]],
    [
      "neutral-one-text",
      "jinr, also at pnpi",
      [
        EITHER,
        "Also at another institute or international laboratory covered by a cooperation agreement with CERN",
      ],
    ],
    ["names-only", "pisa, pnpi", []],
    ["equal-basis", "jinr, pnpi", [JINR, "Petersburg Nuclear Physics Institute, Gatchina, Russia"]],
  ])("%s prints %s", (policy, at, expected) => {
    expect(lines(policy, at)).toEqual(expected);
  });

  it("asks on the day of publication whether the agreement is still in force", () => {
    const covered = "Authors affiliated with an institute covered by a cooperation agreement with CERN.";
    expect(lines("neutral-past", "pnpi", "2024-11-30")).toEqual([covered]);
    expect(lines("neutral-past", "pnpi", "2024-12-01")).toEqual([FORMERLY]);
    // The agreement with JINR goes on; that it sits in the same state changes nothing.
    expect(lines("neutral-past", "jinr", "2024-12-01")[0]).toContain("international laboratory covered by");
  });

  it("says when a line speaks of an agreement that has ended", () => {
    const policy = shippedSigningPolicy("neutral-two-texts");
    const one = list([author("a1", "A. Example", "pnpi"), author("a2", "B. Example", "jinr")]);
    const stale = sign(one, policy, governance, dates("2021-06-01", "2024-12-01")).warnings;
    expect(stale.filter(({ code }) => code === "line-out-of-date")).toMatchObject([{ about: ["pnpi"] }]);
    const before = sign(one, policy, governance, dates("2021-06-01", "2024-11-30")).warnings;
    expect(before.filter(({ code }) => code === "line-out-of-date")).toEqual([]);
  });

  it("goes by an agreement where a policy names one, with those that it followed", () => {
    const own = { policy: "own", title: "t", about: "a", disputed: [{ agreement: "ICA-RU" }] };
    const json = JSON.stringify({
      ...own,
      affiliations: [{ when: { disputed: true }, print: "nothing" }, { print: "institute" }],
    });
    const signed = sign(
      list([author("a1", "A. Example", "pisa, pnpi"), author("a2", "B. Example", "jinr")]),
      readSigningPolicy(json, "own.json"),
      governance,
      dates("2021-06-01"),
    );
    expect(signed.authors.map(printedLines)).toEqual([[PISA], [JINR]]);
  });

  it("lists whom nothing identifies: no institute by name, no ORCID iD of their own", () => {
    const orcid = madeUpOrcid(1);
    const signed = sign(
      list([
        author("a1", "A. Example", "pnpi", madeUpOrcid(2)),
        author("a2", "B. Example", "pnpi"),
        author("a3", "C. Example", "pisa, pnpi"),
        author("a4", "D. Example", "pnpi", orcid),
        author("a5", "E. Example", "jinr", orcid),
        author("a6", "F. Example", "pnpi", "0000-0002-1825-0098"),
        author("a7", "G. Example", ""),
      ]),
      shippedSigningPolicy("neutral-one-text"),
      governance,
      dates("2021-06-01"),
    );
    expect(signed.unidentifiable.map(({ key }) => key)).toEqual(["a2", "a4", "a5", "a6", "a7"]);
    expect(signed.warnings.find(({ code }) => code === "shared-orcid")?.about).toEqual(["a4", "a5"]);
  });

  it("thanks nobody whose institute it leaves out, and keeps grants of those from telling", () => {
    const people = [
      { ...author("a1", "A. Example", "pnpi"), funding: "grant 1" },
      { ...author("a2", "B. Example", "pisa"), funding: "grant 2" },
    ];
    const acknowledgements = [
      { text: "We thank one.", organisations: ["pnpi"] },
      { text: "We thank the other.", organisations: ["pisa", "pnpi"] },
      { text: "We thank all.", organisations: [] },
    ];
    const given = list(people, { acknowledgements });
    const print = (policy: string) =>
      sign(given, shippedSigningPolicy(policy), governance, dates("2021-06-01"));
    const neutral = print("neutral-two-texts").list;
    expect(neutral.acknowledgements).toEqual([
      { text: "We thank the other.", organisations: ["pisa"] },
      { text: "We thank all.", organisations: [] },
    ]);
    expect(neutral.authors.map(({ funding }) => funding)).toEqual([undefined, "grant 2"]);
    expect(print("equal-basis").list).toEqual(given);
    const compared = compareSigning(print("equal-basis"), print("neutral-two-texts"));
    expect(compared.thanksOnlyFirst).toEqual(["We thank one."]);
    expect(compared.onlyFirst).toEqual(["Petersburg Nuclear Physics Institute, Gatchina, Russia"]);
    expect(compared.changed.map(({ key }) => key)).toEqual(["a1"]);
    expect(compared.unidentifiableSecond.map(({ key }) => key)).toEqual(["a1"]);
  });

  it("keeps everybody, in order, and lets no line carry anything but its text", () => {
    const at = fc.uniqueArray(fc.constantFrom("jinr", "pnpi", "mephi", "cern", "pisa", "nowhere"), {
      maxLength: 4,
    });
    const people = fc.array(fc.record({ at, orcid: fc.option(fc.nat(9_999_999)) }), { maxLength: 12 });
    const policies = shippedSigningPolicies();
    fc.assert(
      fc.property(people, fc.constantFrom(...policies), (all, policy) => {
        const authors = all.map(({ at: where, orcid }, index) =>
          author(
            `a${index}`,
            `A. Example${index}`,
            where.join(", "),
            orcid === null ? undefined : madeUpOrcid(orcid),
          ),
        );
        const given = list(authors);
        const signed = sign(given, policy, governance, dates("2021-06-01", "2024-12-01"));
        expect(signed.list.authors.map(({ key }) => key)).toEqual(authors.map(({ key }) => key));
        for (const organisation of signed.list.organisations)
          if (organisation.neutral)
            expect(Object.keys(organisation).sort()).toEqual(["ids", "key", "name", "neutral"]);
        expect(
          downstream(signed.list).lines.flatMap(({ isLine, scoap3 }) =>
            isLine && scoap3 !== undefined ? [scoap3] : [],
          ),
        ).toEqual([]);
        // Printing a printed list again changes nothing: a line stays what it is.
        const again = sign(signed.list, policy, governance, signed.dates);
        expect(again.list.authors).toEqual(signed.list.authors);
      }),
    );
  });
});

describe("what programs downstream take from a line", () => {
  it.each([
    [INSTITUTE, {}],
    [LABORATORY, {}],
    [EITHER, { inspire: "host" }],
    [
      "International laboratory covered by a cooperation agreement with CERN, Geneva, Switzerland",
      { inspire: "host" },
    ],
    ["An institute that works with CERN", { inspire: "host", scoap3: "CH" }],
    ["CERN, Geneva, Switzerland", { inspire: "host", scoap3: "CH" }],
    [PISA, { scoap3: "IT" }],
  ])("%s", (text, expected) => {
    expect(takenFrom(text)).toEqual(expected);
  });

  it("refuses lines that name a state, or the host otherwise than by the agreement", () => {
    expect(lineFault(INSTITUTE)).toBeUndefined();
    expect(lineFault("An institute in Russia")).toBe("names a state, `Russia`");
    expect(lineFault("An institute that works with CERN")).toContain("names the host otherwise");
    expect(lineFault("An institute, United Kingdom")).toContain("ends in a state's name");
  });

  it("reports a line that carries what it may not", () => {
    const organisation = {
      key: "x",
      name: INSTITUTE,
      ids: [{ source: "ROR", value: "01ggx4157" }],
      country: "CH",
    };
    const report = downstream(list([author("a1", "A. Example", "x")], { organisations: [organisation] }));
    expect(report).toMatchObject({ isSafe: false, authorsHarmed: 1 });
    expect(report.lines[0]!.harm).toEqual(["carries the id ROR 01ggx4157", "carries the country `CH`"]);
  });
});

describe("a signing policy's file", () => {
  const own = { policy: "own", title: "t", about: "a", affiliations: [{ print: "institute" }] };

  it.each([
    [
      { ...own, affiliation: [] },
      "own.json, line 1: `affiliation` is no field here\n  help: did you mean `affiliations`?",
    ],
    [{ ...own, policy: "Own" }, "own.json, line 1, policy: a name is made of small letters, digits and `-`"],
    [
      { ...own, affiliations: [{ when: { place: "second" }, print: "institute" }] },
      "own.json, line 1, affiliations[0].when.place: one of `first`, `further` is expected",
    ],
    [
      { ...own, affiliations: [{ print: { line: "An institute in Belarus" } }] },
      "own.json, line 1, affiliations[0].print.line: the line names a state, `Belarus`",
    ],
    [
      { ...own, affiliations: [{ print: "institute" }, { print: "nothing" }] },
      "own.json, line 1, affiliations[1]: the rule before takes every affiliation, so that this one is never reached\n  help: put the rule without conditions last",
    ],
    [{ ...own, title: undefined }, "own.json, line 1, title: the field is missing"],
    [
      { ...own, affiliations: [{ print: "line" }] },
      'own.json, line 1, affiliations[0].print: what is printed is `"institute"`, `"nothing"` or an object with a `line`',
    ],
  ])("is refused with the field: %j", (document, message) => {
    expect(() => readSigningPolicy(JSON.stringify(document), "own.json")).toThrow(
      expect.objectContaining({ name: "AuthorshipError", message }),
    );
  });

  it("is refused with the line of each field, or of the object that lacks it", () => {
    const text = `{\n  "policy": "own",\n  "title": "t",\n  "affiliations": [\n    { "print": "nought" },\n    { "wen": {}, "print": "institute" }\n  ]\n}`;
    const told = (): (number | undefined)[] => {
      try {
        readSigningPolicy(text, "own.json");
      } catch (error) {
        return (error as AuthorshipError).problems.map(({ line }) => line);
      }
      return [];
    };
    expect(told().sort()).toEqual([1, 5, 6]);
  });

  it("is refused where it is no JSON, by line", () => {
    expect(() => readSigningPolicy('{\n  "policy": own }', "own.json")).toThrow(AuthorshipError);
    expect(() => readSigningPolicy('{\n  "policy": own }', "own.json")).toThrow(
      /^own\.json, line 2, column 13: /,
    );
  });

  it("refuses a name that nothing bears, with the nearest", () => {
    expect(() => shippedSigningPolicy("neutral-past-tense")).toThrow(
      /is no signing policy that comes with Comity, and no file/,
    );
  });
});
