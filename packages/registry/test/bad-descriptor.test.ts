/** A `datapackage.json` in which something is wrong, and the whole of what is said about it. */
import { expect, test } from "vitest";
import { HEADERS, read } from "./small-package.ts";

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
      // It is listed, if under a name that is not known.
      ...Object.keys(HEADERS)
        .filter((file) => file !== "affiliations.csv")
        .map((file) => `${file}: warning: \`${file}\` is not listed in \`datapackage.json\` and is not read`),
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
