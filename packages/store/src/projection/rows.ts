/**
 * Rows over two times, from acts: what is true on which days, as known on which days. A row stands for what the fold says of one
 * subject for as long as acts recorded later change nothing about it: on any day K, the rows known on K are what
 * `fold(acts, { knownOn: K })` comes to.
 */
import { type Day, eachInterval, formatDuration, intervalSet, OPEN, SINCE_EVER } from "@comity/calendar";
import {
  type Act,
  ActIndex,
  type AgreementLife,
  agreementLives,
  agreementOf,
  byOccurrence,
  emitAgreement,
  Ledger,
} from "@comity/registry";
import { clustersOf } from "./cluster.ts";
import { peopleRows } from "./people-rows.ts";
import type { TableName } from "./projected-tables.ts";

/** Days `[from, to)`, either end perhaps open. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

export type Cell = string | number | Days | null;

/** A row of a table, its cells in the order of the table's columns. */
export interface Row {
  readonly table: TableName;
  readonly cells: readonly Cell[];
  /** Days on which it is true: at least one. */
  readonly valid: Days;
}

/** A row with the days on which the registry knew it so. */
export interface ProjectedRow extends Row {
  readonly known: Days;
}

/** The acts of a sort. */
export type Sort<Name extends Act["act"]> = Extract<Act, { readonly act: Name }>;

/** What tells a row from every other, known days aside. */
export function rowKey({ table, cells, valid }: Row): string {
  return JSON.stringify([table, cells, valid.from, valid.to]);
}

/** The row of an act that stands for itself on some days; undefined where its sort has no table of its own. */
function ownRow(act: Act, to: Day): Row | undefined {
  const valid = { from: act.on, to };
  if (act.on >= to) return undefined;
  switch (act.act) {
    case "affiliation":
      return { table: "affiliation", cells: [act.person, act.id, act.institute, act.connection], valid };
    case "contract": {
      const { institute = null, presence = null } = act;
      return { table: "contract", cells: [act.person, act.id, institute, act.category, presence], valid };
    }
    case "membership": {
      const { institute = null } = act;
      return { table: "membership", cells: [act.person, act.id, act.experiment, institute], valid };
    }
    default:
      return undefined;
  }
}

/**
 * The row of an act that registers somebody or something and is the only one to do so, as most are; undefined where it takes
 * more than the act to tell.
 */
function registeredRow(act: Act): Row | undefined {
  if (act.corrects !== undefined) return undefined;
  const valid = { from: act.on, to: OPEN };
  switch (act.act) {
    case "party":
      return { table: "party", cells: partyCells(act), valid };
    case "experiment":
      return { table: "experiment", cells: experimentCells(act), valid };
    case "person":
      return { table: "person", cells: [act.person, "normal", null, act.person], valid };
    default:
      return undefined;
  }
}

const partyCells = (act: Sort<"party">): Cell[] => [act.party, act.title, act.kind, act.of ?? null, act.id];

const experimentCells = (act: Sort<"experiment">): Cell[] => [act.experiment, act.title, act.id];

function instituteCells(act: Sort<"institute">): Cell[] {
  const { institute, title, kind, seat, governedBy, ror = null, city = null, id } = act;
  return [institute, title, kind, seat, governedBy, ror, city, id];
}

/** Acts that register one subject, in the order in which they hold, each until the first day of the next. */
function* successive<Registering extends Act>(
  acts: readonly Registering[],
  nameOf: (act: Registering) => string,
): Generator<{ act: Registering; next: Day }> {
  const byName = new Map<string, Registering[]>();
  for (const act of acts) {
    const list = byName.get(nameOf(act));
    if (list === undefined) byName.set(nameOf(act), [act]);
    else list.push(act);
  }
  for (const list of byName.values()) {
    list.sort(byOccurrence);
    for (let k = 0; k < list.length; k++) yield { act: list[k]!, next: list[k + 1]?.on ?? OPEN };
  }
}

/** In which table a fact about an agreement comes as a row, and what the row says besides the agreement. */
function placeOf(record: string, tuple: readonly unknown[]): [TableName, ...string[]] | undefined {
  switch (record) {
    case "in_force":
      return ["agreement_state", "in force", ""];
    case "suspended":
      return ["agreement_state", "suspended", ""];
    case "closed_to_newcomers":
      return ["agreement_state", "closed to newcomers", ""];
    case "restricted":
      return ["agreement_state", "restricted", tuple[1] as string];
    case "excepted":
      return ["agreement_state", "excepted", tuple[0] as string];
    case "party":
      return ["agreement_party", tuple[1] as string];
    case "parent":
      return ["agreement_parent", tuple[1] as string];
    default:
      return undefined;
  }
}

