/**
 * The way from a registry's folder to a fact sheet, step by step, in a process of its own:
 * `node --expose-gc impact/run.mjs`. Each step is timed with what the step before it made.
 */
import { readFileSync } from "node:fs";
import { day } from "../../packages/calendar/dist/index.js";
import { impactOf, readDraft } from "../../packages/decision/dist/index.js";
import { evaluate, printDiagnostic, readPolicy } from "../../packages/policy/dist/index.js";
import { draftChanges, fold, readRegistry } from "../../packages/registry/dist/index.js";
import { peakMemory, pooled, timed } from "../measure.mjs";
import { DECISION, FRAME, POLICY, SCENARIO } from "./contest.mjs";

const ONCE = { warmups: 1, runs: 3, budgetSeconds: 10 };
const OFTEN = { warmups: 5, runs: 15, budgetSeconds: 10 };
/** As when somebody drags the end of an agreement: one draft after the other, nothing in between. */
const IN_A_ROW = { warmups: 10, runs: 60, budgetSeconds: 10, collect: false };

/** The draft's terminations as acts; `shift` days later, so that no run can have the result of another. */
function terminations({ acts, date, title }, shift) {
  return acts.map(({ act, agreement, lastDay }, index) => ({
    id: `draft:${index + 1}`,
    act,
    agreement,
    lastDay: day(lastDay) + shift,
    on: day(date),
    recorded: day(date),
    instrument: title,
  }));
}

const rows = [];

async function step(name, work, plan, under) {
  process.send?.({ progress: name });
  const measured = await timed(work, plan);
  const { first, median, best } = pooled([measured]);
  rows.push({ step: name, first, median, best, under, memory: peakMemory() });
  return measured.result;
}

async function run() {
  const decision = JSON.parse(readFileSync(DECISION, "utf8"));
  const policy = await step(
    "reading the policy",
    () => {
      const text = readFileSync(POLICY, "utf8");
      const reading = readPolicy(text, POLICY);
      if (reading.policy === undefined)
        throw new Error(
          reading.diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text)).join("\n"),
        );
      return reading.policy;
    },
    ONCE,
  );
  const registry = await step("reading the registry", () => readRegistry(SCENARIO), ONCE);
  const knownOn = day(decision.knownOn ?? decision.date);
  const folded = await step("folding its acts to facts", () => fold(registry.acts, { knownOn }), ONCE);
  const evaluation = await step("deriving everything", () => evaluate(policy, folded.facts), ONCE);
  await step(
    "laying the draft over the facts",
    (k) => draftChanges(folded, terminations(decision, k)),
    OFTEN,
  );
  const drafts = Array.from({ length: IN_A_ROW.warmups + IN_A_ROW.runs }, (_, k) =>
    draftChanges(folded, terminations(decision, k)),
  );
  const differing = (k) => {
    const found = [];
    for (const { predicate, tuple, lost, gained } of evaluation.difference(evaluation.whatIf(drafts[k])))
      found.push({ predicate, tuple, lost, gained });
    return found;
  };
  const difference = await step("what-if with its difference", differing, OFTEN, FRAME);
  await step("what-if with its difference, one draft after the other", differing, IN_A_ROW, FRAME);
  const { draft } = readDraft(readFileSync(DECISION), { file: DECISION, foldOn: () => folded });
  await step(
    "from loaded facts to the finished fact sheet, remedies included",
    () => impactOf(folded, evaluation, draft, { meta: registry.meta }),
    OFTEN,
  );
  return {
    rows,
    changed: difference.length,
    facts: [...folded.facts.tables.values()].reduce((n, t) => n + t.count, 0),
  };
}

run().then(
  (result) => {
    if (process.send === undefined) console.log(result);
    process.send?.({ result });
    process.disconnect?.();
  },
  (error) => {
    process.exitCode = 1;
    if (process.send === undefined) throw error;
    process.send({ error: error.stack ?? String(error) });
    process.disconnect();
  },
);
