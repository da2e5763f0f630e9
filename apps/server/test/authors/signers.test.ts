/** Who signs a paper, over HTTP: by an experiment's policy, with names, reasons and choices; and what each payer bears. All people are made up. */
import { readList } from "@comity/authorship";
import { memorySource } from "@comity/exchange";
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, openGround } from "../ground/ground.ts";
import { smallRegistry } from "../ground/small-registry.ts";

const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
const act = (sort: string, id: string, on: string, own: object) => ({ act: sort, id, on, ...header, ...own });
const columns = ["person", "experiment", "reason"].map((name) => ({ name, type: "string" }));

/** The small registry with CMS: three of its people take part, one left, one declined, one was added. */
const ACTS = [
  ...smallRegistry(),
  ...actsFromJson([
    act("experiment", "e-cms", "2000-01-01", { experiment: "CMS", title: "The CMS experiment" }),
    ...["INST-A", "INST-B"].flatMap((institute) => [
      act("team", `t-cms-${institute}`, "2010-01-01", { institute, experiment: "CMS" }),
      act("dues", `d-${institute}`, "2010-01-01", { institute, experiment: "CMS" }),
    ]),
    act("person", "n-p5", "2016-01-01", { person: "p5", familyName: "Elm" }),
    act("affiliation", "a-p5", "2016-01-01", {
      person: "p5",
      institute: "INST-A",
      connection: "affiliated with",
    }),
    ...["p1", "p2", "p4", "p5"].flatMap((person) => [
      act("membership", `cms-${person}`, "2016-01-01", {
        person,
        experiment: "CMS",
        institute: person === "p4" ? "INST-B" : "INST-A",
      }),
      act("qualification", `q-${person}`, "2016-06-01", { person, experiment: "CMS" }),
    ]),
    act("statement", "o-p2", "2018-01-01", {
      record: "opted_out",
      columns,
      values: ["p2", "CMS", "works on something else"],
    }),
    act("statement", "o-p3", "2018-01-01", {
      record: "added",
      columns,
      values: ["p3", "CMS", "built the trigger"],
    }),
  ]),
];

interface Signers {
  readonly authors: readonly { readonly person: string; readonly name: string }[];
  readonly choices: readonly { readonly person: string; readonly choice: string; readonly reason: string }[];
  readonly file: { readonly name: string; readonly text: string };
}
interface Shares {
  readonly units: number;
  readonly payers: readonly {
    readonly payer: string;
    readonly before: { readonly units: number };
    readonly after: { readonly units: number };
    readonly difference: number;
  }[];
}

const PURPOSE = { "comity-purpose": "registration" };
const SIGNERS = "/api/v1/authors/experiments/CMS/signers";
let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ acts: ACTS, clock: () => new Date("2026-11-20T08:00:00Z") });
});
afterAll(() => ground?.stop());
const office = () => ground.as("users-office");

