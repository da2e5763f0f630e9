/** Where those sit whom a draft touches: a tile for each state by the seats on record, and organisations that stand for none beside them. */
import type { FactSheet } from "@comity/decision";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Pictured } from "../../pieces/pictured.tsx";
import { Loading } from "../../pieces/states.tsx";
import { useInstitutes, useParties } from "../../things/titles.ts";
import { useFigure } from "../figure.ts";
import { linesOf } from "../lines.ts";
import { widthsOf } from "../text-width.ts";
import { type Tile, tileMap } from "./map-tiles.ts";
import "./schematic-map.css";

/** Tiles are as wide as there is room for, within these, in pixels; they are a little less high, so that the map is seen at once. */
const [SMALLEST, LARGEST] = [5, 40];
const FLATNESS = 0.84;
/** Between tiles; small ones stand closer. */
const gapOf = (wide: number): number => (wide < 16 ? 1 : 2);
/** Smaller tiles have no letters: their names are in the list below, in the table, and where the pointer rests. */
const LETTERS_FROM = 24;
/** An organisation's tile is as wide as its name needs, up to this. */
const WIDEST = 300;
const BETWEEN = 2;
const NAME = widthsOf(11, 600);
/** What stands on a tile that is filled so far, is written in the light. */
const FULL = 0.85;
/** So many touched places are named below the map. */
const NAMED = 6;

interface Properties {
  readonly byInstitute: FactSheet["byInstitute"];
  readonly width: number;
}

export const SchematicMap = memo(function SchematicMap({ byInstitute, width }: Properties) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const parties = useParties();
  const { data: institutes } = useInstitutes();
  const map = useMemo(
    () => (institutes === undefined ? undefined : tileMap(institutes, parties, byInstitute)),
    [institutes, parties, byInstitute],
  );
  if (map === undefined) return <Loading lines={6} />;
  const touched = map.tiles.filter(({ hit }) => hit > 0).sort((a, b) => (b.people ?? 0) - (a.people ?? 0));
  const [most] = touched;
  const says =
    most === undefined
      ? t("map.nobody")
      : t("map.says", {
          count: touched.length,
          all: map.tiles.length,
          title: most.title,
          people: figure(most.people),
        });
  return (
    <Pictured
      title={t("map.title")}
      says={says}
      className="schematic-map"
      beside={<span className="hint">{t("map.schematic")}</span>}
      table={() => ({
        columns: [
          { title: t("map.place") },
          { title: t("map.institutes"), isFigure: true },
          { title: t("map.hit"), isFigure: true },
          { title: t("map.people"), isFigure: true },
        ],
        rows: [...touched, ...map.tiles.filter(({ hit }) => hit === 0)].map((tile) => [
          tile.title === tile.id ? tile.id : `${tile.title} (${tile.id})`,
          figure(tile.institutes),
          figure(tile.hit),
          figure(tile.people),
        ]),
      })}
    >
      {(label) => <Tiles {...map} width={width} label={label} touched={touched} />}
    </Pictured>
  );
});

interface TilesProperties extends ReturnType<typeof tileMap> {
  readonly width: number;
  readonly label: { readonly role: "img"; readonly "aria-label": string };
  /** Most people first. */
  readonly touched: readonly Tile[];
}

