/** Sets words as printers do, so that the files of words can be typed on any keyboard. */

/** French, after the rules of the Imprimerie nationale: a space that does not break before high signs and inside quotation marks. */
const NARROW = "\u202f";
const FULL = "\u00a0";

/** `aujourd'hui : oui ?` with the apostrophe and the spaces of print. */
export function setText(language: string, text: string): string {
  const curled = text.replace(/(?<=[\p{L}\p{N}}])'/gu, "’");
  if (language !== "fr") return curled;
  return curled
    .replace(/(?<=\S) (?=[;!?])/g, NARROW)
    .replace(/(?<=\S) (?=[:»])/g, FULL)
    .replace(/« /g, `«${FULL}`)
    .replace(/(?<=[\d}]) (?=%)/g, NARROW);
}

/**
 * A file of words, set. Where French has a form for `other`, it gets the same for `many` (a million people), which i18next asks for: in figures the two are
 * written alike.
 */
export function setWords(
  language: string,
  words: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const set: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(words)) {
    if (typeof value !== "string") {
      set[key] = setWords(language, value as Readonly<Record<string, unknown>>);
      continue;
    }
    set[key] = setText(language, value);
    if (language === "fr" && key.endsWith("_other")) {
      const many = `${key.slice(0, -"other".length)}many`;
      if (words[many] === undefined) set[many] = set[key];
    }
  }
  return set;
}
