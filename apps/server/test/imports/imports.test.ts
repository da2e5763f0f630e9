/** Lists brought in over HTTP: a dry run, its questions answered, recorded as one set, and taken out again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, openGround } from "../ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

const PURPOSE = { "comity-purpose": "registration" };
const PEOPLE = `family_name,given_name,orcid,institute,first_day
Elm,Ada,0000-0002-1825-0097,INST-A,2024-01-01
Ashwood,Ann,,INST-A,2024-01-01
Fir,Noël,,INST-Q,2024-01-01
`;

interface Plan {
  readonly head: string;
  readonly set: string;
  readonly whole: boolean;
  readonly acts: number;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly rows: readonly { readonly verdict: string; readonly shown: string }[];
  readonly questions: readonly {
    readonly about: string;
    readonly said: string;
    readonly candidates: readonly { readonly id: string }[];
  }[];
}

interface Sent {
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly who?: string;
}

/** Sends files as a form, as a browser does. */
async function send(path: string, { files = {}, options, headers = PURPOSE, who = "users-office" }: Sent) {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append("file", new Blob([text]), name);
  if (options !== undefined)
    form.append("options", typeof options === "string" ? options : JSON.stringify(options));
  const response = await fetch(`${ground.server.url}/api/v1/imports${path}`, {
    method: "POST",
    headers: { "x-ground-account": who, ...headers },
    body: form,
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, code: body.code, tag: response.headers.get("etag"), body };
}

const tried = async (options: object = {}): Promise<Plan> => {
  const { status, body } = await send("/dry-runs", { files: { "people.csv": PEOPLE }, options });
  expect([status, body.detail]).toEqual([200, undefined]);
  return body as unknown as Plan;
};

const looksAtEverybody = async (): Promise<number> =>
  (await ground.server.context.store.looks()).filter(({ person }) => person === null).length;

/** The answers that make everything right: the same Ashwood, and an institute of the registry's. */
async function answers(): Promise<object[]> {
  const first = await tried();
  const [person, institute] = ["person", "institute"].map((about) =>
    first.questions.find((question) => question.about === about),
  );
  return [
    { about: "person", said: person!.said, answer: "p1" },
    { about: "institute", said: institute!.said, answer: "INST-B" },
  ];
}

describe("a dry run", () => {
  it("says row by row what would be done, records nothing, and is a look at everybody", async () => {
    const before = await looksAtEverybody();
    const plan = await tried();
    expect(plan.whole).toBe(false);
    expect(plan.rows.map(({ verdict }) => verdict)).toContain("doubtful");
    const asked = plan.questions.find(({ about }) => about === "person")!;
    expect(asked.candidates.map(({ id }) => id)).toEqual(["p1"]);
    const head = await ground.as("users-office").json<{ hash: string }>("/api/v1/registry/head");
    expect(plan.head).toBe(head.hash);
    expect(await looksAtEverybody()).toBe(before + 1);
  });

  const REFUSED: readonly (readonly [string, Sent, number, string])[] = [
    ["no file", {}, 400, "wrong-form"],
    ["an empty file", { files: { "people.csv": "" } }, 400, "empty-file"],
    ["options that are none", { files: { "p.csv": PEOPLE }, options: "{" }, 400, "wrong-form"],
    ["an option that is unknown", { files: { "p.csv": PEOPLE }, options: { dry: 1 } }, 400, "wrong-form"],
    ["no purpose", { files: { "p.csv": PEOPLE }, headers: {} }, 400, "purpose-needed"],
    ["an auditor", { files: { "p.csv": PEOPLE }, who: "auditor" }, 403, "not-allowed"],
    ["the public", { files: { "p.csv": PEOPLE }, who: "public" }, 401, "not-signed-in"],
  ];
  it.each(REFUSED)("refuses %s", async (_what, sent, status, code) => {
    expect(await send("/dry-runs", sent)).toMatchObject({ status, code });
  });

  it("refuses what is no form", async () => {
    const response = await ground.as("users-office").post("/api/v1/imports/dry-runs", {}, PURPOSE);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      415,
      "wrong-content-type",
    ]);
  });
});

