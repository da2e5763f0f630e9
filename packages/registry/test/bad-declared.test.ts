/** Declared records in which something is wrong, and the whole of what is said about it. */
import { readPolicy } from "@comity/policy";
import { describe, expect, test } from "vitest";
import {
  type DeclaredColumn,
  declareRecord,
  formatMisfit,
  formatProblem,
  policyMisfits,
  readPackage,
} from "../src/index.ts";

const NAMES: Readonly<Record<string, string>> = {
  "parties.csv": "id,party,title,kind\na1,HU,Hungary,State\n",
  "institutes.csv": "id,institute,title,kind,seat,governed_by\na2,U1,University One,university,HU,HU\n",
  "decisions.csv": "id,decision,title,on\na3,D1,A decision,2020-01-01\n",
  "ends.csv": "id,ends,on,last_day\n",
};
const GRANT = { grant: "string", institute: "string" };

type Fields = Readonly<Record<string, string>> | readonly object[];

const fieldsOf = (fields: Fields): readonly object[] =>
  Array.isArray(fields) ? fields : Object.entries(fields).map(([name, type]) => ({ name, type }));

/** A resource that declares a record with these columns. */
const resource = (record: string, name: string, fields: Fields): object => ({
  name,
  path: `${name}.csv`,
  comity: { record },
  schema: { fields: [{ name: "id" }, ...fieldsOf(fields)] },
});

/** What is said about a small registry with these resources, one a line, and these files. */
function said(resources: readonly object[], files: Readonly<Record<string, string>>): string[] {
  const own = Object.keys(NAMES).map((path) => ({ name: path.replace(".csv", ""), path }));
  const lines = [...own, ...resources].map((each) => JSON.stringify(each));
  const descriptor = `{"name": "bad", "comity": {"format": 1}, "resources": [\n${lines.join(",\n")}]}`;
  const all = { ...NAMES, ...files, "datapackage.json": descriptor };
  const encoder = new TextEncoder();
  const bytes = new Map(Object.entries(all).map(([file, text]) => [file, encoder.encode(text)] as const));
  return readPackage(bytes).problems.map(formatProblem);
}

test("one in which nothing is wrong", () => {
  const files = {
    "grants.csv": "grant,id,institute,first_day\ng1,r1,U1,2020-01-01\n",
    "taken.csv": "id,decision,weight,count,due\nr2,D1,-0.25,-3,2024-02-29\n",
    "ends.csv": "id,ends,on,last_day\ne1,r1,2021-01-01,2020-12-31\n",
  };
  const taken = { decision: "string", weight: "number", count: "integer", due: "date" };
  expect(said([resource("grant", "grants", GRANT), resource("taken", "taken", taken)], files)).toEqual([]);
});

