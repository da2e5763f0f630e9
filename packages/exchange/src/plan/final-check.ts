/** The registry's own checks over what is there and what would come: whatever is wrong is held against the row. */
import { type Act, check, type Problem } from "@comity/registry";
import { type ExchangeProblem, formatPlace } from "../problems.ts";
import type { Judged, Verdict } from "./judgement.ts";

type Found = ReturnType<typeof check>[number];

const told = (found: Found, { place }: Pick<Judged, "place">): ExchangeProblem => ({
  severity: found.severity,
  category: found.category,
  code: found.code,
  message: found.message,
  place,
  ...(found.column === undefined ? {} : { column: found.column }),
  ...(found.help === undefined ? {} : { help: found.help }),
});

const isAct = ({ verdict }: Judged): boolean => verdict === "new" || verdict === "changed";

/** Holds back the rows that stand and fall with one that is refused or doubtful. */
function holdDependents(judged: Judged[]): boolean {
  let isChanged = false;
  judged.forEach((row, at) => {
    if (row.with === undefined || row.verdict === "refused" || row.verdict === "doubtful") return;
    const first = judged[row.with]!;
    if (first.verdict !== "refused" && first.verdict !== "doubtful") return;
    isChanged = true;
    judged[at] = heldBackBy(row, first);
  });
  return isChanged;
}

/** A row that cannot be brought in because of another one. */
function heldBackBy(row: Judged, first: Judged): Judged {
  const { question, verdict } = first;
  const problem: ExchangeProblem = {
    severity: "error",
    category: "conflict",
    code: "depends-on-another-row",
    message: `it stands and falls with ${formatPlace(first.place)}, which is ${verdict}`,
    place: row.place,
  };
  return {
    ...row,
    verdict,
    acts: [],
    ...(question === undefined ? {} : { question }),
    problems: verdict === "doubtful" ? [] : row.place === first.place ? first.problems : [problem],
  };
}

/** The parts of one row of a table: a person and the affiliation beside it. */
function parts(judged: readonly Judged[]): number[][] {
  const rows = new Map<string, number[]>();
  judged.forEach(({ place }, at) => {
    if (place.row === undefined) return;
    const key = formatPlace(place);
    const others = rows.get(key);
    if (others === undefined) rows.set(key, [at]);
    else others.push(at);
  });
  return [...rows.values()].filter((row) => row.length > 1);
}

/** A row of a table counts as a whole: where one part of it is refused or doubtful, so is the other. */
function holdTogether(judged: Judged[], rows: readonly (readonly number[])[]): boolean {
  let isChanged = false;
  for (const row of rows) {
    const first = (verdict: Verdict) => row.find((at) => judged[at]!.verdict === verdict);
    const because = first("refused") ?? first("doubtful");
    if (because === undefined) continue;
    for (const at of row) {
      if (!isAct(judged[at]!)) continue;
      isChanged = true;
      judged[at] = heldBackBy(judged[at]!, judged[because]!);
    }
  }
  return isChanged;
}

/** Somebody new of an author list none of whose affiliations can be brought in is held back: nobody would know them again. */
function holdLoners(judged: Judged[]): boolean {
  const ties = new Map<number, Judged[]>();
  for (const row of judged) {
    if (row.ofPerson === undefined || row.place.row !== undefined) continue;
    const others = ties.get(row.ofPerson);
    if (others === undefined) ties.set(row.ofPerson, [row]);
    else others.push(row);
  }
  let isChanged = false;
  for (const [person, own] of ties) {
    if (judged[person]!.verdict !== "new") continue;
    const isHeld = ({ verdict }: Judged): boolean => verdict === "refused" || verdict === "doubtful";
    if (!own.every(isHeld)) continue;
    isChanged = true;
    judged[person] = heldBackBy(judged[person]!, own[0]!);
  }
  return isChanged;
}

/**
 * Refuses rows whose acts the registry's checks do not let pass, until those that are left do; gives what would be wrong with
 * what is on record already. Warnings are added to the rows.
 */
export function finalCheck(base: readonly Act[], judged: Judged[]): Problem[] {
  const rows = parts(judged);
  for (;;) {
    for (let isChanged = true; isChanged; )
      isChanged = [holdTogether(judged, rows), holdDependents(judged), holdLoners(judged)].includes(true);
    const acts: Act[] = [...base];
    const owners: number[] = [];
    judged.forEach((row, at) => {
      if (!isAct(row)) return;
      for (const act of row.acts) {
        acts.push(act);
        owners.push(at);
      }
    });
    if (owners.length === 0) return [];
    const found = check(acts);
    const ownerOf = ({ index, other }: Found): number | undefined =>
      owners[index - base.length] ?? (other === undefined ? undefined : owners[other - base.length]);
    const errors = found.filter(({ severity }) => severity === "error");
    const refused = new Map<number, ExchangeProblem[]>();
    for (const error of errors) {
      const owner = ownerOf(error);
      if (owner === undefined) continue;
      refused.set(owner, [...(refused.get(owner) ?? []), told(error, judged[owner]!)]);
    }
    for (const [at, problems] of refused)
      judged[at] = { ...judged[at]!, verdict: "refused", acts: [], problems };
    if (refused.size > 0) continue;
    for (const warning of found) {
      const owner = warning.severity === "warning" ? ownerOf(warning) : undefined;
      if (owner === undefined) continue;
      const row = judged[owner]!;
      judged[owner] = { ...row, problems: [...row.problems, told(warning, row)] };
    }
    if (errors.length === 0) return [];
    const before = new Set(check(base).map(({ code, index }) => `${code} ${index}`));
    return errors
      .filter(({ code, index }) => !before.has(`${code} ${index}`))
      .map(({ index, other: _other, ...problem }) => ({ ...problem, act: acts[index]!.id }));
  }
}
