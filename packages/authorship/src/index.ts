/** The public face of the authorship package. */
export type {
  Acknowledgement,
  Affiliation,
  Author,
  AuthorList,
  Collaboration,
  Connection,
  Identifier,
  Organisation,
} from "./list/author-list.ts";
