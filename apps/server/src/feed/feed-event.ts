/** What the feed tells: who lost and gained which days of what, in words that access systems ask by. */
import { type Day, eachInterval, formatDay, has, type IntervalSet, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Differing, Policy, Predicate, Tuple } from "@comity/policy";
import { type Cursor, formatCursor } from "./cursor.ts";

/** One step of the feed. Its text is made when somebody is there to read it. */
export interface FeedEvent {
  readonly before: Cursor;
  readonly after: Cursor;
  /** How many entitlements changed; of a day also those that begin or end on it, once that is known. */
  readonly size: number;
  /** The event in parts, each with the id that it leads to. */
  parts(): Promise<readonly Part[]>;
}

export interface Part {
  readonly id: string;
  readonly name: "acts" | "day";
  readonly data: string;
}

/** So many changes make one part. */
export const PART_SIZE = 500;

const PLAIN: ReadonlySet<string> = new Set(["Number", "Day", "Text", "Duration"]);

/** Days as JSON has them: first and last days, both included; what is left out is open. */
function jsonDays(days: IntervalSet): { from?: string; until?: string }[] {
  return [...eachInterval(days)].map(([from, to]) => ({
    ...(from === SINCE_EVER ? {} : { from: formatDay(from) }),
    ...(to === OPEN ? {} : { until: formatDay((to - 1) as Day) }),
  }));
}

/** An entitlement of somebody, as an evaluation of access asks for it. */
function asked({ name, columns }: Predicate, tuple: Tuple, registry: string): object {
  const entities = columns.flatMap(({ kind }, c) => (PLAIN.has(kind) ? [] : [c]));
  const [subject, resource] = entities;
  const entity = (c: number) => ({ type: columns[c]!.kind, id: tuple[c] });
  const others = columns.flatMap(({ name: column, kind }, c) =>
    c === subject || c === resource
      ? []
      : [[column, kind === "Day" ? formatDay(tuple[c] as Day) : tuple[c]] as const],
  );
  return {
    action: name,
    ...(subject === undefined ? {} : { subject: entity(subject) }),
    resource: resource === undefined ? { type: "registry", id: registry } : entity(resource),
    ...(others.length === 0 ? {} : { properties: Object.fromEntries(others) }),
  };
}

function byTuple(a: Tuple, b: Tuple): number {
  for (const [at, value] of a.entries()) {
    const other = b[at]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** Something that begins or ends on a day because its days are so. */
export interface Turned {
  readonly predicate: string;
  readonly tuple: Tuple;
}

/** What an event is made of. */
export interface EventParts {
  readonly before: Cursor;
  readonly after: Cursor;
  /** When acts were recorded; undefined where a new day came. */
  readonly recordedAt?: string | undefined;
  readonly differences: readonly Differing[];
  /** Of a new day: what begins and ends on it. */
  readonly turned?: Promise<{ readonly began: readonly Turned[]; readonly ended: readonly Turned[] }>;
}

/** Makes events for a policy; the same step gives the same text, in whatever order it was derived. */
export class EventMaker {
  readonly #registry: string;
  readonly #entitlements: ReadonlyMap<string, Predicate>;
  readonly #order: ReadonlyMap<string, number>;

  constructor(policy: Policy, registry: string) {
    this.#registry = registry;
    const own = policy.predicates.filter(({ role }) => role === "entitlement");
    this.#entitlements = new Map(own.map((each) => [each.name, each]));
    this.#order = new Map(own.map(({ name }, k) => [name, k]));
  }

  make({ before, after, recordedAt, differences, turned }: EventParts): FeedEvent {
    const own = differences.filter(({ predicate }) => this.#entitlements.has(predicate));
    let parts: Promise<readonly Part[]> | undefined;
    const made = async (): Promise<readonly Part[]> => {
      const { began, ended } = (await turned) ?? { began: [], ended: [] };
      const changes = this.#sorted(own).map((each) => ({ change: this.#change(each, after.day) }));
      const items: Record<string, object>[] = [
        ...changes,
        ...this.#sorted(began).map((each) => ({ began: this.#asked(each) })),
        ...this.#sorted(ended).map((each) => ({ ended: this.#asked(each) })),
      ];
      return this.#cut(items, { before, after }, recordedAt);
    };
    return {
      before,
      after,
      size: own.length,
      parts: () => {
        parts ??= made();
        return parts;
      },
    };
  }

  #cut(
    items: readonly Record<string, object>[],
    { before, after }: Pick<EventParts, "before" | "after">,
    recordedAt: string | undefined,
  ): Part[] {
    const count = Math.max(1, Math.ceil(items.length / PART_SIZE));
    return Array.from({ length: count }, (_, k) => {
      const isLast = k === count - 1;
      const some = items.slice(k * PART_SIZE, (k + 1) * PART_SIZE);
      const of = (sort: string) => some.flatMap((item) => item[sort] ?? []);
      const isDay = recordedAt === undefined;
      const data = {
        position: after.position,
        day: formatDay(after.day),
        ...(isDay ? {} : { recordedAt }),
        // Whoever holds another id than this one missed something.
        previous: formatCursor({ ...before, parts: k }),
        part: k + 1,
        parts: count,
        changes: of("change"),
        ...(isDay ? { began: of("began"), ended: of("ended") } : {}),
      };
      const id = formatCursor(isLast ? after : { ...before, parts: k + 1 });
      return { id, name: isDay ? "day" : "acts", data: JSON.stringify(data) };
    });
  }

  #asked({ predicate, tuple }: Turned): object {
    return asked(this.#entitlements.get(predicate)!, tuple, this.#registry);
  }

  #change({ predicate, tuple, after, lost, gained }: Differing, on: Day): object {
    return {
      ...this.#asked({ predicate, tuple }),
      holds: has(after, on),
      days: jsonDays(after),
      lost: jsonDays(lost),
      gained: jsonDays(gained),
    };
  }

  #sorted<T extends Turned>(items: readonly T[]): T[] {
    const place = ({ predicate }: T): number => this.#order.get(predicate)!;
    return [...items].sort((a, b) => place(a) - place(b) || byTuple(a.tuple, b.tuple));
  }
}
