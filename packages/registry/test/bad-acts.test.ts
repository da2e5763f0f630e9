/** Acts that name what is not there or contradict each other, and the whole of what is said about them. */
import { expect, test } from "vitest";
import { type Files, read } from "./small-package.ts";

test("nothing is wrong with the good one", () => {
  expect(read({})).toEqual([]);
});

test.each<[string, Files, string[]]>([
  [
    "an end before its start",
    { "affiliations.csv": ["x,p1,INP,also at,2023-03-01,2023-02-28,,,,"] },
    [
      "affiliations.csv, row 4, column `last_day`: the last day `2023-02-28` is before the first, `2023-03-01`",
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
    "an ORCID iD on two people",
    { "people.csv": ["x,p3,Third,,0000-0002-1825-0097,,,,,,"] },
    [
      "people.csv, row 4, column `orcid`: warning: the ORCID iD of `p3` belongs to `p1` too (see people.csv, row 2)",
    ],
  ],
  [
    "merges into oneself, of somebody merged already, in a circle, and of nobody",
    {
      "merges.csv": [
        "m1,p1,p1,2023-01-01,,,,",
        "m2,p2,p3,2023-01-01,,,,",
        "m3,p2,p1,2023-01-01,,,,",
        "m4,p3,p4,2023-01-01,,,,",
        "m5,p4,p3,2023-01-01,,,,",
        "m6,p5,p3,2023-01-01,,,,",
      ],
      "people.csv": ["x,p3,Third,,,,,,,,", "y,p4,Fourth,,,,,,,,"],
    },
    [
      "merges.csv, row 7, column `person`: the person `p5` is not registered in `people.csv`",
      "merges.csv, row 2, column `into`: `p1` is merged into itself\n  help: `into` names the identifier under which the person is kept",
      "merges.csv, row 4, column `person`: `p2` is merged already, into `p3` (see merges.csv, row 3)\n  help: correct that merge, or withdraw it",
      "merges.csv, row 5, column `into`: `p3` is merged into `p4`, which is merged back into it\n  help: withdraw one of the merges",
      "merges.csv, row 6, column `into`: `p4` is merged into `p3`, which is merged back into it\n  help: withdraw one of the merges",
    ],
  ],
  [
    "places that exclude each other once two are one person, and one ORCID iD that no longer is on two",
    {
      "merges.csv": ["m1,p3,p1,2023-01-01,,,,"],
      "people.csv": ["x,p3,Third,,0000-0002-1825-0097,,,,,,"],
      "affiliations.csv": ["y,p3,INP,on leave from,2022-01-01,,,,,"],
      "contracts.csv": ["z,p3,INP,USER,50,2022-01-01,,,,,"],
    },
    [
      "affiliations.csv, row 4, column `connection`: `p1` is on leave from `INP` and affiliated with it at once, on `2022-01-01` (see affiliations.csv, row 2)",
      "contracts.csv, row 3, column `presence`: the contracts of `p1` add up to 110 % of the time on `2022-01-01` (see contracts.csv, row 2)\n  help: end the earlier contract, or lower a presence",
    ],
  ],
  [
    "a name that is left of somebody who was erased, and an erasure withdrawn",
    {
      "erasures.csv": ["e1,p1,2023-01-01,,,", "e2,p2,2023-01-01,,,"],
      "people.csv": ["x,p2,erased,,,,,,,,a9"],
      "withdrawals.csv": ["w,e1,2023-02-01,,,"],
    },
    [
      "withdrawals.csv, row 2, column `withdraws`: `e1` is an erasure: what was personal is gone, and no withdrawal brings it back (see erasures.csv, row 2)\n  help: register the person under a new identifier",
      "people.csv, row 3: warning: `p2` was erased, and this row still holds what is personal\n  help: put `erased` in the place of the family name and empty the other cells, in every copy of the file",
    ],
  ],
  [
    "corrections of another sort, twice, and before what they correct",
    {
      "people.csv": [
        "x,p1,Exemplar,,,,,2022-01-01,,,a8",
        "y,p1,Exempel,,,,,2023-01-01,,,a8",
        "z,p3,Third,,,,,,,,a10",
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
    {
      "withdrawals.csv": ["x,y,2024-01-01,,,", "y,x,2024-01-01,,,"],
      "people.csv": ["z,p1,Example,,,,,,,,z"],
    },
    [
      "people.csv, row 4: `z` corrects, withdraws or ends `z`, which refers back to it (see people.csv, row 4)",
      "withdrawals.csv, row 3: `y` corrects, withdraws or ends `x`, which refers back to it (see withdrawals.csv, row 2)",
    ],
  ],
])("%s", (_, files, expected) => {
  expect(read(files)).toEqual(expected);
});