describe("recording", () => {
  it("records all or nothing, once, as a set that can be withdrawn and brought back", async () => {
    const files = { "people.csv": PEOPLE };
    const { head } = await tried();
    const halfRight = await send("", { files, headers: { ...PURPOSE, "if-match": `"${head}"` } });
    expect(halfRight).toMatchObject({ status: 409, code: "import-not-whole" });
    expect((await send("", { files })).code).toBe("if-match-missing");
    expect(
      await send("", { files, headers: { ...PURPOSE, "if-match": `"${"ab".repeat(32)}"` } }),
    ).toMatchObject({ status: 412, code: "head-moved", tag: `"${head}"` });

    const options = { answers: await answers(), instrument: "staff list of May" };
    const plan = await tried(options);
    expect(plan.whole).toBe(true);
    const sent = { files, options, headers: { ...PURPOSE, "if-match": `"${plan.head}"` } };
    const recorded = await send("", sent);
    expect(recorded).toMatchObject({ status: 201, body: { set: plan.set, acts: plan.acts } });
    const again = await send("", { ...sent, headers: { ...PURPOSE, "if-match": recorded.tag! } });
    expect(again).toMatchObject({ status: 200, body: { acts: 0 } });

    const office = ground.as("users-office");
    const acts = await office.json<{ entries: { position: number; document: object }[] }>(
      `/api/v1/acts?set=${plan.set}&order=newest`,
    );
    expect(acts.entries).toHaveLength(plan.acts);
    expect(acts.entries[0]!.position).toBeGreaterThan(acts.entries.at(-1)!.position);
    expect(acts.entries[0]!.document).toMatchObject({
      reference: "staff list of May",
      location: "people.csv",
    });
    expect(await office.json("/api/v1/sets")).toMatchObject({
      items: [{ set: plan.set, acts: plan.acts, withdrawn: 0 }],
    });

    const withdraw = async (dry: boolean, set = plan.set) => {
      const response = await office.post(`/api/v1/sets/${set}/withdrawal`, { dry });
      return (await response.json()) as { set: string; isRecorded: boolean; acts: number; code?: string };
    };
    expect(await withdraw(true)).toMatchObject({ isRecorded: false, acts: plan.acts });
    const gone = await withdraw(false);
    expect(gone).toMatchObject({ isRecorded: true, acts: plan.acts });
    expect(await withdraw(true)).toMatchObject({ code: "withdrawn-already" });
    expect(await office.json("/api/v1/sets")).toMatchObject({
      items: [{ set: gone.set }, { set: plan.set, withdrawn: plan.acts }],
    });
    expect(await withdraw(false, gone.set)).toMatchObject({ isRecorded: true });
    expect(await withdraw(true, "import-000000000000")).toMatchObject({ code: "unknown-set" });
  });

  it("keeps the server answering while a long list is read", async () => {
    const rows = Array.from({ length: 20_000 }, (_, k) => `Made-up ${k},Person,INST-A,2024-01-01`);
    const long = `family_name,given_name,institute,first_day\n${rows.join("\n")}\n`;
    let isDone = false;
    const run = send("/dry-runs", { files: { "people.csv": long } }).finally(() => {
      isDone = true;
    });
    let answered = 0;
    while (!isDone) {
      await ground.as("public").json("/healthz");
      answered++;
    }
    const { body } = await run;
    expect((body.counts as Plan["counts"]).people!.new).toBe(20_000);
    expect(answered).toBeGreaterThan(20);
  });
});

describe("the ledger's list", () => {
  it("is found by what acts are about, from either end, page by page", async () => {
    const auditor = ground.as("auditor");
    const page = (query: string) =>
      auditor.json<{ entries: { id: string; position: number }[]; next: string | null }>(
        `/api/v1/acts?${query}`,
      );
    const about = await page("about=p3");
    expect(about.entries.map(({ id }) => id)).toEqual(["n-p3", "a-p3", "k-p3", "m-p3"]);
    const back = await page("about=p3&order=newest&limit=3");
    expect(back.entries.map(({ id }) => id)).toEqual(["m-p3", "k-p3", "a-p3"]);
    const rest = await page(`about=p3&order=newest&limit=3&after=${back.next}`);
    expect([rest.entries.map(({ id }) => id), rest.next]).toEqual([["n-p3"], null]);
    expect((await page("about=nothing")).entries).toEqual([]);
    expect((await page("about=users office")).entries).toEqual([]);
  });
});
