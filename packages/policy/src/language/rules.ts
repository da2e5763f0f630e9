/** Rules, entitlements and clauses, checked. */
import type { Column, KindName, Predicate, Rule } from "../policy.ts";
import { Binding, BindingCheck } from "./binding.ts";
import { clauseName } from "./clause-name.ts";
import type { Names } from "./declare.ts";
import type { Problems } from "./diagnostics.ts";
import { occurrencesIn } from "./draft.ts";
import type { Drafter } from "./drafting.ts";
import type { NeverDeclaration, RuleDeclaration } from "./generated/ast.ts";
import { aKind } from "./kinds.ts";
import { rangeOf, readText } from "./literals.ts";
import { checkTitle, nameOf, nameRange, readSaid, type SourceFor } from "./said.ts";
import type { Syntax } from "./syntax.ts";
import { Typing } from "./typing.ts";

export interface Rules {
  readonly rules: readonly Rule[];
  /** The predicates of rules and entitlements, and the clauses, in the order of the text. */
  readonly predicates: readonly Predicate[];
}

/** Reads all rules and clauses of a policy. */
export function readRules(
  { declarations, broken }: Syntax,
  names: Names,
  drafter: Drafter,
  sourceFor: SourceFor,
  problems: Problems,
): Rules {
  const rules: Rule[] = [];
  const predicates = new Map<string, Predicate>();
  const counts = new Map<string, number>();
  for (const node of declarations) {
    if (broken.has(node)) continue;
    if (node.$type === "RuleDeclaration") {
      const name = nameOf(node);
      const predicate = names.predicates.get(name);
      if (predicate === undefined) continue;
      predicates.set(name, predicate);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const id = count === 1 ? name : `${name}/${count}`;
      rules.push(readRule(node, id, names, drafter, sourceFor, problems));
    } else if (node.$type === "NeverDeclaration") {
      const { predicate, rule } = readClause(node, names, drafter, sourceFor, problems);
      const first = predicates.get(predicate.name);
      if (first !== undefined)
        problems.error(
          "declared-twice",
          { offset: rangeOf(node).offset, end: rangeOf(node).offset + "never".length },
          "a clause with this title is declared already",
          `the first is in line ${first.place.line}; give each its own title`,
        );
      predicates.set(predicate.name, predicate);
      rules.push(rule);
    }
  }
  return { rules, predicates: [...predicates.values()] };
}

function readRule(
  node: RuleDeclaration,
  id: string,
  names: Names,
  drafter: Drafter,
  sourceFor: SourceFor,
  problems: Problems,
): Rule {
  const at = nameRange(node);
  const said = readSaid(node.titles, node.sources, sourceFor(at.offset), problems);
  const head = node.columns.map((column) => ({
    name: nameOf(column),
    kind: column.kind.$refText.normalize("NFC"),
    at: nameRange(column),
  }));
  for (const { name, at: place } of head)
    if (names.parameters.has(name))
      problems.error(
        "column-is-parameter",
        place,
        `\`${name}\` is a parameter, and a column here`,
        "give the column another name",
      );
  const draft = drafter.condition(node.body);
  const binding = new Binding(draft);
  new BindingCheck(binding, problems).check(
    head.filter(({ name }) => !names.parameters.has(name)),
    new Set(head.map(({ name }) => name)),
  );
  const wanted = new Map(head.map(({ name, kind }) => [name, names.kinds.has(kind) ? kind : undefined]));
  const typing = new Typing(binding, names.kinds, wanted, problems);
  const guaranteed = typing.guaranteed();
  for (const { name, kind, at: place } of head) {
    const known = guaranteed.get(name);
    if (known === undefined || !names.kinds.has(kind) || names.kinds.isWithin(known, kind)) continue;
    if (!names.kinds.isWithin(kind, known)) {
      problems.error(
        "kinds-differ",
        place,
        `\`${name}\` is to be ${aKind(kind)}, and the body says that it is ${aKind(known)}`,
        "nothing is both; declare the column as the body has it, or name another variable",
      );
      continue;
    }
    problems.error(
      "kind-not-guaranteed",
      place,
      `\`${name}\` is to be ${aKind(kind)}, and the body only says that it is ${aKind(known)}`,
      `name it in a record or rule whose column is ${aKind(kind)}, or declare the column as ${aKind(known)}`,
    );
  }
  return {
    id,
    predicate: nameOf(node),
    variables: head.map(({ name }) => name),
    body: typing.condition(),
    ...said,
    place: problems.placeOf(at),
  };
}

/** A clause is derived as a predicate whose columns are the variables that its body binds, in the order of the text. */
function readClause(
  node: NeverDeclaration,
  names: Names,
  drafter: Drafter,
  sourceFor: SourceFor,
  problems: Problems,
): { predicate: Predicate; rule: Rule } {
  const at = rangeOf(node);
  const title = readText(node.title, at, problems);
  const name = clauseName(title);
  const { source } = readSaid([], node.sources, sourceFor(at.offset), problems);
  const titleAt = { offset: at.offset, end: Math.min(at.end, at.offset + "never".length) };
  if (name === "never:")
    problems.error(
      "clause-without-title",
      titleAt,
      "a clause is known by its title, and this one says nothing",
      'say what must never be, as in `never "a member is removed"`',
    );
  const draft = drafter.condition(node.body);
  const binding = new Binding(draft);
  // What the body binds are the clause's columns, which the answer names: to write one once is to ask for it.
  const used = new Set([...title.matchAll(/\{([^{}]*)\}/g)].map(([, column]) => column!));
  for (const column of binding.boundBy(draft)) used.add(column);
  new BindingCheck(binding, problems).check([], used);
  const typing = new Typing(binding, names.kinds, new Map(), problems);
  const kinds = typing.guaranteed();
  const bound = binding.boundBy(draft);
  const inOrder = new Set(occurrencesIn(draft).map((occurrence) => occurrence.name));
  const columns = [...inOrder]
    .filter((variable) => bound.has(variable))
    .map((variable): Column => ({ name: variable, kind: kinds.get(variable) ?? ("Text" as KindName) }));
  checkTitle(title, titleAt, columns, problems);
  const place = problems.placeOf(titleAt);
  const said = { title, ...(source === undefined ? {} : { source }) };
  return {
    predicate: { role: "never", name, columns, ...said, place },
    rule: {
      id: name,
      predicate: name,
      variables: columns.map((column) => column.name),
      body: typing.condition(),
      ...said,
      place,
    },
  };
}
