/**
 * Reads requests by hand, as thousands come in a second: accepts and refuses exactly what the schemas do, in a twentieth of the
 * time. `read-request.test.ts` holds the two against each other.
 */
import type { Fault } from "../problems/problem.ts";
import { isDayText } from "./day-text.ts";
import { MOST_EVALUATIONS, SEMANTICS, type Semantics } from "./request-schemas.ts";

export type Members = Readonly<Record<string, unknown>>;

/** A subject or a resource. Of one that is searched for the `id` is empty. */
export interface Entity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Members;
}

export interface Action {
  readonly name: string;
  readonly properties?: Members;
}

export interface AskedContext {
  readonly day?: string;
  readonly knownOn?: string;
}

export interface Evaluation {
  readonly subject: Entity;
  readonly action: Action;
  readonly resource: Entity;
  readonly context?: AskedContext;
}

/** One item of a batch: a question, or what is wrong with it. */
export type Item = Evaluation | { readonly faults: readonly Fault[] };

export interface Batch {
  readonly items: readonly Item[];
  readonly semantics: Semantics;
}

export interface Page {
  readonly token?: string;
  readonly limit?: number;
}

/** A search: `action` is missing where actions are searched for. */
export interface Search extends Omit<Evaluation, "action"> {
  readonly action?: Action;
  readonly page?: Page;
}

export type Sought = "subject" | "resource" | "action";

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const MISSING = "is missing";
const OBJECT = "an object is expected";

/** Collects what is wrong, by its place. */
class Faults {
  readonly found: Fault[] = [];

  note(path: string, value: unknown, expected: string): void {
    this.found.push({ path, message: value === undefined ? MISSING : expected });
  }

  text(path: string, value: unknown): void {
    if (typeof value !== "string") this.note(path, value, "a string is expected");
  }

  optional(path: string, value: unknown): void {
    if (value !== undefined && !isMembers(value)) this.note(path, value, OBJECT);
  }

  entity(path: string, value: unknown, isSought = false): void {
    if (!isMembers(value)) {
      this.note(path, value, OBJECT);
      return;
    }
    this.text(`${path}.type`, value.type);
    if (!isSought) this.text(`${path}.id`, value.id);
    this.optional(`${path}.properties`, value.properties);
  }

  action(path: string, value: unknown): void {
    if (!isMembers(value)) {
      this.note(path, value, OBJECT);
      return;
    }
    this.text(`${path}.name`, value.name);
    this.optional(`${path}.properties`, value.properties);
  }

  context(path: string, value: unknown): void {
    if (value === undefined) return;
    if (!isMembers(value)) {
      this.note(path, value, OBJECT);
      return;
    }
    for (const name of ["day", "knownOn"]) {
      const said = value[name];
      if (said === undefined || (typeof said === "string" && isDayText(said))) continue;
      const message =
        typeof said === "string" ? "a day like `2024-11-30` is expected" : "a string is expected";
      this.found.push({ path: `${path}.${name}`, message });
    }
  }

  page(path: string, value: unknown): void {
    if (value === undefined) return;
    if (!isMembers(value)) {
      this.note(path, value, OBJECT);
      return;
    }
    const { token, limit, properties } = value;
    if (token !== undefined) this.text(`${path}.token`, token);
    if (limit !== undefined && !(Number.isSafeInteger(limit) && (limit as number) >= 0))
      this.note(`${path}.limit`, limit, "a whole number of at least 0 is expected");
    this.optional(`${path}.properties`, properties);
  }
}

const isEntity = (value: unknown): value is Entity =>
  isMembers(value) &&
  typeof value.type === "string" &&
  typeof value.id === "string" &&
  (value.properties === undefined || isMembers(value.properties));

const isAction = (value: unknown): value is Action =>
  isMembers(value) &&
  typeof value.name === "string" &&
  (value.properties === undefined || isMembers(value.properties));

