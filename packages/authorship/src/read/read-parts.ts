/** What readers answer with, and the sheet on which they put a list together. */
import type { Day } from "@comity/calendar";
import { type ExchangeProblem, refusal, saysNothing, tidyOrcid, tidyRor, withoutTex } from "@comity/exchange";
import { lettersOf, orcidFault, rorFault } from "@comity/registry";
import type { Author, AuthorList, Collaboration, Identifier, Organisation } from "../list/author-list.ts";
import { isNeutralLine } from "../list/neutral-line.ts";
import { partsOfName } from "../list/paper-name.ts";

/** Formats that can be read; what a file is, is told by what stands in it. */
export type ReadFormat =
  | "author.xml"
  | "jats"
  | "elsevier"
  | "json"
  | "opendata"
  | "inspire"
  | "datacite"
  | "csv"
  | "xlsx"
  | "tex"
  | "html"
  | "text";

/** A list as it was read, with everything that was mended, noticed or left out. */
export interface ReadList {
  readonly list: AuthorList;
  readonly format: ReadFormat;
  /** In the order of the file's lines: an `error` left something out, a `warning` warns, a `repair` was mended. */
  readonly notes: readonly ExchangeProblem[];
  /** Authors that the file has. Each stands in the list or is one of `leftOut`. */
  readonly authorsIn: number;
  /** Authors who could not be read at all; each has an `error` among the notes with the code `unnamed-author`. */
  readonly leftOut: number;
}

/** More of each than stands on any list. */
const MOST_AUTHORS = 100_000;
const MOST_ORGANISATIONS = 50_000;
/** Notes that say the same of many lines are kept up to this number of each. */
const MOST_NOTES = 100_000;

export const tidy = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** An author under way: what is empty or absent is left out of the list. */
export interface AuthorDraft {
  readonly line: number;
  /** By default made from the author's place in the list. */
  readonly key?: string;
  readonly paperName?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly more?: Omit<
    Partial<Author>,
    "key" | "paperName" | "familyName" | "givenName" | "affiliations" | "ids" | "collaborations"
  >;
  readonly affiliations?: Author["affiliations"];
  readonly ids?: readonly Identifier[];
  readonly collaborations?: readonly string[];
}

/** An organisation under way. */
export interface OrganisationDraft extends Omit<Organisation, "key" | "ids" | "neutral"> {
  readonly key?: string;
  /** Said to be a neutral line, whatever its words. */
  readonly isNeutral?: boolean;
  readonly ids?: readonly Identifier[];
}

/** Collects a list, part by part, and checks what can be checked of each. */
export class ListSheet {
  readonly #file: string;
  readonly #notes: ExchangeProblem[] = [];
  readonly #organisations: Organisation[] = [];
  readonly #keys = new Set<string>();
  readonly #byName = new Map<string, string>();
  readonly #byText = new Map<string, string>();
  readonly #authors: Author[] = [];
  readonly #lines: number[] = [];
  #leftOut = 0;

  constructor(file: string) {
    this.#file = file;
  }

  get authorsIn(): number {
    return this.#authors.length + this.#leftOut;
  }

  note(
    severity: ExchangeProblem["severity"],
    code: ExchangeProblem["code"],
    message: string,
    line: number,
    help?: string,
  ): void {
    if (this.#notes.length >= MOST_NOTES)
      throw refusal("malformed-text", this.#place(line), `more than ${MOST_NOTES} things are wrong`);
    const category = code === "unknown-mark" || code === "unknown-institute" ? "not found" : "incorrect";
    this.#notes.push({
      severity,
      category,
      code,
      message,
      place: this.#place(line),
      ...(help === undefined ? {} : { help }),
    });
  }

  mended(message: string, line: number): void {
    this.note("repair", "mended", message, line);
  }

  #place(line: number): { file: string; line: number } {
    return { file: this.#file, line };
  }

  /** Text with its blanks tidied and its TeX read; where there was TeX, it is said. */
  text(written: string, line: number): string {
    const text = tidy(written);
    const plain = withoutTex(text).normalize("NFC");
    if (plain !== text && plain !== text.normalize("NFC"))
      this.mended(`\`${short(text)}\` is read as \`${short(plain)}\``, line);
    return plain;
  }

