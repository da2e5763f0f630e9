import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAuthorList, splitAffiliation } from "../../src/import/author-list.ts";
import { ImportError } from "../../src/import/import-error.ts";
import { deepestNesting, JsonFault, type JsonNode, readJson } from "../../src/import/json-places.ts";

function plain(node: JsonNode): unknown {
  if (node.kind === "object")
    return Object.fromEntries([...node.members].map(([name, member]) => [name, plain(member)]));
  if (node.kind === "list") return node.items.map(plain);
  return node.kind === "null" ? null : node.value;
}

function verdict(read: () => unknown): { value: unknown } | "refused" {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof JsonFault || error instanceof SyntaxError) return "refused";
    throw error;
  }
}

describe("the JSON reader equals JSON.parse", () => {
  test("on JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(plain(readJson(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test("and refuses a field written twice where it is told to", () => {
    const text = '{"a": [{"b": 1}, {"b": 2, "b": 3}]}';
    expect(plain(readJson(text))).toEqual({ a: [{ b: 1 }, { b: 3 }] });
    let fault: unknown;
    try {
      readJson(text, { isUnique: true });
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(JsonFault);
    expect(fault).toMatchObject({ at: 26, twice: "b", message: "the field `b` is written twice" });
    const sameNameElsewhere = '[{"a": 1}, {"a": {"a": 2}}]';
    expect(plain(readJson(sameNameElsewhere, { isUnique: true }))).toEqual(JSON.parse(sameNameElsewhere));
  });

  test("on JSON with a wound, and on what only looks like JSON", () => {
    const looksLike = fc.string({
      unit: fc.constantFrom(...'{}[]:,"\\ \n\t/bnu0019eE+-.tfalsruén'),
      maxLength: 25,
    });
    const wounded = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, more]) => {
      const where = at % (text.length + 1);
      return text.slice(0, where) + more + text.slice(where + 1);
    });
    fc.assert(
      fc.property(fc.oneof(looksLike, wounded), (text) => {
        expect(verdict(() => plain(readJson(text)))).toEqual(verdict(() => JSON.parse(text)));
      }),
      { numRuns: 20_000 },
    );
  });

  test("but refuses nesting without end", () => {
    expect(() => readJson("[".repeat(1_000_000))).toThrow("the nesting is too deep");
    const deep = "[".repeat(deepestNesting) + "]".repeat(deepestNesting);
    expect(plain(readJson(deep))).toEqual(JSON.parse(deep));
  });
});

test.each([
  ["A U.", ["A U."], []],
  ["A U.; B U.", ["A U.", "B U."], []],
  ["A U., B; C", ["A U., B", "C"], []],
  ["A U.;B U.", ["A U.", "B U."], ["odd separator"]],
  ["A U. ; B U.", ["A U.", "B U."], ["odd blanks"]],
  ["A U.; ; B U.;", ["A U.", "B U."], ["odd separator"]],
  [" A\u00a0 U.\n", ["A U."], ["odd blanks"]],
  ["A U.; A U.", ["A U."], ["same institute twice for one person"]],
  ["", [], ["no affiliation"]],
  [" ; ", [], ["no affiliation"]],
  ["None", [], ["no affiliation"]],
] as const)("affiliation %j", (text, shortNames, remarks) => {
  expect(splitAffiliation(text)).toEqual({ shortNames, remarks });
});

