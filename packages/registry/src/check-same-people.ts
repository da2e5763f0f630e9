/** Checks of merges and erasures: who is one person, and of whom nothing personal may be left. */
import type { Act, ErasureAct, MergeAct, PersonAct } from "./acts.ts";
import type { Note } from "./check-notes.ts";
import type { Ledger } from "./ledger.ts";
import { circles, countingMerges } from "./merges.ts";
import { ERASED, PERSONAL_FIELDS } from "./personal.ts";

/** The indices of a sort that count, of a ledger and those below it. */
function counting(ledger: Ledger, sort: Act["act"]): number[] {
  return ledger.allOfSort(sort).filter((index) => ledger.isOperative(index));
}

/** Merges of a person into itself, into two others, or in a circle. */
export function checkSamePeople(ledger: Ledger, note: Note): void {
  const merges = counting(ledger, "merge");
  if (merges.length === 0) return;
  const first = new Map<string, number>();
  const inCircle = circles(countingMerges(ledger, merges));
  for (const index of merges) {
    const { person, into } = ledger.act(index) as MergeAct;
    const problem = { index, severity: "error", category: "conflict" } as const;
    const other = first.get(person);
    if (other === undefined) first.set(person, index);
    if (person === into)
      note({
        ...problem,
        column: "into",
        code: "merged-into-itself",
        message: `\`${person}\` is merged into itself`,
        help: "`into` names the identifier under which the person is kept",
      });
    else if (other !== undefined)
      note({
        ...problem,
        other,
        column: "person",
        code: "merged-twice",
        message: `\`${person}\` is merged already, into \`${(ledger.act(other) as MergeAct).into}\``,
        help: "correct that merge, or withdraw it",
      });
    else if (inCircle.has(person) && inCircle.has(into))
      note({
        ...problem,
        column: "into",
        code: "merged-in-a-circle",
        message: `\`${person}\` is merged into \`${into}\`, which is merged back into it`,
        help: "withdraw one of the merges",
      });
  }
}

/** Rows that still hold the name of somebody who was erased. A store has none: there the key was destroyed. */
export function checkErased(ledger: Ledger, note: Note): void {
  const erased = new Set(
    counting(ledger, "erasure").map((index) => (ledger.act(index) as ErasureAct).person),
  );
  if (erased.size === 0) return;
  for (const index of ledger.allOfSort("person")) {
    const act = ledger.act(index) as PersonAct;
    if (!erased.has(act.person) || !ledger.isKnown(index)) continue;
    const isLeft = PERSONAL_FIELDS.some((field) => act[field] !== undefined && act[field] !== ERASED);
    if (isLeft)
      note({
        index,
        severity: "warning",
        category: "conflict",
        code: "name-of-erased",
        message: `\`${act.person}\` was erased, and this row still holds what is personal`,
        help: `put \`${ERASED}\` in the place of the family name and empty the other cells, in every copy of the file`,
      });
  }
}