  /** Adds an organisation; its key, which is another than asked for where that is taken. */
  addOrganisation(draft: OrganisationDraft, line: number): string {
    if (this.#organisations.length >= MOST_ORGANISATIONS)
      throw refusal("too-many-rows", this.#place(line), `more than ${MOST_ORGANISATIONS} organisations`);
    const asked = draft.key ?? "";
    let key = asked === "" ? `o${this.#organisations.length + 1}` : asked;
    while (this.#keys.has(key)) key = `${key}+`;
    this.#keys.add(key);
    const neutral = draft.isNeutral === true || isNeutralLine(draft.name);
    const ids = this.organisationIds(draft.ids ?? [], line);
    if (neutral && (ids.length > 0 || (draft.country ?? "") !== ""))
      this.note(
        "warning",
        "left-out",
        `the neutral line \`${short(draft.name)}\` carries ${ids.length > 0 ? `the id \`${ids[0]!.value}\`` : `the country \`${draft.country}\``}, which is left out`,
        line,
        "a neutral line names no institute: whoever matches it would take the wrong one",
      );
    const { country, isNeutral: _isNeutral, ...bare } = draft;
    const own = neutral || country === undefined ? bare : { ...bare, country };
    const organisation: Organisation = {
      ...own,
      key,
      ids: neutral ? [] : ids,
      ...(neutral ? { neutral: true } : {}),
    };
    this.#organisations.push(organisation);
    for (const name of [draft.name, draft.address ?? "", ...ids.map(({ value }) => value)]) {
      const letters = lettersOf(name);
      if (letters !== "" && !this.#byName.has(letters)) this.#byName.set(letters, key);
    }
    return key;
  }

  /** The key of the organisation that is printed so, made where there is none yet. */
  organisationOf(name: string, line: number, more: Omit<OrganisationDraft, "name"> = {}): string {
    const known = this.#byText.get(name);
    if (known !== undefined) return known;
    const key = this.addOrganisation({ name, ...more }, line);
    this.#byText.set(name, key);
    return key;
  }

  /** Whether an organisation has this key. */
  hasKey(key: string): boolean {
    return this.#keys.has(key);
  }

  /** The organisation whose name, address or id has these letters. */
  calledSo(text: string): string | undefined {
    return this.#byName.get(lettersOf(text));
  }

  /** Identifiers of an organisation: those that say nothing, and ROR ids that are none, are left out and said. */
  organisationIds(written: readonly Identifier[], line: number): Identifier[] {
    const ids: Identifier[] = [];
    for (const { source, value } of written) {
      const text = tidy(value);
      if (text === "") continue;
      if (saysNothing(text)) {
        this.mended(`the id \`${text}\` says nothing and is left out`, line);
        continue;
      }
      if (!/^ror$/i.test(source)) {
        ids.push({ source, value: text });
        continue;
      }
      const { value: ror } = tidyRor(text);
      if (rorFault(ror) === undefined) ids.push({ source: "ROR", value: ror });
      else this.note("warning", "left-out", `\`${short(text)}\` is not a ROR id and is left out`, line);
    }
    return ids;
  }

  /** Identifiers of a person, likewise; of ORCID iDs the first that is one counts. */
  personIds(written: readonly (Identifier & { readonly line?: number })[], line: number): Identifier[] {
    const ids: Identifier[] = [];
    for (const { source, value, line: own = line } of written) {
      const text = tidy(value);
      if (text === "") continue;
      if (saysNothing(text)) {
        this.mended(`the id \`${text}\` says nothing and is left out`, own);
        continue;
      }
      if (!/orcid/i.test(source)) {
        if (source === "INSPIRE" && !/^INSPIRE-\d{8}$/.test(text))
          this.note(
            "warning",
            "malformed-identifier",
            `\`${short(text)}\` is not an INSPIRE id; it is kept`,
            own,
          );
        if (!ids.some((id) => id.source === source && id.value === text)) ids.push({ source, value: text });
        continue;
      }
      const orcid = this.#orcid(text, own);
      if (orcid === undefined) continue;
      const known = ids.find((id) => id.source === "ORCID");
      if (known === undefined) ids.push({ source: "ORCID", value: orcid });
      else if (known.value !== orcid)
        this.note("warning", "left-out", `a second ORCID iD of one author, \`${orcid}\`, is left out`, own);
    }
    return ids;
  }

