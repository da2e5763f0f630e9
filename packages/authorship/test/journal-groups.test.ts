/** Journals' XML whose authors come in groups, and that declares its pictures. Everybody is made up. */
import { describe, expect, it } from "vitest";
import { asLines, read } from "./as-lines.ts";

const elsevier = (groups: string, declared = ""): string =>
  `<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//ES//DTD journal article DTD version 5.6.0//EN//XML" "art560.dtd"${declared}>` +
  `<article xmlns:ce="urn:ce"><head><ce:title>Made up</ce:title>${groups}</head></article>`;
const author = (name: string, marks = ""): string =>
  `<ce:author><ce:given-name>A.</ce:given-name><ce:surname>${name}</ce:surname>${marks}</ce:author>`;
const mark = (id: string): string => `<ce:cross-ref refid="${id}"><ce:sup>1</ce:sup></ce:cross-ref>`;
const institute = (id: string, name: string): string =>
  `<ce:affiliation id="${id}"><ce:textfn>${name}</ce:textfn></ce:affiliation>`;
const footnote = (id: string, text: string): string =>
  `<ce:footnote id="${id}"><ce:label>1</ce:label><ce:note-para>${text}</ce:note-para></ce:footnote>`;

describe("authors in groups", () => {
  it("belong to the institute of the innermost group, with or without footnotes", async () => {
    const inner = `<ce:author-group>${author("Muster")}${author("Beispiel", mark("f1"))}${institute("a2", "Affiliated with an institute covered by a cooperation agreement with CERN")}${footnote("f1", "Also at Third College, Town.")}</ce:author-group>`;
    const xml = elsevier(
      `<ce:author-group>${author("Model")}${institute("a1", "CERN, Geneva, Switzerland")}${inner}</ce:author-group>`,
    );
    expect(asLines((await read(xml)).list)).toEqual([
      "A. Model | CERN, Geneva, Switzerland",
      "A. Muster | Affiliated with an institute covered by a cooperation agreement with CERN",
      "A. Beispiel | Affiliated with an institute covered by a cooperation agreement with CERN; also at Third College, Town",
    ]);
  });

  it("belong to none of the group's where others of it are marked", async () => {
    const xml = elsevier(
      `<ce:author-group>${author("Muster", mark("a1"))}${author("Nemo")}${institute("a1", "First Institute")}${institute("a2", "Second Institute")}</ce:author-group>`,
    );
    expect(asLines((await read(xml)).list)).toEqual(["A. Muster | First Institute", "A. Nemo | "]);
  });

  it("are read from a file that declares its pictures, and not from one that declares texts", async () => {
    const group = `<ce:author-group>${author("Muster")}${institute("a1", "First Institute")}</ce:author-group>`;
    const pictures =
      ' [<!ENTITY gr001 SYSTEM "gr001" NDATA IMAGE><!ENTITY gr002 SYSTEM "gr002" NDATA IMAGE>]';
    expect(asLines((await read(elsevier(group, pictures))).list)).toEqual(["A. Muster | First Institute"]);
    for (const text of [
      '<!ENTITY x "ha">',
      '<!ENTITY x SYSTEM "file:///etc/passwd">',
      '<!ENTITY % x SYSTEM "y">',
    ])
      await expect(read(elsevier(group, ` [${text}]`))).rejects.toThrow("declares entities of its own");
  });
});
