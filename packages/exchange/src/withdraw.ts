/**
 * Withdrawing a set: what came in with one import, or with one decision, counts for nothing from a day on. The acts stay on
 * record, and so do the withdrawals: withdrawing the withdrawals brings the set back.
 */
import type { Day } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import {
  type Act,
  type Folded,
  fold,
  type Named,
  TABLES,
  targetsOf,
  type WithdrawalAct,
} from "@comity/registry";
import { ExchangeError, type ExchangeProblem } from "./problems.ts";

export interface WithdrawOptions {
  readonly recorded: Day;
  readonly by: string;
  readonly instrument: string;
  /** The ids of the set's acts, where the registry keeps them; by default those that begin with the set's identifier. */
  readonly members?: ReadonlySet<string>;
  /** What counts of the acts, where that is known already. */
  readonly ledger?: Folded["ledger"];
}

/** Something outside of the set that rests on it. */
export interface BuiltUpon {
  /** The act that rests on the set. */
  readonly act: Act;
  /** The act of the set, or what it registered. */
  readonly on: string;
}

export interface Withdrawal {
  /** The identifier of the set of withdrawals. */
  readonly set: string;
  readonly acts: readonly WithdrawalAct[];
  /** Acts of the set that counted for nothing already. */
  readonly already: number;
  /** Where there is any, nothing should be withdrawn: it would hang in the air. */
  readonly builtUpon: readonly BuiltUpon[];
}

/** The columns of each sort of act that name something which another act registers. */
const NAMING = new Map(
  TABLES.flatMap(({ sorts, columns }) =>
    sorts.map((sort) => [
      sort,
      columns.filter(
        ({ names, allowed }) => names !== undefined && names !== "act" && allowed.includes(sort),
      ),
    ]),
  ),
);

const REGISTERS: Readonly<Record<string, { readonly named: Named; readonly key: string }>> = {
  party: { named: "party", key: "party" },
  institute: { named: "institute", key: "institute" },
  experiment: { named: "experiment", key: "experiment" },
  body: { named: "body", key: "body" },
  session: { named: "session", key: "session" },
  decision: { named: "decision", key: "decision" },
  signature: { named: "agreement", key: "agreement" },
  person: { named: "person", key: "person" },
};

const saidIn = (act: Act, key: string): unknown => (act as unknown as Readonly<Record<string, unknown>>)[key];

/** What an act registers, as `person p1`. */
function registeredBy(act: Act): string | undefined {
  const found = REGISTERS[act.act];
  return found === undefined ? undefined : `${found.named} ${String(saidIn(act, found.key))}`;
}

/** What an act names, as `person p1`. A party may be an institute. */
function namedBy(act: Act): string[] {
  if (act.act === "statement")
    return act.columns.flatMap(({ name }, at) => [`${name} ${String(act.values[at])}`]);
  const own = registeredBy(act);
  return (NAMING.get(act.act) ?? []).flatMap(({ key, names }) =>
    [saidIn(act, key)]
      .flat()
      .filter((name) => name !== undefined)
      .map((name) => `${names!} ${String(name)}`)
      .filter((name) => name !== own),
  );
}

/** The set of an import, or of withdrawals of one, to which an act belongs: its id begins with it. */
function setOf({ id }: Act): string | undefined {
  // Almost every act of a large registry came otherwise: that is told by its first letter.
  const first = id.charCodeAt(0);
  if (first !== LETTER_I && first !== LETTER_W) return undefined;
  return /^((?:withdrawal-of-)*import-[0-9a-f]{12}(?:-\d+)*):/.exec(id)?.[1];
}

const LETTER_I = "i".charCodeAt(0);
const LETTER_W = "w".charCodeAt(0);

/** What came in together. */
export interface ActSet {
  readonly set: string;
  readonly acts: number;
  /** So many of them count for nothing any more: they were withdrawn. */
  readonly withdrawn: number;
  readonly recorded: Day;
  readonly by: string;
  readonly instrument: string;
  /** Acts by their sort. */
  readonly sorts: ReadonlyMap<string, number>;
}

