/**
 * How much memory an import takes: files of any size are read as a stream. `node scripts/import-memory.mjs 1000` makes files
 * of 1,000 MB, none of which touches the disk, and says for each kind how long it took and how much memory at most. Exit code 1
 * where one took more than 500 MB. A second number bounds the heap in MB (0: not), and further words are the kinds to look at. Needs `npm run build`; part of `npm run soak`.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const MOST_MEMORY_MB = 500;
const PEOPLE = 1_000;
const INSTITUTES = 200;

const pad = (number, width) => String(number).padStart(width, "0");

const known = new Map();

/** An ORCID iD of that number, with its check digit (ISO 7064 MOD 11-2). */
function orcid(number) {
  if (!known.has(number)) known.set(number, made(number));
  return known.get(number);
}

function made(number) {
  const digits = `0000000${pad(number, 8)}`;
  let total = 0;
  for (const digit of digits) total = ((total + Number(digit)) * 2) % 11;
  const check = (12 - total) % 11;
  return `${digits}${check === 10 ? "X" : check}`.replace(/^(.{4})(.{4})(.{4})(.{4})$/, "$1-$2-$3-$4");
}

/** A ROR id of that number. */
function ror(number) {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  let rest = number;
  let six = "";
  for (let place = 0; place < 6; place++) {
    six = letters[rest % 32] + six;
    rest = Math.floor(rest / 32);
  }
  return `0${six}${pad(98 - ((number * 100) % 97), 2)}`;
}

const institute = (number) => ({
  id: `i${number % INSTITUTES}`,
  title: `Institute number ${number % INSTITUTES}`,
  ror: ror(number % INSTITUTES),
});

/** Kinds of files: a beginning, rows by their numbers, an end. */
const KINDS = {
  "CSV, all on record": {
    file: "people.csv",
    begin: "person,family_name,given_name,orcid,institute,connection,first_day\n",
    row: (k) =>
      `p${k % PEOPLE},Family${k % PEOPLE},Given,${orcid(k % PEOPLE)},i${k % INSTITUTES},affiliated with,2020-01-01\n`,
  },
  "CSV, all wrong, until it is refused": {
    file: "people.csv",
    begin: "person,family_name,given_name,orcid,institute,connection,first_day\n",
    row: (k) => `p${k},Family${k},Given,0000-0000-0000-0000,i${k % INSTITUTES},affiliated with,2020-02-30\n`,
  },
  "CSV, all new, until it is refused": {
    file: "people.csv",
    begin: "person,family_name,given_name,orcid,institute,connection,first_day\n",
    row: (k) => `n${k},Family${k},Given,,i${k % INSTITUTES},affiliated with,2020-01-01\n`,
  },
  "CSV, a quote that is never closed": {
    file: "people.csv",
    begin: 'person,family_name\np1,"',
    row: () => "x".repeat(1000),
  },
  "author list": {
    file: "list.xml",
    begin: `<?xml version="1.0"?><collaborationauthorlist><creationDate>2024-01-01</creationDate><organizations>${Array.from({ length: INSTITUTES }, (_, k) => `<Organization id="a${k}"><name>${institute(k).title}</name><orgName source="ROR">${ror(k)}</orgName></Organization>`).join("\n")}</organizations><authors>\n`,
    row: (k) =>
      `<Person><givenName>Given</givenName><familyName>Family${k % PEOPLE}</familyName><authorNamePaper>G. Family</authorNamePaper><authorAffiliations><authorAffiliation organizationid="a${k % INSTITUTES}"/></authorAffiliations><authorids><authorid source="ORCID">${orcid(k % PEOPLE)}</authorid></authorids></Person>\n`,
    end: "</authors></collaborationauthorlist>\n",
  },
  "records of ROR, one a line": {
    file: "ror.jsonl",
    begin: "",
    row: (k) =>
      `${JSON.stringify({ id: `https://ror.org/${ror(k)}`, names: [{ value: `Institute number ${k}`, types: ["ror_display"] }], locations: [{ geonames_details: { country_code: "BY", name: "Town" } }], status: "active", types: ["facility"] })}\n`,
  },
  "records of ROR, in a list": {
    file: "ror.json",
    begin: "[\n",
    row: (k) =>
      `${k === 0 ? "" : ","}${JSON.stringify({ id: `https://ror.org/${ror(k)}`, name: `Institute number ${k}`, aliases: [], country: { country_code: "BY" }, addresses: [{ city: "Town" }], status: "active", types: ["Facility"] })}\n`,
    end: "]\n",
  },
};

