/** Checks of agreements' acts: what contradicts, comes too late, or has nothing to act on. */
import { type Duration, has, OPEN } from "@comity/calendar";
import type { Act, SignatureAct } from "./acts.ts";
import { type AgreementLife, lateNotices } from "./agreement-life.ts";
import { type Found, type Note, written } from "./check-notes.ts";
import { byOccurrence, type Ledger } from "./ledger.ts";
import type { ProblemCode } from "./problems.ts";

interface Indexed {
  readonly index: number;
  readonly act: Act;
}

function problem(
  severity: Found["severity"],
  code: ProblemCode,
  { index }: Indexed,
  column: string,
  message: string,
  more: { help?: string; other?: number } = {},
): Found {
  return { severity, category: "conflict", code, index, column, message, ...more };
}

/** Checks all acts about one agreement. */
export function checkAgreement(
  ledger: Ledger,
  indices: readonly number[],
  life: AgreementLife | undefined,
  note: Note,
): void {
  const acts: Indexed[] = [];
  for (const index of indices) if (ledger.isOperative(index)) acts.push({ index, act: ledger.act(index) });
  acts.sort((a, b) => byOccurrence(a.act, b.act));
  checkOnce(acts, note);
  checkTerms(acts, note);
  if (life === undefined) return;
  checkTerminations(acts, note);
  checkLateNotices(acts, life, note);
  for (const each of acts) checkWhileAlive(each, life, note);
}

/** What can happen only once. */
function checkOnce(acts: readonly Indexed[], note: Note): void {
  const signatures = acts.filter(({ act }) => act.act === "signature");
  for (const again of signatures.slice(1)) {
    const { agreement } = again.act as SignatureAct;
    note(
      problem("error", "signed-twice", again, "agreement", `\`${agreement}\` is signed twice`, {
        other: signatures[0]!.index,
        help: "to change what was recorded, correct the first; a successor has an identifier of its own",
      }),
    );
  }
  const first = (signatures[0]?.act as SignatureAct | undefined)?.firstDay;
  const entries = acts.filter(({ act }) => act.act === "entry into force");
  for (const [k, entry] of entries.entries()) {
    const other = k > 0 ? entries[k - 1]! : first !== undefined ? signatures[0]! : undefined;
    const otherDay = k > 0 ? entries[k - 1]!.act.on : first;
    if (other === undefined || otherDay === entry.act.on) continue;
    const days = `${written(otherDay!)} and ${written(entry.act.on)}`;
    note(
      problem("error", "entered-twice", entry, "on", `it enters into force on two days, ${days}`, {
        other: other.index,
      }),
    );
  }
}

const isEmptyTime = (duration: Duration | undefined): boolean =>
  duration !== undefined && duration.months === 0 && duration.days === 0;

function checkTerms(acts: readonly Indexed[], note: Note): void {
  for (const each of acts) {
    const { act } = each;
    if (act.act !== "signature" && act.act !== "amendment") continue;
    for (const [column, duration] of [
      ["term", act.term],
      ["renewal_term", act.renewalTerm],
    ] as const)
      if (isEmptyTime(duration))
        note(
          problem("error", "empty-term", each, column, "a term of no time is none", {
            help: "leave it empty",
          }),
        );
  }
}

/** Two terminations that give two last days, with no postponement between them. */
function checkTerminations(acts: readonly Indexed[], note: Note): void {
  let last: Indexed | undefined;
  for (const each of acts) {
    const { act } = each;
    if (act.act === "postponement") last = undefined;
    if (act.act !== "termination") continue;
    if (last !== undefined && (last.act as typeof act).lastDay !== act.lastDay) {
      const days = `${written((last.act as typeof act).lastDay)} and ${written(act.lastDay)}`;
      note(
        problem(
          "error",
          "terminated-twice",
          each,
          "last_day",
          `\`${act.agreement}\` is terminated with two last days, ${days}`,
          {
            other: last.index,
            help: "correct one, or record a `postponement`",
          },
        ),
      );
    }
    last = each;
  }
}

function checkLateNotices(acts: readonly Indexed[], life: AgreementLife, note: Note): void {
  for (const { notice, latest, to } of lateNotices(life)) {
    const given = acts.find(({ act }) => act === notice)!;
    const when =
      latest === undefined
        ? "the agreement had ended or was under notice already"
        : `the latest day for the running term was ${written(latest)}`;
    const means =
      to === OPEN
        ? "it ends nothing"
        : `it does not end the running term but the next: the last day in force is ${written((to - 1) as typeof to)}`;
    note(
      problem(
        "warning",
        "late-notice",
        given,
        "on",
        `the notice of ${written(notice.on)} came too late: ${when}`,
        {
          help: means,
        },
      ),
    );
  }
}

