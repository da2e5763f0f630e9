/** Every command with its help. Nothing here loads the code that does the work. */
import type { Command, Option } from "./command.ts";

const JSON_OPTION: Option = { name: "json", says: "print JSON for machines" };
const KNOWN_ON: Option = {
  name: "known-on",
  value: "DAY",
  says: "what the registry knew at the end of that day; by default its newest record",
};
const POLICY: Option = {
  name: "policy",
  value: "FILE",
  says: "the policy to use; by default the one that the registry names, else CERN's",
};
const DECISION: Option = {
  name: "decision",
  value: "FILE",
  says: "lay this draft decision over the registry first",
};
const END: Option = { name: "end", value: "AGREEMENT", says: "instead of a file: the end of this agreement" };
const LAST_DAY: Option = {
  name: "last-day",
  value: "DAY",
  says: "with --end: its last day in force; by default the end of the term that notice can still end",
};
const HORIZON: Option = {
  name: "horizon",
  value: "FIRST..LAST",
  says: "the days within which a recursion through a duration is followed; such a policy needs them",
};

const REGISTRY_NOTE =
  "REGISTRY is a folder with a datapackage.json (docs/registry-format.md). Days are written 2024-11-30.";

export const COMMANDS: readonly Command[] = [
  {
    words: ["agreements"],
    operands: { usage: "REGISTRY", least: 1, most: 1 },
    summary: "list every agreement, its parties, its term and how it stands",
    about: `Lists the agreements with their parties, the term that runs, the state on a day and the parent. ${REGISTRY_NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "the state on that day; by default the day as known on" },
      KNOWN_ON,
      JSON_OPTION,
    ],
    examples: [
      { line: "comity agreements scenarios/cern-2024", says: "as they stand by the newest record" },
      {
        line: "comity agreements scenarios/cern-2024 --on 2024-06-28 --json",
        says: "on one day, for machines",
      },
    ],
    load: () => import("./commands/agreements.ts"),
  },
  {
    words: ["impact"],
    operands: { usage: "REGISTRY [DECISION]", least: 1, most: 2 },
    summary: "say whom a draft decision would hit, and what each would lose",
    about: `Derives the registry with and without the draft, and prints the difference as a fact sheet: who would lose what on which day, who would not be touched and why, money, and what each could do to stay. DECISION is a file (docs/decision-format.md), or --end names an agreement. Figures under 5 are hidden unless --cleared. ${REGISTRY_NOTE}`,
    options: [
      END,
      LAST_DAY,
      {
        name: "known-on",
        value: "DAY",
        says: "what the registry knew at the end of that day; by default the draft's own day, with --end the newest record",
      },
      POLICY,
      HORIZON,
      { name: "cleared", says: "show figures under 5 too: the reader may see personal data" },
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity impact scenarios/cern-2024 scenarios/cern-2024/decisions/end-both.json",
        says: "a draft in a file",
      },
      {
        line: "comity impact scenarios/cern-2024 --end ICA-BY --known-on 2023-12-15",
        says: "the plainest draft of all",
      },
      {
        line: "comity impact scenarios/cern-2024 --end ICA-RU --last-day 2024-11-30 --known-on 2023-12-15 --json",
        says: "for machines",
      },
    ],
    load: () => import("./commands/impact.ts"),
  },
  {
    words: ["compare"],
    operands: { usage: "REGISTRY [DECISION] [DECISION]", least: 1, most: 3 },
    summary: "put two draft decisions side by side, or two policies",
    about: `Prints what each of two drafts would change, and whom only one of them hits. With --with-policy what two policies say of the registry: who may do what under which, for longer under which, and why; a draft is laid over both sides, of two drafts each over its own. Either way both sides are of one registry, known on the same day, and neither is special. Figures under 5 are hidden unless --cleared. ${REGISTRY_NOTE}`,
    options: [
      { name: "with-policy", value: "FILE", says: "compare the policy with this one" },
      {
        name: "from",
        value: "DAY",
        says: "with --with-policy: the first day that counts; by default the day as known on",
      },
      END,
      LAST_DAY,
      KNOWN_ON,
      POLICY,
      HORIZON,
      { name: "cleared", says: "show figures under 5 too" },
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity compare scenarios/cern-2024 scenarios/cern-2024/decisions/end-russia.json scenarios/cern-2024/decisions/suspend-both.json",
        says: "to end or to suspend",
      },
      {
        line: "comity compare scenarios/cern-2024 --with-policy policies/science4peace.policy.md --known-on 2023-12-15",
        says: "the registry's policy and another",
      },
      {
        line: "comity compare scenarios/cern-2024 scenarios/cern-2024/decisions/end-both.json --with-policy policies/science4peace.policy.md --from 2024-12-01 --json",
        says: "both with a draft laid over the registry, for machines",
      },
    ],
    load: () => import("./commands/compare.ts"),
  },
  {
    words: ["when"],
    operands: { usage: "REGISTRY ENTITLEMENT [PERSON] [MORE...]", least: 2, most: 9 },
    summary: "say on which days somebody has an entitlement",
    about: `Prints the days of one entitlement, or of each that fits where values are left out at the end. Exit code 1 where there is none. ${REGISTRY_NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "only whether it holds on that day: exit code 0 for yes, 1 for no" },
      DECISION,
      END,
      LAST_DAY,
      KNOWN_ON,
      POLICY,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      { line: "comity when scenarios/cern-2024 site_access p00017", says: "the days of one entitlement" },
      {
        line: "comity when scenarios/cern-2024 authorship p00017",
        says: "of every experiment, where that is left out",
      },
      {
        line: "comity when scenarios/cern-2024 site_access p00017 --on 2024-12-01",
        says: "yes or no, for a script",
      },
    ],
    load: () => import("./commands/when.ts"),
  },
  {
    words: ["list"],
    operands: { usage: "REGISTRY PREDICATE [VALUE...]", least: 2, most: 9 },
    summary: "list who or what an entitlement, a rule or a record holds for",
    about: `Prints every tuple of an entitlement, a rule or a record of the policy with its days, sorted, with names beside identifiers; of some values only where these are given. \`_\`, and values left out at the end, stand for any. It names people. ${REGISTRY_NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "only what holds on that day" },
      DECISION,
      END,
      LAST_DAY,
      KNOWN_ON,
      POLICY,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity list scenarios/cern-2024 observer_rights --on 2022-06-01",
        says: "what holds on a day",
      },
      {
        line: "comity list scenarios/cern-2024 team_leadership _ n_TOF",
        says: "of one experiment, whenever",
      },
      {
        line: "comity list scenarios/cern-2024 registration _ ror:0226k0909 --on 2024-06-28 --end ICA-RU --json",
        says: "under a draft, for machines",
      },
    ],
    load: () => import("./commands/list.ts"),
  },
  {
    words: ["explain"],
    operands: { usage: "REGISTRY ENTITLEMENT PERSON [MORE...]", least: 3, most: 9 },
    summary: "prove why somebody has an entitlement on a day, or say what is lacking",
    about: `Prints the proof as an indented text, from the rule and its source down to facts, the acts that made them and their instruments; for a "no" the rules that came near, and what they lacked. ${REGISTRY_NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "the day asked about; needed" },
      DECISION,
      END,
      LAST_DAY,
      KNOWN_ON,
      POLICY,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity explain scenarios/cern-2024 site_access p00017 --on 2024-11-30",
        says: "why, or why not",
      },
      {
        line: "comity explain scenarios/cern-2024 authorship p00017 CMS --on 2025-06-01",
        says: "an entitlement with two values",
      },
      {
        line: "comity explain scenarios/cern-2024 site_access p00017 --on 2024-12-01 --end ICA-BY --known-on 2023-12-15",
        says: "under a draft",
      },
    ],
    load: () => import("./commands/explain.ts"),
  },
  {
    words: ["remedies"],
    operands: { usage: "REGISTRY ENTITLEMENT PERSON [MORE...]", least: 3, most: 9 },
    summary: "say what could be done so that somebody keeps an entitlement",
    about: `Prints the smallest sets of facts that would give the entitlement on a day, of those that the policy marks as within a person's or an institute's reach. Each was tried out. Exit code 1 where there is none. ${REGISTRY_NOTE}`,
    options: [
      { name: "on", value: "DAY", says: "the day on which it is wanted; needed" },
      DECISION,
      END,
      LAST_DAY,
      KNOWN_ON,
      POLICY,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      { line: "comity remedies scenarios/cern-2024 site_access p00017 --on 2024-12-01", says: "to stay" },
    ],
    load: () => import("./commands/remedies.ts"),
  },
  {
    words: ["deadlines"],
    operands: { usage: "REGISTRY", least: 1, most: 1 },
    summary: "list the last day for notice of every agreement, and the last session before it",
    about: `For every agreement in force: the last day on which notice still ends it with its term, the last ordinary session before that day, and what happens if nobody acts. ${REGISTRY_NOTE}`,
    options: [
      { name: "from", value: "DAY", says: "deadlines from that day on; by default from the day as known on" },
      {
        name: "known-on",
        value: "DAY",
        says: "what the registry knew at the end of that day; by default the day of --from, else its newest record",
      },
      JSON_OPTION,
    ],
    examples: [
      { line: "comity deadlines scenarios/cern-2024 --from 2023-08-01", says: "as one saw it then" },
    ],
    load: () => import("./commands/deadlines.ts"),
  },
  {
    words: ["policy", "check"],
    operands: { usage: "FILE [REGISTRY]", least: 1, most: 2 },
    summary: "say everything that is wrong with a policy",
    about:
      "Reads a policy and lists errors and warnings with their places. Then looks for conflicts: made-up cases in which its rules lead to what one of its clauses (`never`) forbids, each shown as an example of the policy, and rules that hold in no case. With a REGISTRY also whether the registry gives the records that it needs, and which clauses the registry breaks. Exit code 1 for conflicts and broken clauses, 2 for errors.",
    options: [{ name: "no-search", says: "do not look for conflicts" }, KNOWN_ON, HORIZON, JSON_OPTION],
    examples: [
      { line: "comity policy check policies/cern.policy.md", says: "the language and conflicts" },
      { line: "comity policy check policies/cern.policy.md scenarios/cern-2024", says: "against a registry" },
    ],
    load: () => import("./commands/policy-check.ts"),
  },
  {
    words: ["policy", "test"],
    operands: { usage: "FILE [REGISTRY]", least: 1, most: 2 },
    summary: "run the examples that a policy holds",
    about:
      "Runs every example of a policy. Examples that bring no facts along are about a registry, and are skipped without one. Exit code 1 where an example fails.",
    options: [KNOWN_ON, HORIZON, { name: "all", says: "list the examples that pass too" }],
    examples: [{ line: "comity policy test policies/cern.policy.md", says: "" }],
    load: () => import("./commands/policy-test.ts"),
  },
  {
    words: ["policy", "format"],
    operands: { usage: "FILE", least: 1, most: 1 },
    summary: "lay out the code of a policy",
    about:
      "Prints the file with the code of its blocks laid out; prose stays as it is. Formatting moves white space only.",
    options: [
      { name: "check", says: "print nothing: exit code 1 where the file is not formatted" },
      { name: "write", says: "replace the file" },
    ],
    examples: [
      { line: "comity policy format my.policy.md --check", says: "in a test" },
      { line: "comity policy format my.policy.md --write", says: "in place" },
    ],
    load: () => import("./commands/policy-format.ts"),
  },
  {
    words: ["registry", "check"],
    operands: { usage: "FOLDER", least: 1, most: 1 },
    summary: "say everything that is wrong with a registry",
    about:
      "Reads a folder and lists every problem with its file, row and column, all at once. Exit code 2 where there is any, warnings among them (a notice that came too late).",
    options: [JSON_OPTION],
    examples: [{ line: "comity registry check scenarios/cern-2024", says: "" }],
    load: () => import("./commands/registry-check.ts"),
  },
  {
    words: ["registry", "new"],
    operands: { usage: "FOLDER POLICY", least: 2, most: 2 },
    summary: "make an empty registry for a policy",
    about:
      "Writes a folder with a datapackage.json and an empty table (CSV) for every record that the policy declares, and for what these name: people, institutes, agreements ... They open in any spreadsheet. Nothing that is there is written over.",
    options: [{ name: "host", value: "PARTY", says: "the party whose registry it is" }],
    examples: [{ line: "comity registry new my-registry policies/cern.policy.md --host CERN", says: "" }],
    load: () => import("./commands/registry-new.ts"),
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
    load: () => import("./commands/import-cern-opendata.ts"),
  },
];
