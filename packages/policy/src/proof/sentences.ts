/** Claims, values, days and date arithmetic in words: titles filled with names, last days instead of days after. */
import {
  type Day,
  type Duration,
  formatDay,
  formatDuration,
  formatIntervals,
  interval,
  isNoTime,
  isOpen,
} from "@comity/calendar";
import { declarationOf, type KindName, type Policy, type Value } from "../policy.ts";
import type { Computed, Stretch, WindowOn } from "./proof.ts";
import type { Reckoning } from "./step.ts";

/** What an identifier is called: "Joint Institute for Nuclear Research" for `ror:044yd9t77`. */
export type NameOf = (identifier: string, kind: KindName) => string;

export class Sentences {
  readonly #policy: Policy;
  readonly #nameOf: NameOf;

  constructor(policy: Policy, nameOf: NameOf) {
    this.#policy = policy;
    this.#nameOf = nameOf;
  }

  value(value: Value | Duration | null, kind: KindName): string {
    if (value === null) return `some ${kind.replace(/(?<=.)([A-Z])/g, " $1").toLowerCase()}`;
    if (kind === "Day") return formatDay(value as Day);
    if (kind === "Duration") return formatDuration(value as Duration);
    if (kind === "Number") return String(value);
    return kind === "Text" ? `\`${value}\`` : this.#nameOf(value as string, kind);
  }

  /** The title with the values in their places; a title without places, or the predicate's name, before them. */
  claim(
    predicate: string,
    tuple: readonly (Value | null)[],
    shown?: readonly (string | undefined)[],
  ): string {
    const declared = declarationOf(this.#policy, predicate);
    const columns = declared?.columns ?? [];
    const words = tuple.map((value, c) => {
      const column = columns[c];
      if (value === null && shown?.[c] === undefined)
        return `some ${column?.name.replaceAll("_", " ") ?? "value"}`;
      return shown?.[c] ?? this.value(value, column?.kind ?? "Text");
    });
    const title = declared?.title;
    if (title === undefined) return `${predicate}(${words.join(", ")})`;
    let isFilled = false;
    const text = title.replace(/\{(\w+)\}/g, (place, name: string) => {
      const at = columns.findIndex((column) => column.name === name);
      isFilled ||= at >= 0;
      // Text stands in a sentence as it is.
      return at < 0
        ? place
        : columns[at]!.kind === "Text" && typeof tuple[at] === "string"
          ? tuple[at]
          : words[at]!;
    });
    return isFilled || words.length === 0 ? text : `${text}: ${words.join(", ")}`;
  }

  /** Where a rule stands: its own source, or its predicate's. */
  source(ruleId: string): string {
    const rule = this.#policy.rules.find(({ id }) => id === ruleId);
    const source = rule?.source ?? (rule && declarationOf(this.#policy, rule.predicate)?.source);
    return source === undefined ? `rule \`${ruleId}\`` : `rule \`${ruleId}\`, ${source}`;
  }

  /** A value and how it came about: "2024-11-30 + 60 days = 2025-01-29", "50 (`half_time` since 2025-01-01)". */
  computed(computed: Computed): string {
    const result = this.value(computed.value, computed.kind);
    if (computed.parameter !== undefined) {
      const since = isOpen(computed.since!) ? "" : ` since ${formatDay(computed.since!)}`;
      return `${result} (\`${computed.parameter}\`${since})`;
    }
    if (computed.sides === undefined) return result;
    const [left, right] = computed.sides.map((side) =>
      side.sides === undefined ? this.computed(side) : `(${this.computed(side)})`,
    );
    return `${left} ${computed.operator} ${right} = ${result}`;
  }
}

/** "2020-01-01 to 2024-11-30", "from 2020-01-01", "always": last days, both included. */
export function days({ from, to }: Stretch): string {
  return formatIntervals(interval(from, to));
}

/** The arithmetic by which a window moves the ends of a stretch; none where it leaves them. */
export function reckoned(
  operator: string,
  direction: "last" | "next",
  { least, most }: WindowOn,
  body: Stretch,
  reach: Stretch,
): Reckoning[] {
  const isWithin = operator === "within";
  const sign = direction === "last" ? "+" : "-";
  // The end that moves by the longer duration, as the language defines the operators.
  const isFirstLong = isWithin === (direction === "next");
  const [first, last] = isFirstLong ? [most, least] : [least, most];
  const steps: Reckoning[] = [];
  if (first !== null && !isNoTime(first) && !isOpen(body.from))
    steps.push({ end: "from", day: body.from, operator: sign, duration: first, gives: reach.from });
  if (last !== null && !isNoTime(last) && !isOpen(body.to))
    steps.push({ end: "before", day: body.to, operator: sign, duration: last, gives: reach.to });
  return steps;
}

/** "before 2024-12-01 + 60 days = 2025-01-30". */
export function reckoningText({ end, day, operator, duration, gives }: Reckoning): string {
  return `${end} ${formatDay(day)} ${operator} ${formatDuration(duration)} = ${formatDay(gives)}`;
}

/** "the last 60 days", "the next 1 month to 2 months", "the last 3 months or more". */
export function windowText(direction: "last" | "next", { least, most }: WindowOn): string {
  const from = formatDuration(least);
  if (most === null)
    return isNoTime(least)
      ? `all time ${direction === "last" ? "before" : "after"}`
      : `the ${direction} ${from} or more`;
  return isNoTime(least)
    ? `the ${direction} ${formatDuration(most)}`
    : `the ${direction} ${from} to ${formatDuration(most)}`;
}
