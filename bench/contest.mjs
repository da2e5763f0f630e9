/** Who takes part, at which sizes unless asked otherwise, and what one of them has to offer. */

/**
 * One engine on the workload. `prepare` loads it (timed apart), `derive` makes every pair and its days,
 * each of `whatIfs` finds what a cut changes, and the `answer`s say what to compare.
 *
 * @typedef {object} Contestant
 * @property {(workload: object, report: (text: string) => void) => Promise<object>} prepare
 * @property {(prepared: any) => Promise<any>} derive
 * @property {(prepared: any, derived: any) => Promise<object>} answer
 * @property {Record<string, (prepared: any, derived: any, cut: object) => Promise<any>>} whatIfs
 * @property {(prepared: any, difference: any) => Promise<object>} answerDifference
 * @property {(prepared: any) => Promise<void>} [index] indexes that only the what-ifs need, made after deriving
 * @property {(prepared: any, derived: any) => Promise<void>} [undo] after a what-if, not timed
 * @property {(prepared: any) => number} [serverProcess] the process whose memory counts besides this one's
 * @property {(prepared: any) => Promise<void>} [close]
 * @property {(prepared: any, derived: any) => (person: number, service: number, day: number) => boolean} [pointCheck]
 */

export const SIZES = [12_000, 120_000, 1_000_000];

/** Small enough to compare all answers in seconds; one in four is blocked, or blocks would hardly be compared. */
export const CHECK_SIZE = 1_200;
export const CHECK_BLOCKED = 0.25;

/** Name, title, and the largest size it runs at by default (`--all` lifts that) or at all. */
export const CONTESTANTS = [
  { name: "limit", title: "the limit (loops over typed arrays)", usual: 1_000_000, most: 1_000_000 },
  { name: "comity", title: "Comity", usual: 1_000_000, most: 1_000_000 },
  { name: "duckdb", title: "DuckDB 1.5", usual: 1_000_000, most: 1_000_000 },
  { name: "postgres", title: "PostgreSQL 18 multiranges", usual: 120_000, most: 1_000_000 },
  { name: "objects", title: "loops over plain objects", usual: 120_000, most: 1_000_000 },
  // A million people took it past the memory of a 23 GB machine.
  { name: "ivm", title: "@tanstack/db-ivm 0.2", usual: 12_000, most: 120_000 },
];

/** Heap that Node may use, in MB: the small ones must not be slowed by collecting, the big ones must not die. */
export const HEAP_MEGABYTES = 16_000;

export async function contestant(name) {
  const module = await import(`./contestants/${name}.mjs`);
  return module[name];
}
