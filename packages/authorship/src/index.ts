/** The public face of the authorship package. */
export {
  type Acknowledgement,
  type Affiliation,
  type Author,
  type AuthorList,
  CONNECTIONS,
  type Collaboration,
  type Connection,
  type Identifier,
  type Organisation,
} from "./list/author-list.ts";
export { isNeutralLine } from "./list/neutral-line.ts";
export { sortedByName } from "./list/order.ts";
export { type NameParts, partsOfName } from "./list/paper-name.ts";
export { readList } from "./read/read-list.ts";
export type { ReadFormat, ReadList } from "./read/read-parts.ts";
export { writeList } from "./write/write-list.ts";
export { WRITE_FORMATS, type WriteFormat, type WriteOptions, type WrittenList } from "./write/write-parts.ts";
