/** Tables that say of themselves what they hold, for whoever looks at them with `psql`. */
import { type Kysely, sql } from "kysely";

/** What is said of each table, under the empty name, and of its columns. */
export type Comments = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Runs statements that make tables of the schema `comity`, then says what is in them. */
export async function makeCommented(
  db: Kysely<unknown>,
  statements: readonly string[],
  comments: Comments,
): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const [table, columns] of Object.entries(comments))
    for (const [column, says] of Object.entries(columns)) {
      const what =
        column === ""
          ? sql`table comity.${sql.ref(table)}`
          : sql`column comity.${sql.ref(table)}.${sql.ref(column)}`;
      await sql`comment on ${what} is ${sql.lit(says)}`.execute(db);
    }
}