describe("entries of one person", () => {
  const read = (...authors: object[]) =>
    readAuthorList(JSON.stringify([{ experiment: ["X"], date_created: ["2010"], authors }]), "list.json");
  const id = "INSPIRE-00000001";

  test("with one id and one name are united, with both affiliations", () => {
    const list = read(
      { name: "Example, A", affiliation: "A U.", inspireid: id },
      { name: "Example, A", affiliation: "B U.", inspireid: id },
      { name: "Example, A", affiliation: "C U.", inspireid: ` ${id}` },
    );
    expect(list.people).toEqual([
      { name: "Example, A", inspireId: id, shortNames: ["A U.", "B U.", "C U."] },
    ]);
    expect(list.remarks.map(({ remark }) => remark)).toEqual([
      "odd blanks",
      "one person listed twice",
      "one person listed twice",
    ]);
  });

  test("with one id and two names are two people, and the id identifies neither", () => {
    const list = read(
      { name: "Example, A", affiliation: "A U.", inspireid: id },
      { name: "Other, B", affiliation: "A U.", inspireid: id },
    );
    expect(list.people).toEqual([
      { name: "Example, A", shortNames: ["A U."] },
      { name: "Other, B", shortNames: ["A U."] },
    ]);
    expect(list.remarks.map(({ remark, path, line }) => [remark, path, line])).toEqual([
      ["one INSPIRE id on different names", "[0].authors[0]", 1],
      ["one INSPIRE id on different names", "[0].authors[1]", 1],
    ]);
  });

  test("with one name and other ids, or none, are namesakes", () => {
    const list = read(
      { name: "Example, A", affiliation: "A U.", inspireid: id },
      { name: "Example, A", affiliation: "A U.", inspireid: "INSPIRE-00000002" },
      { name: "Example, A", affiliation: "A U.", inspireid: "INSPIRE-1" },
      { name: "Example, A", affiliation: "A U.", inspireid: "None" },
    );
    expect(list.people.length).toBe(4);
    expect(list.remarks.map(({ remark }) => remark).sort()).toEqual([
      "malformed INSPIRE id",
      "no INSPIRE id",
      "one name with different INSPIRE ids",
      "one name with different INSPIRE ids",
      "one name with different INSPIRE ids",
    ]);
  });
});

/** Every message whole: `file:line:column: message (path)` and the help. */
const record = "a record of the CERN Open Data portal has `authors`: a list of `name` and `affiliation`";
const bad: readonly [string, string | Uint8Array, string][] = [
  [
    "an empty file",
    "",
    "l.json:1:1: the text ends in the middle of a JSON value\n  help: expected a JSON value; is the file cut short?",
  ],
  [
    "a truncated file",
    '[{"authors": [\n {"name": "Exam',
    "l.json:2:16: the text ends in the middle of a JSON value\n  help: expected the closing quote of a text; is the file cut short?",
  ],
  ["not JSON", "name,affiliation\n", "l.json:1:1: this is not JSON\n  help: expected a JSON value"],
  [
    "a missing comma",
    '[{"a": 1}\n {"b": 2}]',
    "l.json:2:2: a list is not closed\n  help: expected `,` or `]`",
  ],
  ["a text", '"authors"', `l.json:1:1: the file holds a text and no record\n  help: ${record}`],
  ["an empty list", "[]", `l.json:1:1: the file holds a list and no record\n  help: ${record}`],
  ["no authors", '[\n {"title": "T"}]', `l.json:2:2: the record has no \`authors\`\n  help: ${record}`],
  [
    "authors that are a text",
    '[{"authors": "Example, A"}]',
    "l.json:1:14: `authors` is a text, not a list ([0].authors)",
  ],
  ["nobody", '{"authors": []}', "l.json:1:13: `authors` names nobody (authors)"],
  [
    "two records",
    '[{"authors": [{}]},\n{"authors": [{}]}]',
    "l.json:2:1: the file holds 2 records with `authors` ([1])\n  help: put each record into a file of its own",
  ],
  [
    "wrong types, all of them told",
    '{"authors": [\n"Example, A",\n{"name": 7, "affiliation": ["A U."]},\n{"name": "B", "inspireid": {}}]}',
    "l.json:2:1: an author is a text, not an object (authors[0])\nl.json:3:10: `name` is a number, not a text (authors[1].name)\nl.json:3:28: `affiliation` is a list, not a text (authors[1].affiliation)\nl.json:4:28: `inspireid` is an object, not a text (authors[2].inspireid)",
  ],
  ["UTF-16", new Uint8Array([255, 254, 91, 0]), "l.json: the file is in UTF-16\n  help: save it as UTF-8"],
  [
    "Latin-1",
    new Uint8Array([...new TextEncoder().encode('[{"authors":\n["'), 0xe9, 0x22]),
    "l.json:2:3: a byte here is not UTF-8\n  help: save the file as UTF-8",
  ],
];

describe("what cannot be read is refused with its place", () => {
  test.each(bad)("%s", (_, input, message) => {
    let thrown: unknown;
    try {
      readAuthorList(input, "l.json");
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ImportError);
    expect((thrown as ImportError).message).toBe(message);
  });

  test("and many problems are counted", () => {
    const many = JSON.stringify({ authors: Array.from({ length: 50 }, () => 1) });
    expect(() => readAuthorList(many, "l.json")).toThrow("and 30 more");
  });
});
