/**
 * The life of agreements: when each is in force, suspended, restricted or closed, under which parent and for which
 * parties, and what ended it. Computed for a family at a time: the agreements joined by parent, succession and
 * accession, which is all that an act about one of them can change.
 */
import {
  type Day,
  EMPTY,
  type IntervalSet,
  intersection,
  interval,
  OPEN,
  SINCE_EVER,
  unionAll,
} from "@comity/calendar";
import type { SignatureAct } from "./acts.ts";
import { type Because, fixedEnd, lasting, type Own, ownOf, sortsOf, suspensions } from "./agreement-own.ts";
import type { Ledger } from "./ledger.ts";
import { type NoticeOutcome, type TermLife, termLife } from "./terms.ts";

export type { Because } from "./agreement-own.ts";

/** Why an agreement ends. */
export interface End {
  readonly reason: "term" | "notice" | "termination" | "postponement" | "succession" | "parent";
  /** Indices of the acts that ended it; where its parent's end did, those that ended the parent. */
  readonly acts: readonly number[];
  /** The parent or successor because of which it ends. */
  readonly agreement?: string;
}

export interface AgreementLife {
  readonly agreement: string;
  readonly signature: SignatureAct;
  /** First day in force; undefined where it never entered into force. */
  readonly from: Day | undefined;
  /** The day after the last in force; `OPEN` where nothing ends it. Never before `from`. */
  readonly to: Day;
  readonly end: End | undefined;
  /** Terms and notices; undefined where it never entered into force. */
  readonly terms: TermLife | undefined;
  /** The days from entry to end, and the acts that say so. Suspended days are among them. */
  readonly inForce: Because;
  readonly suspended: readonly Because[];
  readonly closed: readonly Because[];
  readonly restrictions: ReadonlyMap<string, readonly Because[]>;
  readonly exceptions: readonly { readonly person: string; readonly because: Because }[];
  readonly parents: readonly { readonly parent: string; readonly because: Because }[];
  readonly parties: readonly { readonly party: string; readonly because: Because }[];
  /** Index of the signature in the ledger. */
  readonly signed: number;
}

/** A family's acts, and what of its lives is known so far. */
class Family {
  readonly owns = new Map<string, Own>();
  readonly lives = new Map<string, AgreementLife>();
  /** By predecessor: who stands in its place, and from when. The first counts. */
  readonly successions = new Map<string, { to: string; on: Day; acts: number[] }>();
  readonly ledger: Ledger;

  constructor(ledger: Ledger, agreements: ReadonlyMap<string, readonly number[]>) {
    this.ledger = ledger;
    // By name, so that what is wrong (parents in a circle) comes out the same however the acts came.
    for (const agreement of [...agreements.keys()].sort()) {
      const own = ownOf(ledger, agreements.get(agreement)!);
      if (own !== undefined) this.owns.set(agreement, own);
    }
    for (const [agreement, own] of this.owns) {
      const explicit = sortsOf(own, "succession");
      for (const { index, act } of explicit) this.#succeed(act.succeeds, agreement, act.on, [index]);
      const { succeeds } = own.signature;
      if (succeeds === undefined || own.entry === undefined) continue;
      if (!explicit.some(({ act }) => act.succeeds === succeeds))
        this.#succeed(succeeds, agreement, own.entry.day, [...own.entry.acts]);
    }
  }

