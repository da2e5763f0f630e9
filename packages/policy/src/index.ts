/** The public face of the policy package. */
export * from "./conflict/find-conflicts.ts";
export * from "./conflict/tell-conflicts.ts";
export { EngineEvaluation, type EvaluateOptions, evaluate, evaluateInSteps } from "./engine/engine.ts";
export { Renewal } from "./engine/renewal.ts";
export * from "./evaluation.ts";
export * from "./facts.ts";
export { atOnce, type InSteps } from "./in-steps.ts";
export { type Diagnostic, printDiagnostic } from "./language/diagnostics.ts";
export { type ExampleResult, runExamples } from "./language/examples.ts";
export { formatPolicy } from "./language/format.ts";
export { didYouMean, nearest } from "./language/nearest.ts";
export { printPolicy } from "./language/print.ts";
export { type PolicyReading, readPolicy } from "./language/read.ts";
export type { ToldExample, ToldExpectation } from "./language-server/examples-told.ts";
export {
  type LanguagePort,
  type LanguageServerOptions,
  type PolicyRead,
  serveLanguage,
} from "./language-server/language-server.ts";
export * from "./meaning/reference.ts";
export * from "./policy.ts";
export { type Brief, explainBriefly } from "./proof/brief.ts";
export * from "./proof/check-proof.ts";
export { explain, proofOf } from "./proof/explain.ts";
export type * from "./proof/proof.ts";
export * from "./proof/remedies.ts";
export type { NameOf } from "./proof/sentences.ts";
export * from "./proof/step.ts";
export * from "./proof/tell.ts";
export * from "./strata.ts";
