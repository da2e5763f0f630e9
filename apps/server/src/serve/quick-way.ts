/**
 * A shorter way for a route that machines ask thousands of times a second: from the socket to the answer without the objects of the
 * web's own interface, which cost more than the decision. It takes plain requests alone, those with a token that counts and a short body of
 * a length that is said; all others, and whoever is not let in, go the usual way. `quick-way.test.ts` holds the two against each other.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Asker } from "@comity/access";
import type { QuickRoute, ServerContext } from "../context.ts";
import type { RouteGuard } from "../guarded-route.ts";
import type { Rates } from "../limits/rates.ts";
import { PURPOSE } from "../looks.ts";
import { problemOf } from "../problems/from-errors.ts";
import { noteProblem } from "../problems/note-problem.ts";
import { documentOf, PROBLEM_JSON } from "../problems/problem.ts";
import type { HeaderLines } from "./headers.ts";

/** A longer body is read where it is counted as it comes. */
const LONGEST_BODY_BYTES = 16_384;
const TOKEN = /^Bearer ([!-~]{1,500})$/i;
/** Headers that change how a request is read. */
const UNUSUAL = ["transfer-encoding", "expect", "cookie", PURPOSE.toLowerCase()] as const;
/** Headers that may be there once; the parser of HTTP would drop a second one in silence. */
const ONCE: ReadonlySet<string> = new Set(["authorization", "content-type", "content-length"]);

const ONCE_LENGTHS = Array.from(ONCE, ({ length }) => length);
const [SHORTEST_ONCE, LONGEST_ONCE] = [Math.min(...ONCE_LENGTHS), Math.max(...ONCE_LENGTHS)];

/** What the quick way works with. */
export interface QuickParts {
  readonly route: QuickRoute;
  readonly guard: RouteGuard;
  readonly rates: Rates;
  /** Whose token it is; undefined where it does not count, whatever the reason. */
  readonly identifyToken: (token: string) => Promise<Asker | undefined>;
}

function hasTwice(rawHeaders: readonly string[]): boolean {
  let seen = "";
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const given = rawHeaders[at]!;
    if (given.length < SHORTEST_ONCE || given.length > LONGEST_ONCE) continue;
    const name = given.toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.includes(name)) return true;
    seen += ` ${name}`;
  }
  return false;
}

/** The whole body; undefined where the other side went away before its end. */
function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  if (incoming.destroyed) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.once("end", () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
    incoming.once("error", () => resolve(undefined));
    incoming.once("close", () => resolve(undefined));
  });
}

/** The quick way of a server. */
export class QuickWay {
  readonly guard: RouteGuard;
  readonly #context: ServerContext;
  readonly #parts: QuickParts;

  constructor(context: ServerContext, parts: QuickParts) {
    if (!("anyone" in parts.guard.access))
      throw new RangeError(`the route \`${parts.guard.path}\` asks the gate before its body is read`);
    this.#context = context;
    this.#parts = parts;
    this.guard = parts.guard;
  }

  /** The token of a request that may go this way; undefined where it must go the other. */
  tokenOf(incoming: IncomingMessage): string | undefined {
    const { route } = this.#parts;
    if (incoming.url !== route.path || incoming.method !== "POST") return undefined;
    const { headers } = incoming;
    for (const name of UNUSUAL) if (headers[name] !== undefined) return undefined;
    const length = headers["content-length"];
    if (length === undefined || !(Number(length) > 0 && Number(length) <= LONGEST_BODY_BYTES))
      return undefined;
    if (headers["content-type"] !== "application/json" || hasTwice(incoming.rawHeaders)) return undefined;
    return headers.authorization === undefined ? undefined : TOKEN.exec(headers.authorization)?.[1];
  }

  /** Answers a request with a token; false, and nothing is read or counted, where the token does not count. */
  async answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    token: string,
    headers: HeaderLines,
    requestId: string,
  ): Promise<boolean> {
    const { route, rates, identifyToken } = this.#parts;
    let status = 200;
    let type = "application/json";
    let text: string;
    let more: Readonly<Record<string, string>> = {};
    try {
      const asker = await identifyToken(token);
      if (asker?.account === undefined) return false;
      await rates.countAccess(asker.account);
      const bytes = await bodyOf(incoming);
      if (bytes === undefined) return true;
      const answer = route.answer(asker, bytes);
      text = typeof answer === "string" ? answer : await answer;
    } catch (error) {
      const problem = problemOf(error);
      noteProblem(problem, this.#context, { requestId, route: this.guard.path });
      status = problem.status;
      type = PROBLEM_JSON;
      text = JSON.stringify(documentOf(problem, route.path));
      more = problem.more.headers ?? {};
    }
    const length = String(Buffer.byteLength(text, "utf8"));
    const lines = [...headers, "Content-Type", type, "Content-Length", length];
    for (const [name, value] of Object.entries(more)) lines.push(name, value);
    outgoing.writeHead(status, lines);
    outgoing.end(text, "utf8");
    return true;
  }
}
