/** Derives a policy over facts as a call asks for it. Apart from the option itself, so that only what derives loads the engine. */
import { type EngineEvaluation, evaluate, type Facts, type Policy } from "@comity/policy";
import type { Call } from "./command.ts";
import { horizonOption } from "./horizon.ts";

/** Everything that the policy says of the facts; a recursion through a duration is followed within the days of `--horizon`. */
export function derive(call: Call, policy: Policy, facts: Facts): EngineEvaluation {
  const horizon = horizonOption(call);
  return evaluate(policy, facts, horizon === undefined ? {} : { horizon });
}
