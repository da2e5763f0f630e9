/**
 * The parties behind the institutes of an author list of 2010 to 2012, and the agreements that tie them to CERN. What is not in
 * our sources is said in the title and the instrument of each act, so that it shows wherever the act is shown.
 */
import { readFileSync } from "node:fs";
import { type Day, day, duration, SINCE_EVER } from "@comity/calendar";
import Papa from "papaparse";
import type { Act, PartyKind } from "../acts.ts";

export interface KnownParty {
  readonly party: string;
  readonly title: string;
  readonly kind: PartyKind;
  /** Whether CERN's scale of contributions for 2009 names it. */
  readonly memberState: boolean;
}

/** The party that stands for "we do not know": no agreement is signed with it, so nothing covers its institutes. */
export const unknownParty: KnownParty = {
  party: "unknown",
  title: "Party not known to the table of institutes",
  kind: "State",
  memberState: false,
};

/** The parties that come with this package, by their ids. */
export function readParties(): ReadonlyMap<string, KnownParty> {
  const csv = readFileSync(new URL("../../data/parties.csv", import.meta.url), "utf8");
  const rows = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
  return new Map(
    rows.map((row) => [
      row.party!,
      {
        party: row.party!,
        title: row.title!,
        kind: row.kind as PartyKind,
        memberState: row.member_state_2009 === "yes",
      },
    ]),
  );
}

/** Cooperation agreements "normally run for five years, and are tacitly renewed" unless notice is given six months before. */
const usual = {
  term: duration({ years: 5 }),
  renewal: "tacit",
  noticePeriod: duration({ months: 6 }),
  kind: "ICA",
  experiments: [],
} as const;
const usualSource = "CERN statement of 17 June 2022 on the term of cooperation agreements";

interface DatedAgreement {
  readonly agreement: string;
  readonly party: string;
  readonly title: string;
  readonly firstDay: Day;
  readonly succeeds?: string;
  readonly instrument: string;
}

/** The agreements of which our sources give days. None of the decisions of 2022 to 2024 about them is among the acts. */
const datedAgreements: readonly DatedAgreement[] = [
  {
    agreement: "ICA-RU-1993",
    party: "RU",
    title: "Cooperation agreement with Russia of 1993",
    firstDay: day("1993-10-30"),
    instrument: `agreement of 30 October 1993, as named in Art. 8.1 of that of 2019; its term is not in our sources and is taken as usual: ${usualSource}`,
  },
  {
    agreement: "ICA-RU",
    party: "RU",
    title: "Cooperation agreement with Russia of 2019",
    firstDay: day("2019-12-01"),
    succeeds: "ICA-RU-1993",
    instrument:
      "agreement of 2019, Art. 8.1 to 8.3; first day by reckoning from the last day, 30 November 2024",
  },
  {
    agreement: "ICA-BY",
    party: "BY",
    title: "Cooperation agreement with Belarus",
    firstDay: day("2009-06-28"),
    instrument: `reckoned back by terms of five years from the last day, 27 June 2024 (not verified): ${usualSource}`,
  },
  {
    agreement: "ICA-JINR",
    party: "JINR",
    title: "Cooperation agreement with JINR of 2010",
    firstDay: day("2010-01-28"),
    instrument: `enlarged agreement signed on 28 January 2010; its term is taken as usual: ${usualSource}`,
  },
];

/**
 * The acts that state the given parties and their agreements with CERN, for a registry whose list is of `listDay`.
 * A member state takes part by the Convention and has a status; the others have an agreement, with days where our sources
 * give them, otherwise open-ended from the list's day (or its own first day if that is later) and marked as not verified.
 */
export function cooperationActs(parties: readonly KnownParty[], listDay: Day): Act[] {
  const acts: Act[] = [];
  for (const { party, title, kind, memberState } of parties) {
    const always = { on: SINCE_EVER, recorded: SINCE_EVER, by: "import" } as const;
    acts.push({ ...always, act: "party", id: `party:${party}`, instrument: "", party, title, kind });
    if (memberState)
      acts.push({
        ...always,
        act: "status",
        id: `status:${party}`,
        instrument: "Convention, Art. III; scale of contributions for 2009",
        party,
        status: "member state",
      });
    const dated = datedAgreements.filter((agreement) => agreement.party === party);
    for (const { firstDay, party: _, ...agreement } of dated)
      acts.push({
        ...usual,
        ...agreement,
        act: "signature",
        id: `signature:${agreement.agreement}`,
        by: "import",
        on: firstDay,
        recorded: firstDay,
        parties: [party],
        firstDay,
      });
    if (!memberState && dated.length === 0 && party !== "CERN" && party !== unknownParty.party)
      acts.push({
        act: "signature",
        id: `signature:ICA-${party}`,
        by: "import",
        instrument:
          "not verified: the list shows that there was cooperation; kind, first day and term are not in our sources",
        on: listDay,
        recorded: listDay,
        agreement: `ICA-${party}`,
        title: `Cooperation with ${title}, taken as a cooperation agreement without end (not verified)`,
        kind: "ICA",
        parties: [party],
        experiments: [],
        firstDay: listDay,
        renewal: "none",
      });
  }
  return acts;
}