  #orcid(written: string, line: number): string | undefined {
    const { value, mended } = tidyOrcid(written);
    const fault = orcidFault(value);
    if (fault === undefined) {
      if (mended && !/^https?:\/\/orcid\.org\/[\dX-]+$/.test(written))
        this.mended(`\`${written}\` is read as \`${value}\``, line);
      return value;
    }
    const why =
      fault === "form"
        ? "is not an ORCID iD"
        : `is not an ORCID iD: its check is \`${fault.found}\` and should be \`${fault.expected}\``;
    this.note("warning", "wrong-check-digit", `\`${short(written)}\` ${why}; it is left out`, line);
    return undefined;
  }

  /** Adds an author; one without any name is counted and reported. The author's place in the list, from 0. */
  addAuthor(draft: AuthorDraft): number | undefined {
    const { line } = draft;
    if (this.authorsIn >= MOST_AUTHORS)
      throw refusal("too-many-rows", this.#place(line), `more than ${MOST_AUTHORS} authors`);
    const family = draft.familyName ?? "";
    const given = draft.givenName ?? "";
    const paperName = draft.paperName ?? (family === "" ? "" : `${given} ${family}`.trim());
    if (paperName === "" || saysNothing(paperName) || !/\p{L}/u.test(paperName)) {
      this.#leftOut++;
      this.note(
        "error",
        "unnamed-author",
        paperName === ""
          ? "the author has no name and is left out"
          : `the author is called \`${short(paperName)}\`, which is no name; the entry is left out`,
        line,
      );
      return undefined;
    }
    const parts =
      family === ""
        ? partsOfName(paperName)
        : { familyName: family, ...(given === "" ? {} : { givenName: given }) };
    const ids = this.personIds(draft.ids ?? [], line);
    const affiliations = (draft.affiliations ?? []).filter((each, at, all) => {
      const first = all.findIndex(
        ({ organisation, connection }) =>
          organisation === each.organisation && connection === each.connection,
      );
      if (first < at)
        this.mended(`the organisation \`${each.organisation}\` stands twice with one author`, line);
      return first === at;
    });
    this.#lines.push(line);
    return (
      this.#authors.push({
        ...draft.more,
        ...parts,
        key: draft.key ?? `author-${this.authorsIn + 1}`,
        paperName,
        affiliations,
        ids,
        collaborations: draft.collaborations ?? [],
      }) - 1
    );
  }

  /** Replaces what is said of an author who was added. */
  amendAuthor(at: number, change: (author: Author) => Author): void {
    this.#authors[at] = change(this.#authors[at]!);
  }

  authorAt(at: number): Author {
    return this.#authors[at]!;
  }

  lineOf(at: number): number {
    return this.#lines[at]!;
  }

  /** What can only be told when the whole list is there, and the list. */
  finish(
    format: ReadFormat,
    about: {
      readonly collaborations?: readonly Collaboration[];
      readonly reference?: string;
      readonly title?: string;
      readonly created?: Day;
      readonly acknowledgements?: AuthorList["acknowledgements"];
    } = {},
  ): ReadList {
    if (this.authorsIn === 0)
      throw refusal("no-author", { file: this.#file }, "no author was found", "is it an author list?");
    this.#sharedIds();
    this.#sameNames();
    const { reference, title, created } = about;
    const list: AuthorList = {
      ...(reference === undefined || reference === "" ? {} : { reference }),
      ...(title === undefined || title === "" ? {} : { title }),
      ...(created === undefined ? {} : { created }),
      collaborations: about.collaborations ?? [],
      organisations: this.#organisations,
      authors: this.#authors,
      acknowledgements: about.acknowledgements ?? [],
    };
    const notes = [...this.#notes].sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
    return { list, format, notes, authorsIn: this.authorsIn, leftOut: this.#leftOut };
  }

  /** An iD that stands on two people identifies neither; one person listed twice has the same name, which is said anyway. */
  #sharedIds(): void {
    const first = new Map<string, number>();
    for (const [at, { ids, paperName }] of this.#authors.entries())
      for (const { source, value } of ids) {
        if (source !== "ORCID" && source !== "INSPIRE") continue;
        const known = first.get(value);
        if (known === undefined) first.set(value, at);
        else
          this.note(
            "warning",
            "shared-orcid",
            `the ${source === "ORCID" ? "ORCID iD" : "INSPIRE id"} \`${value}\` of \`${paperName}\` stands in line ${this.#lines[known]} on \`${this.#authors[known]!.paperName}\` as well`,
            this.#lines[at]!,
            "it identifies one person; the list is kept as it stands",
          );
      }
  }

  #sameNames(): void {
    const first = new Map<string, number>();
    for (const [at, { paperName }] of this.#authors.entries()) {
      const known = first.get(paperName);
      if (known === undefined) first.set(paperName, at);
      else
        this.note(
          "warning",
          "same-name",
          `\`${paperName}\` stands in line ${this.#lines[known]} as well: two people, or one twice`,
          this.#lines[at]!,
        );
    }
  }
}

/** A file's own words, cut where they would fill a page. */
export function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