function endedBefore(life: AgreementLife): string {
  return life.from === life.to
    ? `\`${life.agreement}\` never is in force`
    : `\`${life.agreement}\` ended before: its last day was ${written((life.to - 1) as typeof life.to)}`;
}

/** Acts that need the agreement to be in force, suspended, or somebody to be a party. */
function checkWhileAlive(each: Indexed, life: AgreementLife, note: Note): void {
  const { act } = each;
  switch (act.act) {
    case "termination":
    case "postponement":
      if (life.from !== undefined && act.lastDay < life.from)
        note(
          problem(
            "warning",
            "never-in-force",
            each,
            "last_day",
            `the last day ${written(act.lastDay)} is before the first in force, ${written(life.from)}`,
          ),
        );
      return;
    case "suspension":
    case "amendment":
    case "accession":
      if (act.on >= life.to) note(problem("warning", "after-the-end", each, "on", endedBefore(life)));
      return;
    case "resumption": {
      const wasSuspended = life.suspended.some(
        ({ days, acts }) => acts.includes(each.index) || has(days, act.on),
      );
      if (!wasSuspended)
        note(
          problem(
            "warning",
            "not-suspended",
            each,
            "on",
            `\`${act.agreement}\` is not suspended on ${written(act.on)}`,
          ),
        );
      return;
    }
    case "notice":
    case "departure": {
      if (act.party === undefined || act.act === "notice") return;
      const { party } = act;
      if (!life.parties.some((part) => part.party === party))
        note(
          problem("error", "not-a-party", each, "party", `\`${party}\` is no party to \`${act.agreement}\``),
        );
      return;
    }
  }
}

/** Parents in a circle, and parents that had ended before. */
export function checkParents(lives: ReadonlyMap<string, AgreementLife>, note: Note): void {
  const settled = new Set<string>();
  for (const start of [...lives.keys()].sort()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !settled.has(at) && !path.has(at)) {
      path.add(at);
      at = lives.get(at)?.signature.parent;
    }
    if (at !== undefined && path.has(at)) {
      const circle = [...path].slice([...path].indexOf(at));
      note(
        problem(
          "error",
          "cyclic-parent",
          { index: lives.get(at)!.signed, act: lives.get(at)!.signature },
          "parent",
          `the agreements ${circle.map((name) => `\`${name}\``).join(", ")} are each under the next, in a circle`,
        ),
      );
    }
    for (const agreement of path) settled.add(agreement);
  }
  for (const life of lives.values()) {
    const parent = life.signature.parent === undefined ? undefined : lives.get(life.signature.parent);
    if (parent === undefined || life.from === undefined || life.end?.reason !== "parent") continue;
    if (life.to > life.from || parent.to > life.from) continue;
    note(
      problem(
        "warning",
        "parent-ended",
        { index: life.signed, act: life.signature },
        "parent",
        `\`${life.agreement}\` never is in force: \`${parent.agreement}\`, under which it stands, had ended before`,
      ),
    );
  }
}

/** Two agreements that claim the place of one. */
export function checkSuccessions(
  lives: ReadonlyMap<string, AgreementLife>,
  ledger: Ledger,
  byAgreement: ReadonlyMap<string, readonly number[]>,
  note: Note,
): void {
  const claims = new Map<string, { readonly agreement: string; readonly index: number }>();
  for (const life of lives.values()) {
    for (const index of byAgreement.get(life.agreement) ?? []) {
      const act = ledger.act(index);
      if ((act.act !== "succession" && act.act !== "signature") || !ledger.isOperative(index)) continue;
      if (act.succeeds === undefined) continue;
      const known = claims.get(act.succeeds);
      if (known === undefined) claims.set(act.succeeds, { agreement: life.agreement, index });
      else if (known.agreement !== life.agreement)
        note(
          problem(
            "error",
            "succeeded-twice",
            { index, act },
            "succeeds",
            `both \`${known.agreement}\` and \`${life.agreement}\` take the place of \`${act.succeeds}\``,
            { other: known.index },
          ),
        );
    }
  }
}
