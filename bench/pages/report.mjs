/** What was measured of the pages, in sentences. */

export function pageTexts(pages, { time }) {
  if (pages === undefined) return [];
  if (pages.result === undefined) return [`Not measured: the pages: ${pages.error.split("\n")[0]}`];
  const { first, moves, drag, scroll, studio, load } = pages.result;
  return [
    { heading: "The pages on the CERN scenario, in Chromium" },
    `The first page, by a browser that has nothing of it: ${time(first.p50)} in the median of ${first.count} until its picture stands, ${time(first.most)} at most. The studio with a draft, the server's first: ${time(studio)}. Load ${load.toFixed(1)} when it ended.`,
    `${moves.count} movements of a date's handle one after the other, from the pointer's event to the frame with the new fact sheet: ${time(moves.p50)} in the median, ${time(moves.p95)} for 95 of 100, ${time(moves.most)} at most.`,
    `Dragging to and fro without waiting: ${drag.pictures} new pictures in ${time(drag.milliseconds)}; frames ${time(drag.p95)} for 95 of 100, ${time(drag.longest)} the longest, ${drag.over} of ${drag.frames} over 100 ms.`,
    `Scrolling the list of people from top to bottom: frames ${time(scroll.p95)} for 95 of 100, ${time(scroll.longest)} the longest, of ${scroll.frames}.`,
  ];
}
