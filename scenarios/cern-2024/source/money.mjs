/**
 * Who pays what. One unit is a thousand francs on a made-up scale: the published figures are that Russia's share was
 * 4.5 % of the combined budget of the four large experiments, and that its part of the upgrade costs 40 million
 * francs more. How the rest is shared, and which items need a named taker, is our guess.
 */
import { day } from "@comity/calendar";
import { apportion } from "./chance.mjs";
import { states } from "./tables.mjs";

const SINCE = day("2022-01-01");

/** Units of each large experiment, and Russia's part: 4,500 of 100,000. */
const BUDGETS = [
  { experiment: "ATLAS", units: 38_000, russia: 1_690 },
  { experiment: "CMS", units: 36_000, russia: 1_710 },
  { experiment: "ALICE", units: 14_000, russia: 640 },
  { experiment: "LHCb", units: 12_000, russia: 460 },
];

/** Parts in kind and of category B: they are not spread, somebody must be named. */
const ITEMS = [
  ["RU", "HL-LHC", "collimator components", 14_500],
  ["RU", "HL-LHC", "magnet components", 17_500],
  ["RU", "HL-LHC", "electronics and cabling", 8_000],
  ["RU", "ATLAS", "maintenance of a calorimeter section (category B)", 310],
  ["RU", "CMS", "maintenance of an endcap section (category B)", 340],
  ["RU", "ALICE", "maintenance of a photon spectrometer (category B)", 120],
  ["RU", "LHCb", "maintenance of a muon section (category B)", 90],
  ["BY", "CMS", "service of power supplies (category B)", 15],
  ["JINR", "ATLAS", "maintenance of a muon section (category B)", 140],
  ["JINR", "CMS", "maintenance of an endcap section (category B)", 160],
];

/** Shares of the four experiments, those of all but Russia in proportion to what we guess its institutes send. */
export function share(register, teams) {
  const weights = new Map(states.map(({ state, weight }) => [state, weight]));
  weights.set("BY", 26);
  weights.set("JINR", 290);
  for (const { experiment, units, russia } of BUDGETS) {
    const payers = [
      ...new Set(teams.filter((team) => team.experiment === experiment).map(({ party }) => party)),
    ]
      .filter((party) => party !== "RU" && party !== "CERN")
      .sort();
    const parts = apportion(
      payers.map((payer) => weights.get(payer)),
      units - russia,
      1,
    );
    register.add({ act: "share", payer: "RU", experiment, units: russia, on: SINCE });
    for (const [index, payer] of payers.entries())
      register.add({ act: "share", payer, experiment, units: parts[index], on: SINCE });
  }
  for (const [bearer, experiment, item, units] of ITEMS)
    register.add({ act: "needed taker", bearer, experiment, item, units, on: SINCE });
}
