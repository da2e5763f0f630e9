/** The house stays a house: floors, orphans, lengths, names. Each rule is shown to fail on a made-up breach. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Ground floor first: a room imports only from floors below its own. */
const FLOORS = [
  "packages/calendar",
  "packages/policy",
  "packages/registry",
  "packages/store",
  "packages/exchange",
  "packages/decision",
  "packages/council",
  "packages/authorship",
  "packages/access",
  "packages/print",
  "packages/carrying-out",
  "apps/web",
  "apps/server",
  "apps/cli",
];
/** Rooms without a clock, a disk or a network: they run in a browser's worker as well. */
const PURE = ["packages/calendar", "packages/policy", "packages/council/src/ballot"];
const LONGEST_FILE = 400;
const NAMELESS = /(^|[/._-])(utils?|helpers?|common|misc|types)([/._-]|$)/i;

interface File {
  readonly path: string;
  readonly text: string;
}

function filesUnder(folder: string, wanted: RegExp): File[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => wanted.test(name) && !/(^|\/)(node_modules|dist|generated|golden)\//.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(root, path)).isFile())
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** What a file imports, as written; a worker's file is imported by its address. Comments do not import. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?:(?:from|import)\s*\(?|new Worker\(\s*new URL\()\s*["']([^"']+)["']/g);
  return [...found].map(([, specifier]) => specifier!);
}

function floorOf(path: string): number {
  return FLOORS.findIndex((room) => path.startsWith(`${room}/`));
}

function breachesOfFloors(file: File): string[] {
  const own = floorOf(file.path);
  return importsOf(file.text).flatMap((specifier) => {
    if (specifier.startsWith(".")) {
      const target = relative(root, resolve(root, dirname(file.path), specifier));
      return floorOf(target) === own
        ? []
        : [`${file.path} reaches into ${target}; import the room by its name`];
    }
    const room = /^@comity\/([^/]+)(\/.*)?$/.exec(specifier);
    if (room === null) {
      const isPure = PURE.some((pure) => file.path.startsWith(`${pure}/`));
      return isPure && specifier.startsWith("node:")
        ? [`${file.path} imports ${specifier}, its room is pure`]
        : [];
    }
    if (room[2] !== undefined) return [`${file.path} imports ${specifier}; a room's face is its index`];
    const floor = FLOORS.findIndex((name) => name.endsWith(`/${room[1]}`));
    return floor >= 0 && floor < own ? [] : [`${file.path} imports ${specifier}, which is not below it`];
  });
}

/** Files that a program begins with: `bundle.mjs` makes one of each. */
const BEGINNINGS: ReadonlySet<string> = new Set(["apps/cli/src/ballot-alone.ts"]);

function orphans(files: readonly File[]): string[] {
  const reached = new Set<string>();
  for (const { path, text } of files)
    for (const specifier of importsOf(text))
      if (specifier.startsWith(".")) reached.add(relative(root, resolve(root, dirname(path), specifier)));
  return files
    .map(({ path }) => path)
    .filter(
      (path) => !/\/src\/(index|main)\.tsx?$/.test(path) && !BEGINNINGS.has(path) && !reached.has(path),
    );
}

const sources = [...filesUnder("packages", /\/src\/.*\.tsx?$/), ...filesUnder("apps", /\/src\/.*\.tsx?$/)];
const tests = ["packages", "apps", "test"].flatMap((folder) =>
  filesUnder(folder, /(^|\/)(test\/)?[^/]*\.tsx?$/).filter(({ path }) => /(^|\/)test\//.test(path)),
);

describe("the house", () => {
  it("has every source file on a floor", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ path }) => floorOf(path) < 0)).toEqual([]);
  });

  it("imports only from floors below, through the front door", () => {
    expect(sources.flatMap(breachesOfFloors)).toEqual([]);
    const breaches = [
      'import { fold } from "@comity/registry";',
      'import "../../registry/src/fold.ts";',
      'import { x } from "@comity/calendar/dist/day.js";',
      'import { readFileSync } from "node:fs";',
    ];
    for (const text of breaches)
      expect(breachesOfFloors({ path: "packages/policy/src/breach.ts", text })).toHaveLength(1);
  });

  it("has no file that nothing imports", () => {
    expect(orphans(sources)).toEqual([]);
    expect(orphans([...sources, { path: "packages/policy/src/alone.ts", text: "" }])).toHaveLength(1);
  });

  it(`has no file longer than ${LONGEST_FILE} lines`, () => {
    const long = ({ text }: File): boolean => text.split("\n").length > LONGEST_FILE + 1;
    expect([...sources, ...tests].filter(long).map(({ path }) => path)).toEqual([]);
    expect(long({ path: "", text: "\n".repeat(LONGEST_FILE + 1) })).toBe(true);
  });

  it("names files by what is in them", () => {
    expect([...sources, ...tests].filter(({ path }) => NAMELESS.test(path)).map(({ path }) => path)).toEqual(
      [],
    );
    for (const name of ["src/utils.ts", "src/date-helpers.ts", "src/types.ts", "common/x.ts"])
      expect(NAMELESS.test(name)).toBe(true);
    expect(NAMELESS.test("src/type-of-agreement.ts")).toBe(false);
  });

  it("leaves nothing for later without saying so in an issue", () => {
    const later = /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-expect-error|\bas any\b|\.(only|skip)\(/;
    const self = ({ path }: File): boolean => path === join("test", "tidy.test.ts");
    const found = [...sources, ...tests].filter((file) => !self(file) && later.test(file.text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it("never asks for a nationality", () => {
    const asked = filesUnder("policies", /\.policy\.md$/).filter(({ text }) =>
      [...text.matchAll(/```policy\n([\s\S]*?)```/g)].some(([, code]) => /nationalit|citizen/i.test(code!)),
    );
    expect(asked.map(({ path }) => path)).toEqual([]);
  });
});
