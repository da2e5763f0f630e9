/** Keys of an embedded store that somebody puts back from an older copy. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "@comity/calendar";
import { expect, test } from "vitest";
import { erasuresOf, KEY_JOURNAL, openStore } from "../../src/index.ts";
import { freshFolder, MASTER } from "../ground/shared.ts";
import { person } from "../ground/some-acts.ts";

test("are destroyed again when the store is opened: the ledger says who was erased", async () => {
  const parent = mkdtempSync(join(tmpdir(), "comity-keys-"));
  try {
    const where = await freshFolder(parent);
    const path = join(where, KEY_JOURNAL);
    const store = await openStore(where, { masterKey: MASTER });
    await store.append([person("n1", "Musterfrau")], { by: "anna" });
    const keys = readFileSync(path);
    const { acts } = await store.acts({ personal: "sealed" });
    await store.append(erasuresOf(acts, "p1", { on: day("2024-05-03"), by: "", instrument: "" }), {
      by: "b",
    });
    await store.close();
    expect(readFileSync(path, "utf8")).toMatch(/"person":"p1","destroyed"/);
    writeFileSync(path, keys);
    const again = await openStore(where, { masterKey: MASTER });
    const seen = await again.acts({ personal: "clear", by: "anna", purpose: "test" });
    expect(seen.acts[0]).toMatchObject({ familyName: "erased" });
    await again.close();
    expect(readFileSync(path, "utf8")).toMatch(/"person":"p1","destroyed"/);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});
