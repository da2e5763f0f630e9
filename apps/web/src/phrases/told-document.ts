/** The texts of a problem document in French: all of them or none. */
import { setText } from "../words/set-type.ts";
import type { Told } from "./phrase-book.ts";

/** A problem document (RFC 9457), as it was sent. */
export type ProblemDocument = Readonly<Record<string, unknown>>;

interface Fault {
  readonly message: string;
  readonly help?: string;
}

/** The French for a document's texts. @returns undefined where one of them is not known in French. */
export function toldDocument(document: ProblemDocument, told: Told): ProblemDocument | undefined {
  let isWhole = true;
  const tell = <T>(text: T): T | string => {
    if (typeof text !== "string") return text;
    const known = told(text);
    isWhole &&= known !== undefined;
    return known === undefined ? text : setText("fr", known);
  };
  const { detail, help, errors } = document;
  const whole = {
    ...document,
    detail: tell(detail),
    ...(help === undefined ? {} : { help: tell(help) }),
    ...(Array.isArray(errors)
      ? {
          errors: (errors as Fault[]).map((fault) => ({
            ...fault,
            message: tell(fault.message),
            ...(fault.help === undefined ? {} : { help: tell(fault.help) }),
          })),
        }
      : {}),
  };
  return isWhole ? whole : undefined;
}
