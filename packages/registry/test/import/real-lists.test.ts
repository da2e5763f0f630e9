/**
 * What docs/real-lists.md says of four real author lists, held by a test. The lists name real people, so they are not in
 * this repository: they are looked for in `../shared` beside the checkout, or in the folder that COMITY_AUTHOR_LISTS names.
 */
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { type ImportedRegistry, importCernOpendata } from "../../src/import/import-cern-opendata.ts";

const given = process.env.COMITY_AUTHOR_LISTS;
const folder =
  given === undefined
    ? new URL("../../../../../shared/data/cern-opendata/", import.meta.url)
    : pathToFileURL(`${given}/`);
const lists = {
  "CMS 2010": "cms-author-list.json",
  "CMS 2011": "cms-author-list-Run2011A.json",
  "LHCb 2011": "lhcb-author-list-2011.json",
  "LHCb 2012": "lhcb-author-list-2012.json",
} as const;
const missing = Object.values(lists).filter((file) => !existsSync(new URL(file, folder)));
const reason = missing.length === 0 ? "" : ` (SKIPPED: ${missing.join(", ")} not in ${folder.pathname})`;
if (reason !== "") console.warn(`the figures of docs/real-lists.md are not checked${reason}`);

const imported = new Map<string, ImportedRegistry>();
function registryOf(list: keyof typeof lists): ImportedRegistry {
  const known =
    imported.get(list) ??
    importCernOpendata(readFileSync(new URL(lists[list], folder)), { pseudonyms: true, file: lists[list] });
  imported.set(list, known);
  return known;
}

/** People with an institute that the party governs, those of them without any other party's, and the institutes. */
function reach(list: keyof typeof lists, party: string): string {
  const found = registryOf(list).report.parties.find((each) => each.party === party);
  return found === undefined ? "0" : `${found.people}/${found.onlyHere}/${found.institutes}`;
}

describe.skipIf(reason !== "")(`the real lists${reason}`, () => {
  const names = Object.keys(lists) as (keyof typeof lists)[];

  test.each([
    ["CMS 2010", 3169, 3167, 167, 0],
    ["CMS 2011", 3308, 3307, 172, 5],
    ["LHCb 2011", 586, 586, 70, 0],
    ["LHCb 2012", 620, 620, 78, 0],
  ] as const)("%s: %i entries, %i people, %i institutes, %i without affiliation", (list, ...figures) => {
    const { report } = registryOf(list);
    expect([report.entries, report.people, report.institutes.length, report.withoutAffiliation]).toEqual(
      figures,
    );
  });

  test.each(names)("%s holds no short name that the table does not have", (list) => {
    const { report } = registryOf(list);
    expect(report.unknownNames).toEqual([]);
    expect(report.readAs).toEqual([]);
    expect(report.parties.some(({ party }) => party === "unknown")).toBe(false);
  });

  test.each([
    ["RU", ["95/95/5", "88/88/5", "50/41/8", "49/43/8"]],
    ["BY", ["13/13/2", "13/13/2", "0", "0"]],
    ["JINR", ["62/62/1", "61/61/1", "0", "0"]],
    ["US", ["1045/1045/50", "1077/1077/50", "18/16/1", "20/19/3"]],
    ["IN", ["74/74/5", "87/87/6", "0", "0"]],
    ["KR", ["67/67/9", "66/66/7", "0", "0"]],
    ["TR", ["63/63/4", "62/62/4", "0", "0"]],
    ["CN", ["44/43/2", "43/42/2", "9/9/1", "13/12/3"]],
    ["TW", ["44/44/2", "46/46/2", "0", "0"]],
    ["BR", ["41/41/4", "41/41/3", "21/21/3", "22/22/3"]],
    ["UA", ["5/5/2", "4/4/1", "5/5/2", "5/4/2"]],
  ])("people, people only there and institutes of %s on each list", (party, figures) => {
    expect(names.map((list) => reach(list, party))).toEqual(figures);
  });

  test.each([
    ["no affiliation", [0, 5, 0, 0]],
    ["one person listed twice", [2, 1, 0, 0]],
    ["one INSPIRE id on different names", [10, 10, 0, 0]],
    ["one name with different INSPIRE ids", [2, 3, 0, 0]],
    ["no INSPIRE id", [0, 3, 36, 28]],
    ["malformed INSPIRE id", [1, 3, 0, 0]],
    ["odd blanks", [0, 1, 0, 0]],
    ["TeX accent in a name", [0, 0, 21, 23]],
    ["same institute twice for one person", [0, 0, 2, 2]],
    ["odd separator", [0, 0, 0, 0]],
  ])("remarked on each list: %s", (remark, counts) => {
    const countOn = (list: keyof typeof lists): number =>
      registryOf(list).report.remarks.find((each) => each.remark === remark)?.count ?? 0;
    expect(names.map(countOn)).toEqual(counts);
  });

  test("agree with a count straight from the file, by short name", () => {
    const [record] = JSON.parse(readFileSync(new URL(lists["CMS 2010"], folder), "utf8"));
    const entriesAt = (shortName: string): number =>
      record.authors.filter((author: { affiliation: string }) => author.affiliation === shortName).length;
    const { institutes } = registryOf("CMS 2010").report;
    const peopleAt = (id: string) => institutes.find(({ institute }) => institute === id)?.people;
    expect(peopleAt("ror:044yd9t77")).toBe(entriesAt("Dubna, JINR"));
    expect(peopleAt("ror:010pmpe69")).toBe(entriesAt("Moscow State U."));
    expect(peopleAt("inspire:minsk-inst-nucl-problems")).toBe(entriesAt("Minsk, Inst. Nucl. Problems"));
    expect(institutes.reduce((sum, { people }) => sum + people, 0)).toBe(record.authors.length);
  });

  test.each(names)("%s: nothing that is made of it holds a name or an INSPIRE id of the list", (list) => {
    const [record] = JSON.parse(readFileSync(new URL(lists[list], folder), "utf8"));
    const words = JSON.stringify(registryOf(list)).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    const written = [...new Set(words)].filter((word) => !/^"p[0-9]{5}[:"]/.test(word)).join(" ");
    const madeUp = new Set(
      registryOf(list).acts.flatMap((act) =>
        act.act === "person" ? [act.familyName.toLowerCase(), `${act.givenName}`.toLowerCase()] : [],
      ),
    );
    let leaks = 0;
    for (const { name, inspireid } of record.authors) {
      if (written.includes(name) || (inspireid?.startsWith("INSPIRE") && written.includes(inspireid.trim())))
        leaks++;
      for (const word of name.toLowerCase().match(/\p{L}+/gu) ?? []) if (madeUp.has(word)) leaks++;
    }
    expect(leaks, "names or ids that leaked (not printed)").toBe(0);
  });
});
