/**
 * Parties, agreements, sessions and decisions, with the days that the sources give. Where a day or an agreement was not
 * checked, the act's instrument says "not verified"; see the README for the sources.
 */
import { day, duration } from "@comity/calendar";
import { experiments, institutes, LARGE, states } from "./tables.mjs";

const FIVE_YEARS = duration({ years: 5 });
const SIX_MONTHS = duration({ months: 6 });
const PLACEHOLDER = "placeholder: existence, kind and days not verified";

function* parties() {
  const on = day("1954-09-29");
  yield { act: "party", party: "CERN", title: "CERN", kind: "Organisation", on };
  yield {
    act: "party",
    party: "JINR",
    title: "Joint Institute for Nuclear Research",
    kind: "Organisation",
    on: day("1956-03-26"),
  };
  yield { act: "party", party: "EU", title: "European Union", kind: "Organisation", on };
  yield { act: "party", party: "UNESCO", title: "UNESCO", kind: "Organisation", on };
  for (const { state, title } of states) yield { act: "party", party: state, title, kind: "State", on };
  for (const { experiment, title } of experiments) yield { act: "experiment", experiment, title, on };
  yield {
    act: "experiment",
    experiment: "HL-LHC",
    title: "High-luminosity upgrade of the LHC",
    on: day("2016-06-17"),
    instrument: "day not verified",
  };
  yield { act: "body", body: "Council", title: "CERN Council", on };
}

function* statuses() {
  for (const { state, standing, since } of states) {
    if (standing === "") continue;
    const instrument =
      state === "UA" ? "agreement of association, 2016 (day not verified)" : "day not verified";
    yield { act: "status", party: state, status: standing, on: day(since), instrument };
  }
  for (const party of ["RU", "JP", "US", "EU", "JINR", "UNESCO"])
    yield {
      act: "observer",
      party,
      body: "Council",
      on: day("2000-01-01"),
      instrument: "first day not verified",
    };
  yield {
    act: "observer suspension",
    party: "RU",
    body: "Council",
    on: day("2022-03-08"),
    recorded: day("2022-03-08"),
    by: "Council",
    instrument: "D-2022-03-08",
  };
  yield {
    act: "observer suspension",
    party: "JINR",
    body: "Council",
    on: day("2022-03-25"),
    recorded: day("2022-03-25"),
    by: "Council",
    instrument: "D-2022-03-25",
  };
}

function* seats() {
  for (const { institute, title, kind, seat, governedBy, ror, city } of institutes)
    yield {
      act: "institute",
      institute,
      title,
      kind,
      seat,
      governedBy,
      ...(ror === "" ? {} : { ror }),
      city,
      on: day("1954-09-29"),
    };
}

/** An agreement's signing with what most of them have in common. */
function signed(agreement, kind, title, parties, rest) {
  return {
    act: "signature",
    agreement,
    kind,
    title,
    parties,
    experiments: [],
    renewal: "none",
    decidedBy: "Council",
    ...rest,
  };
}

