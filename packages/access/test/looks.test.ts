/** Looks at people: nothing without a purpose, nothing that is not recorded first, nobody behind an alias. On a real database. */
import { day } from "@comity/calendar";
import { readPolicy } from "@comity/policy";
import type { Act } from "@comity/registry";
import { followStore, MasterKey, openStore } from "@comity/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, MASTER_TEXT, REGISTRY, reasonToSkip } from "../../store/test/ground/shared.ts";
import {
  type Asker,
  type Gate,
  type Grant,
  type LookDesk,
  openGate,
  openLookDesk,
  ownAccessPolicy,
  PUBLIC,
  withRegistryRecords,
} from "../src/index.ts";

const SERVER = "PostgreSQL 18";
const missing = reasonToSkip(SERVER);
const masterKey = new MasterKey(Buffer.from(MASTER_TEXT, "base64"));
const { policy } = readPolicy(
  "# One\n\n```policy\nkind Person, Institute\nrecord affiliated(person: Person, institute: Institute)\nentitlement enters(person: Person) when affiliated(person, _)\n```\n",
  "one.policy.md",
);
const header = { on: day("2020-01-01"), recorded: day("2020-01-01"), by: "", instrument: "" };
const person = (id: string, familyName: string, more: object = {}): Act =>
  ({ ...header, id: `${id}-name`, act: "person", person: id, familyName, givenName: "Ada", ...more }) as Act;
const tie = (id: string, institute: string): Act => ({
  ...header,
  id: `${id}-tie`,
  act: "affiliation",
  person: id,
  institute,
  connection: "affiliated with",
});
const ACTS: readonly Act[] = [
  person("p1", "Berg"),
  person("p2", "Dahl", { mail: "ada@example.org" }),
  person("p3", "Falk"),
  person("p4", "Holm"),
  person("p5", "Holm-Wrong"),
  tie("p1", "I1"),
  tie("p2", "I1"),
  tie("p3", "I2"),
  { ...header, id: "risk", act: "alias", person: "p2", alias: "Quill" },
  { ...header, id: "same", act: "merge", person: "p4", into: "p5" },
  { ...header, id: "right", act: "person", person: "p5", familyName: "Holm", corrects: "p5-name" } as Act,
];
const ACCOUNTS: Readonly<Record<string, { kind: "human" | "client"; person?: string; grants: Grant[] }>> = {
  office: { kind: "human", grants: [{ role: "users-office" }] },
  keeper: { kind: "human", grants: [{ role: "alias-keeper" }] },
  boss: { kind: "human", grants: [{ role: "team-leader", of: "I1" }] },
  dahl: { kind: "human", person: "p2", grants: [] },
  admin: { kind: "human", grants: [{ role: "administrator" }] },
  badge: { kind: "client", grants: [{ role: "access-system" }] },
};
const by = (account: string): Asker => ({ account, via: "session" });
const PEOPLE = ["p1", "p2", "p3"];

