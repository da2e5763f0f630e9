/** The public face of the council package. */
export * from "./ballot/secret-ballot.ts";
export * from "./bodies/body.ts";
export { BodyError, type BodyProblem, formatBodyProblem, readBody } from "./bodies/read-body.ts";
export * from "./bodies/roll.ts";
export { DUES_RECORD, statedDues, statedWaivers, WAIVER_RECORD } from "./bodies/stated-dues.ts";
export * from "./council-error.ts";
export * from "./rules/count.ts";
export * from "./rules/majority-rule.ts";
export * from "./rules/outcome.ts";
export * from "./rules/rule-words.ts";
export * from "./rules/splits.ts";
export { USUAL_RULES } from "./rules/usual-rules.ts";
export * from "./sessions/agenda.ts";
export * from "./sessions/last-sessions.ts";
export * from "./sessions/motion.ts";
export * from "./sessions/papers.ts";
