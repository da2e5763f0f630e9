/** What a question asks about: an entitlement or rule of the policy, and a value or `_` for each of its columns. */
import type { ResourceKind } from "@comity/access";
import { CalendarError, day } from "@comity/calendar";
import {
  type Column,
  didYouMean,
  type Pattern,
  type Policy,
  type Predicate,
  type Tuple,
  type Value,
} from "@comity/policy";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { absent } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { dayText } from "../reading/fields.ts";
import type { Known } from "../reading/known.ts";
import { factsOf } from "../registry/facts-about.ts";

/** Stands for any value, as in a policy. */
const ANY = "_";

/** What the gate calls the entities of a kind. What is not here (a state, a region, a text) tells nothing about anybody. */
const GATED: Readonly<Record<string, ResourceKind>> = {
  Person: "person",
  Institute: "institute",
  Agreement: "agreement",
  Experiment: "experiment",
  Body: "body",
};

/** The entitlement or rule of that name. */
export function predicateOf(policy: Policy, name: string): Predicate {
  const derived = policy.predicates.filter(({ role }) => role !== "never");
  const found = derived.find((each) => each.name === name);
  if (found !== undefined) return found;
  const entitlements = derived.filter(({ role }) => role === "entitlement").map((each) => each.name);
  const known = entitlements.map((each) => `\`${each}\``).join(", ");
  const near = didYouMean(
    name,
    derived.map((each) => each.name),
  );
  throw problem(404, "no-entitlement", `the policy knows no entitlement \`${name.slice(0, 100)}\``, {
    help: near ?? `it knows ${known}`,
  });
}

/** Whether an asker may know of what a column holds. */
export function mayKnow(c: Context<Env>, { folded }: Known, kind: string, value: Value): boolean {
  const { asker, context } = c.var;
  const { gate } = context;
  if (kind === "Dependant") {
    const of = factsOf(folded, "dependant", [undefined, value]).map(({ tuple }) => String(tuple[0]));
    return of.some((person) => gate.may(asker, "read", { kind: "person", id: person }));
  }
  const gated = GATED[kind];
  return gated === undefined || gate.may(asker, "read", { kind: gated, id: String(value) });
}

/** Whether an asker may know of everything in a tuple. */
export function mayKnowAll(c: Context<Env>, known: Known, columns: readonly Column[], tuple: Tuple): boolean {
  return columns.every(({ kind }, at) => mayKnow(c, known, kind, tuple[at]!));
}

function isThere({ folded }: Known, kind: string, id: string): boolean {
  switch (kind) {
    case "Person":
      return folded.people.has(id);
    case "Institute":
      return folded.institutes.has(id);
    case "Agreement":
      return folded.agreements.has(id);
    case "Experiment":
      return folded.experiments.has(id);
    case "Body":
      return folded.bodies.has(id);
    default:
      return true;
  }
}

function wrongValue(at: number, message: string, help?: string) {
  const said = help === undefined ? {} : { help };
  return problem(400, "wrong-value", `\`query.value[${at}]\`: ${message}`, {
    errors: [{ path: `query.value[${at}]`, message, ...said }],
    ...said,
  });
}

/** The value that a word stands for in a column; what the asker may not know of is not there. */
function wordToValue(c: Context<Env>, known: Known, { kind }: Column, word: string, at: number): Value {
  if (kind === "Number") {
    const number = Number(word);
    if (word.trim() === "" || !Number.isFinite(number)) throw wrongValue(at, `\`${word}\` is not a number`);
    return number;
  }
  if (kind === "Day") {
    try {
      return day(word);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      throw wrongValue(at, error.message, error.help);
    }
  }
  const id = kind === "Person" ? (known.folded.merges.get(word) ?? word) : word;
  if (!mayKnow(c, known, kind, id) || !isThere(known, kind, id))
    throw absent({ kind: GATED[kind] ?? "person", id: word });
  return id;
}

const signature = ({ name, columns }: Predicate): string =>
  `${name}(${columns.map(({ name: column, kind }) => `${column}: ${kind}`).join(", ")})`;

/**
 * The pattern that words give, one for each column: a value, or undefined for any.
 *
 * @throws Problem `wrong-values` where they are too many, or too few although every value must be given; `wrong-value`.
 */
export function patternOf(
  c: Context<Env>,
  known: Known,
  predicate: Predicate,
  words: readonly string[],
  isWhole: boolean,
): Pattern {
  const { columns } = predicate;
  const isMissing = isWhole && (words.length < columns.length || words.includes(ANY));
  if (words.length > columns.length || isMissing) {
    const message = `\`${predicate.name}\` has ${columns.length} values, and ${words.filter((word) => word !== ANY).length} are given`;
    throw problem(400, "wrong-values", message, {
      errors: [{ path: "query.value", message }],
      help: `it is asked as \`${signature(predicate)}\`: one \`value=\` for each, in that order`,
    });
  }
  return columns.map((column, at) => {
    const word = words[at];
    return word === undefined || word === ANY ? undefined : wordToValue(c, known, column, word, at);
  });
}

/** A tuple as an answer has it: days as they are written. */
export function tupleText(columns: readonly Column[], tuple: Tuple): Value[] {
  return tuple.map((value, at) => (columns[at]?.kind === "Day" ? (dayText(value as never) ?? "") : value));
}
