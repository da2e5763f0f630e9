/** A board packed by other archivers, or packed wrongly: one form is a board, and every other is refused by its name. */
import { describe, expect, it } from "vitest";
import { archived } from "../../src/ballot/board/archive.ts";
import { readBoard } from "../../src/index.ts";
import { codeOf } from "../ground/forged-vote.ts";
import { openVote, SECONDS } from "../ground/made-vote.ts";

const { board } = openVote(1, 1, 1);
const BLOCK = 512;

/** The board with bytes of its first header written otherwise, and the header's sum made to fit. */
function withHeader(...fields: readonly (readonly [number, string | readonly number[]])[]): Uint8Array {
  const changed = board.slice();
  for (const [at, field] of fields)
    changed.set(typeof field === "string" ? Buffer.from(field, "latin1") : field, at);
  changed.set(Buffer.from("        "), 148);
  const sum = changed.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0);
  changed.set(Buffer.from(`${sum.toString(8).padStart(6, "0")}\0 `, "latin1"), 148);
  return changed;
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const file = (name: string, text: string): Uint8Array =>
  archived({ name, bytes: Buffer.from(text) }, SECONDS);

/** A line a case: what an archiver, or a forger, does; the bytes; the reason. */
const CASES: readonly (readonly [string, Uint8Array, string])[] = [
  ["ustar's magic", withHeader([257, "ustar\x0000"]), "archive-header"],
  ["GNU's magic", withHeader([257, "ustar  \0"]), "archive-header"],
  [
    "a pax header before the first file",
    joined(file("PaxHeaders/BELENIOS", "11 x=y\n"), board),
    "board-header",
  ],
  ["a pax header's type", withHeader([156, "x"]), "archive-header"],
  ["a global pax header's type", withHeader([156, "g"]), "archive-header"],
  ["GNU's long name", withHeader([156, "L"]), "archive-header"],
  ["the type of old archives", withHeader([156, "\0"]), "archive-header"],
  ["a link", withHeader([156, "2"], [157, "elsewhere"]), "archive-header"],
  ["a folder", withHeader([156, "5"]), "archive-header"],
  ["a sparse file", withHeader([156, "S"]), "archive-header"],
  ["an owner's name", withHeader([265, "root"]), "archive-header"],
  ["an owner's number", withHeader([108, "0001750\0"]), "archive-header"],
  ["other rights", withHeader([100, "0000755\0"]), "archive-header"],
  ["a prefix of the name", withHeader([345, "folder"]), "archive-header"],
  ["a size in base 256", withHeader([124, [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 42]]), "archive-header"],
  ["a negative size in base 256", withHeader([124, new Array<number>(12).fill(0xff)]), "archive-header"],
  ["a size that is no number", withHeader([124, "99999999999\0"]), "archive-header"],
  ["the largest size", withHeader([124, "77777777777\0"]), "archive-cut"],
  ["a size with blanks before it", withHeader([124, "         42\0"]), "archive-header"],
  [
    "a time in base 256",
    withHeader([136, [0x80, 0, 0, 0, 0, 0, 0, 0, 0x65, 0x53, 0xf1, 0]]),
    "archive-header",
  ],
  ["another time", withHeader([136, "14524770401\0"]), "archive-header"],
  ["something behind the name's end", withHeader([20, "x"]), "archive-header"],
  ["a name without an end", withHeader([0, "B".repeat(100)]), "archive-header"],
  ["a name with a path", withHeader([0, "./BELENIOS"]), "board-header"],
  [
    "a sum of signed bytes",
    (() => {
      const changed = board.slice();
      changed.set(Buffer.from("777777"), 148);
      return changed;
    })(),
    "archive-header",
  ],
  ["another first file", joined(file("README", "x"), board), "board-header"],
  ["the first file twice", joined(board.subarray(0, 2 * BLOCK), board), "archive-name"],
  ["a file of another name at the end", joined(board, file("notes.txt", "x")), "archive-name"],
  ["a name in capitals", joined(board, file(`${"A".repeat(64)}.data.json`, "x")), "archive-name"],
  ["a name that leads elsewhere", joined(board, file("../../etc/passwd", "x")), "archive-name"],
  [
    "a file that is not what its name says",
    joined(board, file(`${"a".repeat(64)}.data.json`, "x")),
    "hash-differs",
  ],
  ["an empty file", joined(board, file(`${"0".repeat(64)}.data.json`, "")), "hash-differs"],
  ["half a header at the end", joined(board, new Uint8Array(100).fill(1)), "archive-cut"],
  ["a block of nothing, and another board", joined(board, new Uint8Array(BLOCK), board), "archive-padding"],
  ["an end of half a block", joined(board, new Uint8Array(BLOCK + 100)), "archive-padding"],
  ["one byte too few", board.slice(0, -1), "archive-cut"],
  ["one byte too many", joined(board, Uint8Array.of(0)), "archive-cut"],
  ["a byte order mark before it", joined(Uint8Array.of(0xef, 0xbb, 0xbf), board), "archive-header"],
  ["compressed", Buffer.from("1f8b0800000000000003", "hex"), "archive-cut"],
  ["nothing but the end", new Uint8Array(1024), "archive-empty"],
];

describe("an archive", () => {
  it("is taken as it is made, and with the end that other archivers write", () => {
    expect(codeOf(() => readBoard(board))).toBe("taken");
    for (const blocks of [1, 2, 20])
      expect(codeOf(() => readBoard(joined(board, new Uint8Array(blocks * BLOCK))))).toBe("taken");
  });

  it.each(CASES)("with %s is refused", (_, bytes, code) => {
    expect(codeOf(() => readBoard(bytes))).toBe(code);
  });
});
