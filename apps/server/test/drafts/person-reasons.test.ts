/** Why somebody would have something under a draft, or would not: the proof, down to the acts of the registry and of the draft. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftsRoom } from "../../src/drafts/drafts-room.ts";
import { questionsRoom } from "../../src/questions/questions-room.ts";
import { type Client, type Ground, openGround } from "../ground/ground.ts";
import { makeDraft } from "./drafting.ts";

interface Step {
  readonly step: string;
  readonly sentence: string;
  readonly met: boolean | null;
  readonly claim: { readonly tuple: readonly unknown[] } | null;
  readonly acts: readonly {
    readonly id: string;
    readonly isOfDraft?: true;
    readonly recorded: string | null;
  }[];
  readonly below: readonly Step[];
}
interface Reasons {
  readonly draft: string;
  readonly answer: string;
  readonly days: { readonly firstDay: string; readonly lastDay: string } | null;
  readonly text: string;
  readonly proof: Step;
}

let ground: Ground;
let legal: Client;
let draft: string;
beforeAll(async () => {
  ground = await openGround({
    rooms: [draftsRoom, questionsRoom],
    clock: () => new Date("2026-11-22T10:00:00Z"),
  });
  legal = ground.as("legal-service");
  draft = await makeDraft(legal);
});
afterAll(() => ground.stop());

const path = (query: string, person = "p3", of = draft): string =>
  `/api/v1/people/${person}/drafts/${of}/explain?${query}`;
const site = (on: string, more = ""): string => `entitlement=site_access&value=p3&on=${on}${more}`;
const reasons = (query: string): Promise<Reasons> => legal.json<Reasons>(path(query));
const stepsIn = (step: Step): Step[] => [step, ...step.below.flatMap(stepsIn)];

describe("why, under a draft", () => {
  it("is a yes until the draft's last day, whose end is the draft's own act", async () => {
    const { answer, days, proof, text } = await reasons(site("2027-06-30"));
    expect({ answer, days }).toEqual({
      answer: "yes",
      days: { firstDay: "2015-01-01", lastDay: "2027-06-30" },
    });
    const ends = proof.below.filter(({ step }) => step === "ends").flatMap(stepsIn);
    const acts = ends.flatMap((step) => step.acts);
    expect(acts.map(({ id, isOfDraft }) => [id, isOfDraft ?? false])).toEqual([
      ["ica-b", false],
      ["draft:1", true],
    ]);
    // Nobody recorded it, and nothing says that somebody did.
    expect(acts.at(-1)!.recorded).toBeNull();
    expect(text.split("\n")[0]).toBe("yes: p3 may enter the site, 2015-01-01 to 2027-06-30");
  });

  it("is a no the day after, with what is lacking; and a yes as things stand", async () => {
    const under = await reasons(site("2027-07-01"));
    expect(under.answer).toBe("no");
    expect(under.days).toBeNull();
    const lacking = stepsIn(under.proof).filter(({ met, step }) => met === false && step === "absent");
    expect(lacking.map(({ sentence }) => sentence).join()).toContain("ICA-B is in force");
    expect(lacking.flatMap(({ acts }) => acts.map(({ id }) => id))).toContain("draft:1");
    const standing = await legal.json<Reasons>(
      `/api/v1/entitlements/site_access/explain?value=p3&on=2027-07-01`,
    );
    expect(standing.answer).toBe("yes");
    expect(stepsIn(standing.proof).some(({ acts }) => acts.some(({ isOfDraft }) => isOfDraft))).toBe(false);
  });

  it("is asked of other days than the draft is saved with", async () => {
    expect((await reasons(site("2027-06-30", "&moves=0:2027-03-31"))).answer).toBe("no");
    expect((await reasons(site("2027-07-01", "&moves=0:2028-03-31"))).days?.lastDay).toBe("2028-03-31");
    const asked = await ground.as("p3").get(path(site("2027-06-30", "&moves=0:2027-03-31")));
    expect(asked.status).toBe(403);
  });

  it("says what is wrong with the question", async () => {
    const codeOf = async (query: string, by = legal, of = draft): Promise<[number, string]> => {
      const answer = await by.get(path(query, "p3", of));
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    expect(await codeOf("entitlement=site_acces&value=p3&on=2027-06-30")).toEqual([404, "no-entitlement"]);
    expect(await codeOf("entitlement=site_access&value=p1&on=2027-06-30")).toEqual([400, "wrong-value"]);
    expect(await codeOf("entitlement=site_access&on=2027-06-30")).toEqual([400, "wrong-values"]);
    expect(await codeOf("entitlement=site_access&value=p3&on=soon")).toEqual([400, "wrong-query"]);
    expect(await codeOf(site("2027-06-30"), legal, "another")).toEqual([404, "not-found"]);
    // The person may be asked about, and the draft may not be seen: as if there were none.
    expect(await codeOf(site("2027-06-30"), ground.as("p3"))).toEqual([404, "not-found"]);
    expect((await ground.as("p1").get(path(site("2027-06-30")))).status).toBe(404);
  });

  it("is a look at the person", async () => {
    const { store } = ground.server.context;
    const before = (await store.looks(["p3"])).length;
    await reasons(site("2027-06-30"));
    expect((await store.looks(["p3"])).length).toBe(before + 1);
  });
});
