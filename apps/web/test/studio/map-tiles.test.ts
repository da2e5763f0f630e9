/** The tiles of the schematic map: whose they are, what is counted on them, and where they stand. */
import type { InstituteSheet } from "@comity/decision";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Party } from "../../src/api/generated/routes.ts";
import { type Seated, tileMap } from "../../src/studio/map/map-tiles.ts";
import { TILE_PLACES } from "../../src/studio/map/tile-places.ts";

const party = (id: string, kind = "State", of: string | null = null): [string, Party] => [
  id,
  { id, title: `The ${id}`, kind, of, statuses: [] },
];
const PARTIES = new Map([
  party("BY"),
  party("RU"),
  party("JINR", "Organisation"),
  party("ACADEMY", "Organisation", "RU"),
  party("COUNCIL", "FundingAgency"),
]);
const institute = (id: string, seat: string, governedBy = seat): Seated => ({ id, seat, governedBy });
const hit = (id: string, people: number | null, of = "RU"): InstituteSheet => ({
  id,
  name: id,
  party: of,
  partyName: of,
  people,
});

describe("tiles", () => {
  const institutes = [
    institute("minsk", "BY"),
    institute("gomel", "BY", "COUNCIL"),
    institute("moscow", "RU"),
    institute("kazan", "RU", "ACADEMY"),
    institute("dubna", "RU", "JINR"),
    institute("island", "ST-ATLANTIS"),
  ];
  const figuresOf = (sheets: readonly InstituteSheet[]) =>
    Object.fromEntries(
      tileMap(institutes, PARTIES, sheets).tiles.map((tile) => [
        tile.id,
        [tile.institutes, tile.hit, tile.people],
      ]),
    );

  it("are of states by the seats on record, and of organisations that stand for none", () => {
    expect(figuresOf([])).toEqual({
      BY: [2, 0, 0],
      RU: [2, 0, 0],
      JINR: [1, 0, 0],
      "ST-ATLANTIS": [1, 0, 0],
    });
  });

  it("count who is hit where the institute sits, and hide what is hidden", () => {
    const sheets = [hit("minsk", 7), hit("gomel", 2), hit("kazan", 5), hit("moscow", null), hit("dubna", 4)];
    expect(figuresOf(sheets)).toMatchObject({ BY: [2, 2, 9], RU: [2, 2, null], JINR: [1, 1, 4] });
    // An institute that only the draft has: what its agreement says of it is all that is known.
    expect(figuresOf([hit("new", 3, "BY")])).toMatchObject({ BY: [2, 1, 3] });
  });

  it("stand on the map where their code has a place, beside it where it has none", () => {
    const { tiles, columns, rows } = tileMap(institutes, PARTIES, []);
    const cellOf = (id: string) => tiles.find((tile) => tile.id === id)?.cell;
    expect(cellOf("JINR")).toBeUndefined();
    expect(cellOf("ST-ATLANTIS")).toBeUndefined();
    // Both in one row, with nothing between them: what is empty takes no room.
    expect([cellOf("BY"), cellOf("RU"), columns, rows]).toEqual([
      { column: 0, row: 0 },
      { column: 1, row: 0 },
      2,
      1,
    ]);
    expect(tileMap([], PARTIES, [])).toEqual({ tiles: [], columns: 0, rows: 0 });
  });

  it("never stand on each other, and all people are on some tile", () => {
    const code = fc.constantFrom(...TILE_PLACES.keys(), "XX-1", "XX-2");
    const world = fc.array(fc.tuple(code, code, fc.nat(500)), { maxLength: 120 });
    fc.assert(
      fc.property(world, (rows) => {
        const all = rows.map(([seat, of], at) => institute(`i${at}`, seat, of));
        const { tiles } = tileMap(
          all,
          PARTIES,
          rows.map(([, of, people], at) => hit(`i${at}`, people, of)),
        );
        const cells = tiles.flatMap(({ cell }) => (cell === undefined ? [] : [`${cell.column} ${cell.row}`]));
        expect(new Set(cells).size).toBe(cells.length);
        const people = rows.reduce((sum, [, , count]) => sum + count, 0);
        expect(tiles.reduce((sum, tile) => sum + (tile.people ?? 0), 0)).toBe(people);
      }),
    );
  });
});

describe("places", () => {
  it("are one for each code, none twice", () => {
    expect(TILE_PLACES.size).toBe(199);
    for (const code of TILE_PLACES.keys()) expect(code).toMatch(/^[A-Z]{2}$/);
    const cells = [...TILE_PLACES.values()].map(({ column, row }) => `${column} ${row}`);
    expect(new Set(cells).size).toBe(cells.length);
  });
});
