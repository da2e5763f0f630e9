/**
 * Writes an author.xml (INSPIRE), valid by `author.dtd` of August 2010 whatever the list: elements in their order, ids that
 * are names and unique, no reference that leads nowhere. A neutral line is written with its text alone.
 */
import { formatDay } from "@comity/calendar";
import { NAMESPACES } from "@comity/exchange";
import type { Author, AuthorList, Connection, Identifier, Organisation } from "../list/author-list.ts";
import { partsOfName } from "../list/paper-name.ts";
import { notHeld, type Particular, type WrittenList } from "./write-parts.ts";
import { element, optional, XmlIds, xmlText } from "./xml-text.ts";

const HELD: ReadonlySet<Particular> = new Set<Particular>([
  "orcid",
  "ids",
  "organisation ids",
  "address",
  "deceased",
  "funding",
  "native name",
  "position",
  "collaborations",
  "reference",
  "domain",
  "status",
  "group",
]);

/** As the format's own documentation writes the connections; "Now at" is not among them and is plain text like the others. */
const CONNECTED: Readonly<Record<Connection, string>> = {
  "affiliated with": "Affiliated with",
  "also at": "Also at",
  "now at": "Now at",
  "on leave from": "On leave from",
  visitor: "Visitor",
};

const writtenId = ({ source, value }: Identifier): string =>
  source === "ROR" ? `https://ror.org/${value}` : value;

class AuthorXml {
  readonly #list: AuthorList;
  readonly #ids = new XmlIds();
  readonly #organisations: ReadonlySet<string>;
  readonly #collaborations: ReadonlySet<string>;
  readonly #lines: string[] = [];

  constructor(list: AuthorList) {
    this.#list = list;
    this.#organisations = new Set(list.organisations.map(({ key }) => key));
    this.#collaborations = new Set(list.collaborations.map(({ key }) => key));
  }

  write(): string {
    const { created, reference, collaborations, organisations, authors } = this.#list;
    const spaces = Object.entries(NAMESPACES).map(([name, uri]) => `${name}="${uri}"`);
    this.#lines.push(
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<!DOCTYPE collaborationauthorlist SYSTEM "author.dtd">',
      `<collaborationauthorlist ${spaces.join(" ")}>`,
      element("cal:creationDate", created === undefined ? "" : formatDay(created)),
      element("cal:publicationReference", reference ?? ""),
      "<cal:collaborations>",
    );
    // Ids of collaborations first, so that an author without one means the first, as the document type has it.
    for (const { key } of collaborations) this.#ids.of("c", key);
    for (const { key, name, experiment, groupWith } of collaborations) {
      const group =
        groupWith === undefined || !this.#collaborations.has(groupWith)
          ? ""
          : `<cal:group with="${this.#ids.of("c", groupWith)}"/>`;
      this.#lines.push(
        `<cal:collaboration id="${this.#ids.of("c", key)}">${element("foaf:name", name)}${optional("cal:experimentNumber", experiment)}${group}</cal:collaboration>`,
      );
    }
    // The document type wants at least one of each.
    if (collaborations.length === 0)
      this.#lines.push(`<cal:collaboration id="${this.#ids.of("c", "1")}"><foaf:name/></cal:collaboration>`);
    this.#lines.push("</cal:collaborations>", "<cal:organizations>");
    for (const organisation of organisations) this.#organisation(organisation);
    if (organisations.length === 0)
      this.#lines.push(`<foaf:Organization id="${this.#ids.of("o", "0")}"><foaf:name/></foaf:Organization>`);
    this.#lines.push("</cal:organizations>", "<cal:authors>");
    for (const author of authors) this.#author(author);
    this.#lines.push("</cal:authors>", "</collaborationauthorlist>", "");
    return this.#lines.join("\n");
  }

  #organisation({ key, name, ids, domain, address, status, group, neutral }: Organisation): void {
    const parts = [`<foaf:Organization id="${this.#ids.of("o", key)}">`];
    if (neutral === true) parts.push(element("foaf:name", name));
    else {
      parts.push(optional("cal:orgDomain", domain), element("foaf:name", name));
      for (const id of ids)
        parts.push(element("cal:orgName", writtenId(id), ` source="${xmlText(id.source)}"`));
      for (const { collaboration, status: said } of status ?? []) {
        const isKnown = collaboration !== undefined && this.#collaborations.has(collaboration);
        parts.push(
          element(
            "cal:orgStatus",
            said,
            isKnown ? ` collaborationid="${this.#ids.of("c", collaboration)}"` : "",
          ),
        );
      }
      parts.push(optional("cal:orgAddress", address));
      if (group !== undefined && this.#organisations.has(group))
        parts.push(`<cal:group with="${this.#ids.of("o", group)}"/>`);
    }
    this.#lines.push(`${parts.join("")}</foaf:Organization>`);
  }

  #author(author: Author): void {
    const { paperName, familyName, givenName, nativeName, suffix, affiliations, ids, funding } = author;
    const paper = partsOfName(paperName);
    const lines = [
      "<foaf:Person>",
      element("foaf:name", givenName === undefined ? paperName : `${givenName} ${familyName}`),
      optional("cal:authorNameNative", nativeName),
      optional("foaf:givenName", givenName),
      element("foaf:familyName", familyName),
      optional("cal:authorSuffix", suffix),
      author.deceased === true ? element("cal:authorStatus", "Deceased") : "",
      element("cal:authorNamePaper", paperName),
      optional("cal:authorNamePaperGiven", paper.givenName),
      optional("cal:authorNamePaperFamily", paper.familyName),
      this.#collaboration(author),
      this.#affiliations(affiliations),
    ];
    if (ids.length > 0)
      lines.push(
        `<cal:authorids>${ids.map((id) => element("cal:authorid", id.value, ` source="${xmlText(id.source)}"`)).join("")}</cal:authorids>`,
      );
    lines.push(optional("cal:authorFunding", funding), "</foaf:Person>");
    this.#lines.push(...lines.filter((line) => line !== ""));
  }

  /** The document type has room for one collaboration of an author. */
  #collaboration({ collaborations, position }: Author): string {
    const [first = this.#list.collaborations[0]?.key] = collaborations.filter((key) =>
      this.#collaborations.has(key),
    );
    if (first === undefined || (collaborations.length === 0 && position === undefined)) return "";
    const place = position === undefined ? "" : ` position="${xmlText(position)}"`;
    return `<cal:authorCollaboration collaborationid="${this.#ids.of("c", first)}"${place}/>`;
  }

  #affiliations(affiliations: Author["affiliations"]): string {
    const known = affiliations.filter(({ organisation }) => this.#organisations.has(organisation));
    if (known.length === 0) return "";
    const lines = known.map(({ organisation, connection }) => {
      const kind = connection === "affiliated with" ? "" : ` connection="${CONNECTED[connection]}"`;
      return `<cal:authorAffiliation organizationid="${this.#ids.of("o", organisation)}"${kind}/>`;
    });
    return `<cal:authorAffiliations>${lines.join("")}</cal:authorAffiliations>`;
  }
}

/** Writes a list as an author.xml. */
export function writeAuthorXml(list: AuthorList): WrittenList {
  const notes = notHeld(list, HELD);
  const several = list.authors.filter(({ collaborations }) => collaborations.length > 1).length;
  if (several > 0) notes.push(`the format holds one collaboration of an author, of ${several} the first`);
  return {
    format: "author.xml",
    content: new AuthorXml(list).write(),
    mediaType: "application/xml; charset=utf-8",
    extension: ".xml",
    notes,
  };
}
