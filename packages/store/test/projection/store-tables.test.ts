/** docs/store-tables.md says what the database says of itself; `UPDATE_GOLDEN=1` writes it again. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, test } from "vitest";
import { freshDatabase, reasonToSkip } from "../ground/shared.ts";

const PAGE = fileURLToPath(new URL("../../../../docs/store-tables.md", import.meta.url));
const START = "<!-- what follows is written from the database's comments -->";

const TABLES = `
  select c.relname as name, obj_description(c.oid) as comment,
    (select string_agg(a.attname, ', ' order by array_position(i.indkey::int2[], a.attnum))
     from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
     where i.indrelid = c.oid and i.indisprimary) as key
  from pg_class c where c.relnamespace = 'comity'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
  order by c.relname`;
const COLUMNS = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as sort, a.attnotnull as needed,
    col_description(a.attrelid, a.attnum) as comment
  from pg_attribute a where a.attrelid = ('comity.' || $1)::regclass and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;
const FUNCTIONS = `
  select p.proname as name, pg_get_function_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
    obj_description(p.oid, 'pg_proc') as comment
  from pg_proc p where p.pronamespace = 'comity'::regnamespace and p.prorettype <> 'trigger'::regtype
  order by p.proname`;

/** Everything that the database says of the schema, as Markdown. */
async function described(client: pg.Client): Promise<string> {
  const lines: string[] = ["", "## Functions", ""];
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  for (const { name, arguments: given, result, comment } of (await client.query(FUNCTIONS)).rows) {
    expect(comment, `function ${name}`).toEqual(expect.any(String));
    const shown = given.replace("CURRENT_DATE", "current_date");
    lines.push(`- \`${name}(${shown})\`: ${comment} _${/^TABLE\((.*)\)$/.exec(result)![1]}_`);
  }
  lines.push("", "## Tables", "");
  for (const { name, comment, key } of (await client.query(TABLES)).rows) {
    expect(comment, name).toEqual(expect.any(String));
    lines.push(`### comity.${name}`, "", comment, "", `Key: ${key}.`, "");
    lines.push("| column | | |", "| --- | --- | --- |");
    for (const column of (await client.query(COLUMNS, [name])).rows) {
      expect(column.comment, `${name}.${column.name}`).toEqual(expect.any(String));
      const sort = column.sort.replace("timestamp with time zone", "timestamptz");
      lines.push(
        `| \`${column.name}\` | ${sort}${column.needed ? "" : ", may be empty"} | ${cell(column.comment)} |`,
      );
    }
    lines.push("");
  }
  return lines.join("\n");
}

const missing = reasonToSkip("PostgreSQL 18");

test.skipIf(missing !== undefined)(
  `the page of the tables says what the database says${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  async () => {
    const client = new pg.Client({ connectionString: await freshDatabase("PostgreSQL 18") });
    await client.connect();
    try {
      const [words] = readFileSync(PAGE, "utf8").split(START);
      const page = `${words}${START}\n${await described(client)}`;
      if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(PAGE, page);
      expect(readFileSync(PAGE, "utf8")).toBe(page);
    } finally {
      await client.end();
    }
  },
);
