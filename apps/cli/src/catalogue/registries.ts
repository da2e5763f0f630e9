/** Commands that keep registries, and bring data into them. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import { JSON_OPTION } from "./options.ts";

export const REGISTRIES: readonly Command[] = [
  {
    words: ["registry", "check"],
    operands: { usage: "FOLDER", least: 1, most: 1 },
    summary: "say everything that is wrong with a registry",
    about:
      "Reads a folder and lists every problem with its file, row and column, all at once. Exit code 2 where there is any, warnings among them (a notice that came too late).",
    options: [JSON_OPTION],
    examples: [{ line: "comity registry check scenarios/cern-2024", says: "" }],
    load: () => import("../commands/registry-check.ts"),
  },
  {
    words: ["registry", "new"],
    operands: { usage: "FOLDER POLICY", least: 2, most: 2 },
    summary: "make an empty registry for a policy",
    about:
      "Writes a folder with a datapackage.json and an empty table (CSV) for every record that the policy declares, and for what these name: people, institutes, agreements ... They open in any spreadsheet. Nothing that is there is written over.",
    options: [{ name: "host", value: "PARTY", says: "the party whose registry it is" }],
    examples: [{ line: "comity registry new my-registry policies/cern.policy.md --host CERN", says: "" }],
    load: () => import("../commands/registry-new.ts"),
  },
  {
    words: ["import", "cern-opendata"],
    operands: { usage: "FILE", least: 1, most: 1 },
    summary: "make a registry of an author list of the CERN Open Data portal",
    about:
      "Reads an author-list record and writes a registry: its people, institutes, and the agreements that govern these (docs/real-lists.md). The list holds names of real people, so one must say what becomes of them: --pseudonyms or --names. Nothing is written unless all of it can be.",
    options: [
      { name: "pseudonyms", says: "made-up names and identifiers in place of the real ones" },
      { name: "names", says: "keep the names: what is written then is personal data" },
      { name: "out", value: "DIR", says: "the folder to write; needed" },
      { name: "as-of", value: "DAY", says: "the list's day; by default the last day of the record's year" },
      { name: "policy", value: "FILE", says: "the policy that the registry shall name" },
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity import cern-opendata cms-author-list.json --pseudonyms --out cms-2010",
        says: "then: comity impact cms-2010 --end ICA-RU",
      },
    ],
    load: () => import("../commands/import-cern-opendata.ts"),
  },
];
