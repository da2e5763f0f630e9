/** Institutes: which one a row or a name means, and what must be known of a new one. */
import { type KnownInstitute, lettersOf, readCell, readInstituteTable, rorFault } from "@comity/registry";
import type { IncomingRow } from "../incoming.ts";
import type { ExchangeProblem, Place } from "../problems.ts";
import { looksLikeRor, tidyRor } from "../read/identifiers.ts";
import { judgeKnown, judgeNew, judgeNewAgain } from "./entities.ts";
import type { Candidate, Question } from "./questions.ts";
import type { PlanState, Resolution } from "./state.ts";
import { ownColumns } from "./values.ts";

function candidatesOf(state: PlanState, ids: readonly string[]): Candidate[] {
  return ids.map((id) => {
    const act = state.known.folded.institutes.get(id);
    const title = act?.title ?? (state.registered.get(`institutes\u0000${id}`)?.row.said.title as string);
    return { id, shown: [title, act?.city, act?.seat].filter((part) => part !== undefined).join(", ") };
  });
}

function nearestInstitute(state: PlanState, text: string): string | undefined {
  return state.nearest(text, () => {
    const own = [...state.registered].filter(([, { row }]) => row.table === "institutes");
    const known = [...state.known.folded.institutes].flatMap(([id, { title }]) => [id, title]);
    return [...own.map(([key]) => key.split("\u0000")[1]!), ...known];
  });
}

/** What a ROR id leads to. */
function ofRor(state: PlanState, ror: string): Resolution | undefined {
  const fresh = state.newRors.get(ror);
  const [id, ...others] = state.known.institutesOfRor(ror);
  if (id === undefined) return fresh === undefined ? undefined : { state: "new", id: fresh };
  if (others.length === 0) return { state: "known", id };
  return {
    state: "doubtful",
    question: {
      about: "institute",
      said: ror,
      asks: `the ROR id \`${ror}\` belongs to several institutes of the registry; which is meant?`,
      candidates: candidatesOf(state, [id, ...others]),
      words: ["skip"],
    },
  };
}

/** Asks which institute is meant; the answer, where there is one already. */
function ask(state: PlanState, question: Question): Resolution {
  const ids = question.candidates.map(({ id }) => id);
  const answer = state.answer(
    question,
    (given) =>
      typeof given === "string" &&
      (ids.includes(given) || question.words.includes(given) || state.has("institutes", given)),
  );
  if (answer === undefined) return { state: "doubtful", question };
  if (typeof answer === "object") return { state: "refused", problem: answer as ExchangeProblem };
  if (answer === "skip") return { state: "left out", because: "a decision says so" };
  if (answer === "new") return { state: "new", id: "" };
  return { state: state.known.folded.institutes.has(answer) ? "known" : "new", id: answer };
}

/** The institute that a cell names: by identifier, by ROR id, or by a name, which only a human may take for one. */
export function resolveInstitute(state: PlanState, text: string, place: Place): Resolution {
  const local = state.local.get(`${place.file}\u0000${text}`);
  if (local !== undefined) return local;
  if (state.known.folded.institutes.has(text)) return { state: "known", id: text };
  if (state.has("institutes", text)) return { state: "new", id: text };
  const { value: ror } = tidyRor(text);
  const fault = rorFault(ror);
  if (fault === undefined) {
    const found = ofRor(state, ror);
    if (found !== undefined) return found;
  } else if (fault !== "form" && looksLikeRor(text))
    return {
      state: "refused",
      problem: {
        severity: "error",
        category: "incorrect",
        code: "wrong-check-digit",
        message: `\`${text}\` is not a ROR id: its check is \`${fault.found}\` and should be \`${fault.expected}\``,
        place,
        column: "institute",
        help: "a character was mistyped",
      },
    };
  const question: Question = {
    about: "institute",
    said: text,
    asks: `which institute is \`${text}\`?`,
    candidates: candidatesOf(state, state.institutesCalled(text)),
    words: ["skip"],
  };
  if (question.candidates.length > 0 || state.decisions.of(question) !== undefined)
    return ask(state, question);
  const help = nearestInstitute(state, text);
  return {
    state: "refused",
    question,
    problem: {
      severity: "error",
      category: "not found",
      code: "unknown-institute",
      message: `no institute \`${text}\` is known`,
      place,
      column: "institute",
      help: help ?? "bring the institute in first, or say in a decisions file which one is meant",
    },
  };
}

