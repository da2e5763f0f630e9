/** Sessions and what is on their agenda: items, papers by their levels, motions with the fact sheet that they are decided on. */
import { formatDay } from "@comity/calendar";
import {
  addItem,
  addPaper,
  type DecidedOn,
  lastSessions,
  noteRepresented,
  PAPER_LEVELS,
  tableMotion,
} from "@comity/council";
import type { SessionAct } from "@comity/registry";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { seenIn } from "../drafts/draft-book.ts";
import { DRAFTS, type DraftDocument, FROZEN } from "../drafts/draft-document.ts";
import { accountOf } from "../drafts/draft-room.ts";
import { type FrozenSheet, hashOf } from "../drafts/frozen-sheet.ts";
import { frozenId } from "../drafts/impact-room.ts";
import { absent, guardedRoute, newRoom, require } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { IdField, KnownOnField } from "../reading/fields.ts";
import { type Known, knownOn } from "../reading/known.ts";
import type { StoredAgenda } from "./agenda-book.ts";
import { sessionOf, sessionsOf } from "./bodies.ts";
import { itemsByAgreement } from "./bodies-room.ts";
import { type CouncilParts, PRIVATE, seatedNow, seesLevel, TAGS, visibleItems } from "./council-parts.ts";
import {
  itemShown,
  MotionGiven,
  noticeShown,
  PaperGiven,
  SessionListed,
  SessionShown,
  sessionListed,
} from "./session-shapes.ts";

export const SESSION_PATH = "/api/v1/council/bodies/{body}/sessions/{session}";
export const ITEM_PATH = `${SESSION_PATH}/items/{item}` as const;
export const sessionParams = z.object({ body: IdField, session: IdField });
export const itemParams = sessionParams.extend({ item: z.coerce.number().int().min(1).max(9_999) });
/** Whoever keeps a body's agenda records what it does. */
export const keeping = { action: "record", kind: "body", id: "body" } as const;

/** A session with its agenda, as whoever asks may see it. */
export async function sessionShown(
  c: Context<Env>,
  parts: CouncilParts,
  session: SessionAct,
  { agenda }: Pick<StoredAgenda, "agenda">,
  { day: today, folded }: Pick<Known, "day" | "folded"> = knownOn(parts.context, undefined),
): Promise<z.output<typeof SessionShown>> {
  const { body } = session;
  const sees = (level: (typeof PAPER_LEVELS)[number]) => seesLevel(c, body, level);
  const byAgreement = await itemsByAgreement(c, parts, body);
  const notices = lastSessions(folded, { body, from: today })
    .filter(({ last }) => last?.session === session.session)
    .map((each) => noticeShown(each, byAgreement.get(each.deadline.agreement) ?? []));
  return {
    ...sessionListed(session, today),
    represented: sees("open") ? [...agenda.represented] : null,
    items: visibleItems(c, body, agenda.items).map((item) => itemShown(item, sees)),
    notices,
  };
}

/** The fact sheet on which a motion is decided. @throws Problem `sheet-altered`, `not-shared`, `wrong-session`; `not-found`. */
async function decidedOn(
  c: Context<Env>,
  { context }: CouncilParts,
  session: SessionAct,
  { id, frozen: number }: { readonly id: string; readonly frozen: number },
): Promise<DecidedOn> {
  require(c, "read", { kind: "fact-sheet", id });
  const { documents } = context;
  const [draft, stored] = await Promise.all([
    documents.get<DraftDocument>(DRAFTS, id),
    documents.get<FrozenSheet>(FROZEN, frozenId(id, number)),
  ]);
  if (draft === undefined || stored === undefined)
    throw absent({ kind: "fact-sheet", id: `${id}/${number}` });
  const sheet = stored.value;
  if (hashOf(sheet) !== sheet.hash)
    throw problem(409, "sheet-altered", "the frozen fact sheet is not what was frozen: its hash is another");
  if (draft.value.sharedWith?.includes(session.body) !== true)
    throw problem(409, "not-shared", `the draft is not shared with \`${session.body}\``, {
      help: "share it first: a body decides on what it can read",
    });
  const { decision } = sheet;
  const firstDay = formatDay(session.on);
  const lastDay = formatDay(session.lastDay ?? session.on);
  const date = String(decision.date ?? "");
  const isOfSession = decision.body === session.body && decision.session === session.session;
  if (!isOfSession || date < firstDay || date > lastDay)
    throw problem(
      409,
      "wrong-session",
      "the draft that was frozen is of another session, or of another day",
      {
        help: `it must name the body \`${session.body}\`, the session \`${session.session}\` and a day from ${firstDay} through ${lastDay}; change it and freeze its fact sheet anew`,
      },
    );
  const acts = Array.isArray(decision.acts) ? (decision.acts as readonly { agreement?: unknown }[]) : [];
  const agreements = acts.flatMap(({ agreement }) => (typeof agreement === "string" ? [agreement] : []));
  return {
    draft: id,
    title: String(decision.title ?? draft.value.title),
    number,
    revision: sheet.revision,
    sha256: sheet.hash,
    knownOn: sheet.knownOn,
    agreements: [...new Set(agreements)].sort(),
  };
}

