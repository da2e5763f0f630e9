/**
 * What a request asks of the policy: the action is an entitlement, the subject and the resource are entities in its columns. An
 * entitlement about one entity alone (`site_access(person)`) is asked on the registry: `{ "type": "registry", "id": ... }`.
 */
import { didYouMean, type Pattern, type Policy, type Predicate, type Value } from "@comity/policy";
import { dayOfText } from "./day-text.ts";
import type { Action, Entity, Members } from "./read-request.ts";

/** The type of the resource that stands for the registry as a whole. */
export const REGISTRY_TYPE = "registry";

const PLAIN: ReadonlySet<string> = new Set(["Number", "Day", "Text", "Duration"]);

/** Where the values of an entitlement come from. */
export interface Form {
  readonly predicate: Predicate;
  readonly subjectColumn: number;
  /** Missing where the resource is the registry. */
  readonly resourceColumn: number | undefined;
  /** Columns whose values stand among the properties of the action or of the resource, by the column's name. */
  readonly further: readonly number[];
}

/** A question that the policy can be asked. A value that nobody gave is open: any will do. */
export interface Question {
  readonly form: Form;
  readonly pattern: Pattern;
  readonly isOpen: boolean;
}

/** Why the policy cannot be asked that; it is denied, and this is said. */
export interface NoQuestion {
  readonly status: 400 | 404;
  readonly message: string;
}

export const isQuestion = (asked: Question | NoQuestion): asked is Question => "form" in asked;

const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
const MOST_FORMS = 10_000;

/** The entitlements of a policy, as access systems ask for them. */
export class Questions {
  readonly registry: string;
  readonly entitlements: readonly Predicate[];
  readonly #byName: ReadonlyMap<string, Predicate>;
  readonly #kinds: ReadonlyMap<string, string>;
  readonly #parents: ReadonlyMap<string, string | undefined>;
  readonly #forms = new Map<string, Form | NoQuestion>();

  constructor(policy: Policy, registry: string) {
    this.registry = registry;
    this.entitlements = policy.predicates.filter(({ role }) => role === "entitlement");
    this.#byName = new Map(this.entitlements.map((each) => [each.name, each]));
    this.#parents = new Map(policy.kinds.map(({ name, parent }) => [name, parent]));
    this.#kinds = new Map(policy.kinds.map(({ name }) => [plain(name), name]));
  }

  /** The kind that a type names, in whatever spelling; undefined where the policy has none. */
  kindOf(type: string): string | undefined {
    return this.#kinds.get(plain(type));
  }

  /** Whether every entity of a kind is one of another. */
  isWithin(kind: string, other: string): boolean {
    const seen = new Set<string>();
    for (let at: string | undefined = kind; at !== undefined && !seen.has(at); at = this.#parents.get(at)) {
      if (at === other) return true;
      seen.add(at);
    }
    return false;
  }

  /** Which columns a subject and a resource of these types fill. */
  formOf(action: string, subjectType: string, resourceType: string): Form | NoQuestion {
    const key = JSON.stringify([action, subjectType, resourceType]);
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const form = this.#form(action, subjectType, resourceType);
    // Types are what callers make them: they must not fill the memory.
    if (this.#forms.size >= MOST_FORMS) this.#forms.clear();
    this.#forms.set(key, form);
    return form;
  }

  #form(action: string, subjectType: string, resourceType: string): Form | NoQuestion {
    const predicate = this.#byName.get(action);
    if (predicate === undefined) {
      const near = didYouMean(action, [...this.#byName.keys()]);
      return notThere(
        `the policy has no entitlement ${quoted(action)}${near === undefined ? "" : `; ${near}`}`,
      );
    }
    const { columns } = predicate;
    const fits = (type: string, taken: number): number => {
      const kind = this.kindOf(type);
      if (kind === undefined) return -1;
      return columns.findIndex((column, c) => c !== taken && this.isWithin(kind, column.kind));
    };
    const entities = columns.flatMap(({ kind }, c) => (PLAIN.has(kind) ? [] : [c]));
    const subjectColumn = fits(subjectType, -1);
    const kinds = entities.map((c) => `\`${columns[c]!.kind}\``);
    if (subjectColumn < 0)
      return notThere(
        `\`${action}\` is nothing that a subject of type ${quoted(subjectType)} has; it is about ${kinds.join(" and ") || "nobody"}`,
      );
    const others = entities.filter((c) => c !== subjectColumn);
    let resourceColumn: number | undefined;
    if (others.length > 0 || plain(resourceType) !== REGISTRY_TYPE) {
      const found = fits(resourceType, subjectColumn);
      if (found < 0) {
        const wanted =
          others.length === 0
            ? `\`${REGISTRY_TYPE}\``
            : others.map((c) => `\`${columns[c]!.kind}\``).join(" or ");
        return notThere(
          `\`${action}\` has no resource of type ${quoted(resourceType)}; it is asked on one of type ${wanted}`,
        );
      }
      resourceColumn = found;
    }
    const further = columns.map((_, c) => c).filter((c) => c !== subjectColumn && c !== resourceColumn);
    return { predicate, subjectColumn, resourceColumn, further };
  }

  /** The question of a request. An id that is left empty is one that is searched for. */
  questionOf(
    subject: Entity,
    action: Action,
    resource: Entity,
    sought?: "subject" | "resource",
  ): Question | NoQuestion {
    const form = this.formOf(action.name, subject.type, resource.type);
    if (!("predicate" in form)) return form;
    const { predicate, subjectColumn, resourceColumn, further } = form;
    if (resourceColumn === undefined && sought !== "resource" && resource.id !== this.registry)
      return notThere(`the registry here is \`${this.registry}\`, not ${quoted(resource.id)}`);
    const pattern: (Value | undefined)[] = [];
    for (let c = 0; c < predicate.columns.length; c++) pattern.push(undefined);
    if (sought !== "subject") pattern[subjectColumn] = subject.id;
    if (resourceColumn !== undefined && sought !== "resource") pattern[resourceColumn] = resource.id;
    for (const c of further) {
      const { name, kind } = predicate.columns[c]!;
      const said = propertyOf(name, action.properties, resource.properties);
      if (said === undefined) continue;
      const value = columnValue(said, kind);
      if (value === undefined)
        return { status: 400, message: `the property \`${name}\` is no ${kind.toLowerCase()}` };
      pattern[c] = value;
    }
    return { form, pattern, isOpen: pattern.includes(undefined) };
  }
}

function notThere(message: string): NoQuestion {
  return { status: 404, message };
}

const quoted = (text: string): string => `\`${text.length > 60 ? `${text.slice(0, 60)}...` : text}\``;

function propertyOf(name: string, ...places: readonly (Members | undefined)[]): unknown {
  for (const place of places) if (place !== undefined && Object.hasOwn(place, name)) return place[name];
  return undefined;
}

function columnValue(said: unknown, kind: string): Value | undefined {
  if (kind === "Number") return typeof said === "number" ? said : undefined;
  if (typeof said !== "string") return undefined;
  return kind === "Day" ? dayOfText(said) : said;
}
