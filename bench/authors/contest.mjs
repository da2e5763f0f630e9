/** What reading and writing author lists are held to, and the lists of made-up people they are measured on. */
import { madeUpNames } from "../../packages/registry/dist/index.js";

/** A list of an experiment's size, and one as large as any that is foreseen. */
export const USUAL = { authors: 3000, institutes: 300 };
export const LARGE = { authors: 15_000, institutes: 1500 };
/** The author.xml that is read. */
export const READ = { authors: 2900, institutes: 290 };

/** Goals in milliseconds and bytes: any format of the usual list, of the large one, reading, the memory of the process. */
export const GOALS = { usual: 100, large: 1000, read: 300, memory: 300e6 };

const ENDS = ["", "é", "ü", "ñ", "ić", "ов", "ło", "ğ"];

/** A list of made-up people; one in ten is at a second institute, one in ten also at another, one in a hundred has died. */
export function madeUpList({ authors, institutes }) {
  const tie = (number, connection) => ({ organisation: `o${1 + (number % institutes)}`, connection });
  return {
    title: "A made-up measurement",
    collaborations: [{ key: "c1", name: "EXAMPLE", experiment: "MADE-UP-1" }],
    organisations: Array.from({ length: institutes }, (_, at) => ({
      key: `o${at + 1}`,
      name: `Institut für Beispiele ${at + 1} & Söhne, Musterstadt, Freedonia`,
      ids: [{ source: "INSPIRE", value: `Example U. ${at + 1}` }],
    })),
    authors: madeUpNames(authors, new Set()).map(({ familyName }, at) => ({
      key: `author-${at + 1}`,
      paperName: `A. B. ${familyName}${ENDS[at % ENDS.length]}`,
      familyName: `${familyName}${ENDS[at % ENDS.length]}`,
      givenName: "A. B.",
      affiliations: [
        tie(at, "affiliated with"),
        ...(at % 10 === 3 ? [tie(at * 7 + 1, "affiliated with")] : []),
        ...(at % 10 === 6 ? [tie(at * 11 + 1, "also at")] : []),
      ],
      ids: [{ source: "INSPIRE", value: `INSPIRE-${String(at).padStart(8, "0")}` }],
      collaborations: [],
      ...(at % 100 === 9 ? { deceased: true } : {}),
    })),
    acknowledgements: [],
  };
}