/** The rows of one agreement: those about its days are the facts that it makes, their days united. */
function agreementRows(life: AgreementLife): Row[] {
  const { agreement } = life;
  const rows: Row[] = [];
  const days = new Map<string, { table: TableName; cells: readonly Cell[]; pairs: [Day, Day][] }>();
  emitAgreement(life, (record, tuple, from, to) => {
    if (record === "agreement_kind")
      rows.push({ table: "agreement", cells: agreementCells(life), valid: { from, to } });
    const place = placeOf(record, tuple);
    if (place === undefined) return;
    const [table, ...about] = place;
    const key = JSON.stringify(place);
    const known = days.get(key);
    if (known === undefined) days.set(key, { table, cells: [agreement, ...about], pairs: [[from, to]] });
    else known.pairs.push([from, to]);
  });
  for (const { table, cells, pairs } of days.values())
    for (const [from, to] of eachInterval(intervalSet(pairs)))
      rows.push({ table, cells, valid: { from, to } });
  return rows;
}

function agreementCells({ agreement, signature, from, to, end }: AgreementLife): Cell[] {
  return [
    agreement,
    signature.title,
    signature.kind,
    signature.on === SINCE_EVER ? null : signature.on,
    from === undefined || from >= to ? null : { from, to },
    end?.reason ?? null,
    signature.renewal,
    signature.noticePeriod === undefined ? null : formatDuration(signature.noticePeriod),
    signature.id,
  ];
}

/** What a ledger of one cluster comes to on the day as known on which it is. */
function rowsOf(ledger: Ledger): Row[] {
  const rows: Row[] = [];
  const agreements = new Map<string, number[]>();
  const counting: Act[] = [];
  for (let index = 0; index < ledger.count; index++) {
    if (!ledger.isKnown(index)) continue;
    const act = ledger.act(index);
    const agreement = agreementOf(act);
    if (agreement !== undefined) {
      const list = agreements.get(agreement);
      if (list === undefined) agreements.set(agreement, [index]);
      else list.push(index);
    } else if (ledger.isOperative(index)) {
      counting.push(act);
      const own = ownRow(act, ledger.endOf(index));
      if (own !== undefined) rows.push(own);
    }
  }
  const sort = <Name extends Act["act"]>(name: Name) =>
    counting.filter((act) => act.act === name) as Sort<Name>[];
  const add = (table: TableName, cells: readonly Cell[], from: Day, to: Day): void => {
    if (from < to) rows.push({ table, cells, valid: { from, to } });
  };
  for (const { act, next } of successive(sort("party"), ({ party }) => party))
    add("party", partyCells(act), act.on, next);
  for (const { act, next } of successive(sort("experiment"), ({ experiment }) => experiment))
    add("experiment", experimentCells(act), act.on, next);
  for (const { act, next } of successive(sort("institute"), ({ institute }) => institute)) {
    const to = Math.min(next, ledger.endOf(ledger.find(act.id))) as Day;
    add("institute", instituteCells(act), act.on, to);
  }
  rows.push(...peopleRows(ledger, counting));
  for (const life of agreementLives(ledger, agreements).values()) rows.push(...agreementRows(life));
  return rows;
}

/**
 * The rows of one cluster (see `clustersOf`), as known on `since` and on every later day: what came and went before that day is left
 * out, and what was known already then is given as known from that day on.
 */
export function clusterRows(acts: readonly Act[], since: Day = SINCE_EVER): ProjectedRow[] {
  const single = acts.length === 1 ? registeredRow(acts[0]!) : undefined;
  if (single !== undefined)
    return [{ ...single, known: { from: Math.max(acts[0]!.recorded, since) as Day, to: OPEN } }];
  const index = new ActIndex(acts);
  const days = [...new Set([since, ...index.recorded].filter((day) => day >= since))].sort((a, b) => a - b);
  const done: ProjectedRow[] = [];
  let open = new Map<string, { readonly row: Row; readonly from: Day }>();
  for (const day of days as Day[]) {
    const next: typeof open = new Map();
    for (const row of rowsOf(new Ledger(index, day))) {
      const key = rowKey(row);
      next.set(key, { row, from: open.get(key)?.from ?? day });
    }
    for (const [key, { row, from }] of open)
      if (!next.has(key)) done.push({ ...row, known: { from, to: day } });
    open = next;
  }
  for (const { row, from } of open.values()) done.push({ ...row, known: { from, to: OPEN } });
  return done;
}

/** The row of an act that hangs together with no other (see `clustersOf`); undefined where its sort has no table. */
export function aloneRow(act: Act): ProjectedRow | undefined {
  const { lastDay } = act as { readonly lastDay?: Day };
  const to = lastDay === undefined || lastDay === OPEN ? OPEN : ((lastDay + 1) as Day);
  const row = ownRow(act, to);
  if (row === undefined) return undefined;
  return { table: row.table, cells: row.cells, valid: row.valid, known: { from: act.recorded, to: OPEN } };
}

/**
 * Every row that acts come to, over both times.
 *
 *     [...projectionRows(acts)].filter(({ table, known }) => table === "affiliation" && known.to === OPEN)
 */
export function* projectionRows(acts: Iterable<Act>): Generator<ProjectedRow> {
  const { alone, clusters } = clustersOf(acts);
  for (const act of alone) {
    const row = aloneRow(act);
    if (row !== undefined) yield row;
  }
  for (const cluster of clusters) yield* clusterRows(cluster);
}
