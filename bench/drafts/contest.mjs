/** What the live stream of a draft is held to, and how it is asked. */

/** A new date of a draft to a new fact sheet over the stream: p95, in milliseconds, on the CERN scenario. */
export const NEW_SHEET = 30;

/** So many dates, one after the other, each sent when the fact sheet of the one before is there. */
export const DATES = Number(process.env.COMITY_DATES ?? 400);
/** Of these, the first are not counted: V8 compiles meanwhile. */
export const WARMUPS = 60;
/** Then so many streams at once, each with a new date so often, for so long. */
export const STREAMS = 4;
export const EVERY_MILLISECONDS = 250;
export const FOR_SECONDS = 10;
