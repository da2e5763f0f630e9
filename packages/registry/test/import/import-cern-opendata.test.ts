import { day, formatIntervals, interval, OPEN } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../src/fold.ts";
import { importCernOpendata } from "../../src/import/import-cern-opendata.ts";
import { ImportError } from "../../src/import/import-error.ts";
import { formatImportReport } from "../../src/import/import-report.ts";
import { madeUpNames, madeUpWords } from "../../src/import/made-up-names.ts";

/** Made-up people: one in Minsk, one at JINR, one at an unknown place and in Kharkiv, one nowhere, one listed twice. */
const list = {
  title: "A list",
  experiment: ["CMS"],
  date_created: ["2010"],
  authors: [
    { name: "Exempel, Anna", affiliation: "Minsk, High Energy Phys. Ctr.", inspireid: "INSPIRE-00000001" },
    { name: "Example, Boris", affiliation: "Dubna, JINR", inspireid: "INSPIRE-00000002" },
    { name: "Esempio, Carla", affiliation: "Nowhere U.;kharkov, kipt", inspireid: "INSPIRE-00000003" },
    { name: "Esimerkki, Dora", affiliation: "", inspireid: "INSPIRE-00000004" },
    { name: "Exemple, Émile", affiliation: "CERN", inspireid: "INSPIRE-00000005" },
    { name: "Exemple, Émile", affiliation: "Bristoll U.", inspireid: "INSPIRE-00000005" },
  ],
};
const text = JSON.stringify([list], null, 1);
const first = (): number => 0;

describe("a small list", () => {
  const imported = importCernOpendata(text, { pseudonyms: true, file: "list.json", random: first });
  const { acts, report } = imported;

  test("keeps every institute, with the party that governs it", () => {
    const institutes = acts.flatMap((act) =>
      act.act === "institute" ? [[act.institute, act.seat, act.governedBy, act.ror ?? ""]] : [],
    );
    expect(institutes).toEqual([
      ["inspire:bristoll-u", "unknown", "unknown", ""],
      ["inspire:minsk-high-energy-phys-ctr", "BY", "BY", ""],
      ["inspire:nowhere-u", "unknown", "unknown", ""],
      ["ror:00183pc12", "UA", "UA", "00183pc12"],
      ["ror:01ggx4157", "CH", "CERN", "01ggx4157"],
      ["ror:044yd9t77", "RU", "JINR", "044yd9t77"],
    ]);
  });

  test("has one person for each of the list, with ids dealt out in another order than the list's", () => {
    const affiliations = acts.flatMap((act) =>
      act.act === "affiliation" ? [[act.person, act.institute, act.connection]] : [],
    );
    expect(affiliations).toEqual([
      ["p00001", "ror:044yd9t77", "affiliated with"],
      ["p00002", "inspire:nowhere-u", "affiliated with"],
      ["p00002", "ror:00183pc12", "also at"],
      ["p00004", "ror:01ggx4157", "affiliated with"],
      ["p00004", "inspire:bristoll-u", "also at"],
      ["p00005", "inspire:minsk-high-energy-phys-ctr", "affiliated with"],
    ]);
    expect(acts.filter((act) => act.act === "person").length).toBe(5);
    expect(acts.filter((act) => act.act === "membership").length).toBe(5);
    expect(acts.find((act) => act.act === "affiliation")?.on).toBe(day("2010-12-31"));
  });

  test("gives states and organisations the agreements that we know of, and marks the others", () => {
    const agreements = acts.flatMap((act) =>
      act.act === "signature" ? [[act.agreement, act.parties.join(), act.title]] : [],
    );
    expect(agreements).toEqual([
      ["ICA-BY", "BY", "Cooperation agreement with Belarus"],
      ["ICA-JINR", "JINR", "Cooperation agreement with JINR of 2010"],
      ["ICA-RU-1993", "RU", "Cooperation agreement with Russia of 1993"],
      ["ICA-RU", "RU", "Cooperation agreement with Russia of 2019"],
      [
        "ICA-UA",
        "UA",
        "Cooperation with Ukraine, taken as a cooperation agreement without end (not verified)",
      ],
    ]);
    expect(acts.flatMap((act) => (act.act === "status" ? [act.party] : []))).toEqual(["CH"]);
  });

  test("folds: the agreement of 2019 with Russia takes the place of that of 1993, the others go on", () => {
    const { agreements, facts } = fold(acts);
    const days = [...agreements.values()].map(({ agreement, from, to }) => {
      return `${agreement} ${formatIntervals(interval(from!, to))}`;
    });
    expect(days.sort()).toEqual([
      "ICA-BY from 2009-06-28",
      "ICA-JINR from 2010-01-28",
      "ICA-RU from 2019-12-01",
      "ICA-RU-1993 1993-10-30 to 2019-11-30",
      "ICA-UA from 2010-12-31",
    ]);
    expect(facts.tables.get("affiliated")?.count).toBe(6);
    expect(facts.tables.get("participates")?.count).toBe(5);
    expect(facts.tables.get("governed_by")?.count).toBe(6);
  });

  test("folds as known in 2012: nobody knew the agreement of 2019", () => {
    const { agreements } = fold(acts, { knownOn: day("2012-06-30") });
    expect([...agreements.keys()].sort()).toEqual(["ICA-BY", "ICA-JINR", "ICA-RU-1993", "ICA-UA"]);
    expect(agreements.get("ICA-RU-1993")?.to).toBe(OPEN);
  });

  test("reports what it saw, in counts", () => {
    expect(formatImportReport(report)).toBe(`A list
5 people (6 entries) at 6 institutes in CMS
affiliations from 2010-12-31 (day taken from the record), open-ended: the list says of nobody when it ended

unknown      2     2  Party not known to the table of institutes
BY           1     1  Belarus
CERN         1     1  European Organization for Nuclear Research (CERN)
JINR         1     1  Joint Institute for Nuclear Research (JINR)
UA           1     1  Ukraine

1 person without affiliation

unknown institutes, kept without a governing party:
  \`Nowhere U.\`: 1 person
  \`Bristoll U.\`: 1 person (did you mean \`Bristol U.\`?)

written otherwise than in the table:
  \`kharkov, kipt\` read as \`Kharkov, KIPT\`

mended or noticed:
  no affiliation: 1 (line 26)
  odd separator: 1 (line 21)
  one person listed twice: 1 (line 36)
`);
  });

  test("says nothing of a name", () => {
    const written = JSON.stringify(imported);
    for (const { name } of list.authors)
      for (const word of name.split(", ")) expect(written).not.toContain(word);
    expect(written).not.toContain("INSPIRE-0");
  });

  test("makes ids of people that are unique, and act ids too", () => {
    expect(new Set(acts.map((act) => act.id)).size).toBe(acts.length);
  });

  test("keeps the names where that is asked for", () => {
    const named = importCernOpendata(text, { names: true, random: (below) => below - 1 });
    const people = named.acts.flatMap((act) =>
      act.act === "person" ? [[act.familyName, act.givenName]] : [],
    );
    expect(people).toContainEqual(["Exemple", "Émile"]);
    expect(named.meta.description).toContain("personal data");
  });

  test("takes another day where that is asked for", () => {
    const later = importCernOpendata(text, { pseudonyms: true, asOf: "2012-02-29" });
    expect(later.report.listDay).toBe(day("2012-02-29"));
    expect(later.meta.name).toBe("author-list-cms-2012");
  });
});

