/** A list whose people have made-up names, to try things on a published list without a name of anybody. */
import { madeUpNames, wordsOf } from "@comity/registry";
import type { Author, AuthorList } from "./author-list.ts";

/**
 * The list with made-up names in the place of all, without identifiers, addresses and notes of people, and in the order of the
 * made-up names, so that no place leads back to the list. Institutes and ties stay. That is no anonymity: whoever is the only
 * author of an institute can be found in the list that was published.
 */
export function withPseudonyms(list: AuthorList): AuthorList {
  const taken = new Set(
    list.authors.flatMap(({ paperName, familyName }) => wordsOf(`${paperName} ${familyName}`)),
  );
  const names = madeUpNames(list.authors.length, taken);
  const authors = list.authors
    .map(({ affiliations, collaborations, deceased }, at): Author => {
      const { familyName, givenName } = names[at]!;
      return {
        key: "",
        paperName: `${givenName[0]}. ${familyName}`,
        familyName,
        givenName,
        affiliations,
        ids: [],
        collaborations,
        ...(deceased === true ? { deceased } : {}),
      };
    })
    .sort((a, b) => (a.familyName + a.givenName < b.familyName + b.givenName ? -1 : 1))
    .map((author, at) => ({ ...author, key: `author-${at + 1}` }));
  return { ...list, authors };
}