  #succeed(old: string, to: string, on: Day, acts: number[]): void {
    if (old === to) return;
    const known = this.successions.get(old);
    if (known === undefined || on < known.on || (on === known.on && to < known.to))
      this.successions.set(old, { to, on, acts });
  }

  /** The agreements whose lives must be known before this one's. */
  needs(agreement: string): string[] {
    const own = this.owns.get(agreement);
    if (own === undefined) return [];
    const needed = sortsOf(own, "accession").flatMap(({ act }) =>
      act.under === undefined ? [] : [act.under],
    );
    const seen = new Set<string>([agreement]);
    for (let parent = own.signature.parent; parent !== undefined && !seen.has(parent); ) {
      seen.add(parent);
      needed.push(parent);
      parent = this.successions.get(parent)?.to;
    }
    return needed;
  }

  /** The agreement's parents in turn: the one it was signed under, then whichever took that one's place. */
  parentsOf(agreement: string, own: Own): { parent: string; from: Day; to: Day; acts: number[] }[] {
    const parents: { parent: string; from: Day; to: Day; acts: number[] }[] = [];
    const seen = new Set<string>([agreement]);
    let parent = own.signature.parent;
    let from: Day = SINCE_EVER;
    let acts = [own.signed];
    while (parent !== undefined && !seen.has(parent)) {
      seen.add(parent);
      const next = this.successions.get(parent);
      const life = this.lives.get(parent);
      // What had ended before nobody can take over: the sub-instruments ended with it.
      const takenOver =
        next !== undefined && (life === undefined || life.to >= next.on) && !seen.has(next.to);
      const to = takenOver ? (Math.max(from, next.on) as Day) : OPEN;
      if (from < to) parents.push({ parent, from, to, acts });
      if (!takenOver) break;
      from = to;
      acts = [own.signed, ...next.acts];
      parent = next.to;
    }
    return parents;
  }

  /** Computes the life of an agreement whose needs are computed; in a circle of parents, an error, those left out count for nothing. */
  live(agreement: string): void {
    const own = this.owns.get(agreement);
    if (own === undefined) return;
    const { ledger } = this;
    const parents = this.parentsOf(agreement, own);
    const parties = this.#partiesOf(own);
    const terms = this.#termsOf(own, parties.length);
    const { to, end } = this.#endOf(agreement, own, terms, parents);
    const from = own.entry?.day;
    const inForce: Because = {
      days: from === undefined ? EMPTY : interval(from, to),
      acts: [...(own.entry?.acts ?? [own.signed]), ...(end?.acts ?? [])],
    };
    const inherited = (of: (parent: AgreementLife) => readonly Because[]): Because[] =>
      parents.flatMap((piece) => {
        const life = this.lives.get(piece.parent);
        if (life === undefined) return [];
        const days = interval(piece.from, piece.to);
        return of(life)
          .map((one) => ({ days: intersection(one.days, days), acts: [own.signed, ...one.acts] }))
          .filter((one) => one.days.length > 0);
      });
    const restrictions = new Map<string, Because[]>();
    for (const restriction of sortsOf(own, "restriction")) {
      const { restriction: text } = restriction.act;
      restrictions.set(text, [...(restrictions.get(text) ?? []), ...lasting(ledger, [restriction])]);
    }
    for (const text of new Set(
      parents.flatMap(({ parent }) => [...(this.lives.get(parent)?.restrictions.keys() ?? [])]),
    ))
      restrictions.set(text, [
        ...(restrictions.get(text) ?? []),
        ...inherited((life) => life.restrictions.get(text) ?? []),
      ]);
    this.lives.set(agreement, {
      agreement,
      signature: own.signature,
      signed: own.signed,
      from,
      to: from !== undefined && to < from ? from : to,
      end,
      terms,
      inForce,
      suspended: [...suspensions(ledger, own), ...inherited((life) => life.suspended)]
        .map((one) => ({ days: intersection(one.days, inForce.days), acts: one.acts }))
        .filter((one) => one.days.length > 0),
      closed: [...lasting(ledger, sortsOf(own, "closing to newcomers")), ...inherited((life) => life.closed)],
      restrictions,
      exceptions: sortsOf(own, "exception").map((exception) => ({
        person: exception.act.person,
        because: lasting(ledger, [exception])[0]!,
      })),
      parents: parents.map(({ parent, from: first, to: after, acts }) => ({
        parent,
        because: { days: interval(first, after), acts },
      })),
      parties: this.#partDays(own, parties, terms),
    });
  }

  /** Who is a party at some time: those of the signature and those that came in later. */
  #partiesOf(own: Own): string[] {
    return [...new Set([...own.signature.parties, ...sortsOf(own, "accession").map(({ act }) => act.party)])];
  }

  #termsOf(own: Own, partyCount: number): TermLife | undefined {
    if (own.entry === undefined) return undefined;
    const changes = sortsOf(own, "amendment", "notice").map(({ act }) => act);
    return termLife(
      own.signature,
      own.entry.day,
      changes,
      (notice) => notice.party === undefined || partyCount <= 2,
    );
  }

  #endOf(
    agreement: string,
    own: Own,
    terms: TermLife | undefined,
    parents: readonly { readonly parent: string; readonly from: Day; readonly to: Day }[],
  ): { to: Day; end: End | undefined } {
    let to: Day = OPEN;
    let end: End | undefined;
    const earlier = (day: Day, because: End): void => {
      if (day < to) {
        to = day;
        end = because;
      }
    };
    const fixed = fixedEnd(own);
    if (fixed?.postponed) earlier(fixed.to, { reason: fixed.reason, acts: fixed.acts });
    else {
      if (terms !== undefined) earlier(terms.to, this.#termEnd(own, terms));
      if (fixed !== undefined) earlier(fixed.to, { reason: fixed.reason, acts: fixed.acts });
    }
    const succession = this.successions.get(agreement);
    if (succession !== undefined)
      earlier(succession.on, { reason: "succession", acts: succession.acts, agreement: succession.to });
    for (const piece of parents) {
      const parent = this.lives.get(piece.parent);
      if (
        parent === undefined ||
        parent.from === undefined ||
        parent.to >= piece.to ||
        parent.end === undefined
      )
        continue;
      const day = Math.max(parent.to, piece.from) as Day;
      earlier(day, { reason: "parent", acts: parent.end.acts, agreement: piece.parent });
    }
    return { to, end };
  }

  #termEnd(own: Own, terms: TermLife): End {
    const notice = terms.outcomes.find((outcome) => outcome.to === terms.to);
    const amendments = sortsOf(own, "amendment").map(({ index }) => index);
    if (notice === undefined) return { reason: "term", acts: amendments };
    const given = own.acts.find(({ act }) => act === notice.notice)!;
    return { reason: "notice", acts: [...amendments, given.index] };
  }

  /** The days of each party's part, from signing or accession to departure, its own notice, or the end of what it came in under. */
  #partDays(own: Own, parties: readonly string[], terms: TermLife | undefined): AgreementLife["parties"] {
    const parts: { party: string; because: Because }[] = [];
    const joined: { party: string; from: Day; to: Day; acts: number[] }[] = [];
    const signedOn = Math.min(own.signature.on, own.entry?.day ?? OPEN) as Day;
    for (const party of new Set(own.signature.parties))
      joined.push({ party, from: signedOn, to: OPEN, acts: [own.signed] });
    for (const { index, act } of sortsOf(own, "accession")) {
      const acts = [index, ...this.ledger.endsOf(index)];
      let to = this.ledger.endOf(index);
      const under = act.under === undefined ? undefined : this.lives.get(act.under);
      if (under?.end !== undefined && under.to < to) {
        to = under.to;
        acts.push(...under.end.acts);
      }
      joined.push({ party: act.party, from: act.on, to, acts });
    }
    const departures = sortsOf(own, "departure");
    const noticed = parties.length <= 2 ? [] : (terms?.outcomes ?? []);
    for (const { party, from, to, acts } of joined) {
      let after = to;
      const because = acts;
      for (const { index, act } of departures) {
        // A departure ends the part that it finds; whoever comes in again later begins a new one.
        if (act.party !== party || act.lastDay + 1 >= after || act.lastDay + 1 < from) continue;
        after = (act.lastDay + 1) as Day;
        because.push(index);
      }
      for (const { notice, to: noticeTo } of noticed) {
        if (notice.party !== party || noticeTo >= after || notice.on < from) continue;
        after = noticeTo;
        because.push(own.acts.find(({ act }) => act === notice)!.index);
      }
      parts.push({ party, because: { days: interval(from, after), acts: because } });
    }
    return parts;
  }
}

