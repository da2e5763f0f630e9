/**
 * Makes this scenario: real institutes and agreements from `source/`, and made-up people so many of each kind that the
 * published totals come out. One seed; the same bytes on every machine.
 *
 *     node scenarios/cern-2024/generate.mjs          # after `npm run build`; writes the folder it stands in
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { day } from "@comity/calendar";
import { writePackage } from "@comity/registry";
import { Chance } from "./source/chance.mjs";
import { concern } from "./source/concerned.mjs";
import { draftDecisions } from "./source/drafts.mjs";
import { governance } from "./source/governance.mjs";
import { share } from "./source/money.mjs";
import { employ, populate } from "./source/population.mjs";
import { Register } from "./source/register.mjs";
import { institutes, states } from "./source/tables.mjs";
import { assignTeams } from "./source/teams.mjs";

const SEED = 20_241_130;
/** People at institutes of all states but Russia and Belarus on 8 March 2022; with those and JINR's, 12,480. */
const ELSEWHERE = 11_148;

/** What the folder's `datapackage.json` says of it. */
export const about = {
  name: "cern-2024",
  title: "CERN and its cooperation agreements, 2022-2024",
  description:
    "Real institutes, agreements and days. Every person is made up, and calibrated to published totals: see README.md.",
  licence: "CC0-1.0",
  sources: [
    { title: "Research Organization Registry (ROR), CC0 1.0", path: "https://ror.org" },
    { title: "Published totals and agreements: README.md" },
  ],
  policy: "../../policies/cern.policy.md",
  host: "CERN",
};

/** All acts of the scenario, in the order in which they are written. */
export function makeActs() {
  const chance = new Chance(SEED);
  const register = new Register(chance);
  const teams = assignTeams(chance);
  const teamsOf = (institute) =>
    teams.filter((team) => team.institute === institute).map(({ experiment }) => experiment);
  for (const act of governance(teams)) register.add(act);
  for (const { institute, experiment } of teams) {
    const on = day("2010-01-01");
    register.add({ act: "team", institute, experiment, on });
    if (experiment === "CMS") register.add({ act: "dues", institute, experiment, on });
  }
  share(register, teams);
  const members = states.filter(({ standing }) => standing === "member state").map(({ state }) => state);
  concern(register, teams, new Set(members));
  populate(register, teamsOf, ELSEWHERE, new Set(["RU", "BY"]));
  employ(register, teamsOf(institutes.find(({ governedBy }) => governedBy === "CERN").institute));
  return register.acts;
}

/** Every file that the generator writes, by its path in the folder, as UTF-8. */
export function makeFiles() {
  const acts = makeActs();
  const files = new Map(writePackage(acts, about));
  const encoder = new TextEncoder();
  for (const [name, draft] of draftDecisions(acts))
    files.set(`decisions/${name}.json`, encoder.encode(`${JSON.stringify(draft, null, 2)}\n`));
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  mkdirSync(`${folder}decisions`, { recursive: true });
  for (const [path, bytes] of makeFiles()) writeFileSync(`${folder}${path}`, bytes);
}
