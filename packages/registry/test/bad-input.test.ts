/** Every kind of bad input and the whole of what is said about it. */
import { expect, test } from "vitest";
import { formatProblem, readPackage } from "../src/index.ts";

const HEADERS: Readonly<Record<string, string>> = {
  "parties.csv": "id,party,title,kind,of,first_day,recorded,by,instrument,corrects",
  "institutes.csv":
    "id,institute,title,kind,seat,governed_by,ror,city,first_day,last_day,recorded,by,instrument,corrects",
  "agreements.csv":
    "id,agreement,title,kind,parties,parent,experiments,on,first_day,last_day,term,renewal,renewal_term,notice_period,succeeds,decided_by,recorded,by,instrument,corrects",
  "agreement_acts.csv":
    "id,act,agreement,on,last_day,party,person,under,restriction,succeeds,term,renewal,renewal_term,notice_period,recorded,by,instrument,corrects",
  "people.csv": "id,person,family_name,given_name,orcid,first_day,recorded,by,instrument,corrects",
  "affiliations.csv": "id,person,institute,connection,first_day,last_day,recorded,by,instrument,corrects",
  "contracts.csv": "id,person,institute,category,presence,first_day,last_day,recorded,by,instrument,corrects",
  "marks.csv": "id,act,person,mark,first_day,last_day,recorded,by,instrument,corrects",
  "ends.csv": "id,ends,on,last_day,recorded,by,instrument,corrects",
  "withdrawals.csv": "id,withdraws,on,recorded,by,instrument",
};

/** A small registry in which nothing is wrong. */
const GOOD: Readonly<Record<string, readonly string[]>> = {
  "parties.csv": ["a1,BY,Belarus,State,,,,,,", "a2,RU,Russia,State,,,,,,"],
  "institutes.csv": [
    "a3,INP,Institute for Nuclear Problems,laboratory,BY,BY,,Minsk,,,,,,",
    "a4,JINR,Joint Institute,laboratory,RU,JINR,044yd9t77,Dubna,,,,,,",
  ],
  "agreements.csv": [
    "a5,ICA-BY,Agreement,ICA,BY,,,2019-06-28,2019-06-28,,5 years,tacit,,6 months,,,,,,",
    "a6,MoU-BY,Memorandum,MoU,BY,ICA-BY,,2020-01-01,2020-01-01,,,none,,,,,,,,",
  ],
  "agreement_acts.csv": ["a7,suspension,MoU-BY,2022-03-08,2022-12-31,,,,,,,,,,,,,"],
  "people.csv": ["a8,p1,Example,Anna,0000-0002-1825-0097,,,,,", "a9,p2,Sample,Boris,,,,,,"],
  "affiliations.csv": [
    "a10,p1,INP,affiliated with,2021-03-01,,,,,",
    "a11,p2,JINR,on leave from,2021-03-01,,,,,",
  ],
  "contracts.csv": ["a12,p1,INP,USER,60,2021-03-01,2026-02-28,,,,"],
  "marks.csv": ["a13,mark,p1,mission critical,2023-01-01,,,,,"],
  "ends.csv": ["a14,a13,2023-06-01,2023-06-30,,,,"],
  "withdrawals.csv": [],
};

type Files = Readonly<Record<string, readonly string[] | string | Uint8Array>>;

/** Rows to add to the good ones; or a whole file as text or bytes. */
function read(files: Files, descriptor?: string): string[] {
  const encoder = new TextEncoder();
  const all = new Map<string, Uint8Array>();
  for (const [file, header] of Object.entries(HEADERS)) {
    const given = files[file];
    if (given instanceof Uint8Array) all.set(file, given);
    else if (typeof given === "string") all.set(file, encoder.encode(given));
    else all.set(file, encoder.encode(`${[header, ...GOOD[file]!, ...(given ?? [])].join("\n")}\n`));
  }
  const resources = Object.keys(HEADERS).map((file) => ({ name: file.replace(".csv", ""), path: file }));
  const text = descriptor ?? JSON.stringify({ name: "bad", comity: { format: 1 }, resources });
  all.set("datapackage.json", encoder.encode(text));
  return readPackage(all).problems.map(formatProblem);
}

