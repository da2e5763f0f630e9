/** What the pages are held to in Chromium on the CERN scenario, in milliseconds. */

/** From a movement of the pointer to the picture of the new fact sheet, 95 of 100. */
export const NEW_PICTURE = 50;
/** No frame takes longer while a date is dragged. */
export const LONGEST_FRAME = 100;
/** Until the first page says something, in the median. */
export const FIRST_PAGE = 1_500;

/** So many movements, each made when the picture of the one before is there; the first are not counted. */
export const MOVES = Number(process.env.COMITY_MOVES ?? 160);
export const WARMUPS = 40;
/** So long is dragged without waiting, with a movement every so often. */
export const DRAG_MILLISECONDS = 5_000;
export const DRAG_EVERY = 16;
/** So often the first page is opened, each time by a browser that has nothing of it. */
export const OPENINGS = 7;
/** So long the list of all people is scrolled. */
export const SCROLL_MILLISECONDS = 4_000;
