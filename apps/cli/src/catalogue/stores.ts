/** Commands that keep a registry in a store: an append-only ledger in a database. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import { JSON_OPTION } from "./options.ts";

const STORE_NOTE =
  "STORE is a folder, or DATABASE_URL for the PostgreSQL server whose address that variable holds; of several registries on a server `#NAME` behind the address names one. COMITY_MASTER_KEY_FILE or COMITY_MASTER_KEY gives the master key under which names are sealed (docs/operations.md).";
const BY = {
  name: "by",
  value: "WHO",
  says: "who records it; by default COMITY_USER, else whoever is signed in",
};
const EXPECTED_HEAD = {
  name: "expected-head",
  value: "HASH",
  says: "record nothing if others have recorded acts since the head was this one",
};

export const STORES: readonly Command[] = [
  {
    words: ["registry", "init"],
    operands: { usage: "STORE", least: 1, most: 1 },
    summary: "make an empty registry in a store",
    about: `Makes a store in a new folder, or a registry on a server. ${STORE_NOTE}`,
    options: [
      { name: "registry", value: "NAME", says: "the registry's own name; by default `main`" },
      { name: "title", value: "TEXT", says: "what it is called in words" },
      { name: "host", value: "PARTY", says: "the party whose registry it is" },
    ],
    examples: [{ line: "comity registry init lakes.store --registry lakes --title 'The lakes'", says: "" }],
    load: () => import("../commands/registry-init.ts"),
  },
  {
    words: ["registry", "load"],
    operands: { usage: "STORE FOLDER", least: 2, most: 2 },
    summary: "record all acts of a data package in a store",
    about: `Reads a folder with a datapackage.json, checks it, and records its acts as one set, all or nothing. Acts that are recorded already are left out, so that the command can be run again. ${STORE_NOTE}`,
    options: [BY, EXPECTED_HEAD, JSON_OPTION],
    examples: [{ line: "comity registry load cern.store scenarios/cern-2024 --by 'users office'", says: "" }],
    load: () => import("../commands/registry-load.ts"),
  },
  {
    words: ["registry", "record"],
    operands: { usage: "STORE FILE", least: 2, most: 2 },
    summary: "record acts in a store",
    about: `Records the acts of a file of JSON Lines, one act a line (docs/operations.md), all or nothing; \`-\` reads standard input. They are checked together with what the registry holds. An act whose id is recorded already with the same content is left out, so that the command can be run again. Exit code 1 where others were quicker. ${STORE_NOTE}`,
    options: [
      BY,
      EXPECTED_HEAD,
      { name: "set", value: "NAME", says: "the set in which they come: a decision, an import" },
      {
        name: "recorded",
        value: "DAY",
        says: "for acts that do not say when they were recorded; by default today",
      },
      { name: "document", value: "REFERENCE", says: "the document that evidences them" },
      { name: "document-file", value: "FILE", says: "its file: the SHA-256 of it is recorded" },
      { name: "kept-at", value: "PLACE", says: "where the document is kept" },
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity registry record lakes.store acts.jsonl --document 'LC/12' --document-file lc-12.pdf",
        says: "",
      },
    ],
    load: () => import("../commands/registry-record.ts"),
  },
  {
    words: ["registry", "log"],
    operands: { usage: "STORE", least: 1, most: 1 },
    summary: "list what was recorded in a store, when and by whom",
    about: `Lists entries of the ledger, the newest last; names of people stay sealed. ${STORE_NOTE}`,
    options: [
      { name: "last", value: "COUNT", says: "so many of the newest; by default 20" },
      { name: "from", value: "POSITION", says: "all from this position on" },
      JSON_OPTION,
    ],
    examples: [
      { line: "comity registry log lakes.store --last 5", says: "" },
      { line: "comity registry log lakes.store --from 1 --json", says: "all of it, for machines" },
    ],
    load: () => import("../commands/registry-log.ts"),
  },
  {
    words: ["registry", "verify"],
    operands: { usage: "STORE", least: 1, most: 1 },
    summary: "compute every hash of a store's ledger again",
    about: `Walks the chain of acts from the first to the newest, in the database and in the journal where there is one, and names the first broken link. Exit code 1 where there is one. ${STORE_NOTE}`,
    options: [
      { name: "head", value: "HASH", says: "and that this head, noted elsewhere, is still in the chain" },
      JSON_OPTION,
    ],
    examples: [
      { line: "comity registry verify lakes.store", says: "" },
      { line: "comity registry verify lakes.store --head c2ce5ff2548c...", says: "against minutes" },
    ],
    load: () => import("../commands/registry-verify.ts"),
  },
  {
    words: ["registry", "rebuild"],
    operands: { usage: "STORE", least: 1, most: 1 },
    summary: "make anew what a store derives from its acts",
    about: `In a folder the database is made anew from the journal of acts; on a server the tables that are derived from acts. No act changes. ${STORE_NOTE}`,
    options: [],
    examples: [{ line: "comity registry rebuild lakes.store", says: "" }],
    load: () => import("../commands/registry-rebuild.ts"),
  },
  {
    words: ["registry", "export"],
    operands: { usage: "STORE OUT", least: 2, most: 2 },
    summary: "write a store's acts as a data package or as JSON Lines, or lists for a spreadsheet",
    about: `Writes a data package into the new folder OUT, without names of people unless --names is given. With --jsonl the ledger itself goes into the file OUT, \`-\` for standard output: one entry a line with its hash, names sealed; any program that knows SHA-256 can verify it. With --csv or --xlsx, also from a folder that is a data package: lists of what counts now, which \`registry import\` reads again (docs/import.md). ${STORE_NOTE}`,
    options: [
      { name: "jsonl", says: "the ledger as JSON Lines" },
      { name: "csv", says: "lists for a spreadsheet, as CSV files in the new folder OUT" },
      { name: "xlsx", says: "the same lists as one workbook, OUT" },
      { name: "names", says: "with the names of people; the look is recorded" },
      { name: "cleared", says: "with --names: the names of people under an alias too" },
      BY,
    ],
    examples: [
      { line: "comity registry export lakes.store lakes-package", says: "to be read in a spreadsheet" },
      { line: "comity registry export lakes.store acts.jsonl --jsonl", says: "the ledger itself" },
      {
        line: "comity registry export lakes.store lists.xlsx --xlsx --names",
        says: "to be mended in a spreadsheet and brought in again",
      },
    ],
    load: () => import("../commands/registry-export.ts"),
  },
  {
    words: ["registry", "backup"],
    operands: { usage: "STORE FOLDER", least: 2, most: 2 },
    summary: "write a backup of a store into a new folder",
    about: `Writes acts, wrapped keys and the record of looks, each file under its hash. The master key is not in it: keep that apart. ${STORE_NOTE}`,
    options: [],
    examples: [{ line: "comity registry backup lakes.store /backup/lakes-2026-11-22", says: "" }],
    load: () => import("../commands/registry-backup.ts"),
  },
  {
    words: ["registry", "restore"],
    operands: { usage: "FOLDER STORE", least: 2, most: 2 },
    summary: "make a store of a backup",
    about: `Makes a new store, in a folder or on a server, whatever the backup came from, and verifies all of it: the head is the same. ${STORE_NOTE}`,
    options: [{ name: "registry", value: "NAME", says: "another name for the registry" }],
    examples: [{ line: "comity registry restore /backup/lakes-2026-11-22 DATABASE_URL", says: "" }],
    load: () => import("../commands/registry-restore.ts"),
  },
];
