/** Where the socket meets the app: ids of requests, headers, what is logged and measured, and what is cut off before. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../app.ts";
import type { Observed, ServerContext } from "../context.ts";
import { loggedError } from "../observe/log.ts";
import { documentOf, PROBLEM_JSON, type Problem, problem } from "../problems/problem.ts";
import { headerLines, setHeaders } from "./headers.ts";

/** All headers of a request together, in bytes. */
export const LARGEST_HEADERS = 16_384;
/** How many headers a request may have. */
export const MOST_HEADERS = 100;
const KEEP_ALIVE_SECONDS = 5;
/** A connection on which nothing moves for so long is ended; feeds say something more often. */
const SILENT_SECONDS = 120;

/** For so long a request is waited for. */
export interface Patience {
  /** Until its headers are there. */
  readonly headersSeconds: number;
  /** Until all of it is there. */
  readonly requestSeconds: number;
}

export const PATIENCE: Patience = { headersSeconds: 10, requestSeconds: 30 };

const INSTANCE = randomBytes(6).toString("base64url");
let counted = 0;

/** What the caller calls the request, whatever it is: an answer says it again (AuthZEN, section 10.1.3). */
function givenId({ headers }: IncomingMessage): string | undefined {
  const given = headers["x-request-id"];
  return typeof given === "string" && given !== "" ? given : undefined;
}

/** An id of our own, or the caller's where it is one that can stand in a log. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  if (typeof given === "string" && /^[A-Za-z0-9_.:-]{1,64}$/.test(given)) return given;
  return `${INSTANCE}-${(++counted).toString(36)}`;
}

/** What Node refuses before there is a request, in our words. */
function refusalOf(code: string | undefined): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return problem(431, "headers-too-large", `the headers are larger than ${LARGEST_HEADERS} bytes`);
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return problem(408, "too-slow", "the request was not whole in time");
    default:
      return problem(400, "malformed-request", "this is not HTTP as it is written here");
  }
}

/** Writes an answer to a socket on which no request was understood. */
function writeRaw(socket: Socket, said: Problem): void {
  const body = JSON.stringify(documentOf(said, "/"));
  const head = [
    `HTTP/1.1 ${said.status} ${documentOf(said, "/").title}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** An HTTP server for an app; it does not listen yet. */
export function httpServerOf(context: ServerContext, app: App, patience: Patience = PATIENCE): Server {
  const { config, metrics, log } = context;
  const isSecure = config.publicUrl?.startsWith("https:") === true;
  const answer = getRequestListener((request, bindings) => app.hono.fetch(request, bindings), {
    overrideGlobalObjects: false,
  });
  const server = createServer(
    {
      maxHeaderSize: LARGEST_HEADERS,
      headersTimeout: patience.headersSeconds * 1_000,
      requestTimeout: patience.requestSeconds * 1_000,
      keepAliveTimeout: KEEP_ALIVE_SECONDS * 1_000,
      connectionsCheckingInterval: 1_000,
    },
    (incoming: IncomingMessage & { observed?: Observed }, outgoing: ServerResponse) => {
      const start = performance.now();
      const requestId = requestIdOf(incoming);
      const observed: Observed = { requestId };
      incoming.observed = observed;
      metrics.underWay.inc();
      outgoing.once("close", () => {
        metrics.underWay.dec();
        const seconds = (performance.now() - start) / 1_000;
        const { guard } = observed;
        if (guard?.access.isUntold === true) return;
        const route = guard?.path ?? "none";
        // Where the other side went away before the end, nobody got the status.
        const status = outgoing.writableFinished ? outgoing.statusCode : 499;
        metrics.requests.observe({ method: incoming.method ?? "", route, status }, seconds);
        if (guard?.access.isQuiet === true && status < 400) return;
        log.info(
          {
            requestId,
            method: incoming.method,
            route,
            status,
            milliseconds: Math.round(seconds * 1e6) / 1e3,
          },
          "answered",
        );
      });
      const shownId = givenId(incoming) ?? requestId;
      const usual = (): void => {
        setHeaders(outgoing, shownId, isSecure);
        void answer(incoming, outgoing);
      };
      const token = app.quick?.tokenOf(incoming);
      if (token === undefined) {
        usual();
        return;
      }
      observed.guard = app.quick!.guard;
      app.quick!.answer(incoming, outgoing, token, headerLines(shownId, isSecure), requestId).then(
        (isAnswered) => {
          if (!isAnswered) usual();
        },
        (error) => {
          log.error({ requestId, ...loggedError(error) }, "a request failed");
          outgoing.destroy();
        },
      );
    },
  );
  server.maxHeadersCount = MOST_HEADERS;
  server.setTimeout(SILENT_SECONDS * 1_000);
  server.maxConnections = config.mostConnections;
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const said = refusalOf(error.code);
    metrics.refusals.inc({ code: said.code });
    writeRaw(socket, said);
  });
  return server;
}
