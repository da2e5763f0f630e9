/** The store under load: how many acts, which engines, and what they are held to. */
export const ACTS = Number(process.env.COMITY_BENCH_ACTS ?? 100_000);
export const SINGLE = 400;

/** Milliseconds. */
export const GOALS = {
  embedded: { load: 20_000, one: 60 },
  postgres: { load: 10_000, one: 20 },
};
/** Starting a process that follows a store, on the CERN scenario, from a warm store: milliseconds. */
export const START = 3_000;

export const ENGINES = [
  { name: "embedded", title: "Comity in a folder (PGlite and a journal)" },
  { name: "postgres", title: "Comity on PostgreSQL 18" },
];
