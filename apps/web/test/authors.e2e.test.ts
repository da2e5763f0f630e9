/** The journeys of author lists, in a real browser and both languages: a list printed and downloaded, two lists replayed, one's own line. All people are made up. */
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallRegistry } from "../../server/test/ground/small-registry.ts";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

const fileOf = (name: string, text: string): string => {
  const path = join(tmpdir(), `${process.pid}-${name}`);
  writeFileSync(path, text);
  return path;
};
/** JINR is a party that the shipped policies treat apart; the people are made up. */
const LIST = fileOf(
  "made-up-list.txt",
  `A. Ashwood¹, B. Brook¹,², C. Cliffe²

¹ Institute of A, Aford
² Joint Institute for Nuclear Research, Dubna
`,
);
const LATER = fileOf(
  "made-up-later.txt",
  `A. Ashwood¹, B. Brook¹, C. Cliffe²

¹ Institute of A, Aford
² Affiliated with an international laboratory covered by a cooperation agreement with CERN
`,
);

const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
const act = (sort: string, id: string, on: string, own: object) => ({ act: sort, id, on, ...header, ...own });
/** The small registry with CMS, of whose people one declined to sign. */
const ACTS = [
  ...smallRegistry(),
  ...actsFromJson([
    act("experiment", "e-cms", "2000-01-01", { experiment: "CMS", title: "The CMS experiment" }),
    ...["INST-A", "INST-B"].flatMap((institute) => [
      act("team", `t-cms-${institute}`, "2010-01-01", { institute, experiment: "CMS" }),
      act("dues", `d-${institute}`, "2010-01-01", { institute, experiment: "CMS" }),
    ]),
    ...["p1", "p2", "p3", "p4"].flatMap((person, at) => [
      act("membership", `cms-${person}`, "2016-01-01", {
        person,
        experiment: "CMS",
        institute: at < 2 ? "INST-A" : "INST-B",
      }),
      act("qualification", `q-${person}`, "2016-06-01", { person, experiment: "CMS" }),
    ]),
    act("statement", "o-p2", "2018-01-01", {
      record: "opted_out",
      columns: ["person", "experiment", "reason"].map((name) => ({ name, type: "string" })),
      values: ["p2", "CMS", "works on something else"],
    }),
  ]),
];

let ground: BrowserGround;
beforeAll(async () => {
  if (!hasBrowser) return;
  ground = await openBrowserGround({ acts: ACTS, clock: () => new Date("2026-11-20T08:00:00Z") });
});
afterAll(() => ground?.close());

describe.skipIf(!hasBrowser)("author lists", () => {
  it("print a list, say who would be left with nothing, and give the file once that is seen", async () => {
    const { page, goto, look, context } = await ground.as("experiment-secretary");
    await goto("/authors");
    await page.locator('input[type="file"]').setInputFiles(LIST);
    await page.getByText("3 authors and 2 organisations").waitFor();
    await page.getByText("Nothing printed tells of 1 author who it is", { exact: true }).waitFor();
    await page.getByText(/2 lines of 3 change/).waitFor();
    await look("authors-en");
    const download = page.getByRole("button", { name: "Download" });
    expect(await download.isDisabled()).toBe(true);
    await page.getByLabel("Format").selectOption("revtex");
    await page.getByText("\\documentclass").waitFor();
    await page.getByRole("checkbox", { name: /^Write it although/ }).check();
    const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
    expect(file.suggestedFilename()).toBe("authors-neutral-two-texts.tex");
    const text = readFileSync(await file.path(), "utf8");
    expect(text).toContain("Cliffe");
    expect(text).not.toContain("Dubna");
    await page.getByLabel("Signing policy").selectOption("named");
    await page.getByText(/^Nothing printed tells of/).waitFor({ state: "detached" });
    await context.close();
  });

  it("replay two lists in French, on a narrow dark screen", async () => {
    const { page, goto, look, context } = await ground.as("users-office", {
      language: "fr",
      scheme: "dark",
      size: "narrow",
    });
    await goto("/authors/replay");
    await page.locator('input[type="file"]').nth(0).setInputFiles(LIST);
    await page.locator('input[type="file"]').nth(1).setInputFiles(LATER);
    await page.getByRole("button", { name: "Comparer" }).click();
    await page.getByText("1 sur 1", { exact: true }).waitFor();
    await look("authors-replay-fr");
    await goto("/authors");
    await page.locator('input[type="file"]').setInputFiles(LIST);
    await page.getByText("3 auteurs et 2 organisations").waitFor();
    await look("authors-fr");
    await context.close();
  });

  it("begin with the registry: who signs by the experiment's policy, and who declined and why", async () => {
    const { page, goto, context } = await ground.as("experiment-secretary");
    await goto("/authors");
    await page.getByText("The registry", { exact: true }).click();
    await page.getByRole("button", { name: "Derive the list" }).click();
    await page.getByText("3 authors sign.").waitFor();
    await page.getByText("works on something else").waitFor();
    await context.close();
  });

  it("divide the cost by authors, in French, on a narrow dark screen", async () => {
    const { page, goto, look, context } = await ground.as("users-office", {
      language: "fr",
      scheme: "dark",
      size: "narrow",
    });
    await goto("/authors/shares");
    await page.getByRole("cell", { name: "State A" }).waitFor();
    await look("author-shares-fr");
    await context.close();
  });

  it("tell somebody how they would be printed, and nobody else how to print", async () => {
    const { page, goto, look, context } = await ground.as("p3");
    await goto("/people/p3");
    await page.getByRole("heading", { name: "How will I be printed?" }).waitFor();
    await page.getByRole("cell", { name: "Names only" }).first().waitFor();
    await page
      .getByText(/nothing tells who it is/)
      .first()
      .waitFor();
    await look("own-line-en");
    await goto("/authors");
    await page.locator('input[type="file"]').setInputFiles(LIST);
    await page
      .getByRole("alert")
      .getByText(/may not read `author-list`/)
      .waitFor();
    await context.close();
  });
});
