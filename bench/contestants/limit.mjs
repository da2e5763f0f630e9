/**
 * The limit: this one workload in hand-written loops over typed arrays, without rules, proofs or generality.
 * Nothing that answers any policy can be expected to be faster; the question is how near it comes.
 */

import { common, less, same, united } from "../spans.mjs";
import { DifferenceTally, Tally } from "../tally.mjs";
import { INSTITUTES, isCut, SERVICES } from "../workload.mjs";

/** Where each group begins in rows that ascend by `key`, and where the last one ends. */
function startsOf(key, groups) {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < key.length; row++) starts[key[row] + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  return starts;
}

/** The rows of each group, where rows do not ascend by `key`. */
function rowsOf(key, groups) {
  const starts = startsOf(key, groups);
  const place = starts.slice();
  const rows = new Int32Array(key.length);
  for (let row = 0; row < key.length; row++) rows[place[key[row]]++] = row;
  return { starts, rows };
}

/**
 * For each institute the services it reaches, ascending, and for each of those its days, in flat arrays.
 * With a cut: as it is after the cut, and only of the service that is cut.
 */
function reachOf({ memberships, agreements }, cut) {
  const member = Array.from({ length: INSTITUTES }, () => []);
  for (let row = 0; row < memberships.count; row++)
    member[memberships.institute[row]].push([memberships.from[row], memberships.to[row]]);
  const agreed = Array.from({ length: INSTITUTES * SERVICES }, () => []);
  for (let row = 0; row < agreements.count; row++) {
    const service = agreements.service[row];
    if (cut !== undefined && service !== cut.service) continue;
    const institute = agreements.institute[row];
    const last = agreements.to[row];
    const to = cut !== undefined && isCut(cut, service, institute) ? Math.min(last, cut.day) : last;
    const from = agreements.from[row];
    if (from < to) agreed[institute * SERVICES + service].push([from, to]);
  }

  const firstOf = new Int32Array(INSTITUTES + 1);
  const service = [];
  const daysFrom = [0];
  const days = [];
  for (let institute = 0; institute < INSTITUTES; institute++) {
    const membership = united(member[institute]);
    for (let candidate = 0; candidate < SERVICES; candidate++) {
      const both = common(united(agreed[institute * SERVICES + candidate]), membership);
      if (both.length === 0) continue;
      service.push(candidate);
      days.push(...both);
      daysFrom.push(days.length);
    }
    firstOf[institute + 1] = service.length;
  }
  return {
    firstOf,
    service: Int32Array.from(service),
    daysFrom: Int32Array.from(daysFrom),
    days: Int32Array.from(days),
  };
}

/** A copy with room for twice as much. */
function doubled(narrow) {
  const wide = new Int32Array(narrow.length * 2);
  wide.set(narrow);
  return wide;
}

/** Room for one person's intervals with one service, before those that touch are made one. */
const ROOM = 256;

function deriveAll({ people, affiliations, affiliationsOf, blocks, blocksOf }, reach) {
  const { institute, from, to } = affiliations;
  let service = new Int32Array(1 << 20);
  let daysFrom = new Int32Array(1 << 20);
  let days = new Int32Array(1 << 21);
  const pairsOf = new Int32Array(people + 1);
  const gathered = new Int32Array(SERVICES * ROOM);
  const fill = new Int32Array(SERVICES);
  let pairs = 0;
  let whollyBlocked = 0;
  let end = 0;

  for (let person = 0; person < people; person++) {
    for (let row = affiliationsOf[person]; row < affiliationsOf[person + 1]; row++) {
      const since = from[row];
      const until = to[row];
      const lastReach = reach.firstOf[institute[row] + 1];
      for (let r = reach.firstOf[institute[row]]; r < lastReach; r++) {
        const base = reach.service[r] * ROOM;
        let n = fill[reach.service[r]];
        for (let k = reach.daysFrom[r]; k < reach.daysFrom[r + 1]; k += 2) {
          const f = Math.max(reach.days[k], since);
          const t = Math.min(reach.days[k + 1], until);
          if (f >= t) continue;
          // Kept in order while it is filled; a person's affiliations nearly always come in order already.
          let at = base + n;
          while (at > base && gathered[at - 2] > f) {
            gathered[at] = gathered[at - 2];
            gathered[at + 1] = gathered[at - 1];
            at -= 2;
          }
          gathered[at] = f;
          gathered[at + 1] = t;
          n += 2;
        }
        fill[reach.service[r]] = n;
      }
    }

    for (let s = 0; s < SERVICES; s++) {
      const n = fill[s];
      if (n === 0) continue;
      fill[s] = 0;
      if (pairs + 2 > service.length) {
        service = doubled(service);
        daysFrom = doubled(daysFrom);
      }
      if (end + 2 * ROOM > days.length) days = doubled(days);
      const base = s * ROOM;
      const start = end;
      for (let k = base; k < base + n; ) {
        let f = gathered[k];
        let t = gathered[k + 1];
        for (k += 2; k < base + n && gathered[k] <= t; k += 2) if (gathered[k + 1] > t) t = gathered[k + 1];
        for (let b = blocksOf[person]; b < blocksOf[person + 1] && f < t; b++) {
          if (blocks.to[b] <= f || blocks.from[b] >= t) continue;
          if (blocks.from[b] > f) {
            days[end++] = f;
            days[end++] = blocks.from[b];
          }
          f = blocks.to[b];
        }
        if (f < t) {
          days[end++] = f;
          days[end++] = t;
        }
      }
      if (end === start) {
        whollyBlocked++;
        continue;
      }
      service[pairs] = s;
      daysFrom[pairs++] = start;
    }
    pairsOf[person + 1] = pairs;
  }
  daysFrom[pairs] = end;
  return { pairsOf, service, daysFrom, days, whollyBlocked };
}

