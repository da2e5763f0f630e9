/**
 * One contestant at one size, in a process of its own: `node --expose-gc run.mjs NAME PEOPLE [--check]`.
 * Started by main.mjs, which gets progress and the result as messages.
 */
import { CHECK_BLOCKED, contestant } from "./contest.mjs";
import { memoryOfTree, peakMemory, timed } from "./measure.mjs";
import { cutsOf, makeWorkload } from "./workload.mjs";

const [name, peopleText, mode] = process.argv.slice(2);
const people = Number(peopleText);
const checking = mode === "--check";

const report = (text) => process.send?.({ progress: text });

const plan = checking
  ? { derive: { warmups: 0, runs: 1, budgetSeconds: 60 }, whatIf: { warmups: 0, runs: 1, budgetSeconds: 60 } }
  : {
      derive: { warmups: people > 200_000 ? 1 : 3, runs: people > 200_000 ? 3 : 7, budgetSeconds: 25 },
      whatIf: { warmups: 4, runs: 9, budgetSeconds: 15 },
    };

/** Watches the server's memory while something runs; the answer is called for the most seen so far. */
function watchServer(pid) {
  if (pid === undefined) return { most: () => 0, stop: () => {} };
  let most = 0;
  const look = () => {
    most = Math.max(most, memoryOfTree(pid));
  };
  look();
  const timer = setInterval(look, 100);
  return { most: () => most, stop: () => clearInterval(timer) };
}

/**
 * What `timed` measured, without the result. Where a server does the work, the processor time of this process
 * says nothing.
 */
const measuredOnly = ({ first, times, processor }, hasServer) => ({
  first,
  times,
  ...(hasServer ? {} : { processor }),
});

async function run() {
  const engine = await contestant(name);
  const workload = makeWorkload(people, checking ? { blocked: CHECK_BLOCKED } : {});
  const cuts = cutsOf(workload);
  const memoryBefore = peakMemory();

  report("loading");
  const loadStart = performance.now();
  const prepared = await engine.prepare(workload, report);
  const load = performance.now() - loadStart;
  const server = watchServer(engine.serverProcess?.(prepared));
  const hasServer = engine.serverProcess !== undefined;
  try {
    report("deriving");
    const derive = await timed(() => engine.derive(prepared), plan.derive);
    const derived = derive.result;
    const deriveMemory = peakMemory() + server.most();

    if (engine.index !== undefined) {
      report("indexing");
      await engine.index(prepared);
    }
    const whatIfs = {};
    const differences = [];
    for (const [way, whatIf] of Object.entries(engine.whatIfs)) {
      for (const [kind, cut] of Object.entries(cuts)) {
        report(`what-if ${way}, ${kind}`);
        let ran = false;
        // Each run ends the agreements on another day, so that no result can be had from the run before.
        const measured = await timed(
          (k) => {
            ran = true;
            return whatIf(prepared, derived, { ...cut, day: cut.day + k });
          },
          { ...plan.whatIf, before: () => (ran ? engine.undo?.(prepared, derived) : undefined) },
        );
        await engine.undo?.(prepared, derived);
        whatIfs[`${way}/${kind}`] = measuredOnly(measured, hasServer);
        differences.push([way, kind, cut, whatIf]);
      }
    }
    const memory = peakMemory() + server.most();

    report("checking the answers");
    const answer = await engine.answer(prepared, derived);
    for (const [way, kind, cut, whatIf] of differences) {
      const difference = await whatIf(prepared, derived, cut);
      whatIfs[`${way}/${kind}`].answer = await engine.answerDifference(prepared, difference);
      await engine.undo?.(prepared, derived);
    }
    return {
      name,
      people,
      load,
      derive: { ...measuredOnly(derive, hasServer), answer },
      whatIfs,
      deriveMemory,
      memory,
      memoryBefore,
      whollyBlocked: derived?.whollyBlocked,
      cut: cuts.wide,
    };
  } finally {
    server.stop();
    await engine.close?.(prepared);
  }
}

run().then(
  (result) => {
    if (process.send === undefined) console.log(JSON.stringify(result, undefined, 2));
    else process.send({ result });
    process.disconnect?.();
  },
  (error) => {
    if (process.send === undefined) throw error;
    process.send({ error: error.stack ?? String(error) });
    process.disconnect();
    process.exitCode = 1;
  },
);
