/** Author lists over HTTP: printed under policies, written, replayed; nothing of them kept. All people are made up. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { governanceActs } from "../../src/authors/lists-aside.ts";
import { type Ground, openGround } from "../ground/ground.ts";
import { smallRegistry } from "../ground/small-registry.ts";

const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
const act = (sort: string, id: string, on: string, own: object) => ({ act: sort, id, on, ...header, ...own });

/** The small registry with the two states and the laboratory of which the shipped signing policies speak. */
const ACTS = [
  ...smallRegistry(),
  ...actsFromJson([
    act("party", "s-ru", "2000-01-01", { party: "RU", title: "Russian Federation", kind: "State" }),
    act("party", "s-cern", "2000-01-01", { party: "CERN", title: "CERN", kind: "Laboratory" }),
    act("institute", "i-r", "2000-01-01", {
      institute: "INST-R",
      title: "Made-up Institute of R",
      kind: "university",
      seat: "RU",
      governedBy: "RU",
      city: "Rford",
    }),
    act("signature", "ica-ru", "2001-01-01", {
      agreement: "ICA-RU",
      title: "Cooperation agreement with R",
      kind: "ICA",
      parties: ["RU", "CERN"],
      experiments: [],
      firstDay: "2001-01-01",
      lastDay: "2024-11-30",
      renewal: "none",
      noticePeriod: "6 months",
    }),
    act("affiliation", "a-p3-r", "2016-01-01", {
      person: "p3",
      institute: "INST-R",
      connection: "affiliated with",
    }),
    act("team", "t-r", "2010-01-01", { institute: "INST-R", experiment: "X" }),
  ]),
];

/** Institutes by their marks; whoever has no ORCID iD and one masked institute alone is left with nothing. */
const LIST = `Experiment X Collaboration

A. Ashwood¹, B. Brook¹,², C. Cliffe²

¹ Institute of A, Aford
² Made-up Institute of R, Rford
`;
const LATER = `A. Ashwood¹, B. Brook¹, C. Cliffe²

¹ Institute of A, Aford
² Affiliated with an institute formerly covered by a cooperation agreement with CERN
`;

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ acts: ACTS, clock: () => new Date("2026-11-20T08:00:00Z") });
});
afterAll(() => ground?.stop());

interface Sent {
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: object | string;
  readonly who?: string;
}

async function send(path: string, { files = { list: LIST }, options, who = "users-office" }: Sent) {
  const form = new FormData();
  for (const [field, text] of Object.entries(files)) form.append(field, new Blob([text]), `${field}.txt`);
  if (options !== undefined)
    form.append("options", typeof options === "string" ? options : JSON.stringify(options));
  return fetch(`${ground.server.url}/api/v1/authors/${path}`, {
    method: "POST",
    headers: { "x-ground-account": who },
    body: form,
  });
}

async function sent(path: string, what: Sent) {
  const response = await send(path, what);
  const body = (await response.json()) as Record<string, unknown>;
  expect([response.status, body.detail, body.errors]).toEqual([200, undefined, undefined]);
  return body as never;
}

interface Printed {
  readonly read: { readonly authors: number; readonly format: string };
  readonly dates: { readonly reference: string; readonly published: string };
  readonly lines: readonly { readonly text: string; readonly how: string; readonly authors: number }[];
  readonly people: readonly { readonly name: string; readonly marks: readonly { readonly line: number }[] }[];
  readonly unidentifiable: readonly string[];
  readonly differences: null | {
    readonly changed: readonly { readonly name: string }[];
    readonly institutesOnlyPolicy: readonly string[];
    readonly institutesOnlyAgainst: readonly string[];
    readonly unidentifiableOnlyPolicy: readonly string[];
  };
  readonly downstream: { readonly isSafe: boolean; readonly authorsHarmed: number };
  readonly written: null | { readonly text: string };
}

const NEUTRAL = { policy: "neutral-past", published: "2025-01-15" };

