/** A list of signers under the names that whoever asked may read: a registry on a server derives without any. */
import type { Author, AuthorList } from "../list/author-list.ts";
import { sortedByName } from "../list/order.ts";
import { paperName } from "./who-signs.ts";

/** What somebody is called. */
interface SignerName {
  readonly familyName: string;
  readonly givenName?: string;
  readonly orcid?: string;
}

/**
 * The list with each author's name and ORCID iD, sorted by name; keys stay.
 *
 * @throws RangeError where somebody has no name: a list does not leave people out.
 */
export function withSignerNames(list: AuthorList, names: ReadonlyMap<string, SignerName>): AuthorList {
  const authors = list.authors.map((author): Author => {
    const name = names.get(author.key);
    if (name === undefined) throw new RangeError("an author of the list has no name");
    const { familyName, givenName, orcid } = name;
    const { givenName: _, ...rest } = author;
    return {
      ...rest,
      paperName: paperName(familyName, givenName),
      familyName,
      ...(givenName === undefined ? {} : { givenName }),
      ids: orcid === undefined ? [] : [{ source: "ORCID", value: orcid }],
    };
  });
  return sortedByName({ ...list, authors });
}
