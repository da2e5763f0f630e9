/**
 * The routes of the OpenID AuthZEN Authorization API 1.0 (docs/authzen.md). Whoever may ask is judged by the gate for each
 * question: access systems ask about anybody, others about the people whom they may read of, themselves above all.
 */
import type { ServerResponse } from "node:http";
import type { Asker } from "@comity/access";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { type Fault, problem } from "../problems/problem.ts";
import { Decisions } from "./decisions.ts";
import { jsonOf } from "./json-text.ts";
import { METADATA_SECONDS, metadataOf, PATHS, wellKnownPath } from "./metadata.ts";
import {
  type Batch,
  type Entity,
  type Evaluation,
  isBatch,
  readBatch,
  readEvaluation,
  readSearch,
  type Sought,
} from "./read-request.ts";
import {
  ActionSearchSchema,
  EvaluationSchema,
  EvaluationsSchema,
  ResourceSearchSchema,
  SubjectSearchSchema,
} from "./request-schemas.ts";
import { DecisionSchema, DecisionsSchema, FoundSchema, MetadataSchema } from "./response-schemas.ts";
import { faultOfBatch, runBatch } from "./run-batch.ts";
import { Searches } from "./searches.ts";

/** A thousand evaluations with all that may be said of each. */
const LARGEST_BODY = 2_000_000;
const JSON_TYPE = /^application\/json\s*(;|$)/i;
const TAGS = ["Access decisions (AuthZEN)"];
const ANYONE =
  "the gate is asked inside, by the subject of each question: `ask-access` of `access`, or `read` of that `person`";

/** The room of access decisions. */
export function accessRoom(context: ServerContext): RoomParts {
  const { followed, policy, store } = context;
  const decisions = new Decisions(followed, policy, store.registry);
  const searches = new Searches(decisions);
  const routes = newRoom();

  const post = (
    path: string,
    summary: string,
    body: z.ZodType,
    answer: z.ZodType,
    work: (c: Context<Env>, value: unknown) => Response | Promise<Response>,
  ) => {
    const documented = {
      method: "post" as const,
      path,
      summary,
      tags: TAGS,
      responses: {
        200: {
          description: "The answer, be it yes or no.",
          content: { "application/json": { schema: answer } },
        },
      },
    };
    const guarded = guardedRoute({
      ...documented,
      access: { anyone: ANYONE, isQuiet: true, largestBody: LARGEST_BODY },
    }) as typeof documented & { middleware: MiddlewareHandler<Env>[] };
    // The schema is for the document; requests are read by hand, which is held to the schema by a test.
    routes.openAPIRegistry.registerPath(
      createRoute({
        ...documented,
        request: { body: { content: { "application/json": { schema: body } }, required: true } },
      }),
    );
    const [ask] = guarded.middleware;
    routes.post(path, ask!, async (c: Context<Env>) => {
      refuseUnknown(c);
      return work(c, await bodyOf(c));
    });
  };

  /** The text of a decision, at once where nothing has to be waited for: most of the time all of it is at hand. */
  const decisionOf = (asker: Asker, value: unknown): string | Promise<string> => {
    const read = readEvaluation(value);
    if ("faults" in read) throw wrongBody(read.faults);
    refuseUnless(context, asker, decisions, [read.subject]);
    const noting = noteAsked(context, asker, decisions, [read.subject]);
    const isPast = read.context?.knownOn !== undefined;
    if (noting === undefined && !isPast) return decisions.decideText(read);
    const late = async (): Promise<string> => {
      await noting;
      if (isPast) await decisions.ready([read.context]);
      return decisions.decideText(read);
    };
    return late();
  };
  const decide = async (c: Context<Env>, value: unknown): Promise<Response> =>
    told(c, await decisionOf(c.var.asker, value));

  post(PATHS.evaluation, "Whether a subject may do something", EvaluationSchema, DecisionSchema, decide);
  post(
    PATHS.evaluations,
    "The same for many at once",
    EvaluationsSchema,
    DecisionsSchema,
    async (c, value) => {
      const batch = readBatch(value);
      if ("faults" in batch) throw wrongBody(batch.faults);
      if (!isBatch(value)) return decide(c, value);
      const fault = faultOfBatch(batch, decisions);
      if (fault !== undefined) throw wrongBody([fault]);
      refuseUnless(context, c.var.asker, decisions, subjectsOf(batch));
      await noteAsked(context, c.var.asker, decisions, subjectsOf(batch));
      return c.json({ evaluations: await runBatch(batch, decisions) });
    },
  );

  const search = (sought: Sought) => async (c: Context<Env>, value: unknown) => {
    const read = readSearch(value, sought);
    if ("faults" in read) throw wrongBody(read.faults);
    refuseUnless(context, c.var.asker, decisions, sought === "subject" ? undefined : [read.subject]);
    await decisions.ready([read.context]);
    const found = searches.answer(read, sought, c.var.asker.account ?? "");
    const shown = sought === "subject" ? (found.results as readonly Entity[]) : [read.subject];
    await noteAsked(context, c.var.asker, decisions, shown);
    return c.json(found);
  };
  post(PATHS.subject, "Which subjects may", SubjectSearchSchema, FoundSchema, search("subject"));
  post(PATHS.resource, "On which resources", ResourceSearchSchema, FoundSchema, search("resource"));
  post(PATHS.action, "What a subject may", ActionSearchSchema, FoundSchema, search("action"));

  metadataRoute(routes, context);
  return {
    routes,
    stop: () => decisions.close(),
    quick: { path: PATHS.evaluation, answer: (asker, body) => decisionOf(asker, jsonOf(body)) },
  };
}

