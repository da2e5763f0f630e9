/** A policy's sentences in another language: a file of words beside the policy, `cern.fr.json` beside `cern.policy.md`. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "@hono/zod-openapi";
import type { ServerContext } from "../context.ts";

/** Where the policies lie that Comity brings along. */
const OWN_POLICIES = fileURLToPath(new URL("../../../../policies/", import.meta.url));

/** Languages that a policy may be told in, besides the one in which it is written. */
export const TOLD_IN = ["fr"] as const;
export type ToldIn = (typeof TOLD_IN)[number];

/** Sentences as the policy or its guide has them, with places in braces, and each in the other language with the same places. */
export type Sentences = Readonly<Record<string, string>>;

const WordsFile = z.strictObject({
  language: z.enum(TOLD_IN),
  of: z.array(z.string()).min(1),
  sentences: z.record(z.string().min(1), z.string().min(1)),
});

/** Thrown where a file of words cannot be used, with everything that is wrong with it. */
export class WordsError extends Error {
  readonly category = "incorrect";
  readonly code = "wrong-words";
  readonly help = "mend the file, or take it away: the policy's own sentences are shown then";

  constructor(file: string, faults: readonly string[]) {
    super(`the words in \`${file}\` cannot be used: ${faults.join("; ")}`);
    this.name = "WordsError";
  }
}

/** The places of a sentence, `{person}`, in the order of the alphabet. */
const placesOf = (sentence: string): string =>
  [...sentence.matchAll(/\{\w+\}/g)].map(String).sort().join(" ");

/**
 * Reads a file of words.
 *
 *     readWords('{ "language": "fr", "of": ["x.policy.md"], "sentences": { "{person} works": "{person} travaille" } }', "x.fr.json")
 *     // { "{person} works": "{person} travaille" }
 *
 * @throws WordsError where it is no such file, or a sentence has other places than its translation.
 */
export function readWords(text: string, file: string): Sentences {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WordsError(file, [(error as Error).message]);
  }
  const read = WordsFile.safeParse(value);
  if (!read.success)
    throw new WordsError(
      file,
      read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    );
  const { sentences } = read.data;
  const faults = Object.entries(sentences)
    .filter(([sentence, told]) => placesOf(sentence) !== placesOf(told))
    .map(([sentence]) => `\`${sentence}\` has other places than what stands for it`);
  if (faults.length > 0) throw new WordsError(file, faults);
  return sentences;
}

/**
 * The sentences of the registry's policy in a language: of the file beside the policy, else of the one that Comity brings along for a policy
 * of that name. None where there is no such file: the policy is shown as it is written.
 *
 * @throws WordsError
 */
export async function wordsOf({ config, store }: ServerContext, language: ToldIn): Promise<Sentences> {
  const policy = config.policyFile ?? (await store.meta()).policy ?? "";
  const name = basename(policy).replace(/\.policy\.md$/, `.${language}.json`);
  if (!name.endsWith(`.${language}.json`)) return {};
  const file = [join(dirname(policy), name), join(OWN_POLICIES, name)].find((each) => existsSync(each));
  return file === undefined ? {} : readWords(readFileSync(file, "utf8"), file);
}
