/** The public face of the policy package. */
export { EngineEvaluation, evaluate, type EvaluateOptions } from "./engine/engine.ts";
export * from "./evaluation.ts";
export * from "./facts.ts";
export * from "./meaning/reference.ts";
export * from "./policy.ts";
export * from "./strata.ts";
