/** Text as wide as a terminal shows it. */

/** Combining marks and invisible characters take no room; East Asian wide characters and pictures take two columns. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const TWO_WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;
const PLAIN = /^[\x20-\x7e]*$/;

/** Text from a file without what could move the cursor or colour the screen. */
export function clean(text: string): string {
  return PLAIN.test(text) ? text : text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** How many columns a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += NO_WIDTH.test(letter) ? 0 : TWO_WIDE.test(letter) ? 2 : 1;
  return width;
}

/** The text with blanks up to a width, after it or before it. */
export function padded(text: string, width: number, align: "left" | "right" = "left"): string {
  const room = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "left" ? text + room : room + text;
}

/** The text cut to a width, with a mark where something was cut off. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = "";
  let taken = 0;
  for (const letter of text) {
    const more = widthOf(letter);
    if (taken + more > width - 1) break;
    cut += letter;
    taken += more;
  }
  return `${cut.trimEnd()}…`;
}

/** The text in lines of a width at most, broken at blanks; a longer word stands in a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** A number and what is counted: `1 person`, `1,024 people`. */
export function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A whole number with its thousands apart, the same on every machine: `12,480`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
