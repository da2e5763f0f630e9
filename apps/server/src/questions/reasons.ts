/** Why: an explanation as text and step by step, with the facts that it rests on and the acts that made them. */
import type { Day } from "@comity/calendar";
import { isOpen } from "@comity/calendar";
import {
  declarationOf,
  type Explanation,
  explain,
  type NameOf,
  printSteps,
  stepsOf,
  type Tuple,
} from "@comity/policy";
import type { Act } from "@comity/registry";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { dayText, stretchText } from "../reading/fields.ts";
import type { Known } from "../reading/known.ts";
import { namesOf } from "../reading/titles.ts";
import { mayKnow, mayKnowAll, tupleText } from "./asked.ts";
import { behindIn, StepsShown } from "./steps.ts";

interface Stated {
  readonly predicate: string;
  readonly tuple: Tuple;
  readonly from: Day;
  readonly to: Day;
}

/** Every claim anywhere in an explanation. */
function* claimsIn(part: unknown): Generator<Stated> {
  if (typeof part !== "object" || part === null) return;
  if ("predicate" in part && "tuple" in part && "from" in part && "to" in part) yield part as Stated;
  for (const inner of Object.values(part)) yield* claimsIn(inner);
}

/** In place of what the asker may not know of. */
const UNNAMED = "somebody else";

/** An act as far as the asker may know of it: everybody may know that there is one, and on which day it happened. */
export function actText(c: Context<Env>, act: Act) {
  const { asker, context } = c.var;
  const { gate } = context;
  const agreement = (act as { agreement?: unknown }).agreement;
  const mayRead =
    gate.may(asker, "read", { kind: "act", id: act.id }) ||
    (typeof agreement === "string" && gate.may(asker, "read", { kind: "agreement-record", id: agreement }));
  return {
    id: act.id,
    act: act.act as string,
    on: dayText(act.on),
    recorded: dayText(act.recorded),
    by: mayRead ? act.by : null,
    instrument: mayRead ? act.instrument : null,
  };
}

function factsBehind(c: Context<Env>, known: Known, explanation: Explanation) {
  const { policy } = c.var.context;
  const found = new Map<string, Stated>();
  for (const stated of claimsIn(explanation))
    if (declarationOf(policy, stated.predicate)?.role === "record")
      found.set(JSON.stringify([stated.predicate, stated.tuple, stated.from, stated.to]), stated);
  return [...found.values()].flatMap(({ predicate, tuple, from, to }) => {
    const { columns } = declarationOf(policy, predicate)!;
    if (!mayKnowAll(c, known, columns, tuple)) return [];
    const { on } = explanation;
    const inside = from <= on && on < to ? on : isOpen(from) ? (((to as number) - 1) as Day) : from;
    const acts = known.folded.provenance.of(predicate, tuple, inside);
    return [
      {
        record: predicate,
        tuple: tupleText(columns, tuple),
        ...stretchText({ from, to }),
        acts: acts.map((act) => actText(c, act)),
      },
    ];
  });
}

/** Names as sentences have them: of whom the asker may not know, none. */
export function namesFor(c: Context<Env>, known: Known): NameOf {
  const titles = namesOf(known.folded);
  return (identifier, kind) => (mayKnow(c, known, kind, identifier) ? titles(identifier, kind) : UNNAMED);
}

/** Why a tuple holds on a day, or does not: for whoever may know of the tuple. Others of whom the reasons speak stay unnamed. */
export function reasonsFor(c: Context<Env>, known: Known, name: string, tuple: Tuple, on: Day) {
  const { policy } = c.var.context;
  const explanation = explain(known.evaluation, policy, known.folded.facts, name, tuple, on);
  const root = stepsOf(policy, explanation, namesFor(c, known));
  return {
    answer: explanation.answer,
    ...(explanation.answer === "yes"
      ? { days: stretchText({ from: explanation.from, to: explanation.to }) }
      : { days: null }),
    text: printSteps([root]),
    proof: new StepsShown(c, known, behindIn(policy, known, on), (act) => actText(c, act)).of(root),
    facts: factsBehind(c, known, explanation),
  };
}