describe("a list that is sent", () => {
  it("is printed under a policy, numbered by first appearance, with who is left with nothing", async () => {
    const made: Printed = await sent("prints", { options: { ...NEUTRAL, format: "author.xml" } });
    expect(made.read).toMatchObject({ authors: 3, format: "text" });
    expect(made.dates).toEqual({ reference: "2025-01-15", published: "2025-01-15" });
    expect(made.people.map(({ name, marks }) => [name, marks.map(({ line }) => line)])).toEqual([
      ["A. Ashwood", [1]],
      ["B. Brook", [1, 2]],
      ["C. Cliffe", [2]],
    ]);
    expect(made.lines.map(({ how, authors }) => [how, authors])).toEqual([
      ["institute", 2],
      ["line", 2],
    ]);
    expect(made.unidentifiable).toEqual(["C. Cliffe"]);
    // The line names the host organisation, by which a matcher of names takes it for the host's own.
    expect(made.downstream).toMatchObject({ isSafe: false, authorsHarmed: 2 });
    expect(made.written!.text).toContain("<foaf:familyName>Cliffe</foaf:familyName>");
    expect(made.written!.text).not.toContain("Institute of R");
  });

  it("is held against another policy: whose line changes, what vanishes, who becomes unidentifiable", async () => {
    const { differences }: Printed = await sent("prints", { options: { ...NEUTRAL, against: "named" } });
    expect(differences!.changed.map(({ name }) => name)).toEqual(["B. Brook", "C. Cliffe"]);
    expect(differences!.institutesOnlyPolicy).toEqual([]);
    expect(differences!.institutesOnlyAgainst.join()).toContain("Institute of R");
    expect(differences!.unidentifiableOnlyPolicy).toEqual(["C. Cliffe"]);
  });

  it("is printed by a policy of one's own, and by the agreements of the day of publication", async () => {
    const policy = JSON.stringify({
      policy: "own",
      title: "Own",
      about: "Lines where an agreement has ended.",
      disputed: [{ party: "RU" }],
      affiliations: [
        {
          when: { disputed: true, agreement: "ended" },
          print: { line: "An institute with a past agreement" },
        },
        { print: "institute" },
      ],
    });
    const on = async (published: string): Promise<number> => {
      const made: Printed = await sent("prints", { options: { policy, published } });
      return made.lines.filter(({ how }) => how === "line").length;
    };
    expect([await on("2024-11-30"), await on("2024-12-01")]).toEqual([0, 1]);
  });

  it("is written only once it is said that some will be unidentifiable", async () => {
    const options = { ...NEUTRAL, format: "author.xml" };
    const refused = await send("files", { options });
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      {
        code: "unidentifiable-authors",
        errors: [{ message: "`C. Cliffe` has no printed institute and no ORCID iD" }],
      },
    ]);
    const file = await send("files", { options: { ...options, anyway: true } });
    expect([file.status, file.headers.get("content-disposition")]).toEqual([
      200,
      'attachment; filename="authors-neutral-past.xml"',
    ]);
    expect(await file.text()).toContain("Cliffe");
  });

  it("is kept nowhere, and is no look at anybody", async () => {
    const { store, documents } = ground.server.context;
    const before = [(await store.head()).position, (await store.looks()).length];
    let changes = 0;
    const end = documents.onChanges(() => {
      changes++;
    });
    await sent("prints", { options: NEUTRAL });
    expect([(await store.head()).position, (await store.looks()).length]).toEqual(before);
    end();
    expect(changes).toBe(0);
  });

  it("is replayed: predicted and printed, with recall and precision", async () => {
    const made = await sent("replays", { files: { before: LIST, after: LATER }, options: NEUTRAL });
    expect(made).toMatchObject({
      recall: { part: 1, of: 1 },
      precision: { part: 1, of: 2 },
      counts: { predictedAndPrinted: 1, predictedNotPrinted: 1, printedNotPredicted: 0, neither: 1 },
    });
  });
});

describe("what is refused", () => {
  const options = { policy: "named" };
  const CASES: readonly (readonly [string, string, Sent, number, string])[] = [
    ["no list", "prints", { files: {}, options }, 400, "wrong-form"],
    ["one list of two", "replays", { files: { before: LIST }, options }, 400, "wrong-form"],
    ["an empty list", "prints", { files: { list: "" }, options }, 400, "empty-file"],
    ["a list without authors", "prints", { files: { list: "{}" }, options }, 400, "no-author-list"],
    ["no options", "prints", {}, 400, "wrong-form"],
    ["options that are none", "prints", { options: "{" }, 400, "wrong-form"],
    [
      "a policy that is not there",
      "prints",
      { options: { policy: "named-all" } },
      400,
      "unknown-signing-policy",
    ],
    ["a format that is none", "files", { options: { ...options, format: "doc" } }, 400, "wrong-form"],
    ["a day that is none", "prints", { options: { ...options, published: "2024-02-30" } }, 400, "wrong-form"],
    ["the public", "prints", { options, who: "public" }, 401, "not-signed-in"],
    ["a person without an office", "prints", { options, who: "p1" }, 403, "not-allowed"],
    ["an auditor", "files", { options: { ...options, format: "csv" }, who: "auditor" }, 403, "not-allowed"],
  ];
  it.each(CASES)("%s", async (_what, path, what, status, code) => {
    const response = await send(path, what);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });

  it("what is no form", async () => {
    const response = await ground.as("users-office").post("/api/v1/authors/prints", {});
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      415,
      "wrong-content-type",
    ]);
  });

  it("lets an experiment's secretary print", async () => {
    expect((await send("prints", { options, who: "experiment-secretary" })).status).toBe(200);
  });
});

describe("one's own line", () => {
  interface Own {
    readonly experiments: readonly {
      readonly experiment: string;
      readonly policies: readonly {
        readonly policy: string;
        readonly lines: readonly string[];
        readonly isUnidentifiable: boolean;
      }[];
    }[];
  }
  it("is told by experiment and policy, and is a look", async () => {
    const looks = async () => (await ground.server.context.store.looks(["p3"])).length;
    const before = await looks();
    const own = await ground
      .as("p3")
      .json<Own>("/api/v1/authors/people/p3/lines?published=2025-01-15", { "comity-purpose": "own data" });
    expect(await looks()).toBe(before + 1);
    expect(own.experiments.map(({ experiment }) => experiment)).toEqual(["X"]);
    const of = (policy: string) => own.experiments[0]!.policies.find((one) => one.policy === policy)!;
    expect(of("named").lines).toEqual(["Institute of B", "Made-up Institute of R"]);
    expect(of("neutral-past").lines[1]).not.toContain("Institute of R");
    expect(of("neutral-past").lines).toHaveLength(2);
    expect(of("names-only")).toMatchObject({ lines: [], isUnidentifiable: true });
  });

  it.each([
    ["p1", "p3", 404],
    ["public", "p3", 404],
    ["auditor", "p3", 404],
    ["experiment-secretary", "p3", 200],
  ])("as %s about %s: %i", async (who, person, status) => {
    const purpose = who === "experiment-secretary" ? { "comity-purpose": "author list" } : {};
    const response = await ground.as(who).get(`/api/v1/authors/people/${person}/lines`, purpose);
    expect(response.status).toBe(status);
  });
});

it("no act about a person goes to the thread", () => {
  const text = JSON.stringify(governanceActs(ACTS));
  expect(text).toContain("INST-R");
  expect(text).not.toMatch(/"p\d"|Ashwood|Robin/);
});
