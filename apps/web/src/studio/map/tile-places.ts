/**
 * Where the tile of a place stands on a schematic map: one tile for each code of ISO 3166-1 (and XK, which users of that standard have taken
 * by agreement), all of one size. Tiles were laid out from the rough latitude and longitude of a town in each, by the assignment to cells
 * that moves them least, with the crowded parts drawn apart. They show no border and no area, and a tile says nothing of anybody's status.
 */

const ROWS = [
  "                  IS             NO    SE EE FI                                          ",
  "                        IE BE NL DK DE PL LV BY       RU                                 ",
  "                        GB FR LU CZ AT SK LT UA                KZ                        ",
  "      CA                   CH LI SI HR HU RS MD                         MN               ",
  "                           AD MC SM BA XK BG RO       GE       KG                        ",
  "      US             PT ES    IT VA ME AL MK    TR    AM AZ TJ UZ       CN KP            ",
  "                        MA DZ TN    MT    GR    CY LB SY IR TM AF          KR JP         ",
  "                                 LY          EG IL JO IQ KW    PK NP                     ",
  "   CU BS                                           PS SA BH QA IN BT BD HK TW            ",
  "MX BZ HT DO AG       MR                                  AE OM    MM VN MO               ",
  "GT HN JM KN DM LC CV SN                         SD ER YE             LA    PH            ",
  "SV NI    GD VC BB GM GW ML NE       TD                               TH                  ",
  "   CR PA VE TT    GN SL BF BJ NG                   ET DJ             KH       PW         ",
  "      CO    GY SR    LR CI TG                   SS                LK    BN       FM MH   ",
  "                        GH ST GQ CM    CF       UG    SO       MV    MY             KI   ",
  "      EC                      GA    CD       BI RW KE       SC       SG          NR      ",
  "      PE                         AO CG             TZ KM                ID TL PG SB TV   ",
  "         BO    BR                            ZM ZW MW                            VU FJ WS",
  "            PY                      NA    BW ZA MZ       MG MU                         TO",
  "         CL AR UY                            LS SZ                                       ",
  "                                                                                 AU NZ   ",
];

/** A code takes two letters, and a blank stands behind it. */
const CELL = 3;

/** A cell of the map, from 0. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** By code: the cell of each tile. */
export const TILE_PLACES: ReadonlyMap<string, Cell> = new Map(
  ROWS.flatMap((line, row) =>
    Array.from({ length: Math.ceil(line.length / CELL) }, (_, column): [string, Cell] => [
      line.slice(column * CELL, column * CELL + 2).trim(),
      { column, row },
    ]).filter(([code]) => code !== ""),
  ),
);
