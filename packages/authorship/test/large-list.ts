/** A large list of made-up people, with every letter that a paper has to print. */
import { madeUpNames } from "@comity/registry";
import type { Author, AuthorList } from "../src/index.ts";

const GIVEN = ["A.", "B.-C.", "É. Ł.", "Ю.", "Ž.", "J. M.", "Ø."];
const ENDS = ["", "é", "ü", "ñ", "ić", "ов", "ło", "ğ", "ș"];

/** `count` authors at `institutes` institutes; one in ten has a second one, a footnote, or has died. */
export function largeList(count: number, institutes: number): AuthorList {
  const names = madeUpNames(count, new Set());
  return {
    title: "A made-up measurement, with 50% more examples & names",
    collaborations: [{ key: "c1", name: "EXAMPLE", experiment: "MADE-UP-1" }],
    organisations: Array.from({ length: institutes }, (_, at) => ({
      key: `o${at + 1}`,
      name: `Institut für Beispiele ${at + 1} & Söhne, Musterstadt, Freedonia`,
      ids: [{ source: "INSPIRE", value: `Example U. ${at + 1}` }],
    })),
    authors: names.map(({ familyName }, at): Author => {
      const family = `${familyName}${ENDS[at % ENDS.length]}`;
      const given = GIVEN[at % GIVEN.length]!;
      const institute = (step: number): string => `o${1 + ((at * step) % institutes)}`;
      return {
        key: `author-${at + 1}`,
        paperName: `${given} ${family}`,
        familyName: family,
        givenName: given,
        affiliations: [
          { organisation: institute(1), connection: "affiliated with" },
          ...(at % 10 === 3 ? [{ organisation: institute(7), connection: "affiliated with" as const }] : []),
          ...(at % 10 === 6 ? [{ organisation: institute(11), connection: "also at" as const }] : []),
        ],
        ids: [{ source: "INSPIRE", value: `INSPIRE-${String(at).padStart(8, "0")}` }],
        collaborations: [],
        ...(at % 100 === 9 ? { deceased: true } : {}),
        ...(at === 0 ? { corresponding: { email: "first@example.org" } } : {}),
      };
    }),
    acknowledgements: [],
  };
}
