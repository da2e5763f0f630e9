/** Point checks by one contestant, in a process of its own: `node --expose-gc points/run.mjs NAME PEOPLE`. */
import { CHECK_BLOCKED, contestant } from "../contest.mjs";
import { median, peakMemory } from "../measure.mjs";
import { makeWorkload } from "../workload.mjs";
import { questions } from "./contest.mjs";

/** As many questions as Comity is meant to answer in a second. */
const MOST = 1_000_000;
/** Everybody answers at least these, and on these the answers are compared. */
const COMPARED = 2_000;
/** Questions are asked in batches of this many until there are enough or time is up. */
const BATCH = 1_000;
const BUDGET_SECONDS = 6;
const ROUNDS = 5;

const [name, peopleText, mode] = process.argv.slice(2);
const people = Number(peopleText);

/** Engines that derive first answer from what they derived; others are asked as they are. */
async function asker(workload) {
  if (name === "cedar" || name === "casbin") {
    const { prepare } = await import(`./${name}.mjs`);
    return prepare(workload);
  }
  const byDays = name === "comity-when";
  const engine = await contestant(byDays ? "comity" : name);
  const prepared = await engine.prepare(workload, () => {});
  const derived = await engine.derive(prepared);
  return byDays ? engine.pointCheckByDays(prepared, derived) : engine.pointCheck(prepared, derived);
}

async function run() {
  const checking = mode === "--check";
  const workload = makeWorkload(people, checking ? { blocked: CHECK_BLOCKED } : {});
  process.send?.({ progress: "preparing" });
  const start = performance.now();
  const ask = await asker(workload);
  const setup = performance.now() - start;

  const { person, service, day } = questions(workload, MOST);
  process.send?.({ progress: "comparing answers" });
  const yes = { answers: 0, numbers: 0 };
  for (let k = 0; k < COMPARED; k++) {
    if (!ask(person[k], service[k], day[k])) continue;
    yes.answers++;
    yes.numbers += k;
  }

  if (checking) return { name, people, setup, yes, compared: COMPARED };

  process.send?.({ progress: "asking" });
  const rates = [];
  const began = performance.now();
  let asked = 0;
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc?.();
    const roundStart = performance.now();
    let answered = 0;
    let found = 0;
    while (answered < MOST) {
      for (let k = answered; k < answered + BATCH; k++) if (ask(person[k], service[k], day[k])) found++;
      answered += BATCH;
      if (performance.now() - roundStart > (BUDGET_SECONDS / ROUNDS) * 1000) break;
    }
    // What was found is used, so that no engine may skip the work.
    if (found > answered) throw new Error("more answers than questions");
    rates.push((answered / (performance.now() - roundStart)) * 1000);
    asked += answered;
    if (performance.now() - began > BUDGET_SECONDS * 1000) break;
  }
  return { name, people, setup, yes, compared: COMPARED, asked, rate: median(rates), memory: peakMemory() };
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
