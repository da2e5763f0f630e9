/** One server, in a process of its own, and what asks it, in this one: `node server/run.mjs comity`. */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CONNECTIONS,
  GOALS,
  HEADS_COMPARED,
  PEOPLE,
  SECONDS,
  SERVERS,
  WARM_UP_SECONDS,
  WRITES,
} from "./contest.mjs";
import { load } from "./load.mjs";
import { cernQuestions, workloadQuestions } from "./questions.mjs";

const progress = (text) => process.send?.({ progress: text });

function serve(script, words, nodeOptions = []) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), words, { execArgv: nodeOptions });
  return new Promise((resolve, reject) => {
    child.once("message", ({ port }) => resolve({ port, stop: () => child.kill("SIGKILL") }));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

/** As many as can be, then at the rate that is the goal. */
async function measure(common) {
  progress("warming up");
  await load({ ...common, seconds: WARM_UP_SECONDS });
  progress("as many as can be");
  const most = await load({ ...common, seconds: SECONDS });
  progress(`at ${GOALS.rate} a second`);
  const paced = await load({ ...common, connections: 4 * CONNECTIONS, seconds: SECONDS, rate: GOALS.rate });
  return { most, paced };
}

async function runComity() {
  const { startPostgres } = await import("../postgres.mjs");
  const ground = await import("./ground.mjs");
  const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
  const postgres = await startPostgres(folder);
  try {
    progress("loading the scenario");
    const { store, secret, people, experiments } = await ground.makeGround(postgres.where);
    const server = await serve("./serve-comity.mjs", [postgres.where, ground.POLICY]);
    const questions = cernQuestions(people, experiments, "cern-2024");
    const kept = [];
    let count = 0;
    const onAnswer = (k, body) => {
      if (count++ % 10 === 0) kept.push({ k, body });
    };
    const headers = await ground.authorization(server.port, secret);
    const stopWriting = ground.startWriting(postgres.where, people, WRITES);
    const bodies = questions.map(({ body }) => body);
    const measured = await measure({
      port: server.port,
      headers,
      bodies,
      connections: CONNECTIONS,
      onAnswer,
    });
    const written = await stopWriting();
    server.stop();
    progress("comparing answers");
    const answers = kept.map(({ k, body }) => ({ ...questions[k], answer: JSON.parse(body) }));
    const check = await ground.wrongAnswers(store, answers, HEADS_COMPARED);
    await store.close();
    return { ...measured, written, check };
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(name) {
  if (name === "comity") return { name, ...(await runComity()) };
  const { nodeOptions } = SERVERS.find((server) => server.name === name);
  const server = await serve("./serve-rival.mjs", [name, String(PEOPLE)], nodeOptions);
  const bodies = workloadQuestions().map(({ body }) => body);
  const measured = await measure({ port: server.port, bodies, connections: CONNECTIONS });
  server.stop();
  return { name, ...measured };
}

run(process.argv[2] ?? "comity").then(
  (result) => {
    if (process.send === undefined) console.dir(result, { depth: 5 });
    process.send?.({ result });
    process.disconnect?.();
    process.exit(0);
  },
  (error) => {
    if (process.send === undefined) throw error;
    process.send({ error: error.stack ?? String(error) }, () => process.exit(1));
  },
);
