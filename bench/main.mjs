/** `npm run bench`: runs the contestants one after the other, each in a process of its own, and prints ratios. */
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { COUNCIL, INSTITUTES } from "./ballots/contest.mjs";
import { CHECK_SIZE, CONTESTANTS, HEAP_MEGABYTES, SIZES } from "./contest.mjs";
import { measureCommand } from "./impact/command.mjs";
import { COMMAND_LIMIT } from "./impact/contest.mjs";
import { median, pooled } from "./measure.mjs";
import { POINT_CONTESTANTS, POINT_SIZES } from "./points/contest.mjs";
import { runReference } from "./reference.mjs";
import { printReport } from "./report.mjs";
import { SERVERS } from "./server/contest.mjs";
import { ACTS, ENGINES } from "./store/contest.mjs";
import { measureStart } from "./store/start.mjs";
import { disagreement } from "./tally.mjs";

const HELP = `npm run bench -- [options]

Measures Comity's engine and its rivals on one workload, each in its own process, and prints times, memory and ratios.

  --size 12000,120000   people; by default ${SIZES.map((size) => size.toLocaleString("en")).join(", ")}
  --only limit,comity   contestants; of ${CONTESTANTS.map(({ name }) => name).join(", ")}; for points ${POINT_CONTESTANTS.map(({ name }) => name).join(", ")}
  --part derive,points  parts; of derive (with the what-ifs), points, impact, store, server, drafts, pages, authors, ballots; by default all
  --rounds 3            repeats everything in turn, so that a busy minute of the machine falls on all alike; by default 1
  --all                 also the sizes at which a contestant takes minutes
  --check               at ${CHECK_SIZE.toLocaleString("en")} people, once, only whether all give the same answers; exit code 1 if not
  --reference FILE      a second limit to compare with: a script that is given PEOPLE and prints "derive PEOPLE: 52 ms"
  --markdown            prints the tables as Markdown, for docs/measurements.md
  --json FILE           writes all figures to a file

Examples
  npm run bench -- --size 12000 --only limit,comity,duckdb
  npm run bench -- --check
  npm run bench -- --part points --size 1000
`;

const progress = (text) => process.stderr.write(`${text}\n`);

