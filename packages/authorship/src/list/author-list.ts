/**
 * An author list, whatever file it came from and whatever it will be printed in. Readers make one, a signing policy turns
 * one into another, writers print one. Its order is its meaning: the authors stand as they sign, each author's affiliations
 * as the author gave them. It holds text in Unicode; TeX's and XML's ways to write a letter belong to readers and writers.
 */
import type { Day } from "@comity/calendar";

/** An identifier and who gave it: `ORCID`, `INSPIRE`, `CCID`, `ROR`, `GRID`, `INTERNAL`, or another word of the file. */
export interface Identifier {
  readonly source: string;
  readonly value: string;
}

export interface Collaboration {
  /** Unique in the list; what `collaborations` of an author names. */
  readonly key: string;
  readonly name: string;
  /** As INSPIRE names the experiment, such as `CERN-LHC-ATLAS`. */
  readonly experiment?: string;
  /** The collaboration of this list that it belongs to. */
  readonly groupWith?: string;
}

export interface Organisation {
  /** Unique in the list; what an affiliation names. */
  readonly key: string;
  /** As it is printed. A neutral line is an organisation of this name as well. */
  readonly name: string;
  /** Other names and identifiers by their source (ROR, GRID, INSPIRE, INTERNAL). */
  readonly ids: readonly Identifier[];
  readonly domain?: string;
  readonly address?: string;
  /** ISO 3166-1 alpha-2, where the file gives one. Decides nothing. */
  readonly country?: string;
  /** Standing in a collaboration, such as `member`; `collaboration` names one of this list. */
  readonly status?: readonly { readonly collaboration?: string; readonly status: string }[];
  /** A group of organisations that are printed as one (`o1`, of which this is `o1a`). */
  readonly group?: string;
  /** A line that a signing policy prints in the place of an institute: no writer gives it an id, a country or an address. */
  readonly neutral?: true;
}

export const CONNECTIONS = ["affiliated with", "also at", "now at", "on leave from", "visitor"] as const;
/** The tie between an author and an organisation. */
export type Connection = (typeof CONNECTIONS)[number];

export interface Affiliation {
  /** An organisation's key. */
  readonly organisation: string;
  readonly connection: Connection;
}

export interface Author {
  /** Unique in the list; stays with the author through signing policies, so that two lists can be compared. */
  readonly key: string;
  /** As printed on the paper: `A. B. Müller`. */
  readonly paperName: string;
  readonly familyName: string;
  readonly givenName?: string;
  /** In the author's own script. */
  readonly nativeName?: string;
  /** `Jr.`, `III`. */
  readonly suffix?: string;
  /** What the list is sorted by, where that is not the family name: `berg` for "van den Berg". */
  readonly sortKey?: string;
  readonly deceased?: true;
  readonly corresponding?: { readonly email?: string };
  /** In the order that the author chose. May be empty. */
  readonly affiliations: readonly Affiliation[];
  /** ORCID iD, INSPIRE id and others. */
  readonly ids: readonly Identifier[];
  /** Keys of collaborations, where the list has several; empty means all of them. */
  readonly collaborations: readonly string[];
  /** A place in the collaboration: `spokesperson`. */
  readonly position?: string;
  readonly funding?: string;
  /** Footnotes that are neither an affiliation nor one of the above, as printed. */
  readonly notes?: readonly string[];
}

/** Thanks to a funder, and for which organisations. */
export interface Acknowledgement {
  readonly text: string;
  /** Organisations' keys; empty: for the whole list. */
  readonly organisations: readonly string[];
}

export interface AuthorList {
  /** The paper, as author.xml's `publicationReference` names it. */
  readonly reference?: string;
  /** The paper's title. */
  readonly title?: string;
  readonly created?: Day;
  readonly collaborations: readonly Collaboration[];
  readonly organisations: readonly Organisation[];
  readonly authors: readonly Author[];
  readonly acknowledgements: readonly Acknowledgement[];
}
