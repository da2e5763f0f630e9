/** People: whom a row means. Identifiers decide; a name and an institute only ask. */
import { PERSONAL_FIELDS, type PersonAct } from "@comity/registry";
import type { IncomingRow } from "../incoming.ts";
import { areForeign, familyKey, givenWords, type PersonName, shownName, wordsMayBe } from "../match/names.ts";
import { type ExchangeProblem, formatPlace, refusal } from "../problems.ts";
import { judgeKnown, judgeNew, judgeNewAgain } from "./entities.ts";
import { resolveInstitute } from "./institutes.ts";
import type { Candidate, Question } from "./questions.ts";
import { isOrcid, type PlanState, type Resolution } from "./state.ts";
import { judgeTie } from "./ties.ts";

type PersonSaid = PersonName & { readonly person?: string; readonly orcid?: string };

const saidOf = (row: IncomingRow): PersonSaid => row.said as PersonSaid;

/** How somebody is shown to whoever must say who it is. */
function candidate(state: PlanState, id: string): Candidate {
  const act = state.known.folded.people.get(id);
  if (act === undefined) {
    const row = state.registered.get(`people\u0000${id}`)?.row;
    const place = row === undefined ? "" : `, new here (${formatPlace(row.place)})`;
    return { id, shown: `${row === undefined ? id : shownName(saidOf(row))}${place}` };
  }
  const institutes = [...new Set(state.known.ties(id).map(({ act: { institute } }) => institute))];
  const parts = [shownName(act), act.orcid, institutes.slice(0, 3).join(", ")];
  return { id, shown: parts.filter((part) => part !== undefined && part !== "").join("; ") };
}

function ask(state: PlanState, question: Question): Resolution {
  const ids = question.candidates.map(({ id }) => id);
  const answer = state.answer(
    question,
    (given) =>
      typeof given === "string" &&
      (ids.includes(given) || question.words.includes(given) || state.has("people", given)),
  );
  if (answer === undefined) return { state: "doubtful", question };
  if (typeof answer === "object") return { state: "refused", problem: answer as ExchangeProblem };
  if (answer === "skip") return { state: "left out", because: "a decision says so" };
  if (answer === "new") return { state: "new", id: "" };
  return { state: state.known.folded.people.has(answer) ? "known" : "new", id: answer };
}

interface NewPerson {
  readonly id: string;
  readonly row: IncomingRow;
  readonly given: readonly string[];
}

/** More new people of one family name are not told apart: the answer would take too long, and nobody could use it. */
const MOST_NAMESAKES = 500;

/** The people of this import who are new, by ORCID iD and by family name. */
export class NewPeople {
  readonly byOrcid = new Map<string, string>();
  /** What rows with an identifier came to, other than somebody new. */
  readonly resolved = new Map<string, Resolution>();
  readonly #byFamily = new Map<string, NewPerson[]>();

  add(id: string, row: IncomingRow): void {
    const said = saidOf(row);
    if (said.orcid !== undefined) this.byOrcid.set(said.orcid, id);
    const key = familyKey(said);
    const person = { id, row, given: givenWords(said.givenName) };
    const namesakes = this.#byFamily.get(key);
    if (namesakes === undefined) this.#byFamily.set(key, [person]);
    else if (namesakes.length < MOST_NAMESAKES) namesakes.push(person);
    else
      throw refusal(
        "too-many-rows",
        row.place,
        `more than ${MOST_NAMESAKES} new people have the family name \`${said.familyName ?? ""}\``,
        "bring them in in several files, or with ORCID iDs",
      );
  }

