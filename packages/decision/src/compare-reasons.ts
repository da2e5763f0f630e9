/**
 * Why some hold an entitlement under one policy and not under another: the rule that gives it to them there, and what its
 * like lacks here. Told in the policies' own words and without a name, so that it can be read by whoever may not see people.
 */
import { type Day, formatDay, formatDuration, has } from "@comity/calendar";
import {
  type Condition,
  declarationOf,
  type Evaluation,
  type Expression,
  explain,
  type Facts,
  type Lack,
  type NearRule,
  type Policy,
  type Proof,
  type Rule,
  type Term,
  type Tuple,
  type Value,
} from "@comity/policy";
import type { Figure, WrittenDay } from "./fact-sheet.ts";
import { byText, dayText, kindWords, listed, phraseOf, titleWith, withArticle } from "./wording.ts";

/** A rule, and the source that it or what it derives names. */
export interface RuleNamed {
  readonly id: string;
  readonly source?: string;
}

export interface Reason {
  /** The word of both policies where they part: the entitlement itself, or what it rests on. */
  readonly word: string;
  readonly title: string;
  /** The rule that gives it here. */
  readonly rule: RuleNamed;
  /** The rules that came nearest there, and what each lacked: any of these would do. Empty where no rule could give it. */
  readonly there: readonly { readonly rule: RuleNamed; readonly lacks: readonly string[] }[];
  /** How many of those asked about (`asked`) have this reason. */
  readonly cases: Figure;
  readonly asked: Figure;
  /** One of them, on a day on which it is so; null where the reader is not cleared. */
  readonly example: { readonly tuple: Tuple; readonly on: WrittenDay } | null;
}

/** So many cases of an entitlement are asked about on each side, evenly spread among all. */
const MOST_ASKED = 8;

/** So many ways to get it on the other side are told. */
const MOST_WAYS = 4;

/** Whoever holds an entitlement on a day. */
export interface Case {
  readonly tuple: Tuple;
  readonly on: Day;
}

const ruleOf = (policy: Policy, id: string): Rule => policy.rules.find((rule) => rule.id === id)!;

function named(policy: Policy, id: string): RuleNamed {
  const rule = ruleOf(policy, id);
  const source = rule.source ?? declarationOf(policy, rule.predicate)?.source;
  return { id, ...(source === undefined ? {} : { source }) };
}

/** Every condition within a condition, itself first; those of exceptions too. */
function* within(condition: Condition): Generator<Condition> {
  yield condition;
  if ("parts" in condition) for (const part of condition.parts) yield* within(part);
  if ("body" in condition) yield* within(condition.body);
  if ("anchor" in condition) yield* within(condition.anchor);
  if ("exception" in condition) yield* within(condition.exception);
}

function valueText(kind: string, value: Value): string {
  return kind === "Day" ? dayText(value as Day) : String(value);
}

/** What an atom says, with words for its kinds and the values that the policy itself writes. */
function atomText(policy: Policy, predicate: string, terms: readonly Term[]): string {
  const declaration = declarationOf(policy, predicate);
  if (declaration === undefined) return predicate;
  return titleWith(declaration, (at) => {
    const term = terms[at];
    const { kind, name } = declaration.columns[at]!;
    if (term?.term === "value") return valueText(kind, term.value);
    const isPlain = kind === "Text" || kind === "Number" || kind === "Day";
    return isPlain ? name.replaceAll("_", " ") : withArticle(kindWords(kind));
  });
}

function expressionText(expression: Expression): string {
  switch (expression.expression) {
    case "value": {
      const { value, kind } = expression;
      return typeof value === "object" ? formatDuration(value) : valueText(kind, value);
    }
    case "arithmetic":
      return `${expressionText(expression.left)} ${expression.operator} ${expressionText(expression.right)}`;
    default:
      return expression.name.replaceAll("_", " ");
  }
}

/** The atom of a rule that a pattern is of: the values that are written there stay, the others are a case's own. */
function atomOf(rule: Rule, predicate: string, pattern: readonly (Value | null)[]): readonly Term[] {
  const atoms = [...within(rule.body)].filter(
    (each) => each.condition === "atom" && each.predicate === predicate,
  ) as Extract<Condition, { condition: "atom" }>[];
  const fits = ({ terms }: { readonly terms: readonly Term[] }): boolean =>
    terms.every((term, at) => term.term !== "value" || term.value === pattern[at]);
  return atoms.find(fits)?.terms ?? [];
}

/** What a rule lacked, in its own words. */
function lackText(policy: Policy, rule: Rule, lack: Lack): string {
  const atom = (predicate: string, pattern: readonly (Value | null)[]): string =>
    atomText(policy, predicate, atomOf(rule, predicate, pattern));
  switch (lack.lack) {
    case "atom":
      return atom(lack.predicate, lack.pattern);
    case "window": {
      const { operator, direction, window } = lack;
      const span = window?.most == null ? "" : ` ${formatDuration(window.most)}`;
      const when = direction === undefined ? operator : `${operator} the ${direction}${span}`;
      const body = lack.body.map(({ predicate, pattern }) => atom(predicate, pattern));
      return body.length === 0 ? when : `${listed(body)}, ${when}`;
    }
    case "exception": {
      const atoms = [...within(lack.condition)].flatMap((each) =>
        each.condition === "atom" ? [atomText(policy, each.predicate, each.terms)] : [],
      );
      return `not: ${atoms.length === 0 ? "the exception" : listed([...new Set(atoms)])}`;
    }
    case "comparison": {
      const values = lack.values.map(({ value }) => value);
      const isOf = (side: Expression, value: unknown): boolean =>
        side.expression !== "value" || JSON.stringify(side.value) === JSON.stringify(value);
      for (const each of within(rule.body))
        if (
          each.condition === "compare" &&
          each.operator === lack.operator &&
          isOf(each.left, values[0]) &&
          isOf(each.right, values[1])
        )
          return `${expressionText(each.left)} ${each.operator} ${expressionText(each.right)}`;
      return `a comparison with ${lack.operator}`;
    }
    case "days": {
      const days = [...within(rule.body)].find(
        (each) => each.condition === "days" && each.form === lack.form,
      ) as Extract<Condition, { condition: "days" }> | undefined;
      return `a day ${lack.form} ${days === undefined ? "another" : expressionText(days.day)}`;
    }
    case "value":
      return `a value for ${lack.variable.replaceAll("_", " ")}`;
  }
}

