/** Arrays as text: what the database reads is what was given. */
import fc from "fast-check";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { arrayText } from "../src/engine/array-text.ts";
import { freshDatabase, reasonToSkip } from "./ground/shared.ts";

describe.skipIf(reasonToSkip("PostgreSQL 18") !== undefined)("arrays as text", () => {
  it("come out of the database as they were", async () => {
    const client = new pg.Client({ connectionString: await freshDatabase("PostgreSQL 18") });
    await client.connect();
    try {
      const element = fc.option(
        fc
          .oneof(
            fc.string({ unit: "grapheme" }),
            fc.constantFrom("", "null", "NULL", '"', "\\", "{}", ",", " a ", '\\"'),
          )
          .map((text) => text.replaceAll("\u0000", "")),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(element), fc.array(fc.option(fc.integer())), async (texts, numbers) => {
          const { rows } = await client.query<{ texts: unknown; numbers: unknown }>(
            "select $1::text[] as texts, $2::integer[] as numbers",
            [arrayText(texts), arrayText(numbers)],
          );
          expect(rows[0]).toEqual({ texts, numbers });
        }),
      );
    } finally {
      await client.end();
    }
  });
});
