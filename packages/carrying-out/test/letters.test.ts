/** Letters and calendars: every template in every language with every field, and the text that calendar programs read. */
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Day, day } from "@comity/calendar";
import { readPolicy } from "@comity/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarText,
  dayInWords,
  escaped,
  foldedLine,
  LANGUAGES,
  type Language,
  LETTERS_FOLDER,
  type LetterFields,
  type LetterMatter,
  Letters,
  letterFields,
  type PlanPart,
  readGuide,
} from "../src/index.ts";
import { foldedWorld, guide } from "./office-world.ts";

const root = new URL("../../../", import.meta.url);
const letters = await Letters.read();

const part: PlanPart = {
  kind: "person",
  id: "anna",
  institutes: ["east"],
  ends: [
    { of: "access", lastDay: "2024-11-30" },
    { of: "data", about: "X", lastDay: "2024-11-30", again: "2025-02-01" },
    { of: "permit", about: "anna-1", lastDay: "2024-11-30", family: true },
    { of: "account", lastDay: "2024-12-01" },
  ],
  items: [],
  letters: [],
  exceptions: [],
};
const matter: LetterMatter = {
  decision: { title: "Resolution 7 & 8", date: "2023-12-15", reference: "C/7" },
  reversal: { title: "Go on", date: "2024-02-01", reference: "C/9" },
  agreements: [
    {
      id: "ICA-BB",
      title: "Agreement with B",
      change: "ends",
      lastDay: "2024-11-30",
      parties: ["BB"],
      latestNotice: "2024-05-30",
    },
    {
      id: "MoU-X-BB",
      title: "Memorandum",
      change: "ends",
      lastDay: "2024-11-30",
      parties: ["BB"],
      with: "ICA-BB",
    },
  ],
  folded: foldedWorld(),
  guide,
  organisation: "The <laboratory>",
  office: "legal",
};
const fieldsIn = (language: Language, of = "account"): LetterFields =>
  letterFields(part, { of }, { givenName: "Anna", familyName: "Å. O'Neil <x>" }, matter, language);

describe("every letter", () => {
  const used = new Set<string>();
  const watched = (fields: LetterFields): LetterFields =>
    new Proxy(fields, {
      get: (target, name) => {
        if (Object.hasOwn(target, name)) used.add(String(name));
        return Reflect.get(target, name) as unknown;
      },
    });
  test.each(letters.names.flatMap((name) => LANGUAGES.map((language) => [name, language] as const)))(
    "%s in %s is filled in",
    (name, language) => {
      const { subject, text, html } = letters.render(name, (each) => watched(fieldsIn(each)), [language]);
      expect(subject).not.toMatch(/[{}\n]|undefined|null/);
      expect(text).not.toMatch(/[{}]|undefined|null|\n\n\n/);
      expect(text.endsWith("The <laboratory>\n")).toBe(true);
      expect(html).toContain(`lang="${language}"`);
      expect(html).toContain("The &lt;laboratory&gt;");
      expect(html).not.toMatch(/<x>|<script|style=/);
      // What is due in one language is due in the other: the same days.
      const days = (each: Language) => letters.render(name, fieldsIn, [each]).text.match(/\d{4}/g)?.sort();
      expect(days("fr")).toEqual(days("en"));
    },
  );

  test("together they use every field that there is", () => {
    expect([...used].sort()).toEqual(Object.keys(fieldsIn("en")).sort());
  });

  test("of the product's guide has a template, and every template a letter", () => {
    const read = (path: string) => readFileSync(new URL(path, root), "utf8");
    const { policy } = readPolicy(read("policies/cern.policy.md"), "cern.policy.md");
    const cern = readGuide(read("policies/cern.guide.md"), "cern.guide.md", policy!);
    expect([...new Set(cern.letters.map(({ template }) => template))].sort()).toEqual([...letters.names]);
    // Whatever a person can lose is said in words, or the letter would pass over it.
    const personal = policy!.predicates.filter(
      ({ role, columns }) =>
        role === "entitlement" && columns.some(({ kind }) => kind === "Person" || kind === "Dependant"),
    );
    expect(personal.map(({ name }) => name).filter((name) => !cern.words.has(name))).toEqual([]);
  });
});

test("days, greetings and typography are French in French", () => {
  expect([
    dayInWords(day("2024-12-01"), "fr"),
    dayInWords(day("2024-08-15"), "fr"),
    dayInWords(day("2024-12-01"), "en"),
  ]).toEqual(["1er décembre 2024", "15 août 2024", "1 December 2024"]);
  expect(fieldsIn("fr").greeting).toBe("Anna Å. O'Neil <x>,");
  for (const name of letters.names) {
    const { text } = letters.render(name, (each) => letterFields(part, { of: "account" }, {}, matter, each), [
      "fr",
    ]);
    expect(text).toMatch(/^Madame, Monsieur,/);
    // A blank goes before a colon, and English words stay out.
    expect(text.replace("The <laboratory>", "")).not.toMatch(/[a-zé]: |\b(the|your|decision of|last day)\b/i);
  }
});

