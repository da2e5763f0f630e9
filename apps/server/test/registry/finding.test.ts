/** Finding things over HTTP: the search, names for lists, what changed, and the history of a thing. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fitOf, fitting, plain, wordsOf } from "../../src/search/matching.ts";
import { nameBookOf } from "../../src/search/name-book.ts";
import { type Ground, openGround } from "../ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

async function record(...acts: object[]): Promise<void> {
  const { store, followed } = ground.server.context;
  const said = acts.map((act) => ({
    on: "2021-05-01",
    recorded: "2021-05-02",
    by: "office",
    instrument: "paper 7",
    ...act,
  }));
  const { head } = await store.append(actsFromJson(said), { by: "users office" });
  await followed.until(head.position);
}

const REGISTRATION = { "comity-purpose": "registration" };
type Group = { total: number; items: { id: string; name?: { familyName: string } | null }[] };
type Found = Record<"agreements" | "institutes" | "experiments" | "people" | "acts", Group> & {
  names: { searched: boolean; purposes: string[] };
};
const search = (who: string, words: string, headers?: Record<string, string>) =>
  ground.as(who).json<Found>(`/api/v1/search?names=yes&words=${encodeURIComponent(words)}`, headers);
const ids = ({ items }: Group) => items.map(({ id }) => id);

describe("words", () => {
  it.each([
    ["Institut für Hochenergiephysik", "fur hoch", 2],
    ["Université de Genève", "universite de geneve", 0],
    ["Université de Genève", "univ", 1],
    ["Uniwersytet Łódzki", "lodz", 2],
    ["Объединённый институт", "объединенныи", 1],
    ["Institute of B", "stitute", 3],
    ["Institute of B", "institute of c", undefined],
    ["a+b (c)", "(c", 2],
  ])("of %s: %s fits as %s", (title, typed, fit) => {
    expect(fitOf(wordsOf(typed), [plain(title)])).toBe(fit);
  });

  it("bring the best first, and nothing where there are none", () => {
    const titles = ["of B", "Institute B", "B", "Bern"];
    expect(fitting(wordsOf("b"), titles, (title) => [plain(title)])).toEqual([
      "B",
      "Bern",
      "of B",
      "Institute B",
    ]);
    expect(fitting([], titles, (title) => [title])).toEqual([]);
  });
});

describe("the search", () => {
  it("finds what is public for everybody, and nobody", async () => {
    const found = await search("public", "b");
    expect([ids(found.institutes), ids(found.agreements)]).toEqual([["INST-B"], ["ICA-B"]]);
    expect([found.people.total, found.acts.total, found.names]).toEqual([
      0,
      0,
      { searched: false, purposes: [] },
    ]);
    expect(ids((await search("public", "aford")).institutes)).toEqual(["INST-A"]);
    expect((await search("public", "cliffe")).people.total).toBe(0);
    expect((await search("public", "  ")).institutes.total).toBe(0);
  });

  it("finds people by name for whoever may read it and says what for, which is a look", async () => {
    const before = (await ground.server.context.store.looks(["p3"])).length;
    const unsaid = await search("users-office", "cliffe");
    expect([unsaid.people.total, unsaid.names.searched]).toEqual([0, false]);
    expect(unsaid.names.purposes).toContain("registration");
    const said = await search("users-office", "CLIF", REGISTRATION);
    expect(said.people).toEqual({
      total: 1,
      items: [{ id: "p3", name: { familyName: "Cliffe", givenName: null } }],
    });
    const looks = (await ground.server.context.store.looks(["p3"])).slice(before);
    expect(looks.map(({ by, purpose, person }) => [by, purpose, person])).toEqual([
      ["the server", "finding people by name", null],
      ["users-office", "registration", "p3"],
    ]);
    expect(ids((await search("team-leader", "cliffe")).people)).toEqual([]);
    expect(ids((await search("team-leader", "brook")).people)).toEqual(["p2"]);
    expect((await search("auditor", "brook")).people.total).toBe(0);
  });

  it("does not give away who is under an alias", async () => {
    expect((await search("users-office", "dale", REGISTRATION)).people.total).toBe(0);
    const called = await search("users-office", "robin vale", REGISTRATION);
    expect(called.people.items).toEqual([{ id: "p4", name: { familyName: "Robin Vale", givenName: null } }]);
    expect(ids((await search("p4", "dale")).people)).toEqual(["p4"]);
    expect((await search("users-office", "alias-p4", REGISTRATION)).acts.total).toBe(0);
  });

  it("follows what is recorded, and forgets who was erased", async () => {
    const person = { act: "person", person: "p7", familyName: "Évrard" };
    await record({ ...person, id: "n-p7" });
    expect(ids((await search("users-office", "evrard", REGISTRATION)).people)).toEqual(["p7"]);
    const book = nameBookOf(ground.server.context);
    expect(book.holds("p7")).toBe(true);
    await record({ act: "erasure", id: "gone-p7", person: "p7", on: "2021-06-01", recorded: "2021-06-01" });
    // At once, and not when somebody searches next.
    await expect.poll(() => book.holds("p7")).toBe(false);
    expect((await search("users-office", "evrard", REGISTRATION)).people.total).toBe(0);
  });

  it("finds acts by identifier and instrument for whoever may list them", async () => {
    expect(ids((await search("auditor", "paper 7")).acts)).toContain("n-p7");
    expect((await search("p1", "paper 7")).acts.total).toBe(0);
  });
});

describe("names of some people", () => {
  it("are those that the asker may read", async () => {
    const path = "/api/v1/names?person=p1&person=p3&person=p99";
    const { names } = await ground.as("team-leader").json<{ names: object[] }>(path);
    expect(names).toEqual([{ id: "p1", familyName: "Ashwood", givenName: null }]);
    expect((await ground.as("users-office").get(path)).status).toBe(400);
    expect((await ground.as("public").get(path)).status).toBe(401);
  });
});

describe("changes", () => {
  type Changes = { total: number; changes: { id: string; about: { title: string }; by: string | null }[] };
  const changes = (who: string, query: string) => ground.as(who).json<Changes>(`/api/v1/changes?${query}`);

  it("come the latest first, with who recorded them for whoever may know", async () => {
    await record(
      { act: "suspension", id: "susp", agreement: "ICA-B", recorded: "2022-01-02" },
      { act: "exception", id: "exc", agreement: "ICA-B", person: "p3", recorded: "2022-01-03" },
      { act: "end", id: "end-t-b", ends: "t-b", lastDay: "2021-12-31", recorded: "2022-01-01" },
    );
    const lately = await changes("public", "limit=2");
    expect(lately.changes).toMatchObject([
      {
        id: "susp",
        act: "suspension",
        about: { kind: "agreement", title: "Cooperation agreement with B" },
        by: null,
        instrument: null,
        counts: true,
      },
      {
        id: "end-t-b",
        act: "end",
        ends: "team",
        about: { id: "INST-B" },
        others: [{ id: "X" }],
        lastDay: "2021-12-31",
      },
    ]);
    expect(lately.total).toBeGreaterThan(2);
    expect((await changes("legal-service", "limit=1")).changes[0]).toMatchObject({
      by: "office",
      instrument: "paper 7",
    });
  });

  it("are a thing's history, as known on a day, without anybody's", async () => {
    const history = await changes("public", "agreement=ICA-B");
    expect(history.changes.map(({ id }) => id)).toEqual(["susp", "ica-b"]);
    const then = await changes("public", "agreement=ICA-B&knownOn=2022-01-01");
    expect(then.changes.map(({ id }) => id)).toEqual(["ica-b"]);
    const either = await changes("public", "institute=INST-B&party=ST-A");
    expect(new Set(either.changes.map(({ id }) => id))).toEqual(
      new Set(["end-t-b", "t-b", "s-a", "st-a", "i-b"]),
    );
    expect(JSON.stringify(await changes("users-office", "limit=500"))).not.toContain('"p3"');
  });
});

describe("lists", () => {
  it("say how many there are, and who is anywhere on the day", async () => {
    const list = (query: string) =>
      ground.as("users-office").json(`/api/v1/people?limit=1&on=2020-06-01&${query}`);
    expect(await list("affiliated=yes")).toMatchObject({ total: 4, people: [{ id: "p1" }] });
    expect(await list("affiliated=no&knownOn=2022-01-01")).toMatchObject({
      people: [{ id: "p7", institutes: [] }],
    });
  });

  it("of agreements have their parents, terms and what happens if nobody acts", async () => {
    const { agreements } = await ground
      .as("public")
      .json<{ agreements: object[] }>("/api/v1/agreements?on=2022-01-01");
    expect(agreements).toMatchObject([
      {
        id: "ICA-B",
        parent: null,
        endsBecause: "term",
        term: { firstDay: "2001-01-01", lastDay: "2030-12-31" },
        suspended: [{ firstDay: "2021-05-01", lastDay: "2030-12-31" }],
      },
    ]);
    expect(await ground.as("public").json("/api/v1/agreements?parent=ICA-B")).toMatchObject({
      agreements: [],
    });
    expect(await ground.as("public").json("/api/v1/deadlines?dated=yes")).toMatchObject({
      deadlines: [
        { agreement: "ICA-B", otherwise: { happens: "ends", lastDay: "2030-12-31", because: "term" } },
      ],
    });
    expect(await ground.as("public").json("/api/v1/parties")).toMatchObject({
      parties: [
        { id: "LAB" },
        { id: "ST-A", title: "State A", kind: "State", statuses: ["member state"] },
        { id: "ST-B" },
      ],
    });
  });
});
