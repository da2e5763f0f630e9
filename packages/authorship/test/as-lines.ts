/** A list as one reads it: a line for each author, so that tests say what they mean. */
import { memorySource } from "@comity/exchange";
import { type AuthorList, type ReadList, readList } from "../src/index.ts";

export const read = (text: string | Uint8Array, name = "list.txt"): Promise<ReadList> =>
  readList(memorySource(name, text));

/** `A. Model <0000-...> † (mail) | Example University; also at Other Institute | note`. */
export function asLines({ authors, organisations }: AuthorList): string[] {
  const names = new Map(organisations.map(({ key, name }) => [key, name]));
  return authors.map(({ paperName, ids, deceased, corresponding, affiliations, notes }) => {
    const orcid = ids.find(({ source }) => source === "ORCID");
    const who = [
      paperName,
      ...(orcid === undefined ? [] : [`<${orcid.value}>`]),
      ...(deceased === true ? ["†"] : []),
      ...(corresponding === undefined ? [] : [`(${corresponding.email ?? ""})`]),
    ];
    const where = affiliations.map(
      ({ organisation, connection }) =>
        `${connection === "affiliated with" ? "" : `${connection} `}${names.get(organisation)}`,
    );
    return [who.join(" "), where.join("; "), ...(notes ?? [])].join(" | ");
  });
}
