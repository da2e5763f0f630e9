/** Checks of people: places that exclude each other, more than the whole of one's time, identifiers that two share. */
import { type Day, SINCE_EVER } from "@comity/calendar";
import type { Act, AffiliationAct, ContractAct, InstituteAct, PersonAct } from "./acts.ts";
import { type Note, written } from "./check-notes.ts";
import type { Ledger } from "./ledger.ts";

interface Span {
  readonly index: number;
  readonly from: Day;
  readonly to: Day;
}

const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;
const latestStart = (a: Span, b: Span): Day => Math.max(a.from, b.from) as Day;

type Affiliation = Span & { readonly act: AffiliationAct };
type Contract = Span & { readonly act: ContractAct };

/** What an act that counts says, and when. */
function spanOf<Sort extends Act>(ledger: Ledger, index: number): Span & { readonly act: Sort } {
  const act = ledger.act(index) as Sort;
  return { index, act, from: act.on, to: ledger.endOf(index) };
}

/**
 * Checks all people. Two places exclude each other where somebody is on leave from two institutes at once, is on leave
 * from an institute and affiliated with it at once, or is present for more than the whole of the time.
 */
export function checkPeople(ledger: Ledger, note: Note): void {
  const affiliations = ledger.index.ofSort("affiliation");
  const away = new Map<string, number[]>();
  for (const index of affiliations) {
    const { connection, person } = ledger.act(index) as AffiliationAct;
    if (connection === "on leave from") away.set(person, []);
  }
  if (away.size > 0)
    for (const index of affiliations) away.get((ledger.act(index) as AffiliationAct).person)?.push(index);
  for (const indices of away.values()) checkPerson(ledger, indices, note);
  const { presences } = ledger.index;
  for (let number = 0; number < presences.count; number++) {
    const indices = presences.at(number);
    if (!isApart(ledger, indices)) checkPerson(ledger, indices, note);
  }
}

/** Whether the acts that count, in the order given, each end before the next begins: as mostly they do. */
function isApart(ledger: Ledger, indices: ArrayLike<number>): boolean {
  let end: Day = SINCE_EVER;
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k]!;
    if (!ledger.isOperative(index)) continue;
    if (ledger.act(index).on < end) return false;
    end = ledger.endOf(index);
  }
  return true;
}

/** Checks acts about one person, of which those that are neither affiliations nor contracts say nothing. */
export function checkPerson(ledger: Ledger, indices: ArrayLike<number>, note: Note): void {
  const affiliations: Affiliation[] = [];
  const contracts: Contract[] = [];
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k]!;
    if (!ledger.isOperative(index)) continue;
    const act = ledger.act(index);
    if (act.act === "affiliation") {
      if (act.connection === "on leave from" || act.connection === "affiliated with")
        affiliations.push(spanOf(ledger, index));
    } else if (act.act === "contract" && act.presence !== undefined) contracts.push(spanOf(ledger, index));
  }
  checkLeave(affiliations, note);
  if (contracts.length > 1) checkPresence(contracts, note);
}

function checkLeave(affiliations: readonly Affiliation[], note: Note): void {
  for (const leave of affiliations) {
    if (leave.act.connection !== "on leave from") continue;
    for (const other of affiliations) {
      if (other === leave || !overlap(leave, other)) continue;
      const isLeave = other.act.connection === "on leave from";
      const same = other.act.institute === leave.act.institute;
      // Two leaves are reported once, at the later row.
      if (isLeave ? same || other.index > leave.index : !same) continue;
      note({
        index: leave.index,
        other: other.index,
        severity: "error",
        category: "conflict",
        code: "excluding-places",
        column: "connection",
        message: isLeave
          ? `\`${leave.act.person}\` is on leave from \`${leave.act.institute}\` and from \`${other.act.institute}\` at once, on ${written(latestStart(leave, other))}`
          : `\`${leave.act.person}\` is on leave from \`${leave.act.institute}\` and affiliated with it at once, on ${written(latestStart(leave, other))}`,
      });
    }
  }
}

function checkPresence(contracts: Contract[], note: Note): void {
  for (const contract of contracts) {
    const running = contracts.filter((other) => other.from <= contract.from && contract.from < other.to);
    const percent = running.reduce((sum, { act }) => sum + act.presence!, 0);
    if (
      percent <= 100 ||
      running.some((other) => other.from === contract.from && other.index > contract.index)
    )
      continue;
    const other = running.find((each) => each !== contract);
    note({
      index: contract.index,
      ...(other === undefined ? {} : { other: other.index }),
      severity: "error",
      category: "conflict",
      code: "too-much-presence",
      column: "presence",
      message: `the contracts of \`${contract.act.person}\` add up to ${percent} % of the time on ${written(contract.from)}`,
      help: "end the earlier contract, or lower a presence",
    });
  }
}

/** One ORCID iD on two people, one ROR id on two institutes: perhaps one registered twice. */
export function checkSharedIdentifiers(ledger: Ledger, note: Note): void {
  const owners = new Map<string, { readonly owner: string; readonly index: number }>();
  for (const index of [...ledger.index.ofSort("person"), ...ledger.index.ofSort("institute")]) {
    const act = ledger.act(index) as PersonAct | InstituteAct;
    const shared =
      act.act === "person"
        ? { key: act.orcid, owner: act.person, column: "orcid" }
        : { key: act.ror, owner: act.institute, column: "ror" };
    if (shared.key === undefined || !ledger.isOperative(index)) continue;
    const known = owners.get(shared.key);
    if (known === undefined) owners.set(shared.key, { owner: shared.owner, index });
    else if (known.owner !== shared.owner)
      note({
        index,
        other: known.index,
        severity: "warning",
        category: "conflict",
        code: "shared-identifier",
        column: shared.column,
        // An ORCID iD is personal and is not repeated; the place says which it is.
        message: `the ${shared.column === "orcid" ? "ORCID iD" : "ROR id"} of \`${shared.owner}\` belongs to \`${known.owner}\` too`,
      });
  }
}
