/** The queue on the embedded store, which has one connection and works without the rights to make a schema. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { masterKeyFrom, openStore } from "@comity/store";
import { CompiledQuery } from "kysely";
import { expect, test } from "vitest";
import { freshFolder, MASTER_TEXT } from "../../store/test/ground/shared.ts";
import { MailQueue } from "../src/mails/queue.ts";

test("carries mails on the embedded store, and gives its connection back as it was", async () => {
  const parent = mkdtempSync(join(tmpdir(), "comity-queue-"));
  const masterKey = masterKeyFrom({ COMITY_MASTER_KEY: MASTER_TEXT });
  const store = await openStore(await freshFolder(parent), { masterKey });
  try {
    const faults: unknown[] = [];
    const queue = await MailQueue.open(store, { onFault: (error) => faults.push(error) });
    const handled: string[] = [];
    // A sweep puts in again whatever waits: of each mail one job waits, or they would become more and more.
    await queue.put(["a", "b", "later"]);
    await queue.put(["b", "a", "later"]);
    await queue.work((mail) => {
      handled.push(mail);
      const isFirst = handled.filter((each) => each === "later").length === 1;
      return Promise.resolve(mail === "later" && isFirst ? new Date(Date.now() + 200) : undefined);
    });
    for (let waited = 0; handled.length < 4 && waited < 400; waited++)
      await new Promise((done) => setTimeout(done, 25));
    await queue.stop();
    expect(handled.sort()).toEqual(["a", "b", "later", "later"]);
    const { rows } = await store.db.executeQuery(CompiledQuery.raw("select current_user as who"));
    expect(rows).toEqual([{ who: "comity_app" }]);
    expect(faults).toEqual([]);
  } finally {
    await store.close();
    rmSync(parent, { recursive: true, force: true });
  }
});