/** An answer, written past the objects of the web's own interface, which cost more than the decision does. */
function told(c: Context<Env>, text: string): Response {
  const { outgoing } = c.env as { readonly outgoing?: ServerResponse };
  if (outgoing === undefined) return c.body(text, 200, { "Content-Type": "application/json" });
  outgoing.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text, "utf8"),
  });
  outgoing.end(text);
  return RESPONSE_ALREADY_SENT;
}

function metadataRoute(routes: OpenAPIHono<Env>, { config }: ServerContext): void {
  routes.openapi(
    guardedRoute({
      method: "get",
      path: wellKnownPath(config.publicUrl ?? "http://localhost"),
      summary: "Where the access decisions are asked for",
      tags: TAGS,
      access: { anyone: "the addresses of the access decisions are no secret" },
      request: {},
      responses: {
        200: { description: "The addresses.", content: { "application/json": { schema: MetadataSchema } } },
      },
    }),
    (c) =>
      c.json(metadataOf(config.publicUrl ?? new URL(c.req.url).origin), 200, {
        "Cache-Control": `max-age=${METADATA_SECONDS}`,
      }),
  );
}

/** The value of the body. The specification answers with 400 whatever is wrong with it. */
async function bodyOf(c: Context<Env>): Promise<unknown> {
  const type = c.req.header("content-type");
  if (type === undefined || !JSON_TYPE.test(type))
    throw problem(400, "wrong-content-type", "the body is in a form that is not read here", {
      help: "send `Content-Type: application/json`",
    });
  return jsonOf(new Uint8Array(await c.req.arrayBuffer()));
}

function wrongBody(errors: readonly Fault[]) {
  const first = errors[0]!;
  const more = errors.length === 1 ? "" : `, and ${errors.length - 1} more`;
  return problem(400, "wrong-body", `\`${first.path}\` ${first.message}${more}`, { errors });
}

function refuseUnknown(c: Context<Env>): void {
  if (c.var.asker.account !== undefined) return;
  throw problem(401, "not-signed-in", "whoever has not signed in may not ask for access decisions", {
    help: "send the token of an access system: `Authorization: Bearer ...`",
    headers: { "WWW-Authenticate": 'Bearer realm="comity"' },
  });
}

const subjectsOf = ({ items }: Batch): Entity[] =>
  items.filter((item): item is Evaluation => "subject" in item).map(({ subject }) => subject);

/** Records whom answers are about, before they are sent; a machine asks all day, and is recorded once a day for each person. */
function noteAsked(
  { desk }: ServerContext,
  asker: Asker,
  { questions }: Decisions,
  subjects: readonly Entity[],
): Promise<void> | undefined {
  const people = subjects.filter(({ type }) => questions.kindOf(type) === "Person").map(({ id }) => id);
  if (people.length === 0) return undefined;
  return desk.noteOnceADay(asker, "access control", people);
}

/** Lets access systems ask about anybody, and others about whom they may read of; about everybody where no subjects are given. */
function refuseUnless(
  { gate }: ServerContext,
  asker: Asker,
  { questions }: Decisions,
  subjects: readonly Entity[] | undefined,
): void {
  if (gate.may(asker, "ask-access", { kind: "access" })) return;
  const mayAsk = ({ type, id }: Entity): boolean =>
    questions.kindOf(type) === "Person" && gate.may(asker, "read", { kind: "person", id });
  if (subjects !== undefined && subjects.length > 0 && subjects.every(mayAsk)) return;
  throw problem(403, "not-allowed", "your account may not ask for these access decisions", {
    help: "access systems ask about anybody; people about themselves",
  });
}
