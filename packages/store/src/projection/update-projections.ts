/**
 * Keeping the projected tables with the ledger: with every append, in its transaction, the rows of the clusters that its acts
 * touch; and all of them made anew from the acts at will.
 */
import type { Day } from "@comity/calendar";
import { type Act, agreementOf } from "@comity/registry";
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Entry } from "../ledger/entry.ts";
import type { Hook, Recording } from "../ledger/insert-entries.ts";
import { pagesOf } from "../ledger/read-entries.ts";
import type { Schema } from "../schema/schema.ts";
import { clustersOf } from "./cluster.ts";
import type { TableName } from "./projected-tables.ts";
import { aloneRow, clusterRows, type ProjectedRow, projectionRows, rowKey } from "./rows.ts";
import { storedRow } from "./stored-days.ts";
import { deleteAllRows, deleteRows, insertRows, readRows } from "./stored-rows.ts";
import { noteSubjects, placedActs, referredTo, touchedActs } from "./touched-acts.ts";

/** Raised whenever the same acts come to other rows: then the tables are made anew. */
const FORM = 1;

/** Acts that hang together, the first recorded day of the new ones among them. */
interface Touched {
  readonly acts: readonly Act[];
  readonly since: Day;
}

/** What the rows of a cluster are about, by the column that tells; of those about people, by the act as well. */
interface Subjects {
  readonly registered: ReadonlyMap<
    "party" | "institute" | "experiment" | "person" | "agreement",
    ReadonlySet<string>
  >;
  readonly people: ReadonlySet<string>;
  readonly acts: ReadonlySet<string>;
}

function subjectsOf(acts: Iterable<Act>): Subjects {
  const registered = {
    party: new Set<string>(),
    institute: new Set<string>(),
    experiment: new Set<string>(),
    person: new Set<string>(),
    agreement: new Set<string>(),
  };
  const people = new Set<string>();
  const ids = new Set<string>();
  for (const act of acts) {
    const agreement = agreementOf(act);
    if (agreement !== undefined) registered.agreement.add(agreement);
    switch (act.act) {
      case "party":
        registered.party.add(act.party);
        break;
      case "institute":
        registered.institute.add(act.institute);
        break;
      case "experiment":
        registered.experiment.add(act.experiment);
        break;
      case "person":
      case "alias":
      case "erasure":
        registered.person.add(act.person);
        break;
      case "merge":
        registered.person.add(act.person).add(act.into);
        break;
      case "affiliation":
      case "contract":
      case "membership":
        people.add(act.person);
        ids.add(act.id);
        break;
      default:
    }
  }
  return { registered: new Map(Object.entries(registered)) as Subjects["registered"], people, acts: ids };
}

const OF_AGREEMENTS: readonly TableName[] = [
  "agreement",
  "agreement_state",
  "agreement_party",
  "agreement_parent",
];
const OF_PEOPLE: readonly TableName[] = ["affiliation", "contract", "membership"];

/** The stored rows of these subjects that were known on a day or are known later. */
async function storedRowsOf(
  transaction: Transaction<Schema>,
  registry: string,
  { registered, people, acts }: Subjects,
  since: Day,
): Promise<ProjectedRow[]> {
  const rows: ProjectedRow[] = [];
  const read = async (table: TableName, subjects: RawBuilder<unknown>): Promise<void> => {
    const still = sql`(upper_inf(stored.known) or upper(stored.known) - date '1970-01-01' > ${since}::integer)`;
    rows.push(...(await readRows(transaction, registry, table, sql`${subjects} and ${still}`)));
  };
  for (const [sort, names] of registered) {
    if (names.size === 0) continue;
    const tables = sort === "agreement" ? OF_AGREEMENTS : [sort];
    for (const table of tables) await read(table, sql`${sql.raw(`stored.${sort}`)} = any(${[...names]})`);
  }
  if (people.size > 0)
    for (const table of OF_PEOPLE)
      await read(table, sql`stored.person = any(${[...people]}) and stored.act = any(${[...acts]})`);
  return rows;
}

/** To which of some clusters a row belongs: by the agreement, the registered subject, or the act that it is about. */
function subjectOf({ table, cells }: ProjectedRow): string {
  if (OF_PEOPLE.includes(table)) return `act ${cells[1] as string}`;
  return `${OF_AGREEMENTS.includes(table) ? "agreement" : table} ${cells[0] as string}`;
}

/** What has to be taken away and what to be written, for rows of one cluster to become others from a day on. */
export function rowChanges(
  stored: readonly ProjectedRow[],
  now: readonly ProjectedRow[],
  since: Day,
): { readonly gone: ProjectedRow[]; readonly come: ProjectedRow[] } {
  const fresh = new Map<string, ProjectedRow>();
  const knownKey = (row: ProjectedRow): string => `${rowKey(row)} ${row.known.from} ${row.known.to}`;
  const add = (row: ProjectedRow): void => void fresh.set(knownKey(row), row);
  /** Rows that held on `since`, by what they say: what was said before goes on in them. */
  const goingOn = new Map(now.filter(({ known }) => known.from === since).map((row) => [rowKey(row), row]));
  for (const row of now) if (row.known.from !== since) add(row);
  for (const row of stored) {
    if (row.known.from >= since) continue;
    const key = rowKey(row);
    const next = goingOn.get(key);
    goingOn.delete(key);
    add({ ...row, known: { from: row.known.from, to: next === undefined ? since : next.known.to } });
  }
  for (const row of goingOn.values()) add(row);
  const gone: ProjectedRow[] = [];
  for (const row of stored) if (!fresh.delete(knownKey(row))) gone.push(row);
  return { gone, come: [...fresh.values()] };
}

