/** Warnings of a draft as sentences: the registry writes them for files and programs too, with a path and a line of help. */

type WriteDay = (day: string) => string;

/** A warning that somebody can read. It stays in the language in which the registry writes it. */
export interface WarningText {
  readonly says: string;
  readonly help: string | undefined;
}

/** `acts[0].lastDay: `: where in the draft's file. */
const PLACE = /^acts\[\d+\](?:\.\w+(?:\[\d+\])*)*: /;
const HELP = "\n  help: ";
const DAY = /`(\d{4}-\d{2}-\d{2})`/g;

/** As a sentence: it begins with a capital and ends with a full stop; days are written out. */
function sentence(text: string, writeDay: WriteDay): string {
  const plain = text.replace(DAY, (_, day: string) => writeDay(day)).replaceAll("`", "");
  // What begins with an identifier or a name keeps it as it is.
  const isWord = /^[a-z]+[ ,;]/.test(text);
  const begun = isWord ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/**
 * A warning without its place in the file.
 *
 *     warningText("acts[0].lastDay: the notice comes too late: to end `A` after `2024-11-30` ...\n  help: an earlier end ...", writeDay)
 *     // { says: "The notice comes too late: to end A after 30 November 2024 ...", help: "An earlier end ..." }
 */
export function warningText(warning: string, writeDay: WriteDay): WarningText {
  const [said = "", help] = warning.replace(PLACE, "").split(HELP);
  return { says: sentence(said, writeDay), help: help === undefined ? undefined : sentence(help, writeDay) };
}