/** For each institute the days on which it reaches one service. */
function reachingOf(reach, service) {
  return Array.from({ length: INSTITUTES }, (_, institute) => {
    for (let r = reach.firstOf[institute]; r < reach.firstOf[institute + 1]; r++)
      if (reach.service[r] === service) return reach.days.subarray(reach.daysFrom[r], reach.daysFrom[r + 1]);
    return NO_DAYS;
  });
}
const NO_DAYS = new Int32Array(0);

/** Writes one person's days, given what each institute reaches, before any block; returns where they end. */
function gather({ affiliations, affiliationsOf }, reaching, person, into) {
  const { institute, from, to } = affiliations;
  let end = 0;
  for (let row = affiliationsOf[person]; row < affiliationsOf[person + 1]; row++) {
    const days = reaching[institute[row]];
    for (let k = 0; k < days.length; k += 2) {
      const f = Math.max(days[k], from[row]);
      const t = Math.min(days[k + 1], to[row]);
      if (f >= t) continue;
      let at = end;
      while (at > 0 && into[at - 2] > f) {
        into[at] = into[at - 2];
        into[at + 1] = into[at - 1];
        at -= 2;
      }
      into[at] = f;
      into[at + 1] = t;
      end += 2;
    }
  }
  let last = 0;
  for (let k = 2; k < end; k += 2) {
    if (into[k] <= into[last + 1]) into[last + 1] = Math.max(into[last + 1], into[k + 1]);
    else {
      last += 2;
      into[last] = into[k];
      into[last + 1] = into[k + 1];
    }
  }
  return end === 0 ? 0 : last + 2;
}

function blockDays({ blocks, blocksOf }, person) {
  const intervals = [];
  for (let b = blocksOf[person]; b < blocksOf[person + 1]; b++)
    intervals.push([blocks.from[b], blocks.to[b]]);
  return united(intervals);
}

/** From the institutes whose reach changes to their people affiliated on a changed day, and to what those lose. */
function differenceOf(table, base, cut) {
  const before = reachingOf(base, cut.service);
  const after = reachingOf(reachOf(table, cut), cut.service);
  const { person, from, to } = table.affiliations;
  const seen = new Uint8Array(table.people);
  const was = new Int32Array(ROOM);
  const is = new Int32Array(ROOM);
  const difference = [];
  for (let institute = 0; institute < INSTITUTES; institute++) {
    if (same(before[institute], after[institute])) continue;
    const changed = [
      ...less(before[institute], after[institute]),
      ...less(after[institute], before[institute]),
    ];
    const earliest = Math.min(...changed);
    const latest = Math.max(...changed);
    for (let k = table.atInstitute.starts[institute]; k < table.atInstitute.starts[institute + 1]; k++) {
      const row = table.atInstitute.rows[k];
      const who = person[row];
      if (to[row] <= earliest || from[row] >= latest || seen[who] === 1) continue;
      seen[who] = 1;
      const wasDays = was.subarray(0, gather(table, before, who, was));
      const isDays = is.subarray(0, gather(table, after, who, is));
      if (same(wasDays, isDays)) continue;
      let lost = less(wasDays, isDays);
      let gained = less(isDays, wasDays);
      if (table.blocksOf[who] < table.blocksOf[who + 1]) {
        const blocked = blockDays(table, who);
        lost = less(lost, blocked);
        gained = less(gained, blocked);
      }
      if (lost.length + gained.length > 0) difference.push({ person: who, lost, gained });
    }
  }
  return { service: cut.service, difference };
}

/** @type {import("../contest.mjs").Contestant} */
export const limit = {
  async prepare(workload) {
    return {
      ...workload,
      affiliationsOf: startsOf(workload.affiliations.person, workload.people),
      blocksOf: startsOf(workload.blocks.person, workload.people),
      atInstitute: rowsOf(workload.affiliations.institute, INSTITUTES),
    };
  },

  async derive(table) {
    const reach = reachOf(table);
    return { reach, ...deriveAll(table, reach) };
  },

  async answer(_table, { pairsOf, service, daysFrom, days }) {
    const tally = new Tally();
    for (let person = 0; person + 1 < pairsOf.length; person++)
      for (let pair = pairsOf[person]; pair < pairsOf[person + 1]; pair++)
        tally.add(person, service[pair], days, daysFrom[pair], daysFrom[pair + 1]);
    return tally.answer();
  },

  whatIfs: {
    "driven by the change": async (table, derived, cut) => differenceOf(table, derived.reach, cut),
  },

  async answerDifference(_table, { service, difference }) {
    const tally = new DifferenceTally();
    for (const { person, lost, gained } of difference) tally.add(person, service, lost, gained);
    return tally.answer();
  },

  /** Point checks: a search among the person's services, then among the days. */
  pointCheck(_table, { pairsOf, service, daysFrom, days }) {
    return (person, wanted, day) => {
      for (let pair = pairsOf[person]; pair < pairsOf[person + 1]; pair++) {
        if (service[pair] !== wanted) continue;
        for (let k = daysFrom[pair]; k < daysFrom[pair + 1]; k += 2)
          if (day >= days[k] && day < days[k + 1]) return true;
        return false;
      }
      return false;
    };
  },
};
