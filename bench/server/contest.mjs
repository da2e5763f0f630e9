/** Access decisions over HTTP: what is asked of whom, and what Comity is held to. */
export const GOALS = { rate: 3_000, p99: 10 };

/** Connections at once, each with one question under way. */
export const CONNECTIONS = 16;
export const SECONDS = Number(process.env.COMITY_BENCH_SECONDS ?? 8);
export const WARM_UP_SECONDS = Number(process.env.COMITY_BENCH_WARM_UP_SECONDS ?? 8);
/** Acts a second that another process records meanwhile. */
export const WRITES = 20;
/** So many heads are derived anew, from the first act on, to compare the answers that name them. */
export const HEADS_COMPARED = 4;
/** People of the workload that Cedar decides about: as many as the CERN scenario has, nearly. */
export const PEOPLE = 12_000;

export const SERVERS = [
  { name: "bare", title: "the same Hono, which reads the question and always says yes" },
  { name: "comity", title: `Comity on PostgreSQL 18, CERN scenario, ${WRITES} acts a second recorded` },
  {
    name: "cedar",
    title: "cedar-wasm 4.13 behind the same Hono: yes or no, nothing recorded, nobody signed in",
    nodeOptions: process.versions.node.startsWith("20.") ? ["--no-turbo-inline-js-wasm-calls"] : [],
  },
];
