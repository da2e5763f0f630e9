/** Sends files to be tried or recorded. The browser hands them over as they are. */
import { ask } from "../../api/ask.ts";
import type { BroughtIn, ImportPlan } from "../../api/generated/routes.ts";

/** An answer to a question: a candidate's identifier, a word, a day, or values by column. */
export type Answer = string | Readonly<Record<string, string>>;

/** What is said with the files. */
export interface ImportWords {
  readonly instrument: string;
  /** The day of an author list that does not say its own. */
  readonly asOf: string;
  readonly newInstitutes: boolean;
  /** JSON, as docs/import.md has it; empty where headings tell it all. */
  readonly mapping: string;
  /** Answers by their question: see `keyOf`. */
  readonly answers: Readonly<Record<string, Answer>>;
}

export const NO_WORDS: ImportWords = {
  instrument: "",
  asOf: "",
  newInstitutes: false,
  mapping: "",
  answers: {},
};

/** Which question it is, whatever row it stands in. */
export const keyOf = ({ about, said }: { readonly about: string; readonly said: string }): string =>
  JSON.stringify([about, said]);

/** Whether a mapping is JSON, or nothing at all. */
export function isMapping(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}

const isAnswered = (answer: Answer): boolean =>
  typeof answer === "string" ? answer !== "" : Object.values(answer).some((value) => value !== "");

function formOf(files: readonly File[], words: ImportWords, onlyRight: boolean): FormData {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  const answers = Object.entries(words.answers).flatMap(([key, answer]) => {
    const [about, said] = JSON.parse(key) as [string, string];
    return isAnswered(answer) ? [{ about, said, answer }] : [];
  });
  const options = {
    ...(words.instrument.trim() === "" ? {} : { instrument: words.instrument.trim() }),
    ...(words.asOf === "" ? {} : { asOf: words.asOf }),
    ...(words.mapping.trim() === "" ? {} : { mapping: JSON.parse(words.mapping) as unknown }),
    newInstitutes: words.newInstitutes,
    answers,
    onlyRight,
  };
  form.append("options", JSON.stringify(options));
  return form;
}

/** Lists are matched with everybody's names: that is a look, and this is what it is for. */
const PURPOSE = "registration";

export const tryImport = (files: readonly File[], words: ImportWords): Promise<ImportPlan> =>
  ask("POST /api/v1/imports/dry-runs", { body: formOf(files, words, false), purpose: PURPOSE });

export const recordImport = (
  files: readonly File[],
  words: ImportWords,
  plan: ImportPlan,
  onlyRight: boolean,
): Promise<BroughtIn> =>
  ask("POST /api/v1/imports", {
    body: formOf(files, words, onlyRight),
    ifMatch: `"${plan.head}"`,
    purpose: PURPOSE,
  });
