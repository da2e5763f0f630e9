import { day } from "@comity/calendar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatProblem, type PackageReading, readPackage, writePackage } from "../src/index.ts";
import { TABLES } from "../src/tables.ts";
import { act, cooperation } from "./acts-for-tests.ts";

/** Every reading ends in a registry or in errors that can be printed, never in a crash and never in both. */
function isAnswer({ registry, problems }: PackageReading): void {
  const errors = problems.filter(({ severity }) => severity === "error");
  expect(registry === undefined).toBe(errors.length > 0);
  for (const problem of problems) {
    const text = formatProblem(problem);
    expect(text).toMatch(/./);
    expect(problem.message).not.toMatch(/undefined|\[object|NaN/);
  }
}

const good = writePackage(
  [
    act("party", { id: "a1", party: "BY", title: 'with "quotes", and a comma', kind: "State" }),
    act("institute", {
      id: "a2",
      institute: "I1",
      title: "Один",
      kind: "university",
      seat: "BY",
      governedBy: "BY",
      ror: "044yd9t77",
    }),
    act("person", { id: "a3", person: "p1", familyName: "Example", orcid: "0000-0002-1825-0097" }),
    act("affiliation", { id: "a4", person: "p1", institute: "I1", connection: "affiliated with" }),
    act("end", { id: "a5", ends: "a4", on: day("2022-01-10"), lastDay: day("2022-01-08") }),
    cooperation("ICA-BY", "2019-06-28", { id: "a6", parties: ["BY"] }),
    act("notice", { id: "a7", agreement: "ICA-BY", on: day("2022-01-08") }),
    act("statement", {
      id: "a8",
      record: "paid",
      columns: [
        { name: "institute", type: "string" },
        { name: "euros", type: "number" },
        { name: "due", type: "date" },
      ],
      values: ["I1", -2.5, day("2022-01-08")],
    }),
  ],
  { name: "fuzz", title: "Fuzz" },
);
const everyFile = [...good.keys()];

test("random bytes in any file", () => {
  fc.assert(
    fc.property(fc.constantFrom(...everyFile), fc.uint8Array({ maxLength: 400 }), (file, bytes) => {
      isAnswer(readPackage(new Map([...good, [file, bytes]])));
    }),
    { numRuns: 2000 },
  );
});

test("random text in any file, made of what the format is made of", () => {
  const piece = fc.constantFrom(
    ...[
      '"',
      ",",
      "\n",
      "\r\n",
      ";",
      "{",
      "}",
      "[",
      "]",
      ":",
      "2024-11-30",
      "2023-02-29",
      "id",
      "a1",
      "act",
      "null",
      "record",
      "string",
      "-1.5",
      "5 years",
      "\u0000",
      "é",
      "\ufeff",
    ],
    ...TABLES.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...everyFile), fc.array(piece, { maxLength: 80 }), (file, pieces) => {
      isAnswer(readPackage(new Map([...good, [file, new TextEncoder().encode(pieces.join(""))]])));
    }),
    { numRuns: 2000 },
  );
});

test("a good package with one byte changed, left out, doubled, or everything after it cut off", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...everyFile),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom("change", "drop", "double", "cut"),
      (file, where, byte, how) => {
        const bytes = good.get(file)!;
        const at = where % bytes.length;
        const rest = how === "cut" ? [] : [...bytes.subarray(at + (how === "double" ? 0 : 1))];
        const middle = how === "change" ? [byte] : how === "double" ? [bytes[at]!] : [];
        const changed = Uint8Array.from([...bytes.subarray(0, at), ...middle, ...rest]);
        isAnswer(readPackage(new Map([...good, [file, changed]])));
      },
    ),
    { numRuns: 3000 },
  );
});

test("a file that was cut off inside a row is never taken for whole", () => {
  for (const file of everyFile.filter((name) => name.endsWith(".csv"))) {
    const bytes = good.get(file)!;
    const firstRow = bytes.indexOf(10) + 1;
    // The last comma stands before `corrects`, which is empty: up to there something is missing.
    for (let end = firstRow + 1; end < bytes.lastIndexOf(44) + 1; end++) {
      if (bytes[end - 1] === 10) continue;
      const { registry } = readPackage(new Map([...good, [file, bytes.subarray(0, end)]]));
      expect(registry, `${file} cut after ${end} bytes`).toBeUndefined();
    }
  }
});
