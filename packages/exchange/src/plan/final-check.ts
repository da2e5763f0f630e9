/** The registry's own checks over what is there and what would come: whatever is wrong is held against the row. */
import { type Act, check, type Problem } from "@comity/registry";
import type { ExchangeProblem } from "../problems.ts";
import type { Judged } from "./judgement.ts";

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

/** Refuses the rows that stand and fall with refused ones. */
function refuseDependents(judged: Judged[]): void {
  judged.forEach((row, at) => {
    if (row.with === undefined || row.verdict === "refused") return;
    const first = judged[row.with]!;
    if (first.verdict !== "refused") return;
    judged[at] = {
      ...row,
      verdict: "refused",
      acts: [],
      problems: [
        {
          severity: "error",
          category: "conflict",
          code: "depends-on-another-row",
          message: "it stands and falls with a row that is refused",
          place: row.place,
        },
      ],
    };
  });
}

/**
 * Refuses rows whose acts the registry's checks do not let pass, until those that are left do; gives what would be wrong with
 * what is on record already. Warnings are added to the rows.
 */
export function finalCheck(base: readonly Act[], judged: Judged[]): Problem[] {
  for (;;) {
    refuseDependents(judged);
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
