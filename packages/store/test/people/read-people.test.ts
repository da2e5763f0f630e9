/** A few people read from the few acts about them: the same as reading everybody, with a look at each of them only. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/index.ts";
import { freshDatabase, freshFolder, MASTER } from "../ground/shared.ts";
import { affiliations, person } from "../ground/some-acts.ts";

const header = { on: day("2024-01-02"), recorded: day("2024-01-02"), by: "users office", instrument: "" };
const ACTS: readonly Act[] = [
  person("n1", "Berg", "p1"),
  { ...person("n1b", "Bergman", "p1"), on: day("2024-02-01") },
  person("n2", "Quast", "p2"),
  person("n3", "Rossi", "p3"),
  { ...person("n4", "Rossi", "p4"), on: day("2024-03-01") },
  person("n5", "Wrong", "p5"),
  { ...person("n6", "Right", "p5"), corrects: "n5" } as Act,
  { act: "alias", id: "x1", ...header, person: "p2", alias: "Q" },
  { act: "merge", id: "x2", ...header, person: "p4", into: "p3" },
  person("n7", "Gone", "p6"),
  { act: "erasure", id: "x3", ...header, person: "p6" },
  ...affiliations(30),
];

describe.each(["postgres", "embedded"] as const)("on %s", (kind) => {
  test("people are called what everybody's reading says, and are looked at one by one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "comity-people-"));
    const where = kind === "embedded" ? await freshFolder(folder) : await freshDatabase("PostgreSQL 18");
    const store = await openStore(where, { masterKey: MASTER });
    try {
      await store.append(ACTS, { by: "test" });
      const asked = ["p1", "p2", "p4", "p5", "p6", "nobody"];
      const alias = await store.people(asked, { personal: "alias", by: "clerk", purpose: "a letter" });
      const names = (found: typeof alias) => [...found].map(([id, act]) => [id, act.familyName, act.person]);
      expect(names(alias)).toEqual([
        ["p1", "Bergman", "p1"],
        ["p2", "Q", "p2"],
        ["p4", "Rossi", "p3"],
        ["p5", "Right", "p5"],
        ["p6", "erased", "p6"],
      ]);
      const looks = await store.looks();
      expect(looks.map(({ person: of }) => of).sort()).toEqual(["p1", "p2", "p3", "p4", "p5", "p6"]);
      expect(looks.every(({ by, purpose }) => by === "clerk" && purpose === "a letter")).toBe(true);
      const clear = await store.people(["p2"], { personal: "clear", by: "clerk", purpose: "a letter" });
      expect(names(clear)).toEqual([["p2", "Quast", "p2"]]);
      expect((await store.people([], { personal: "clear", by: "clerk", purpose: "x" })).size).toBe(0);
      expect(await store.looks()).toHaveLength(7);
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
