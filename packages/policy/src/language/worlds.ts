/** Worlds and examples, checked: facts made up for a test, and what the policy is to say of them. */
import { type Day, formatDay, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Example, GivenFact, Predicate, RecordDeclaration, Tuple, Value } from "../policy.ts";
import { clauseName } from "./clause-name.ts";
import type { Names } from "./declare.ts";
import type { Problems } from "./diagnostics.ts";
import { hasRightTerms, readTerm, reportUnknownName } from "./drafting.ts";
import type { ExampleDeclaration, Expectation, Fact, FactDays } from "./generated/ast.ts";
import { rangeOf, readDay, readText, type Written } from "./literals.ts";
import { didYouMean } from "./nearest.ts";
import type { Syntax } from "./syntax.ts";

export interface Examples {
  readonly examples: readonly Example[];
  /** Records and predicates that worlds and examples name. */
  readonly used: ReadonlySet<string>;
}

/** Reads all worlds and examples of a policy; `clauses` are its `never` predicates by name. */
export function readExamples(
  { declarations, broken }: Syntax,
  names: Names,
  clauses: ReadonlyMap<string, Predicate>,
  problems: Problems,
): Examples {
  const reader = new ExampleReader(names, clauses, problems);
  const worlds = new Map<string, readonly GivenFact[]>();
  for (const [name, node] of names.worlds)
    worlds.set(
      name,
      node.facts.flatMap((fact) => reader.fact(fact, fact.days)),
    );
  const examples: Example[] = [];
  for (const node of declarations)
    if (node.$type === "ExampleDeclaration" && !broken.has(node)) examples.push(reader.example(node, worlds));
  return { examples, used: reader.used };
}

class ExampleReader {
  readonly used = new Set<string>();
  readonly #names: Names;
  readonly #clauses: ReadonlyMap<string, Predicate>;
  readonly #problems: Problems;

  constructor(names: Names, clauses: ReadonlyMap<string, Predicate>, problems: Problems) {
    this.#names = names;
    this.#clauses = clauses;
    this.#problems = problems;
  }

