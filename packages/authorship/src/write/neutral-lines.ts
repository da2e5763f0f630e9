/**
 * Neutral lines as a format carries them. A line has no id, no address, no country and no standing in any. What programs read holds
 * words from which the usual matchers take neither the host nor a country; what people read holds the words that were agreed.
 */
import type { Affiliation, AuthorList, Organisation } from "../list/author-list.ts";
import { isNeutral } from "../list/neutral-line.ts";
import { safeLine, takenFrom } from "../signing/line-safety.ts";
import { footnoteText } from "./layout.ts";
import type { WriteFormat, WriteOptions } from "./write-parts.ts";

/**
 * Where the words are the print: TeX and the web page. Our own JSON keeps them too: it is what a list is kept in, and marks the
 * line as one.
 */
const AS_PRINTED: ReadonlySet<WriteFormat> = new Set<WriteFormat>([
  "revtex",
  "jhep",
  "elsarticle",
  "aastex",
  "epjc",
  "mnras",
  "aa",
  "pos",
  "html",
  "json",
]);
/** Keys go into ids of XML and columns of tables; these would be an id of the host. */
const HOST_KEY = /cern|01ggx4157/i;

export interface GuardedList {
  readonly list: AuthorList;
  /** Which lines are written in other words, and which may be taken for an institute. */
  readonly notes: readonly string[];
}

/** The list as a format may carry it. */
export function guardedLines(
  list: AuthorList,
  format: WriteFormat,
  lines: WriteOptions["lines"] = AS_PRINTED.has(format) ? "as printed" : "safe",
): GuardedList {
  if (!list.organisations.some(isNeutral)) return { list, notes: [] };
  const notes: string[] = [];
  const keys = new Set(list.organisations.map(({ key }) => key));
  const renamed = new Map<string, string>();
  const ties = tiesOf(list);
  const organisations = list.organisations.map((organisation): Organisation => {
    if (!isNeutral(organisation)) return organisation;
    const { key: given, name } = organisation;
    let key = given;
    for (let number = 1; HOST_KEY.test(given) && keys.has(key); number++) key = `line-${number}`;
    if (key !== given) renamed.set(given, key);
    keys.add(key);
    const written = lines === "safe" ? safeLine(name) : name;
    if (written !== name)
      notes.push(
        `\`${name}\` is written as \`${written}\`, from which no program takes the host or a country`,
      );
    else if (lines === "as printed" && isTaken(organisation, ties.get(given) ?? []))
      notes.push(`\`${name}\` stands as it is printed; programs may take it for the host or a country`);
    return { key, name: written, ids: [], neutral: true };
  });
  const keyOf = (key: string): string => renamed.get(key) ?? key;
  if (renamed.size === 0) return { list: { ...list, organisations }, notes };
  const authors = list.authors.map((author) => ({
    ...author,
    affiliations: author.affiliations.map((each) => ({ ...each, organisation: keyOf(each.organisation) })),
  }));
  const acknowledgements = list.acknowledgements.map((each) => ({
    ...each,
    organisations: each.organisations.map(keyOf),
  }));
  return { list: { ...list, organisations, authors, acknowledgements }, notes };
}

/** By which ties people stand at each line. */
function tiesOf({ organisations, authors }: AuthorList): Map<string, Affiliation[]> {
  const ties = new Map<string, Affiliation[]>(organisations.filter(isNeutral).map(({ key }) => [key, []]));
  for (const { affiliations } of authors)
    for (const each of affiliations) {
      const own = ties.get(each.organisation);
      if (own !== undefined && !own.some(({ connection }) => connection === each.connection)) own.push(each);
    }
  return ties;
}

/** Whether a program takes anything from a line as it stands, or as a footnote has it: "Also affiliated with ...". */
function isTaken(line: Organisation, ties: readonly Affiliation[]): boolean {
  const texts = [line.name, ...ties.map(({ connection }) => footnoteText(connection, line))];
  return texts.some((text) => Object.keys(takenFrom(text)).length > 0);
}
