/** From the events of an author.xml to its organisations and authors, whatever order they stand in. */
import type { XmlHandler } from "../read/xml-events.ts";
import {
  type ListedAffiliation,
  type ListedAuthor,
  type ListedCollaboration,
  type ListedId,
  type ListedMembership,
  type ListedOrganisation,
  type ListedStatus,
  MISNAMED,
  NAMESPACES,
  ORDER,
} from "./list-parts.ts";

export interface ListTaker {
  /** A root element begins; a file may hold several lists, one behind the other. */
  begun?(line: number): void;
  /** The text of `creationDate`. */
  created(text: string, line: number): void;
  /** The text of `publicationReference`. */
  reference?(text: string, line: number): void;
  collaboration?(collaboration: ListedCollaboration): void;
  organisation(organisation: ListedOrganisation): void;
  author(author: ListedAuthor): void;
  mended(message: string, line: number): void;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  /** The place in the order of its parent's children of the last child. */
  last: number;
}

/** An element's name in small letters and as the format has it, and whether it was written otherwise. */
interface ElementName {
  readonly name: string;
  readonly isMended: boolean;
}

/** More than any format has. */
const MOST_NAMES = 1000;

/** What is under way. */
type Under<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/** Value of an attribute whatever its capitals. */
function attribute({ attributes }: OpenElement, name: string): string {
  const key = Object.keys(attributes).find((each) => each.toLowerCase() === name);
  return key === undefined ? "" : attributes[key]!;
}

const FIELDS = new Set(ORDER.person);

export class ListEvents implements XmlHandler {
  readonly #taker: ListTaker;
  readonly #open: OpenElement[] = [];
  readonly #names = new Map<string, ElementName>();
  #collaboration: Under<ListedCollaboration> | undefined;
  #organisation: (Under<ListedOrganisation> & { names: ListedId[]; statuses: ListedStatus[] }) | undefined;
  #author:
    | {
        texts: Record<string, string>;
        collaborations: ListedMembership[];
        affiliations: ListedAffiliation[];
        ids: ListedId[];
        line: number;
      }
    | undefined;
  /** The name of the root element. */
  root: string | undefined;

  constructor(taker: ListTaker) {
    this.#taker = taker;
  }

  mended(message: string, line: number): void {
    this.#taker.mended(message, line);
  }

  open(written: string, attributes: Readonly<Record<string, string>>, line: number): void {
    const { name, isMended } = this.#nameOf(written);
    if (isMended) this.#taker.mended(`\`${written}\` is read as \`${name}\``, line);
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#begin(name, attributes, line);
    else this.#checkOrder(parent, name, line);
    this.#open.push({ name, attributes, line, last: -1 });
    if (name === "organization") {
      const parts = { id: "", name: "", domain: "", address: "", groupWith: "" };
      this.#organisation = { ...parts, names: [], statuses: [], line };
    } else if (name === "person")
      this.#author = { texts: {}, collaborations: [], affiliations: [], ids: [], line };
    else if (name === "collaboration")
      this.#collaboration = { id: "", name: "", experiment: "", groupWith: "", line };
  }

  /** A file has few names of elements, each thousands of times. */
  #nameOf(written: string): ElementName {
    const known = this.#names.get(written);
    if (known !== undefined) return known;
    const name = (MISNAMED[written] ?? written).toLowerCase();
    const isMended = written.toLowerCase() !== name || (name in MISNAMED && written !== name);
    const found = { name, isMended };
    if (this.#names.size < MOST_NAMES) this.#names.set(written, found);
    return found;
  }

  #begin(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    this.root = name;
    this.#taker.begun?.(line);
    if (name !== "collaborationauthorlist") return;
    for (const [key, expected] of Object.entries(NAMESPACES))
      if (attributes[key] !== undefined && attributes[key] !== expected)
        this.#taker.mended(`the namespace \`${attributes[key]}\` is read as \`${expected}\``, line);
  }

  #checkOrder(parent: OpenElement, name: string, line: number): void {
    const at = ORDER[parent.name]?.indexOf(name) ?? -1;
    if (at < 0) return;
    if (at < parent.last) this.#taker.mended(`\`${name}\` stands out of order in \`${parent.name}\``, line);
    parent.last = Math.max(parent.last, at);
  }

  close(_written: string, text: string, line: number): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const { name } = element;
    if (name === "creationdate") this.#taker.created(text.trim(), element.line);
    else if (name === "publicationreference") this.#taker.reference?.(text.trim(), element.line);
    if (this.#organisation !== undefined) this.#inOrganisation(element, text);
    else if (this.#author !== undefined) this.#inAuthor(element, text, line);
    else if (this.#collaboration !== undefined) this.#inCollaboration(element, text);
  }

  #inCollaboration(element: OpenElement, text: string): void {
    const collaboration = this.#collaboration!;
    switch (element.name) {
      case "collaboration":
        collaboration.id = attribute(element, "id");
        this.#collaboration = undefined;
        this.#taker.collaboration?.(collaboration);
        break;
      case "name":
        collaboration.name = text;
        break;
      case "experimentnumber":
        collaboration.experiment = text;
        break;
      case "group":
        collaboration.groupWith = attribute(element, "with");
    }
  }

  #inOrganisation(element: OpenElement, text: string): void {
    const organisation = this.#organisation!;
    const parent = this.#open.at(-1)?.name;
    switch (element.name) {
      case "organization":
        organisation.id = attribute(element, "id");
        this.#organisation = undefined;
        this.#taker.organisation(organisation);
        break;
      case "name":
        if (parent === "organization") organisation.name = text;
        break;
      case "orgname":
        organisation.names.push({ source: attribute(element, "source"), value: text, line: element.line });
        break;
      case "orgdomain":
        organisation.domain = text;
        break;
      case "orgstatus":
        organisation.statuses.push({ collaboration: attribute(element, "collaborationid"), status: text });
        break;
      case "group":
        organisation.groupWith = attribute(element, "with");
        break;
      case "orgaddress":
        organisation.address = text;
    }
  }

  #inAuthor(element: OpenElement, text: string, _line: number): void {
    const author = this.#author!;
    switch (element.name) {
      case "person":
        this.#author = undefined;
        this.#taker.author(author);
        break;
      case "authoraffiliation":
        author.affiliations.push({
          organisation: attribute(element, "organizationid") || text,
          connection: attribute(element, "connection"),
          line: element.line,
        });
        break;
      case "authorcollaboration":
        author.collaborations.push({
          collaboration: attribute(element, "collaborationid"),
          position: attribute(element, "position"),
        });
        break;
      case "authorid":
        author.ids.push({ source: attribute(element, "source"), value: text, line: element.line });
        break;
      default:
        if (FIELDS.has(element.name)) author.texts[element.name] = text;
    }
  }
}
