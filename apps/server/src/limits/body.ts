/** Bodies: not larger, and not deeper, than a route takes. */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { problem } from "../problems/problem.ts";

/** JSON nested deeper is nothing that anybody means. */
export const DEEPEST_JSON = 40;

const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\b/i;

function tooLarge(most: number) {
  return problem(413, "body-too-large", `the body is larger than ${most} bytes`, {
    help: "send it in parts",
    headers: { Connection: "close" },
  });
}

/** Reads a body of unknown length, as far as it may go. */
async function readCounted(stream: ReadableStream<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.byteLength;
    if (length > most) throw tooLarge(most);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * How deep the objects and lists of a JSON text nest, without reading it: brackets in texts do not count.
 *
 *     depthOf('{"a": ["["]}')    // 2
 */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 0x5c) at++;
      else if (code === 0x22) isInText = false;
    } else if (code === 0x22) isInText = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

/**
 * Reads a request's body into the request's own cache, so that handlers find it there.
 *
 * @throws Problem `body-too-large`, `wrong-content-type`, `too-deep`, `malformed-body`.
 */
export async function readBodyWithin(c: Context<Env>, most: number, wantsJson: boolean): Promise<void> {
  const { req } = c;
  const said = req.header("content-length");
  if (said !== undefined && Number(said) > most) throw tooLarge(most);
  if (said === undefined && req.header("transfer-encoding") !== undefined) {
    const stream = req.raw.body;
    const bytes = stream === null ? Buffer.alloc(0) : await readCounted(stream, most);
    const { buffer, byteOffset, byteLength } = bytes;
    // The request hands these on to whoever asks for text or JSON.
    const own = buffer.slice(byteOffset, byteOffset + byteLength);
    Object.assign(req.bodyCache, { arrayBuffer: Promise.resolve(own) });
  }
  if (!wantsJson) return;
  const type = req.header("content-type");
  if (type === undefined || !JSON_TYPE.test(type)) {
    if (said === undefined || said === "0") return;
    throw problem(415, "wrong-content-type", "the body is in a form that is not read here", {
      help: "send `Content-Type: application/json`",
    });
  }
  const text = await req.text();
  if (depthOf(text) > DEEPEST_JSON)
    throw problem(400, "too-deep", `the body nests deeper than ${DEEPEST_JSON} levels`);
  try {
    JSON.parse(text);
  } catch (error) {
    throw problem(400, "malformed-body", `the body is not JSON: ${placeOf(error)}`, { cause: error });
  }
}

/** Where JSON ends to be JSON, without repeating what was sent. */
function placeOf(error: unknown): string {
  const said = error instanceof Error ? error.message : "";
  const at = /position (\d+)/.exec(said)?.[1];
  return at === undefined ? "it ends too early, or is empty" : `it cannot be read from character ${at} on`;
}
