/** Commands about bodies that decide. Nothing here loads the code that does the work. */
import type { Command, Option } from "../command.ts";
import { JSON_OPTION, KNOWN_ON, REGISTRY_NOTE } from "./options.ts";

const REGISTRY: Option = {
  name: "registry",
  value: "REGISTRY",
  says: "who sits in it by this registry: needed where the file tells members by their status",
};
const ON: Option = {
  name: "on",
  value: "DAY",
  says: "the day; by default the day as known on, without a registry needed",
};
const RULE: Option = { name: "rule", value: "RULE", says: "a rule of the body; by default its usual one" };
const PROGRAMME: Option = { name: "programme", value: "PROGRAMME", says: "the programme that it is about" };
const ABSENT: Option = {
  name: "absent",
  value: "COUNT",
  says: "so many that have a vote are not represented; by default none",
};
const BODY_NOTE = `BODY is a body's file (docs/council.md), as policies/council-cern.json. ${REGISTRY_NOTE}`;

export const COUNCILS: readonly Command[] = [
  {
    words: ["council", "rules"],
    operands: { usage: "BODY", least: 1, most: 1 },
    summary: "say by which rules a body decides, in words and in figures",
    about: `Prints who has no vote and why, the quorum, and each rule with what it needs and where it comes from. ${BODY_NOTE}`,
    options: [REGISTRY, ON, PROGRAMME, KNOWN_ON, JSON_OPTION],
    examples: [
      {
        line: "comity council rules policies/council-cern.json --registry scenarios/cern-2024 --on 2023-12-15",
        says: "CERN's Council on a day",
      },
    ],
    load: () => import("../commands/council-rules.ts"),
  },
  {
    words: ["council", "outcome"],
    operands: { usage: "BODY", least: 1, most: 1 },
    summary: "say what a vote comes to by a rule",
    about: `Counts a vote of which the sums are known: exit code 0 where it is adopted, 1 where it is not. ${BODY_NOTE}`,
    options: [
      { name: "for", value: "COUNT", says: "votes in favour; needed" },
      { name: "against", value: "COUNT", says: "votes against; 0 where it is not said" },
      { name: "abstain", value: "COUNT", says: "abstentions; 0 where it is not said" },
      {
        name: "represented",
        value: "COUNT",
        says: "members represented; by default as many as voted",
      },
      RULE,
      REGISTRY,
      ON,
      KNOWN_ON,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity council outcome policies/council-cern.json --registry scenarios/cern-2024 --on 2023-12-15 --rule two-thirds-of-all --for 15 --against 2 --abstain 6",
        says: "two thirds of those voting, and not of all",
      },
    ],
    load: () => import("../commands/council-outcome.ts"),
  },
  {
    words: ["council", "splits"],
    operands: { usage: "BODY", least: 1, most: 1 },
    summary: "say which splits of a vote pass by a rule",
    about: `Goes through every number in favour and against, on a day, and says which pass, which fail, and which depend on who they are. Nothing of it is about a vote that was held. ${BODY_NOTE}`,
    options: [RULE, PROGRAMME, ABSENT, REGISTRY, ON, KNOWN_ON, JSON_OPTION],
    examples: [
      {
        line: "comity council splits policies/council-cern.json --registry scenarios/cern-2024 --on 2023-12-15 --rule two-thirds-of-all",
        says: "two thirds of all 23",
      },
    ],
    load: () => import("../commands/council-splits.ts"),
  },
  {
    words: ["council", "session"],
    operands: { usage: "BODY [SESSION]", least: 1, most: 2 },
    summary: "list a body's sessions, or show one: who sits there, who votes, its agenda",
    about: `Without SESSION: every session of the registry. With one: who attends, who has no vote and by which statement, or votes although it owes and by which decision, the quorum, the agreements for which it is the last ordinary session before notice runs out, and the agenda with its motions where the registry is a store. ${BODY_NOTE}`,
    options: [REGISTRY, ON, KNOWN_ON, JSON_OPTION],
    examples: [
      {
        line: "comity council session policies/council-cern.json 214 --registry scenarios/cern-2024 --known-on 2023-12-01",
        says: "the session of December 2023",
      },
    ],
    load: () => import("../commands/council-session.ts"),
  },
];