describe.skipIf(missing !== undefined)("looks at people", () => {
  let store: Awaited<ReturnType<typeof openStore>>;
  let followed: Awaited<ReturnType<typeof followStore>>;
  let gate: Gate;
  let desk: LookDesk;
  let now = new Date("2024-06-15T12:00:00Z");
  const clock = () => now;

  beforeAll(async () => {
    store = await openStore(await freshDatabase(SERVER), { registry: REGISTRY, masterKey, clock });
    await store.append(ACTS, { by: "t" });
    const accounts = Object.entries(ACCOUNTS).map(([id, value]) => ({ collection: "account", id, value }));
    await store.documents.write(accounts, "t");
    followed = await followStore(store, withRegistryRecords(policy!), { clock });
    gate = await openGate({ access: ownAccessPolicy(), followed, documents: store.documents });
    desk = openLookDesk({ store, gate, clock });
  });

  afterAll(async () => {
    gate?.close();
    followed?.close();
    await store?.close();
  });

  /** The looks since the last time. */
  let seen = 0;
  const newLooks = async () => {
    const all = await store.looks();
    const fresh = all.slice(seen).map(({ by, purpose, person }) => [by, purpose, person]);
    seen = all.length;
    return fresh;
  };
  const familyNames = async (account: string, purpose: string, people: readonly string[] = PEOPLE) =>
    Object.fromEntries(
      Array.from(await desk.names(by(account), purpose, people), ([id, { familyName }]) => [id, familyName]),
    );

  test("show names to the offices, the alias of whoever is under one, and record each of them", async () => {
    expect(await familyNames("office", "registration")).toEqual({ p1: "Berg", p2: "Quill", p3: "Falk" });
    expect(await newLooks()).toEqual(PEOPLE.map((id) => ["office", "registration", id]));
    const quill = (await desk.names(by("office"), "registration", ["p2"])).get("p2");
    expect(quill).toEqual({ person: "p2", familyName: "Quill" });
    await newLooks();
  });

  test("show who stands behind an alias to its keeper, and to the person", async () => {
    expect(await familyNames("keeper", "protection of a person", ["p2"])).toEqual({ p2: "Dahl" });
    expect(await familyNames("dahl", "own data", ["p1", "p2"])).toEqual({ p2: "Dahl" });
    expect(await newLooks()).toEqual([
      ["keeper", "protection of a person", "p2"],
      ["dahl", "own data", "p2"],
    ]);
  });

  test("show a leader the team, and say nothing of all others", async () => {
    expect(await familyNames("boss", "leading a team", [...PEOPLE, "nobody"])).toEqual({
      p1: "Berg",
      p2: "Quill",
    });
    expect(await newLooks()).toEqual([
      ["boss", "leading a team", "p1"],
      ["boss", "leading a team", "p2"],
    ]);
  });

  test.each([
    ["administrator", by("admin"), "registration"],
    ["machine", by("badge"), "registration"],
    ["public", PUBLIC, "registration"],
    ["users office, for a purpose of others", by("office"), "leading a team"],
  ])("show the %s nothing, and open nothing", async (_, asker, purpose) => {
    await expect(desk.names(asker, purpose, PEOPLE)).rejects.toMatchObject({
      category: "refused",
      code: "purpose-unknown",
      message: `\`${purpose}\` is nothing that your account may look at people for`,
    });
    expect(await newLooks()).toEqual([]);
  });

  test("want to know what for, where there are several purposes", async () => {
    expect(desk.purposeOf(by("dahl"), undefined)).toBe("own data");
    expect(() => desk.purposeOf(by("office"), undefined)).toThrow(
      expect.objectContaining({
        code: "purpose-needed",
        help: "say one of: `a request of the person`, `carrying out a decision`, `registration`",
      }),
    );
    expect(() => desk.purposeOf(by("office"), "registratoin")).toThrow(
      expect.objectContaining({ help: "did you mean `registration`?" }),
    );
  });

  test("call a person who was merged, and corrected, by the name that counts", async () => {
    expect(await familyNames("office", "registration", ["p4", "p5"])).toEqual({ p4: "Holm", p5: "Holm" });
    await newLooks();
  });

  test("know what was recorded a moment ago, and of whom nothing is left", async () => {
    await store.append([person("p9", "Nyberg")], { by: "t" });
    expect(await familyNames("office", "registration", ["p9"])).toEqual({ p9: "Nyberg" });
    await store.append([{ ...header, id: "gone", act: "erasure", person: "p9" }], { by: "t" });
    expect(await familyNames("office", "registration", ["p9"])).toEqual({ p9: "erased" });
    await newLooks();
  });

  test("without names are recorded too; a machine's once a day for each person", async () => {
    await desk.note(by("office"), "registration", ["p1", "p1"]);
    await desk.note(by("office"), "registration", "everybody");
    await Promise.all(
      Array.from({ length: 50 }, () => desk.noteOnceADay(by("badge"), "access control", ["p1", "p2"])),
    );
    const told = [
      ["office", "registration", "p1"],
      ["office", "registration", null],
      ["badge", "access control", "p1"],
      ["badge", "access control", "p2"],
    ];
    expect(await newLooks()).toEqual(told);
    now = new Date("2024-06-16T00:00:01Z");
    await desk.noteOnceADay(by("badge"), "access control", ["p2"]);
    expect(await newLooks()).toEqual([["badge", "access control", "p2"]]);
  });

  test("are written together where many come at once, each durable before it counts", async () => {
    const written: number[] = [];
    const counting = openLookDesk({
      store: {
        people: () => Promise.reject(new Error("no names are asked for")),
        noteLooks: async (looks) => {
          written.push(looks.length);
          await store.noteLooks(looks);
        },
      },
      gate,
      clock,
    });
    const asked = Array.from({ length: 300 }, (_, k) => `q${k}`);
    await Promise.all(asked.map((id) => counting.noteOnceADay(by("badge"), "access control", [id])));
    expect(written.length).toBeLessThan(5);
    expect((await newLooks()).map(([, , id]) => id)).toEqual(asked);
  });

  test("that cannot be written are no looks: the question fails, and the next one tries again", async () => {
    let isDown = true;
    const desk = openLookDesk({
      store: {
        people: () => Promise.reject(new Error("no names are asked for")),
        noteLooks: (looks) =>
          isDown ? Promise.reject(new Error("the disk is full")) : store.noteLooks(looks),
      },
      gate,
      clock,
    });
    const ask = () => desk.noteOnceADay(by("badge"), "access control", ["p3"]);
    await expect(ask()).rejects.toThrow("the disk is full");
    expect(await newLooks()).toEqual([]);
    isDown = false;
    await ask();
    expect(await newLooks()).toEqual([["badge", "access control", "p3"]]);
  });
});
