/** The tiles of a schematic map: what stands on record about each place, and whom a draft touches there. */
import type { InstituteSheet } from "@comity/decision";
import type { InstituteListed, Party } from "../../api/generated/routes.ts";
import { type Cell, TILE_PLACES } from "./tile-places.ts";

export interface Tile {
  /** The party whose tile it is: the state in which institutes sit, or the organisation that stands for none. */
  readonly id: string;
  readonly title: string;
  /** How many institutes on record have their seat here, or are the organisation's. */
  readonly institutes: number;
  /** Through how many of them somebody is hit. */
  readonly hit: number;
  /** People hit, each once at each institute; null where a figure is hidden. */
  readonly people: number | null;
  /** Undefined: it stands beside the map. */
  readonly cell: Cell | undefined;
}

/** How many columns and rows the map takes. */
export interface TileMap {
  readonly tiles: readonly Tile[];
  readonly columns: number;
  readonly rows: number;
}

/** What an institute is known by here. */
export type Seated = Pick<InstituteListed, "id" | "seat" | "governedBy">;

/**
 * Whose tile an institute stands on: its state's, by the seat on record; where an organisation that belongs to no state governs it, as an
 * intergovernmental one does, that organisation's.
 */
export function tileOf({ seat, governedBy }: Seated, parties: ReadonlyMap<string, Party>): string {
  const governing = parties.get(governedBy);
  return governing?.kind === "Organisation" && governing.of === null ? governedBy : seat;
}

/** Empty columns and rows are left out, so that what is there has room. */
function closedUp(used: Iterable<number>): ReadonlyMap<number, number> {
  return new Map([...new Set(used)].sort((a, b) => a - b).map((place, at) => [place, at]));
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/**
 * The tiles of every place where an institute sits, with whom the draft touches there. They stay where they are while figures change.
 *
 *     tileMap(institutes, parties, sheet.byInstitute).tiles.find(({ id }) => id === "BY")?.people
 */
export function tileMap(
  institutes: readonly Seated[],
  parties: ReadonlyMap<string, Party>,
  hit: readonly InstituteSheet[],
): TileMap {
  const found = new Map<string, { institutes: number; hit: number; people: number | null }>();
  const places = new Map<string, string>();
  const at = (id: string) => {
    const known = found.get(id) ?? { institutes: 0, hit: 0, people: 0 };
    found.set(id, known);
    return known;
  };
  for (const institute of institutes) {
    const tile = tileOf(institute, parties);
    places.set(institute.id, tile);
    at(tile).institutes++;
  }
  for (const { id, party, people } of hit) {
    // An institute that the list does not have, as when it is the draft's own: its party is all that is known.
    const tile = at(places.get(id) ?? party);
    tile.hit++;
    tile.people = sum(tile.people, people);
  }
  const cells = [...found.keys()].flatMap((id) => TILE_PLACES.get(id) ?? []);
  const columns = closedUp(cells.map(({ column }) => column));
  const rows = closedUp(cells.map(({ row }) => row));
  const tiles = [...found].map(([id, figures]): Tile => {
    const place = TILE_PLACES.get(id);
    const cell = place && { column: columns.get(place.column)!, row: rows.get(place.row)! };
    return { id, title: parties.get(id)?.title ?? id, ...figures, cell };
  });
  tiles.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  return { tiles, columns: columns.size, rows: rows.size };
}
