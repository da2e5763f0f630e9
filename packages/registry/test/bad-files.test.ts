/** Files and values of the wrong form, and the whole of what is said about them. */
import { expect, test } from "vitest";
import { type Files, HEADERS, read } from "./small-package.ts";

const header = (file: string, change: (columns: string) => string, row: string): string =>
  `${change(HEADERS[file]!)}\n${row}\n`;

test.each<[string, Files, string[]]>([
  [
    "a day that does not exist",
    { "affiliations.csv": ["x,p1,INP,also at,2023-02-29,,,,,"] },
    [
      "affiliations.csv, row 4, column `first_day`: `2023-02-29` is not a day: February 2023 has 28 days\n  help: did you mean `2023-02-28`?",
    ],
  ],
  [
    "a day written in another way",
    { "affiliations.csv": ["x,p1,INP,also at,30.11.2023,,,,,"] },
    [
      "affiliations.csv, row 4, column `first_day`: `30.11.2023` is not written as a day\n  help: did you mean `2023-11-30`?",
    ],
  ],
  [
    "a missing column",
    {
      "people.csv": header(
        "people.csv",
        (columns) => columns.replace("family_name", "surname"),
        "a8,p1,Example,Anna,,,,,,,",
      ),
    },
    [
      "people.csv, row 1, column `surname`: warning: the column `surname` is not known and is ignored\n  help: the columns are `id`, `person`, `family_name`, `given_name`, `orcid`, `mail`, `first_day`, `recorded`, `by`, `instrument`, `corrects`",
      "people.csv, row 1, column `family_name`: the column `family_name` is missing",
    ],
  ],
  [
    "semicolons, as spreadsheets of some countries write them",
    { "people.csv": "id;person;family_name\na8;p1;Example\n" },
    [
      'people.csv, row 1: between the columns stands `;`, which is not what is expected\n  help: save the file with commas, or say so in `datapackage.json`, beside its path: `"dialect": {"delimiter": ";"}`',
    ],
  ],
  [
    "tabulators",
    { "people.csv": "id\tperson\tfamily_name\na8\tp1\tExample\n" },
    [
      'people.csv, row 1: between the columns stands a tabulator, which is not what is expected\n  help: save the file with commas, or say so in `datapackage.json`, beside its path: `"dialect": {"delimiter": "\\t"}`',
    ],
  ],
  [
    "an unknown column, and one that stands twice",
    {
      "withdrawals.csv": header(
        "withdrawals.csv",
        (columns) => `${columns},by,remark`,
        "x,a13,2024-01-01,,,,,",
      ),
    },
    [
      "withdrawals.csv, row 1, column `by`: the column `by` stands twice",
      "withdrawals.csv, row 1, column `remark`: warning: the column `remark` is not known and is ignored\n  help: the columns are `id`, `withdraws`, `on`, `recorded`, `by`, `instrument`",
    ],
  ],
  [
    "a wrong encoding",
    {
      "people.csv": Uint8Array.from([
        ...new TextEncoder().encode(`${HEADERS["people.csv"]}\na8,p1,M`),
        0xfc,
        108,
        10,
      ]),
    },
    [
      'people.csv, row 2: the file is not UTF-8: the byte 0xFC at offset 93 belongs to no character\n  help: save it as "CSV UTF-8"',
    ],
  ],
  [
    // As ISO 8859-1 writes it, `ë` looks like the first byte of a longer character: the fault is there, not after it.
    "a letter of another encoding that begins as one of UTF-8 does",
    {
      "people.csv": Uint8Array.from([
        ...new TextEncoder().encode(`${HEADERS["people.csv"]}\na8,p1,Zoé`),
        0xeb,
        0x2c,
        10,
      ]),
    },
    [
      'people.csv, row 2: the file is not UTF-8: the byte 0xEB at offset 96 belongs to no character\n  help: save it as "CSV UTF-8"',
    ],
  ],
  [
    "UTF-16, as some spreadsheets save",
    { "withdrawals.csv": Uint8Array.from([0xff, 0xfe, 105, 0, 100, 0]) },
    [
      'withdrawals.csv, row 1: the file is written in UTF-16, UTF-8 is expected\n  help: save it as "CSV UTF-8"',
    ],
  ],
  [
    "a file cut short inside quotes",
    { "marks.csv": `${HEADERS["marks.csv"]}\na13,mark,p1,"mission cri` },
    [
      "marks.csv, row 2: the row has 4 fields, the header has 10",
      "marks.csv, row 2: a double quote is opened and never closed\n  help: the file may be cut short",
      "marks.csv, row 2: the file ends in the middle of a row\n  help: it was cut short",
    ],
  ],
  [
    "a row too short and one too long",
    { "marks.csv": ["x,mark,p1,under review,2023-01-01", "y,mark,p1,critical, or not,2023-01-01,,,,,"] },
    [
      "marks.csv, row 3: the row has 5 fields, the header has 10",
      "marks.csv, row 4: the row has 11 fields, the header has 10\n  help: a value that holds a comma stands in double quotes",
    ],
  ],
  [
    "an empty file",
    { "withdrawals.csv": "" },
    ["withdrawals.csv: the file is empty: it has not even a header"],
  ],
  [
    "identifiers with a wrong check digit, and ones that are none; personal ones are not repeated",
    {
      "people.csv": ["x,p3,Third,,0000-0002-1825-0098,anna,,,,,", "y,p4,Fourth,,1825-0097,,,,,,"],
      "institutes.csv": [
        "v,I3,Third,university,RU,RU,044yd9t78,,,,,,,",
        "w,I4,Fourth,university,RU,RU,https://ror.org/01ggx4157,,,,,,,",
      ],
    },
    [
      "institutes.csv, row 4, column `ror`: `044yd9t78` is not a ROR id: its check is `78` and should be `77`\n  help: a character was mistyped",
      "institutes.csv, row 5, column `ror`: `https://ror.org/01ggx4157` is not a ROR id\n  help: it is written as in `044yd9t77`, the nine characters alone",
      "people.csv, row 4, column `orcid`: this is not an ORCID iD: its check is `8` and should be `7`\n  help: a character was mistyped",
      "people.csv, row 4, column `mail`: this is not a mail address\n  help: it is written as in `anna@example.org`",
      "people.csv, row 5, column `orcid`: this is not an ORCID iD\n  help: it is written as in `0000-0002-1825-0097`",
    ],
  ],
  [
    "identifiers that cannot be any",
    { "people.csv": ["x, p3,Third,,,,,,,,", "y;z,p4,Fourth,,,,,,,,"] },
    [
      "people.csv, row 4, column `person`: the identifier ` p3` has blanks at its ends\n  help: an identifier is any text without semicolons, control characters or blanks at its ends",
      "people.csv, row 5, column `id`: the identifier `y;z` holds a semicolon\n  help: an identifier is any text without semicolons, control characters or blanks at its ends",
    ],
  ],
  [
    "values that are not among the choices, not numbers, not durations, or missing",
    {
      "affiliations.csv": ["x,p1,INP,affiliated,,,,,,"],
      "contracts.csv": ["y,p1,INP,USER,120,2027-01-01,,,,,", ",p1,INP,USER,,2027-01-01,,,,,"],
      "agreements.csv": ["z,A,Agreement,ICA,BY,,,2020-01-01,,,5 weeks,tacit,,,,,,,,"],
    },
    [
      "agreements.csv, row 4, column `term`: `5 weeks` is not written as a duration\n  help: weeks are written as days: `35 days`",
      "affiliations.csv, row 4, column `connection`: `affiliated` is none of `affiliated with`, `also at`, `on leave from`, `visitor`",
      "contracts.csv, row 3, column `presence`: `120` is not a percentage\n  help: a number from 0 to 100, without `%`",
      "contracts.csv, row 4, column `id`: `id` is empty\n  help: expected: identifier of the act, unique in the folder",
    ],
  ],
  [
    "an act that is none, and a value that says nothing about an act",
    {
      "agreement_acts.csv": [
        "x,terminated,ICA-BY,2023-12-15,2024-06-27,,,,,,,,,,,,,",
        "y,resumption,MoU-BY,2022-06-01,2022-12-31,,,,,,,,,,,,,",
        "z,termination,ICA-BY,2023-12-15,,,,,,,,,,,,,,",
      ],
    },
    [
      "agreement_acts.csv, row 3, column `act`: `terminated` is none of `entry into force`, `notice`, `termination`, `postponement`, `suspension`, `resumption`, `restriction`, `closing to newcomers`, `exception`, `amendment`, `succession`, `accession`, `departure`\n  help: did you mean `termination`?",
      "agreement_acts.csv, row 4, column `last_day`: `2022-12-31` stands in `last_day`, which says nothing about the act `resumption`\n  help: it is for `termination`, `postponement`, `departure`, `suspension`, `restriction`, `closing to newcomers`, `exception`, `accession`, `amendment`",
      "agreement_acts.csv, row 5, column `last_day`: `last_day` is empty\n  help: expected: last day, inclusive",
    ],
  ],
])("%s", (_, files, expected) => {
  expect(read(files)).toEqual(expected);
});