test.each<[string, readonly object[], Readonly<Record<string, string>>, string[]]>([
  [
    "cells of the wrong type, empty, or naming what is not registered: everything at once",
    [
      resource("grant", "grants", GRANT),
      resource("paid", "payments", { grant: "string", euros: "number", count: "integer", due: "date" }),
    ],
    {
      "grants.csv": "id,grant,institute\nr1,g1,U2\nr2,,U1\nr3,g3 ,U1\nr3,g4,U1\n",
      "payments.csv": "id,grant,euros,count,due\np1,g1,1.000,1e3,2023-02-29\np2,g1,1 000,1.5,\np3,g1,1,1\n",
    },
    [
      "grants.csv, row 3, column `grant`: `grant` is empty\n  help: expected: `grant` of the record `grant`",
      "grants.csv, row 4, column `grant`: the text `g3 ` has blanks at its ends\n  help: it may name something, and would name something else than without them",
      "payments.csv, row 2, column `count`: `1e3` is not a whole number\n  help: write it as in `1250` or `-3`",
      "payments.csv, row 2, column `due`: `2023-02-29` is not a day: February 2023 has 28 days\n  help: did you mean `2023-02-28`?",
      "payments.csv, row 3, column `euros`: `1 000` is not a number\n  help: write it as in `1250`, `-3` or `0.25`, with six decimals at most",
      "payments.csv, row 3, column `count`: `1.5` is not a whole number\n  help: write it as in `1250` or `-3`",
      "payments.csv, row 3, column `due`: `due` is empty\n  help: expected: `due` of the record `paid`",
      "payments.csv, row 4: the row has 4 fields, the header has 5",
      "grants.csv, row 2, column `institute`: the institute `U2` is not registered in `institutes.csv`",
    ],
  ],
  [
    "a header that differs from the schema",
    [resource("grant", "grants", GRANT)],
    { "grants.csv": "id,grnt,institute,firstday\nr1,g1,U1,2020-01-01\n" },
    [
      "grants.csv, row 1, column `grnt`: warning: the column `grnt` is not known and is ignored\n  help: did you mean `grant`?",
      "grants.csv, row 1, column `firstday`: warning: the column `firstday` is not known and is ignored\n  help: did you mean `first_day`?",
      "grants.csv, row 1, column `grant`: the column `grant` is missing\n  help: is it the one called `grnt`?",
    ],
  ],
  [
    "a record of the registry's own, one declared twice, and names that cannot be any",
    [
      resource("in_force", "forces", { agreement: "string" }),
      resource("grant", "grants", GRANT),
      resource("grant", "more-grants", GRANT),
      resource("two words", "words", GRANT),
      resource("away", "../away", GRANT),
      resource("team", "teams", GRANT),
    ],
    {
      "forces.csv": "",
      "grants.csv": "id,grant,institute\n",
      "more-grants.csv": "",
      "words.csv": "",
      "teams.csv": "id,institute,experiment\n",
    },
    [
      "datapackage.json, line 6: `in_force` is a record of the registry's own and cannot be declared again\n  help: the registry's own files give `in_force(agreement: Agreement)`; give yours another name",
      "datapackage.json, line 8: the record `grant` is declared twice, by `grants` and by `more-grants`\n  help: put the rows into one file",
      "datapackage.json, line 9: `two words` cannot be a record's name\n  help: a name is made of letters, digits and `_`, and does not begin with a digit",
      "datapackage.json, line 10: `../away.csv` does not lie in the folder\n  help: such as `../away.csv`",
      "datapackage.json, line 11: `teams` is a file of the registry's own and cannot declare a record\n  help: give the resource another name",
    ],
  ],
  [
    "schemas that say what cannot be",
    [
      { name: "none", path: "none.csv", comity: { record: "none" } },
      { name: "text", path: "text.csv", comity: { record: "texts" }, schema: "schema.json" },
      { name: "fields", path: "fields.csv", comity: { record: "fields" }, schema: {} },
      { name: "slip", path: "slip.csv", comity: { recrod: "slip" }, schema: {} },
      { name: "plain", path: "plain.csv", comity: "plain" },
      resource("types", "types", { a: "boolean", b: "strng", institute: "integer", recorded: "string" }),
      resource("twice", "twice", [{ name: "a" }, { name: "a" }, { name: "two words" }, { type: "string" }]),
    ],
    Object.fromEntries(
      ["none", "text", "fields", "slip", "plain", "types", "twice"].map((name) => [`${name}.csv`, ""]),
    ),
    [
      "datapackage.json, line 6: the resource `none` declares the record `none` and has no `schema`\n  help: the schema's fields say which columns the record has, and of which types",
      "datapackage.json, line 7: the schema of the record `texts` is not an object\n  help: the schema's fields say which columns the record has, and of which types",
      'datapackage.json, line 8: the schema of the record `fields` has no `fields`\n  help: its schema lists `id`, the columns of the record with their types, and the others: `"fields": [...]`',
      'datapackage.json, line 9: `comity` of a resource names no `record`\n  help: `"comity": {"record": "NAME"}` declares a record',
      "datapackage.json, line 10: `comity` of a resource is not an object",
      "datapackage.json, line 11: the column `a` of a declared record cannot hold the type `boolean`\n  help: it is a `string` (an entity or a text of the policy), a `number`, an `integer` or a `date`",
      "datapackage.json, line 11: the column `b` of a declared record cannot hold the type `strng`\n  help: did you mean `string`?",
      "datapackage.json, line 11: a column called `institute` names an institute that is registered, and cannot hold the type `integer`\n  help: make it a `string`, or give it another name, in the policy too",
      "datapackage.json, line 11: warning: the schema of `types` calls `recorded` a `string`; it is read as a `date`",
      "datapackage.json, line 12: the schema of the record `twice` has `a` twice",
      "datapackage.json, line 12: `two words` cannot be a column of a record\n  help: a name is made of letters, digits and `_`, and does not begin with a digit",
      "datapackage.json, line 12: `name` is missing",
    ],
  ],
  [
    "a record that is not declared as one",
    [{ name: "grants", path: "grants.csv" }],
    { "grants.csv": "id,grant\n" },
    [
      'datapackage.json, line 6: warning: the resource `grants` is not known and is not read\n  help: what a policy needs besides is declared by `"comity": {"record": "NAME"}`',
    ],
  ],
  [
    "rows that do to others what cannot be done",
    [resource("grant", "grants", GRANT), resource("closed", "closed", { grant: "string" })],
    {
      "grants.csv":
        "id,grant,institute,first_day,last_day,recorded,corrects\nr1,g1,U1,2020-01-01,2020-12-31,,\nr2,g2,U1,2020-01-01,2019-01-01,,\nr3,g3,U1,,,,r9\n",
      "closed.csv": "id,grant,corrects\nr4,g1,r1\n",
      "ends.csv":
        "id,ends,on,last_day\ne1,r3,2021-01-01,2021-01-31\ne2,r3,2021-01-01,2021-02-28\ne3,r9,2021-01-01,2021-01-31\ne4,r1,2019-01-01,2019-12-31\n",
    },
    [
      "ends.csv, row 3, column `ends`: `r3` is ended by `e1` already, on `2021-01-31` (see ends.csv, row 2)\n  help: correct that end, or withdraw one of the two",
      "ends.csv, row 4, column `ends`: no act has the id `r9`",
      "ends.csv, row 5, column `last_day`: the last day `2019-12-31` is before the first, `2020-01-01`\n  help: what has not begun is taken back by a withdrawal of `r1`",
      "grants.csv, row 3, column `last_day`: the last day `2019-01-01` is before the first, `2020-01-01`",
      "grants.csv, row 4, column `corrects`: no act has the id `r9`",
      "closed.csv, row 2, column `corrects`: `r1` states `grant`, this states `closed` (see grants.csv, row 2)\n  help: withdraw the one and add the other",
    ],
  ],
])("%s", (_, resources, files, expected) => {
  expect(said(resources, files)).toEqual(expected);
});