function Tiles({ tiles, columns, rows, width, label, touched }: TilesProperties) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const room = width / Math.max(1, columns);
  const gap = gapOf(room);
  const wide = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room * 2) / 2 - gap));
  const high = Math.max(SMALLEST, Math.round(wide * FLATNESS));
  const most = Math.max(1, ...touched.map(({ people }) => people ?? 0));
  const beside = besideIts(
    tiles,
    Math.max(high, LETTERS_FROM),
    width,
    rows * (high + gap) + (rows > 0 ? 10 : 0),
  );
  const hasLetters = high >= LETTERS_FROM;
  const placed = tiles.flatMap((tile) =>
    tile.cell === undefined
      ? []
      : [
          {
            tile,
            x: tile.cell.column * (wide + gap),
            y: tile.cell.row * (high + gap),
            wide,
            high,
            name: tile.id,
          },
        ],
  );
  return (
    <>
      <svg width={width} height={beside.bottom} role={label.role} aria-label={label["aria-label"]}>
        {[...placed, ...beside.placed].map(({ tile, x, y, wide, high, name }) => (
          <TileShown
            key={tile.id}
            tile={tile}
            share={(tile.people ?? most) / most}
            place={`translate(${x} ${y})`}
            wide={wide}
            high={high}
            name={tile.cell === undefined || hasLetters ? name : ""}
            said={t("map.tile", {
              title: tile.title,
              count: tile.institutes,
              people: figure(tile.people),
            })}
            people={tile.hit === 0 ? "" : figure(tile.people)}
          />
        ))}
      </svg>
      {touched.length > 0 && (
        <p className="map-touched">
          {touched.slice(0, NAMED).map(({ id, title, people }, at) => (
            <span key={id}>
              {at > 0 && " · "}
              {title} <strong>{figure(people)}</strong>
            </span>
          ))}
          {touched.length > NAMED && <> · {t("map.others", { count: touched.length - NAMED })}</>}
        </p>
      )}
      <p className="hint">{t("map.counts")}</p>
    </>
  );
}

/** Those without a place of their own, in rows below the map. */
function besideIts(tiles: readonly Tile[], high: number, width: number, top: number) {
  let [x, y] = [0, top];
  const placed = tiles
    .filter(({ cell }) => cell === undefined)
    .map((tile) => {
      const [name = tile.id] = linesOf(tile.title, Math.min(WIDEST, width) - 16, NAME, 1);
      const wide = Math.max(high, Math.min(WIDEST, width, Math.ceil(NAME(name)) + 16));
      if (x > 0 && x + wide > width) [x, y] = [0, y + high + BETWEEN];
      const at = { tile, x, y, wide, high, name };
      x += wide + BETWEEN;
      return at;
    });
  return { placed, bottom: placed.length === 0 ? Math.max(1, top - 10) : y + high };
}

interface TileProperties {
  readonly tile: Tile;
  /** Of the people at the place where most are touched. */
  readonly share: number;
  readonly place: string;
  readonly wide: number;
  readonly high: number;
  readonly name: string;
  readonly said: string;
  readonly people: string;
}

/** Drawn anew only where its own figures have changed. */
const TileShown = memo(
  function TileShown({ tile, share, place, wide, high, name, said, people }: TileProperties) {
    const isHit = tile.hit > 0;
    // By area: a fifth of the people is a fifth of the tile; whoever is touched at all is seen.
    const part = isHit ? Math.max(0.36, Math.sqrt(share)) : 0;
    const isTwoLines = isHit && name !== "" && high >= LETTERS_FROM;
    return (
      <g
        transform={place}
        className="tile"
        data-hit={isHit || undefined}
        data-full={part > FULL || undefined}
      >
        <title>{said}</title>
        <rect className="tile-ground" width={wide} height={high} rx={3} />
        {isHit && (
          <rect
            className="tile-takes"
            x={(wide * (1 - part)) / 2}
            y={high * (1 - part)}
            width={wide * part}
            height={high * part}
            rx={3}
          />
        )}
        {name !== "" && (
          <text x={wide / 2} y={isTwoLines ? high / 2 - 1 : high / 2 + 4}>
            {name}
          </text>
        )}
        {isTwoLines && (
          <text className="tile-figure" x={wide / 2} y={high / 2 + 10}>
            {people}
          </text>
        )}
      </g>
    );
  },
  (was, is) =>
    was.place === is.place &&
    was.wide === is.wide &&
    was.share === is.share &&
    was.said === is.said &&
    was.people === is.people &&
    was.name === is.name,
);
