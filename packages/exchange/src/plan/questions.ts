/** What only a human can say, and the file in which a clerk says it. */
import { didYouMean } from "@comity/policy";
import { JsonFault, type Places, readJson, Places as TextPlaces } from "@comity/registry";
import { ExchangeError, type ExchangeProblem, formatPlace, type Place } from "../problems.ts";

/**
 * `person`: whether a row is somebody whom the registry has. `institute`: which institute a name means. `facts`: what must
 * be known of a new institute. `change`: since when, or whether it was wrong from the start. `affiliation`: whether one that had
 * ended began again.
 */
export type QuestionSort = "person" | "institute" | "facts" | "change" | "affiliation";

/** Somebody or something that may be meant. */
export interface Candidate {
  readonly id: string;
  readonly shown: string;
}

export interface Question {
  readonly about: QuestionSort;
  /** What the file says; together with `about` it says which question this is, whatever row it stands in. */
  readonly said: string;
  /** In a sentence, for people. */
  readonly asks: string;
  readonly candidates: readonly Candidate[];
  /** Words that are answers too, besides the candidates. */
  readonly words: readonly string[];
  /** Whether a day is an answer, or values by the names of columns. */
  readonly takes?: "day" | readonly string[];
}

/** An answer: a candidate's identifier, a word, a day as written, or values by column. */
export type Answer = string | Readonly<Record<string, string>>;

const keyOf = (about: string, said: string): string => `${about}\u0000${said}`;

/** A clerk's answers. */
export class Decisions {
  readonly file: string;
  readonly #answers: ReadonlyMap<string, { readonly answer: Answer; readonly line: number }>;
  readonly #used = new Set<string>();

  constructor(
    file: string,
    answers: ReadonlyMap<string, { readonly answer: Answer; readonly line: number }> = new Map(),
  ) {
    this.file = file;
    this.#answers = answers;
  }

  of({ about, said }: Pick<Question, "about" | "said">): Answer | undefined {
    const key = keyOf(about, said);
    const found = this.#answers.get(key);
    if (found !== undefined) this.#used.add(key);
    return found?.answer;
  }

  /** Where an answer stands. */
  place({ about, said }: Pick<Question, "about" | "said">): Place {
    const line = this.#answers.get(keyOf(about, said))?.line;
    return { file: this.file, ...(line === undefined ? {} : { line }) };
  }

  /** Answers to what was not asked: the file may be of another import, or the registry went on. */
  unused(): ExchangeProblem[] {
    return [...this.#answers]
      .filter(([key]) => !this.#used.has(key))
      .map(([key, { line }]) => ({
        severity: "warning",
        category: "not found",
        code: "unused-decision",
        message: `nothing asks about \`${key.split("\u0000")[1]}\`; the answer is not used`,
        place: { file: this.file, line },
      }));
  }
}

export const NO_DECISIONS = new Decisions("");

/** The first member of a decisions file. */
const FORMAT = "comity import decisions 1";

/**
 * A decisions file for questions, with empty answers to fill in. Answers that were given already are kept.
 */
export function writeDecisions(questions: readonly Question[], given: Decisions = NO_DECISIONS): string {
  const unique = new Map(questions.map((question) => [keyOf(question.about, question.said), question]));
  const decisions = [...unique.values()].map((question) => ({
    about: question.about,
    said: question.said,
    asks: question.asks,
    candidates: question.candidates,
    "possible answers": possibleAnswers(question),
    answer: given.of(question) ?? "",
  }));
  return `${JSON.stringify({ format: FORMAT, decisions }, null, 2)}\n`;
}

/** What may be answered, for people. */
export function possibleAnswers({ about, candidates, words, takes }: Question): string[] {
  const isOpen = about === "institute" && candidates.length === 0;
  return [
    ...candidates.map(({ id }) => id),
    ...(isOpen ? ["the identifier of an institute"] : []),
    ...words,
    ...(takes === undefined ? [] : [takes === "day" ? "a day, as 2024-11-30" : `{${takes.join(", ")}}`]),
  ];
}

/**
 * Reads a decisions file. Answers that are still empty are none.
 *
 * @throws ExchangeError with everything that is wrong with it.
 */
export function readDecisions(text: string, file: string): Decisions {
  const problems: ExchangeProblem[] = [];
  const places: Places = new TextPlaces(text);
  const answers = new Map<string, { answer: Answer; line: number }>();
  const wrong = (at: number, message: string, help?: string): void => {
    problems.push({
      severity: "error",
      category: "incorrect",
      code: "wrong-decision",
      message,
      place: { file, line: places.of(at).line },
      ...(help === undefined ? {} : { help }),
    });
  };
  try {
    const root = readJson(text, { isUnique: true });
    const format = root.kind === "object" ? root.members.get("format") : undefined;
    const list = root.kind === "object" ? root.members.get("decisions") : undefined;
    if (format?.kind !== "text" || format.value !== FORMAT || list?.kind !== "list")
      wrong(
        root.at,
        "this is not a file of decisions",
        "`comity registry import --write-decisions FILE` writes one",
      );
    else
      for (const item of list.items) {
        const member = (name: string) => (item.kind === "object" ? item.members.get(name) : undefined);
        const [about, said, answer] = [member("about"), member("said"), member("answer")];
        if (about?.kind !== "text" || said?.kind !== "text" || answer === undefined) {
          wrong(item.at, "a decision has `about`, `said` and `answer`");
          continue;
        }
        const key = keyOf(about.value, said.value);
        const { line } = places.of(answer.at);
        if (answers.has(key)) wrong(item.at, `\`${said.value}\` is decided twice`);
        if (answer.kind === "text") {
          if (answer.value.trim() !== "") answers.set(key, { answer: answer.value.trim(), line });
        } else if (answer.kind === "object") {
          const values: Record<string, string> = {};
          for (const [name, node] of answer.members)
            if (node.kind === "text") values[name] = node.value;
            else wrong(node.at, `\`${name}\` is not text`);
          answers.set(key, { answer: values, line });
        } else wrong(answer.at, "an answer is text, or an object of texts");
      }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    wrong(error.at, error.message, error.expected === "" ? undefined : `expected ${error.expected}`);
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw new ExchangeError([first, ...others]);
  return new Decisions(file, answers);
}

/** That an answer is none to its question. */
export function notAnAnswer(question: Question, answer: Answer, place: Place): ExchangeProblem {
  const written = typeof answer === "string" ? answer : JSON.stringify(answer);
  const possible = possibleAnswers(question);
  return {
    severity: "error",
    category: "incorrect",
    code: "wrong-decision",
    message: `\`${written}\` is no answer to: ${question.asks} (${formatPlace(place)})`,
    place,
    help: didYouMean(written, possible) ?? `possible are ${possible.map((each) => `\`${each}\``).join(", ")}`,
  };
}
