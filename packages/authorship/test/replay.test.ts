/** An earlier list, a policy, and a later list: who is who, what was predicted, and why it came otherwise. Nobody here exists. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Author } from "../src/list/author-list.ts";
import { matchPeople } from "../src/replay/match-people.ts";
import { replay } from "../src/replay/replay.ts";
import { comparableName, soundsLike } from "../src/replay/same-name.ts";
import { shippedSigningPolicy } from "../src/signing/shipped-policies.ts";
import { sign } from "../src/signing/sign.ts";
import { author, dates, list, madeUpOrcid, ORGANISATIONS, smallGovernance } from "./made-up-lists.ts";

const governance = smallGovernance();
const policy = shippedSigningPolicy("neutral-two-texts");
const when = dates("2021-06-01", "2023-06-01");
const LINE = {
  key: "line",
  name: "Affiliated with an institute covered by a cooperation agreement with CERN",
  ids: [],
};
const later = (authors: readonly Author[]) => list(authors, { organisations: [...ORGANISATIONS, LINE] });
const told = (before: readonly Author[], after: readonly Author[]) =>
  replay(list(before), later(after), policy, governance, when);

/** Who was matched with whom, and by what. */
const matches = (before: readonly Author[], after: readonly Author[]) => {
  const { authors, doubtful } = told(before, after);
  return {
    matched: authors.map((one) => `${one.before} ${one.after} ${one.matchedBy}`),
    doubtful: doubtful.map((group) => [
      group.before.map(({ key }) => key),
      group.after.map(({ key }) => key),
    ]),
  };
};

describe("people on two lists", () => {
  const orcid = madeUpOrcid(7);
  it.each<[string, Author[], Author[], string[], number]>([
    [
      "by ORCID iD, whatever the name",
      [author("a", "A. Example", "pisa", orcid)],
      [author("b", "A. Muster", "line", orcid)],
      ["a b ORCID iD"],
      0,
    ],
    [
      "not by an ORCID iD that shares no name",
      [author("a", "A. Example", "pisa", orcid)],
      [author("b", "Z. Muster", "line", orcid)],
      [],
      1,
    ],
    [
      "never with another ORCID iD",
      [author("a", "A. Example", "pisa", orcid)],
      [author("b", "A. Example", "pisa", madeUpOrcid(8))],
      [],
      0,
    ],
    [
      "initials and names",
      [author("a", "Anna Bea Example", "pisa")],
      [author("b", "A. B. Example", "line")],
      ["a b name"],
      0,
    ],
    [
      "accents and umlauts",
      [author("a", "A. Müßterová", "pisa")],
      [author("b", "A. Mussterova", "line")],
      ["a b name"],
      0,
    ],
    [
      "Cyrillic and Latin letters",
      [author("a", "А. Примеров", "pnpi")],
      [author("b", "A. Primerov", "line")],
      ["a b name"],
      0,
    ],
    [
      "family name first, and names divided elsewhere",
      [{ ...author("a", "de Muster Ana", "pisa"), familyName: "de Muster", givenName: "Ana" }],
      [{ ...author("b", "Ana de Muster", "line"), familyName: "Muster", givenName: "Ana de" }],
      ["a b name"],
      0,
    ],
    [
      "another transliteration, at the same institute",
      [author("a", "Yu. Primerovsky", "pisa")],
      [author("b", "I. Primerovskij", "pisa")],
      ["a b similar name and institute"],
      0,
    ],
    [
      "another transliteration, nothing else: doubtful",
      [author("a", "Yu. Primerovsky", "pnpi")],
      [author("b", "I. Primerovskij", "line")],
      [],
      1,
    ],
    [
      "an initial that is another letter in another transliteration, at the same institute",
      [author("a", "E. Zhukovprimer", "pisa")],
      [author("b", "Yevgeny Joukovprimer", "pisa")],
      ["a b similar name and institute"],
      0,
    ],
    [
      "such an initial and nothing else: doubtful",
      [author("a", "T. Primerov", "pnpi")],
      [author("b", "Cezar Primerov", "line")],
      [],
      1,
    ],
    [
      "two of a name, by institute, then by who is left",
      [author("a", "A. Example", "pnpi"), author("b", "A. Example", "pisa")],
      [author("c", "A. Example", "pisa"), author("d", "A. Example", "line")],
      ["b c name and institute", "a d name, the only one left"],
      0,
    ],
    [
      "two of a name, nothing tells them apart",
      [author("a", "A. Example", "pnpi"), author("b", "A. Example", "mephi")],
      [author("c", "A. Example", "line"), author("d", "A. Example", "line")],
      [],
      1,
    ],
    [
      "with the initials that both print",
      [author("a", "A. B. Example", "pisa"), author("b", "A. Example", "pnpi")],
      [author("c", "A. Example", "line"), author("d", "A. B. Example", "line")],
      ["a d name", "b c name"],
      0,
    ],
    [
      "one of a name for two: doubtful",
      [author("a", "A. Example", "pnpi")],
      [author("c", "A. Example", "line"), author("d", "A. Example", "line")],
      [],
      1,
    ],
    [
      "others of one family name",
      [author("a", "A. Example", "pisa")],
      [author("b", "B. Example", "pisa")],
      [],
      0,
    ],
  ])("%s", (_, before, after, matched, doubtful) => {
    const found = matches(before, after);
    expect(found.matched).toEqual(matched);
    expect(found.doubtful).toHaveLength(doubtful);
  });

  it("sounds names alike across transliterations", () => {
    for (const [one, other] of [
      ["mueller", "muller"],
      ["primerovskiy", "primerovskij"],
      ["shchukin", "schtschukin"],
      ["khrusch", "hrush"],
    ] as const)
      expect(soundsLike(one), one).toBe(soundsLike(other));
    expect(soundsLike("example")).not.toBe(soundsLike("muster"));
    expect(comparableName(author("a", "A.-B. van der Muster", "")).given).toEqual(["a", "b", "van", "der"]);
  });

  it("puts everybody of both lists into one place, and never two into one", () => {
    const name = fc.tuple(
      fc.constantFrom("A.", "B.", "Anna", "A. B.", ""),
      fc.constantFrom("Example", "Muster", "Müster", "Primer"),
    );
    const people = fc.array(
      fc.record({ name, orcid: fc.option(fc.nat(5)), at: fc.constantFrom("pisa", "pnpi", "line") }),
      { maxLength: 14 },
    );
    const authors = (
      all: readonly { name: [string, string]; orcid: number | null; at: string }[],
      side: string,
    ) =>
      all.map(({ name: [given, family], orcid: number, at }, index) =>
        author(
          `${side}${index}`,
          `${given} ${family}`.trim(),
          at,
          number === null ? undefined : madeUpOrcid(number),
        ),
      );
    fc.assert(
      fc.property(people, people, (some, others) => {
        const [before, after] = [authors(some, "a"), authors(others, "b")];
        const found = matchPeople(
          list(before),
          later(after),
          (one) => new Set(one.affiliations.map(({ organisation }) => organisation)),
        );
        const left = [
          ...found.matched.map((one) => one.before),
          ...found.doubtful.flatMap((one) => one.before),
          ...found.onlyBefore,
        ];
        const right = [
          ...found.matched.map((one) => one.after),
          ...found.doubtful.flatMap((one) => one.after),
          ...found.onlyAfter,
        ];
        expect(left.map(({ key }) => key).sort()).toEqual(before.map(({ key }) => key).sort());
        expect(right.map(({ key }) => key).sort()).toEqual(after.map(({ key }) => key).sort());
      }),
    );
  });
});

