/** The public face of the store package. */
export * from "./projection/projected-tables.ts";
export * from "./projection/rows.ts";
