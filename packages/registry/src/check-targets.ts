/** Checks of what acts do to other acts: corrections, ends and withdrawals. */
import type { Act } from "./acts.ts";
import { type Note, written } from "./check-notes.ts";
import { type Ledger, targetsOf } from "./ledger.ts";

/** That what an act does to others can be done. */
export function checkTargets(ledger: Ledger, index: number, act: Act, note: Note): void {
  if (act.corrects !== undefined) checkCorrection(ledger, index, act, note);
  if (act.act === "end") checkEnd(ledger, index, act, note);
  if (act.act === "withdrawal") checkWithdrawal(ledger, index, act, note);
}

function checkCorrection(ledger: Ledger, index: number, act: Act, note: Note): void {
  const corrects = act.corrects!;
  const target = ledger.find(corrects);
  if (target < 0) return;
  const corrected = ledger.act(target);
  const problem = {
    index,
    other: target,
    severity: "error",
    category: "conflict",
    column: "corrects",
  } as const;
  if (corrected.act !== act.act)
    note({
      ...problem,
      code: "corrects-other-sort",
      message: `\`${corrects}\` is an act of the sort \`${corrected.act}\`, this is one of the sort \`${act.act}\``,
      help: "withdraw the one and add the other",
    });
  else if (act.act === "statement" && act.record !== (corrected as typeof act).record)
    note({
      ...problem,
      code: "corrects-other-sort",
      message: `\`${corrects}\` states \`${(corrected as typeof act).record}\`, this states \`${act.record}\``,
      help: "withdraw the one and add the other",
    });
  if (act.recorded < corrected.recorded)
    note({
      ...problem,
      code: "corrected-before",
      message: `this act was recorded on ${written(act.recorded)}, \`${corrects}\` which it corrects later, on ${written(corrected.recorded)}`,
    });
  const rivals = ledger
    .referrersOf(target)
    .filter(
      (rival) => rival !== index && ledger.act(rival).corrects === corrects && !ledger.isWithdrawn(rival),
    );
  if (rivals.length > 0)
    note({
      ...problem,
      other: rivals[0]!,
      code: "corrected-twice",
      message: `\`${corrects}\` is corrected by \`${ledger.act(rivals[0]!).id}\` too`,
      help: "correct the correction, or withdraw one of the two",
    });
}

/** Sorts of acts that state something which lasts, so that an end can end it. */
const LASTING: ReadonlySet<string> = new Set([
  "status",
  "observer",
  "observer suspension",
  "institute",
  "suspension",
  "restriction",
  "closing to newcomers",
  "exception",
  "accession",
  "affiliation",
  "contract",
  "membership",
  "qualification",
  "team",
  "dues",
  "residence",
  "residence card",
  "dependant",
  "appointment",
  "mark",
  "recall",
  "share",
  "needed taker",
  "statement",
]);

function checkEnd(ledger: Ledger, index: number, act: Act & { readonly act: "end" }, note: Note): void {
  const target = ledger.find(act.ends);
  if (target < 0) return;
  const ended = ledger.act(target);
  const problem = { index, other: target, severity: "error", category: "conflict", column: "ends" } as const;
  if (!LASTING.has(ended.act)) {
    note({
      ...problem,
      code: "nothing-to-end",
      message: `\`${act.ends}\` is an act of the sort \`${ended.act}\`, which states nothing that an end could end`,
      ...(ended.act === "signature" ? { help: "an agreement ends by a `termination` or a `notice`" } : {}),
    });
    return;
  }
  const own = "lastDay" in ended ? ended.lastDay : undefined;
  if (own !== undefined && own < act.lastDay)
    note({
      ...problem,
      code: "ended-already",
      message: `\`${act.ends}\` ended on ${written(own)} already and cannot end on ${written(act.lastDay)}`,
      help: "to make it last longer, correct it or add another row",
    });
  const rival = ledger
    .referrersOf(target)
    .find((each) => each !== index && ledger.act(each).act === "end" && ledger.isOperative(each));
  if (rival !== undefined && rival < index)
    note({
      ...problem,
      other: rival,
      code: "ended-twice",
      message: `\`${act.ends}\` is ended by \`${ledger.act(rival).id}\` already, on ${written((ledger.act(rival) as typeof act).lastDay)}`,
      help: "correct that end, or withdraw one of the two",
    });
}

function checkWithdrawal(
  ledger: Ledger,
  index: number,
  act: Act & { readonly act: "withdrawal" },
  note: Note,
): void {
  const target = ledger.find(act.withdraws);
  if (target < 0) return;
  const problem = { index, other: target, category: "conflict", column: "withdraws" } as const;
  if (ledger.act(target).act === "erasure")
    note({
      ...problem,
      severity: "error",
      code: "erased-for-good",
      message: `\`${act.withdraws}\` is an erasure: what was personal is gone, and no withdrawal brings it back`,
      help: "register the person under a new identifier",
    });
  if (ledger.act(target).recorded > act.recorded)
    note({
      ...problem,
      severity: "error",
      code: "corrected-before",
      message: `this withdrawal was recorded on ${written(act.recorded)}, before what it withdraws`,
    });
  const rival = ledger
    .referrersOf(target)
    .find((each) => each < index && ledger.act(each).act === "withdrawal" && ledger.isOperative(each));
  if (rival !== undefined)
    note({
      ...problem,
      other: rival,
      severity: "warning",
      code: "withdrawn-twice",
      message: `\`${act.withdraws}\` is withdrawn by \`${ledger.act(rival).id}\` already`,
    });
}

/** Acts that correct or withdraw one another in a circle. */
export function checkCircles(ledger: Ledger, note: Note): void {
  // Each act counts once: `done` were walked from before, `walk` is the walk under way.
  const done = new Set<number>();
  const { referring } = ledger.index;
  const refers = new Set(referring);
  // An act that refers to nothing which refers on, as nearly all ends do, is in no circle.
  const starts = referring.filter((index) =>
    targetsOf(ledger.act(index)).some((id) => refers.has(ledger.find(id))),
  );
  for (const start of starts) {
    const walk = new Map<number, number>();
    const stack: number[] = [start];
    while (stack.length > 0) {
      const at = stack.at(-1)!;
      const next = walk.get(at) ?? 0;
      const targets = targetsOf(ledger.act(at));
      if (done.has(at) || next >= targets.length) {
        done.add(at);
        walk.delete(at);
        stack.pop();
        continue;
      }
      walk.set(at, next + 1);
      const target = ledger.find(targets[next]!);
      if (target < 0 || done.has(target)) continue;
      if (walk.has(target))
        note({
          index: at,
          other: target,
          severity: "error",
          category: "conflict",
          code: "cyclic-reference",
          message: `\`${ledger.act(at).id}\` corrects, withdraws or ends \`${ledger.act(target).id}\`, which refers back to it`,
        });
      else stack.push(target);
    }
  }
}
