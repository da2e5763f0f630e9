/** Texts in columns of pictures, broken into lines. */

type Width = (text: string) => number;

/** As much of a text as fits, with an ellipsis where that is not all. */
function cut(text: string, most: number, width: Width): string {
  if (width(text) <= most) return text;
  const letters = [...text];
  let [fits, tooMany] = [0, letters.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (width(`${letters.slice(0, middle).join("")}…`) <= most) fits = middle;
    else tooMany = middle;
  }
  return `${letters.slice(0, fits).join("").trimEnd()}…`;
}

/** A text in so many lines at most, none of them wider than a column of `most`, by how wide `width` says that texts are. */
export function linesOf(text: string, most: number, width: Width, count = 2): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && lines.length < count && width(longer) > most) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => cut(line, most, width));
}
