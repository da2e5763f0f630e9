/** Commands about people: who is one person, whose name is hidden, what is held about somebody, and letting go of it. */
import type { Command, Option } from "../command.ts";
import { HORIZON, JSON_OPTION, POLICY } from "./options.ts";

const BY: Option = {
  name: "by",
  value: "WHO",
  says: "who does it; by default COMITY_USER, else whoever is signed in",
};
const INSTRUMENT: Option = {
  name: "instrument",
  value: "TEXT",
  says: "the document that evidences it; no names in it, it is not sealed",
};
const ON: Option = { name: "on", value: "DAY", says: "the day on which it happens; by default today" };
const CONFIRM: Option = {
  name: "confirm",
  value: "WORD",
  says: "the word that says what will be gone; asked for on a screen",
};

const NOTE =
  "REGISTRY is a store (its folder, or DATABASE_URL) or a folder with a datapackage.json; docs/people.md.";

export const PEOPLE: readonly Command[] = [
  {
    words: ["registry", "merge"],
    operands: { usage: "REGISTRY PERSON INTO", least: 3, most: 3 },
    summary: "say that two identifiers are one person, or no longer",
    about: `From now on all acts about PERSON count for INTO, whenever they happened; as known on an earlier day they do not. No act is touched: --undo makes things as they were. ${NOTE}`,
    options: [{ name: "undo", says: "they are two people after all" }, ON, INSTRUMENT, BY],
    examples: [
      { line: "comity registry merge cern.store p00018 p00017", says: "" },
      { line: "comity registry merge cern.store p00018 p00017 --undo", says: "as it was" },
    ],
    load: () => import("../commands/registry-merge.ts"),
  },
  {
    words: ["registry", "alias"],
    operands: { usage: "REGISTRY PERSON [ALIAS]", least: 2, most: 3 },
    summary: "put a person at risk under an alias",
    about: `From now on whoever is not cleared sees ALIAS instead of the name, on whatever day as known on, and nothing else that is personal. The identifier stays. An alias that holds a part of the name is refused; to find that out is a look, and is noted. ${NOTE}`,
    options: [{ name: "end", says: "the person has the name again" }, ON, INSTRUMENT, BY],
    examples: [
      { line: "comity registry alias cern.store p00017 Q", says: "" },
      { line: "comity registry alias cern.store p00017 --end", says: "the name again" },
    ],
    load: () => import("../commands/registry-alias.ts"),
  },
  {
    words: ["registry", "erase"],
    operands: { usage: "REGISTRY PERSON", least: 2, most: 2 },
    summary: "let go of what is personal about somebody, for good",
    about: `Destroys the person's key, of all identifiers that are one person. The acts keep standing, without a name, and the chain verifies. It cannot be undone; the word to confirm it is the person's identifier. ${NOTE}`,
    options: [CONFIRM, INSTRUMENT, BY],
    examples: [{ line: "comity registry erase cern.store p00017 --confirm p00017", says: "" }],
    load: () => import("../commands/registry-erase.ts"),
  },
  {
    words: ["registry", "extract"],
    operands: { usage: "REGISTRY PERSON", least: 2, most: 2 },
    summary: "print everything that is held about a person, for the person",
    about: `Prints the acts in clear with their instruments, the facts, the entitlements with their reasons on a day, and who looked. It is a look itself, and is noted. ${NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "the day on which entitlements are explained; by default today" },
      POLICY,
      HORIZON,
      BY,
      JSON_OPTION,
    ],
    examples: [{ line: "comity registry extract cern.store p00017 --json", says: "" }],
    load: () => import("../commands/registry-extract.ts"),
  },
  {
    words: ["registry", "looks"],
    operands: { usage: "STORE [PERSON]", least: 1, most: 2 },
    summary: "list who looked at names, when and what for",
    about:
      "Lists every read of personal data: of one person those at everybody's data are among them. STORE is its folder, or DATABASE_URL.",
    options: [JSON_OPTION],
    examples: [{ line: "comity registry looks cern.store p00017", says: "" }],
    load: () => import("../commands/registry-looks.ts"),
  },
  {
    words: ["registry", "retention"],
    operands: { usage: "REGISTRY", least: 1, most: 1 },
    summary: "list whose personal data falls due, when and why",
    about: `Lists everybody of whom the policy's rule \`retention_over\` says that the data has been kept long enough, by identifiers. With --erase lets go of them all; the word to confirm it says how many they are. ${NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "what is due by that day; by default today" },
      { name: "why", says: "with the reasons, down to the facts" },
      { name: "erase", says: "erase them" },
      CONFIRM,
      POLICY,
      HORIZON,
      INSTRUMENT,
      BY,
      JSON_OPTION,
    ],
    examples: [
      { line: "comity registry retention cern.store --on 2027-01-01 --why", says: "what will be due" },
      { line: 'comity registry retention cern.store --erase --confirm "erase 3 people"', says: "" },
    ],
    load: () => import("../commands/registry-retention.ts"),
  },
  {
    words: ["registry", "keys", "new"],
    operands: { usage: "FILE", least: 1, most: 1 },
    summary: "make a master key",
    about:
      "Writes 32 random bytes in base64 into a new file of mode 0600. COMITY_MASTER_KEY_FILE names it to every command that opens a store.",
    options: [],
    examples: [{ line: "comity registry keys new /etc/comity/master.key", says: "" }],
    load: () => import("../commands/registry-keys-new.ts"),
  },
  {
    words: ["registry", "keys", "rotate"],
    operands: { usage: "STORE", least: 1, most: 1 },
    summary: "wrap the keys of all people by another master key",
    about:
      "The new master key is in COMITY_NEW_MASTER_KEY or in the file that COMITY_NEW_MASTER_KEY_FILE names, the old one where it always is. The store opens by the new one alone from then on. What is left of keys that the old one wrapped, on disks and in backups, is worth nothing once the old one is destroyed.",
    options: [],
    examples: [{ line: "comity registry keys rotate cern.store", says: "" }],
    load: () => import("../commands/registry-keys-rotate.ts"),
  },
];
