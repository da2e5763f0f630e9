/** Commands that ask a registry something. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import {
  BY,
  DECISION,
  END,
  HORIZON,
  JSON_OPTION,
  KNOWN_ON,
  LAST_DAY,
  NAMES,
  OF_ALIASES,
  POLICY,
  REGISTRY_NOTE,
} from "./options.ts";

export const QUESTIONS: readonly Command[] = [
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
    load: () => import("../commands/agreements.ts"),
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
    load: () => import("../commands/impact.ts"),
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
    load: () => import("../commands/compare.ts"),
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
      NAMES,
      OF_ALIASES,
      BY,
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
    load: () => import("../commands/when.ts"),
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
      NAMES,
      OF_ALIASES,
      BY,
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
    load: () => import("../commands/list.ts"),
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
      NAMES,
      OF_ALIASES,
      BY,
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
    load: () => import("../commands/explain.ts"),
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
      NAMES,
      OF_ALIASES,
      BY,
      JSON_OPTION,
    ],
    examples: [
      { line: "comity remedies scenarios/cern-2024 site_access p00017 --on 2024-12-01", says: "to stay" },
    ],
    load: () => import("../commands/remedies.ts"),
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
    load: () => import("../commands/deadlines.ts"),
  },
];
