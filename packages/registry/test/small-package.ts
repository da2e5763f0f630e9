/** A small registry as the files of a package, in which nothing is wrong until a test puts something wrong into it. */
import { formatProblem, readPackage } from "../src/index.ts";

export const HEADERS: Readonly<Record<string, string>> = {
  "parties.csv": "id,party,title,kind,of,first_day,recorded,by,instrument,corrects",
  "institutes.csv":
    "id,institute,title,kind,seat,governed_by,ror,city,first_day,last_day,recorded,by,instrument,corrects",
  "agreements.csv":
    "id,agreement,title,kind,parties,parent,experiments,on,first_day,last_day,term,renewal,renewal_term,notice_period,succeeds,decided_by,recorded,by,instrument,corrects",
  "agreement_acts.csv":
    "id,act,agreement,on,last_day,party,person,under,restriction,succeeds,term,renewal,renewal_term,notice_period,recorded,by,instrument,corrects",
  "people.csv": "id,person,family_name,given_name,orcid,mail,first_day,recorded,by,instrument,corrects",
  "affiliations.csv": "id,person,institute,connection,first_day,last_day,recorded,by,instrument,corrects",
  "contracts.csv": "id,person,institute,category,presence,first_day,last_day,recorded,by,instrument,corrects",
  "marks.csv": "id,act,person,mark,first_day,last_day,recorded,by,instrument,corrects",
  "merges.csv": "id,person,into,on,recorded,by,instrument,corrects",
  "erasures.csv": "id,person,on,recorded,by,instrument",
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
  "people.csv": ["a8,p1,Example,Anna,0000-0002-1825-0097,,,,,,", "a9,p2,Sample,Boris,,,,,,,"],
  "affiliations.csv": [
    "a10,p1,INP,affiliated with,2021-03-01,,,,,",
    "a11,p2,JINR,on leave from,2021-03-01,,,,,",
  ],
  "contracts.csv": ["a12,p1,INP,USER,60,2021-03-01,2026-02-28,,,,"],
  "marks.csv": ["a13,mark,p1,mission critical,2023-01-01,,,,,"],
  "merges.csv": [],
  "erasures.csv": [],
  "ends.csv": ["a14,a13,2023-06-01,2023-06-30,,,,"],
  "withdrawals.csv": [],
};

export type Files = Readonly<Record<string, readonly string[] | string | Uint8Array>>;

/** What is said about the good registry with rows added; or with a whole file as text or bytes in place of one. */
export function read(files: Files, descriptor?: string): string[] {
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
