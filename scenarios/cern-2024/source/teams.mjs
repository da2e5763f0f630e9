/**
 * Which institute has a team in which experiment. ALICE, ATLAS and DUNE are from published lists; the others, and
 * every team of an institute that is on none of these lists, are assigned by chance and say nothing about the institute.
 */
import { institutes } from "./tables.mjs";

const BY_CHANCE = [
  ["LHCb", 18],
  ["ISOLDE", 14],
  ["NA62", 6],
  ["nTOF", 6],
];

/** `[{ institute, party, experiment }]` */
export function assignTeams(chance) {
  const teams = [];
  for (const { institute, governedBy: party, teams: listed } of institutes) {
    const mine = new Set(listed);
    if (party === "CERN")
      for (const experiment of ["CMS", "LHCb", "ISOLDE", "NA62", "nTOF"]) mine.add(experiment);
    else if (party === "JINR") mine.add("CMS");
    else {
      if (chance.percent(mine.has("ATLAS") ? 15 : 75)) mine.add("CMS");
      for (const [experiment, percent] of BY_CHANCE) if (chance.percent(percent)) mine.add(experiment);
      if (mine.size === 0) mine.add("CMS");
    }
    for (const experiment of [...mine].sort()) teams.push({ institute, party, experiment });
  }
  return teams;
}
