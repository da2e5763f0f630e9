/** The agendas of the demo: by the council's own rules, with sums alone. */
import { actsFromJson, fold } from "@comity/registry";
import { expect, it } from "vitest";
import { demoAgendas } from "../scripts/demo-council.mjs";

const header = { on: "2000-01-01", recorded: "2000-01-01", by: "", instrument: "" };
const MEMBERS = Array.from({ length: 23 }, (_, at) => `M${at}`);
const acts = MEMBERS.flatMap((party) => [
  { act: "party", id: `p-${party}`, party, title: party, kind: "State", ...header },
  { act: "status", id: `s-${party}`, party, status: "member state", ...header },
]);

it("hold what is public of two sessions, and no vote of any member", async () => {
  const [december, june] = await demoAgendas(fold(actsFromJson(acts)));
  const { motion } = december!.items[0]!;
  expect(motion).toMatchObject({
    state: "voted",
    consequence: { effect: "ends", because: "adopted" },
    votes: [
      { ballot: { kind: "secret", tally: { inFavour: 17, against: 0, abstaining: 6 } }, represented: [] },
    ],
  });
  // The registry at hand knows of no such decision, so that none is named.
  expect(motion!.decision).toBeUndefined();
  for (const member of MEMBERS) expect(JSON.stringify([december, june])).not.toContain(`"${member}"`);
  expect(june!.items.map((item) => item.motion)).toEqual([undefined]);
});

it("are refused where the council has too few members for the figures", async () => {
  await expect(demoAgendas(fold(actsFromJson(acts.slice(0, 40))))).rejects.toThrow("more");
});
