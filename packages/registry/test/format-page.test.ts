/** The page on the format says what the reader reads. */
import { readFileSync } from "node:fs";
import { day, formatDay } from "@comity/calendar";
import { expect, test } from "vitest";
import { fold, readPackage } from "../src/index.ts";
import { TABLES } from "../src/tables.ts";

const page = readFileSync(new URL("../../../docs/registry-format.md", import.meta.url), "utf8");
const bookkeeping = ["id", "recorded", "by", "instrument", "corrects"];

test.each(TABLES.map((table) => [table.name, table] as const))("%s.csv and its columns", (name, table) => {
  const row = page.split("\n").find((line) => line.startsWith(`| \`${name}.csv\` |`));
  expect(row, `${name}.csv in the page's list of files`).toBeDefined();
  const listed = row!.split("|")[2]!.replaceAll("`", "").trim().split(" ");
  const own = table.columns.filter((column) => !bookkeeping.includes(column.name));
  expect(listed).toEqual(
    own.map((column) => {
      const needed = column.name === "act" || column.needed.length === table.sorts.length;
      return needed ? column.name : `[${column.name}]`;
    }),
  );
});

test("every act on an agreement is in the page's table", () => {
  const [table] = TABLES.filter(({ name }) => name === "agreement_acts");
  for (const sort of table!.sorts) expect(page).toMatch(`| \`${sort}\` |`);
});

test("the tiny example is a registry and comes out as the page says", () => {
  const example = page.slice(page.indexOf("## A tiny example"));
  const files = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  for (const [, file, body] of example.matchAll(/^(\w+\.csv)\n\n((?: {4}.*\n)+)/gm))
    files.set(file!, encoder.encode(body!.replace(/^ {4}/gm, "")));
  const resources = [...files.keys()].map((path) => ({ name: path.replace(".csv", ""), path }));
  files.set(
    "datapackage.json",
    encoder.encode(JSON.stringify({ name: "tiny", comity: { format: 1 }, resources })),
  );
  const { registry, problems } = readPackage(files);
  expect(problems).toEqual([]);
  expect(resources).toHaveLength(6);
  const toOf = (knownOn: string) => fold(registry!.acts, { knownOn: day(knownOn) }).agreements.get("ICA-BY")!;
  expect(toOf("2023-12-01").end).toBeUndefined();
  expect(formatDay((toOf("2023-12-31").to - 1) as ReturnType<typeof day>)).toBe("2024-06-27");
});