export function sessionsRoom(parts: CouncilParts): OpenAPIHono<Env> {
  const { context, agendas } = parts;
  const { followed } = context;
  const sessionIn = (body: string, session: string): SessionAct => sessionOf(followed.folded, body, session);

  const answer = async (c: Context<Env>, session: SessionAct, stored: StoredAgenda) => {
    c.header("ETag", `"${stored.version}"`);
    return c.json(await sessionShown(c, parts, session, stored), 200, PRIVATE);
  };

  const changes = { params: sessionParams, headers: CHANGES };
  const body = <Schema extends z.ZodType>(schema: Schema) => ({
    required: true as const,
    content: { "application/json": { schema } },
  });
  const responses = { 200: json(SessionShown, "The session with its agenda.") };

  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/council/bodies/{body}/sessions",
        summary: "The sessions of a body",
        tags: TAGS,
        access: { action: "read", kind: "body", id: "body" },
        request: { params: z.object({ body: IdField }) },
        responses: { 200: json(z.object({ sessions: z.array(SessionListed) }), "By their first days.") },
      }),
      (c) => {
        const { body: name } = seatedNow(parts, c.req.valid("param").body);
        const sessions = sessionsOf(followed.folded, name).map((each) => sessionListed(each, followed.today));
        return c.json({ sessions }, 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: SESSION_PATH,
        summary: "A session and its agenda",
        description:
          "Items and papers are shown to whoever sits in sessions of their level, as they stand; dates and deadlines as known on the day.",
        tags: TAGS,
        access: { action: "read", kind: "body", id: "body" },
        request: { params: sessionParams, query: z.object({ knownOn: KnownOnField }) },
        responses,
      }),
      async (c) => {
        const { body: name, session } = c.req.valid("param");
        const known = knownOn(context, c.req.valid("query").knownOn);
        seatedNow(parts, name, known.folded);
        const found = sessionOf(known.folded, name, session);
        const stored = await agendas.get(name, session);
        c.header("ETag", `"${stored.version}"`);
        return c.json(await sessionShown(c, parts, found, stored, known), 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: `${SESSION_PATH}/represented`,
        summary: "Note whose delegates are there",
        tags: TAGS,
        access: keeping,
        request: { ...changes, body: body(z.strictObject({ members: z.array(IdField).max(10_000) })) },
        responses,
      }),
      async (c) => {
        const { body: name, session } = c.req.valid("param");
        const found = sessionIn(name, session);
        const seated = seatedNow(parts, name);
        const { members } = c.req.valid("json");
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const stored = await agendas.change(name, session, seen, accountOf(c), (agenda) =>
          noteRepresented(agenda, members, seated, found.on),
        );
        return answer(c, found, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${SESSION_PATH}/items`,
        summary: "Put an item on the agenda",
        tags: TAGS,
        access: keeping,
        request: {
          ...changes,
          body: body(z.strictObject({ title: z.string().min(1).max(500), level: z.enum(PAPER_LEVELS) })),
        },
        responses,
      }),
      async (c) => {
        const { body: name, session } = c.req.valid("param");
        const found = sessionIn(name, session);
        seatedNow(parts, name);
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const item = { ...c.req.valid("json"), papers: [] };
        const stored = await agendas.change(name, session, seen, accountOf(c), (agenda) =>
          addItem(agenda, item),
        );
        return answer(c, found, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${ITEM_PATH}/papers`,
        summary: "Lay a paper beside an item",
        description:
          "What it is cited by, the hash of its bytes and where they are kept; the bytes stay there.",
        tags: TAGS,
        access: keeping,
        request: { params: itemParams, headers: CHANGES, body: body(PaperGiven) },
        responses,
      }),
      async (c) => {
        const { body: name, session, item } = c.req.valid("param");
        const found = sessionIn(name, session);
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const paper = c.req.valid("json");
        const stored = await agendas.change(name, session, seen, accountOf(c), (agenda) =>
          addPaper(agenda, item, paper),
        );
        return answer(c, found, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${ITEM_PATH}/motion`,
        summary: "Table a motion, with the fact sheet that it is decided on",
        description:
          "The frozen fact sheet stays the one that was decided on: its hash is kept with the motion, and its draft is what is entered.",
        tags: TAGS,
        access: keeping,
        request: { params: itemParams, headers: CHANGES, body: body(MotionGiven) },
        responses,
      }),
      async (c) => {
        const { body: name, session, item } = c.req.valid("param");
        const found = sessionIn(name, session);
        const seated = seatedNow(parts, name);
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const {
          draft,
          rule = seated.usualRule,
          programme,
          default: otherwise,
          ...rest
        } = c.req.valid("json");
        const sheet = draft === undefined ? undefined : await decidedOn(c, parts, found, draft);
        const motion = { ...rest, rule, programme, default: otherwise };
        const stored = await agendas.change(name, session, seen, accountOf(c), (agenda) =>
          tableMotion(agenda, item, motion, {
            body: seated,
            on: found.on,
            ...(sheet === undefined ? {} : { decidedOn: sheet }),
          }),
        );
        return answer(c, found, stored);
      },
    );
}
