/** The benchmark's policy, read from workload.policy.md as any policy is. */
import { readFileSync } from "node:fs";
import { printDiagnostic, readPolicy } from "../packages/policy/dist/index.js";

const FILE = "workload.policy.md";

/** Throws where the file does not make a policy, with every diagnostic as it is printed to its author. */
export function readWorkloadPolicy() {
  const text = readFileSync(new URL(FILE, import.meta.url), "utf8");
  const { policy, diagnostics } = readPolicy(text, FILE);
  if (policy === undefined)
    throw new Error(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text)).join("\n"));
  return policy;
}
