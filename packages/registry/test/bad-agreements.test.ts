/** Acts about agreements that contradict each other, and the whole of what is said about them. */
import { expect, test } from "vitest";
import { type Files, read } from "./small-package.ts";

test.each<[string, Files, string[]]>([
  [
    "an act on an unknown agreement",
    { "agreement_acts.csv": ["x,termination,ICA-YB,2023-12-15,2024-06-27,,,,,,,,,,,,,"] },
    [
      "agreement_acts.csv, row 3, column `agreement`: the agreement `ICA-YB` is not registered in `agreements.csv`\n  help: did you mean `ICA-BY`?",
    ],
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
