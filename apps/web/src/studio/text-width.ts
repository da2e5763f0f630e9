/** How wide texts are on the page: an `svg` breaks no line itself, so what fits is measured. */

let pen: CanvasRenderingContext2D | null | undefined;
/** The page's typeface; asking for it makes the browser settle its styles, so it is asked once. */
let family: string | undefined;

/** So many texts are remembered; beginnings of titles that are cut come again and again. */
const MOST_KNOWN = 2_000;

/** How wide texts of a size and weight are, in pixels, in the page's typeface. */
export function widthsOf(size: number, weight: number): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const measured = known.get(text);
    if (measured !== undefined) return measured;
    pen ??= document.createElement("canvas").getContext("2d");
    if (pen === null) return text.length * size;
    family ??= getComputedStyle(document.body).fontFamily;
    pen.font = `${weight} ${size}px ${family}`;
    const { width } = pen.measureText(text);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, width);
    return width;
  };
}
