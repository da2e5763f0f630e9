/**
 * Reads an author.xml (INSPIRE): people, institutes and affiliations on the list's day. Real files break every rule of the
 * format; each thing that is mended is said, by line. Authors who stand before their organisations are held until these come.
 */
import { CalendarError, type Day, day } from "@comity/calendar";
import { CONNECTIONS, type Connection, lettersOf, orcidFault, rorFault } from "@comity/registry";
import type { Sink, Tie } from "../incoming.ts";
import { type ExchangeCode, refusal } from "../problems.ts";
import { tidyOrcid, tidyRor } from "../read/identifiers.ts";
import type { Source } from "../read/source.ts";
import { readXml } from "../read/xml-events.ts";
import { ListEvents } from "./list-events.ts";
import { type ListedAuthor, type ListedOrganisation, saysNothing } from "./list-parts.ts";
import { withoutTex } from "./tex-letters.ts";

/** More organisations than this stand on no list. */
const MOST_ORGANISATIONS = 50_000;
/** Authors who are held because what they refer to has not come yet. */
const MOST_HELD = 50_000;

const tidy = (text: string): string => text.replace(/\s+/gu, " ").trim();

class AuthorList {
  readonly #source: Source;
  readonly #sink: Sink;
  readonly #asOf: Day | undefined;
  readonly #ids = new Set<string>();
  /** By the letters of their names and addresses, for references that are no ids. */
  readonly #byName = new Map<string, string>();
  #day: Day | undefined;
  #created: { readonly text: string; readonly line: number } | undefined;
  #organisations = 0;
  #authors = 0;
  readonly #held: { readonly author: ListedAuthor; readonly ordinal: number }[] = [];

  constructor(source: Source, sink: Sink, asOf: Day | undefined) {
    this.#source = source;
    this.#sink = sink;
    this.#asOf = asOf;
  }

  #note(severity: "warning" | "repair", code: ExchangeCode, message: string, line: number): void {
    const place = { file: this.#source.name, line };
    this.#sink.note({ severity, category: "incorrect", code, message, place });
  }