/** Where two policies part: here a rule gives the word, there the rules that came nearest to it lack something else. */
interface Parting {
  readonly proof: Proof;
  readonly rules: readonly NearRule[];
}

/** The day of a claim that is nearest to one asked about: that day itself, unless a window lies between. */
function dayOf({ from, to }: Proof["claim"], on: Day): Day {
  return on < from ? from : on >= to ? ((to - 1) as Day) : on;
}

/** The words that a near rule lacks, those within windows too. */
function wordsLacking({ lacks }: NearRule): string[] {
  return lacks.flatMap((lack) =>
    lack.lack === "atom"
      ? [lack.predicate]
      : lack.lack === "window"
        ? lack.body.map(({ predicate }) => predicate)
        : [],
  );
}

/** Goes down the proof as long as what it rests on is what the other policy lacks too. */
function partingAt(there: Evaluation, facts: Facts, proof: Proof, on: Day): Parting | undefined {
  const { predicate, tuple } = proof.claim;
  const no = explain(there, there.policy, facts, predicate, tuple, on);
  if (no.answer !== "no") return undefined;
  const isDerived = (name: string, values: Tuple): boolean =>
    there.policy.predicates.some((each) => each.name === name && each.columns.length === values.length);
  for (const near of no.rules)
    for (const word of wordsLacking(near))
      for (const below of proof.proofs) {
        const { claim } = below;
        if (claim.predicate !== word || !isDerived(word, claim.tuple)) continue;
        const parting = partingAt(there, facts, below, dayOf(claim, on));
        if (parting !== undefined) return parting;
      }
  return { proof, rules: no.rules };
}

/** Goes down what lacks, rule by rule, to where nothing derived lacks any more: each way out that lacks least. */
function nearestOf(rules: readonly NearRule[]): NearRule[] {
  const fewest = rules[0]?.lacks.length;
  return rules
    .filter(({ lacks }) => lacks.length === fewest)
    .flatMap((near) => {
      const below = near.lacks
        .map((lack) => (lack.lack === "atom" ? (lack.rules ?? []) : []))
        .find((inner) => inner.length > 0);
      return below === undefined ? [near] : nearestOf(below);
    });
}

/** Why somebody holds it here and not there; undefined where they do not, or hold it there too. */
function reasonFor(
  here: Evaluation,
  there: Evaluation,
  facts: Facts,
  name: string,
  { tuple, on }: Case,
): Omit<Reason, "cases" | "asked" | "example"> | undefined {
  const yes = explain(here, here.policy, facts, name, tuple, on);
  const parting = yes.answer === "yes" ? partingAt(there, facts, yes.proof, on) : undefined;
  if (parting === undefined) return undefined;
  const { proof, rules } = parting;
  const word = proof.claim.predicate;
  const ways = nearestOf(rules).map((near) => {
    const rule = ruleOf(there.policy, near.rule);
    const lacks = new Set(near.lacks.map((lack) => lackText(there.policy, rule, lack)));
    return { rule: named(there.policy, rule.id), lacks: [...lacks] };
  });
  const different = new Map(ways.map((way) => [JSON.stringify(way), way]));
  return {
    word,
    title: phraseOf(declarationOf(here.policy, word)!),
    rule: named(here.policy, proof.rule),
    there: [...different.values()].slice(0, MOST_WAYS),
  };
}

/** So many of a list, evenly spread from its first to its last. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, k) => items[Math.round((k * (items.length - 1)) / (most - 1))]!);
}

/**
 * The reasons of some who hold an entitlement here and not there on a day, the most frequent first. Only some are asked
 * about: a proof takes longer than an answer.
 */
export function reasonsFor(
  here: Evaluation,
  there: Evaluation,
  facts: Facts,
  name: string,
  cases: readonly Case[],
): Reason[] {
  const keyed = cases.map((one) => ({ ...one, key: JSON.stringify(one.tuple) }));
  const found = new Map<string, Reason & { readonly cases: number }>();
  let asked = 0;
  for (const { tuple, on } of spread(
    keyed.sort((a, b) => byText(a.key, b.key)),
    MOST_ASKED,
  )) {
    if (!has(here.when(name, tuple), on)) continue;
    const reason = reasonFor(here, there, facts, name, { tuple, on });
    if (reason === undefined) continue;
    asked++;
    const key = JSON.stringify(reason);
    const known = found.get(key);
    found.set(key, {
      ...reason,
      cases: (known?.cases ?? 0) + 1,
      asked: 0,
      example: known?.example ?? { tuple, on: formatDay(on) },
    });
  }
  return [...found.entries()]
    .sort(([x, a], [y, b]) => b.cases - a.cases || byText(x, y))
    .map(([, reason]) => ({ ...reason, asked }));
}
