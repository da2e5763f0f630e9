/**
 * Reads an author.xml (INSPIRE) as a list. The form is read by the same tolerant events as an import of people; here the list
 * itself is what is wanted, with its order, its collaborations and everything that is printed.
 */
import { CalendarError, type Day, day } from "@comity/calendar";
import {
  ListEvents,
  type ListedAuthor,
  type ListedCollaboration,
  type ListedOrganisation,
  readXml,
  refusal,
  type Source,
  saysNothing,
} from "@comity/exchange";
import type { Affiliation, Author, Collaboration } from "../list/author-list.ts";
import { CONNECTIONS, type Connection } from "../list/author-list.ts";
import { ListSheet, type ReadList, short, tidy } from "./read-parts.ts";

class AuthorXml {
  readonly #sheet: ListSheet;
  readonly #collaborations: Collaboration[] = [];
  readonly #authors: ListedAuthor[] = [];
  readonly #organisations: ListedOrganisation[] = [];
  /** What the ids of the file under way stand for; of two lists in one file each has its own. */
  #keys = new Map<string, string>();
  #collaborationKeys = new Map<string, string>();
  #created: Day | undefined;
  #reference = "";

  constructor(sheet: ListSheet) {
    this.#sheet = sheet;
  }

  async read(source: Source): Promise<ReadList> {
    const events = new ListEvents({
      begun: (line) => this.#nextList(line),
      created: (text, line) => this.#takeCreated(text, line),
      reference: (text, line) => {
        this.#reference = this.#value(text, line);
      },
      collaboration: (collaboration) => this.#takeCollaboration(collaboration),
      organisation: (organisation) => this.#organisations.push(organisation),
      author: (author) => this.#authors.push(author),
      mended: (message, line) => this.#sheet.note("repair", "xml-mended", message, line),
    });
    await readXml(source, events);
    if (events.root !== "collaborationauthorlist")
      throw refusal(
        "no-author-list",
        { file: source.name },
        `the root element is \`${events.root}\`, an author list's is \`collaborationauthorlist\``,
      );
    this.#takeAll();
    return this.#sheet.finish("author.xml", {
      collaborations: this.#collaborations,
      reference: this.#reference,
      ...(this.#created === undefined ? {} : { created: this.#created }),
    });
  }

  #takeAll(): void {
    for (const organisation of this.#organisations) this.#takeOrganisation(organisation);
    for (const author of this.#authors) this.#takeAuthor(author);
    this.#organisations.length = 0;
    this.#authors.length = 0;
  }

  /** Several lists that were put into one file, one behind the other: the ids of each mean its own organisations. */
  #nextList(line: number): void {
    if (this.#organisations.length + this.#authors.length === 0) return;
    this.#sheet.mended("another author list begins in the same file; it is read as more of the list", line);
    this.#takeAll();
    this.#keys = new Map();
    this.#collaborationKeys = new Map();
  }

  #value(text: string, line: number): string {
    return this.#sheet.text(text, line);
  }

  /** `creationDate` is written `2010-05-12_10:10`; a list can do without. */
  #takeCreated(text: string, line: number): void {
    if (text === "") return;
    const date = /^\d{4}-\d{2}-\d{2}(?=$|[T_\s])/.exec(text)?.[0] ?? "";
    try {
      this.#created = day(date);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      this.#sheet.note(
        "warning",
        "malformed-day",
        `\`creationDate\` is \`${short(text)}\` and gives no day`,
        line,
      );
    }
  }

  #takeCollaboration({ id, name, experiment, groupWith, line }: ListedCollaboration): void {
    const title = this.#value(name, line);
    const number = this.#value(experiment, line);
    if (title === "" && number === "") return;
    const written = tidy(id);
    const own = new Set(this.#collaborationKeys.values());
    // One collaboration of two lists in a file is one.
    const before = this.#collaborations.find(
      (each) => !own.has(each.key) && each.name === (title === "" ? number : title),
    );
    let key = before?.key ?? (written === "" ? `c${this.#collaborations.length + 1}` : written);
    while (before === undefined && this.#collaborations.some((each) => each.key === key)) key = `${key}+`;
    if (!this.#collaborationKeys.has(written)) this.#collaborationKeys.set(written, key);
    if (before !== undefined) return;
    const group = tidy(groupWith);
    this.#collaborations.push({
      key,
      name: title === "" ? number : title,
      ...(number === "" ? {} : { experiment: number }),
      ...(group === "" ? {} : { groupWith: this.#collaborationKeys.get(group) ?? group }),
    });
  }

  #takeOrganisation(organisation: ListedOrganisation): void {
    const { line } = organisation;
    const id = tidy(organisation.id);
    const name = this.#value(organisation.name, line);
    const address = this.#value(organisation.address, line);
    const called = organisation.names.map(({ value }) => tidy(value)).find((value) => !saysNothing(value));
    const title = [name, address, called ?? ""].find((text) => text !== "" && !saysNothing(text));
    if (title === undefined) {
      if (id !== "")
        this.#sheet.note(
          "warning",
          "left-out",
          `the organisation \`${id}\` has no name and is left out`,
          line,
        );
      return;
    }
    if (title !== name) this.#sheet.mended(`\`${title}\` stands for a name that is missing`, line);
    if (id === "") this.#sheet.mended(`\`${short(title)}\` has no id`, line);
    else if (this.#keys.has(id))
      this.#sheet.mended(`the id \`${id}\` stands on two organisations; the first has it`, line);
    const status = organisation.statuses
      .filter(({ status: said }) => tidy(said) !== "")
      .map(({ collaboration, status: said }) => ({
        ...(tidy(collaboration) === "" ? {} : { collaboration: tidy(collaboration) }),
        status: tidy(said),
      }));
    const domain = tidy(organisation.domain);
    const group = tidy(organisation.groupWith);
    const key = this.#sheet.addOrganisation(
      {
        key: id,
        name: title,
        ids: organisation.names.map(({ source, value }) => ({
          source: tidy(source) === "" ? "INTERNAL" : tidy(source),
          value,
        })),
        ...(domain === "" ? {} : { domain }),
        ...(address === "" ? {} : { address }),
        ...(status.length === 0 ? {} : { status }),
        ...(group === "" ? {} : { group }),
      },
      line,
    );
    if (id !== "" && !this.#keys.has(id)) this.#keys.set(id, key);
  }

  #takeAuthor(author: ListedAuthor): void {
    const { texts, line } = author;
    const text = (name: string): string => {
      const value = this.#value(texts[name] ?? "", line);
      return saysNothing(value) ? "" : value;
    };
    let familyName = text("familyname");
    let givenName = text("givenname");
    const whole = text("name");
    let paperName = text("authornamepaper");
    if (familyName === "") {
      familyName = text("authornamepaperfamily");
      if (givenName === "") givenName = text("authornamepapergiven");
      if (familyName !== "") this.#sheet.mended("the family name stands elsewhere in the entry", line);
    }
    if (paperName === "" && (whole !== "" || familyName !== "")) {
      paperName = whole === "" ? `${givenName} ${familyName}`.trim() : whole;
      this.#sheet.mended(`the name for the paper is missing; \`${paperName}\` stands for it`, line);
    }
    const status = text("authorstatus");
    const native = text("authornamenative");
    const suffix = text("authorsuffix");
    const funding = text("authorfunding");
    const position = author.collaborations
      .map(({ position: held }) => tidy(held))
      .filter((held) => held !== "");
    const more: Partial<Author> = {
      ...(native === "" ? {} : { nativeName: native }),
      ...(suffix === "" ? {} : { suffix }),
      ...(/deceased|late\b/i.test(status) ? { deceased: true } : {}),
      ...(status !== "" && !/deceased|late\b/i.test(status) ? { notes: [status] } : {}),
      ...(position.length === 0 ? {} : { position: [...new Set(position)].join(", ") }),
      ...(funding === "" ? {} : { funding }),
    };
    this.#sheet.addAuthor({
      line,
      paperName,
      familyName,
      givenName,
      more,
      affiliations: this.#affiliationsOf(author),
      ids: author.ids.map(({ source, value, line: own }) => ({ source: tidy(source), value, line: own })),
      collaborations: this.#collaborationsOf(author),
    });
  }

  /** Collaborations of an author: none stands for all, as where there is only one. */
  #collaborationsOf({ collaborations, line }: ListedAuthor): string[] {
    const named = new Set<string>();
    for (const { collaboration } of collaborations) {
      const written = tidy(collaboration);
      if (written === "") continue;
      const key = this.#collaborationKeys.get(written);
      if (key !== undefined) named.add(key);
      else if (this.#collaborations.length > 1)
        this.#sheet.note(
          "warning",
          "left-out",
          `\`${written}\` is the id of no collaboration of the list`,
          line,
        );
    }
    return this.#collaborations.length < 2 ? [] : [...named];
  }

  #affiliationsOf({ affiliations, texts }: ListedAuthor): Affiliation[] {
    const found: Affiliation[] = [];
    for (const { organisation, connection, line } of affiliations) {
      const written = this.#sheet.text(organisation, line);
      if (written === "" || saysNothing(written)) {
        this.#sheet.mended("an affiliation without an organisation is left out", line);
        continue;
      }
      const key = this.#keyOf(written, line, tidy(texts.authornamepaper ?? texts.familyname ?? ""));
      if (key !== undefined)
        found.push({ organisation: key, connection: this.#connectionOf(connection, line) });
    }
    return found;
  }

  #keyOf(written: string, line: number, author: string): string | undefined {
    const own = this.#keys.get(written);
    if (own !== undefined) return own;
    const called = this.#sheet.calledSo(written);
    if (called !== undefined) {
      this.#sheet.mended(`\`${short(written)}\` is read as the organisation \`${called}\``, line);
      return called;
    }
    if (/[\s,]/.test(written)) {
      this.#sheet.note(
        "warning",
        "unknown-institute",
        `\`${short(written)}\` is the id of no organisation of the list; it is kept as an organisation of that name`,
        line,
      );
      return this.#sheet.organisationOf(written, line);
    }
    this.#sheet.note(
      "error",
      "unknown-institute",
      `\`${short(written)}\` is the id of no organisation of the list; \`${author}\` is kept without this affiliation`,
      line,
    );
    return undefined;
  }

  #connectionOf(written: string, line: number): Connection {
    const word = tidy(written).toLowerCase();
    if (word === "") return "affiliated with";
    const known = CONNECTIONS.find((each) => each === word);
    if (known !== undefined) return known;
    const like =
      /^(also|now|on leave|visitor|visiting)\b/.exec(word)?.[1]?.replace("visiting", "visitor") ?? "";
    const meant = CONNECTIONS.find((each) => like !== "" && each.startsWith(like)) ?? "affiliated with";
    this.#sheet.mended(`the connection \`${short(tidy(written))}\` is read as \`${meant}\``, line);
    return meant;
  }
}

/** Reads an author.xml, whatever its dialect. */
export function readAuthorXml(source: Source): Promise<ReadList> {
  return new AuthorXml(new ListSheet(source.name)).read(source);
}
