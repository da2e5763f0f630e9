/**
 * Conditions taken apart: the alternatives of an `or`, the variables that each has and gives values to, and what around a
 * condition says which values matter where it does not say so itself.
 */
import type { Condition, Expression } from "../policy.ts";
import type { CorePredicate } from "./program.ts";

export type Unary = Extract<Condition, { condition: "within" | "throughout" | "begins" | "ends" | "after" }>;
export type Leaf = Exclude<Condition, { condition: "all" | "any" | "unless" }>;
/** One alternative of a condition: what must hold and what must not. */
export interface Conjunction {
  readonly leaves: readonly Leaf[];
  readonly exceptions: readonly Condition[];
}

/** The alternatives of a condition, each without `or`. */
export function alternatives(condition: Condition): Conjunction[] {
  switch (condition.condition) {
    case "any":
      return condition.parts.flatMap(alternatives);
    case "all":
      return condition.parts.map(alternatives).reduce<Conjunction[]>(
        (before, more) =>
          before.flatMap((a) =>
            more.map((b) => ({
              leaves: [...a.leaves, ...b.leaves],
              exceptions: [...a.exceptions, ...b.exceptions],
            })),
          ),
        [{ leaves: [], exceptions: [] }],
      );
    case "unless":
      return alternatives(condition.body).map((a) => ({
        leaves: a.leaves,
        exceptions: [...a.exceptions, condition.exception],
      }));
    case "within":
      // An interval of either is an interval of both together, moved alike: `or` may stand outside.
      if (condition.body.condition === "any")
        return condition.body.parts.flatMap((body) => alternatives({ ...condition, body }));
      return [{ leaves: [condition], exceptions: [] }];
    default:
      return [{ leaves: [condition], exceptions: [] }];
  }
}

export function inExpression(expression: Expression, found: Set<string>): void {
  if (expression.expression === "variable") found.add(expression.name);
  if (expression.expression === "arithmetic") {
    inExpression(expression.left, found);
    inExpression(expression.right, found);
  }
}

/** Variables of a condition; those of its exceptions only where asked for. */
export function variablesOf(
  condition: Condition,
  exceptions = true,
  found: Set<string> = new Set(),
): Set<string> {
  switch (condition.condition) {
    case "atom":
      for (const term of condition.terms) if (term.term === "variable") found.add(term.name);
      break;
    case "all":
    case "any":
      for (const part of condition.parts) variablesOf(part, exceptions, found);
      break;
    case "unless":
      variablesOf(condition.body, exceptions, found);
      if (exceptions) variablesOf(condition.exception, exceptions, found);
      break;
    case "since":
    case "until":
      variablesOf(condition.anchor, exceptions, found);
      variablesOf(condition.body, exceptions, found);
      break;
    case "compare":
      inExpression(condition.left, found);
      inExpression(condition.right, found);
      break;
    case "let":
      found.add(condition.variable);
      inExpression(condition.value, found);
      break;
    case "days":
      inExpression(condition.day, found);
      break;
    default:
      variablesOf(condition.body, exceptions, found);
  }
  return found;
}

/** Variables that a leaf gives values to, whatever else is known. */
export function binds(leaf: Condition, found: Set<string> = new Set()): Set<string> {
  switch (leaf.condition) {
    case "atom":
      return variablesOf(leaf, false, found);
    case "all":
      for (const part of leaf.parts) binds(part, found);
      return found;
    case "any": {
      const [first, ...others] = leaf.parts.map((part) => binds(part));
      for (const name of first ?? []) if (others.every((other) => other.has(name))) found.add(name);
      return found;
    }
    case "since":
    case "until":
      return binds(leaf.anchor, found);
    case "let":
      found.add(leaf.variable);
      return found;
    case "compare":
    case "days":
      return found;
    default:
      return binds(leaf.body, found);
  }
}

/** Variables that the atom made of a leaf has columns for; some may be nothing in some rows. */
function carries(leaf: Leaf): Set<string> {
  if (leaf.condition === "since" || leaf.condition === "until") return variablesOf(leaf.anchor, false);
  if (leaf.condition === "compare" || leaf.condition === "days" || leaf.condition === "let")
    return binds(leaf);
  return variablesOf(leaf, false);
}

/** What else says which values matter to one alternative of a condition, and which of its variables have none. */
export interface Guards {
  readonly leaves: readonly Condition[];
  readonly nothing: readonly string[];
}

/** Alternatives are taken together in all ways; a condition with more than these is refused. */
const MOST_GIVERS = 6;

/**
 * An alternative may leave a variable open that its siblings bind: `(a(p, v) or b(p)) throughout the last 1 year` is,
 * for each `v`, about the days of `a(p, v)` and `b(p)` together, and also about those of `b(p)` alone. And a condition
 * under an operator may compare what only its surroundings bind. So an alternative is taken once for the values that the
 * surroundings give, and for each choice of siblings for the values that these give, the rest being nothing.
 */
export function guardsFor(
  conjunction: Conjunction,
  head: readonly string[],
  context: readonly Condition[],
  body: Condition,
  role: CorePredicate["role"],
  known: ReadonlySet<string> = new Set(),
): Guards[] {
  const bound = new Set<string>(known);
  for (const leaf of conjunction.leaves) for (const name of carries(leaf)) bound.add(name);
  const needed = new Set<string>(head);
  for (const leaf of conjunction.leaves) variablesOf(leaf, false, needed);
  const missing = (): string[] => [...needed].filter((name) => !bound.has(name));
  const around: Condition[] = [];
  for (const leaf of context) {
    const gives = [...binds(leaf)];
    if (!gives.some((name) => needed.has(name) && !bound.has(name))) continue;
    if (leaf.condition === "let") variablesOf(leaf, false, needed);
    for (const name of gives) bound.add(name);
    around.push(leaf);
  }
  const open = missing();
  if (open.length === 0) return [{ leaves: around, nothing: [] }];
  const givers = [body, ...context]
    .flatMap((condition) => alternatives(innermost(condition)))
    .map(({ leaves }) => leaves.filter((leaf) => [...binds(leaf)].some((name) => open.includes(name))))
    .filter((leaves) => leaves.length > 0);
  if (givers.length > MOST_GIVERS)
    throw new RangeError(
      `too many alternatives leave \`${open.join("`, `")}\` open; bind it in each of them`,
    );
  const choices: Guards[] = [];
  for (let choice = 0; choice < 1 << givers.length; choice++) {
    const leaves = givers.filter((_, k) => choice & (1 << k)).flat();
    const given = new Set(leaves.flatMap((leaf) => [...binds(leaf)]));
    const nothing = open.filter((name) => !given.has(name));
    // What a rule derives has a value in each column.
    if (role === "derived" && nothing.some((name) => head.includes(name))) continue;
    choices.push({ leaves: [...around, ...leaves], nothing });
  }
  return choices;
}

/** The condition under all operators. */
function innermost(condition: Condition): Condition {
  if (condition.condition === "since" || condition.condition === "until") return innermost(condition.anchor);
  if (condition.condition !== "unless" && "body" in condition) return innermost(condition.body);
  return condition;
}
