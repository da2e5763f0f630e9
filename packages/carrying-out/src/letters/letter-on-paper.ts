/** A letter as it is printed: what mails say, with an address, a date and a reference around it. */
import { type Day, formatDay } from "@comity/calendar";
import type { PrintedLetter } from "@comity/print";
import type { PlanPart } from "../plan/plan.ts";
import { type Addressee, type LetterMatter, titleOf } from "./letter-fields.ts";
import { letterBlocks } from "./letter-markdown.ts";
import { dayInWords, type RenderedLetter } from "./letters.ts";

export interface OnPaper {
  readonly part: Pick<PlanPart, "kind" | "id">;
  readonly matter: LetterMatter;
  /** The day that the letter bears. */
  readonly date: Day;
  /** What an answer cites. */
  readonly reference: string;
  /** Whose name stands in the address; a person without one is there by identifier, so that an office can tell whose it is. */
  readonly addressee?: Addressee;
  readonly isPreview: boolean;
  /** What the registry says of itself. */
  readonly description?: string;
}

/**
 * A letter for `letterAsPdf`, in all the languages in which it was rendered.
 *
 *     letterAsPdf(letterOnPaper(post.preview(part, due, matter), { part, matter, date, reference, isPreview: true }))
 */
export function letterOnPaper(letter: RenderedLetter, about: OnPaper): PrintedLetter {
  const { part, matter, date, reference, addressee = {}, isPreview, description } = about;
  const name = [addressee.givenName, addressee.familyName].filter((each) => each !== undefined).join(" ");
  const isPerson = part.kind === "person" || part.kind === "team leader";
  return {
    versions: letter.versions.map(({ language, subject, text }) => ({
      language,
      subject,
      date: dayInWords(date, language),
      office: matter.guide.offices.get(matter.office)?.names[language] ?? matter.office,
      blocks: letterBlocks(text),
    })),
    organisation: matter.organisation,
    to: [isPerson && name !== "" ? name : titleOf(matter.folded, part.id)],
    reference,
    day: formatDay(date),
    isPreview,
    ...(description === undefined ? {} : { description }),
  };
}
