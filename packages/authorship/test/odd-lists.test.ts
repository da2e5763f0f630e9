/** Habits of files that stand in no format's description: several lists in one file, family names first, an array of authors. */
import { describe, expect, it } from "vitest";
import { asLines, read } from "./as-lines.ts";

const NEUTRAL = "Affiliated with an institute covered by a cooperation agreement with CERN";

const xml = (institute: string, name: string, collaboration: string): string =>
  `<?xml version="1.0"?>
<collaborationauthorlist><collaborations><collaboration id="c1"><name>${collaboration}</name></collaboration></collaborations>
<organizations><Organization id="o1"><name>${institute}</name></Organization></organizations>
<authors><Person><familyName>${name}</familyName><authorNamePaper>A. ${name}</authorNamePaper>
<authorCollaboration collaborationid="c1"/><authorAffiliations><authorAffiliation organizationid="o1"/></authorAffiliations></Person></authors></collaborationauthorlist>`;

describe("a file", () => {
  it("holds several author lists, whose ids each mean their own", async () => {
    const { list, authorsIn, notes } = await read(
      [
        xml("Example University", "Ashwood", "FIRST"),
        xml(NEUTRAL, "Brook", "SECOND"),
        xml("Other Institute", "Cliffe", "FIRST"),
      ].join("\n"),
    );
    expect(asLines(list)).toEqual([
      "A. Ashwood | Example University",
      `A. Brook | ${NEUTRAL}`,
      "A. Cliffe | Other Institute",
    ]);
    const names = new Map(list.collaborations.map(({ key, name }) => [key, name]));
    expect(list.collaborations.map(({ name }) => name)).toEqual(["FIRST", "SECOND"]);
    expect(list.authors.slice(1).map(({ collaborations: [key = ""] }) => names.get(key))).toEqual([
      "SECOND",
      "FIRST",
    ]);
    expect(authorsIn).toBe(3);
    expect(notes.filter(({ message }) => message.startsWith("another author list begins"))).toHaveLength(2);
  });

  it.each([
    `Ashwood, A. [1], Brook, B.-C. [1,2]; van den Cliffe, D. E., Jr. [2]\n[1] Example University, Town\n[2] ${NEUTRAL}`,
    `Ashwood, A.1, Brook, B.-C.1,2, van den Cliffe, D. E., Jr.2\n\n1 Example University, Town\n2 ${NEUTRAL}`,
    `Ashwood, A.^{1}, Brook, B.-C.^{1,2} and van den Cliffe, D. E., Jr.^{2}\n\n^{1} Example University, Town\n^{2} ${NEUTRAL}`,
  ])("has the family names first: %s", async (text) => {
    const { list, authorsIn, leftOut } = await read(text);
    expect(asLines(list)).toEqual([
      "Ashwood, A. | Example University, Town",
      `Brook, B.-C. | Example University, Town; ${NEUTRAL}`,
      `van den Cliffe, D. E., Jr. | ${NEUTRAL}`,
    ]);
    expect(list.authors.map(({ familyName, givenName }) => [familyName, givenName])).toEqual([
      ["Ashwood", "A."],
      ["Brook", "B.-C."],
      ["van den Cliffe", "D. E."],
    ]);
    expect([authorsIn, leftOut]).toEqual([3, 0]);
  });

  it("is an array of authors with nothing around it", async () => {
    const { list, format } = await read(
      `[{ "name": "Ashwood, A.", "affiliation": "Example U." }, { "name": "Brook, B.", "affiliation": "${NEUTRAL}" }]`,
    );
    expect(asLines(list)).toEqual(["A. Ashwood | Example U.", `B. Brook | ${NEUTRAL}`]);
    expect(format).toBe("opendata");
  });
});
