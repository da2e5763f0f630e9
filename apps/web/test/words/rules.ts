/** What holds for the words of the pages: both languages say the same things, and code asks only for what there is. */
import { readCalls, withoutComments } from "./calls.ts";

/** A file of words, its keys joined by points. */
export type Words = ReadonlyMap<string, string>;
/** By room, then by language. */
export type AllWords = ReadonlyMap<string, ReadonlyMap<string, Words>>;
export interface Source {
  /** Below `src`: `people/person-page.tsx`. */
  readonly path: string;
  readonly text: string;
}

const LANGUAGES = ["en", "fr"];
/** Forms of number, which i18next adds to a key. French has `many` for millions; `set-type.ts` makes it of `other`. */
const FORM = /_(zero|one|two|few|many|other)$/;
const base = (key: string): string => key.replace(FORM, "");

export function flat(words: unknown, before = ""): [string, string][] {
  if (typeof words === "string") return [[before, words]];
  return Object.entries(words as object).flatMap(([name, inner]) =>
    flat(inner, before === "" ? name : `${before}.${name}`),
  );
}

/** What a text expects to be given: `{{day}}` and `{{count, number}}` give `day`, `count`. */
export const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/{{-?\s*(\w+)[^}]*}}/g)].map(([, name]) => name!))].sort();

/** Marks of a text that stand for elements, `<1>`, `<link>`: translations keep them. */
const marks = (text: string): string[] => [...new Set(text.match(/<\/?\w+\/?>/g) ?? [])].sort();

/** Both languages have the same keys, forms of number whole, with the same placeholders, and nothing is empty. */
export function breachesOfLanguages(all: AllWords): string[] {
  return [...all].flatMap(([room, languages]) => {
    const missing = LANGUAGES.filter((language) => !languages.has(language));
    if (missing.length > 0) return missing.map((language) => `${room} has no words in ${language}`);
    const [en, fr] = LANGUAGES.map((language) => languages.get(language)!) as [Words, Words];
    return [
      ...[...en.keys()].filter((key) => !fr.has(key)).map((key) => `${room}: \`${key}\` is not in French`),
      ...[...fr.keys()].filter((key) => !en.has(key)).map((key) => `${room}: \`${key}\` is not in English`),
      ...[...languages].flatMap(([language, words]) => breachesOfForms(room, language, words)),
      ...[...en].flatMap(([key, text]) => {
        const other = fr.get(key);
        const isAlike =
          other === undefined ||
          // "one person" need not name the figure that "{{count}} people" names.
          (FORM.test(key)
            ? placeholders(text).filter((name) => name !== "count")
            : placeholders(text)
          ).join() ===
            (FORM.test(key)
              ? placeholders(other).filter((name) => name !== "count")
              : placeholders(other)
            ).join();
        const sameMarks = other === undefined || marks(text).join() === marks(other).join();
        return isAlike && sameMarks ? [] : [`${room}: \`${key}\` has other placeholders in French`];
      }),
    ];
  });
}

function breachesOfForms(room: string, language: string, words: Words): string[] {
  return [...words].flatMap(([key, text]) => {
    const found = [];
    if (text.trim() === "") found.push(`${room}: \`${key}\` is empty in ${language}`);
    if (FORM.test(key))
      for (const form of ["one", "other"])
        if (!words.has(`${base(key)}_${form}`))
          found.push(`${room}: \`${base(key)}\` has no form \`${form}\` in ${language}`);
    return found;
  });
}

const pattern = (key: string): RegExp =>
  new RegExp(
    `^${key
      .split("*")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".+")}$`,
  );

/** The keys of a file of words that a key of code, or a pattern, means; forms of number are forms of one key. */
function meant(words: Words, key: string): string[] {
  const sought = pattern(key);
  return [...words.keys()].filter((known) => sought.test(known) || sought.test(base(known)));
}

const roomOf = (path: string): string => path.slice(0, path.indexOf("/"));

/** Every key that code asks for is there, and gets every value that its text expects. */
export function breachesOfKeys(all: AllWords, sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const { rooms, calls } = readCalls(text);
    const own = rooms.length > 0 ? rooms : [roomOf(path), "shell"];
    const unknown = own.filter((room) => rooms.length > 0 && !all.has(room));
    if (unknown.length > 0) return [`${path} asks for words of \`${unknown[0]}\`, which are none`];
    return calls.flatMap(({ line, keys, values }) =>
      keys.flatMap((key) => {
        const [before, after] = key.includes(":") ? (key.split(":") as [string, string]) : [undefined, key];
        const where = before === undefined ? own : [before];
        const words = where.flatMap((room) => {
          const known = all.get(room)?.get("en");
          return known === undefined ? [] : meant(known, after).map((name) => known.get(name)!);
        });
        if (words.length === 0) return [`${path}:${line} asks for \`${key}\`, which is not there`];
        // A pattern may mean texts of which each is given what it needs; they are held one by one only where the key is said.
        if (values === undefined || key.includes("*")) return [];
        const expected = new Set(words.flatMap(placeholders));
        const lacking = [...expected].filter((name) => !values.includes(name));
        return lacking.length === 0 ? [] : [`${path}:${line} gives \`${key}\` no \`${lacking[0]}\``];
      }),
    );
  });
}

/** Words that no code asks for: a key counts as asked for where any literal of the pages says it, whole or as a pattern. */
export function wordsWithoutUse(all: AllWords, sources: readonly Source[]): string[] {
  const read = sources.map(({ text }) => readCalls(text).literals.map((key) => key.replace(/^[\w-]+:/, "")));
  const plain = new Set(read.flat().filter((key) => !key.includes("*")));
  const patterns = [...new Set(read.flat())]
    .filter((key) => key.includes("*") && /^[\w.*-]+$/.test(key) && key.replaceAll("*", "").length > 1)
    .map(pattern);
  return [...all].flatMap(([room, languages]) =>
    [...(languages.get("en")?.keys() ?? [])]
      .filter(
        (key) => !plain.has(key) && !plain.has(base(key)) && !patterns.some((one) => one.test(base(key))),
      )
      .map((key) => `${room}: nothing asks for \`${key}\``),
  );
}

/** The product's own name is the same in every language. */
const SAME_EVERYWHERE = new Set(["Comity"]);

/** Text that stands in code: it would be there in one language only. */
export function wordsInCode(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.endsWith(".tsx"))
    .flatMap(({ path, text }) => {
      const source = withoutComments(text);
      const texts = [
        ...source.matchAll(/(?<![=-])>\s*([A-Za-zÀ-ÿ][^<>{}=;()]*?)\s*<\/[A-Za-z]/g),
        ...source.matchAll(
          /\s(?:aria-label|title|label|placeholder|description|alt)="([^"]*[A-Za-zÀ-ÿ][^"]*)"/g,
        ),
      ];
      return texts
        .filter(([, said]) => !SAME_EVERYWHERE.has(said!))
        .map((found) => {
          const line = source.slice(0, found.index).split("\n").length;
          return `${path}:${line} says \`${found[1]}\` in code`;
        });
    });
}