  #mended(message: string, line: number): void {
    this.#note("repair", "mended", message, line);
  }

  async read(): Promise<void> {
    const events = new ListEvents({
      created: (text, line) => {
        this.#created = { text, line };
      },
      organisation: (organisation) => this.#takeOrganisation(organisation),
      author: (author) => this.#meet(author),
      mended: (message, line) => this.#note("repair", "xml-mended", message, line),
    });
    await readXml(this.#source, events);
    if (events.root !== "collaborationauthorlist")
      throw refusal(
        "no-author-list",
        { file: this.#source.name },
        `the root element is \`${events.root}\`, an author list's is \`collaborationauthorlist\``,
      );
    this.#day ??= this.#asOf ?? this.#createdOn();
    for (const { author, ordinal } of this.#held) this.#takeAuthor(author, ordinal);
  }

  /** Takes an author if all that the entry refers to is there; else the author is held. */
  #meet(author: ListedAuthor): void {
    const ordinal = ++this.#authors;
    if (this.#day === undefined && (this.#asOf !== undefined || this.#created !== undefined))
      this.#day = this.#asOf ?? this.#createdOn();
    const isThere = author.affiliations.every(({ organisation }) => this.#ids.has(tidy(organisation)));
    if (this.#day !== undefined && isThere) {
      this.#takeAuthor(author, ordinal);
      return;
    }
    if (this.#held.length >= MOST_HELD)
      throw refusal(
        "too-many-rows",
        { file: this.#source.name, line: author.line },
        `more than ${MOST_HELD} authors refer to organisations that have not come yet`,
        "put the organisations before the authors",
      );
    this.#held.push({ author, ordinal });
  }

  /** `creationDate` is written `2010-05-12_10:10`. */
  #createdOn(): Day {
    const { text, line } = this.#created ?? { text: "" };
    const help = "say of which day the list is: `--as-of 2010-12-31`";
    const place = { file: this.#source.name, ...(line === undefined ? {} : { line }) };
    const date = /^\d{4}-\d{2}-\d{2}(?=$|[T_\s])/.exec(text)?.[0];
    if (date === undefined)
      throw refusal(
        "no-list-day",
        place,
        `\`creationDate\` is \`${text.slice(0, 40)}\` and gives no day`,
        help,
      );
    try {
      return day(date);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      throw refusal("no-list-day", place, error.message, help);
    }
  }

  #text(written: string, line: number): string {
    const text = tidy(written);
    const plain = withoutTex(text);
    if (plain !== text) this.#mended(`\`${text}\` is read as \`${plain}\``, line);
    return plain;
  }

  #takeOrganisation(organisation: ListedOrganisation): void {
    const { line } = organisation;
    if (++this.#organisations > MOST_ORGANISATIONS)
      throw refusal(
        "too-many-rows",
        { file: this.#source.name, line },
        `more than ${MOST_ORGANISATIONS} organisations`,
      );
    const id = tidy(organisation.id);
    const place = { file: this.#source.name, line };
    const names = organisation.names.filter(
      ({ source }) => !/^(ror|grid|instid|isni|spiresicn-id)$/i.test(source),
    );
    const called = [organisation.name, ...names.map(({ value }) => value)]
      .map((name) => this.#text(name, line))
      .filter((name) => name !== "" && !saysNothing(name));
    const address = tidy(organisation.address);
    if (this.#ids.has(id) && id !== "")
      this.#mended(`the id \`${id}\` stands on two organisations; the first has it`, line);
    const title = called[0] ?? (address === "" ? undefined : address);
    if (title === undefined) {
      if (id !== "")
        this.#note("warning", "left-out", `the organisation \`${id}\` has no name and is left out`, line);
      return;
    }
    const local = id === "" || this.#ids.has(id) ? `organisation ${this.#organisations}` : id;
    if (id === "") this.#mended(`\`${title}\` has no id`, line);
    this.#ids.add(local);
    for (const name of [...called, address]) {
      const letters = lettersOf(name);
      if (letters !== "" && !this.#byName.has(letters)) this.#byName.set(letters, local);
    }
    const ror = this.#rorOf(organisation);
    this.#sink.take({
      table: "institutes",
      place,
      key: `o${this.#organisations}`,
      said: { title, ...(ror === undefined ? {} : { ror }) },
      ties: [],
      local,
      alsoCalled: [...new Set(called)],
      origin: "author list",
    });
  }

  #rorOf({ names }: ListedOrganisation): string | undefined {
    for (const { source, value, line } of names) {
      if (!/^ror$/i.test(source.trim())) continue;
      const written = tidy(value);
      if (written === "" || saysNothing(written)) continue;
      const { value: ror } = tidyRor(written);
      if (rorFault(ror) === undefined) return ror;
      this.#note("warning", "left-out", `\`${written}\` is not a ROR id and is left out`, line);
    }
    return undefined;
  }

  #takeAuthor(author: ListedAuthor, ordinal: number): void {
    const { line, texts } = author;
    const place = { file: this.#source.name, line };
    const name = this.#nameOf(author);
    const shown = tidy(texts.name ?? texts.authornamepaper ?? texts.familyname ?? "");
    if (name === undefined || /&[A-Za-z]\w*;/.test(`${name.familyName} ${name.givenName ?? ""}`)) {
      const message =
        name === undefined
          ? "the author has no family name"
          : "the name holds an entity that the file does not declare";
      this.#sink.refuse(
        "people",
        place,
        [
          {
            severity: "error",
            category: "incorrect",
            code: "missing-value",
            message,
            place,
            column: "family_name",
          },
        ],
        shown,
      );
      return;
    }
    if (/deceased/i.test(texts.authorstatus ?? ""))
      this.#note(
        "warning",
        "left-out",
        "the list says that the author has died; that is recorded by hand",
        line,
      );
    const orcid = this.#orcidOf(author);
    this.#sink.take({
      table: "people",
      place,
      key: `p${ordinal}`,
      said: { ...name, ...(orcid === undefined ? {} : { orcid }) },
      ties: this.#tiesOf(author, shown),
      origin: "author list",
    });
  }

  #nameOf({ texts, line }: ListedAuthor): { familyName: string; givenName?: string } | undefined {
    const text = (name: string): string => this.#text(texts[name] ?? "", line);
    let familyName = text("familyname");
    let givenName = text("givenname");
    if (familyName === "") {
      familyName = text("authornamepaperfamily");
      if (givenName === "") givenName = text("authornamepapergiven");
      const whole = text("name");
      if (familyName === "" && whole.includes(",")) {
        const [family = "", ...given] = whole.split(",");
        familyName = family.trim();
        if (givenName === "") givenName = given.join(",").trim();
      } else if (familyName === "" && whole !== "" && !whole.includes(" ")) familyName = whole;
      if (familyName !== "") this.#mended("the family name stands elsewhere in the author's entry", line);
    }
    if (familyName === "" || saysNothing(familyName)) return undefined;
    if (givenName === "") givenName = text("authornamepapergiven");
    return { familyName, ...(givenName === "" ? {} : { givenName }) };
  }

  #orcidOf({ ids }: ListedAuthor): string | undefined {
    let found: string | undefined;
    for (const { source, value, line } of ids) {
      const written = tidy(value);
      if (written === "") continue;
      if (saysNothing(written)) {
        this.#mended(`the id \`${written}\` says nothing and is left out`, line);
        continue;
      }
      if (!/orcid/i.test(source)) continue;
      const { value: orcid, mended } = tidyOrcid(written);
      const fault = orcidFault(orcid);
      if (fault !== undefined) {
        const why =
          fault === "form"
            ? "is not an ORCID iD"
            : `is not an ORCID iD: its check is \`${fault.found}\` and should be \`${fault.expected}\``;
        this.#note("warning", "left-out", `\`${written}\` ${why}; it is left out`, line);
        continue;
      }
      if (mended || written !== value) this.#mended(`\`${written}\` is read as \`${orcid}\``, line);
      if (found !== undefined && found !== orcid)
        this.#note("warning", "left-out", `a second ORCID iD of one author, \`${orcid}\`, is left out`, line);
      found ??= orcid;
    }
    return found;
  }

  #tiesOf({ affiliations }: ListedAuthor, shown: string): Tie[] {
    const ties: Tie[] = [];
    for (const { organisation, connection, line } of affiliations) {
      const place = { file: this.#source.name, line };
      const written = tidy(organisation);
      const institute = this.#ids.has(written) ? written : this.#byName.get(lettersOf(written));
      const word = tidy(connection).toLowerCase();
      const known: Connection | undefined =
        word === "" ? "affiliated with" : CONNECTIONS.find((each) => each === word);
      if (institute === undefined || known === undefined) {
        const what =
          institute === undefined
            ? `\`${written.slice(0, 120)}\` is the id of no organisation of the list`
            : `the connection \`${connection}\` is none of ${CONNECTIONS.map((each) => `\`${each}\``).join(", ")}`;
        this.#sink.refuse(
          "affiliations",
          place,
          [
            {
              severity: "error",
              category: institute === undefined ? "not found" : "incorrect",
              code: institute === undefined ? "unknown-institute" : "unknown-choice",
              message: what,
              place,
            },
          ],
          shown,
        );
        continue;
      }
      if (institute !== written)
        this.#mended(`\`${written.slice(0, 120)}\` is read as the organisation \`${institute}\``, line);
      if (ties.some((tie) => tie.institute === institute && tie.connection === known)) {
        this.#mended(`the organisation \`${institute}\` stands twice with one author`, line);
        continue;
      }
      ties.push({ place, institute, connection: known, on: this.#day! });
    }
    return ties;
  }
}

/** Reads an author.xml and hands its organisations and authors on. */
export async function readAuthorList(source: Source, sink: Sink, asOf?: Day): Promise<void> {
  await new AuthorList(source, sink, asOf).read();
}
