/** What an author.xml holds, as it stands there: organisations, authors, and where each began. */

export interface ListedId {
  readonly source: string;
  readonly value: string;
  readonly line: number;
}

export interface ListedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly names: readonly ListedId[];
  readonly address: string;
  readonly line: number;
}

export interface ListedAffiliation {
  readonly organisation: string;
  readonly connection: string;
  readonly line: number;
}

export interface ListedAuthor {
  readonly texts: Readonly<Record<string, string>>;
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
