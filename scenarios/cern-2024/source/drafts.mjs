/**
 * Draft decisions to try on this registry (docs/decision-format.md). The last days are those that the agreements'
 * terms give; all but the one about JINR are laid over what was known on the day of the vote of December 2023.
 */
import { day } from "@comity/calendar";
import { institutes } from "./tables.mjs";

const VOTE = "2023-12-15";
const DECEMBER = { body: "Council", session: "214", date: VOTE, knownOn: VOTE };
const LAST_DAYS = { "ICA-RU": "2024-11-30", "ICA-BY": "2024-06-27" };

const end = (agreement, lastDay = LAST_DAYS[agreement]) => ({ act: "termination", agreement, lastDay });

/** The day after a last day, as text. */
const FIRST_DAYS = { "ICA-RU": "2024-12-01", "ICA-BY": "2024-06-28" };

/** Who is at work through institutes of a party, as known on the day of the vote. */
function atWork(acts, party) {
  const vote = day(VOTE);
  const homes = new Set(
    institutes.filter(({ governedBy }) => governedBy === party).map(({ institute }) => institute),
  );
  const known = acts.filter(({ recorded }) => recorded <= vote);
  const ended = new Set(known.filter(({ act }) => act === "end").map(({ ends }) => ends));
  const people = new Set();
  for (const act of known)
    if (
      act.act === "contract" &&
      homes.has(act.institute) &&
      act.on <= vote &&
      act.lastDay >= vote &&
      !ended.has(act.id)
    )
      people.add(act.person);
  return [...people].sort();
}

/** `[name, draft]` of every file in `decisions/`. */
export function draftDecisions(acts) {
  const exceptions = (agreement, party) => ({
    act: "exception",
    agreement,
    on: FIRST_DAYS[agreement],
    persons: atWork(acts, party),
  });
  return [
    [
      "end-russia",
      {
        title: "End the cooperation agreement with Russia",
        note: "Ends with its term; notice is due by 30 May 2024, so the session of March 2024 would still do.",
        ...DECEMBER,
        acts: [end("ICA-RU")],
      },
    ],
    [
      "end-belarus",
      {
        title: "End the cooperation agreement with Belarus",
        note: "Ends with its term; notice is due by 27 December 2023, and no session comes before that day but this one.",
        ...DECEMBER,
        acts: [end("ICA-BY")],
      },
    ],
    [
      "end-both",
      {
        title: "End the cooperation agreements with Russia and Belarus",
        ...DECEMBER,
        acts: [end("ICA-RU"), end("ICA-BY")],
      },
    ],
    [
      "council-2023-12-15",
      {
        title: "The decision of 15 December 2023",
        note:
          "Ends the agreement with Russia from 30 November 2024 and that with Belarus from 27 June 2024, together with " +
          "all related protocols and addenda, and with them all other agreements and memoranda that allow their " +
          "institutes to take part. It does not concern people at other institutes, whatever their nationality.",
        ...DECEMBER,
        acts: [end("ICA-RU"), end("ICA-BY")],
      },
    ],
    [
      "end-jinr",
      {
        title: "End the cooperation agreement with JINR",
        note: "Put on 21 June 2024 and not adopted. The term ends on 27 January 2025; notice was due by 27 July 2024.",
        body: "Council",
        session: "217",
        date: "2024-06-21",
        knownOn: "2024-06-20",
        acts: [end("ICA-JINR", "2025-01-27")],
      },
    ],
    [
      "suspend-both",
      {
        title: "Suspend the agreements with Russia and Belarus instead of ending them",
        note: "From the days on which they would end; the agreements renew, and a resumption brings everything back.",
        ...DECEMBER,
        acts: [
          { act: "suspension", agreement: "ICA-RU", on: FIRST_DAYS["ICA-RU"] },
          { act: "suspension", agreement: "ICA-BY", on: FIRST_DAYS["ICA-BY"] },
        ],
      },
    ],
    [
      "postpone-half-a-year",
      {
        title: "End both agreements half a year later",
        note: "Everybody gets six months more to find another place.",
        ...DECEMBER,
        acts: [end("ICA-RU", "2025-05-31"), end("ICA-BY", "2024-12-27")],
      },
    ],
    [
      "grandfather-everyone",
      {
        title: "End both agreements, and let everybody go on who is at work under them",
        note: "The agreements end, nobody new can come, and the decision names everybody at work on its day as an exception.",
        ...DECEMBER,
        acts: [end("ICA-RU"), exceptions("ICA-RU", "RU"), end("ICA-BY"), exceptions("ICA-BY", "BY")],
      },
    ],
    [
      "close-to-newcomers",
      {
        title: "Let both agreements renew, closed to newcomers",
        note: "What was done with JINR in March 2022: existing work goes on, no joint meetings, no new projects, nobody new.",
        ...DECEMBER,
        acts: [
          { act: "closing to newcomers", agreement: "ICA-RU", on: FIRST_DAYS["ICA-RU"] },
          { act: "closing to newcomers", agreement: "ICA-BY", on: FIRST_DAYS["ICA-BY"] },
        ],
      },
    ],
  ];
}
