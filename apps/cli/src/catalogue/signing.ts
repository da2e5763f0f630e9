/** Commands about who signs a paper and how affiliations are printed. Nothing here loads the code that does the work. */
import type { Command, Option } from "../command.ts";
import { LINES } from "./authors.ts";
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
  REGISTRY_NOTE,
} from "./options.ts";

const REGISTRY: Option = {
  name: "registry",
  value: "DIR",
  says: "the registry whose agreements are asked; by default that of scenarios/cern-2024",
};
const REFERENCE: Option = {
  name: "reference",
  value: "DAY",
  says: "the paper's reference date: whose institute it is on that day; by default the list's own day",
};
const PUBLISHED: Option = {
  name: "published",
  value: "DAY",
  says: "the day of publication: whether agreements are in force; by default the day as known on",
};
const SIGNING: Option = {
  name: "policy",
  value: "POLICY",
  says: "a signing policy of policies/signing by its name, or a file; `neutral-two-texts` by default",
};
const EXPERIMENT: Option = {
  name: "experiment",
  value: "EXPERIMENT",
  says: "the experiment by its id in the registry; needed",
};
const AUTHORSHIP: Option = {
  name: "policy",
  value: "FILE",
  says: "the policy of authorship; by default policies/authorship-EXPERIMENT.policy.md",
};
const DATES = [REGISTRY, REFERENCE, PUBLISHED, KNOWN_ON] as const;
const PERSONAL =
  "An author list names people: what is printed is personal data, and no name leaves your machine.";

export const SIGNING_COMMANDS: readonly Command[] = [
  {
    words: ["authors", "predict"],
    operands: { usage: "LIST", least: 1, most: 1 },
    summary: "say for every author of a list how each affiliation would be printed",
    about: `Reads an author list in any format that \`comity authors read\` knows, finds for every institute the agreement that governs it on the reference date, and prints what a signing policy makes of each affiliation. Authors whom nothing printed identifies come first, then what somebody should look at. An institute that no registry knows is presumed to be governed by the state that its address names, and listed. ${PERSONAL}`,
    options: [
      SIGNING,
      ...DATES,
      { name: "all", says: "list everybody, not only those whose line changes" },
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity authors predict authors.xml --policy neutral-past --published 2024-12-01",
        says: "on the day after an agreement has ended",
      },
      {
        line: "comity authors predict authors.xml --registry my-registry --json",
        says: "by the agreements of another registry, for machines",
      },
    ],
    load: () => import("../commands/authors-predict.ts"),
  },
  {
    words: ["authors", "compare"],
    operands: { usage: "LIST POLICY POLICY", least: 3, most: 3 },
    summary:
      "put two signing policies side by side: whose line changes, what vanishes, whom nothing identifies",
    about: `Prints one list under two policies. ${PERSONAL}`,
    options: [...DATES, JSON_OPTION],
    examples: [
      {
        line: "comity authors compare authors.xml named neutral-one-text",
        says: "what a neutral line does to whom",
      },
    ],
    load: () => import("../commands/authors-compare.ts"),
  },
  {
    words: ["authors", "replay"],
    operands: { usage: "BEFORE AFTER", least: 2, most: 2 },
    summary: "hold a prediction from an earlier list against a later one",
    about: `Predicts from BEFORE what a policy prints, finds the people again in AFTER (by ORCID iD, else by name with care; doubtful matches are listed, not guessed) and reports who was predicted and printed under a line, who was not and why, and who stands under a line without having been predicted. ${PERSONAL}`,
    options: [SIGNING, ...DATES, JSON_OPTION],
    examples: [
      {
        line: "comity authors replay paper-2022.xml paper-2023.xml --policy neutral-one-text",
        says: "two papers of one collaboration",
      },
    ],
    load: () => import("../commands/authors-replay.ts"),
  },
  {
    words: ["authors", "print"],
    operands: { usage: "LIST", least: 1, most: 1 },
    summary: "print a list under a signing policy, in any format",
    about: `Lists first whom nothing printed identifies, and how INSPIRE- and SCOAP3-like matching would read the lines; then writes the list. ${PERSONAL}`,
    options: [
      SIGNING,
      ...DATES,
      {
        name: "format",
        value: "FORMAT",
        says: "what to write, such as `author.xml`; needed with --out",
      },
      { name: "out", value: "FILE", says: "a new file to write; only the report without it" },
      LINES,
    ],
    examples: [
      {
        line: "comity authors print authors.xml --policy neutral-one-text --format author.xml --out printed.xml",
        says: "for a journal",
      },
    ],
    load: () => import("../commands/authors-print.ts"),
  },
  {
    words: ["authors", "who"],
    operands: { usage: "REGISTRY", least: 1, most: 1 },
    summary: "say who signs a paper of an experiment with a given reference date",
    about: `Derives the registry by the experiment's policy of authorship, and lists who signs on the reference date with the institutes of that day, and who was added or declined and for what reason; --why gives the reason for one person, also for a no. The list can be printed under a signing policy and written in any format. ${REGISTRY_NOTE}`,
    options: [
      EXPERIMENT,
      { name: "on", value: "DAY", says: "the paper's reference date; needed" },
      {
        name: "paper",
        value: "PAPER",
        says: "a paper of the registry: additions and opt-outs for it alone count too",
      },
      AUTHORSHIP,
      { name: "why", value: "PERSON", says: "why that person signs or does not, instead of the list" },
      { name: "proofs", says: "with --json: why each of them signs, by which rule and until when" },
      { name: "signing", value: "POLICY", says: "print affiliations under this signing policy" },
      { name: "published", value: "DAY", says: "with --signing: the day of publication" },
      { name: "format", value: "FORMAT", says: "what to write, such as `author.xml`; needed with --out" },
      { name: "out", value: "FILE", says: "a new file to write" },
      DECISION,
      END,
      LAST_DAY,
      KNOWN_ON,
      HORIZON,
      NAMES,
      OF_ALIASES,
      BY,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity authors who scenarios/cern-2024 --experiment CMS --on 2023-06-01",
        says: "everybody who signs",
      },
      {
        line: "comity authors who scenarios/cern-2024 --experiment CMS --on 2025-06-01 --why p00001",
        says: "why, or why not",
      },
    ],
    load: () => import("../commands/authors-who.ts"),
  },
  {
    words: ["authors", "shares"],
    operands: { usage: "REGISTRY [DECISION]", least: 1, most: 2 },
    summary: "divide an experiment's cost by its authors, before and after a draft decision",
    about: `Counts the authors of each payer on a day, and divides the experiment's units among the payers in that proportion: whole units that add up. Somebody of several institutes counts in equal parts. With DECISION or --end also as it would be under the draft. A payer is the party that speaks for an institute, or the agency that a record \`funded_by\` names. ${REGISTRY_NOTE}`,
    options: [
      EXPERIMENT,
      { name: "on", value: "DAY", says: "the day on which authors are counted; needed" },
      {
        name: "units",
        value: "NUMBER",
        says: "whole units to divide; by default those that the registry's payers bear on that day, else 10000",
      },
      AUTHORSHIP,
      END,
      LAST_DAY,
      KNOWN_ON,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity authors shares scenarios/cern-2024 --experiment CMS --on 2026-01-01 --end ICA-US",
        says: "before and after the end of an agreement",
      },
    ],
    load: () => import("../commands/authors-shares.ts"),
  },
];
