/**
 * The workload: people with dated affiliations, institutes with dated memberships, agreements between a service
 * and an institute, and for about one person in a hundred a block. Everything follows from the seed.
 *
 * Wanted of it, for every person and service: the days on which the person is affiliated with an institute that
 * is a member and has an agreement with the service on those same days, less the days of the person's block.
 *
 * Days are plain integers, intervals half open. Rows lie in columns; affiliations and blocks ascend by person,
 * memberships by institute, agreements by service.
 */

export const INSTITUTES = 120;
export const SERVICES = 60;

/** The day on which the what-if lets agreements end, and the service whose agreements they are. */
const CUT_DAY = 2500;
const CUT_SERVICE = 7;

/** Mulberry32, a small generator in the public domain: `next()` is in [0, 1). */
function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Rows of whole numbers, kept as one growing Int32Array a column. */
class Columns {
  #columns;
  #rows = 0;

  constructor(...names) {
    this.names = names;
    this.#columns = names.map(() => new Int32Array(1024));
  }

  add(...values) {
    if (this.#rows === this.#columns[0].length)
      this.#columns = this.#columns.map((narrow) => {
        const wide = new Int32Array(narrow.length * 2);
        wide.set(narrow);
        return wide;
      });
    for (let c = 0; c < values.length; c++) this.#columns[c][this.#rows] = values[c];
    this.#rows++;
  }

  /** `{count, <name>: Int32Array, ...}` */
  table() {
    const columns = this.names.map((name, c) => [name, this.#columns[c].slice(0, this.#rows)]);
    return { count: this.#rows, ...Object.fromEntries(columns) };
  }
}

/**
 * Makes the workload for so many people, of whom the share `blocked` has a block.
 *
 *     const { affiliations } = makeWorkload(12_000);
 *     affiliations.count           // 17548
 *     affiliations.institute[0]    // the first person's first institute
 */
export function makeWorkload(people, { seed = 1, blocked = 0.01 } = {}) {
  const next = mulberry32(seed);
  const chance = (probability) => next() < probability;
  const between = (low, high) => low + Math.floor(next() * (high - low));

  const affiliations = new Columns("person", "institute", "from", "to");
  for (let person = 0; person < people; person++) {
    const ties = 1 + Number(chance(0.35)) + Number(chance(0.1));
    let day = between(-2000, 3500);
    for (let tie = 0; tie < ties; tie++) {
      const length = between(60, 1800);
      affiliations.add(person, between(0, INSTITUTES), day, day + length);
      const gap = chance(0.5) ? 0 : between(1, 400);
      day += length + gap;
    }
  }

  // How many memberships and rounds of agreements there are is drawn anew before each of them, as the
  // published totals have it: it decides which numbers the rest of the workload gets.
  const memberships = new Columns("institute", "from", "to");
  for (let institute = 0; institute < INSTITUTES; institute++) {
    for (let nth = 0; nth < 1 + Number(chance(0.2)); nth++) {
      const from = between(-1000, 1500);
      memberships.add(institute, from, from + between(1200, 3500));
    }
  }

  const agreements = new Columns("service", "institute", "from", "to");
  for (let service = 0; service < SERVICES; service++) {
    for (let round = 0; round < between(1, 4); round++) {
      const from = between(0, 3300);
      const withAll = chance(0.3);
      const to = from + between(365, 1500);
      for (let institute = 0; institute < INSTITUTES; institute++)
        if (withAll || chance(0.5)) agreements.add(service, institute, from, to);
    }
  }

  const blocks = new Columns("person", "from", "to");
  for (let person = 0; person < people; person++) {
    if (!chance(blocked)) continue;
    const from = between(0, 4000);
    blocks.add(person, from, from + between(30, 200));
  }

  return {
    people,
    seed,
    affiliations: affiliations.table(),
    memberships: memberships.table(),
    agreements: agreements.table(),
    blocks: blocks.table(),
  };
}

/**
 * The what-ifs that are measured: from `day` on, no agreement of `service` holds (with `institute`, or with any
 * institute where that is -1). The first is wide: all agreements of service 7 end on day 2500 (or of the first
 * service after it that has any beyond that day). The second is narrow: one institute's agreement with it ends.
 */
export function cutsOf({ agreements, memberships }) {
  const members = new Set();
  for (let row = 0; row < memberships.count; row++)
    if (memberships.to[row] > CUT_DAY) members.add(memberships.institute[row]);
  const reaching = [];
  for (let row = 0; row < agreements.count; row++)
    if (agreements.to[row] > CUT_DAY && members.has(agreements.institute[row])) reaching.push(row);
  const row = reaching.find((candidate) => agreements.service[candidate] >= CUT_SERVICE) ?? reaching[0];
  const service = agreements.service[row];
  return {
    wide: { service, institute: -1, day: CUT_DAY, published: service === CUT_SERVICE },
    narrow: { service, institute: agreements.institute[row], day: CUT_DAY, published: false },
  };
}

/** The agreements as they are after a cut: same columns, ends moved, rows that would be empty left out. */
export function agreementsAfter({ agreements }, cut) {
  const after = new Columns("service", "institute", "from", "to");
  for (let row = 0; row < agreements.count; row++) {
    const service = agreements.service[row];
    const institute = agreements.institute[row];
    const from = agreements.from[row];
    const to = isCut(cut, service, institute) ? Math.min(agreements.to[row], cut.day) : agreements.to[row];
    if (from < to) after.add(service, institute, from, to);
  }
  return after.table();
}

/** Whether a cut ends the agreement between this service and this institute. */
export function isCut(cut, service, institute) {
  return service === cut.service && (cut.institute === -1 || institute === cut.institute);
}