  /** New people whose name may be this one. */
  called(name: PersonName): readonly NewPerson[] {
    const given = givenWords(name.givenName);
    return (this.#byFamily.get(familyKey(name)) ?? []).filter((each) => wordsMayBe(given, each.given));
  }
}

const described = (said: PersonSaid): string =>
  [shownName(said), said.person, said.orcid].filter((part) => part !== undefined && part !== "").join(", ");

export function byIdentifier(state: PlanState, fresh: NewPeople, row: IncomingRow): Resolution | undefined {
  const said = saidOf(row);
  const { people } = state.known.folded;
  const { orcid } = said;
  const person = said.person === undefined ? undefined : state.known.counting(said.person);
  const own = person === undefined ? undefined : people.get(person);
  const ofOrcid = orcid === undefined ? [] : state.known.peopleOfOrcid(orcid);
  const question = (asks: string, ids: readonly string[], words: readonly string[]): Question => ({
    about: "person",
    said: described(said),
    asks,
    candidates: [...new Set(ids)].map((id) => candidate(state, id)),
    words,
  });
  const foreign = (act: PersonAct): boolean => areForeign(said, act);
  if (own !== undefined && state.known.erased.has(person!)) return { state: "known", id: person! };
  if (own !== undefined) {
    const others = ofOrcid.filter((id) => id !== person);
    if (others.length > 0)
      return ask(
        state,
        question(
          `\`${person}\` by its identifier, another by the ORCID iD: who is it?`,
          [person!, ...others],
          ["skip"],
        ),
      );
    if (orcid !== undefined && own.orcid !== undefined && orcid !== own.orcid)
      return ask(
        state,
        question(
          `\`${person}\` has another ORCID iD in the registry: is it the same person?`,
          [person!],
          ["skip"],
        ),
      );
    if (ofOrcid.length === 0 && foreign(own))
      return ask(
        state,
        question(
          `\`${person}\` has quite another name in the registry: is it the same person?`,
          [person!],
          ["skip"],
        ),
      );
    return { state: "known", id: person! };
  }
  const [first, ...more] = ofOrcid;
  if (first !== undefined) {
    if (more.length > 0)
      return ask(
        state,
        question("several people of the registry have this ORCID iD: who is it?", ofOrcid, ["skip"]),
      );
    if (foreign(people.get(first)!))
      return ask(
        state,
        question(
          "whoever has this ORCID iD has quite another name in the registry: is it the same person?",
          [first],
          ["skip"],
        ),
      );
    return { state: "known", id: first };
  }
  if (person !== undefined && state.has("people", person)) return { state: "new", id: person };
  const freshId = orcid === undefined ? undefined : fresh.byOrcid.get(orcid);
  return freshId === undefined ? undefined : { state: "new", id: freshId };
}

/** Asks whether a row is somebody of the same name: at the same institute, or where the row names none. */
function byName(state: PlanState, fresh: NewPeople, row: IncomingRow): Resolution | undefined {
  const said = saidOf(row);
  if (said.familyName === undefined) return undefined;
  const found = row.ties.map(({ institute, place }) => resolveInstitute(state, institute, place));
  const institutes = found.flatMap((each) =>
    each.state === "known" || each.state === "new" ? [each.id] : [],
  );
  // As long as an institute is in doubt, anybody of that name may be meant.
  const isVague = institutes.length < found.length || found.length === 0;
  const known = state.known.peopleCalled(said).filter((id) => {
    const { orcid } = state.known.folded.people.get(id)!;
    // Two ORCID iDs are two people.
    if (orcid !== undefined && said.orcid !== undefined && orcid !== said.orcid) return false;
    return isVague || state.known.ties(id).some(({ act }) => institutes.includes(act.institute));
  });
  const here = fresh
    .called(said)
    .filter(({ row: other }) => saidOf(other).orcid === undefined || said.orcid === undefined)
    .filter(() => said.person === undefined)
    .map(({ id }) => id);
  const at = found
    .map((each, k) => (each.state === "known" || each.state === "new" ? each.id : row.ties[k]!.institute))
    .join(", ");
  const who = `${described(said)}${at === "" ? "" : `; ${at}`}`;
  // Two rows of a file may say the same of two people: then the place tells which question it is.
  const twin = `${who}; ${formatPlace(row.place)}`;
  const decided = [twin, who].find(
    (each) => state.decisions.of({ about: "person", said: each }) !== undefined,
  );
  // A decision holds also where nobody is called so any more: the registry went on, the row did not.
  if (known.length + here.length === 0 && decided === undefined) return undefined;
  return ask(state, {
    about: "person",
    said: decided ?? (here.length === 0 ? who : twin),
    asks: `is \`${described(said)}\`${at === "" ? "" : ` of ${at}`} somebody who is there already?`,
    candidates: [...known, ...here].map((id) => candidate(state, id)),
    words: ["new", "skip"],
  });
}

const NEW: Resolution = { state: "new", id: "" };

/** Whom a row about a person means. */
export function resolvePerson(state: PlanState, fresh: NewPeople, row: IncomingRow): Resolution {
  const repeated = state.repeats.get(row.key);
  if (repeated?.act === "person" && state.known.entity("people", repeated.person) !== undefined)
    return { state: "known", id: state.known.counting(repeated.person) };
  const { person, orcid } = saidOf(row);
  const names = [person, orcid].filter((name) => name !== undefined);
  // Who an identifier of the file is was asked and perhaps answered at an earlier row: it is the same one here.
  const before = names.map((name) => fresh.resolved.get(name)).find((each) => each !== undefined);
  const found = before ?? byIdentifier(state, fresh, row) ?? byName(state, fresh, row) ?? NEW;
  if (found.state !== "new")
    for (const name of names) if (!fresh.resolved.has(name)) fresh.resolved.set(name, found);
  return found;
}

/** Nothing personal comes back of somebody who was erased. */
function judgeErased(state: PlanState, row: IncomingRow, id: string, shown: string): void {
  if (PERSONAL_FIELDS.every((field) => row.said[field] === undefined)) {
    state.judge(row, "unchanged", { subject: id, shown });
    return;
  }
  state.judge(row, "refused", {
    subject: id,
    shown: id,
    problems: [
      {
        severity: "error",
        category: "conflict",
        code: "erased-person",
        message: `\`${id}\` was erased: nothing personal of them may come back`,
        place: row.place,
        help: "take the person out of the file",
      },
    ],
  });
}

/** Judges a row about a person, and the affiliations in it. */
export function judgePerson(state: PlanState, fresh: NewPeople, row: IncomingRow): void {
  const said = saidOf(row);
  const shown = described(said);
  const resolution = resolvePerson(state, fresh, row);
  if (resolution.state !== "known" && resolution.state !== "new") {
    state.judgeUnresolved(row, resolution, shown);
    for (const tie of row.ties)
      state.judgeUnresolved(
        { table: "affiliations", place: tie.place },
        resolution,
        `${shown}; ${tie.institute}`,
      );
    return;
  }
  let { id } = resolution;
  const at = state.judged.length;
  if (resolution.state === "known" && state.known.erased.has(id)) judgeErased(state, row, id, shown);
  else if (resolution.state === "known") judgeKnown(state, row, id, shown);
  else if (id !== "" && state.has("people", id)) {
    const first = state.registered.get(`people\u0000${id}`)!;
    // One ORCID iD under two names: nobody knows whose it is.
    if (said.orcid !== undefined && areForeign(said, saidOf(first.row))) {
      const other = { text: "", place: first.place, judged: first.judged };
      state.refuseBoth(row, shown, { column: "orcid", other });
      return;
    }
    judgeNewAgain(state, row, id, shown);
  } else {
    id = id !== "" ? id : (said.person ?? state.nextPerson());
    judgeNew(state, row, id, shown);
    if (state.has("people", id)) fresh.add(id, row);
    else {
      const problem: ExchangeProblem = {
        severity: "error",
        category: "conflict",
        code: "depends-on-another-row",
        message: "the person is refused",
        place: row.place,
      };
      for (const tie of row.ties)
        state.judge({ table: "affiliations", place: tie.place }, "refused", {
          shown: `${shown}; ${tie.institute}`,
          problems: [problem],
        });
      return;
    }
  }
  row.ties.forEach((tie, place) => {
    const said = {
      institute: tie.institute,
      connection: tie.connection,
      ...(tie.on === undefined ? {} : { on: tie.on }),
      ...(tie.lastDay === undefined ? {} : { lastDay: tie.lastDay }),
    };
    judgeTie(
      state,
      {
        table: "affiliations",
        place: tie.place,
        key: `${row.key}.t${place + 1}`,
        said,
        ties: [],
        origin: row.origin,
      },
      id,
      shown,
    );
    const last = state.judged.length - 1;
    state.judged[last] = { ...state.judged[last]!, ofPerson: at };
  });
}

/** The person whom a row of affiliations names: by identifier or ORCID iD, of the registry or of this import. */
export function personNamed(state: PlanState, fresh: NewPeople, text: string): string | undefined {
  if (state.has("people", text)) return state.known.counting(text);
  const resolved = fresh.resolved.get(text);
  if (resolved?.state === "known") return resolved.id;
  if (!isOrcid(text)) return undefined;
  const known = state.known.peopleOfOrcid(text);
  return known.length === 1 ? known[0] : known.length === 0 ? fresh.byOrcid.get(text) : undefined;
}