describe("who signs a paper", () => {
  it("is listed by the experiment's policy, with choices, and each name is a look", async () => {
    const looks = async () => (await ground.server.context.store.looks(["p1"])).length;
    const before = await looks();
    const { authors, choices, file } = await office().json<Signers>(
      `${SIGNERS}?reference=2020-01-01`,
      PURPOSE,
    );
    expect(authors.map(({ person, name }) => `${person} ${name}`)).toEqual([
      "p1 Ashwood",
      "p3 Cliffe",
      "p5 Elm",
      "p4 Robin Vale",
    ]);
    expect(choices.map(({ person, choice, reason }) => [person, choice, reason])).toEqual([
      ["p2", "opted out", "works on something else"],
      ["p3", "added", "built the trigger"],
    ]);
    expect(await looks()).toBe(before + 1);
    const { list } = await readList(memorySource(file.name, file.text));
    expect(list.authors.map(({ familyName }) => familyName)).toEqual([
      "Ashwood",
      "Cliffe",
      "Elm",
      "Robin Vale",
    ]);
    expect(list.organisations.map(({ name }) => name)).toEqual(["Institute of A", "Institute of B"]);
  });

  it("follows the reference date", async () => {
    const { authors } = await office().json<Signers>(`${SIGNERS}?reference=2017-01-01`, PURPOSE);
    expect(authors.map(({ person }) => person)).toEqual(["p1", "p2", "p5", "p4"]);
  });

  it("is told with its proof, and names nobody else", async () => {
    const why = (person: string, of: string) =>
      ground.as(person).json(`/api/v1/authors/people/${of}/signs?experiment=CMS&reference=2020-01-01`);
    expect(await why("p1", "p1")).toMatchObject({
      signs: true,
      plain: expect.stringContaining("is an author of"),
    });
    const no = (await why("p2", "p2")) as Record<string, unknown>;
    expect(no).toMatchObject({
      signs: false,
      choices: [{ choice: "opted out", reason: "works on something else" }],
    });
    expect(String(no.proof)).toContain("works on something else");
    expect(String(no.proof)).not.toMatch(/p1|p3|p4|Ashwood/);
  });

  it.each([
    ["the public", "public", SIGNERS, 401, "not-signed-in"],
    ["a person", "p1", SIGNERS, 403, "not-allowed"],
    [
      "another experiment's secretary",
      "experiment-secretary",
      `${SIGNERS}?reference=2020-01-01`,
      403,
      "names-withheld",
    ],
    [
      "of an experiment without a policy",
      "users-office",
      "/api/v1/authors/experiments/X/signers",
      404,
      "not-found",
    ],
    ["on a day that is none", "users-office", `${SIGNERS}?reference=2020-02-30`, 400, "wrong-query"],
    ["about somebody else", "p1", "/api/v1/authors/people/p2/signs?experiment=CMS", 404, "not-found"],
    [
      "under a draft that is none",
      "users-office",
      "/api/v1/authors/experiments/CMS/shares?draft=x",
      404,
      "not-found",
    ],
  ])("is refused: %s", async (_what, who, path, status, code) => {
    const response = await ground.as(who).get(path, who === "users-office" ? PURPOSE : {});
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });

  it("lists the experiments for which a policy comes", async () => {
    const { experiments } = await office().json<{ experiments: unknown[] }>("/api/v1/authors/experiments");
    expect(experiments).toEqual([
      {
        experiment: "CMS",
        title: "The CMS experiment",
        policy: "policies/authorship-cms.policy.md",
        papers: [],
      },
    ]);
  });
});

describe("cost shares by authors", () => {
  const SHARES = "/api/v1/authors/experiments/CMS/shares?on=2020-01-01&units=1000";

  it("are whole units that add up", async () => {
    const { units, payers } = await office().json<Shares>(SHARES);
    expect(units).toBe(1000);
    // p1 and p5 for State A; p3 and p4 for State B.
    expect(payers.map(({ payer, before }) => [payer, before.units])).toEqual([
      ["ST-A", 500],
      ["ST-B", 500],
    ]);
  });

  it("are told under a draft to the cleared", async () => {
    const legal = ground.as("legal-service");
    const made = await legal.post("/api/v1/drafts", {
      short: {
        what: "end",
        agreement: "ICA-B",
        day: "2026-12-31",
        date: "2026-11-20",
        knownOn: "2026-11-20",
      },
    });
    const { id } = (await made.json()) as { id: string };
    const path = `/api/v1/authors/experiments/CMS/shares?on=2028-06-01&units=1000&draft=${id}`;
    const { payers } = await legal.json<Shares>(path);
    expect(payers.reduce((sum, { after }) => sum + after.units, 0)).toBe(1000);
    expect(payers.reduce((sum, { difference }) => sum + difference, 0)).toBe(0);
    const refused = await office().get(path);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([404, "not-found"]);
  });
});
