/** Commands that keep registries, and bring data into them. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import { JSON_OPTION, POLICY } from "./options.ts";

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
    words: ["registry", "import"],
    operands: { usage: "REGISTRY FILE [FILE...]", least: 2, most: 40 },
    summary: "bring lists of people, institutes, affiliations and agreements into a registry",
    about:
      "Reads CSV, XLSX, author.xml and ROR records (docs/import.md) and says row by row what is new, changed, unchanged, doubtful or refused. Nothing is recorded without --apply, and then all of it or nothing. What only a human can say is asked: --write-decisions makes a file to fill in, --decisions reads it. Exit code 1 where a row is doubtful or refused.",
    options: [
      { name: "apply", says: "record it: as one set, which `registry withdraw` takes back as one" },
      {
        name: "rows-that-are-right",
        says: "with --apply: record the rows that are right and leave the others out",
      },
      { name: "decisions", value: "FILE", says: "a clerk's answers to what was doubtful" },
      { name: "write-decisions", value: "FILE", says: "write the questions into a file to answer there" },
      { name: "mapping", value: "FILE", says: "what the columns mean where their headings do not tell" },
      {
        name: "as-of",
        value: "DAY",
        says: "the day of an author list; by default the one on which it was made",
      },
      {
        name: "cleared",
        says: "show and bring in rows about people under an alias: the reader may know who they are",
      },
      { name: "new-institutes", says: "bring in institutes of a directory (ROR) that nobody has yet" },
      {
        name: "by",
        value: "NAME",
        says: "who brings it in; by default COMITY_USER, else whoever is signed in",
      },
      {
        name: "instrument",
        value: "TEXT",
        says: "the document that evidences it; by default the files' names",
      },
      { name: "recorded", value: "DAY", says: "the day on which it is recorded; by default today" },
      JSON_OPTION,
    ],
    examples: [
      { line: "comity registry import my-registry people.csv affiliations.csv", says: "a dry run" },
      {
        line: "comity registry import my-registry staff.xlsx --write-decisions answers.json",
        says: "with the questions in a file to answer",
      },
      {
        line: "comity registry import my-registry staff.xlsx --decisions answers.json --apply",
        says: "for real",
      },
    ],
    load: () => import("../commands/registry-import.ts"),
  },
  {
    words: ["registry", "withdraw"],
    operands: { usage: "REGISTRY SET", least: 2, most: 2 },
    summary: "take back what came in as one set",
    about:
      "Says how many acts of the set still count; with --apply records a withdrawal of each, as a set of its own, so that withdrawing that one brings them back. Nothing is withdrawn where other acts rest on the set: they are listed, and the exit code is 1.",
    options: [
      { name: "apply", says: "record it" },
      {
        name: "by",
        value: "NAME",
        says: "who withdraws it; by default COMITY_USER, else whoever is signed in",
      },
      { name: "instrument", value: "TEXT", says: "the document that evidences it" },
      { name: "recorded", value: "DAY", says: "the day on which it is recorded; by default today" },
      JSON_OPTION,
    ],
    examples: [
      { line: "comity registry withdraw my-registry import-3f2a91c07b5e", says: "what it would withdraw" },
      { line: "comity registry withdraw my-registry import-3f2a91c07b5e --apply", says: "for real" },
    ],
    load: () => import("../commands/registry-withdraw.ts"),
  },
  {
    words: ["registry", "follow"],
    operands: { usage: "STORE", least: 1, most: 1 },
    summary: "keep deriving what follows from a store, and say what each new act changes",
    about:
      "Loads a store, derives everything by the policy, and from then on follows each set of acts that anybody records there, and each new day (in UTC): who gains and loses which days of what. Runs until it is stopped. People have identifiers only. A store in a folder has one process at a time, so that nobody else records in it meanwhile; on a server everybody may.",
    options: [
      POLICY,
      { name: "list", value: "COUNT", says: "so many differences of a step are listed; by default 20" },
      { name: "once", says: "derive, say how it stands, and stop" },
      { name: "json", says: "one line of JSON for each step, with all differences" },
    ],
    examples: [
      { line: "comity registry follow DATABASE_URL", says: "on a server" },
      { line: "comity registry follow cern.store --once", says: "how long it takes to start" },
    ],
    load: () => import("../commands/registry-follow.ts"),
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
