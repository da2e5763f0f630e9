/** Prints what was measured: tables with ratios, what the goals say to them, and what went wrong. */
import { availableParallelism, cpus, totalmem } from "node:os";
import { authorTexts } from "./authors/report.mjs";
import { ballotTexts } from "./ballots/report.mjs";
import { CONTESTANTS } from "./contest.mjs";
import { draftTexts } from "./drafts/report.mjs";
import { goalsOf } from "./goals.mjs";
import { pageTexts } from "./pages/report.mjs";
import { POINT_CONTESTANTS } from "./points/contest.mjs";

const whole = (number) => Math.round(number).toLocaleString("en");

/** Milliseconds as a person reads them: `8.4 ms`, `412 ms`, `3.21 s`. */
export function time(milliseconds) {
  if (milliseconds === undefined || Number.isNaN(milliseconds)) return "";
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)} ms`;
  return `${(milliseconds / 1000).toPrecision(3)} s`;
}

const memory = (bytes) =>
  bytes === undefined ? "" : bytes < 1e9 ? `${whole(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

/** How many times as much: `2.4 x`, `31 x`. */
const times = (part, whole_) => {
  if (part === undefined || whole_ === undefined) return "";
  const ratio = part / whole_;
  return `${ratio < 10 ? ratio.toFixed(ratio < 1 ? 2 : 1) : whole(ratio)} x`;
};

/** A table for a terminal, or in Markdown; the first columns are text, the others are aligned to the right. */
function table(header, rows, { markdown, textColumns = 1 }) {
  if (markdown) {
    const rule = header.map((_, c) => (c < textColumns ? "---" : "---:"));
    return [header, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  }
  const widths = header.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  const line = (row) =>
    row.map((cell, c) => (c < textColumns ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join("  ");
  return [header, ...rows].map(line).join("\n");
}

const titleOf = (name, among = CONTESTANTS) =>
  among.find((contestant) => contestant.name === name)?.title ?? "reference limit";

function derivationTables(people, outcomes, options) {
  const results = outcomes.flatMap(({ result }) => (result === undefined ? [] : [result]));
  if (results.length === 0) return [];
  const of = (wanted) => results.find(({ name }) => name === wanted);
  const [limit, comity] = [of("limit"), of("comity")];
  const answered = results.find(({ derive }) => derive.answer !== undefined);
  const { pairs, intervals } = answered?.derive.answer ?? {};
  const blocked = limit?.whollyBlocked;
  const what = answered === undefined ? "" : `: ${whole(pairs)} pairs, ${whole(intervals)} intervals`;
  const beyond = blocked ? ` (and ${blocked} pairs every day of which is blocked)` : "";

  const derivations = results.map(({ name, derive, load, deriveMemory }) => [
    titleOf(name),
    time(derive.median),
    times(derive.median, limit?.derive.median),
    name === "comity" ? "" : times(derive.median, comity?.derive.median),
    time(derive.best),
    time(derive.processor),
    time(derive.first),
    time(load),
    memory(deriveMemory),
  ]);

  const whatIfs = [];
  for (const kind of ["wide", "narrow"]) {
    const way = (result) =>
      Object.entries(result?.whatIfs ?? {}).find(([key]) => key.endsWith(`/${kind}`))?.[1];
    for (const result of results)
      for (const [key, measured] of Object.entries(result.whatIfs)) {
        if (!key.endsWith(`/${kind}`)) continue;
        const changed = measured.answer?.changed;
        whatIfs.push([
          `${titleOf(result.name)}, ${key.slice(0, -kind.length - 1)}`,
          `${kind}${changed === undefined ? "" : `, ${whole(changed)} pairs`}`,
          time(measured.median),
          times(measured.median, way(limit)?.median),
          result.name === "comity" ? "" : times(measured.median, way(comity)?.median),
          time(measured.best),
          time(measured.processor),
          time(measured.first),
          memory(result.memory),
        ]);
      }
  }
  const { cut } = answered ?? {};
  const note =
    cut === undefined
      ? ""
      : `wide: all agreements of service ${cut.service} end on day ${cut.day}${cut.published ? "" : " (service 7 has none beyond it at this size)"}; narrow: those with one institute`;
  return [
    { heading: `${whole(people)} people${what}${beyond}` },
    table(
      [
        "full derivation",
        "median",
        "of the limit",
        "of Comity",
        "best",
        "processor",
        "first run",
        "load",
        "peak memory",
      ],
      derivations,
      options,
    ),
    table(
      [
        "what-if with its difference",
        "changed",
        "median",
        "of the limit",
        "of Comity",
        "best",
        "processor",
        "first run",
        "peak memory",
      ],
      whatIfs,
      { ...options, textColumns: 2 },
    ),
    note,
  ];
}

function pointTables(points, options) {
  const parts = [];
  for (const people of new Set(points.map((point) => point.people))) {
    const results = points.flatMap((point) =>
      point.people === people && point.result ? [point.result] : [],
    );
    const comity = results.find(({ name }) => name === "comity");
    parts.push(
      { heading: `Point checks, ${whole(people)} people: may this person use this service on this day?` },
      table(
        ["point checks", "a second", "Comity is", "set up", "asked", "peak memory"],
        results.map(({ name, rate, setup, asked, memory: bytes }) => [
          titleOf(name, POINT_CONTESTANTS),
          whole(rate),
          name === "comity" ? "" : times(comity?.rate, rate),
          time(setup),
          whole(asked),
          memory(bytes),
        ]),
        options,
      ),
    );
  }
  return parts;
}

function impactTables(impact, options) {
  if (impact === undefined) return [];
  const { rows, errors, changed, facts } = impact;
  const size = facts === undefined ? "" : `: ${whole(facts)} facts, ${whole(changed)} tuples changed`;
  const parts = [{ heading: `The fact sheet on the CERN scenario${size}` }];
  if (rows.length > 0)
    parts.push(
      table(
        ["step", "median", "best", "first run", "peak memory so far"],
        rows.map((row) => [row.step, time(row.median), time(row.best), time(row.first), memory(row.memory)]),
        options,
      ),
    );
  for (const error of errors) parts.push(`Not measured: ${error}`);
  return parts;
}

function storeTables(store, options) {
  if (store === undefined) return [];
  const measured = store.engines.flatMap(({ title, result }) =>
    result === undefined ? [] : [{ title, result }],
  );
  const parts = [{ heading: `The store: ${whole(measured[0]?.result.acts ?? 0)} acts` }];
  parts.push(
    table(
      [
        "engine",
        "load",
        "a bare table",
        "of it",
        "one act",
        "99 of 100",
        "a bare one",
        "99 of 100",
        "verify",
        "open",
        "read all",
      ],
      measured.map(({ title, result: r }) => [
        title,
        time(r.load),
        time(r.bareLoad),
        times(r.load, r.bareLoad),
        time(r.one.median),
        time(r.one.p99),
        time(r.bareOne.median),
        time(r.bareOne.p99),
        time(r.verify),
        time(r.open),
        time(r.reading),
      ]),
      options,
    ),
  );
  for (const { title, result: r } of measured)
    parts.push(
      `${title}: while a query took ${time(r.stall.milliseconds)}, the process stood still for ${time(r.stall.longest)} at most.`,
    );
  if (store.start !== undefined)
    parts.push(
      `Following the CERN scenario: derived ${time(store.start.derived)} after the start of the process (median of its own clock).`,
    );
  for (const { title, error } of store.engines)
    if (error !== undefined) parts.push(`Not measured: ${title}: ${error.split("\n")[0]}`);
  if (store.error !== undefined) parts.push(`Not measured: ${store.error}`);
  return parts;
}

function serverTables(servers, options) {
  if (servers.length === 0) return [];
  const of = (wanted) => servers.find(({ name }) => name === wanted)?.result;
  const bare = of("bare");
  const parts = [
    { heading: "Access decisions over HTTP" },
    table(
      [
        "server",
        "most a second",
        "of the bare one",
        "median",
        "99 of 100",
        "at 3,000 a second: median",
        "99 of 100",
        "999 of 1,000",
        "longest",
      ],
      servers.flatMap(({ title, result: r }) =>
        r === undefined
          ? []
          : [
              [
                title,
                whole(r.most.rate),
                times(r.most.rate, bare?.most.rate),
                time(r.most.median),
                time(r.most.p99),
                time(r.paced.median),
                time(r.paced.p99),
                time(r.paced.p999),
                time(r.paced.longest),
              ],
            ],
      ),
      options,
    ),
  ];
  const comity = of("comity");
  if (comity !== undefined) {
    const { compared, heads, wrong } = comity.check;
    parts.push(
      `Meanwhile ${whole(comity.written)} acts were recorded one by one. Of the answers kept, which name ${whole(heads)} heads, ${whole(compared)} were compared with a derivation from the first act on as far as their head, reasons and all: ${wrong.length} were wrong. At a fixed rate a question's time counts from when it was due.`,
    );
  }
  for (const { title, error } of servers)
    if (error !== undefined) parts.push(`Not measured: ${title}: ${error.split("\n")[0]}`);
  return parts;
}

export function printReport(report, { markdown }) {
  const {
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
    check,
  } = report;
  const options = { markdown };
  const day = started.toISOString().slice(0, 10);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${whole(totalmem() / 1e9)} GB, Node ${process.versions.node}`;
  const parts = [
    `Measured on ${day}; ${machine}, load ${busy.toFixed(1)} before it began; npm run bench -- ${process.argv.slice(2).join(" ")}`.replace(
      / -- $/,
      "",
    ),
  ];
  if (!check) {
    for (const people of new Set(derivations.map((derivation) => derivation.people)))
      parts.push(
        ...derivationTables(
          people,
          derivations.filter((d) => d.people === people),
          options,
        ),
      );
    parts.push(
      ...pointTables(points, options),
      ...impactTables(impact, options),
      ...storeTables(store, options),
      ...serverTables(servers, options),
      ...draftTexts(drafts, { time, memory }),
      ...pageTexts(pages, { time }),
      ...authorTexts(authors, { time, memory }),
      ...ballotTexts(ballots, { time, memory }),
    );
    const goals = goalsOf(report, { time, memory });
    if (goals.length > 0)
      parts.push(
        { heading: "The goals" },
        table(["goal", "found", ""], goals, { ...options, textColumns: 3 }),
      );
    parts.push(
      "Every figure is the median of its runs unless it says first; only figures of one run compare.",
    );
  }
  const everybody = [...derivations, ...points].filter(({ result }) => result !== undefined);
  if (wrong.length > 0) parts.push({ heading: "Answers that differ" }, wrong.join("\n"));
  else if (everybody.length > 1)
    parts.push(
      `The same answers from all ${everybody.length} runs: ${[...new Set(everybody.map(({ name }) => name))].join(", ")}.`,
    );
  if (failed.length > 0)
    parts.push(
      { heading: "Not measured" },
      failed
        .map(
          ({ name, people, error }) =>
            `${whole(people)} people, ${titleOf(name, [...CONTESTANTS, ...POINT_CONTESTANTS])}: ${error.split("\n")[0]}`,
        )
        .join("\n"),
    );
  const lines = parts
    .filter((part) => part !== "")
    .map((part) =>
      typeof part === "string" ? part : markdown ? `## ${part.heading}` : `== ${part.heading} ==`,
    );
  process.stdout.write(`\n${lines.join("\n\n")}\n`);
}
