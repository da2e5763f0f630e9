/** What the engine is held to, and what was found: a line each, met or not, only where it was measured. */

import { authorGoals } from "./authors/report.mjs";
import { ballotGoals } from "./ballots/report.mjs";
import { NEW_SHEET } from "./drafts/contest.mjs";
import { FIRST_PAGE, LONGEST_FRAME, NEW_PICTURE } from "./pages/contest.mjs";
import { GOALS as SERVER_GOALS } from "./server/contest.mjs";
import { GOALS, START } from "./store/contest.mjs";

/** @returns {string[][]} rows of goal, what was found, `met` or `missed` */
export function goalsOf(
  { derivations, points, impact, store, servers, drafts, pages, authors, ballots },
  { time, memory },
) {
  const rows = [];
  const goal = (text, found, met) => rows.push([text, found, met ? "met" : "missed"]);
  const result = (people, wanted) =>
    derivations.find(({ name, people: size }) => size === people && name === wanted)?.result;
  const whatIf = (measured, kind) =>
    Object.entries(measured.whatIfs).find(([way]) => way.endsWith(`/${kind}`))?.[1].median;

  const sizes = [...new Set(derivations.map(({ people }) => people))];
  for (const people of sizes) {
    const comity = result(people, "comity");
    if (comity === undefined) continue;
    const size = `${people.toLocaleString("en")} people`;
    const limit = result(people, "limit");
    const against = (rival, factor, title, faster) => {
      if (rival === undefined) return;
      const ratio = faster
        ? rival.derive.median / comity.derive.median
        : comity.derive.median / rival.derive.median;
      goal(`${size}: ${title}`, ratio.toFixed(1), faster ? ratio >= factor : ratio <= factor);
    };
    against(limit, 3, "derivation within 3 times the limit", false);
    against(result(people, "duckdb"), 2, "at least twice as fast as DuckDB", true);
    against(result(people, "postgres"), 20, "at least 20 times as fast as PostgreSQL", true);
    if (people === 12_000)
      goal(`${size}: what-if under 16 ms`, time(whatIf(comity, "wide")), whatIf(comity, "wide") < 16);
    if (people === 1_000_000) {
      goal(`${size}: what-if under 0.5 s`, time(whatIf(comity, "wide")), whatIf(comity, "wide") < 500);
      goal(`${size}: derivation in under 3 GB`, memory(comity.deriveMemory), comity.deriveMemory < 3e9);
    }
  }

  const growing = sizes.flatMap((people) => {
    const narrow = result(people, "comity") && whatIf(result(people, "comity"), "narrow");
    return narrow === undefined ? [] : [{ people, narrow, changed: changedBy(result(people, "comity")) }];
  });
  if (growing.length > 1) {
    const [least, most] = [growing[0], growing.at(-1)];
    const population = most.people / least.people;
    const work = most.narrow / least.narrow;
    const change = most.changed / Math.max(1, least.changed);
    goal(
      `narrow what-if grows no faster than the change (${change.toFixed(0)} x, population ${population.toFixed(0)} x)`,
      `${work.toFixed(1)} x`,
      work <= Math.max(1, change),
    );
  }

  for (const { name, people, result: point } of points)
    if (name === "comity" && point !== undefined)
      goal(
        `${people.toLocaleString("en")} people: a million point checks a second`,
        Math.round(point.rate).toLocaleString("en"),
        point.rate >= 1e6,
      );
  for (const { step, median, under } of impact?.rows ?? [])
    if (under !== undefined) goal(`${step} under ${time(under)}`, time(median), median < under);
  for (const { name, title, result } of store?.engines ?? []) {
    if (result === undefined) continue;
    const { load, one } = GOALS[name];
    const acts = result.acts.toLocaleString("en");
    goal(`${title}: loading ${acts} acts under ${time(load)}`, time(result.load), result.load < load);
    goal(
      `${title}: one act, durable, 99 of 100 under ${time(one)}`,
      time(result.one.p99),
      result.one.p99 < one,
    );
  }
  if (store?.start !== undefined)
    goal(
      `following the CERN scenario from a warm store under ${time(START)}`,
      time(store.start.derived),
      store.start.derived < START,
    );
  const comity = servers?.find(({ name }) => name === "comity")?.result;
  if (comity !== undefined) {
    const { rate, p99 } = SERVER_GOALS;
    const found = Math.round(comity.most.rate).toLocaleString("en");
    goal(`access decisions: over ${rate.toLocaleString("en")} a second`, found, comity.most.rate > rate);
    goal(
      `access decisions at ${rate.toLocaleString("en")} a second, 99 of 100 under ${time(p99)}`,
      time(comity.paced.p99),
      comity.paced.p99 < p99,
    );
  }
  if (drafts?.result !== undefined)
    goal(
      `a draft's new date to a new fact sheet over the stream, 95 of 100 under ${time(NEW_SHEET)}`,
      time(drafts.result.alone.p95),
      drafts.result.alone.p95 < NEW_SHEET,
    );
  if (pages?.result !== undefined) {
    const { moves, drag, first } = pages.result;
    goal(
      `from the pointer to the new picture in Chromium, 95 of 100 under ${time(NEW_PICTURE)}`,
      time(moves.p95),
      moves.p95 < NEW_PICTURE,
    );
    goal(
      `no frame over ${time(LONGEST_FRAME)} while dragging`,
      time(drag.longest),
      drag.longest <= LONGEST_FRAME,
    );
    goal(`first page meaningful under ${time(FIRST_PAGE)}`, time(first.p50), first.p50 < FIRST_PAGE);
  }
  authorGoals(authors, goal, { time, memory });
  ballotGoals(ballots, goal, { time });
  return rows;
}

const changedBy = (measured) =>
  Object.entries(measured.whatIfs).find(([way]) => way.endsWith("/narrow"))?.[1].answer?.changed ?? 0;
