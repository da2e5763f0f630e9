/** Who sits in a body on a day, who of them may vote on what, and why not. */
import type { Day } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import { CouncilError } from "../council-error.ts";
import type { Voter } from "../rules/count.ts";
import type { MajorityRule } from "../rules/majority-rule.ts";
import type { BodySize } from "../rules/rule-words.ts";
import type { Body, Days, Dues, Membership, Seat, Waiver } from "./body.ts";
import { type StatedIn, statedDues, statedWaivers } from "./stated-dues.ts";

/** A body with everybody who ever sat in it, by the registry as well as by its file. */
export interface SeatedBody extends Body {
  readonly seats: readonly Seat[];
  readonly associateSeats: readonly Seat[];
  readonly observerSeats: readonly Seat[];
}

const holdsOn = ({ from, to }: Days, on: Day): boolean => from <= on && on < to;

/**
 * Fills in from the registry who sits in a body: parties with a status, observers without those whose status is suspended. What members
 * owe, and who votes all the same, is read there as well as in the body's file.
 *
 *     membersOn(seat(council, folded), day("2023-12-15")).length   // 23
 */
export function seat(body: Body, folded: Pick<Folded, "parties"> & StatedIn): SeatedBody {
  const byStatus = (membership: Membership): readonly Seat[] =>
    "status" in membership ? seatsByStatus(folded, membership.status) : membership;
  return {
    ...body,
    seats: byStatus(body.members),
    associateSeats: byStatus(body.associates),
    observerSeats: observersOf(folded, body.body),
    dues: [...body.dues, ...statedDues(folded, body.body)],
    waivers: [...body.waivers, ...statedWaivers(folded, body.body)],
  };
}

/** Rows of a record of the registry with two columns. */
function* rowsOf(
  { facts }: Pick<Folded, "facts">,
  record: string,
): Generator<readonly [string, string, Days]> {
  const table = facts.tables.get(record);
  if (table === undefined) return;
  const [first, second] = table.shape.columns;
  for (let row = 0; row < table.count; row++)
    yield [
      String(facts.symbols.value(first!.kind, table.columns[0]![row]!)),
      String(facts.symbols.value(second!.kind, table.columns[1]![row]!)),
      { from: table.from[row]! as Day, to: table.to[row]! as Day },
    ];
}

const titleOf = ({ parties }: Pick<Folded, "parties">, party: string) => parties.get(party)?.title;

function seatsByStatus(folded: Pick<Folded, "facts" | "parties">, status: string): Seat[] {
  return [...rowsOf(folded, "status")]
    .filter(([, has]) => has === status)
    .map(([member, , days]) => ({ member, title: titleOf(folded, member), weight: 1, ...days }))
    .sort((a, b) => (a.member < b.member ? -1 : a.member > b.member ? 1 : a.from - b.from));
}

/** Observers, each of their spells cut where the status is suspended. */
function observersOf(folded: Pick<Folded, "facts" | "parties">, body: string): Seat[] {
  const suspended = [...rowsOf(folded, "observer_suspended")].filter(([, of]) => of === body);
  const found: Seat[] = [];
  for (const [member, of, days] of rowsOf(folded, "observer")) {
    if (of !== body) continue;
    let spells: Days[] = [days];
    for (const [who, , gap] of suspended)
      if (who === member)
        spells = spells.flatMap(({ from, to }) =>
          [
            { from, to: Math.min(to, gap.from) as Day },
            { from: Math.max(from, gap.to) as Day, to },
          ].filter((spell) => spell.from < spell.to),
        );
    for (const spell of spells) found.push({ member, title: titleOf(folded, member), weight: 1, ...spell });
  }
  return found.sort((a, b) => (a.member < b.member ? -1 : 1));
}

/** Those who sit in it on a day, by their names; none twice. */
export function membersOn({ seats }: Pick<SeatedBody, "seats">, on: Day): Seat[] {
  return [...new Map(seats.filter((each) => holdsOn(each, on)).map((each) => [each.member, each])).values()];
}

/** Why a member has no vote on a motion, or has it all the same. */
export type VoteReason = "arrears" | "waiver" | "not-in-programme";