/** A list given as `--name a,b`, checked against what there is. */
function chosen(text, known, option) {
  if (text === undefined) return undefined;
  const names = text.split(",").map((name) => name.trim());
  for (const name of names)
    if (!known.includes(name)) {
      progress(`unknown ${option} \`${name}\`; there are ${known.join(", ")}`);
      process.exit(2);
    }
  return names;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        size: { type: "string" },
        only: { type: "string" },
        part: { type: "string" },
        rounds: { type: "string", default: "1" },
        all: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        reference: { type: "string" },
        markdown: { type: "boolean", default: false },
        json: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const sizes = values.size?.split(",").map(Number);
    if (sizes?.some((size) => !Number.isInteger(size) || size < 100 || size > 2_000_000))
      throw new Error(`sizes are whole numbers from 100 to 2000000, got \`${values.size}\``);
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 20)
      throw new Error(`rounds are a whole number from 1 to 20, got \`${values.rounds}\``);
    return { ...values, sizes, rounds };
  } catch (error) {
    progress(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

/** Runs one script in a process of its own and resolves to what it sends: `{result}` or `{error}`. */
function inOwnProcess(script, scriptArguments, label, nodeOptions = []) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = fork(fileURLToPath(new URL(script, import.meta.url)), scriptArguments, {
      execArgv: ["--expose-gc", `--max-old-space-size=${HEAP_MEGABYTES}`, ...nodeOptions],
    });
    let outcome;
    let doing = "starting";
    const say = () =>
      progress(`  ${label}: ${doing} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
    const reminder = setInterval(say, 10_000);
    child.on("message", (message) => {
      if (message.progress !== undefined) doing = message.progress;
      else outcome = message;
    });
    child.on("close", (code, signal) => {
      clearInterval(reminder);
      doing = outcome?.result === undefined ? "failed" : "done";
      say();
      resolve(outcome ?? { error: `the process ended with ${signal ?? `exit code ${code}`}` });
    });
  });
}

async function runDerivations(options, names) {
  const sizes = options.check ? [CHECK_SIZE] : (options.sizes ?? SIZES);
  const outcomes = [];
  for (const people of sizes) {
    const taking = CONTESTANTS.filter(({ name, usual, most }) => {
      if (names !== undefined && !names.includes(name)) return false;
      const asked = names !== undefined && options.sizes !== undefined;
      return people <= (options.all || asked ? most : usual);
    }).map(({ name }) => name);
    if (options.reference !== undefined) taking.push("reference");
    // Round after round, everybody in each: what else the machine does at a time then falls on all alike.
    const rounds = new Map(taking.map((name) => [name, []]));
    for (let round = 1; round <= options.rounds; round++) {
      for (const name of taking) {
        const label = `${people.toLocaleString("en")} people, ${options.rounds > 1 ? `round ${round}, ` : ""}${name}`;
        progress(label);
        const childArguments = [name, String(people), ...(options.check ? ["--check"] : [])];
        rounds
          .get(name)
          .push(
            name === "reference"
              ? await runReference(options.reference, people)
              : await inOwnProcess("./run.mjs", childArguments, label),
          );
      }
    }
    for (const [name, itsRounds] of rounds) outcomes.push({ name, people, ...together(itsRounds) });
  }
  return outcomes;
}

/** The rounds of one contestant as one outcome; an error in any of them is the outcome. */
function together(rounds) {
  const failed = rounds.find(({ error }) => error !== undefined);
  if (failed !== undefined) return { error: failed.error };
  const results = rounds.map(({ result }) => result);
  const [first] = results;
  const most = (key) => first[key] && Math.max(...results.map((result) => result[key]));
  return {
    result: {
      ...first,
      load: first.load && median(results.map(({ load }) => load)),
      derive: pooled(results.map(({ derive }) => derive)),
      whatIfs: Object.fromEntries(
        Object.keys(first.whatIfs).map((way) => [way, pooled(results.map(({ whatIfs }) => whatIfs[way]))]),
      ),
      deriveMemory: most("deriveMemory"),
      memory: most("memory"),
    },
  };
}

async function runPoints(options, names) {
  const outcomes = [];
  for (const people of options.check ? [CHECK_SIZE] : (options.sizes ?? POINT_SIZES)) {
    for (const { name, most, nodeOptions } of POINT_CONTESTANTS) {
      if ((names !== undefined && !names.includes(name)) || people > most) continue;
      const label = `${people.toLocaleString("en")} people, point checks, ${name}`;
      progress(label);
      const outcome = await inOwnProcess(
        "./points/run.mjs",
        [name, String(people), ...(options.check ? ["--check"] : [])],
        label,
        nodeOptions,
      );
      outcomes.push({ name, people, ...outcome });
    }
  }
  return outcomes;
}

/** The fact sheet on the CERN scenario: the steps in one process, and the command from the shell. */
async function runImpact() {
  progress("the fact sheet on the CERN scenario");
  const { result, error } = await inOwnProcess("./impact/run.mjs", [], "the fact sheet");
  const rows = [...(result?.rows ?? [])];
  const errors = error === undefined ? [] : [`the steps: ${error.split("\n")[0]}`];
  progress("the fact sheet, `comity impact` from the shell");
  try {
    const command = await measureCommand();
    const { first, median: middle, best } = pooled([command]);
    const step = "`comity impact` from the shell, cold";
    rows.push({ step, first, median: middle, best, memory: command.memory, under: COMMAND_LIMIT });
  } catch (failure) {
    errors.push(`the command: ${failure.message.split("\n")[0]}`);
  }
  return { rows, errors, changed: result?.changed, facts: result?.facts };
}

/** The store: each engine in a process of its own, then the start of a process that follows one. */
async function runStore() {
  const engines = [];
  for (const { name, title } of ENGINES) {
    progress(`the store, ${title}`);
    engines.push({ name, title, ...(await inOwnProcess("./store/run.mjs", [name, String(ACTS)], title)) });
  }
  progress("the store, starting to follow the CERN scenario");
  try {
    return { engines, start: await measureStart() };
  } catch (failure) {
    return { engines, error: failure.message.split("\n")[0] };
  }
}

/** Access decisions over HTTP: each server in a process of its own, asked by another. */
async function runServers() {
  const outcomes = [];
  for (const { name, title, nodeOptions } of SERVERS) {
    progress(`access decisions, ${title}`);
    outcomes.push({ name, title, ...(await inOwnProcess("./server/run.mjs", [name], title, nodeOptions)) });
  }
  return outcomes;
}

/** The live stream of a draft on the CERN scenario: the server in a process of its own, asked by another. */
function runDrafts() {
  progress("a draft's live stream");
  return inOwnProcess("./drafts/run.mjs", [], "a draft's live stream");
}

/** The pages on the CERN scenario, in Chromium. */
function runPages() {
  progress("the pages");
  return inOwnProcess("./pages/run.mjs", [], "the pages");
}

/** Writing and reading author lists; the large one in a process of its own, for its memory. */
async function runAuthors() {
  progress("author lists");
  const usual = await inOwnProcess("./authors/run.mjs", [], "author lists");
  return { usual, large: await inOwnProcess("./authors/run.mjs", ["large"], "the large author list") };
}

/** The secret ballot of a council, and of a board of institutes: each in a process of its own, beside the rival. */
async function runBallots() {
  progress("the secret ballot");
  const held = (count) =>
    inOwnProcess("./ballots/run.mjs", [String(count)], `a vote of ${count.toLocaleString("en")} keys`);
  return { council: await held(COUNCIL), institutes: await held(INSTITUTES) };
}

/** Every answer that differs from the first contestant's at the same size, as lines to print. */
function disagreements(derivations, points) {
  const lines = [];
  const first = new Map();
  for (const { name, people, result } of derivations) {
    if (result?.derive?.answer === undefined) continue;
    const expected = first.get(people);
    if (expected === undefined) first.set(people, { name, result });
    else {
      const found = disagreement(expected.result.derive.answer, result.derive.answer);
      if (found !== undefined) lines.push(`${people} people, ${name} against ${expected.name}: ${found}`);
    }
    const wanted = Object.entries(first.get(people).result.whatIfs);
    for (const [way, { answer }] of Object.entries(result.whatIfs)) {
      const kind = way.split("/").at(-1);
      const [, reference] = wanted.find(([other]) => other.endsWith(`/${kind}`));
      if (answer === undefined) continue;
      const found = disagreement(reference.answer, answer);
      if (found !== undefined) lines.push(`${people} people, ${name}, what-if ${way}: ${found}`);
    }
  }
  const asked = new Map();
  for (const { name, people, result } of points) {
    if (result === undefined) continue;
    const expected = asked.get(people) ?? result.yes;
    asked.set(people, expected);
    const found = disagreement(expected, result.yes);
    if (found !== undefined) lines.push(`${people} people, point checks, ${name}, answered yes: ${found}`);
  }
  return lines;
}

const options = readOptions();
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const everybody = [...new Set([...CONTESTANTS, ...POINT_CONTESTANTS].map(({ name }) => name))];
const names = chosen(options.only, everybody, "contestant");
const PARTS = ["derive", "points", "impact", "store", "server", "drafts", "pages", "authors", "ballots"];
const parts = chosen(options.part, PARTS, "part") ?? PARTS;

const started = new Date();
const [busy] = loadavg();
const derivations = parts.includes("derive") ? await runDerivations(options, names) : [];
const points = parts.includes("points") ? await runPoints(options, names) : [];
const impact =
  parts.includes("impact") && !options.check && names === undefined ? await runImpact() : undefined;
const store = parts.includes("store") && !options.check && names === undefined ? await runStore() : undefined;
const servers = parts.includes("server") && !options.check && names === undefined ? await runServers() : [];

const drafts =
  parts.includes("drafts") && !options.check && names === undefined ? await runDrafts() : undefined;
const pages = parts.includes("pages") && !options.check && names === undefined ? await runPages() : undefined;
const authors =
  parts.includes("authors") && !options.check && names === undefined ? await runAuthors() : undefined;
const ballots =
  parts.includes("ballots") && !options.check && names === undefined ? await runBallots() : undefined;

const wrong = disagreements(derivations, points);
for (const { title, result } of servers)
  for (const answer of result?.check?.wrong ?? [])
    wrong.push(`${title}: ${answer} is not what is derived anew`);
const failed = [...derivations, ...points].filter(({ error }) => error !== undefined);
const report = {
  started,
  busy,
  derivations,
  points,
  impact,
  store,
  servers,
  drafts,
  pages,
  authors,
  ballots,
  wrong,
  failed,
  check: options.check,
};
printReport(report, { markdown: options.markdown });
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = wrong.length > 0 || (options.check && failed.length > 0) ? 1 : 0;