/** The agreements of a family in an order in which each comes after those it needs, circles cut anywhere. */
function ordered(family: Family): string[] {
  const order: string[] = [];
  const begun = new Set<string>();
  for (const first of family.owns.keys()) {
    const stack: { agreement: string; needs: string[] }[] = [];
    const enter = (agreement: string): void => {
      if (begun.has(agreement)) return;
      begun.add(agreement);
      stack.push({ agreement, needs: family.needs(agreement) });
    };
    enter(first);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.needs.pop();
      if (next !== undefined) enter(next);
      else order.push(stack.pop()!.agreement);
    }
  }
  return order;
}

/**
 * The lives of agreements, given by name with the indices of their acts in the ledger. Whatever a member's parent,
 * successor or accession names must be among them; an agreement without a signature that counts has no life.
 */
export function agreementLives(
  ledger: Ledger,
  agreements: ReadonlyMap<string, readonly number[]>,
): Map<string, AgreementLife> {
  const family = new Family(ledger, agreements);
  for (const agreement of ordered(family)) family.live(agreement);
  return family.lives;
}

/** All days of several reasons together. */
export function daysOf(becauses: readonly Because[]): IntervalSet {
  return unionAll(becauses.map((because) => because.days));
}

/** A notice that came too late for the running term, with what it means. */
export function lateNotices(life: AgreementLife): NoticeOutcome[] {
  return (life.terms?.outcomes ?? []).filter((outcome) => outcome.late);
}

/** How an agreement stands on a day. */
export function standingOn(
  life: AgreementLife,
  on: Day,
): "not in force yet" | "in force" | "suspended" | "ended" {
  if (life.from === undefined || on < life.from) return "not in force yet";
  if (on >= life.to) return "ended";
  return daysOf(life.suspended).some((_, k, days) => k % 2 === 0 && days[k]! <= on && on < days[k + 1]!)
    ? "suspended"
    : "in force";
}