/** A member on a day, with its vote. */
export interface MemberStanding extends Seat {
  readonly hasVote: boolean;
  /** Undefined where nothing stands in its way. */
  readonly because: VoteReason | undefined;
  /** What it owes, where that is known. */
  readonly dues: Dues | undefined;
  /** By which it votes although it owes. */
  readonly waiver: Waiver | undefined;
  readonly takesPart: boolean;
}

/**
 * Whether a member owes so much that it has no vote: more than is due for this financial year and the one before together.
 *
 *     isInArrears({ unpaid: 201, dueThisYear: 100, dueLastYear: 100 })   // true
 *     isInArrears({ unpaid: 200, dueThisYear: 100, dueLastYear: 100 })   // false
 */
export function isInArrears({
  unpaid,
  dueThisYear,
  dueLastYear,
}: Pick<Dues, "unpaid" | "dueThisYear" | "dueLastYear">): boolean {
  return unpaid > dueThisYear + dueLastYear;
}

/** What is voted on, as far as it decides who may vote. */
export interface Matter {
  readonly rule: Pick<MajorityRule, "voters">;
  /** The programme that it is about. */
  readonly programme?: string | undefined;
}

/** Those who take part in a programme on a day. @throws CouncilError `participants-missing` where the body knows no such programme. */
export function participantsOn(
  { programmes }: Pick<Body, "programmes">,
  programme: string,
  on: Day,
): string[] {
  const found = programmes.find((each) => each.programme === programme);
  if (found === undefined)
    throw new CouncilError(
      "not found",
      "participants-missing",
      `this body has no programme \`${programme}\``,
      {
        help:
          programmes.length === 0
            ? "its file names none"
            : `it has ${programmes.map((each) => `\`${each.programme}\``).join(", ")}`,
      },
    );
  return found.participants.filter((each) => holdsOn(each, on)).map(({ member }) => member);
}

/**
 * Every member on a day, and whether it may vote on a matter. A member in arrears has no vote, unless the body has lifted that; where
 * only those vote that take part in a programme, the others have none. Each stays a member, and counts among "all".
 *
 * @throws CouncilError `participants-missing`.
 */
export function standingsOn(body: SeatedBody, on: Day, { rule, programme }: Matter): MemberStanding[] {
  const takingPart = new Set(programme === undefined ? [] : participantsOn(body, programme, on));
  return membersOn(body, on).map((seated) => {
    const { member } = seated;
    const dues = body.dues
      .filter((each) => each.member === member && holdsOn(each, on))
      .reduce<Dues | undefined>(
        (last, each) => (last === undefined || each.from >= last.from ? each : last),
        undefined,
      );
    const owes = body.arrears !== undefined && dues !== undefined && isInArrears(dues);
    const waiver = owes
      ? body.waivers.find((each) => each.member === member && holdsOn(each, on))
      : undefined;
    const takesPart = takingPart.has(member);
    const isOutside = rule.voters === "participants" && !takesPart;
    const because: VoteReason | undefined = isOutside
      ? "not-in-programme"
      : waiver !== undefined
        ? "waiver"
        : owes
          ? "arrears"
          : undefined;
    const hasVote = because === undefined || because === "waiver";
    return { ...seated, hasVote, because, dues, waiver, takesPart };
  });
}

/** The voters of a vote: all members, of whom those named are represented; all of them where nobody is named. */
export function votersOf(standings: readonly MemberStanding[], represented?: ReadonlySet<string>): Voter[] {
  return standings.map(({ member, weight, hasVote, takesPart }) => ({
    member,
    weight,
    isEntitled: hasVote,
    takesPart,
    isRepresented: represented === undefined || represented.has(member),
  }));
}

/** A body in numbers, as rules are told in. */
export function sizeOf(standings: readonly MemberStanding[]): BodySize {
  return {
    all: standings.length,
    entitled: standings.filter(({ hasVote }) => hasVote).length,
    participants: standings.filter(({ takesPart }) => takesPart).length,
  };
}

/** A rule of a body, by its id; the usual one where none is named. @throws CouncilError `no-rule`. */
export function ruleOf(
  { rules, usualRule }: Pick<Body, "rules" | "usualRule">,
  id: string = usualRule,
): MajorityRule {
  const found = rules.get(id);
  if (found === undefined)
    throw new CouncilError("not found", "no-rule", `this body has no rule \`${id}\``, {
      help: `its rules are ${[...rules.keys()].map((each) => `\`${each}\``).join(", ")}`,
    });
  return found;
}
