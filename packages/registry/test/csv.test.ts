/** The form of files: which records there are, in which rows, and what is wrong with them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { scanCsv, writeCsv } from "../src/csv.ts";

/** Rows as `number: cell|cell`, then the flaws, then whether the text ends with a line break. */
function scan(text: string, delimiter = ","): string[] {
  const rows: string[] = [];
  const { flaws, endsWithLineBreak } = scanCsv(text, delimiter, (cells, row) =>
    rows.push(`${row}: ${cells.join("|")}`),
  );
  return [
    ...rows,
    ...flaws.map(({ code, row }) => `${code} in ${row}`),
    ...(endsWithLineBreak ? [] : ["cut"]),
  ];
}

// What follows the last line break is an empty record: it is left to the reader, as other empty rows are.
test.each<[string, string, string[]]>([
  ["nothing", "", ["cut"]],
  ["a header", "a,b", ["1: a|b", "cut"]],
  ["LF", "a,b\n1,2\n", ["1: a|b", "2: 1|2", "3: "]],
  ["CR LF", "a,b\r\n1,2\r\n", ["1: a|b", "2: 1|2", "3: "]],
  ["CR LF and quotes", 'a,b\r\n"1",2\r\n3,"4"\r\n', ["1: a|b", "2: 1|2", "3: 3|4", "4: "]],
  ["CR LF and LF", 'a\r\n"1"\n2\r\n3\n', ["1: a", "2: 1", "3: 2", "4: 3", "5: "]],
  ["LF, then CR LF", "a\n1\r\n2\n", ["1: a", "2: 1", "3: 2", "4: "]],
  ["CR alone", "a,b\r1,2\r", ["1: a|b", "2: 1|2", "3: "]],
  ["a CR that belongs to a cell", 'a,b\n1,"2\r"\r\n"\r",3\n', ["1: a|b", "2: 1|2\r", "3: \r|3", "4: "]],
  ["CR LF in a cell", 'a\r\n"1\r\n2"\r\n', ["1: a", "2: 1\r\n2", "3: "]],
  ["a line break in a cell does not shift rows", 'a\n"1\n2\n3"\n4\n', ["1: a", "2: 1\n2\n3", "3: 4", "4: "]],
  ["delimiters and quotes in cells", 'a,b\n"1,2","3""4"\n', ["1: a|b", '2: 1,2|3"4', "3: "]],
  ["a quote inside a bare cell", 'a,b\n5" pipe,1\n', ["1: a|b", '2: 5" pipe|1', "3: "]],
  ["an empty cell in quotes", 'a,b\n"",""\n', ["1: a|b", "2: |", "3: "]],
  ["an unclosed quote", 'a,b\n1,"2\n3,4\n', ["1: a|b", "2: 1|2\n3,4\n", "unclosed-quote in 2"]],
  [
    "text after a closing quote",
    'a,b\n"1"2,3\n',
    ["1: a|b", '2: 1"2,3\n', "stray-quote in 2", "unclosed-quote in 2"],
  ],
  ["the end of the file inside a row", "a,b\n1", ["1: a|b", "2: 1", "cut"]],
])("%s", (_, text, expected) => {
  expect(scan(text)).toEqual(expected);
});

test("another delimiter", () => {
  expect(scan('a;b\n"1;2";3,4\n', ";")).toEqual(["1: a|b", "2: 1;2|3,4", "3: "]);
});

const cell = fc.string({
  unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "\t", ";", "é", "\ufeff"),
  maxLength: 6,
});
const records = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
  );

test("what is written is read again", () => {
  fc.assert(
    fc.property(records, (written) => {
      const read: (readonly string[])[] = [];
      const { flaws } = scanCsv(writeCsv(written), ",", (cells) => read.push(cells));
      expect(flaws).toEqual([]);
      expect(read).toEqual([...written, [""]]);
    }),
    { numRuns: 3000 },
  );
});

test("lines that end with CR LF read as those that end with LF", () => {
  const plain = fc.string({ unit: fc.constantFrom("a", '"', ",", " ", "é"), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.array(plain, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (written) => {
      const text = writeCsv(written);
      expect(scan(text.replaceAll("\n", "\r\n"))).toEqual(scan(text));
    }),
    { numRuns: 1000 },
  );
});
