/** An explanation step by step for an answer: as the asker may know of it, down to the acts. */
import { type Day, type Duration, isOpen } from "@comity/calendar";
import {
  type Computed,
  declarationOf,
  type Policy,
  type Reckoning,
  type Rule,
  STEP_KINDS,
  type Step,
  type StepClaim,
  type StepOperator,
  type Stretch,
  type Value,
} from "@comity/policy";
import { type Act, type FactBehind, factBehind } from "@comity/registry";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { DayShown, dayText, orNone, StretchShown, stretchText } from "../reading/fields.ts";
import type { Known } from "../reading/known.ts";
import { mayKnow, mayKnowAll } from "./asked.ts";

/** An act as far as the asker may know of it. */
export const ActBehind = z
  .object({
    id: z.string(),
    act: z.string(),
    on: DayShown,
    recorded: DayShown,
    by: z.string().nullable(),
    instrument: z.string().nullable().openapi({ description: "null for whoever may not read the act." }),
    isOfDraft: z
      .literal(true)
      .optional()
      .openapi({ description: "Only a draft has it, and nobody recorded it." }),
  })
  .openapi("ActBehind");

const ValueShown = z.union([z.string(), z.number()]).nullable();

const DurationShown = z
  .object({ months: z.number().int(), days: z.number().int() })
  .openapi("Duration", { description: "So many calendar months, then so many days." });

const ClaimShown = z
  .object({
    name: z.string().openapi({ description: "Of the record, the rule or the entitlement." }),
    role: z.enum(["record", "rule", "entitlement", "never"]),
    columns: z.array(z.object({ name: z.string(), kind: z.string() })),
    tuple: z.array(ValueShown).openapi({
      description: "A value for each column; null for any, and for what the asker may not know.",
    }),
    sentence: z.string().openapi({ description: "In the policy's words." }),
  })
  .openapi("StepClaim");

const RuleShown = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    source: z.string().nullable().openapi({ description: "Where it is written: an article, a decision." }),
    line: z.number().int().openapi({ description: "Of the policy's document, counted from 1." }),
  })
  .openapi("StepRule");

const ReckoningShown = z
  .object({
    end: z.enum(["from", "before"]).openapi({
      description: "from: the first day comes out; before: the day after the last one.",
    }),
    day: DayShown,
    operator: z.enum(["+", "-"]),
    duration: DurationShown,
    gives: DayShown,
  })
  .openapi("Reckoning", { description: "Date arithmetic: `day` + `duration` = `gives`." });

const ComputedShown = z
  .object({
    value: z.union([z.string(), z.number(), DurationShown, z.null()]).openapi({
      description: "A day as it is written; null for what the asker may not know.",
    }),
    kind: z.string(),
    operator: z.enum(["+", "-", "*", "/"]).nullable(),
    get sides() {
      return z.array(ComputedShown).openapi({ description: "Of an operator: the left side and the right." });
    },
    parameter: z.string().nullable().openapi({ description: "The policy's parameter that has this value." }),
    since: DayShown.openapi({ description: "Since when the parameter has it; null: ever since." }),
  })
  .openapi("ComputedValue");

const OPERATORS = [
  "within",
  "throughout",
  "since",
  "until",
  "begins",
  "ends",
  "after",
  "on",
  "from",
  "before",
  "through",
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
] as const satisfies readonly StepOperator[];

const WindowShown = z
  .object({
    direction: z.enum(["last", "next"]),
    least: DurationShown,
    most: orNone(DurationShown).openapi({ description: "null: without end." }),
  })
  .openapi("StepWindow");

export const StepShown = z
  .object({
    step: z.enum(STEP_KINDS).openapi({
      description:
        "answer: the root. rule: by which rule. fact: of a record. derived: what a rule derives. part: some of the days. window, anchor, change: what is so at other times. value: a comparison, a computed value, a day. absent: what is not the case. never-together: what is the case at times, and never all at once. nearest: what comes near. exception: one that is the case. no-value: a variable without one. ends: what ends the days. operator, horizon: what ends them otherwise.",
    }),
    sentence: z.string().openapi({ description: "In words, without the steps below." }),
    met: z.boolean().nullable().openapi({
      description: "Whether it is as the step above wants it; null where it is neither.",
    }),
    claim: orNone(ClaimShown).openapi({ description: "What is the case, or is not." }),
    rule: orNone(RuleShown),
    days: orNone(StretchShown).openapi({ description: "On which days." }),
    before: orNone(StretchShown).openapi({ description: "Of what is absent: when it was so last." }),
    after: orNone(StretchShown).openapi({ description: "Of what is absent: when it is so next." }),
    heldOn: z.array(StretchShown).openapi({
      description:
        "Of what is absent: on which of the days it is so after all. Of a window that lacks: when what it looks at was so.",
    }),
    operator: z.enum(OPERATORS).nullable(),
    window: orNone(WindowShown),
    looksAt: orNone(StretchShown).openapi({ description: "The days of what a window looks at." }),
    reckoning: z.array(ReckoningShown),
    values: z.array(ComputedShown).openapi({
      description:
        "Both sides of a comparison; a variable and what it is computed from; the day that is named.",
    }),
    acts: z.array(ActBehind).openapi({
      description:
        "Those that made the fact, and say when it ends; of a lacking fact, the one that was there last.",
    }),
    isHidden: z.boolean().openapi({ description: "Whether it speaks of something the asker may not know." }),
    id: z
      .number()
      .int()
      .nullable()
      .openapi({ description: "A number, where other steps refer to this one." }),
    shownAt: z.number().int().nullable().openapi({
      description: "The `id` of the step above that has the steps below this one.",
    }),
    get below() {
      return z.array(StepShown).openapi({ description: "What it rests on, or what it lacks." });
    },
  })
  .openapi("Step");

