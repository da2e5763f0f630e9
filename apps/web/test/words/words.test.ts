/** The words of the pages: the same in both languages, all there, none idle, none in code. Each rule is shown to fail on a made-up breach. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setText, setWords } from "../../src/words/set-type.ts";
import {
  type AllWords,
  breachesOfKeys,
  breachesOfLanguages,
  flat,
  type Source,
  wordsInCode,
  wordsWithoutUse,
} from "./rules.ts";

const src = fileURLToPath(new URL("../../src", import.meta.url));
const paths = readdirSync(src, { recursive: true, encoding: "utf8" });
const read = (path: string): string => readFileSync(join(src, path), "utf8");

const sources: Source[] = paths
  .filter((path) => /\.tsx?$/.test(path) && !path.includes("generated/"))
  .map((path) => ({ path, text: read(path) }));

const words: AllWords = (() => {
  const found = new Map<string, Map<string, ReadonlyMap<string, string>>>();
  for (const path of paths) {
    const [, room, language] = /^([\w-]+)\/words\/(\w+)\.json$/.exec(path) ?? [];
    if (room === undefined || language === undefined) continue;
    const languages = found.get(room) ?? new Map();
    found.set(room, languages.set(language, new Map(flat(JSON.parse(read(path))))));
  }
  return found;
})();

describe("the words of the pages", () => {
  it("are the same things in both languages", () => expect(breachesOfLanguages(words)).toEqual([]));
  it("are there for every key that code asks for, with what their texts expect", () =>
    expect(breachesOfKeys(words, sources)).toEqual([]));
  it("are all asked for", () => expect(wordsWithoutUse(words, sources)).toEqual([]));
  it("stand in no code", () => expect(wordsInCode(sources)).toEqual([]));
});

const made = (en: object, fr: object): AllWords =>
  new Map([
    [
      "room",
      new Map([
        ["en", new Map(flat(en))],
        ["fr", new Map(flat(fr))],
      ]),
    ],
  ]);
const page = (body: string): Source => ({
  path: "room/page.tsx",
  text: `const { t } = useTranslation("room"); ${body}`,
});

describe("the rules fail", () => {
  it.each<[string, object, object, string]>([
    ["a key that is missing", { a: "x" }, { b: "y" }, "room: `a` is not in French"],
    [
      "a placeholder that is another",
      { a: "{{day}}" },
      { a: "{{jour}}" },
      "room: `a` has other placeholders in French",
    ],
    ["a form without the other", { a_one: "1" }, { a_one: "1" }, "room: `a` has no form `other` in en"],
    ["an empty text", { a: "" }, { a: "y" }, "room: `a` is empty in en"],
    [
      "a mark that is lost",
      { a: "see <link>here</link>" },
      { a: "voir ici" },
      "room: `a` has other placeholders in French",
    ],
  ])("on %s", (_, en, fr, message) => expect(breachesOfLanguages(made(en, fr))).toContain(message));

  const known = made({ a: "on {{day}}", kinds: { x: "X" }, n_one: "one", n_other: "{{count}}" }, {});
  it.each<[string, string, string[]]>([
    ["a key that is not there", `t("b")`, ["room/page.tsx:1 asks for `b`, which is not there"]],
    [
      "one of two",
      `t(is === "no" ? "kinds.x" : "kinds.y")`,
      ["room/page.tsx:1 asks for `kinds.y`, which is not there"],
    ],
    [
      "a template that fits nothing",
      `t(\`sorts.\${kind}\`)`,
      ["room/page.tsx:1 asks for `sorts.*`, which is not there"],
    ],
    ["a value that is not given", `t("a", { date })`, ["room/page.tsx:1 gives `a` no `day`"]],
    [
      "a key that only another room has",
      `useTranslation(["room"]); t("b")`,
      ["room/page.tsx:1 asks for `b`, which is not there"],
    ],
    ["no value at all", `t("a")`, ["room/page.tsx:1 gives `a` no `day`"]],
    [
      "a room that is none",
      `useTranslation("rom"); t("a")`,
      ["room/page.tsx asks for words of `rom`, which are none"],
    ],
    [
      "nothing that is right",
      `t(\`kinds.\${f({ a: \`}\` })}\`); t('n', { count: 2 }); t("a", { day: f(1, 2) }); // t("z")`,
      [],
    ],
  ])("on %s", (_, body, messages) => expect(breachesOfKeys(known, [page(body)])).toEqual(messages));

  it("on words that nobody asks for", () => {
    expect(wordsWithoutUse(known, [page(`t("n", { count }); t(\`kinds.\${kind}\`)`)])).toEqual([
      "room: nothing asks for `a`",
    ]);
  });

  it("on words in code", () => {
    expect(wordsInCode([page('<p title="Why">Not there</p>'), page("<b>{a}</b><i>Comity</i>")])).toEqual([
      "room/page.tsx:1 says `Not there` in code",
      "room/page.tsx:1 says `Why` in code",
    ]);
  });
});

describe("words are set as in print", () => {
  it.each([
    ["fr", "Est-ce aujourd'hui ?", "Est-ce aujourd’hui\u202f?"],
    ["fr", "Le motif : « accord » ; fin !", "Le motif\u00a0: «\u00a0accord\u00a0»\u202f; fin\u202f!"],
    ["fr", "{{n}} %", "{{n}}\u202f%"],
    ["fr", "n'{{name}}", "n’{{name}}"],
    ["en", "one's own: all?", "one’s own: all?"],
  ])("%s: %s", (language, typed, set) => expect(setText(language, typed)).toBe(set));

  it("gives French the form for millions, and changes nothing twice", () => {
    expect(setWords("fr", { a: { n_one: "un", n_other: "{{count}} gens" } })).toEqual({
      a: { n_one: "un", n_other: "{{count}} gens", n_many: "{{count}} gens" },
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "'", " ", "?", ":", "«", "»", "1", "%") }),
        (text) => {
          const set = setText("fr", text);
          expect(setText("fr", set)).toBe(set);
        },
      ),
    );
  });
});
