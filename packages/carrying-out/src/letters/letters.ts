/** Letters from readable templates: Markdown with fields in braces, one file for each language (templates/letters). */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Day, day, partsOf } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import { Liquid, type Template } from "liquidjs";
import { LANGUAGES, type Language } from "../guide/guide.ts";
import { CarryingOutError } from "../problems.ts";
import type { LetterFields } from "./letter-fields.ts";
import { letterHtml, tidied } from "./letter-markdown.ts";

/** A letter as it is sent or printed. */
export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  /** A whole document. */
  readonly html: string;
  /** Each language by itself. */
  readonly versions: readonly {
    readonly language: Language;
    readonly subject: string;
    readonly text: string;
  }[];
}

/** The templates that come with the product. */
export const LETTERS_FOLDER = fileURLToPath(new URL("../../../../templates/letters", import.meta.url));

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  fr: [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
  ],
};

/** A day as letters write it: `30 November 2024`, `1er décembre 2024`. */
export function dayInWords(on: Day, language: Language): string {
  const { year, month, day: date } = partsOf(on);
  const number = language === "fr" && date === 1 ? "1er" : String(date);
  return `${number} ${MONTHS[language][month - 1]} ${year}`;
}

interface ParsedTemplate {
  readonly subject: Template[];
  readonly body: Template[];
}

const FRONT = /^---\nsubject: (.+)\n---\n([\s\S]*)$/;

/** All templates of a folder, in every language. A template that lacks a language is refused. */
export class Letters {
  readonly #engines: ReadonlyMap<Language, Liquid>;
  readonly #templates: ReadonlyMap<string, ParsedTemplate>;
  readonly names: readonly string[];

  private constructor(
    engines: ReadonlyMap<Language, Liquid>,
    templates: ReadonlyMap<string, ParsedTemplate>,
  ) {
    this.#engines = engines;
    this.#templates = templates;
    this.names = [...new Set([...templates.keys()].map((key) => key.slice(3)))].sort();
  }

  /**
   * Reads the templates of a folder: `en/told.md` and `fr/told.md`.
   *
   * @throws CarryingOutError `letter-incomplete` where one cannot be read, or is there in one language only.
   */
  static async read(folder: string = LETTERS_FOLDER): Promise<Letters> {
    const engines = new Map(LANGUAGES.map((language) => [language, engineFor(language)]));
    const templates = new Map<string, ParsedTemplate>();
    for (const language of LANGUAGES)
      for (const file of (await readdir(join(folder, language))).sort()) {
        if (!file.endsWith(".md")) continue;
        const text = await readFile(join(folder, language, file), "utf8");
        templates.set(
          `${language}/${file.slice(0, -3)}`,
          parsed(engines.get(language)!, text, `${language}/${file}`),
        );
      }
    const letters = new Letters(engines, templates);
    for (const name of letters.names)
      for (const language of LANGUAGES)
        if (!templates.has(`${language}/${name}`))
          throw incomplete(`${language}/${name}.md`, "is missing: every letter is there in every language");
    return letters;
  }

  /**
   * A letter in one language, or in several one below the other, for whoever has not said which.
   *
   * @throws CarryingOutError `no-letter`; `letter-incomplete` where the template asks for a field that it is not given.
   */
  render(
    name: string,
    fields: (language: Language) => LetterFields,
    languages: readonly Language[],
  ): RenderedLetter {
    const parts = languages.map((language) => {
      const template = this.#templates.get(`${language}/${name}`);
      if (template === undefined)
        throw new CarryingOutError(
          "not found",
          "no-letter",
          `there is no letter \`${name}\``,
          help(name, this.names),
        );
      const engine = this.#engines.get(language)!;
      const render = (templates: Template[]): string => {
        try {
          return engine.renderSync(templates, fields(language)) as string;
        } catch (error) {
          // What the fields hold is not repeated: it may be somebody's name.
          const said =
            /undefined (variable|filter): [\w.-]+/.exec(String(error))?.[0] ?? "cannot be filled in";
          throw incomplete(`${language}/${name}.md`, said);
        }
      };
      return { language, subject: oneLine(render(template.subject)), text: tidied(render(template.body)) };
    });
    const subject = parts.map((part) => part.subject).join(" / ");
    const html = parts.map(({ text, language }) => letterHtml(text, language)).join("<hr>\n");
    return {
      subject,
      text: parts.map(({ text }) => text).join("\n----------------------------------------\n\n"),
      html: `<!doctype html>\n<html lang="${languages[0]}">\n<head><meta charset="utf-8"><title>${escapedTitle(subject)}</title></head>\n<body>\n${html}</body>\n</html>\n`,
      versions: parts,
    };
  }
}

const escapedTitle = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A header has one line: what would begin another one is a blank. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function help(name: string, names: readonly string[]): { readonly help?: string } {
  const said = didYouMean(name, names);
  return said === undefined ? {} : { help: said };
}

function incomplete(file: string, said: string): CarryingOutError {
  return new CarryingOutError("incorrect", "letter-incomplete", `the letter \`${file}\`: ${said}`);
}

function engineFor(language: Language): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    greedy: false,
  });
  engine.registerFilter("day", (text: string) => dayInWords(day(text), language));
  return engine;
}

function parsed(engine: Liquid, text: string, file: string): ParsedTemplate {
  const match = FRONT.exec(text.replaceAll("\r\n", "\n"));
  if (match === null)
    throw incomplete(file, "begins with `---`, a line `subject: ...` and `---`, and the text after them");
  try {
    return { subject: engine.parse(match[1]!), body: engine.parse(match[2]!) };
  } catch (error) {
    throw incomplete(file, error instanceof Error ? error.message.split("\n")[0]! : String(error));
  }
}
