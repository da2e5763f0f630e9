/** What a footnote says of an author: that they are also elsewhere, have died, can be written to, or something else. */
import type { Connection } from "../../list/author-list.ts";
import { isNeutralLine } from "../../list/neutral-line.ts";

export type Footnote =
  | {
      readonly kind: "affiliation";
      readonly connection: Connection;
      readonly name: string;
      readonly isSaid: boolean;
    }
  | { readonly kind: "deceased" }
  | { readonly kind: "corresponding"; readonly email?: string }
  | { readonly kind: "note"; readonly text: string };

/** How collaborations begin such a footnote; the institute follows. */
const CONNECTED: readonly (readonly [RegExp, Connection])[] = [
  [/^also\s*(?:affiliated\s+with|at|with|from)\b\s*:?\s*/i, "also at"],
  [/^(?:now|presently|currently)\s+(?:at|with)\b\s*:?\s*/i, "now at"],
  [/^(?:present|current|new)\s+(?:address|affiliation)\b\s*:?\s*/i, "now at"],
  [/^on\s+leave\s+(?:of\s+absence\s+)?(?:from|of)\b\s*:?\s*/i, "on leave from"],
  [/^(?:visitor|visiting\s+\p{L}+)\s+(?:from|at)\b\s*:?\s*/iu, "visitor"],
];
const DECEASED = /^(?:(?:is\s+)?deceased|late\b|passed away)/i;
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
const NOTE =
  /^(?:supported|funded|partially|partly|spokes|contact|equal|these authors|contributed|on behalf|formerly|previously|retired|co-?spokes|full author|corresponding|e-?mail|no longer)\b/i;

/** The first mail address in a text. */
export function mailIn(text: string): string | undefined {
  return MAIL.exec(text)?.[0];
}

/**
 * What a footnote says.
 *
 *     readFootnote("Also at Example University.")   // { kind: "affiliation", connection: "also at", name: "Example University", ... }
 */
export function readFootnote(written: string): Footnote {
  const text = written.trim();
  // A neutral line is printed as it stands, whatever words it begins with.
  for (const [begins, connection] of CONNECTED)
    if (begins.test(text)) {
      const name = text.replace(begins, "").replace(/[.;,\s]+$/u, "");
      if (isNeutralLine(text) && /^also\s+affiliated\s+with/i.test(text))
        return { kind: "affiliation", connection, name: `Affiliated with ${name}`, isSaid: true };
      if (name !== "") return { kind: "affiliation", connection, name, isSaid: true };
    }
  if (DECEASED.test(text)) return { kind: "deceased" };
  const email = mailIn(text);
  if (/^(?:corresponding\b|e-?mail)/i.test(text) || (email !== undefined && text.length < email.length + 12))
    return { kind: "corresponding", ...(email === undefined ? {} : { email }) };
  if (NOTE.test(text)) return { kind: "note", text };
  return { kind: "affiliation", connection: "affiliated with", name: withoutEnd(text), isSaid: false };
}

/** A name of an institute without what ends a line of a list; a point after an abbreviation stays. */
export function withoutEnd(name: string): string {
  return name.replace(/[;,\s]+$/u, "").replace(/(?<=\p{Ll}{3,}|[)\p{Lu}]{2,}|\d)\.$/u, "");
}
