/** What the studio makes of texts that were written for files and for wide columns. */
import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/studio/lines.ts";
import { warningText } from "../../src/studio/warning-text.ts";

describe("warnings", () => {
  it.each([
    [
      "acts[0].lastDay: the notice comes too late: to end `ICA-BB` after `2024-11-30` it had to be given by `2024-05-30`\n  help: notice given on `2024-06-01` ends it after `2029-11-30`; an earlier end needs the other party's consent",
      "The notice comes too late: to end ICA-BB after <2024-11-30> it had to be given by <2024-05-30>.",
      "Notice given on <2024-06-01> ends it after <2029-11-30>; an earlier end needs the other party's consent.",
    ],
    ["acts[12].persons[3]: there is no such person", "There is no such person.", undefined],
    ["`ICA-B` cannot be ended already", "ICA-B cannot be ended already.", undefined],
    [
      "the draft changes nothing: it is so already",
      "The draft changes nothing: it is so already.",
      undefined,
    ],
  ])("%s", (warning, says, help) => {
    expect(warningText(warning, (day) => `<${day}>`)).toEqual({ says, help });
  });
});

describe("lines", () => {
  const width = (text: string): number => [...text].length;

  it("break between words, and none is wider than the column", () => {
    expect(linesOf("Cooperation agreement with Brazil", 22, width)).toEqual([
      "Cooperation agreement",
      "with Brazil",
    ]);
    expect(linesOf("Cooperation agreement with the Argentine Republic", 22, width)).toEqual([
      "Cooperation agreement",
      "with the Argentine Re…",
    ]);
  });

  it("are as many as there is room for, and one word that is too long is cut", () => {
    expect(linesOf("Cooperation agreement", 12, width, 1)).toEqual(["Cooperation…"]);
    expect(linesOf("Weltraumforschungsinstitut", 10, width)).toEqual(["Weltraumf…"]);
  });
});
