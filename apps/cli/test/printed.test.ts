import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
});
afterAll(removeFolders);

const run = (line: string): Promise<Outcome> => comity(folder, line.split(" "));

describe("a fact sheet in files", () => {
  it("is written as a PDF, a workbook and CSV, with the figures that the reader may see", async () => {
    const { code, err, out } = await run("impact registry end.json --pdf a.pdf --xlsx a.xlsx --csv a.zip");
    expect(err).toBe("wrote a.pdf\nwrote a.xlsx\nwrote a.zip\n");
    expect(code).toBe(0);
    expect(out).toContain("What would be lost");
    const bytes = (name: string): string => readFileSync(join(folder, name)).toString("latin1");
    expect(bytes("a.pdf").startsWith("%PDF-1.7")).toBe(true);
    expect(bytes("a.xlsx").startsWith("PK")).toBe(true);
    expect(bytes("a.zip")).toContain("small figures shown,false\n");
    // The middle dots of hidden figures, as UTF-8.
    expect(bytes("a.zip")).toContain("mission critical,\u00c2\u00b7");
    expect(statSync(join(folder, "a.pdf")).mode & 0o777).toBe(0o600);
    await run("impact registry end.json --cleared --csv cleared.zip");
    expect(bytes("cleared.zip")).toContain("small figures shown,true\n");
    expect(bytes("cleared.zip")).toMatch(/mission critical,\d/);
  });

  it("never writes over a file, and knows its languages", async () => {
    await run("impact registry end.json --csv once.zip");
    expect(await run("impact registry end.json --csv once.zip")).toMatchObject({
      code: 2,
      err: "error: `once.zip` is there already\n  help: give a new name\n",
    });
    expect(await run("impact registry end.json --pdf b.pdf --language de")).toMatchObject({
      code: 2,
      err: "error: `--language de`: fact sheets are printed in `en` or `fr`\n",
    });
    expect((await run("impact registry end.json --language fr")).err).toContain("none is asked for");
  });
});
