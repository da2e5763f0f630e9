/** Canonical JSON (RFC 8785): one text for one value, so that its hash is the value's. */
import type { Json } from "@comity/registry";
import { StoreError } from "../store-error.ts";

/** RFC 8785, 3.2.3: members in the order of their names as UTF-16 code units, which is how JavaScript compares texts. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Halves of characters that stand alone: with the flag `u`, whole ones are not matched. */
const HALVES = /\p{Surrogate}/gu;

/** A text that is written as it is: no escape is needed, and no half of a character is in it. */
const PLAIN = /^[ !#-[\]-\ud7ff]*$/;

/** RFC 8785, 3.2.2.2: a lone surrogate is no character, and no database would take it. */
function text(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  const written = JSON.stringify(value);
  // It would have been written as an escape; so would a backslash before these letters, which is looked at more closely.
  if (written.includes("\\ud") && value.search(HALVES) >= 0)
    throw new StoreError(
      "incorrect",
      "malformed-text",
      `\`${value.replace(HALVES, "\uFFFD")}\` holds half a character`,
      { help: "a text was cut in the middle of a character" },
    );
  return written;
}

/**
 * The canonical text of a JSON value.
 *
 *     canonicalJson({ b: 1e21, a: ["é"] })    // {"a":["é"],"b":1e+21}
 *
 * @throws StoreError `malformed-text` where a text holds a lone surrogate or a number is not finite.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "string") return text(value);
  if (typeof value === "number" && !Number.isFinite(value))
    throw new StoreError("incorrect", "malformed-text", `\`${value}\` cannot be written as JSON`);
  // RFC 8785, 3.2.2.3: numbers as ECMAScript writes them.
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  let members = "";
  for (const name of Object.keys(value).sort(inOrder))
    members += `${members === "" ? "" : ","}${text(name)}:${canonicalJson(value[name]!)}`;
  return `{${members}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
