/**
 * The gate at CERN's size: `node bench/access/run.mjs`. 12,480 people of the scenario with an account each, the offices, a leader granted
 * for each of 400 institutes and a secretary for each experiment. Prints how long it takes to open, a question of each
 * sort, a grant, an act, and what is held.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openGate, ownAccessPolicy, withRegistryRecords } from "../../packages/access/dist/index.js";
import { day } from "../../packages/calendar/dist/index.js";
import { readPolicy } from "../../packages/policy/dist/index.js";
import { readRegistry } from "../../packages/registry/dist/index.js";
import { LivingEvaluation } from "../../packages/store/dist/index.js";
import { median } from "../measure.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const TODAY = day("2024-06-15");
const QUESTIONS = 200_000;
const CHANGES = 41;

const { acts } = readRegistry(`${root}scenarios/cern-2024`);
const { policy } = readPolicy(readFileSync(`${root}policies/cern.policy.md`, "utf8"), "cern.policy.md");
const living = new LivingEvaluation(
  withRegistryRecords(policy),
  acts.map((act, k) => ({ position: k + 1, act })),
  TODAY,
);
const listeners = new Set();
const followed = {
  get evaluation() {
    return living.evaluation;
  },
  get today() {
    return living.today;
  },
  get derivations() {
    return living.derivations;
  },
  onStep: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

const named = (sort, member) => [
  ...new Set(acts.filter(({ act }) => act === sort).map((act) => act[member])),
];
const people = named("person", "person");
const institutes = named("institute", "institute");
const experiments = named("experiment", "experiment");
const accounts = new Map([
  ...people.map((person) => [`u-${person}`, { kind: "human", person, grants: [] }]),
  ["office", { kind: "human", grants: [{ role: "users-office" }] }],
  ["badge", { kind: "client", grants: [{ role: "access-system" }] }],
  ...institutes
    .slice(0, 400)
    .map((of) => [`leads-${of}`, { kind: "human", grants: [{ role: "team-leader", of }] }]),
  ...experiments.map((of) => [
    `keeps-${of}`,
    { kind: "human", grants: [{ role: "experiment-secretary", of }] },
  ]),
]);
let version = 0;
let hear = () => undefined;
const documents = {
  get: async (collection, id) => ({ collection, id, version, at: "", by: "", value: accounts.get(id) }),
  list: async (collection, { after = "", limit }) =>
    collection !== "account"
      ? []
      : [...accounts]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .filter(([id]) => id > after)
          .slice(0, limit)
          .map(([id, value]) => ({ collection, id, version: 0, at: "", by: "", value })),
  onChanges: (listener) => {
    hear = listener;
    return () => undefined;
  },
};

const milliseconds = (since) => Number((performance.now() - since).toFixed(1));
const say = (what, value, unit) =>
  process.stdout.write(`${what.padEnd(58)}${String(value).padStart(10)} ${unit}\n`);

const opening = performance.now();
const gate = await openGate({ access: ownAccessPolicy(), followed, documents });
say(`opened over ${people.length} people, ${accounts.size} accounts`, milliseconds(opening), "ms");

const by = (account) => ({ account, via: "session" });
const person = (id) => ({ kind: "person", id });
for (const [what, asker, action, resourceOf] of [
  ["an office about anybody", () => by("office"), "read", (k) => person(people[k % people.length])],
  [
    "a person about themselves",
    (k) => by(`u-${people[k % people.length]}`),
    "read",
    (k) => person(people[k % people.length]),
  ],
  [
    "a person about another: no",
    (k) => by(`u-${people[k % people.length]}`),
    "read",
    (k) => person(people[(k + 1) % people.length]),
  ],
  [
    "a leader about anybody: mostly no",
    (k) => by(`leads-${institutes[k % 400]}`),
    "read-names",
    (k) => person(people[(7 * k) % people.length]),
  ],
  ["a badge gate", () => by("badge"), "ask-access", () => ({ kind: "access" })],
  [
    "the public about an agreement",
    () => ({ account: undefined, via: "public" }),
    "read",
    () => ({ kind: "agreement", id: "ICA-RU" }),
  ],
  ["whoever is not there", () => by("nobody"), "read", () => person("nobody")],
]) {
  let yes = 0;
  const ask = (count) => {
    for (let k = 0; k < count; k++) if (gate.may(asker(k), action, resourceOf(k))) yes++;
  };
  ask(20_000);
  const since = performance.now();
  ask(QUESTIONS);
  say(
    `  ${what} (${Math.round((100 * yes) / (QUESTIONS + 20_000))} % yes)`,
    ((1000 * (performance.now() - since)) / QUESTIONS).toFixed(2),
    "us",
  );
}

const grants = [];
for (let k = 0; k < CHANGES; k++) {
  version++;
  const id = `leads-${institutes[k]}`;
  accounts.set(id, { kind: "human", grants: [{ role: "team-leader", of: institutes[k + 1] }] });
  const since = performance.now();
  hear([{ collection: "account", id, version, isGone: false }]);
  await gate.until(id, version);
  grants.push(performance.now() - since);
}
say("a leadership moved to another institute", median(grants).toFixed(2), "ms");

let position = acts.length;
const steps = [];
for (let k = 0; k < CHANGES; k++) {
  const act = {
    act: "affiliation",
    id: `bench-${k}`,
    on: day("2024-01-01"),
    recorded: day("2024-06-01"),
    by: "",
    instrument: "",
    person: people[17 * k],
    institute: institutes[k],
    connection: "also at",
  };
  const step = living.take([{ position: ++position, act }]);
  const since = performance.now();
  for (const listener of listeners) listener(step);
  steps.push(performance.now() - since);
}
say("an affiliation recorded, what it costs the gate", median(steps).toFixed(2), "ms");
say("  at the most", Math.max(...steps).toFixed(2), "ms");
gate.close();
