/** A step of the schema: the tables that acts are projected into, what the database says of each column, and the dated functions. */
import { type Kysely, type Migration, sql } from "kysely";
import { DATED_FUNCTIONS } from "./dated-functions.ts";
import { type ColumnSort, KNOWN_COMMENT, PROJECTED_TABLES, type ProjectedTable } from "./projected-tables.ts";

const SQL_SORTS: Readonly<Record<ColumnSort, string>> = {
  text: "text",
  number: "numeric",
  date: "date",
  daterange: "daterange",
};

function createTable({ name, key, columns }: ProjectedTable): string {
  const lines = [
    "registry text not null",
    ...columns.map(
      (column) => `${column.name} ${SQL_SORTS[column.sort]}${column.optional ? "" : " not null"}`,
    ),
    "valid daterange not null",
    "known daterange not null",
    `primary key (${["registry", ...key, "valid", "known"].join(", ")})`,
  ];
  return `create table comity.${name} (\n  ${lines.join(",\n  ")}\n)`;
}

/** What the database says of the tables that stand beside the projected ones. */
const MORE_COMMENTS: readonly (readonly [what: string, comment: string])[] = [
  ["column comity.registry.registry", "Id of the registry; the first column of every table."],
  ["column comity.registry.created_at", "When it was made."],
  [
    "table comity.act_about",
    "Which acts hang together: two acts with one subject in common do. Most acts stand for themselves and are not here.",
  ],
  ["column comity.act_about.registry", "The registry."],
  [
    "column comity.act_about.about",
    "`institute`, `party`, `experiment`, `person` or `agreement` and an id, for acts that register or change one; `act` and an id, for acts that correct, end or withdraw that act.",
  ],
  ["column comity.act_about.position", "Position of the act in the ledger."],
  [
    "table comity.projection",
    "How far the tables with `valid` and `known` follow the ledger: as far as it goes, for both are written in one transaction.",
  ],
  ["column comity.projection.registry", "The registry."],
  ["column comity.projection.position", "Position of the last act that they hold."],
  [
    "column comity.projection.form",
    "In which form they were made; where Comity makes them otherwise now, they are made anew.",
  ],
];

/**
 * Makes the tables and functions, in the place of older ones: they hold nothing that cannot be made from the acts again. A
 * later form of them gets a step of its own that does the same.
 */
async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string): Promise<unknown> => sql.raw(text).execute(db);
  await run(`create table if not exists comity.act_about (
    registry text not null,
    about text not null,
    position bigint not null,
    primary key (registry, about, position)
  )`);
  await run(`create table if not exists comity.projection (
    registry text primary key,
    position bigint not null,
    form integer not null
  )`);
  const say = async (what: string, comment: string): Promise<void> => {
    await sql`comment on ${sql.raw(what)} is ${sql.lit(comment)}`.execute(db);
  };
  for (const [what, comment] of MORE_COMMENTS) await say(what, comment);
  for (const table of PROJECTED_TABLES) {
    const name = `comity.${table.name}`;
    await run(`drop table if exists ${name}`);
    await run(createTable(table));
    await say(`table ${name}`, table.comment);
    await say(`column ${name}.registry`, "The registry.");
    for (const column of table.columns) await say(`column ${name}.${column.name}`, column.comment);
    await say(`column ${name}.valid`, table.valid);
    await say(`column ${name}.known`, KNOWN_COMMENT);
  }
  for (const { signature, returns, body, comment } of DATED_FUNCTIONS) {
    const [name] = signature.split("(") as [string];
    await run(`drop function if exists comity.${name}`);
    await run(
      `create function comity.${signature} returns table (${returns}) language sql stable as $$ ${body} $$`,
    );
    await say(`function comity.${name}`, comment);
  }
}

export const projections: Migration = { up };
