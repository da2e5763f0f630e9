/** Questions about entitlements over HTTP: on which days, who, why, what would help, and whom one may ask about. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { StepShown } from "../src/questions/steps.ts";
import { type Ground, openGround } from "./ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

type Shown = z.output<typeof StepShown>;

interface Answered {
  readonly text: string;
  readonly proof: Shown;
}

function* allOf(step: Shown): Generator<Shown> {
  yield step;
  for (const below of step.below) yield* allOf(below);
}

const linesOf = ({ sentence, below }: Shown, depth = 0): string =>
  `${"  ".repeat(depth)}${sentence}\n${below.map((inner) => linesOf(inner, depth + 1)).join("")}`;

const ACCESS = "/api/v1/entitlements/site_access";
const untilTheEnd = [{ firstDay: "2015-01-01", lastDay: "2030-12-31" }];

describe("questions", () => {
  it("are answered with days", async () => {
    const when = (question: string) => ground.as("users-office").json(`${ACCESS}/when?${question}`);
    expect(await when("value=p3&on=2030-12-31")).toMatchObject({ holds: true, days: untilTheEnd });
    expect(await when("value=p3&on=2031-01-01")).toMatchObject({ holds: false });
    expect(await when("value=p3")).toMatchObject({ entitlement: "site_access", tuple: ["p3"], holds: null });
  });

  it("are answered with reasons, down to the acts that one may read", async () => {
    const why = (who: string) => ground.as(who).json(`${ACCESS}/explain?value=p3&on=2024-01-01`);
    const office = await why("users-office");
    expect(office).toMatchObject({ answer: "yes", days: untilTheEnd[0], on: "2024-01-01" });
    expect(office.text).toMatch(/^yes: p3 .*Institute of B/s);
    expect(office.facts).toContainEqual({
      record: "in_force",
      tuple: ["ICA-B"],
      firstDay: "2001-01-01",
      lastDay: "2030-12-31",
      acts: [
        {
          id: "ica-b",
          act: "signature",
          on: "2001-01-01",
          recorded: "2020-01-01",
          by: "users office",
          instrument: "",
        },
      ],
    });
    const own = (await why("p3")) as { facts: { record: string; acts: object[] }[] };
    const inForce = own.facts.find(({ record }) => record === "in_force");
    expect(inForce?.acts).toMatchObject([{ id: "ica-b", by: null, instrument: null }]);
    const no = await ground.as("users-office").json(`${ACCESS}/explain?value=p3&on=2031-01-01`);
    expect(no).toMatchObject({ answer: "no", days: null });
  });

  it("are answered step by step, down to the acts that one may read", async () => {
    const why = async (who: string, on: string) => {
      const answer = await ground.as(who).json<Answered>(`${ACCESS}/explain?value=p3&on=${on}`);
      // Nothing but what the manual declares.
      expect(StepShown.parse(answer.proof)).toEqual(answer.proof);
      const steps = [...allOf(answer.proof)];
      expect(linesOf(answer.proof)).toBe(answer.text);
      return { root: answer.proof, steps };
    };
    const inForce = { claim: { name: "in_force", role: "record", tuple: ["ICA-B"] } };
    const yes = await why("users-office", "2024-01-01");
    expect(yes.root).toMatchObject({ step: "answer", met: true, days: untilTheEnd[0] });
    expect(yes.root.below[0]).toMatchObject({ step: "rule", rule: { id: "site_access" } });
    const acts = [{ id: "ica-b", act: "signature", by: "users office", instrument: "" }];
    expect(yes.steps).toContainEqual(expect.objectContaining({ step: "ends" }));
    expect(yes.steps.find(({ claim }) => claim?.name === "in_force")).toMatchObject({ ...inForce, acts });
    const no = await why("p3", "2031-01-01");
    expect(no.root).toMatchObject({ step: "answer", met: false, days: null, before: untilTheEnd[0] });
    const lacking = no.steps.find(({ claim, met }) => claim?.name === "in_force" && met === false);
    const sealed = [{ id: "ica-b", by: null, instrument: null }];
    expect(lacking).toMatchObject({ step: "absent", ...inForce, acts: sealed });
    expect(no.steps.every(({ isHidden }) => !isHidden)).toBe(true);
  });

  it("are answered with what would help", async () => {
    const found = await ground.as("p3").json(`${ACCESS}/remedies?value=p3&on=2031-06-01`);
    expect(found).toMatchObject({ holds: false, tuple: ["p3"] });
    expect(found.remedies).toContainEqual(
      expect.objectContaining({
        acts: expect.arrayContaining([
          expect.objectContaining({ act: "add", record: "affiliated", tuple: ["p3", "INST-A"] }),
        ]),
      }),
    );
  });

  it("list whom the asker may know of, a page at a time", async () => {
    const all = async (who: string, query = "") => {
      const { rows } = await ground
        .as(who)
        .json<{ rows: { tuple: unknown[] }[] }>(`${ACCESS}/list?on=2024-01-01${query}`);
      return rows.map(({ tuple }) => tuple[0]);
    };
    expect(await all("users-office")).toEqual(["p1", "p2", "p3", "p4"]);
    expect(await all("team-leader")).toEqual(["p1", "p2"]);
    expect(await all("p3")).toEqual(["p3"]);
    expect(await all("public")).toEqual([]);
    const first = await ground.as("users-office").json(`${ACCESS}/list?limit=3`);
    expect(first.rows).toHaveLength(3);
    expect(await all("users-office", "&limit=3")).toEqual(["p1", "p2", "p3"]);
    const rest = await ground.as("users-office").json(`${ACCESS}/list?limit=3&after=${first.next}`);
    expect(rest).toMatchObject({ rows: [{ tuple: ["p4"] }], next: null });
  });

  it("are a look at each person that they show", async () => {
    const before = (await ground.server.context.store.looks()).length;
    await ground.as("team-leader").get(`${ACCESS}/list?on=2024-02-02`);
    await ground.as("public").get(`${ACCESS}/list?on=2024-02-02`);
    const since = (await ground.server.context.store.looks()).slice(before);
    expect(since.map(({ by, person }) => [by, person])).toEqual([
      ["team-leader", "p1"],
      ["team-leader", "p2"],
    ]);
  });

  const WRONG: readonly (readonly [string, string, string, number, string])[] = [
    [
      "an entitlement that is misspelt",
      "public",
      "/api/v1/entitlements/site_acess/when?value=p1",
      404,
      "no-entitlement",
    ],
    ["somebody who is not there", "users-office", `${ACCESS}/when?value=p99`, 404, "not-found"],
    ["somebody whom one may not see", "p1", `${ACCESS}/when?value=p3`, 404, "not-found"],
    ["a value too few", "users-office", `${ACCESS}/when`, 400, "wrong-values"],
    ["a value too many", "users-office", `${ACCESS}/list?value=p1&value=X`, 400, "wrong-values"],
    ["no day", "users-office", `${ACCESS}/explain?value=p1`, 400, "wrong-query"],
  ];
  it.each(WRONG)("say what is wrong: %s", async (_what, who, path, status, code) => {
    const response = await ground.as(who).get(path);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });
});

const NEIGHBOURS = `# Neighbours
\`\`\`policy
kind Person, Institute
record affiliated(person: Person, institute: Institute) "{person} is affiliated with {institute}"
entitlement neighbour(person: Person) "{person} has a neighbour"
  when affiliated(person, institute), affiliated(other, institute), other != person
\`\`\`
`;

describe("reasons that speak of somebody else", () => {
  it("do not say of whom to somebody who may not see them, neither in text nor in steps", async () => {
    const other = await openGround({ policyText: NEIGHBOURS });
    try {
      const why = (who: string) =>
        other.as(who).json<Answered>("/api/v1/entitlements/neighbour/explain?value=p1&on=2024-01-01");
      const hidden = (answer: Answered) =>
        [...allOf(answer.proof)]
          .filter(({ isHidden }) => isHidden)
          .map(({ step, sentence }) => [step, sentence]);
      const own = await why("p1");
      expect(JSON.stringify(own)).not.toMatch(/p2|Brook/);
      expect(hidden(own)).toEqual([
        ["fact", "somebody else is affiliated with Institute of A (INST-A): from 2015-01-01"],
        ["value", "somebody else != p1"],
      ]);
      const steps = [...allOf(own.proof)];
      expect(steps.find(({ step, isHidden }) => step === "fact" && isHidden)).toMatchObject({
        acts: [],
        claim: { tuple: [null, "INST-A"] },
      });
      expect(steps.find(({ step }) => step === "value")).toMatchObject({
        values: [{ value: null }, { value: "p1" }],
      });
      const office = await why("users-office");
      expect(hidden(office)).toEqual([]);
      expect(JSON.stringify(office.proof)).toContain("a-p2");
    } finally {
      await other.stop();
    }
  });
});