describe("is refused", () => {
  const refused = (input: string, options: Parameters<typeof importCernOpendata>[1]): string => {
    try {
      importCernOpendata(input, { file: "l.json", ...options });
    } catch (error) {
      if (error instanceof ImportError) return error.message;
      throw error;
    }
    return "not refused";
  };

  test.each([
    [
      "without a word on names",
      text,
      {},
      "l.json: the list holds names of real people, and nobody said whether to keep them\n  help: say `--pseudonyms` to put made-up names in their place, or `--names` to keep them: what then is written is personal data",
    ],
    [
      "with both words",
      text,
      { pseudonyms: true, names: true },
      "l.json: `--pseudonyms` and `--names` exclude each other\n  help: choose one",
    ],
    [
      "with a day that does not exist",
      text,
      { pseudonyms: true, asOf: "2010-02-30" },
      "l.json: `2010-02-30` is not a day: February 2010 has 28 days\n  help: did you mean `2010-02-28`?",
    ],
    [
      "without a year",
      '{"authors": [{"name": "A"}]}',
      { pseudonyms: true },
      "l.json: the record has no year in `date_created`\n  help: say of which day the list is: `--as-of 2010-12-31`",
    ],
  ])("%s", (_, input, options, message) => expect(refused(input, options)).toBe(message));
});

describe("whatever comes in, it is read or refused with a place, and nothing else is thrown", () => {
  const survives = (input: string | Uint8Array): void => {
    try {
      const { acts, report } = importCernOpendata(input, { pseudonyms: true, asOf: "2010-12-31" });
      expect(new Set(acts.map((act) => act.id)).size).toBe(acts.length);
      expect(report.people).toBeGreaterThan(0);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      expect(error.problems.length).toBeGreaterThan(0);
      expect(error.problems[0]?.file).toBe("author list");
    }
  };

  test("random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 1000 });
  });

  test("the list with some bytes changed, or cut", () => {
    const bytes = new TextEncoder().encode(text);
    const wounds = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(wounds, fc.option(fc.nat(bytes.length)), (changes, cut) => {
        const wounded = bytes.slice(0, cut ?? bytes.length);
        for (const [at, byte] of changes) wounded[at % Math.max(1, wounded.length)] = byte;
        survives(wounded);
      }),
      { numRuns: 2000 },
    );
  });

  test("any JSON in the place of any field", () => {
    const entry = fc.record(
      { name: fc.jsonValue(), affiliation: fc.oneof(fc.string(), fc.jsonValue()), inspireid: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const texts = fc.record(
      {
        name: fc.string({ unit: "binary" }),
        affiliation: fc.array(fc.string({ unit: "binary" })).map((parts) => parts.join("; ")),
        inspireid: fc.constantFrom("INSPIRE-00000001", "INSPIRE-00000002", "", "None", "x"),
      },
      { requiredKeys: ["name"] },
    );
    const authors = fc.oneof(fc.array(texts), fc.array(fc.oneof(entry, fc.jsonValue())), fc.jsonValue());
    fc.assert(
      fc.property(authors, fc.jsonValue(), fc.jsonValue(), (people, experiment, title) =>
        survives(JSON.stringify([{ authors: people, experiment, title }])),
      ),
      { numRuns: 1000 },
    );
  });
});

describe("made-up names", () => {
  test("are all different, for more people than any list has", () => {
    const names = madeUpNames(12_000, new Set());
    expect(new Set(names.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).size).toBe(12_000);
  });

  test("avoid words that are taken", () => {
    const [one] = madeUpNames(1, new Set());
    const taken = new Set([one!.givenName.toLowerCase(), one!.familyName.toLowerCase()]);
    const words = madeUpNames(5000, taken).flatMap(({ givenName, familyName }) => [givenName, familyName]);
    expect(words.some((word) => taken.has(word.toLowerCase()))).toBe(false);
    expect(new Set(words).size).toBeLessThan(madeUpWords);
  });
});
