/** The order of authors, where they do not stand as they sign already. */
import type { Author, AuthorList } from "./author-list.ts";

const letters = new Intl.Collator("en", { sensitivity: "base", ignorePunctuation: true });
const exact = new Intl.Collator("en", { sensitivity: "variant" });

/** What an author is sorted by: the chosen key, else the family name. */
const keyOf = ({ sortKey, familyName }: Author): string => sortKey ?? familyName;

/**
 * The list with its authors by sort key, then by given name; accents and capitals count only between names that are otherwise
 * the same, as collaborations sort. Authors who cannot be told apart keep their order.
 */
export function sortedByName(list: AuthorList): AuthorList {
  const compare = (a: Author, b: Author): number =>
    letters.compare(keyOf(a), keyOf(b)) ||
    letters.compare(a.givenName ?? a.paperName, b.givenName ?? b.paperName) ||
    exact.compare(a.paperName, b.paperName);
  return { ...list, authors: [...list.authors].sort(compare) };
}
