/**
 * The tables that were written by hand or cut from ROR: states, and institutes with the party that governs each.
 */
import { readFileSync } from "node:fs";

/** The rows of a small CSV file with a header, as objects; quotes where a value holds a comma. */
function readTable(name) {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  const [header, ...rows] = text
    .trimEnd()
    .split("\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    );
  return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ""])));
}

/** States by ISO 3166-1 code; `weight` is our guess at how many people its institutes send. */
export const states = readTable("states.csv").map((row) => ({ ...row, weight: Number(row.weight) }));

/** Institutes; `teams` are memberships that the published lists of ALICE, ATLAS and DUNE state. */
export const institutes = readTable("institutes.csv").map((row) => ({
  ...row,
  governedBy: row.governed_by,
  teams: row.teams === "" ? [] : row.teams.split(";"),
}));

/** The experiments of this scenario; `weight` is our guess at their relative size. */
export const experiments = [
  { experiment: "ATLAS", title: "ATLAS", weight: 30 },
  { experiment: "CMS", title: "CMS", weight: 30 },
  { experiment: "ALICE", title: "ALICE", weight: 13 },
  { experiment: "LHCb", title: "LHCb", weight: 11 },
  { experiment: "ISOLDE", title: "ISOLDE", weight: 6 },
  { experiment: "ProtoDUNE", title: "ProtoDUNE at the Neutrino Platform", weight: 5 },
  { experiment: "NA62", title: "NA62", weight: 3 },
  { experiment: "nTOF", title: "n_TOF", weight: 2 },
];

/** The four whose combined budget the published 4.5 % is a part of. */
export const LARGE = ["ATLAS", "CMS", "ALICE", "LHCb"];
