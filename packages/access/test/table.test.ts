/** docs/access.md has the table of who may do what, made from the gate; `UPDATE_GOLDEN=1` writes it again. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { ACTIONS, type ResourceKind } from "../src/index.ts";
import { COLUMNS, gateOfTheHouse, KINDS, reachOf, relatedOf, unrelatedOf } from "./ground/who-is-who.ts";

const PAGE = fileURLToPath(new URL("../../../docs/access.md", import.meta.url));
const BEGIN = "<!-- table: made from the gate -->";
const END = "<!-- end of the table -->";
const gate = gateOfTheHouse();
/** Kinds of which each question is asked with its reason too. */
const TOLD: readonly ResourceKind[] = ["person", "fact-sheet", "agreement-record", "policy"];
afterAll(() => gate.close());

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function table(): string {
  const rows = KINDS.flatMap((kind) =>
    ACTIONS.flatMap((action) => {
      const cells = COLUMNS.map((column) => reachOf(gate, column, action, kind));
      return cells.some((cell) => cell !== "") ? [line([`${kind}: ${action}`, ...cells])] : [];
    }),
  );
  const titles = ["", ...COLUMNS.map(({ title }) => title)];
  return [line(titles), line(titles.map(() => "---")), ...rows].join("\n");
}

describe("who may do what", () => {
  test("is as the page says", () => {
    const page = readFileSync(PAGE, "utf8");
    const [before, rest] = page.split(BEGIN);
    const after = rest!.split(END)[1]!;
    const made = `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`;
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(PAGE, made);
    expect(readFileSync(PAGE, "utf8")).toBe(made);
  });

  test("is the same asked one by one, in a list, and with a reason", () => {
    for (const column of COLUMNS)
      for (const kind of KINDS)
        for (const action of ACTIONS) {
          const { asker } = column;
          const things = [unrelatedOf(kind), relatedOf(column, kind)].map(({ id }) => id!);
          const allowed = things.filter((id) => gate.may(asker, action, { kind, id }));
          expect(gate.visible(asker, action, kind, things, (id) => id)).toEqual(allowed);
          if (TOLD.includes(kind))
            for (const id of things)
              expect(gate.why(asker, action, { kind, id }).startsWith("yes: ")).toBe(allowed.includes(id));
        }
  });

  test("is never more with a scope than without, and nothing with a scope that there is not", () => {
    for (const column of COLUMNS)
      for (const kind of KINDS)
        for (const action of ACTIONS)
          for (const scopes of [
            ["access"],
            ["registry"],
            ["feed", "metrics"],
            ["calendar"],
            ["everything"],
            [],
          ]) {
            const resource = relatedOf(column, kind);
            const asker = { ...column.asker, scopes };
            const may = gate.may(asker, action, resource);
            if (may) expect(gate.may(column.asker, action, resource)).toBe(true);
            if (scopes.length === 0 || scopes[0] === "everything") expect(may).toBe(false);
          }
  });

  test("an account that nobody knows may what the public may, whatever it says of itself", () => {
    const stranger = { account: "stranger", person: "p1", via: "session" as const };
    for (const kind of KINDS)
      for (const action of ACTIONS)
        for (const resource of [unrelatedOf(kind), { kind, id: "p1" }, { kind }])
          expect(gate.may(stranger, action, resource)).toBe(gate.may(COLUMNS[0]!.asker, action, resource));
  });

  test("names are purposeful: whoever sees some may say what for", () => {
    for (const column of COLUMNS) {
      const sees = reachOf(gate, column, "read-names", "person");
      if (sees !== "") expect([column.title, gate.purposes(column.asker)]).not.toEqual([column.title, []]);
    }
  });
});

describe("grants that must not be", () => {
  test.each([
    ["an auditor of one's own office", "human", [{ role: "auditor" }, { role: "users-office" }]],
    ["an administrator who sees people", "human", [{ role: "administrator" }, { role: "legal-service" }]],
    ["a person with a machine's office", "human", [{ role: "access-system" }]],
    ["a machine with a person's office", "client", [{ role: "users-office" }]],
  ] as const)("%s", (_, kind, grants) => {
    expect(gate.faultsOf("fresh", kind, grants)).toHaveLength(1);
    expect(gate.faultsOf("fresh", kind, grants.slice(0, grants.length - 1))).toEqual([]);
  });

  test("are told in words, and supposing them changes nothing", () => {
    const before = gate.version;
    expect(gate.faultsOf("somebody", "human", [{ role: "auditor" }, { role: "security-officer" }])).toEqual([
      "somebody audits their own office",
    ]);
    expect(gate.version).toBe(before);
    expect(gate.may({ account: "somebody", via: "session" }, "list", { kind: "account" })).toBe(false);
  });
});