/** Finds the facts behind steps in what is known, for a day that was asked about. */
export const behindIn =
  (policy: Policy, { evaluation, folded }: Known, on: Day) =>
  (step: Step): FactBehind | undefined =>
    factBehind({ policy, extension: evaluation, folded }, step, on);

/** Makes the steps of one answer. */
export class StepsShown {
  readonly #c: Context<Env>;
  readonly #known: Known;
  readonly #policy: Policy;
  readonly #behind: (step: Step) => FactBehind | undefined;
  readonly #actText: (act: Act) => z.output<typeof ActBehind>;
  readonly #rules: ReadonlyMap<string, Rule>;

  /** `behind` finds the fact of which a step speaks, with its acts. */
  constructor(
    c: Context<Env>,
    known: Known,
    behind: (step: Step) => FactBehind | undefined,
    actText: (act: Act) => z.output<typeof ActBehind>,
  ) {
    this.#c = c;
    this.#known = known;
    this.#policy = c.var.context.policy;
    this.#behind = behind;
    this.#actText = actText;
    this.#rules = new Map(this.#policy.rules.map((rule) => [rule.id, rule]));
  }

  of(step: Step): z.output<typeof StepShown> {
    const fact = this.#behind(step);
    const columns = declarationOf(this.#policy, step.claim?.predicate ?? "")?.columns ?? [];
    const mayKnowFact = fact !== undefined && mayKnowAll(this.#c, this.#known, columns, fact.tuple);
    const claim = step.claim === undefined ? null : this.#claim(step.claim);
    const values = (step.values ?? []).map((value) => this.#computed(value));
    const isHidden =
      (step.claim?.tuple.some((value, at) => value !== null && claim!.tuple[at] === null) ?? false) ||
      (fact !== undefined && !mayKnowFact) ||
      (step.values ?? []).some((value) => this.#hides(value));
    return {
      step: step.step,
      sentence: step.sentence,
      met: step.met ?? null,
      claim,
      rule: this.#rule(step.rule),
      days: stretchOf(step.days),
      before: stretchOf(step.before),
      after: stretchOf(step.after),
      heldOn: (step.heldOn ?? []).map(stretchText),
      operator: step.operator ?? null,
      window:
        step.window === undefined
          ? null
          : {
              direction: step.window.direction,
              least: durationOf(step.window.least),
              most: step.window.most === null ? null : durationOf(step.window.most),
            },
      looksAt: stretchOf(step.looksAt),
      reckoning: (step.reckoning ?? []).map(reckoningText),
      values,
      acts: mayKnowFact ? fact.acts.map(this.#actText) : [],
      isHidden,
      id: step.id ?? null,
      shownAt: step.shownAt ?? null,
      below: step.below.map((inner) => this.of(inner)),
    };
  }

  #claim({ predicate, tuple, sentence }: StepClaim): z.output<typeof ClaimShown> {
    const declared = declarationOf(this.#policy, predicate);
    const columns = declared?.columns ?? [];
    return {
      name: predicate,
      role: declared?.role ?? "record",
      columns: columns.map(({ name, kind }) => ({ name, kind })),
      tuple: tuple.map((value, at) => this.#value(columns[at]?.kind ?? "Text", value)),
      sentence,
    };
  }

  #value(kind: string, value: Value | null): Value | null {
    if (value === null || !this.#isKnown(kind, value)) return null;
    return kind === "Day" ? dayText(value as Day) : value;
  }

  #isKnown(kind: string, value: Value): boolean {
    return mayKnow(this.#c, this.#known, kind, value);
  }

  #rule(id: string | undefined): z.output<typeof RuleShown> | null {
    const rule = id === undefined ? undefined : this.#rules.get(id);
    if (rule === undefined) return null;
    const predicate = declarationOf(this.#policy, rule.predicate);
    return {
      id: rule.id,
      title: rule.title ?? null,
      source: rule.source ?? predicate?.source ?? null,
      line: rule.place.line,
    };
  }

  #hides({ value, kind, sides }: Computed): boolean {
    if (sides?.some((side) => this.#hides(side))) return true;
    return typeof value !== "object" && !this.#isKnown(kind, value);
  }

  #computed({ value, kind, operator, sides, parameter, since }: Computed): z.output<typeof ComputedShown> {
    return {
      value: typeof value === "object" ? durationOf(value) : this.#value(kind, value),
      kind,
      operator: operator ?? null,
      sides: (sides ?? []).map((side) => this.#computed(side)),
      parameter: parameter ?? null,
      since: since === undefined || isOpen(since) ? null : dayText(since),
    };
  }
}

const stretchOf = (stretch: Stretch | undefined) => (stretch === undefined ? null : stretchText(stretch));

const durationOf = ({ months, days }: Duration) => ({ months, days });

function reckoningText({ end, day, operator, duration, gives }: Reckoning) {
  return { end, day: dayText(day), operator, duration: durationOf(duration), gives: dayText(gives) };
}
