/** What somebody may do and until when, and what drafts would change for them: for whom it may be shown, and what it says. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftsRoom } from "../../src/drafts/drafts-room.ts";
import { personRoom } from "../../src/questions/person-room.ts";
import { ACCOUNTS, type Client, type Ground, openGround } from "../ground/ground.ts";
import { smallRegistry } from "../ground/small-registry.ts";
import { makeDraft } from "./drafting.ts";

interface Stretch {
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}
interface Held {
  readonly entitlement: string;
  readonly label: string;
  readonly stretches: readonly (Stretch & {
    readonly askOn: string;
    readonly ends: readonly {
      readonly claim: { readonly sentence: string };
      readonly acts: readonly { readonly id: string }[];
    }[];
  })[];
}
interface PersonDraft {
  readonly draft: string;
  readonly title: string;
  readonly state: string;
  readonly knownOn: string;
  readonly same: number;
  readonly fault: string | null;
  readonly changes: readonly {
    readonly entitlement: string;
    readonly label: string;
    readonly before: readonly Stretch[];
    readonly after: readonly Stretch[];
    readonly firstLost: string | null;
    readonly because: readonly { readonly sentence: string; readonly days: Stretch | null }[];
    readonly remedies: readonly { readonly remedy: string; readonly restores: Stretch }[];
  }[];
}

const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
/** Somebody depends on p3, so that more than p3's own rests on the agreement with state B. */
const dependant = actsFromJson([
  {
    act: "dependant",
    id: "d-1",
    on: "2016-01-01",
    ...header,
    person: "p3",
    dependant: "d1",
    permit: true,
  },
]);

let ground: Ground;
let legal: Client;
let draft: string;
beforeAll(async () => {
  ground = await openGround({
    rooms: [draftsRoom, personRoom],
    clock: () => new Date("2026-11-22T10:00:00Z"),
    acts: [...smallRegistry(), ...dependant],
  });
  legal = ground.as("legal-service");
  draft = await makeDraft(legal);
});
afterAll(() => ground.stop());

const drafts = async (account: string, person: string): Promise<readonly PersonDraft[]> =>
  (await ground.as(account).json<{ drafts: PersonDraft[] }>(`/api/v1/people/${person}/drafts`)).drafts;

describe("what somebody may do", () => {
  it("is told with what ends each stretch, down to the acts", async () => {
    const { entitlements } = await ground
      .as("p3")
      .json<{ entitlements: Held[] }>("/api/v1/people/p3/entitlements");
    const site = entitlements.find(({ entitlement }) => entitlement === "site_access")!;
    expect(site).toMatchObject({
      label: "may enter the site",
      stretches: [{ firstDay: "2015-01-01", lastDay: "2030-12-31", askOn: "2030-12-31" }],
    });
    const [end] = site.stretches[0]!.ends;
    expect(end!.claim.sentence).toBe("ICA-B is in force");
    expect(end!.acts.map(({ id }) => id)).toEqual(["ica-b"]);
    const data = entitlements.find(({ entitlement }) => entitlement === "data_access");
    expect(data?.label).toBe("may use the data of X");
  });

  it("names nobody else, and has what the dependants hold", async () => {
    const text = await (await ground.as("p3").get("/api/v1/people/p3/entitlements")).text();
    expect(text).not.toMatch(/\bp[124]\b/);
    const { entitlements } = JSON.parse(text) as { entitlements: Held[] };
    expect(
      entitlements.filter(({ entitlement }) => entitlement === "family_permit").map(({ label }) => label),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/^d1 may keep/)]));
  });

  it("is shown to nobody who may not see the person, and the look is on record", async () => {
    for (const { account } of [...ACCOUNTS, { account: "public" }]) {
      const { status } = await ground.as(account).get("/api/v1/people/p3/entitlements");
      const may = await ground.as("p3").get("/api/v1/people/p3/entitlements");
      expect(may.status).toBe(200);
      const known = [
        "users-office",
        "legal-service",
        "security-officer",
        "alias-keeper",
        "experiment-secretary",
        "p3",
      ];
      expect([account, status]).toEqual([account, known.includes(account) ? 200 : 404]);
    }
    const looks = await ground.server.context.store.looks(["p3"]);
    expect(looks.some(({ by }) => by === "security-officer")).toBe(true);
  });
});

