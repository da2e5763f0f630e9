/** A store with the CERN scenario and a machine client that may ask, and a writer of acts. */
import { fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { day } from "../../packages/calendar/dist/index.js";
import { evaluate, explainBriefly, readPolicy } from "../../packages/policy/dist/index.js";
import { fold, readRegistry } from "../../packages/registry/dist/index.js";
import { MasterKey, openStore, recordedOf } from "../../packages/store/dist/index.js";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
export const POLICY = path("policies/cern.policy.md");
export const masterKey = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1));
const CLIENT = `client-${"b".repeat(20)}`;

/** Loads the scenario, and makes the account as an administrator would. */
export async function makeGround(where) {
  const { acts } = readRegistry(path("scenarios/cern-2024"));
  const store = await openStore(where, { create: true, registry: "cern-2024", masterKey });
  await store.append(acts, { by: "bench", set: "load" });
  const secret = randomBytes(32).toString("base64url");
  const made = new Date().toISOString();
  const value = {
    kind: "client",
    grants: [{ role: "access-system" }],
    made,
    handle: randomBytes(32).toString("base64url"),
    identities: [],
    passkeys: [],
    secrets: [
      {
        hash: createHash("sha256").update(secret).digest("hex"),
        made,
        expires: new Date(Date.now() + 86_400_000).toISOString(),
      },
    ],
  };
  await store.documents.write([{ collection: "account", id: CLIENT, expected: 0, value }], "bench");
  const folded = fold(acts);
  return { store, secret, people: [...folded.people.keys()], experiments: [...folded.experiments.keys()] };
}

/** The header line of a fresh token. */
export async function authorization(port, secret) {
  const form = { grant_type: "client_credentials", client_id: CLIENT, client_secret: secret };
  const response = await fetch(`http://127.0.0.1:${port}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  if (response.status !== 200) throw new Error(`no token: ${await response.text()}`);
  return `Authorization: Bearer ${(await response.json()).access_token}\r\n`;
}

/** Has a process of its own record acts at a rate until it is told to end; the answer ends it and gives how many they were. */
export function startWriting(where, people, rate) {
  const child = fork(path("bench/server/write.mjs"), [where, String(rate)]);
  child.send(people);
  return () =>
    new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`who records ended with ${code}`)));
      child.send("end");
    });
}

/** How many of some answers are not what a derivation of the whole ledger says as far as the head that they name. */
export async function wrongAnswers(store, answers, mostHeads) {
  const { policy } = readPolicy(readFileSync(POLICY, "utf8"), POLICY);
  const entries = [];
  for await (const entry of store.entries()) entries.push(entry);
  const acts = recordedOf(entries).map(({ act }) => act);
  const byHead = Map.groupBy?.(answers, headOf) ?? grouped(answers);
  const heads = [...byHead].sort(([a], [b]) => a - b);
  const step = Math.max(1, Math.floor(heads.length / mostHeads));
  let compared = 0;
  const wrong = [];
  for (const [position, some] of heads.filter((_, k) => k % step === 0).slice(0, mostHeads)) {
    const on = day(some[0].answer.context.day);
    const { facts } = fold(acts.slice(0, position), { knownOn: on });
    const evaluation = evaluate(policy, facts);
    for (const { predicate, tuple, answer } of some) {
      compared++;
      const brief = explainBriefly(evaluation, policy, predicate, tuple, on, (id) => id);
      const isRight =
        answer.decision === brief.holds &&
        answer.context.head.hash === entries[position - 1].hash &&
        answer.context.reason_user.en === brief.plain &&
        answer.context.reason_admin.en === brief.expert;
      if (!isRight) wrong.push(`${predicate}(${tuple}) at ${position}`);
    }
  }
  return { compared, heads: heads.length, wrong };
}

const headOf = ({ answer }) => answer.context.head.position;

function grouped(answers) {
  const found = new Map();
  for (const one of answers) {
    const list = found.get(headOf(one));
    if (list === undefined) found.set(headOf(one), [one]);
    else list.push(one);
  }
  return found;
}