test("members of a family are not named, nor is anybody whom a letter has no words for", () => {
  const { ends } = fieldsIn("en");
  expect(ends.map(({ what, about }) => [what, about])).toContainEqual(["the permits of your family", null]);
  expect(ends.map(({ about }) => about)).toContain("Experiment X");
});

describe("a template that is wrong", () => {
  const withFile = async (
    path: string,
    text: string | undefined,
    check: (folder: string) => Promise<void>,
  ): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), "comity-letters-"));
    try {
      await cp(LETTERS_FOLDER, folder, { recursive: true });
      if (text === undefined) await rm(join(folder, path));
      else await writeFile(join(folder, path), text);
      await check(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  test("is found when it is filled in, and what it was given is not repeated", () =>
    withFile("en/reversed.md", "---\nsubject: s\n---\n{{ greting }} {{ name }}", async (folder) => {
      const read = await Letters.read(folder);
      expect(() => read.render("reversed", fieldsIn, ["en"])).toThrow(
        "the letter `en/reversed.md`: undefined variable: greting",
      );
    }));
  test.each([
    [
      "fr/reversed.md",
      undefined,
      "the letter `fr/reversed.md`: is missing: every letter is there in every language",
    ],
    ["en/reversed.md", "no head", "begins with `---`"],
    ["en/reversed.md", "---\nsubject: s\n---\n{% if x %}", "tag {% if x %} not closed"],
    ["en/reversed.md", "---\nsubject: s\n---\n{{ greeting | shout }}", "undefined filter: shout"],
  ])("%s: is found when it is read: %s", (path, text, says) =>
    withFile(path, text, async (folder) => {
      await expect(Letters.read(folder)).rejects.toThrow(says);
    }),
  );
});

/** Reads a calendar back as RFC 5545 says: lines are unfolded, then texts are read. */
function readBack(text: string): Map<string, string>[] {
  const lines = text.replace(/\r\n /g, "").split("\r\n");
  const events: Map<string, string>[] = [];
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") events.push(new Map());
    const [, name = "", value = ""] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? [];
    events.at(-1)?.set(
      name,
      value.replace(/\\(.)/g, (_, each: string) => (each === "n" ? "\n" : each)),
    );
  }
  return events;
}

describe("a calendar", () => {
  const texts = fc.string({ unit: "grapheme", maxLength: 120 }).map((text) => text.replace(/\p{Cc}/gu, "-"));
  test("says whatever is in it, in lines that nobody has to cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ summary: texts, description: texts, on: fc.integer({ min: 0, max: 40_000 }) }), {
          maxLength: 5,
        }),
        (events) => {
          const text = calendarText(
            {
              name: "n",
              refreshHours: 1,
              events: events.map((event, k) => ({ ...event, uid: `u${k}`, on: event.on as Day })),
            },
            new Date("2024-01-01T00:00:00Z"),
          );
          expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
          for (const line of text.split("\r\n")) {
            expect(Buffer.byteLength(line, "utf8")).toBeLessThanOrEqual(75);
            expect(line).not.toMatch(/[\r\n]/);
          }
          // A character that is cut in two would come back as another one.
          expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
          const said = readBack(text).map((event) => [event.get("SUMMARY"), event.get("DESCRIPTION")]);
          expect(said).toEqual(events.map(({ summary, description }) => [summary, description]));
        },
      ),
    );
  });

  test("is written as the standard says", () => {
    expect(escaped("a,b;c\\d\r\ne")).toBe("a\\,b\\;c\\\\d\\ne");
    expect(foldedLine(`SUMMARY:${"é".repeat(40)}`)).toBe(
      `SUMMARY:${"é".repeat(33)}\r\n ${"é".repeat(7)}\r\n`,
    );
    const event = { uid: "u", on: day("2024-11-30"), summary: "s", categories: ["a,b", "c"] };
    expect(
      calendarText({ name: "n", refreshHours: 12, events: [event] }, new Date("2024-01-02T03:04:05.678Z")),
    ).toBe(
      [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Comity//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:n",
        "X-WR-CALNAME:n",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "UID:u",
        "DTSTAMP:20240102T030405Z",
        "DTSTART;VALUE=DATE:20241130",
        "DTEND;VALUE=DATE:20241201",
        "SUMMARY:s",
        "CATEGORIES:a\\,b,c",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
      ].join("\r\n"),
    );
  });
});