test("nothing is wrong with the good one", () => {
  expect(read({})).toEqual([]);
});

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
    "an end before its start",
    { "affiliations.csv": ["x,p1,INP,also at,2023-03-01,2023-02-28,,,,"] },
    [
      "affiliations.csv, row 4, column `last_day`: the last day `2023-02-28` is before the first, `2023-03-01`",
    ],
  ],
  [
    "an act on an unknown agreement",
    { "agreement_acts.csv": ["x,termination,ICA-YB,2023-12-15,2024-06-27,,,,,,,,,,,,,"] },
    [
      "agreement_acts.csv, row 3, column `agreement`: the agreement `ICA-YB` is not registered in `agreements.csv`\n  help: did you mean `ICA-BY`?",
    ],
  ],
  [
    "an unknown person and an unknown institute",
    { "affiliations.csv": ["x,p7,INQ,also at,,,,,,"] },
    [
      "affiliations.csv, row 4, column `person`: the person `p7` is not registered in `people.csv`",
      "affiliations.csv, row 4, column `institute`: the institute `INQ` is not registered in `institutes.csv`\n  help: did you mean `INP`?",
    ],
  ],
  [
    "the same act twice",
    { "marks.csv": ["a10,recall,p1,,2023-01-01,,,,,"] },
    ["marks.csv, row 3, column `id`: another act has the id `a10` already (see affiliations.csv, row 2)"],
  ],
  [
    "a notice that comes too late",
    { "agreement_acts.csv": ["x,notice,ICA-BY,2024-01-15,,,,,,,,,,,,,,"] },
    [
      "agreement_acts.csv, row 3, column `on`: warning: the notice of `2024-01-15` came too late: the latest day for the running term was `2023-12-27`\n  help: it does not end the running term but the next: the last day in force is `2029-06-27`",
    ],
  ],
  [
    "two terminations with two last days",
    {
      "agreement_acts.csv": [
        "x,termination,ICA-BY,2023-12-15,2024-06-27,,,,,,,,,,,,,",
        "y,termination,ICA-BY,2023-12-16,2024-06-30,,,,,,,,,,,,,",
      ],
    },
    [
      "agreement_acts.csv, row 4, column `last_day`: `ICA-BY` is terminated with two last days, `2024-06-27` and `2024-06-30` (see agreement_acts.csv, row 3)\n  help: correct one, or record a `postponement`",
    ],
  ],
  [
    "a termination after a postponement, which contradicts nothing",
    {
      "agreement_acts.csv": [
        "x,termination,ICA-BY,2023-12-15,2024-06-27,,,,,,,,,,,,,",
        "y,postponement,ICA-BY,2024-01-15,2024-12-31,,,,,,,,,,,,,",
        "z,termination,ICA-BY,2024-03-21,2024-09-30,,,,,,,,,,,,,",
      ],
    },
    [],
  ],
  [
    "what had ended ended again",
    { "ends.csv": ["x,a13,2023-08-01,2023-07-31,,,,"] },
    [
      "ends.csv, row 3, column `ends`: `a13` is ended by `a14` already, on `2023-06-30` (see ends.csv, row 2)\n  help: correct that end, or withdraw one of the two",
    ],
  ],
  [
    "an end after the last day",
    { "ends.csv": ["x,a12,2026-04-01,2026-03-31,,,,"] },
    [
      "ends.csv, row 3, column `ends`: `a12` ended on `2026-02-28` already and cannot end on `2026-03-31` (see contracts.csv, row 2)\n  help: to make it last longer, correct it or add another row",
    ],
  ],
  [
    "an end of what does not last",
    { "ends.csv": ["x,a5,2024-06-01,2024-06-27,,,,", "y,nothing,2024-06-01,2024-06-27,,,,"] },
    [
      "ends.csv, row 3, column `ends`: `a5` is an act of the sort `signature`, which states nothing that an end could end (see agreements.csv, row 2)\n  help: an agreement ends by a `termination` or a `notice`",
      "ends.csv, row 4, column `ends`: no act has the id `nothing`",
    ],
  ],
  [
    "a person present for more than the whole of the time",
    { "contracts.csv": ["x,p1,JINR,USER,50,2022-01-01,,,,,"] },
    [
      "contracts.csv, row 3, column `presence`: the contracts of `p1` add up to 110 % of the time on `2022-01-01` (see contracts.csv, row 2)\n  help: end the earlier contract, or lower a presence",
    ],
  ],
  [
    "a person on leave from two places, and at the place that the leave is from",
    {
      "affiliations.csv": [
        "x,p2,INP,on leave from,2022-01-01,2022-12-31,,,,",
        "y,p2,JINR,affiliated with,2024-01-01,,,,,",
      ],
    },
    [
      "affiliations.csv, row 3, column `connection`: `p2` is on leave from `JINR` and affiliated with it at once, on `2024-01-01` (see affiliations.csv, row 5)",
      "affiliations.csv, row 4, column `connection`: `p2` is on leave from `INP` and from `JINR` at once, on `2022-01-01` (see affiliations.csv, row 3)",
    ],
  ],
  [
    "a missing column",
    {
      "people.csv": header(
        "people.csv",
        (columns) => columns.replace("family_name", "surname"),
        "a8,p1,Example,Anna,,,,,,",
      ),
    },
    [
      "people.csv, row 1, column `surname`: warning: the column `surname` is not known and is ignored\n  help: the columns are `id`, `person`, `family_name`, `given_name`, `orcid`, `first_day`, `recorded`, `by`, `instrument`, `corrects`",
      "people.csv, row 1, column `family_name`: the column `family_name` is missing",
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
      'people.csv, row 2: the file is not UTF-8: the byte 0xFC at offset 88 belongs to no character\n  help: save it as "CSV UTF-8"',
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
    "parents in a circle",
    {
      "agreements.csv": [
        "x,A,Agreement,MoU,BY,B,,2020-01-01,,,,none,,,,,,,,",
        "y,B,Agreement,MoU,BY,C,,2020-01-01,,,,none,,,,,,,,",
        "z,C,Agreement,MoU,BY,A,,2020-01-01,,,,none,,,,,,,,",
      ],
    },
    [
      "agreements.csv, row 4, column `parent`: the agreements `A`, `B`, `C` are each under the next, in a circle",
    ],
  ],
  [
    "identifiers with a wrong check digit, and ones that are none",
    {
      "people.csv": ["x,p3,Third,,0000-0002-1825-0098,,,,,", "y,p4,Fourth,,1825-0097,,,,,"],
      "institutes.csv": [
        "v,I3,Third,university,RU,RU,044yd9t78,,,,,,,",
        "w,I4,Fourth,university,RU,RU,https://ror.org/01ggx4157,,,,,,,",
      ],
    },
    [
      "institutes.csv, row 4, column `ror`: `044yd9t78` is not a ROR id: its check is `78` and should be `77`\n  help: a character was mistyped",
      "institutes.csv, row 5, column `ror`: `https://ror.org/01ggx4157` is not a ROR id\n  help: it is written as in `044yd9t77`, the nine characters alone",
      "people.csv, row 4, column `orcid`: `0000-0002-1825-0098` is not an ORCID iD: its check is `8` and should be `7`\n  help: a character was mistyped",
      "people.csv, row 5, column `orcid`: `1825-0097` is not an ORCID iD\n  help: it is written as in `0000-0002-1825-0097`",
    ],
  ],
  [
    "an ORCID iD on two people",
    { "people.csv": ["x,p3,Third,,0000-0002-1825-0097,,,,,"] },
    [
      "people.csv, row 4, column `orcid`: warning: `0000-0002-1825-0097` belongs to `p1` too (see people.csv, row 2)",
    ],
  ],
  [
    "identifiers that cannot be any",
    { "people.csv": ["x, p3,Third,,,,,,,", "y;z,p4,Fourth,,,,,,,"] },
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
  [
    "corrections of another sort, twice, and before what they correct",
    {
      "people.csv": [
        "x,p1,Exemplar,,,,2022-01-01,,,a8",
        "y,p1,Exempel,,,,2023-01-01,,,a8",
        "z,p3,Third,,,,,,,a10",
      ],
      "affiliations.csv": ["v,p1,INP,also at,,,2022-01-01,,,", "w,p1,INP,visitor,,,2021-01-01,,,v"],
    },
    [
      "people.csv, row 5, column `corrects`: `a8` is corrected by `x` too (see people.csv, row 4)\n  help: correct the correction, or withdraw one of the two",
      "people.csv, row 6, column `corrects`: `a10` is an act of the sort `affiliation`, this is one of the sort `person` (see affiliations.csv, row 2)\n  help: withdraw the one and add the other",
      "affiliations.csv, row 5, column `corrects`: this act was recorded on `2021-01-01`, `v` which it corrects later, on `2022-01-01` (see affiliations.csv, row 4)",
    ],
  ],
  [
    "acts that refer back to themselves",
    { "withdrawals.csv": ["x,y,2024-01-01,,,", "y,x,2024-01-01,,,"], "people.csv": ["z,p1,Example,,,,,,,z"] },
    [
      "people.csv, row 4: `z` corrects, withdraws or ends `z`, which refers back to it (see people.csv, row 4)",
      "withdrawals.csv, row 3: `y` corrects, withdraws or ends `x`, which refers back to it (see withdrawals.csv, row 2)",
    ],
  ],
  [
    "signed twice, in force from two days, succeeded twice, of no term",
    {
      "agreements.csv": [
        "x,ICA-BY,Agreement,ICA,BY,,,2020-01-01,,,0 days,tacit,,,,,,,,",
        "y,S1,Agreement,ICA,BY,,,2020-01-01,,,,none,,,MoU-BY,,,,,",
        "z,S2,Agreement,ICA,BY,,,2020-01-01,,,,none,,,MoU-BY,,,,,",
      ],
      "agreement_acts.csv": ["v,entry into force,MoU-BY,2020-02-01,,,,,,,,,,,,,,"],
    },
    [
      "agreements.csv, row 4, column `agreement`: `ICA-BY` is signed twice (see agreements.csv, row 2)\n  help: to change what was recorded, correct the first; a successor has an identifier of its own",
      "agreements.csv, row 4, column `term`: a term of no time is none\n  help: leave it empty",
      "agreement_acts.csv, row 3, column `on`: it enters into force on two days, `2020-01-01` and `2020-02-01` (see agreements.csv, row 3)",
      "agreements.csv, row 6, column `succeeds`: both `S1` and `S2` take the place of `MoU-BY` (see agreements.csv, row 5)",
    ],
  ],
  [
    "what has nothing to act on",
    {
      "agreement_acts.csv": [
        "x,resumption,ICA-BY,2022-03-08,,,,,,,,,,,,,,",
        "y,departure,ICA-BY,2022-03-08,2022-12-31,RU,,,,,,,,,,,,",
        "z,termination,ICA-BY,2019-01-01,2019-05-01,,,,,,,,,,,,,",
        "w,suspension,ICA-BY,2024-01-01,,,,,,,,,,,,,,",
      ],
    },
    [
      "agreement_acts.csv, row 5, column `last_day`: warning: the last day `2019-05-01` is before the first in force, `2019-06-28`",
      "agreement_acts.csv, row 3, column `on`: warning: `ICA-BY` is not suspended on `2022-03-08`",
      "agreement_acts.csv, row 4, column `party`: `RU` is no party to `ICA-BY`",
      "agreement_acts.csv, row 6, column `on`: warning: `ICA-BY` never is in force",
      "agreement_acts.csv, row 2, column `on`: warning: `MoU-BY` never is in force",
      "agreements.csv, row 3, column `parent`: warning: `MoU-BY` never is in force: `ICA-BY`, under which it stands, had ended before",
    ],
  ],
  [
    "a notice after the end, and one where there is a notice",
    {
      "agreement_acts.csv": [
        "x,notice,ICA-BY,2023-06-01,,,,,,,,,,,,,,",
        "y,notice,ICA-BY,2025-06-01,,,,,,,,,,,,,,",
        "z,withdrawn,ICA-BY,2025-06-01,,,,,,,,,,,,,,",
      ],
      "withdrawals.csv": ["v,a13,2024-01-01,,,", "w,a13,2024-01-02,,,"],
    },
    [
      "agreement_acts.csv, row 5, column `act`: `withdrawn` is none of `entry into force`, `notice`, `termination`, `postponement`, `suspension`, `resumption`, `restriction`, `closing to newcomers`, `exception`, `amendment`, `succession`, `accession`, `departure`",
      "withdrawals.csv, row 3, column `withdraws`: warning: `a13` is withdrawn by `v` already (see withdrawals.csv, row 2)",
      "agreement_acts.csv, row 4, column `on`: warning: the notice of `2025-06-01` came too late: the agreement had ended or was under notice already\n  help: it ends nothing",
    ],
  ],
])("%s", (_, files, expected) => {
  expect(read(files)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  [
    "broken JSON",
    '{\n  "name": "bad",\n  "resources": [\n',
    [
      "datapackage.json, line 4: not JSON: the text ends in the middle of a JSON value\n  help: expected a JSON value",
    ],
  ],
  ["no object", "[]", ["datapackage.json, line 1: the descriptor is not an object"]],
  [
    "nothing in it",
    "{}",
    [
      "datapackage.json, line 1: `name` is missing",
      'datapackage.json, line 1: `comity` is missing\n  help: a registry has `"comity": {"format": 1}`',
      "datapackage.json, line 1: `resources` is missing: it lists the files",
      ...Object.keys(HEADERS).map(
        (file) => `${file}: warning: \`${file}\` is not listed in \`datapackage.json\` and is not read`,
      ),
    ],
  ],
  [
    "another format, paths that lead away, a resource twice, one that is not known, a file that is not there",
    `{"name": "bad", "comity": {"format": 2}, "resources": [
      {"name": "people", "path": "../people.csv"},
      {"name": "parties", "path": "/etc/passwd"},
      {"name": "contracts", "path": "https://example.org/contracts.csv"},
      {"name": "teams", "path": "teams.csv"},
      {"name": "teams", "path": "other.csv"},
      {"name": "affiliation", "path": "affiliations.csv"}]}`,
    [
      "datapackage.json, line 1: `comity.format` is not 1, the only format that is known",
      "datapackage.json, line 2: `../people.csv` does not lie in the folder\n  help: such as `people.csv`",
      "datapackage.json, line 3: `/etc/passwd` does not lie in the folder\n  help: such as `parties.csv`",
      "datapackage.json, line 4: `https://example.org/contracts.csv` does not lie in the folder\n  help: such as `contracts.csv`",
      "datapackage.json, line 6: the resource `teams` or its file is listed twice",
      "datapackage.json, line 7: warning: the resource `affiliation` is not known and is not read\n  help: did you mean `affiliations`?",
      "teams.csv: `teams.csv` is listed in `datapackage.json` and is not there",
      ...Object.keys(HEADERS).map(
        (file) => `${file}: warning: \`${file}\` is not listed in \`datapackage.json\` and is not read`,
      ),
    ],
  ],
  [
    "a schema that says otherwise, and things of the wrong type",
    `{"name": 1, "licenses": "CC0", "comity": {"format": 1, "policy": ["x"]}, "resources": [
      {"name": "withdrawals", "path": "withdrawals.csv", "dialect": {"delimiter": ", "},
       "schema": {"fields": [{"name": "on", "type": "string"}, {"name": "id", "type": "string"}]}}]}`,
    [
      "datapackage.json, line 1: `name` is not a text",
      "datapackage.json, line 1: `licenses` is not a list",
      "datapackage.json, line 1: `policy` is not a text",
      "datapackage.json, line 3: warning: the schema of `withdrawals` calls `on` a `string`; it is read as a `date`",
      "datapackage.json, line 2: `, ` cannot be a delimiter\n  help: one character, such as `;`",
      ...Object.keys(HEADERS)
        .filter((file) => file !== "withdrawals.csv")
        .map((file) => `${file}: warning: \`${file}\` is not listed in \`datapackage.json\` and is not read`),
    ],
  ],
])("datapackage.json: %s", (_, descriptor, expected) => {
  expect(read({}, descriptor)).toEqual(expected);
});