/** Brings the rows of clusters that were there before to what they come to now. */
async function updateClusters(
  transaction: Transaction<Schema>,
  registry: string,
  touched: readonly Touched[],
): Promise<void> {
  if (touched.length === 0) return;
  const first = Math.min(...touched.map(({ since }) => since)) as Day;
  const subjects = subjectsOf(touched.flatMap(({ acts }) => acts));
  const stored = new Map<string, ProjectedRow[]>();
  for (const row of await storedRowsOf(transaction, registry, subjects, first)) {
    const subject = subjectOf(row);
    const list = stored.get(subject);
    if (list === undefined) stored.set(subject, [row]);
    else list.push(row);
  }
  const gone: ProjectedRow[] = [];
  const come: ProjectedRow[] = [];
  for (const { acts, since } of touched) {
    const { registered, acts: ids } = subjectsOf(acts);
    const names = [...registered].flatMap(([sort, all]) => [...all].map((name) => `${sort} ${name}`));
    const before = [...names, ...[...ids].map((id) => `act ${id}`)]
      .flatMap((subject) => stored.get(subject) ?? [])
      .filter(({ known }) => known.to > since);
    const now = clusterRows(acts, since)
      .map(storedRow)
      .filter((row) => row !== undefined);
    const changes = rowChanges(before, now, since);
    gone.push(...changes.gone);
    come.push(...changes.come);
  }
  await deleteRows(transaction, registry, gone);
  await insertRows(transaction, registry, come);
}

/** Says that the tables are as far as the ledger is now, where they were as far as it was before these entries; one row then. */
function advance(registry: string, entries: readonly Entry[]): RawBuilder<unknown> {
  const [from, to] = [entries[0]!.position - 1, entries.at(-1)!.position];
  return sql`insert into comity.projection as made (registry, position, form)
    select ${registry}::text, ${to}::bigint, ${FORM}::integer
    where ${from}::bigint = 0 or exists (select from comity.projection where registry = ${registry}::text)
    on conflict (registry) do update set position = excluded.position
    where made.position = ${from}::bigint and made.form = excluded.form`;
}

/**
 * Projects entries that were just recorded, in the transaction that records them. Where the tables are not as far as the ledger
 * was, or of an older form, they are made anew.
 */
async function project(recording: Recording): Promise<void> {
  const { transaction, registry, entries } = recording;
  if (recording.along !== 1) {
    await makeAnew(transaction, registry);
    return;
  }
  const referred = await referredTo(recording);
  const added = placedActs(entries, referred, recording.acts);
  const before = await touchedActs(transaction, registry, added, referred, entries[0]!.position);
  await noteSubjects(transaction, registry, added);
  if (before.length === 0) {
    await insertRows(transaction, registry, projectionRows(added.map(({ act }) => act)));
    return;
  }
  const old = new Set(before);
  const { alone, clusters } = clustersOf([...before, ...added.map(({ act }) => act)]);
  const touched: Touched[] = [];
  const rows: ProjectedRow[] = [];
  for (const act of alone) {
    const row = aloneRow(act);
    if (row !== undefined) rows.push(row);
  }
  for (const acts of clusters) {
    const fresh = acts.filter((act) => !old.has(act));
    if (fresh.length === acts.length) rows.push(...clusterRows(acts));
    else touched.push({ acts, since: Math.min(...fresh.map(({ recorded }) => recorded)) as Day });
  }
  await updateClusters(transaction, registry, touched);
  await insertRows(transaction, registry, rows);
}

/** Keeps the tables with the ledger. */
export const updateProjections: Hook = { along: advance, after: project };

/** Makes the tables anew from all acts of the ledger. */
async function makeAnew(transaction: Transaction<Schema>, registry: string): Promise<void> {
  await deleteAllRows(transaction, registry);
  await sql`delete from comity.act_about where registry = ${registry}`.execute(transaction);
  const entries: Entry[] = [];
  for await (const page of pagesOf(transaction, registry)) for (const entry of page) entries.push(entry);
  const added = placedActs(entries);
  await noteSubjects(transaction, registry, added);
  await insertRows(transaction, registry, projectionRows(added.map(({ act }) => act)));
  const position = entries.at(-1)?.position ?? 0;
  await sql`insert into comity.projection (registry, position, form) values (${registry}, ${position}, ${FORM})
    on conflict (registry) do update set position = excluded.position, form = excluded.form`.execute(
    transaction,
  );
}

/** Makes the tables of a registry anew from its acts; meanwhile nobody records any. */
export async function rebuildProjections(db: Kysely<Schema>, registry: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockLedger(transaction, registry);
    await makeAnew(transaction, registry);
  });
}

/** Whether the tables hold all acts of the ledger in the form of today. */
export async function areProjectionsCurrent(db: Kysely<Schema>, registry: string): Promise<boolean> {
  const { rows } = await sql<{ current: boolean }>`select coalesce(
      (select position = coalesce((select max(position) from comity.act where registry = ${registry}), 0) and form = ${FORM}
       from comity.projection where registry = ${registry}),
      false) as current`.execute(db);
  return rows[0]!.current;
}

/** Waits for whoever records acts of the registry, and keeps others from it until the transaction ends. */
async function lockLedger(transaction: Transaction<Schema>, registry: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`comity ${registry}`}, 0))`.execute(transaction);
}