/** The sets that a registry has of imports and of their withdrawals, in the order in which they came. */
export function setsOf(acts: readonly Act[], ledger: Folded["ledger"] = fold(acts).ledger): ActSet[] {
  const found = new Map<string, ActSet & { sorts: Map<string, number>; acts: number; withdrawn: number }>();
  for (const act of acts) {
    const set = setOf(act);
    if (set === undefined) continue;
    const { recorded, by, instrument } = act;
    const known = found.get(set) ?? {
      ...{ set, acts: 0, withdrawn: 0, recorded, by, instrument },
      sorts: new Map<string, number>(),
    };
    const at = ledger.find(act.id);
    known.acts++;
    if (at >= 0 && ledger.isWithdrawn(at)) known.withdrawn++;
    known.sorts.set(act.act, (known.sorts.get(act.act) ?? 0) + 1);
    found.set(set, known);
  }
  return [...found.values()];
}

/**
 * The acts that withdraw a set, and what rests on it.
 *
 *     const { acts, builtUpon } = withdrawSet(registry.acts, "import-3f2a91c07b5e", { recorded, by, instrument });
 *
 * @throws ExchangeError where the registry has no such set, or all of it is withdrawn already.
 */
export function withdrawSet(acts: readonly Act[], set: string, options: WithdrawOptions): Withdrawal {
  const members =
    options.members ?? new Set(acts.filter(({ id }) => id.startsWith(`${set}:`)).map(({ id }) => id));
  const refuse = (code: "unknown-set" | "withdrawn-already", message: string, help?: string): Error => {
    const problem: ExchangeProblem = {
      severity: "error",
      category: code === "unknown-set" ? "not found" : "conflict",
      code,
      message,
      ...(help === undefined ? {} : { help }),
    };
    return new ExchangeError([problem]);
  };
  if (members.size === 0) {
    const sets = new Set(acts.flatMap((act) => setOf(act) ?? []));
    throw refuse(
      "unknown-set",
      `the registry has no set \`${set}\``,
      didYouMean(set, sets) ?? `it has ${sets.size}`,
    );
  }
  const ledger = options.ledger ?? fold(acts).ledger;
  // What was replaced by a correction counts for nothing, and would again if the correction went: so it goes too.
  const counts = (act: Act): boolean => {
    const at = ledger.find(act.id);
    return at >= 0 && !ledger.isWithdrawn(at);
  };
  const own = acts.filter(({ id }) => members.has(id));
  const counting = own.filter(counts);
  if (counting.length === 0)
    throw refuse("withdrawn-already", `all of the set \`${set}\` is withdrawn already`);
  const { recorded, by, instrument } = options;
  const lead = `withdrawal-of-${set}`;
  let name = lead;
  const taken = (stem: string): boolean => acts.some(({ id }) => id.startsWith(`${stem}:`));
  for (let again = 2; taken(name); again++) name = `${lead}-${again}`;
  return {
    set: name,
    acts: counting.map(({ id }, at) => ({
      act: "withdrawal",
      id: `${name}:${at + 1}`,
      on: recorded,
      recorded,
      by,
      instrument,
      withdraws: id,
    })),
    already: own.length - counting.length,
    builtUpon: builtUpon(acts, counting, counts),
  };
}

function builtUpon(
  acts: readonly Act[],
  counting: readonly Act[],
  counts: (act: Act) => boolean,
): BuiltUpon[] {
  const going = new Set(counting.map(({ id }) => id));
  const staying = acts.filter((act) => !going.has(act.id) && counts(act));
  const kept = new Set(staying.flatMap((act) => registeredBy(act) ?? []));
  const gone = new Set(counting.flatMap((act) => registeredBy(act) ?? []).filter((name) => !kept.has(name)));
  const found: BuiltUpon[] = [];
  for (const act of staying) {
    const target = act.act === "withdrawal" ? undefined : targetsOf(act).find((id) => going.has(id));
    // A party may be named that is an institute.
    const name = namedBy(act).find(
      (each) =>
        gone.has(each) ||
        (each.startsWith("party ") && !kept.has(each) && gone.has(`institute ${each.slice(6)}`)),
    );
    const on = target ?? name;
    if (on !== undefined) found.push({ act, on });
  }
  return found;
}