let curated: ReadonlyMap<string, KnownInstitute> | undefined;
let curatedNames: ReadonlyMap<string, readonly KnownInstitute[]> | undefined;

/** What the table that comes with Comity says of an institute: it is the only one that tells who governs it. */
function fromTable(row: IncomingRow): KnownInstitute | undefined {
  if (row.origin === "table") return undefined;
  if (curated === undefined) {
    const { ofName } = readInstituteTable();
    curatedNames = ofName;
    curated = new Map(
      [...ofName.values()].flat().flatMap((each) => (each.ror === undefined ? [] : [[each.ror, each]])),
    );
  }
  const { ror } = row.said as { readonly ror?: string };
  if (ror !== undefined && curated.has(ror)) return curated.get(ror);
  for (const name of row.alsoCalled ?? []) {
    const found = curatedNames!.get(name);
    if (found?.length === 1 && (ror === undefined || found[0]!.ror === ror)) return found[0];
  }
  return undefined;
}

const FACTS = ["kind", "seat", "governed_by"] as const;

/** A new institute's row with the facts that a human or the table of institutes adds. */
function withFacts(
  state: PlanState,
  row: IncomingRow,
): IncomingRow | { readonly question: Question } | { readonly problem: ExchangeProblem } {
  const known = fromTable(row);
  const said: Record<string, unknown> = {
    ...(known === undefined
      ? {}
      : { title: known.title, kind: known.kind, seat: known.seat, governedBy: known.party, ror: known.ror }),
    ...row.said,
    ...(known === undefined ? {} : { governedBy: row.said.governedBy ?? known.party }),
  };
  for (const key of Object.keys(said)) if (said[key] === undefined) delete said[key];
  const missing = ownColumns("institutes").filter(
    ({ name, key }) => FACTS.some((fact) => fact === name) && said[key] === undefined,
  );
  if (missing.length === 0) return { ...row, said };
  const label = (said.title ?? said.ror ?? row.local ?? "") as string;
  const names = missing.map(({ name }) => name);
  const question: Question = {
    about: "facts",
    said: `${label}${said.ror === undefined ? "" : ` (${String(said.ror)})`}`,
    asks: `\`${label}\` is new: what is its ${names.join(", its ").replace("governed_by", "governed_by (the party whose agreement governs it)")}?`,
    candidates: [],
    words: ["skip"],
    takes: names,
  };
  const answer = state.answer(
    question,
    (given) => given === "skip" || (typeof given === "object" && names.every((name) => name in given)),
  );
  if (answer === undefined) return { question };
  if (typeof answer === "object" && "severity" in answer) return { problem: answer as ExchangeProblem };
  if (typeof answer === "string") return { ...row, said: {} };
  for (const column of missing) {
    const read = readCell(column, answer[column.name]!);
    if ("fault" in read)
      return {
        problem: {
          severity: "error",
          category: "incorrect",
          code: read.fault.code,
          message: read.fault.message,
          place: state.decisions.place(question),
          column: column.name,
        },
      };
    said[column.key] = read.value;
  }
  return { ...row, said };
}

