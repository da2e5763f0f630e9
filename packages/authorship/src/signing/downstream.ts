/** How programs downstream would read a printed list: what INSPIRE- and SCOAP3-like matching takes from each of its lines. */

import type { AuthorList, Organisation } from "../list/author-list.ts";
import { isNeutral } from "../list/neutral-line.ts";
import { safeLine, takenFrom } from "./line-safety.ts";

export interface DownstreamLine {
  readonly organisation: string;
  readonly name: string;
  readonly isLine: boolean;
  readonly authors: number;
  /** What INSPIRE-like matching goes by; `the host` where it would take the line for the host itself. */
  readonly inspire: "its id" | "the host" | "its name" | "nothing";
  /** The country that SCOAP3-like counting gives, by its ISO 3166 code; absent where none. */
  readonly scoap3?: string;
  /** What is wrong, for a line that stands in the place of an institute. */
  readonly harm: readonly string[];
  /** For a line that would be taken for something: the words in which formats that programs read carry it instead. */
  readonly writtenAs?: string;
}

export interface DownstreamReport {
  readonly lines: readonly DownstreamLine[];
  /** Whether no neutral line carries an id or a country, or is taken for the host or for a country. */
  readonly isSafe: boolean;
  /** Authors whom a harm reaches. */
  readonly authorsHarmed: number;
}

/** What a neutral line carries that it may not. */
function carried({ ids, country, address, domain }: Organisation): string[] {
  const harm: string[] = [];
  if (ids.length > 0)
    harm.push(`carries the id ${ids.map(({ source, value }) => `${source} ${value}`).join(", ")}`);
  if (country !== undefined) harm.push(`carries the country \`${country}\``);
  if (address !== undefined) harm.push("carries an address");
  if (domain !== undefined) harm.push(`carries the domain \`${domain}\``);
  return harm;
}

/** Reads a list as programs downstream would. */
export function downstream(list: AuthorList): DownstreamReport {
  const counts = new Map<string, number>();
  for (const { affiliations } of list.authors)
    for (const key of new Set(affiliations.map(({ organisation }) => organisation)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const lines = list.organisations.map((organisation): DownstreamLine => {
    const { key, name, ids, address } = organisation;
    const isLine = isNeutral(organisation);
    const taken = takenFrom(address === undefined || isLine ? name : `${name}, ${address}`);
    const hasId = ids.some(({ source }) => /^(ror|grid|inspire)/i.test(source.trim()));
    const scoap3 = isLine ? (organisation.country ?? taken.scoap3) : (taken.scoap3 ?? organisation.country);
    const harm = isLine ? carried(organisation) : [];
    if (isLine && taken.inspire === "host")
      harm.push(
        "INSPIRE-like matching takes it for the host: its repair knows two exact lines, and this is neither",
      );
    if (isLine && taken.scoap3 !== undefined)
      harm.push(`SCOAP3-like counting takes the country \`${taken.scoap3}\` from it`);
    return {
      organisation: key,
      name,
      isLine,
      authors: counts.get(key) ?? 0,
      inspire: hasId ? "its id" : taken.inspire === "host" ? "the host" : isLine ? "nothing" : "its name",
      ...(scoap3 === undefined ? {} : { scoap3 }),
      harm,
      ...(isLine && safeLine(name) !== name ? { writtenAs: safeLine(name) } : {}),
    };
  });
  const harmed = new Set(lines.filter(({ harm }) => harm.length > 0).map(({ organisation }) => organisation));
  return {
    lines,
    isSafe: harmed.size === 0,
    authorsHarmed: list.authors.filter(({ affiliations }) =>
      affiliations.some(({ organisation }) => harmed.has(organisation)),
    ).length,
  };
}
