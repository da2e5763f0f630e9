/** Searches: which subjects, which resources, which actions. A result is one that an evaluation would permit. */
import { formatDay, has } from "@comity/calendar";
import type { EngineEvaluation, Pattern } from "@comity/policy";
import type { Head } from "@comity/store";
import type { Basis, Decisions } from "./decisions.ts";
import { MOST_RESULTS, startOf, tokenAfter } from "./page-tokens.ts";
import { isQuestion, type Question, type Questions } from "./questions.ts";
import type { Search, Sought } from "./read-request.ts";

/** What is found: an entity, or an action by its name. */
export type Result = { readonly type: string; readonly id: string } | { readonly name: string };

/** The answer of the specification (section 8.3); `page` comes first, as it recommends. */
export interface SearchAnswer {
  readonly page: { readonly next_token: string; readonly count: number; readonly total: number };
  readonly context: { readonly day: string; readonly knownOn: string; readonly head: Head };
  readonly results: readonly Result[];
}

/** Lists that were asked for last are kept: pages of one search follow upon each other. */
const MOST_LISTS = 8;

interface KeptList {
  readonly evaluation: EngineEvaluation;
  readonly key: string;
  readonly ids: readonly string[];
}

export class Searches {
  readonly #decisions: Decisions;
  readonly #questions: Questions;
  #lists: KeptList[] = [];

  constructor(decisions: Decisions) {
    this.#decisions = decisions;
    this.#questions = decisions.questions;
  }

  /**
   * One page of a search. `account` is who asks: a token is worth nothing to others.
   *
   * @throws Problem `wrong-page-token`.
   */
  answer(search: Search, sought: Sought, account: string): SearchAnswer {
    const start = startOf(search, sought, account);
    const basis = this.#decisions.basisOf(search.context);
    const ids = sought === "action" ? this.#actions(search, basis) : this.#entities(search, sought, basis);
    const { after, limit } = start;
    const first = after === undefined ? 0 : placeAfter(ids, after, sought === "action");
    const page = ids.slice(first, first + Math.min(limit, MOST_RESULTS));
    const isMore = first + page.length < ids.length;
    const last = page.at(-1) ?? after ?? "";
    const type = sought === "action" ? "" : search[sought].type;
    return {
      page: {
        next_token: isMore ? tokenAfter(search, sought, account, limit, last) : "",
        count: page.length,
        total: ids.length,
      },
      context: { day: formatDay(basis.on), knownOn: formatDay(basis.knownOn), head: basis.head },
      results: page.map((id) => (sought === "action" ? { name: id } : { type, id })),
    };
  }

  /** The names of the entitlements that hold, in the policy's order. */
  #actions({ subject, resource }: Search, basis: Basis): string[] {
    return this.#questions.entitlements.flatMap(({ name }) => {
      const asked = this.#questions.questionOf(subject, { name }, resource);
      return isQuestion(asked) && isHeld(asked, basis) ? [name] : [];
    });
  }

  #entities(
    { subject, action, resource }: Search,
    sought: "subject" | "resource",
    basis: Basis,
  ): readonly string[] {
    const asked = this.#questions.questionOf(subject, action!, resource, sought);
    if (!isQuestion(asked)) return [];
    const { form, pattern } = asked;
    const column = sought === "subject" ? form.subjectColumn : form.resourceColumn;
    if (column === undefined) return isHeld(asked, basis) ? [this.#questions.registry] : [];
    const { evaluation, on } = basis;
    const { name, columns } = form.predicate;
    const type = sought === "subject" ? subject.type : resource.type;
    const key = JSON.stringify([name, pattern, column, on, type]);
    const known = this.#lists.find((list) => list.key === key && list.evaluation === evaluation);
    if (known !== undefined) return known.ids;
    const found = new Set<string>();
    for (const { tuple } of evaluation.list(name, pattern, on)) found.add(tuple[column] as string);
    const kind = this.#questions.kindOf(type)!;
    const isPart = kind !== columns[column]!.kind;
    const ids = [...found].filter((id) => !isPart || this.#isOfKind(evaluation, id, kind)).sort();
    this.#lists = [{ evaluation, key, ids }, ...this.#lists].slice(0, MOST_LISTS);
    return ids;
  }

  /** Whether an entity is one of a narrower kind than the column's: some record says so. */
  #isOfKind(evaluation: EngineEvaluation, id: string, kind: string): boolean {
    return evaluation.policy.records.some(({ name, columns }) =>
      columns.some((column, c) => {
        if (!this.#questions.isWithin(column.kind, kind)) return false;
        const pattern: Pattern = columns.map((_, k) => (k === c ? id : undefined));
        return evaluation.list(name, pattern)[Symbol.iterator]().next().done !== true;
      }),
    );
  }
}

/** Whether a question is answered with yes. */
function isHeld({ form, pattern, isOpen }: Question, { evaluation, on }: Basis): boolean {
  const { name } = form.predicate;
  if (!isOpen) return has(evaluation.when(name, pattern as string[]), on);
  return evaluation.list(name, pattern, on)[Symbol.iterator]().next().done !== true;
}

/** The place of the first id after one; actions stand in the policy's order, entities in that of their ids. */
function placeAfter(ids: readonly string[], after: string, isByName: boolean): number {
  if (isByName) return ids.indexOf(after) + 1;
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
