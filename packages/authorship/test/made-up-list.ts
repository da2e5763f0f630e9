/** Lists of made-up people at made-up institutes, for tests. */
import { day } from "@comity/calendar";
import type { Author, AuthorList, Organisation } from "../src/index.ts";

export const INSTITUTES: readonly Organisation[] = [
  {
    key: "o1",
    name: "Example University, Sample Town, Freedonia",
    ids: [
      { source: "INSPIRE", value: "Example U." },
      { source: "ROR", value: "044yd9t77" },
    ],
    domain: "https://example.org",
    address: "1 Sample Street, Sample Town, Freedonia",
    status: [{ collaboration: "c1", status: "member" }],
  },
  { key: "o2", name: "Institut für Beispiele, Musterstadt", ids: [] },
  { key: "o2a", name: "Abteilung für Muster", ids: [], group: "o2" },
  {
    key: "o3",
    name: "Affiliated with an institute covered by a cooperation agreement with CERN",
    ids: [],
    neutral: true,
  },
];

export const author = (
  key: string,
  paperName: string,
  familyName: string,
  givenName: string,
  more: Partial<Author> = {},
): Author => ({
  affiliations: [],
  ids: [],
  collaborations: [],
  ...more,
  key,
  paperName,
  familyName,
  givenName,
});

/** A small list with one of everything. */
export const LIST: AuthorList = {
  reference: "arXiv:0000.00000",
  title: "A made-up measurement of examples",
  created: day("2024-03-01"),
  collaborations: [{ key: "c1", name: "EXAMPLE", experiment: "MADE-UP-1" }],
  organisations: INSTITUTES,
  authors: [
    author("author-1", "C. M. Müller", "Müller", "Clara Maria", {
      affiliations: [
        { organisation: "o2a", connection: "affiliated with" },
        { organisation: "o1", connection: "affiliated with" },
      ],
      ids: [{ source: "ORCID", value: "0000-0002-1825-0097" }],
      corresponding: { email: "clara@example.org" },
    }),
    author("author-2", "B. van den Beispiel", "van den Beispiel", "Boris", {
      sortKey: "Beispiel",
      deceased: true,
      affiliations: [{ organisation: "o3", connection: "affiliated with" }],
      ids: [
        { source: "ORCID", value: "0000-0002-1694-233X" },
        { source: "INSPIRE", value: "INSPIRE-00000000" },
      ],
    }),
    author("author-3", "И. Примеров", "Примеров", "И.", {
      affiliations: [
        { organisation: "o1", connection: "affiliated with" },
        { organisation: "o2", connection: "also at" },
      ],
      nativeName: "Иван Примеров",
      funding: "Foundation for Examples",
    }),
    author("author-4", "Đ. Łącki-Ñame", "Łącki-Ñame", "Đ.", {
      affiliations: [
        { organisation: "o2", connection: "affiliated with" },
        { organisation: "o1", connection: "now at" },
      ],
    }),
    author("author-5", "O. Nemo", "Nemo", "O."),
  ],
  acknowledgements: [],
};
