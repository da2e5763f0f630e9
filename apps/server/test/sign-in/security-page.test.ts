/** docs/security.md: every line of the standard is there once, and every test that it names is there too. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const page = readFileSync(join(root, "docs/security.md"), "utf8");

/** The lines of OWASP ASVS 5.0.0 of levels 1 and 2, by section. */
const LINES = `
V1.1 1-2; V1.2 1-9; V1.3 1-11; V1.4 1-3; V1.5 1-2; V2.1 1-3; V2.2 1-3; V2.3 1-4; V2.4 1; V3.2 1-2; V3.3
1-4; V3.4 1-6; V3.5 1-5; V3.7 1-2; V4.1 1-3; V4.2 1; V4.3 1-2; V4.4 1-4; V5.1 1; V5.2 1-3; V5.3 1-2;
V5.4 1-3; V6.1 1-3; V6.2 1-12; V6.3 1-4; V6.4 1-4; V6.5 1-5; V6.6 1-3; V6.8 1-4; V7.1 1-3; V7.2 1-4;
V7.3 1-2; V7.4 1-5; V7.5 1-2; V7.6 1-2; V8.1 1-2; V8.2 1-3; V8.3 1; V8.4 1; V9.1 1-3; V9.2 1-4; V10.1
1-2; V10.2 1-2; V10.3 1-4; V10.4 1-11; V10.5 1-5; V10.6 1-2; V10.7 1-3; V11.1 1-2; V11.2 1-3; V11.3 1-3;
V11.4 1-4; V11.5 1; V11.6 1; V12.1 1-3; V12.2 1-2; V12.3 1-4; V13.1 1; V13.2 1-5; V13.3 1-2; V13.4 1-5;
V14.1 1-2; V14.2 1-4; V14.3 1-3; V15.1 1-3; V15.2 1-3; V15.3 1-7; V16.1 1; V16.2 1-5; V16.3 1-4; V16.4
1-3; V16.5 1-3; V17.1 1; V17.2 1-4; V17.3 1-2
`;

function idsOf(text: string): string[] {
  return [...text.matchAll(/(V\d+\.\d+)\s([\d,-]+)/g)].flatMap(([, section, ranges]) =>
    ranges!.split(",").flatMap((range) => {
      const [first, last = first] = range.split("-").map(Number);
      return Array.from({ length: last! - first! + 1 }, (_, k) => `${section}.${first! + k}`);
    }),
  );
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly how: string;
  readonly tests: readonly (readonly [file: string, name: string])[];
}

function rowsOf(text: string): Row[] {
  return [...text.matchAll(/^\| (V\d+\.\d+\.\d+) \| [12] \| ([a-z ]+) \| (.*) \|$/gm)].map(
    ([, id, state, how]) => ({
      id: id!,
      state: state!,
      how: how!,
      tests: [...how!.matchAll(/`([\w/.-]+\.test\.ts)` "([^"]+)"/g)].map(
        ([, file, name]) => [file!, name!] as const,
      ),
    }),
  );
}

/** The names of the tests in a file. */
function namesIn(file: string): Set<string> {
  const path = join(root, file);
  if (!existsSync(path)) return new Set();
  return new Set(
    [...readFileSync(path, "utf8").matchAll(/\b(?:it|test)\(\s*"([^"]+)"/g)].map(([, name]) => name!),
  );
}

function missingIn(rows: readonly Row[]): string[] {
  return rows.flatMap(({ id, tests }) =>
    tests
      .filter(([file, name]) => !namesIn(file).has(name))
      .map(([file, name]) => `${id}: ${file} "${name}"`),
  );
}

const rows = rowsOf(page);

describe("the table of the security page", () => {
  it("has every line of levels 1 and 2 once", () => {
    const ids = idsOf(LINES);
    expect(ids).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it("names tests that there are", () => {
    expect(missingIn(rows)).toEqual([]);
    expect(rows.flatMap(({ tests }) => tests).length).toBeGreaterThan(120);
    const made = '| V1.1.1 | 1 | tested | `apps/server/test/sign-in/guards.test.ts` "is nowhere" |';
    expect(missingIn(rowsOf(made))).toEqual(['V1.1.1: apps/server/test/sign-in/guards.test.ts "is nowhere"']);
  });

  it("calls tested what has a test, gives every other line a reason, and counts rightly", () => {
    const states = new Map<string, number>();
    for (const { id, state, how, tests } of rows) {
      states.set(state, (states.get(state) ?? 0) + 1);
      if (state === "tested") expect([id, tests.length > 0]).toEqual([id, true]);
      else expect([id, how.length > 5]).toEqual([id, true]);
    }
    for (const state of ["tested", "by construction", "operator", "does not apply", "open"])
      expect(page).toContain(`**${state}** (${states.get(state)})`);
    expect(states.size).toBe(5);
  });

  it("lists every event that the log can have", () => {
    const source = readFileSync(join(root, "apps/server/src/sign-in/security-log.ts"), "utf8");
    const events = [...source.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, name]) => name!);
    expect(events.length).toBeGreaterThan(15);
    expect(events.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