  example(node: ExampleDeclaration, worlds: ReadonlyMap<string, readonly GivenFact[]>): Example {
    const problems = this.#problems;
    const title = readText(node.title, rangeOf(node), problems);
    const name = node.world?.$refText.normalize("NFC");
    const world = name === undefined ? undefined : worlds.get(name);
    if (name !== undefined && world === undefined && !this.#names.unreadable.has(name))
      problems.error(
        "unknown-world",
        node.world!.$refNode ?? rangeOf(node),
        `no world \`${name}\` is declared`,
        didYouMean(name, worlds.keys()) ?? `declare it: \`world ${name}\` and its facts`,
      );
    // `given f(@a) on 2024-01-01: ...`: the day before the colon is that of the expectations.
    const [first] = node.groups;
    const last = node.given[node.given.length - 1];
    const lent = first?.day === undefined ? last?.days[last.days.length - 1] : undefined;
    if (first?.day === undefined && lent?.form !== "on")
      problems.error(
        "example-without-day",
        rangeOf(first?.expectations[0] ?? node),
        "the day of these expectations is not said",
        "write `on 2024-12-01:` before them",
      );
    const given = node.given.flatMap((fact) =>
      this.fact(fact, fact === last && lent?.form === "on" ? fact.days.slice(0, -1) : fact.days),
    );
    const expectations = node.groups.flatMap((group) => {
      const written = group.day ?? lent?.day;
      const at = group.day === undefined && lent !== undefined ? rangeOf(lent) : rangeOf(group);
      const on = written === undefined ? undefined : readDay(written, at, problems);
      return group.expectations.flatMap((expectation) => this.#expectation(expectation, on));
    });
    return {
      title,
      given: [...(world ?? []), ...given],
      expectations,
      wantsRegistry: name === undefined && node.given.length === 0,
      place: problems.placeOf({ offset: rangeOf(node).offset, end: rangeOf(node).offset + "example".length }),
    };
  }

  /** A fact of the registry, made up: exactly the values and days that are written. */
  fact(node: Fact, days: readonly FactDays[]): GivenFact[] {
    const problems = this.#problems;
    const name = node.record.$refText.normalize("NFC");
    const at = node.record.$refNode ?? rangeOf(node);
    const record = this.#names.records.get(name);
    if (record === undefined) {
      const derived = this.#names.predicates.get(name);
      if (derived === undefined) reportUnknownName(name, at, this.#names, problems);
      else
        problems.error(
          "derived-fact",
          at,
          `\`${name}\` is derived by a ${derived.role} and cannot be given`,
          "give the facts of the records from which it follows",
        );
      return [];
    }
    this.used.add(name);
    const tuple = this.#tuple(node.terms, record, node);
    const span = this.#span(days);
    if (tuple === undefined || span === undefined) return [];
    return [{ record: name, tuple, ...span, place: problems.placeOf(rangeOf(node)) }];
  }

  #tuple(
    terms: readonly Written[],
    declaration: RecordDeclaration | Predicate,
    node: Fact | Expectation,
  ): Tuple | undefined {
    if (!hasRightTerms(terms.length, declaration, rangeOf(node), this.#problems)) return undefined;
    const values: Value[] = [];
    for (const [column, term] of terms.entries()) {
      const read = readTerm(term, declaration.columns[column], this.#names, this.#problems);
      if (read?.term === "value") values.push(read.value);
      else if (read !== undefined)
        this.#problems.error(
          "not-a-constant",
          rangeOf(term),
          read.term === "any"
            ? "`_` is no value"
            : `\`${read.name}\` is a variable, and an example is about values`,
          "write a value, as in `@anna`, `50` or `2024-11-30`",
        );
    }
    return values.length === terms.length ? values : undefined;
  }

  /** The days of a fact, as an interval that its end does not belong to. */
  #span(days: readonly FactDays[]): { from: Day; to: Day } | undefined {
    const problems = this.#problems;
    let from: Day = SINCE_EVER;
    let to: Day = OPEN;
    let isRight = true;
    const said = new Set<string>();
    for (const node of days) {
      const at = rangeOf(node);
      const day = readDay(node.day, at, problems);
      if (day === undefined) {
        isRight = false;
        continue;
      }
      const bounds = { on: ["first", "last"], from: ["first"], before: ["last"], through: ["last"] }[
        node.form
      ];
      if (bounds.some((bound) => said.has(bound))) {
        problems.error(
          "days-said-twice",
          at,
          `the ${bounds.find((bound) => said.has(bound))} day of this fact is said already`,
          "a fact has one stretch of days; write it again for another",
        );
        isRight = false;
      }
      for (const bound of bounds) said.add(bound);
      if (node.form === "on" || node.form === "from") from = day;
      if (node.form === "before") to = day;
      if (node.form === "on" || node.form === "through") to = (day + 1) as Day;
    }
    const [first] = days;
    if (isRight && from >= to && first !== undefined) {
      const last = days[days.length - 1]!;
      problems.error(
        "no-days",
        { offset: rangeOf(first).offset, end: rangeOf(last).end },
        `this fact holds on no day: it begins on ${formatDay(from)} and ends before that`,
        "write the first day first; `before` leaves its day out, `through` has it in",
      );
      return undefined;
    }
    return isRight ? { from, to } : undefined;
  }

  #expectation(node: Expectation, on: Day | undefined): Example["expectations"] {
    const problems = this.#problems;
    const place = problems.placeOf(rangeOf(node));
    const holds = !node.not;
    if (node.clause !== undefined) {
      const title = readText(node.clause, rangeOf(node), problems);
      const clause = this.#clauses.get(clauseName(title));
      if (clause === undefined) {
        const titles = [...this.#clauses.values()].map((known) => known.title ?? "");
        const help = didYouMean(title, titles) ?? 'a clause is declared as `never "..." when ...`';
        problems.error("unknown-clause", rangeOf(node), `no clause says \`${title}\``, help);
        return [];
      }
      return on === undefined ? [] : [{ on, holds, predicate: clause.name, tuple: [], place }];
    }
    const name = node.predicate?.$refText.normalize("NFC") ?? "";
    const declaration = this.#names.predicates.get(name) ?? this.#names.records.get(name);
    if (declaration === undefined) {
      reportUnknownName(name, node.predicate?.$refNode ?? rangeOf(node), this.#names, problems);
      return [];
    }
    this.used.add(name);
    const tuple = this.#tuple(node.terms, declaration, node);
    return tuple === undefined || on === undefined ? [] : [{ on, holds, predicate: name, tuple, place }];
  }
}