const isContext = (value: unknown): value is AskedContext | undefined =>
  value === undefined ||
  (isMembers(value) &&
    (value.day === undefined || (typeof value.day === "string" && isDayText(value.day))) &&
    (value.knownOn === undefined || (typeof value.knownOn === "string" && isDayText(value.knownOn))));

/** An evaluation, or what is wrong with it; `base` is where it stands. */
export function readEvaluation(value: unknown, base = "body"): Item {
  if (
    isMembers(value) &&
    isEntity(value.subject) &&
    isAction(value.action) &&
    isEntity(value.resource) &&
    isContext(value.context)
  )
    return value as unknown as Evaluation;
  const faults = new Faults();
  if (!isMembers(value)) faults.note(base, value, OBJECT);
  else {
    faults.entity(`${base}.subject`, value.subject);
    faults.action(`${base}.action`, value.action);
    faults.entity(`${base}.resource`, value.resource);
    faults.context(`${base}.context`, value.context);
  }
  return { faults: faults.found };
}

/** Whether a request of `/evaluations` is one of many: with no items it is a single evaluation (section 7.1). */
export function isBatch(value: unknown): boolean {
  return isMembers(value) && Array.isArray(value.evaluations) && value.evaluations.length > 0;
}

/**
 * A batch. What is said above all items stands in for what an item does not say, whole (section 7.1.1). What is wrong above is
 * wrong of the whole request; what is wrong in an item is that item's.
 */
export function readBatch(value: unknown): Batch | { readonly faults: readonly Fault[] } {
  const faults = new Faults();
  if (!isMembers(value)) {
    faults.note("body", value, OBJECT);
    return { faults: faults.found };
  }
  const { subject, action, resource, context, evaluations, options } = value;
  if (subject !== undefined) faults.entity("body.subject", subject);
  if (action !== undefined) faults.action("body.action", action);
  if (resource !== undefined) faults.entity("body.resource", resource);
  faults.context("body.context", context);
  faults.optional("body.options", options);
  const semantics = isMembers(options) ? options.evaluations_semantic : undefined;
  if (semantics !== undefined && !SEMANTICS.includes(semantics as Semantics))
    faults.note("body.options.evaluations_semantic", semantics, `one of ${told(SEMANTICS)} is expected`);
  if (evaluations !== undefined && !Array.isArray(evaluations))
    faults.note("body.evaluations", evaluations, "an array is expected");
  const items: readonly unknown[] = Array.isArray(evaluations) ? evaluations : [];
  if (items.length > MOST_EVALUATIONS)
    faults.note("body.evaluations", items, `at most ${MOST_EVALUATIONS} entries are expected`);
  if (faults.found.length > 0) return { faults: faults.found };
  const above = { subject, action, resource, context };
  return {
    semantics: (semantics as Semantics | undefined) ?? "execute_all",
    items: items.map((item, k) =>
      readEvaluation(isMembers(item) ? { ...above, ...item } : item, `body.evaluations[${k}]`),
    ),
  };
}

const told = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ");

/** A search for entities of one sort. The id of what is searched for is passed over, whatever it is (sections 8.4 and 8.5). */
export function readSearch(value: unknown, sought: Sought): Search | { readonly faults: readonly Fault[] } {
  const faults = new Faults();
  if (!isMembers(value)) {
    faults.note("body", value, OBJECT);
    return { faults: faults.found };
  }
  faults.entity("body.subject", value.subject, sought === "subject");
  if (sought !== "action") faults.action("body.action", value.action);
  faults.entity("body.resource", value.resource, sought === "resource");
  faults.context("body.context", value.context);
  faults.page("body.page", value.page);
  if (faults.found.length > 0) return { faults: faults.found };
  const { subject, action, resource, context, page } = value as unknown as Search;
  const without = (entity: Entity): Entity => ({ ...entity, id: "" });
  return {
    subject: sought === "subject" ? without(subject) : subject,
    resource: sought === "resource" ? without(resource) : resource,
    ...(sought === "action" ? {} : { action: action! }),
    ...(context === undefined ? {} : { context }),
    ...(page === undefined ? {} : { page }),
  };
}