/** Which institute a row about one means. */
export function resolveInstituteRow(state: PlanState, row: IncomingRow): Resolution {
  const { institute, ror, title } = row.said as Readonly<Record<string, string | undefined>>;
  const { institutes } = state.known.folded;
  const repeated = state.repeats.get(row.key);
  if (repeated?.act === "institute") return { state: "known", id: repeated.institute };
  if (institute !== undefined) {
    if (institutes.has(institute)) return { state: "known", id: institute };
    if (state.has("institutes", institute)) return { state: "new", id: institute };
  }
  if (ror !== undefined) {
    const found = ofRor(state, ror);
    if (found !== undefined) {
      if (institute === undefined || found.state === "doubtful") return found;
      // The row calls by one identifier what the registry has under another.
      return ask(state, {
        about: "institute",
        said: `${institute}; ${ror}`,
        asks: `the row calls \`${institute}\` what by its ROR id \`${ror}\` is there under another identifier; which is meant?`,
        candidates: candidatesOf(state, [(found as { id: string }).id]),
        words: ["skip"],
      });
    }
  }
  if (institute !== undefined) return { state: "new", id: institute };
  const called = [
    ...new Set(
      [title, ...(row.alsoCalled ?? [])].flatMap((name) =>
        name === undefined ? [] : state.institutesCalled(name),
      ),
    ),
  ].filter((id) => ror === undefined || institutes.get(id)?.ror === undefined);
  const said = `${title ?? ""}${ror === undefined ? "" : ` (${ror})`}`;
  if (called.length > 0 || state.decisions.of({ about: "institute", said }) !== undefined) {
    return ask(state, {
      about: "institute",
      said,
      asks: `is \`${said}\` an institute that is there already?`,
      candidates: candidatesOf(state, called),
      words: ["new", "skip"],
    });
  }
  return { state: "new", id: "" };
}

/** Judges a row about an institute, and gives what other rows of its file may call it. */
export function judgeInstitute(state: PlanState, row: IncomingRow): void {
  const resolution = judgeSubject(state, row);
  if (row.local !== undefined) state.local.set(`${row.place.file}\u0000${row.local}`, resolution);
}

function judgeSubject(state: PlanState, row: IncomingRow): Resolution {
  const { title, ror, institute } = row.said as Readonly<Record<string, string | undefined>>;
  const shown = [title ?? institute, ror].filter((part) => part !== undefined).join(", ");
  const resolution = resolveInstituteRow(state, row);
  if (resolution.state === "known") {
    judgeKnown(state, row, resolution.id, shown);
    return resolution;
  }
  if (resolution.state !== "new") {
    state.judgeUnresolved(row, resolution, shown);
    return resolution;
  }
  if (resolution.id !== "" && state.has("institutes", resolution.id)) {
    judgeNewAgain(state, row, resolution.id, shown);
    return resolution;
  }
  if (row.origin === "ror" && state.options.newInstitutes !== true) {
    const because = "nobody has it; new institutes were not asked for";
    state.judge(row, "left out", { shown, because });
    return { state: "left out", because };
  }
  const whole = withFacts(state, row);
  if ("question" in whole) {
    state.judge(row, "doubtful", { shown, question: whole.question });
    return { state: "doubtful", question: whole.question };
  }
  if ("problem" in whole) {
    state.judge(row, "refused", { shown, problems: [whole.problem] });
    return { state: "refused", problem: whole.problem };
  }
  if (Object.keys(whole.said).length === 0) {
    state.judge(row, "left out", { shown, because: "a decision says so" });
    return { state: "left out", because: "a decision says so" };
  }
  const said = whole.said as { readonly title?: string; readonly ror?: string };
  const id =
    resolution.id !== ""
      ? resolution.id
      : said.ror === undefined
        ? state.nextInstitute(said.title ?? "")
        : `ror:${said.ror}`;
  judgeNew(state, whole, id, shown);
  if (!state.has("institutes", id)) {
    const problem = state.judged.at(-1)!.problems[0]!;
    return { state: "refused", problem };
  }
  if (said.ror !== undefined) state.newRors.set(said.ror, id);
  for (const name of [said.title, ...(row.alsoCalled ?? [])])
    if (name !== undefined) {
      const key = lettersOf(name);
      state.newTitles.set(key, [...(state.newTitles.get(key) ?? []), id]);
    }
  return { state: "new", id };
}