/** A source of that kind, made as it is read. */
function sourceOf({ file, begin, row, end = "" }, megabytes) {
  const wanted = megabytes * 1e6;
  return {
    name: file,
    bytes: function* () {
      const encoder = new TextEncoder();
      let length = begin.length;
      yield encoder.encode(begin);
      for (let k = 0; length < wanted; ) {
        let piece = "";
        while (piece.length < 200_000) piece += row(k++);
        length += piece.length;
        yield encoder.encode(piece);
      }
      yield encoder.encode(end);
    },
  };
}

/** The registry that the files are about. */
function registry(day, SINCE_EVER) {
  const header = { on: SINCE_EVER, recorded: SINCE_EVER, by: "", instrument: "" };
  const acts = [{ act: "party", id: "BY", ...header, party: "BY", title: "Belarus", kind: "State" }];
  for (let k = 0; k < INSTITUTES; k++) {
    const { id, title, ror: own } = institute(k);
    acts.push({
      act: "institute",
      id: `i${k}:1`,
      ...header,
      institute: id,
      title,
      kind: "facility",
      seat: "BY",
      governedBy: "BY",
      ror: own,
      city: "Town",
    });
  }
  for (let k = 0; k < PEOPLE; k++) {
    acts.push({
      act: "person",
      id: `p${k}:1`,
      ...header,
      person: `p${k}`,
      familyName: `Family${k}`,
      givenName: "Given",
      orcid: orcid(k),
    });
    acts.push({
      act: "affiliation",
      id: `p${k}:2`,
      ...header,
      on: day("2020-01-01"),
      person: `p${k}`,
      institute: `i${k % INSTITUTES}`,
      connection: "affiliated with",
    });
  }
  return acts;
}

async function measure(kind, megabytes) {
  const { day, SINCE_EVER } = await import("../packages/calendar/dist/index.js");
  const { bringIn, NO_MAPPING } = await import("../packages/exchange/dist/index.js");
  const acts = registry(day, SINCE_EVER);
  const start = performance.now();
  let said;
  try {
    const brought = await bringIn(acts, [sourceOf(KINDS[kind], megabytes)], {
      recorded: day("2024-06-01"),
      by: "soak",
      instrument: "soak",
      mapping: NO_MAPPING,
    });
    const { counts, acts: made } = brought.plan();
    said = `${made.length} acts; ${JSON.stringify({ people: counts.people, institutes: counts.institutes })}`;
  } catch (error) {
    if (error.name !== "ExchangeError") throw error;
    said = `refused: ${error.message.split("\n")[0]}`;
  }
  const seconds = (performance.now() - start) / 1000;
  process.send({ seconds, memory: process.resourceUsage().maxRSS / 1000, said });
}

if (process.send !== undefined) await measure(process.argv[2], Number(process.argv[3]));
else {
  const megabytes = Number(process.argv[2] ?? 1000);
  // A second number bounds the heap: a test of a few megabytes must be able to fail.
  const heap = Number(process.argv[3] ?? 0);
  const execArgv = heap > 0 ? [`--max-old-space-size=${heap}`] : [];
  const wanted = process.argv.slice(4);
  let isGood = true;
  for (const kind of wanted.length > 0 ? wanted : Object.keys(KINDS)) {
    const child = fork(fileURLToPath(import.meta.url), [kind, String(megabytes)], { execArgv });
    let found;
    child.on("message", (message) => {
      found = message;
    });
    await new Promise((resolve) => child.on("close", resolve));
    const good = found !== undefined && found.memory < MOST_MEMORY_MB;
    isGood &&= good;
    const figures =
      found === undefined
        ? "it died"
        : `${found.memory.toFixed(0).padStart(4)} MB at most, ${found.seconds.toFixed(1).padStart(6)} s; ${found.said}`;
    process.stdout.write(`${good ? "good" : "BAD "}  ${kind.padEnd(36)} ${figures}\n`);
  }
  process.exitCode = isGood ? 0 : 1;
}
