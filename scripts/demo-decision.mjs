/**
 * A decision carried out, for the demo: without one the pages of carrying out have nothing to show. It is made up, and says so wherever
 * it is named; nothing is meant by it about the state that it names. It meets thirteen made-up people at one institute, so that its whole plan
 * can be read, and is recorded on the day on which the demo is made: drafts that are laid over 2023 do not see it.
 *
 *     node scripts/demo-decision.mjs STORE        # with COMITY_MASTER_KEY or COMITY_MASTER_KEY_FILE
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./steps.mjs";

const AGREEMENT = "ICA-IE";
const POLICY = "policies/cern.policy.md";
const GUIDE = "policies/cern.guide.md";
/** Days before the demo is made on which it was taken, after which it ends, and after which the exception does. */
const TAKEN_BEFORE = 26;
const ENDS_AFTER = 190;
const EXCEPTED_UNTIL = 250;
const LEGAL = "demo-legal-service";
const OFFICE = "demo-users-office";

const NOTE =
  "Nobody decided this, and nothing is meant by it about Ireland or about anybody there: the people are made up too. It is here so that " +
  "one sees what follows from a decision: a plan, letters, things to do, an exception, reviews.";

/** Letters that went out by hand, as it were: the demo writes to nobody. */
const BY_HAND = ["team-told", "institute-told", "experiment-told"];

/** A day as it is written, `days` after another one; a day is counted from 1 January 1970. */
const written = (day, days = 0) => new Date((day + days) * 86_400_000).toISOString().slice(0, 10);

/**
 * The decision as a draft (docs/decision-format.md), about four weeks before `today`, so that reviews and letters are due soon, with
 * its end after half a year.
 */
export function demoDecision(today) {
  return {
    title: "Made up for the demonstration: the agreement with Ireland ends",
    note: NOTE,
    body: "Council",
    date: written(today, -TAKEN_BEFORE),
    acts: [{ act: "termination", agreement: AGREEMENT, lastDay: written(today, ENDS_AFTER) }],
  };
}

/** The document that evidences something of the demo: its text is its own words, and nowhere else. */
function instrument(reference, date, text) {
  const sha256 = createHash("sha256").update(text, "utf8").digest("hex");
  return { reference, date, sha256, location: "made up for the demonstration: there is no such document" };
}

/** Enters the decision in a store of the scenario, and does some of what follows from it. Gives its identifier. */
async function carryOutDemoDecision(where) {
  const [carrying, { readPolicy }, { masterKeyFrom, openFollowed }] = await Promise.all([
    import("../packages/carrying-out/dist/index.js"),
    import("../packages/policy/dist/index.js"),
    import("../packages/store/dist/index.js"),
  ]);
  const clock = () => new Date();
  const { Desk, grantException, noteMail, readGuide, releaseLetters } = carrying;
  const text = (path) => readFileSync(join(root, path), "utf8");
  const reading = readPolicy(text(POLICY), POLICY);
  if (reading.policy === undefined) throw new Error(`${POLICY} is not in order`);
  const { policy } = reading;
  const guide = readGuide(text(GUIDE), GUIDE, policy);
  const options = { masterKey: masterKeyFrom(process.env), policy: () => policy, clock };
  const { store, followed } = await openFollowed(where, options);
  try {
    const desk = new Desk({ store, followed, guide, policy, clock });
    const today = desk.today();
    const draft = JSON.stringify(demoDecision(today));
    const document = instrument("DEMO/1", today - TAKEN_BEFORE, NOTE);
    const { id } = await desk.enter(desk.read(draft, "the demo's decision"), document, { by: LEGAL });

    const people = [...(await desk.parts(id, "person/")).keys()];
    const [first, second, third] = people;
    if (third === undefined) throw new Error(`the decision ${id} meets ${people.length} people`);
    const words = {
      person: first.slice("person/".length),
      reason: "A thesis on this experiment's data is handed in two months after the end. Made up.",
      until: today + EXCEPTED_UNTIL,
    };
    const letter = instrument("DEMO/2", today - 2, words.reason);
    await grantException(desk, id, words, letter, { by: LEGAL });

    const [item] = (await desk.part(id, second)).value.items;
    const inHand = { state: "in hand", note: "The secretariat was asked." };
    await desk.step(id, second, item.key, inHand, { by: OFFICE });
    const [other] = (await desk.part(id, third)).value.items;
    const done = { state: "does not apply", note: "Is done by the other secretariat already." };
    await desk.step(id, third, other.key, done, { by: OFFICE });

    const through = written(today);
    const released = await releaseLetters(desk, id, "demo.invalid", {
      by: OFFICE,
      through,
      letters: BY_HAND,
    });
    for (const { mail } of released)
      await noteMail(desk, mail, "by hand", { by: OFFICE, note: "Told in person. Made up." });
    return id;
  } finally {
    followed.close();
    await store.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , where] = process.argv;
  if (where === undefined) {
    say("usage: node scripts/demo-decision.mjs STORE");
    process.exit(2);
  }
  await carryOutDemoDecision(where);
}
