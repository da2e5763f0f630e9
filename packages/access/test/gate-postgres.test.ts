/** A gate over a real database: accounts written by whichever process, grants taken back, acts that end a relation. */
import { day } from "@comity/calendar";
import { readPolicy } from "@comity/policy";
import type { Act } from "@comity/registry";
import { followStore, MasterKey, openStore } from "@comity/store";
import { describe, expect, test } from "vitest";
import { freshDatabase, MASTER_TEXT, REGISTRY, reasonToSkip } from "../../store/test/ground/shared.ts";
import {
  type AccountGrants,
  type Asker,
  openGate,
  ownAccessPolicy,
  PUBLIC,
  withRegistryRecords,
} from "../src/index.ts";

const SERVER = "PostgreSQL 18";
const masterKey = new MasterKey(Buffer.from(MASTER_TEXT, "base64"));
const missing = reasonToSkip(SERVER);
const clock = () => new Date("2024-06-15T12:00:00Z");
const { policy } = readPolicy(
  "# One\n\n```policy\nkind Person, Institute\nrecord affiliated(person: Person, institute: Institute)\nentitlement enters(person: Person) when affiliated(person, _)\n```\n",
  "one.policy.md",
);
const header = { on: day("2020-01-01"), recorded: day("2020-01-01"), by: "", instrument: "" };
const affiliated = (person: string, institute: string): Act => ({
  ...header,
  id: `${person}-${institute}`,
  act: "affiliation",
  person,
  institute,
  connection: "affiliated with",
});
const by = (account: string): Asker => ({ account, via: "session" });
const leader: AccountGrants = {
  kind: "human",
  person: "p1",
  grants: [{ role: "team-leader", of: "I1", to: "2024-06-15" }],
};

describe.skipIf(missing !== undefined)("a gate over a database", () => {
  test("follows accounts and acts of other processes, and closes as it opened", async () => {
    const url = await freshDatabase(SERVER);
    const here = await openStore(url, { registry: REGISTRY, masterKey, clock });
    const there = await openStore(url, { registry: REGISTRY, masterKey, clock });
    await here.append([affiliated("p1", "I1"), affiliated("p2", "I1"), affiliated("p3", "I2")], { by: "t" });
    await here.documents.write([{ collection: "account", id: "boss", value: leader }], "t");
    const followed = await followStore(here, withRegistryRecords(policy!), { clock });
    const gate = await openGate({ access: ownAccessPolicy(), followed, documents: here.documents });
    try {
      const reads = (asker: Asker, person: string) => gate.may(asker, "read", { kind: "person", id: person });
      expect(["p1", "p2", "p3"].filter((person) => reads(by("boss"), person))).toEqual(["p1", "p2"]);
      expect(gate.visible(by("boss"), "read", "person", ["p3", "p2", "p1"], (id) => id)).toEqual([
        "p2",
        "p1",
      ]);
      expect(reads(PUBLIC, "p2")).toBe(false);
      const before = gate.version;

      // Another process grants; here one waits for it.
      const [clerk] = await there.documents.write(
        [
          {
            collection: "account",
            id: "clerk",
            value: { kind: "human", grants: [{ role: "users-office" }] },
          },
        ],
        "t",
      );
      await gate.until("clerk", clerk!.version);
      expect(reads(by("clerk"), "p3")).toBe(true);
      expect(gate.version).not.toBe(before);

      // ... and takes it back.
      const [off] = await there.documents.write(
        [
          {
            collection: "account",
            id: "clerk",
            value: { kind: "human", grants: [{ role: "users-office" }], disabled: true },
          },
        ],
        "t",
      );
      await gate.until("clerk", off!.version);
      expect(reads(by("clerk"), "p3")).toBe(false);

      // A person leaves the team.
      const { head } = await there.append(
        [
          {
            ...header,
            id: "left",
            act: "end",
            ends: "p2-I1",
            on: day("2024-06-14"),
            lastDay: day("2024-06-14"),
          } as Act,
        ],
        { by: "t" },
      );
      await followed.until(head.position);
      expect(reads(by("boss"), "p2")).toBe(false);
      expect(reads(by("boss"), "p1")).toBe(true);
      expect(gate.why(by("boss"), "read", { kind: "person", id: "p2" })).toBe(
        "no: on 2024-06-15 nothing in the policy of access says that `boss` may read the person of `p2`\n",
      );
      expect(gate.why(by("boss"), "read-names", { kind: "person", id: "p1" })).toMatch(
        /^yes: `boss` may read-names the person of `p1`, /,
      );

      // An account that is taken away may nothing.
      await there.documents.write([{ collection: "account", id: "boss", value: null }], "t");
      for (let waited = 0; reads(by("boss"), "p1") && waited < 200; waited++)
        await new Promise((resolve) => setTimeout(resolve, 25));
      expect(reads(by("boss"), "p1")).toBe(false);
    } finally {
      gate.close();
      followed.close();
      await there.close();
      await here.close();
    }
  });

  test("turns with the day: a grant ends after its last one", async () => {
    const url = await freshDatabase(SERVER);
    let now = clock();
    const store = await openStore(url, { registry: REGISTRY, masterKey, clock: () => now });
    await store.append([affiliated("p2", "I1")], { by: "t" });
    await store.documents.write([{ collection: "account", id: "boss", value: leader }], "t");
    const followed = await followStore(store, withRegistryRecords(policy!), { clock: () => now });
    const gate = await openGate({ access: ownAccessPolicy(), followed, documents: store.documents });
    try {
      const version = gate.version;
      now = new Date("2024-06-15T23:59:59.999Z");
      expect(gate.may(by("boss"), "read-names", { kind: "person", id: "p2" })).toBe(true);
      expect(gate.version).toBe(version);
      now = new Date("2024-06-16T00:00:00Z");
      expect(gate.may(by("boss"), "read-names", { kind: "person", id: "p2" })).toBe(false);
      expect(gate.version).not.toBe(version);
    } finally {
      gate.close();
      followed.close();
      await store.close();
    }
  });
});
