/**
 * The council's agendas, for the demo: without one its pages have nothing to show. What is public of two sessions is put there, and beside
 * it what is not known: how the question of December 2023 was put was not published, and is told here as a motion to end.
 *
 *     node scripts/demo-council.mjs STORE        # with COMITY_MASTER_KEY or COMITY_MASTER_KEY_FILE
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./steps.mjs";

const FILE = "policies/council-cern.json";
const BODY = "Council";
const BY = "demo-legal-service";
/** Where the server keeps agendas (`apps/server/src/council/agenda-book.ts`). */
const AGENDAS = "council-agenda";

const RENEWAL =
  "tacit renewal for five years unless notice is given six months before (home.cern, 17 June 2022)";

/** The session of 15 December 2023: the figures are those of the press, which names no vote of any member, and neither do we. */
const DECEMBER = {
  session: "214",
  day: "2023-12-15",
  items: [
    {
      title:
        "Cooperation agreements with Russia and with Belarus (how the question was put is not published)",
      decision: "D-2023-12-15",
      motion: {
        title: "To end the agreements at their expiry in 2024",
        polarity: "terminate",
        rule: "two-thirds-of-all",
        clause:
          "cooperation with other organisations and states: two thirds of all member states (not verified)",
        default: { effect: "goes on", clause: RENEWAL },
        ballot: "secret",
      },
      // Seventeen against continuing: here they are in favour of ending. The Geneva Observer; not confirmed by the Council.
      tally: { inFavour: 17, against: 0, abstaining: 6 },
    },
  ],
};

/** The session of June 2024, of whose vote no figures are known. */
const JUNE = {
  session: "217",
  day: "2024-06-21",
  items: [
    {
      title: "The agreement with JINR: not terminated (home.cern, June 2024; no figures of a vote are known)",
    },
  ],
};

/** The agendas that the demo puts into a store, by their sessions. */
export async function demoAgendas(folded) {
  const [{ day }, council] = await Promise.all([
    import("../packages/calendar/dist/index.js"),
    import("../packages/council/dist/index.js"),
  ]);
  const { addItem, emptyAgenda, noteDecision, readBody, recordVote, seat, tableMotion } = council;
  const body = seat(readBody(readFileSync(join(root, FILE), "utf8"), FILE), folded);
  return [DECEMBER, JUNE].map(({ session, day: written, items }) => {
    const on = day(written);
    let agenda = emptyAgenda(BODY, session);
    items.forEach(({ title, motion, tally, decision }, at) => {
      const number = at + 1;
      agenda = addItem(agenda, { title, level: "public", papers: [] });
      if (motion === undefined) return;
      agenda = tableMotion(agenda, number, { ...motion, programme: undefined }, { body, on });
      const recording = { body, on, writtenOn: written, at: `${written}T00:00:00.000Z`, by: BY };
      agenda = recordVote(agenda, number, { tally }, recording);
      if (folded.decisions.has(decision)) agenda = noteDecision(agenda, number, decision);
    });
    return agenda;
  });
}

/** Puts the agendas into a store of the scenario. */
export async function putDemoAgendas(where) {
  const [{ fold }, { masterKeyFrom, openStore }] = await Promise.all([
    import("../packages/registry/dist/index.js"),
    import("../packages/store/dist/index.js"),
  ]);
  const store = await openStore(where, { masterKey: masterKeyFrom(process.env), readsActs: true });
  try {
    const { acts } = await store.acts({ personal: "sealed" });
    const agendas = await demoAgendas(fold(acts));
    const changes = agendas.map((value) => ({
      collection: AGENDAS,
      id: `${value.body}/${value.session}`,
      expected: 0,
      value,
    }));
    await store.documents.write(changes, BY);
  } finally {
    await store.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , where] = process.argv;
  if (where === undefined) {
    say("usage: node scripts/demo-council.mjs STORE");
    process.exit(2);
  }
  await putDemoAgendas(where);
}
