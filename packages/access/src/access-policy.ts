/** The policy of access: read, and held against what the gate asks of it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Column, type Policy, printDiagnostic, readPolicy } from "@comity/policy";
import { RECORDS } from "@comity/registry";

/** The policy that comes with Comity. An organisation may have its own. */
export const ACCESS_POLICY = fileURLToPath(new URL("../../../policies/access.policy.md", import.meta.url));

/** What the gate asks of a policy, with the sorts of the columns: an entity, or Text. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  anybody_may: ["Text", "Text"],
  anybody_may_one: ["Text", "Text", "entity"],
  may_begin: ["entity", "Text", "Text"],
  may_all: ["entity", "Text", "Text"],
  may_one: ["entity", "Text", "Text", "entity"],
  purpose: ["entity", "Text"],
  scope_covers: ["Text", "Text", "Text"],
};

/** What the gate tells a policy about accounts and drafts. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  account: ["entity", "Text"],
  account_of: ["entity", "entity"],
  office: ["entity", "Text"],
  granted: ["entity", "Text", "entity"],
  draft_author: ["entity", "entity"],
  draft_editor: ["entity", "entity"],
  draft_shared: ["entity", "entity"],
  sheet_released: ["entity", "Text"],
  ballot_trustee: ["entity", "entity"],
  ballot_voter: ["entity", "entity"],
  ballot_public: ["entity", "Text"],
  ballot_of: ["entity", "entity", "Text"],
};

const PLAIN: ReadonlySet<string> = new Set(["Text", "Number", "Day", "Duration"]);

function fits(columns: readonly Column[] | undefined, sorts: readonly string[]): boolean {
  return (
    columns?.length === sorts.length &&
    columns.every(({ kind }, c) => (PLAIN.has(kind) ? kind : "entity") === sorts[c])
  );
}

/** A policy of access, ready for a gate. */
export interface AccessPolicy {
  readonly policy: Policy;
  /** The records whose facts come from the registry. */
  readonly registryRecords: readonly string[];
  /** The clauses: what no grant may bring about. */
  readonly clauses: readonly string[];
}

/**
 * Reads a policy of access.
 *
 *     const access = readAccessPolicy(readFileSync(ACCESS_POLICY, "utf8"), "access.policy.md")
 *
 * @throws RangeError where it has errors, lacks what the gate asks, or reads a record that nobody tells it.
 */
export function readAccessPolicy(text: string, file: string): AccessPolicy {
  const { policy, diagnostics } = readPolicy(text, file);
  if (policy === undefined) {
    const told = diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text)).join("\n");
    throw new RangeError(`the policy of access \`${file}\` has errors:\n${told}`);
  }
  const own = new Set(RECORDS.map(({ name }) => name));
  const wrong = [
    ...Object.entries(ASKED)
      .filter(([name, sorts]) => !fits(policy.predicates.find((each) => each.name === name)?.columns, sorts))
      .map(([name, sorts]) => `it needs an entitlement \`${name}(${sorts.join(", ")})\``),
    ...Object.entries(TOLD)
      .filter(([name, sorts]) => !fits(policy.records.find((each) => each.name === name)?.columns, sorts))
      .map(([name, sorts]) => `it needs a record \`${name}(${sorts.join(", ")})\``),
    ...policy.records
      .filter(({ name }) => !own.has(name) && TOLD[name] === undefined)
      .map(({ name }) => `nobody tells it of the record \`${name}\``),
  ];
  if (wrong.length > 0) throw new RangeError(`\`${file}\` cannot be a policy of access: ${wrong.join("; ")}`);
  return {
    policy,
    registryRecords: policy.records.filter(({ name }) => own.has(name)).map(({ name }) => name),
    clauses: policy.predicates.filter(({ role }) => role === "never").map(({ name }) => name),
  };
}

/** The policy that comes with Comity. */
export function ownAccessPolicy(): AccessPolicy {
  return readAccessPolicy(readFileSync(ACCESS_POLICY, "utf8"), "policies/access.policy.md");
}

/**
 * A registry's policy that also holds the registry's records of which no rule of it speaks: so that one evaluation of the acts
 * serves the gate too.
 *
 *     const followed = await followStore(store, withRegistryRecords(policy));
 */
export function withRegistryRecords(policy: Policy): Policy {
  const declared = new Set([...policy.records, ...policy.predicates].map(({ name }) => name));
  const place = { file: "the registry", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const missing = RECORDS.filter(({ name }) => !declared.has(name));
  const records = missing.map(({ name, columns }) => ({ role: "record" as const, name, columns, place }));
  return { ...policy, records: [...policy.records, ...records] };
}