describe("a prediction held against what was printed", () => {
  it("says who was predicted and printed, who was not, and why", () => {
    const names = ["hit", "moved", "dropped", "kept", "named", "bare", "came", "other"];
    const printedName = (name: string) => `A. Example-${name}`;
    const at: Record<string, [string, string]> = {
      hit: ["pnpi", "line"],
      moved: ["pnpi", "cern"],
      dropped: ["pisa, pnpi", "pisa"],
      kept: ["pisa, pnpi", "pisa, cern"],
      named: ["jinr", "jinr"],
      bare: ["pnpi", ""],
      came: ["pisa", "line"],
      other: ["pisa", "pisa"],
    };
    const before = [
      ...names.map((name) => author(`a-${name}`, printedName(name), at[name]![0])),
      author("gone", "Z. Muster", "jinr"),
    ];
    const after = [
      ...names.map((name) => author(`b-${name}`, printedName(name), at[name]![1])),
      author("come", "Y. Muster", "line"),
    ];
    const found = told(before, after);
    expect(found.authors.map(({ after: key, outcome, reason }) => [key, outcome, reason])).toEqual([
      ["b-hit", "predicted and printed", undefined],
      ["b-moved", "predicted, not printed", "moved to European Organization for Nuclear Research"],
      ["b-dropped", "predicted, not printed", "dropped the affiliation and kept the other"],
      [
        "b-kept",
        "predicted, not printed",
        "dropped the affiliation, and is at European Organization for Nuclear Research as well",
      ],
      [
        "b-named",
        "predicted, not printed",
        "the later list prints Joint Institute for Nuclear Research by name",
      ],
      ["b-bare", "predicted, not printed", "the later list prints no institute"],
      [
        "b-came",
        "printed, not predicted",
        "moved since from INFN Sezione di Pisa, Pisa, Italy, or came to a second institute",
      ],
      ["b-other", "neither", undefined],
    ]);
    expect(found.gone.map(({ key }) => key)).toEqual(["gone"]);
    expect(found.come.map(({ key }) => key)).toEqual(["come"]);
    expect([found.recall, found.precision]).toEqual([
      { part: 1, of: 2 },
      { part: 1, of: 6 },
    ]);
  });

  it("settles a doubt where it makes no difference who is who", () => {
    const two = (side: string, at: readonly [string, string]) =>
      at.map((where, index) => author(`${side}${index}`, "A. Example", where));
    expect(told(two("a", ["pnpi", "mephi"]), two("b", ["line", "line"])).doubtful[0]!.settled).toBe(
      "predicted and printed",
    );
    const open = told([...two("a", ["pnpi", "cern"])], [...two("b", ["line", "line"])]).doubtful[0]!;
    expect(open.settled).toBeUndefined();
    expect([open.predicted, open.printed]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it("predicts exactly what the policy prints, when the later list is what it prints", () => {
    const where = fc.uniqueArray(fc.constantFrom("jinr", "pnpi", "mephi", "cern", "pisa"), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(where, { maxLength: 15 }), (all) => {
        const before = list(
          all.map((at, index) => author(`a${index}`, `A. Example${"abcdefghijklmno"[index]}`, at.join(", "))),
        );
        const printed = sign(before, policy, governance, when).list;
        const found = replay(before, printed, policy, governance, when);
        expect(found.doubtful).toEqual([]);
        expect(found.recall.part).toBe(found.recall.of);
        expect(found.precision).toEqual(found.recall);
        for (const one of found.authors) expect(new Set(one.printed)).toEqual(new Set(one.predicted));
      }),
    );
  });
});
