/** Commands about policies. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import { HORIZON, JSON_OPTION, KNOWN_ON } from "./options.ts";

export const POLICIES: readonly Command[] = [
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
    load: () => import("../commands/policy-check.ts"),
  },
  {
    words: ["policy", "test"],
    operands: { usage: "FILE [REGISTRY]", least: 1, most: 2 },
    summary: "run the examples that a policy holds",
    about:
      "Runs every example of a policy. Examples that bring no facts along are about a registry, and are skipped without one. Exit code 1 where an example fails.",
    options: [KNOWN_ON, HORIZON, { name: "all", says: "list the examples that pass too" }],
    examples: [{ line: "comity policy test policies/cern.policy.md", says: "" }],
    load: () => import("../commands/policy-test.ts"),
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
    load: () => import("../commands/policy-format.ts"),
  },
];