describe("what a draft would change for somebody", () => {
  it("is days, reasons and remedies", async () => {
    const [first] = await drafts("legal-service", "p3");
    expect(first).toMatchObject({ draft, state: "draft", knownOn: "2026-11-01", fault: null });
    const site = first!.changes.find(({ entitlement }) => entitlement === "site_access")!;
    expect(site).toMatchObject({
      label: "may enter the site",
      before: [{ firstDay: "2015-01-01", lastDay: "2030-12-31" }],
      after: [{ firstDay: "2015-01-01", lastDay: "2027-06-30" }],
      firstLost: "2027-07-01",
    });
    expect(site.because[0]).toMatchObject({ sentence: "ICA-B is in force", days: { lastDay: "2027-06-30" } });
    expect(site.remedies.map(({ restores }) => restores.firstDay)).toContain("2027-07-01");
    expect(site.remedies.every(({ remedy }) => remedy.length > 10)).toBe(true);
    expect(first!.changes.some(({ label }) => label.startsWith("d1 "))).toBe(true);
  });

  it("is asked of other days than the draft is saved with, by the cleared", async () => {
    const ask = (query: string, by = legal) => by.get(`/api/v1/people/p3/drafts?${query}`);
    const answer = await ask(`draft=${draft}&moves=0:2027-03-31`);
    const { drafts: seen } = (await answer.json()) as { drafts: PersonDraft[] };
    const site = seen[0]!.changes.find(({ entitlement }) => entitlement === "site_access");
    expect(site).toMatchObject({ firstLost: "2027-04-01", after: [{ lastDay: "2027-03-31" }] });
    expect((await ask("moves=0:2027-03-31")).status).toBe(400);
    expect((await ask(`draft=${draft}&moves=soon`)).status).toBe(400);
    expect((await ask(`draft=${draft}&moves=0:2027-03-31`, ground.as("p3"))).status).toBe(403);
    expect((await ask(`draft=${draft}&moves=0:2027-03-31`, ground.as("p1"))).status).toBe(404);
  });

  it("is nothing for those whom it does not touch", async () => {
    const [first] = await drafts("legal-service", "p1");
    expect(first).toMatchObject({ changes: [], fault: null });
    expect(first!.same).toBeGreaterThan(3);
  });

  it("is told of one draft alone where that is asked for", async () => {
    const asked = (only: string, account = legal): Promise<{ drafts: PersonDraft[] }> =>
      account.json(`/api/v1/people/p3/drafts?draft=${only}`);
    expect((await asked(draft)).drafts).toEqual((await drafts("legal-service", "p3")).slice(0, 1));
    expect((await asked("another")).drafts).toEqual([]);
    expect((await asked(draft, ground.as("users-office"))).drafts).toEqual([]);
  });

  it("is shown of those drafts alone that one may see", async () => {
    expect(await drafts("p3", "p3")).toEqual([]);
    expect(await drafts("users-office", "p3")).toEqual([]);
    expect((await ground.as("auditor").get("/api/v1/people/p3/drafts")).status).toBe(404);
    expect((await ground.as("p1").get("/api/v1/people/p3/drafts")).status).toBe(404);
  });

  it("is of the released state for those who may see only that, whatever is made of the draft since", async () => {
    const { documents, gate } = ground.server.context;
    const [stored] = await documents.write(
      [
        {
          collection: "account",
          id: "legal-service",
          value: { kind: "human", grants: [{ role: "legal-service" }, { role: "cleared" }] },
        },
      ],
      "a test",
    );
    await gate.until("legal-service", stored!.version);
    const frozen = await legal.request("POST", `/api/v1/drafts/${draft}/frozen`, {}, { "if-match": '"1"' });
    expect(frozen.status).toBe(201);
    const path = `/api/v1/drafts/${draft}`;
    const release = await legal.request(
      "POST",
      `${path}/release`,
      { frozen: 1, to: "public" },
      { "if-match": '"2"' },
    );
    expect(release.status).toBe(201);
    const short = {
      what: "end",
      agreement: "ICA-B",
      day: "2028-01-31",
      date: "2026-11-01",
      knownOn: "2026-11-01",
    };
    expect((await legal.request("PUT", path, { short }, { "if-match": '"3"' })).status).toBe(200);
    const lastDay = (seen: readonly PersonDraft[]) =>
      seen[0]!.changes.find(({ entitlement }) => entitlement === "site_access")!.after[0]!.lastDay;
    expect(lastDay(await drafts("legal-service", "p3"))).toBe("2028-01-31");
    const own = await drafts("p3", "p3");
    expect(own[0]!.state).toBe("released");
    expect(lastDay(own)).toBe("2027-06-30");
    const withdrawn = await legal.request("POST", `${path}/withdraw`, {}, { "if-match": '"4"' });
    expect(withdrawn.status).toBe(200);
    expect(await drafts("p3", "p3")).toEqual([]);
  });

  it("says what is wrong with a draft that what was recorded since contradicts, and shows the others", async () => {
    const good = await makeDraft(legal, "2027-05-31");
    const other = await makeDraft(legal, "2027-06-30");
    const { documents } = ground.server.context;
    const stored = (await documents.get<Record<string, unknown>>("draft", other))!;
    const decision = JSON.parse(JSON.stringify(stored.value.decision).replaceAll("ICA-B", "ICA-NONE"));
    await documents.write(
      [{ collection: "draft", id: other, value: { ...stored.value, decision }, expected: stored.version }],
      "a test",
    );
    const seen = await drafts("legal-service", "p3");
    expect(seen.find((one) => one.draft === other)!.fault).toMatch(/ICA-NONE/);
    expect(seen.find((one) => one.draft === good)!.changes.length).toBeGreaterThan(0);
  });
});