describe("a policy's records are held against those declared", () => {
  const policyWith = (...records: readonly string[]) => {
    const code = ["kind Grant, Institute", ...records, 'never "nothing" when x()', "record x()"].join("\n");
    const { policy, diagnostics } = readPolicy(`# P\n\n\`\`\`policy\n${code}\n\`\`\`\n`, "p.policy.md");
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return policy!.records;
  };
  const columns = (fields: Readonly<Record<string, DeclaredColumn["type"]>>): DeclaredColumn[] =>
    Object.entries(fields).map(([name, type]) => ({ name, type }));
  const grants = declareRecord("grant", columns({ grant: "string", euros: "integer", due: "date" }), {
    resource: "grants",
  });
  const help =
    "\n  help: the columns have the same names in the same order; an entity or a Text is a `string`, a Number a `number` or an `integer`, a Day a `date`";
  const gives = "which gives `grant(grant: string, euros: integer, due: date)`";

  test.each<[string, readonly string[]]>([
    ["record grant(grant: Grant, euros: Number, due: Day)", []],
    ["record grant(grant: Text, euros: Number, due: Day)", []],
    // What the policy declares and no file gives is empty.
    ["record grant(grant: Grant, euros: Number, due: Day)\nrecord grant_suspended(grant: Grant)", []],
    [
      "record grant(grant: Grant, euros: Text, due: Day)",
      [
        `p.policy.md:5:8: \`grant(grant: Grant, euros: Text, due: Day)\` does not fit \`grants.csv\`, ${gives}: the policy's \`euros\` is a \`Text\` and needs a \`string\`, the file's holds \`integer\`${help}`,
      ],
    ],
    [
      "record grant(grant: Grant, due: Day, euros: Number)",
      [
        `p.policy.md:5:8: \`grant(grant: Grant, due: Day, euros: Number)\` does not fit \`grants.csv\`, ${gives}: column 2 is \`due\` in the policy and \`euros\` in the file${help}`,
      ],
    ],
    [
      "record grant(grant: Grant, dollars: Number, due: Day)",
      [
        `p.policy.md:5:8: \`grant(grant: Grant, dollars: Number, due: Day)\` does not fit \`grants.csv\`, ${gives}: column 2 is \`dollars\` in the policy and \`euros\` in the file${help}`,
      ],
    ],
    [
      "record grant(grant: Grant, euros: Number)",
      [
        `p.policy.md:5:8: \`grant(grant: Grant, euros: Number)\` does not fit \`grants.csv\`, ${gives}: the file's column \`due\` is none of the policy's${help}`,
      ],
    ],
    [
      "record grants(grant: Grant)",
      [
        "grants.csv: warning: the policy declares no record `grant`, so nothing reads this file\n  help: did you mean `grants`?",
      ],
    ],
    [
      "record grant(grant: Grant, euros: Number, due: Day)\nrecord seat(institute: Institute, state: Number)",
      [
        "p.policy.md:6:8: every registry gives `seat(institute: Institute, state: State)` by itself, and this is `seat(institute: Institute, state: Number)`\n  help: give yours another name, such as `seat_state`, or declare it with the registry's columns",
      ],
    ],
    // An agreement's suspension would be read as an institute's.
    [
      "record grant(grant: Grant, euros: Number, due: Day)\nrecord suspended(institute: Institute)",
      [
        "p.policy.md:6:8: warning: every registry gives `suspended(agreement: Agreement)` by itself, and this is `suspended(institute: Institute)`\n  help: give yours another name, such as `suspended_institute`, or declare it with the registry's columns",
      ],
    ],
    // A kind or a column of another name alone is the policy's own affair.
    [
      "record grant(grant: Grant, euros: Number, due: Day)\nrecord dues_paid(institute: Institute, experiment: Grant)",
      [],
    ],
  ])("%s", (record, expected) => {
    expect(policyMisfits(policyWith(record), [grants]).map(formatMisfit)).toEqual(expected);
  });
});
