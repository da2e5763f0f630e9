/** A text in two lines at most, for a column that holds so many letters. */
export function linesOf(text: string, most: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > most && lines.length < 2) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => (line.length <= most + 4 ? line : `${line.slice(0, most + 3)}…`));
}
