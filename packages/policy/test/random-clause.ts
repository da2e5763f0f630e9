/** Clauses over random policies: a few of their derived predicates together, perhaps with an exception. */
import type { Condition, Policy, Predicate, Rule, Term } from "../src/index.ts";
import { PLACE as place } from "./random-policy.ts";
import type { Tape } from "./tape.ts";

/** The policy with one clause more, of that title. */
export function withClause(policy: Policy, tape: Tape, title: string): Policy {
  const name = `never:${title}`;
  const derived = policy.predicates.filter(({ role }) => role !== "never");
  const variables = new Map<string, string[]>();
  const atom = (binds: boolean): Condition => {
    const { name: predicate, columns } = tape.pick(derived);
    const terms = columns.map(({ kind }): Term => {
      const known = variables.get(kind) ?? [];
      if (known.length > 0 && !tape.oneIn(3)) return { term: "variable", name: tape.pick(known) };
      if (!binds) return { term: "any" };
      const fresh = `${kind.toLowerCase()}_${known.length}`;
      variables.set(kind, [...known, fresh]);
      return { term: "variable", name: fresh };
    });
    return { condition: "atom", predicate, terms, place };
  };
  const count = tape.oneIn(3) ? 3 : 2;
  const all: Condition = { condition: "all", parts: Array.from({ length: count }, () => atom(true)), place };
  const body: Condition = tape.oneIn(3)
    ? all
    : { condition: "unless", body: all, exception: atom(false), place };
  const columns = [...variables].flatMap(([kind, names]) => names.map((column) => ({ name: column, kind })));
  const clause: Predicate = { role: "never", name, columns, title, place };
  const rule: Rule = { id: name, predicate: name, variables: columns.map((one) => one.name), body, place };
  return { ...policy, predicates: [...policy.predicates, clause], rules: [...policy.rules, rule] };
}
