/** Who signs by the experiments' policies, with the institutes of the day; and what each payer bears. Everybody is made up. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { day } from "@comity/calendar";
import {
  type EngineEvaluation,
  evaluate,
  formatPolicy,
  type Policy,
  printDiagnostic,
  readPolicy,
  runExamples,
} from "@comity/policy";
import { type Act, type Folded, fold, readRegistry } from "@comity/registry";
import { describe, expect, it } from "vitest";
import { compareShares, costShares } from "../src/shares/cost-shares.ts";
import { shippedSigningPolicy } from "../src/signing/shipped-policies.ts";
import { sign } from "../src/signing/sign.ts";
import { Governance } from "../src/signing/standing.ts";
import { paperName, signersOf, whoSigns, whySigns } from "../src/who/who-signs.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const POLICIES = readdirSync(`${root}policies`).filter((name) => /^authorship-.*\.policy\.md$/.test(name));
const ACTS: readonly Act[] = readRegistry(`${root}scenarios/cern-jinr`).acts;

function policy(name: string): Policy {
  const text = readFileSync(`${root}policies/${name}`, "utf8");
  const { policy: read, diagnostics } = readPolicy(text, name);
  expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text)).join("\n")).toBe("");
  expect(formatPolicy(text), "it is laid out as the formatter does").toBe(text);
  return read!;
}

const side = (
  name: string,
  acts: readonly Act[] = ACTS,
): { folded: Folded; evaluation: EngineEvaluation } => {
  const folded = fold(acts);
  return { folded, evaluation: evaluate(policy(name), folded.facts) };
};

describe("policies of authorship", () => {
  it("are there for the four large experiments", () => {
    expect(POLICIES).toEqual(["alice", "atlas", "cms", "lhcb"].map((name) => `authorship-${name}.policy.md`));
  });

  it.each(POLICIES)("%s holds in its examples", (name) => {
    const results = runExamples(policy(name), evaluate);
    expect(results.length).toBeGreaterThan(20);
    expect(results.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  });
});

describe("who signs", () => {
  const { folded, evaluation } = side("authorship-atlas.policy.md");
  const asked = { experiment: "ATLAS", reference: day("2023-06-01") };

  it("is everybody whom the policy gives it to, sorted by name, with the institutes of the day", () => {
    const { list, withoutInstitute } = whoSigns(folded, evaluation, asked);
    expect(list.authors.map(({ key }) => key).sort()).toEqual(signersOf(evaluation, asked));
    expect(list.authors.length).toBeGreaterThan(3);
    expect(withoutInstitute).toEqual([]);
    const names = list.authors.map(({ familyName }) => familyName);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en")));
    const jinr = list.organisations.find(({ key }) => key === "JINR-Dubna");
    expect(jinr?.ids).toEqual([{ source: "ROR", value: "044yd9t77" }]);
  });

  it("has a reason for a yes and for a no", () => {
    const [someone] = signersOf(evaluation, asked);
    expect(whySigns(folded, evaluation, asked, someone!)).toMatchObject({
      holds: true,
      plain: expect.stringContaining("is an author of ATLAS"),
    });
    expect(whySigns(folded, evaluation, asked, "nobody").holds).toBe(false);
  });

  it("counts additions and opt-outs as acts with a reason", () => {
    const [someone] = signersOf(evaluation, asked) as [string];
    const stated = (id: string, record: string, person: string, reason: string): Act =>
      ({
        act: "statement",
        id,
        record,
        columns: ["person", "experiment", "reason"].map((name) => ({ name, type: "string" })),
        values: [person, "ATLAS", reason],
        on: day("2023-01-01"),
        recorded: day("2023-01-01"),
        by: "secretariat",
        instrument: "letter",
      }) as unknown as Act;
    const other = [...folded.people.keys()].find((person) => !signersOf(evaluation, asked).includes(person))!;
    const changed = side("authorship-atlas.policy.md", [
      ...ACTS,
      stated("o1", "opted_out", someone, "by own wish"),
      stated("o2", "added", other, "board"),
    ]);
    const now = signersOf(changed.evaluation, asked);
    expect([now.includes(someone), now.includes(other)]).toEqual([false, true]);
    expect(whySigns(changed.folded, changed.evaluation, asked, other).plain).toContain("board");
    expect(signersOf(changed.evaluation, { ...asked, reference: day("2022-12-31") }).includes(someone)).toBe(
      true,
    );
  });

  it("refuses an experiment that there is none of, and a policy without a rule for it", () => {
    expect(() => whoSigns(folded, evaluation, { ...asked, experiment: "ATLSA" })).toThrow(
      "the registry has no experiment `ATLSA`",
    );
    const bare = evaluate(readPolicy("```policy\nkind Person\n```", "x").policy!, folded.facts);
    expect(() => signersOf(bare, asked)).toThrow(
      "the policy has no entitlement `authorship(person: Person, experiment: Experiment)`",
    );
  });

  it("prints given names as initials", () => {
    expect(paperName("van Muster", "Jean-Pierre Anna")).toBe("J.-P. A. van Muster");
    expect(paperName("Muster", undefined)).toBe("Muster");
  });
});

describe("agencies that fund institutes", () => {
  const asked = { experiment: "CMS", reference: day("2023-06-01") };
  const plain = side("authorship-cms.policy.md");
  const governed = whoSigns(plain.folded, plain.evaluation, asked).list.organisations.map(({ key }) => {
    const { governedBy: party } = plain.folded.institutes.get(key)!;
    return { key, party };
  });
  const russian = governed.find(({ party }) => party === "RU")!.key;
  const laboratory = governed.find(({ party }) => party === "JINR")!.key;
  const columns = ["institute", "agency"].map((name) => ({ name, type: "string" }));
  const stated = [russian, laboratory].map(
    (institute, at): Act =>
      ({
        act: "statement",
        id: `f${at}`,
        record: "funded_by",
        columns,
        values: [institute, `Agency ${at}`],
        on: day("2010-01-01"),
        recorded: day("2010-01-01"),
        by: "secretariat",
        instrument: "letter",
      }) as unknown as Act,
  );
  const funded = side("authorship-cms.policy.md", [...ACTS, ...stated]);

  it("bear the shares of their institutes, and the party the rest", () => {
    const of = (one: typeof funded) =>
      new Map(
        costShares(one, { experiment: "CMS", on: asked.reference, units: 10_000 }).payers.map((payer) => [
          payer.payer,
          payer.authors.part / payer.authors.of,
        ]),
      );
    const [before, after] = [of(plain), of(funded)];
    expect(after.get("Agency 0")).toBeGreaterThan(0);
    expect(after.get("Agency 0")! + (after.get("RU") ?? 0)).toBeCloseTo(before.get("RU")!, 9);
    expect(after.get("Agency 1")! + (after.get("JINR") ?? 0)).toBeCloseTo(before.get("JINR")!, 9);
  });

  it("are thanked on an equal basis, and not where the institute is left out", () => {
    const { list } = whoSigns(funded.folded, funded.evaluation, asked);
    const governance = new Governance(funded.folded);
    const thanks = (policy: string) =>
      sign(list, shippedSigningPolicy(policy), governance, {
        reference: asked.reference,
        published: asked.reference,
      }).list.acknowledgements.map(({ text }) => text);
    expect(thanks("equal-basis")).toEqual(["Agency 0", "Agency 1"]);
    expect(thanks("named")).toEqual(["Agency 0", "Agency 1"]);
    expect(thanks("neutral-two-texts")).toEqual([]);
  });
});

describe("cost shares by authors", () => {
  const before = side("authorship-cms.policy.md");
  const asked = { experiment: "CMS", on: day("2023-06-01") };

  it("divide whole units by the authors of each payer, and add up", () => {
    for (const units of [1, 7, 100, 9_999, 36_000]) {
      const shares = costShares(before, { ...asked, units });
      expect(shares.payers.reduce((sum, one) => sum + one.units, 0)).toBe(units);
      const counted = shares.payers.reduce((sum, { authors }) => sum + authors.part / authors.of, 0);
      expect(counted).toBeCloseTo(shares.authors - shares.unpaid.length, 9);
    }
    expect(costShares(before, asked).payers.map(({ payer }) => payer)).toContain("JINR");
  });

  it("fall on the others when an agreement ends", () => {
    const ended = ACTS.filter(({ act }) => act !== "termination");
    const after = { experiment: "CMS", on: day("2024-12-15"), units: 1000 };
    const compared = compareShares(
      side("authorship-cms.policy.md", ended),
      side("authorship-cms.policy.md"),
      after,
    );
    const russia = compared.payers.find(({ payer }) => payer === "RU")!;
    expect([russia.before.units > 0, russia.after.units]).toEqual([true, 0]);
    expect(compared.payers.reduce((sum, { difference }) => sum + difference, 0)).toBe(0);
    expect(compared.after.unpaid.length).toBeGreaterThan(0);
  });
});