function* agreements() {
  const members = states.filter(({ standing }) => standing === "member state");
  const founders = members.filter(({ since }) => since === "1954-09-29").map(({ state }) => state);
  yield signed("CONVENTION", "Convention", "Convention for the Establishment of CERN", founders, {
    on: day("1953-07-01"),
    firstDay: day("1954-09-29"),
    instrument: "Convention of 1 July 1953, as amended 1971",
  });
  for (const { state, since } of members)
    if (!founders.includes(state))
      yield {
        act: "accession",
        agreement: "CONVENTION",
        party: state,
        on: day(since),
        instrument: "day not verified",
      };
  yield signed("ICA-RU-1993", "ICA", "Cooperation agreement with Russia of 1993", ["CERN", "RU"], {
    on: day("1993-10-30"),
    firstDay: day("1993-10-30"),
    instrument: "agreement of 30 October 1993 (term not verified)",
  });
  yield signed(
    "PROT-RU-LHC",
    "protocol",
    "Protocol on the participation of Russia in the LHC",
    ["CERN", "RU"],
    {
      parent: "ICA-RU-1993",
      on: day("1996-06-14"),
      firstDay: day("1996-06-14"),
      instrument: "protocol of 14 June 1996",
    },
  );
  yield signed("ICA-RU", "ICA", "Cooperation agreement with Russia of 2019", ["CERN", "RU"], {
    on: day("2019-04-16"),
    term: FIVE_YEARS,
    renewal: "tacit",
    noticePeriod: SIX_MONTHS,
    succeeds: "ICA-RU-1993",
    instrument: "agreement of 2019, Art. 8 (day of signing not verified)",
  });
  yield {
    act: "entry into force",
    agreement: "ICA-RU",
    on: day("2019-12-01"),
    instrument: "ICA-RU, Art. 8.2: first day of a month; inferred from the published end",
  };
  yield signed("ADD-RU-HLLHC", "addendum", "Addendum on the high-luminosity upgrade", ["CERN", "RU"], {
    parent: "ICA-RU",
    on: day("2019-12-01"),
    firstDay: day("2019-12-01"),
    instrument: PLACEHOLDER,
  });
  yield signed("ICA-BY", "ICA", "Cooperation agreement with Belarus", ["CERN", "BY"], {
    on: day("2009-06-28"),
    firstDay: day("2009-06-28"),
    term: FIVE_YEARS,
    renewal: "tacit",
    noticePeriod: SIX_MONTHS,
    instrument: "reckoned back by terms of five years from the published end (not verified)",
  });
  yield signed("ICA-JINR", "ICA", "Cooperation agreement with JINR", ["CERN", "JINR"], {
    on: day("2010-01-28"),
    firstDay: day("2010-01-28"),
    term: FIVE_YEARS,
    renewal: "tacit",
    noticePeriod: SIX_MONTHS,
    instrument: "agreement of 28 January 2010",
  });
  for (const { state, title, standing } of states) {
    if (standing !== "" || state === "RU" || state === "BY") continue;
    yield signed(`ICA-${state}`, "ICA", `Cooperation with ${title}`, ["CERN", state], {
      on: day("2010-01-01"),
      firstDay: day("2010-01-01"),
      instrument: PLACEHOLDER,
    });
  }
}

/** One memorandum for each party and large experiment in which it has a team, under the party's own agreement. */
function* memoranda(teams) {
  const members = new Set(states.filter(({ standing }) => standing !== "").map(({ state }) => state));
  const parents = new Map([
    ["RU", "ICA-RU-1993"],
    ["CERN", undefined],
  ]);
  for (const experiment of LARGE) {
    const involved = [
      ...new Set(teams.filter((team) => team.experiment === experiment).map(({ party }) => party)),
    ].sort();
    for (const party of involved) {
      if (party === "CERN") continue;
      const parent = members.has(party) ? undefined : (parents.get(party) ?? `ICA-${party}`);
      const first = day(
        members.has(party) || party === "RU"
          ? "2002-04-01"
          : party === "BY"
            ? "2009-06-28"
            : party === "JINR"
              ? "2010-01-28"
              : "2010-01-01",
      );
      yield signed(
        `MoU-${experiment}-${party}`,
        "MoU",
        `Memorandum on ${experiment} with ${party}`,
        ["CERN", party],
        {
          ...(parent === undefined ? {} : { parent }),
          experiments: [experiment],
          on: first,
          firstDay: first,
          instrument: "memorandum for maintenance and operation (day not verified)",
        },
      );
    }
  }
}

