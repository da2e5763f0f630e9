/**
 * Writing down acts about made-up people, with both times: when it held, and when the registry knew it.
 */
import { day, SINCE_EVER } from "@comity/calendar";
import { makeUpName } from "./names.mjs";

/** The last day that this registry knows of. */
export const TODAY = day("2025-01-31");

/** Which sheet's initial stands before an act's number: `A17` is the seventeenth affiliation. */
const INITIALS = {
  person: "P",
  affiliation: "A",
  contract: "C",
  membership: "M",
  qualification: "Q",
  residence: "R",
  "residence card": "K",
  dependant: "F",
  appointment: "L",
  mark: "X",
  end: "E",
  team: "T",
  dues: "D",
  institute: "I",
  party: "G",
  status: "S",
  share: "H",
  "needed taker": "N",
};

/** Collects acts and numbers them. What would be recorded after `TODAY` has not happened yet and is left out. */
export class Register {
  acts = [];
  people = [];
  #numbers = new Map();

  constructor(chance) {
    this.chance = chance;
  }

  /** Adds an act; gives its id, or undefined where the registry cannot know it yet. */
  add(act) {
    const initial = INITIALS[act.act] ?? "Z";
    const recorded = act.recorded ?? SINCE_EVER;
    if (recorded > TODAY) return undefined;
    const number = (this.#numbers.get(initial) ?? 0) + 1;
    this.#numbers.set(initial, number);
    const id = act.id ?? `${initial}${number}`;
    this.acts.push({ by: "", instrument: "", ...act, id, recorded });
    return id;
  }

  /** A new person who comes on `first`, and is known a month before: nothing about anybody is known earlier. */
  person(first) {
    const on = first - 30;
    const person = `p${String(this.people.length + 1).padStart(5, "0")}`;
    this.people.push(person);
    this.add({ act: "person", person, ...makeUpName(this.chance), on, recorded: on });
    return person;
  }

  /** States that something lasts, recorded some days after it began (before, where it is agreed ahead). */
  state(act, { ahead = 0, lag = 10 } = {}) {
    const recorded = ahead > 0 ? act.on - ahead : act.on + this.chance.between(0, lag);
    return this.add({ ...act, recorded });
  }

  /** Ends what an act states, recorded within ten days after its last day where nothing else is said. */
  end(id, lastDay, recorded = lastDay + this.chance.between(0, 10), instrument = "") {
    if (id === undefined) return;
    this.add({ act: "end", ends: id, on: lastDay, lastDay, recorded, instrument });
  }
}
