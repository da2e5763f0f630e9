/** Sentences of the server's in French: whole or not at all, with names as they are; and the words beside CERN's policy are those of the policy. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPolicy } from "@comity/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWords, WordsError } from "../../../server/src/registry/policy-words.ts";
import { joined, phraseBook, sentencesToo } from "../../src/phrases/phrase-book.ts";
import { toldDocument } from "../../src/phrases/told-document.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");
const frames = JSON.parse(read("apps/web/src/phrases/frames.fr.json")) as Record<string, string>;
const cern = readWords(read("policies/cern.fr.json"), "cern.fr.json");
const told = phraseBook(frames, sentencesToo(cern));

describe("a book of phrases", () => {
  it.each([
    ["may enter the site", "peut entrer sur le site"],
    ["p17 may enter the site", "p17 peut entrer sur le site"],
    ["may use the data of ALICE", "peut utiliser les données d’ALICE"],
    ["may use the data of LHCb", "peut utiliser les données de LHCb"],
    ["may use the data of an experiment", "peut utiliser les données d’une expérience"],
    ["may use the data of the experiment", "peut utiliser les données de l’expérience"],
    [
      "p1 is affiliated with (a); where (a) may send new people, not so: p1 comes to (a) from where its agreement takes no newcomers",
      "p1 a une affiliation à (a) ; à ces conditions : (a) peut envoyer de nouvelles personnes, sans que ce soit le cas : p1 arrive à (a) d’un lieu dont son accord n’admet plus de nouveaux venus",
    ],
    [
      "be affiliated with an institute that may send new people and has a team in ALICE, unless the person has died",
      "avoir une affiliation à un institut qui peut envoyer de nouvelles personnes et a une équipe dans ALICE, sauf si la personne est en décès enregistré",
    ],
    ["ICA-RU is restricted: no joint meetings", "ICA-RU est restreint : pas de réunions communes"],
    ["never together on these days", "jamais ensemble ces jours-là"],
    [
      "within the last 60 days: 2020-01-01 to 2025-01-29",
      "à un moment de la période précédente de 60 jours : 2020-01-01 to 2025-01-29",
    ],
  ])("tells %j", (english, french) => expect(told(english)).toBe(french));

  it.each([
    "the moon is made of cheese",
    // A place holds names, and not half a sentence in English.
    "p1 who is always late may enter the site",
    "{acts!}; where nothing is known of it",
    "",
  ])("has nothing for %j", (english) => expect(told(english)).toBeUndefined());

  it("takes any name into its places, also one that looks like a pattern", () => {
    const name = fc
      .string({ minLength: 1, maxLength: 30 })
      .filter((text) => !/[a-z']+ [a-z']+ [a-z']+/.test(text));
    fc.assert(
      fc.property(name, (one) => {
        const book = phraseBook({ "the account `{id}` is disabled": "le compte `{id}` est désactivé" });
        expect(book(`the account \`${one}\` is disabled`)).toBe(`le compte \`${one}\` est désactivé`);
      }),
    );
  });

  it("answers soon whatever it is asked", () => {
    const long = "that is so, and where it is not, unless ".repeat(400);
    expect(told(long)).toBeUndefined();
  });

  it.each([
    ["les données de ", "une expérience", "les données d’une expérience"],
    ["les données de ", "le laboratoire", "les données du laboratoire"],
    ["arrive à ", "le laboratoire", "arrive au laboratoire"],
    ["le groupe ", "une", "le groupe une"],
  ])("joins %j and %j", (before, text, whole) => expect(joined(before, text)).toBe(whole));
});

describe("the words beside CERN's policy", () => {
  const { policy } = readPolicy(read("policies/cern.policy.md"), "cern.policy.md");
  const titles = [...policy!.records, ...policy!.predicates, ...policy!.parameters].flatMap(
    ({ title }) => title ?? [],
  );
  const written = read("policies/cern.policy.md") + read("policies/cern.guide.md");

  it("have every sentence of the policy", () =>
    expect(titles.filter((title) => !(title in cern))).toEqual([]));

  it("have none that neither the policy nor the guide has", () => {
    const known = new Set(titles);
    expect(Object.keys(cern).filter((one) => !known.has(one) && !written.includes(one))).toEqual([]);
  });

  it.each([
    ['{ "language": "fr" }', /of: /],
    ["{", /JSON/],
    [
      '{ "language": "fr", "of": ["x"], "sentences": { "{person} works": "{institute} travaille" } }',
      /`\{person\} works` has other places/,
    ],
  ])("are refused where they cannot be used: %s", (text, why) => {
    expect(() => readWords(text, "x.fr.json")).toThrow(WordsError);
    expect(() => readWords(text, "x.fr.json")).toThrow(why);
  });
});

describe("a problem document in French", () => {
  const problems = JSON.parse(read("apps/web/src/phrases/problems.fr.json")) as Record<string, string>;
  const book = phraseBook(frames, problems);

  it("is told whole, with the user's words as they are", () => {
    const document = {
      status: 400,
      detail: "a part of the body is not what is expected",
      help: "sign in again",
      errors: [{ path: "body.lmit", message: "unknown field `lmit`", help: "did you mean `limit`?" }],
    };
    expect(toldDocument(document, book)).toEqual({
      status: 400,
      detail: "une partie de ce qui est envoyé n’est pas ce qui est attendu",
      help: "connectez-vous à nouveau",
      errors: [
        { path: "body.lmit", message: "champ inconnu `lmit`", help: "vouliez-vous dire `limit`\u202f?" },
      ],
    });
    expect(toldDocument({ ...document, help: "look behind the moon" }, book)).toBeUndefined();
  });

  it("has the same places in both languages, in every phrase", () => {
    const places = (text: string): string => [...text.matchAll(/\{\w+/g)].map(String).sort().join(" ");
    const all = Object.entries({ ...frames, ...problems });
    expect(all.filter(([english, french]) => places(english) !== places(french))).toEqual([]);
  });
});