const SESSIONS = [
  ["204", "2021-09-30", "2021-10-01", "ordinary"],
  ["205", "2021-12-16", "2021-12-17", "ordinary"],
  ["206", "2022-03-08", "2022-03-08", "extraordinary", "closed", "council.web.cern.ch, content/206"],
  ["207", "2022-03-24", "2022-03-25", "ordinary", undefined, "number inferred"],
  ["208", "2022-06-16", "2022-06-17", "ordinary", undefined, "home.cern, 17 June 2022"],
  ["209", "2022-09-29", "2022-09-30", "ordinary"],
  ["210", "2022-12-15", "2022-12-16", "ordinary"],
  ["211", "2023-03-23", "2023-03-24", "ordinary"],
  ["212", "2023-06-22", "2023-06-23", "ordinary"],
  ["213", "2023-10-05", "2023-10-06", "ordinary", undefined, "number inferred"],
  ["214", "2023-12-15", "2023-12-15", "ordinary", undefined, "nikhef.nl, 17 December 2023"],
  ["216", "2024-03-21", "2024-03-22", "ordinary", undefined, "council.web.cern.ch, content/216"],
  ["217", "2024-06-20", "2024-06-21", "ordinary", undefined, "home.cern, June 2024"],
  [
    "218",
    "2024-09-26",
    "2024-09-27",
    "ordinary",
    undefined,
    "agenda of 26 September 2024 (last day not verified)",
  ],
  ["219", "2024-12-12", "2024-12-13", "ordinary"],
  ["2025-03", "2025-03-20", "2025-03-21", "ordinary"],
  ["2025-06", "2025-06-19", "2025-06-20", "ordinary"],
];

function* sessions() {
  for (const [session, first, last, sort, access, source] of SESSIONS)
    yield {
      act: "session",
      session,
      body: "Council",
      sort,
      ...(access === undefined ? {} : { access }),
      on: day(first),
      ...(first === last ? {} : { lastDay: day(last) }),
      ...(sort === "extraordinary" ? { recorded: day(first) } : {}),
      by: "Council",
      instrument: source ?? "day not verified",
    };
}

/** The decisions; each was known on the day it was published, the last of them three days after it was taken. */
const DECISIONS = [
  [
    "D-2022-03-08",
    "Observer status of Russia suspended, no new collaborations",
    "206",
    "2022-03-08",
    "2022-03-08",
  ],
  ["D-2022-03-25", "Further measures: committees, joint events, JINR", "207", "2022-03-25", "2022-03-25"],
  [
    "D-2022-06-16",
    "Intention to end the agreements with Russia and Belarus at their expiry in 2024",
    "208",
    "2022-06-16",
    "2022-06-17",
  ],
  ["D-2023-10-06", "Decision on the agreements put off to December", "213", "2023-10-06", "2023-10-06"],
  ["D-2023-12-15", "Agreements with Russia and Belarus ended", "214", "2023-12-15", "2023-12-18"],
  [
    "D-2024-06-21",
    "Agreement with JINR not ended; the measures of March 2022 stay",
    "217",
    "2024-06-21",
    "2024-06-21",
  ],
];

function* decisions() {
  for (const [decision, title, session, on, recorded] of DECISIONS)
    yield {
      act: "decision",
      decision,
      title,
      body: "Council",
      session,
      on: day(on),
      recorded: day(recorded),
      by: "Council",
    };

  const about = (agreement, act, on, rest = {}) => ({
    act,
    agreement,
    on: day(on),
    recorded: day(on),
    by: "Council",
    instrument: `D-${on}`,
    ...rest,
  });
  yield about("ICA-RU", "restriction", "2022-03-08", { restriction: "no new projects" });
  yield about("ICA-RU", "restriction", "2022-03-25", { restriction: "no joint meetings" });
  yield about("ICA-BY", "restriction", "2022-03-25", { restriction: "no joint meetings" });
  yield about("ICA-BY", "restriction", "2022-03-25", { restriction: "no new projects" });
  yield about("ICA-JINR", "restriction", "2022-03-25", { restriction: "no joint meetings" });
  yield about("ICA-JINR", "restriction", "2022-03-25", { restriction: "no new projects" });
  yield about("ICA-JINR", "closing to newcomers", "2022-03-25");
  const notified = { recorded: day("2023-12-18") };
  yield about("ICA-RU", "termination", "2023-12-15", { ...notified, lastDay: day("2024-11-30") });
  yield about("ICA-BY", "termination", "2023-12-15", { ...notified, lastDay: day("2024-06-27") });
}

/** Everything about parties and agreements, in the order in which it is best read. */
export function* governance(teams) {
  yield* parties();
  yield* statuses();
  yield* seats();
  yield* agreements();
  yield* memoranda(teams);
  yield* sessions();
  yield* decisions();
}
