/** What an author.xml holds, as it stands there: collaborations, organisations, authors, and where each began. */

export interface ListedId {
  readonly source: string;
  readonly value: string;
  readonly line: number;
}

export interface ListedCollaboration {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  /** The id of the collaboration that it belongs to. */
  readonly groupWith: string;
  readonly line: number;
}

/** An organisation's standing in a collaboration, which is empty where the file names none. */
export interface ListedStatus {
  readonly collaboration: string;
  readonly status: string;
}

export interface ListedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly names: readonly ListedId[];
  readonly statuses: readonly ListedStatus[];
  readonly address: string;
  /** The id of the organisation of which it is a part. */
  readonly groupWith: string;
  readonly line: number;
}

export interface ListedAffiliation {
  readonly organisation: string;
  readonly connection: string;
  readonly line: number;
}

/** An author's place in a collaboration. */
export interface ListedMembership {
  readonly collaboration: string;
  readonly position: string;
}

export interface ListedAuthor {
  /** Values by their elements' names in small letters: `familyname`, `authornamepaper`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly collaborations: readonly ListedMembership[];
  readonly affiliations: readonly ListedAffiliation[];
  readonly ids: readonly ListedId[];
  readonly line: number;
}

/** The order in which children stand by the document type (author.dtd of INSPIRE, August 2010). */
export const ORDER: Readonly<Record<string, readonly string[]>> = {
  collaborationauthorlist: [
    "creationdate",
    "publicationreference",
    "collaborations",
    "organizations",
    "authors",
  ],
  collaboration: ["name", "experimentnumber", "group"],
  organization: ["orgdomain", "name", "orgname", "orgstatus", "orgaddress", "group"],
  person: [
    "name",
    "authornamenative",
    "givenname",
    "familyname",
    "authorsuffix",
    "authorstatus",
    "authornamepaper",
    "authornamepapergiven",
    "authornamepaperfamily",
    "authorcollaboration",
    "authoraffiliations",
    "authorids",
    "authorfunding",
  ],
};

/** Names of elements that are written otherwise in real files. */
export const MISNAMED: Readonly<Record<string, string>> = {
  authorid: "authorid",
  authorids: "authorids",
  authorIDs: "authorids",
  authorID: "authorid",
  authorIds: "authorids",
  authorId: "authorid",
  organisation: "organization",
  Organisation: "organization",
  organisations: "organizations",
};

/** The namespaces of the format. */
export const NAMESPACES: Readonly<Record<string, string>> = {
  "xmlns:foaf": "http://xmlns.com/foaf/0.1/",
  "xmlns:cal": "http://inspirehep.net/info/HepNames/tools/authors_xml/",
};

/** Where somebody had to write something and knew nothing. */
const NOTHING = /^(none|null|n\/?a|nan|unknown|-+|\?+|inspire-?|orcid-?|ccid-?)$/i;

/**
 * Whether a value was written only because something had to be written.
 *
 *     saysNothing("INSPIRE-")   // true
 */
export function saysNothing(value: string): boolean {
  return NOTHING.test(value);
}
