/** How wide texts are on the page: an `svg` breaks no line itself, so what fits is measured. */

let pen: CanvasRenderingContext2D | null | undefined;

/** How wide texts of a size and weight are, in pixels, in the page's typeface. */
export function widthsOf(size: number, weight: number): (text: string) => number {
  return (text) => {
    pen ??= document.createElement("canvas").getContext("2d");
    if (pen === null) return text.length * size;
    pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    return pen.measureText(text).width;
  };
}
