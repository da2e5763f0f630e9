/** Lists of made-up people at real institutes, and a small registry with the agreements of two parties. Nobody here exists. */
import { fileURLToPath } from "node:url";
import { day } from "@comity/calendar";
import { type Folded, fold, readRegistry } from "@comity/registry";
import type { Affiliation, Author, AuthorList, Connection, Organisation } from "../src/list/author-list.ts";
import { Governance, type PaperDates } from "../src/signing/standing.ts";

const SCENARIO = fileURLToPath(new URL("../../../scenarios/cern-jinr", import.meta.url));

let folded: Folded | undefined;

/** The agreements with JINR (in force) and Russia (1 December 2019 to 30 November 2024), as the scenario has them. */
export function smallGovernance(): Governance {
  folded ??= fold(readRegistry(SCENARIO).acts);
  return new Governance(folded);
}

export function dates(reference: string, published = reference): PaperDates {
  return { reference: day(reference), published: day(published) };
}

export const ORGANISATIONS: readonly Organisation[] = [
  {
    key: "jinr",
    name: "Joint Institute for Nuclear Research, Dubna, Russia",
    country: "RU",
    ids: [{ source: "ROR", value: "044yd9t77" }],
  },
  { key: "pnpi", name: "Petersburg Nuclear Physics Institute, Gatchina, Russia", country: "RU", ids: [] },
  { key: "mephi", name: "NRNU Moscow Engineering Physics Institute, Moscow, Russia", ids: [] },
  { key: "cern", name: "European Organization for Nuclear Research (CERN), Geneva, Switzerland", ids: [] },
  { key: "pisa", name: "INFN Sezione di Pisa, Pisa, Italy", ids: [] },
];

/** `"jinr, also at pisa"` as affiliations. */
export function affiliations(text: string): Affiliation[] {
  if (text === "") return [];
  return text.split(", ").map((part) => {
    const found = /^(also at|now at|on leave from|visitor) (.+)$/.exec(part);
    return found === null
      ? { organisation: part, connection: "affiliated with" }
      : { organisation: found[2]!, connection: found[1] as Connection };
  });
}

/** A made-up author: `author("a1", "A. Example", "jinr", "0000-0002-1825-0097")`. */
export function author(key: string, paperName: string, at: string, orcid?: string): Author {
  const names = paperName.split(" ");
  return {
    key,
    paperName,
    familyName: names.at(-1)!,
    givenName: names.slice(0, -1).join(" "),
    affiliations: affiliations(at),
    ids: orcid === undefined ? [] : [{ source: "ORCID", value: orcid }],
    collaborations: [],
  };
}

export function list(authors: readonly Author[], more: Partial<AuthorList> = {}): AuthorList {
  return { collaborations: [], organisations: ORGANISATIONS, authors, acknowledgements: [], ...more };
}

/** An ORCID iD of a number, with its check digit. None of these was given to anybody by ORCID as far as we know. */
export function madeUpOrcid(number: number): string {
  const digits = `00000099${String(number).padStart(7, "0")}`;
  let total = 0;
  for (const digit of digits) total = ((total + Number(digit)) * 2) % 11;
  const value = (12 - total) % 11;
  const whole = `${digits}${value === 10 ? "X" : value}`;
  return whole.replace(/(....)(?=.)/g, "$1-");
}
