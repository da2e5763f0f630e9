/** People who may be registered twice: found by what they have in common, shown to who may record people, merged or kept apart. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { likelyDoubles, likelyDoublesInSteps, type Registered } from "../../src/doubles/likely-doubles.ts";
import { type Ground, openGround } from "../ground/ground.ts";
import { smallRegistry } from "../ground/small-registry.ts";

const person = (
  id: string,
  familyName: string,
  givenName?: string,
  more: Partial<Registered> = {},
): Registered => ({
  id,
  familyName,
  givenName,
  institutes: ["I"],
  ...more,
});

describe("likely doubles", () => {
  it.each([
    [person("a", "Öztürk", "Ada"), person("b", "Ozturk", "Ada"), "name"],
    [person("a", "Öztürk", "Ada"), person("b", "Ada", "Oztürk"), "swapped"],
    [person("a", "Öztürk", "A."), person("b", "Öztürk", "Ada"), "initial"],
    [person("a", "Öztürk", "A.", { institutes: ["J"] }), person("b", "Öztürk", "Ada"), undefined],
    [person("a", "Öztürk"), person("b", "Öztürk"), undefined],
    [person("a", "Öztürk", "Boris"), person("b", "Öztürk", "Ada"), undefined],
    [
      person("a", "X", "A", { orcid: "0000-0002-1825-0097" }),
      person("b", "Y", "B", { orcid: "0000-0002-1825-0097" }),
      "orcid",
    ],
    [
      person("a", "X", "A", { mail: "a@example.org" }),
      person("b", "Y", "B", { mail: " A@example.org" }),
      "mail",
    ],
    [person("a", "X", "A", { mail: "" }), person("b", "Y", "B", { mail: "" }), undefined],
  ])("%j and %j: %s", (a, b, why) => {
    const found = likelyDoubles([b, a]);
    expect(found.map((one) => [one.people, one.why])).toEqual(why === undefined ? [] : [[["a", "b"], [why]]]);
  });

  it("leave out names that half of the world has, and stay quick with many people", () => {
    const wangs = Array.from({ length: 400 }, (_, k) =>
      person(`p${k}`, "Wang", "Wei", { institutes: [`I${k % 9}`] }),
    );
    expect(likelyDoubles(wangs)).toEqual([]);
    const twin = [
      person("x", "Wang", "Wei", { mail: "w@example.org" }),
      person("y", "Wang", "Wei", { mail: "w@example.org" }),
    ];
    expect(likelyDoubles([...wangs, ...twin]).map(({ people }) => people)).toEqual([["x", "y"]]);
  });

  it("are found in steps of which none is long, however many people there are", () => {
    let reads = 0;
    const people = Array.from({ length: 1_500 }, (_, k) => ({
      ...person(`p${k}`, "", `Ada ${k % 7}`, { mail: `${k % 500}@example.org` }),
      get familyName() {
        reads++;
        return `Name${k % 75}`;
      },
    }));
    const inSteps: number[] = [];
    const steps = likelyDoublesInSteps(people);
    let last = steps.next();
    for (; last.done !== true; last = steps.next()) {
      inSteps.push(reads);
      reads = 0;
    }
    const all = inSteps.reduce((sum, each) => sum + each, reads);
    expect(all).toBeGreaterThan(30_000);
    expect(Math.max(...inSteps, reads)).toBeLessThan(all / 12);
    expect(last.value).toEqual(likelyDoubles(people));
  });

  it("put the same ORCID iD before the same names", () => {
    const found = likelyDoubles([
      person("a", "One", "Ada"),
      person("b", "One", "Ada"),
      person("c", "Two", "Ida", { orcid: "o" }),
      person("d", "Three", "Eda", { orcid: "o" }),
    ]);
    expect(found.map(({ why }) => why[0])).toEqual(["orcid", "name"]);
  });
});

describe("doubles by the API", () => {
  let ground: Ground;
  beforeAll(async () => {
    const header = { recorded: "2020-01-01", by: "users office", instrument: "", on: "2015-01-01" };
    const again = (id: string, familyName: string, more: object) => ({
      ...header,
      act: "person",
      id: `n-${id}`,
      person: id,
      familyName,
      ...more,
    });
    ground = await openGround({
      acts: [
        ...smallRegistry(),
        // p3 and, under an alias, p4 are registered again.
        ...actsFromJson([
          again("q3", "Other", { mail: "p3@example.org" }),
          again("q4", "Other", { mail: "p4@example.org" }),
        ]),
      ],
    });
  });
  afterAll(() => ground?.stop());

  interface Answer {
    readonly doubles: readonly { readonly people: readonly string[]; readonly why: readonly string[] }[];
    readonly total: number;
    readonly apart: number;
  }
  const list = (who = "users-office"): Promise<Answer> => ground.as(who).json<Answer>("/api/v1/doubles");

  it("are shown to the users' office and to nobody else, and nobody under an alias is among them", async () => {
    expect(await list()).toMatchObject({
      doubles: [{ people: ["p3", "q3"], why: ["mail"] }],
      total: 1,
      apart: 0,
    });
    for (const who of ["public", "p3", "legal-service", "auditor", "delegate", "administrator"])
      expect([who, (await ground.as(who).get("/api/v1/doubles")).status]).not.toEqual([who, 200]);
    // A look like any other.
    const looks = await ground.as("auditor").json<{ looks: { by: string }[] }>("/api/v1/people/q3/looks");
    expect(looks.looks.some(({ by }) => by === "users-office")).toBe(true);
  });

  it("are kept apart for good where somebody says so, and come back for nobody", async () => {
    const office = ground.as("users-office");
    const apart = (a: string, b: string) =>
      office.post(`/api/v1/doubles/${a}/${b}/apart`, { why: "father and son" });
    expect((await ground.as("p3").post("/api/v1/doubles/q3/p3/apart", { why: "" })).status).toBe(404);
    expect((await apart("q3", "q3")).status).toBe(422);
    expect((await apart("q3", "nobody")).status).toBe(422);
    expect((await apart("q3", "p3")).status).toBe(204);
    expect(await list()).toMatchObject({ doubles: [], total: 0, apart: 1 });
  });
});
