/** JSON as I-JSON has it (RFC 7493): what two readers could take for different things is refused. */
import { isUtf8 } from "node:buffer";
import { DEEPEST_JSON } from "../limits/body.ts";
import { problem } from "../problems/problem.ts";

/**
 * What a text in JSON says more than once in one object, or how it is too deep: undefined where neither is so. For texts that
 * are JSON; of others it may say anything.
 *
 *     faultOfText('{"a": 1, "\\u0061": 2}')    // the member `a` is there twice
 */
export function faultOfText(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const from = at + 1;
      let hasEscape = false;
      for (at = from; at < text.length && text.charCodeAt(at) !== 0x22; at++)
        if (text.charCodeAt(at) === 0x5c) {
          hasEscape = true;
          at++;
        }
      const names = open.at(-1);
      if (!isName || names === undefined) continue;
      const raw = text.slice(from, at);
      const name = hasEscape ? unescaped(raw) : raw;
      if (names.has(name)) return `the member \`${name.slice(0, 60)}\` is there twice`;
      names.add(name);
      isName = false;
    } else if (code === 0x7b || code === 0x5b) {
      open.push(code === 0x7b ? new Set() : undefined);
      if (open.length > DEEPEST_JSON) return `it nests deeper than ${DEEPEST_JSON} levels`;
      isName = code === 0x7b;
    } else if (code === 0x7d || code === 0x5d) {
      open.pop();
      isName = false;
    } else if (code === 0x2c) isName = open.at(-1) !== undefined;
  }
  return undefined;
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** Half a character: JSON can write it by an escape, and no text holds it. */
const HALF_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * The value of a body.
 *
 * @throws Problem `malformed-body`, 400, where it is not UTF-8, not JSON, or JSON that can be taken in two ways.
 */
export function jsonOf(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw problem(400, "malformed-body", "the body is not UTF-8");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  let value: unknown;
  const fault = faultOfText(text);
  if (fault !== undefined) throw problem(400, "malformed-body", `the body is no JSON to rely on: ${fault}`);
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw problem(400, "malformed-body", "the body is not JSON", {
      help: "send a JSON object as `Content-Type: application/json`",
      cause,
    });
  }
  if (HALF_ESCAPE.test(text) && !isWhole(value))
    throw problem(400, "malformed-body", "the body is no JSON to rely on: a string holds half a character");
  return value;
}

function isWhole(value: unknown): boolean {
  if (typeof value === "string") return !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, each]) => isWhole(name) && isWhole(each));
}
