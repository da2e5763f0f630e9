/** What drafts would change for one person: for whoever may see both the person and the draft. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problemOf } from "../problems/from-errors.ts";
import { problem } from "../problems/problem.ts";
import { predicateOf, tupleText } from "../questions/asked.ts";
import { json } from "../reading/answers.ts";
import { DayShown, IdField, orNone, StretchShown } from "../reading/fields.ts";
import { knownOn } from "../reading/known.ts";
import { byCode } from "../reading/pages.ts";
import { personOf } from "../registry/people-room.ts";
import type { DraftParts } from "./draft-room.ts";
import { requireCleared } from "./impact-room.ts";
import { type Move, MovesField } from "./moves.ts";
import { type SeenDraft, seenAs } from "./seen-draft.ts";

/** So many drafts are laid over the registry for one answer, those changed last. */
const MOST_DRAFTS = 12;

const Value = z.union([z.string(), z.number()]);
const Change = z
  .object({
    entitlement: z.string(),
    label: z.string().openapi({ description: "In the policy's words, without the person." }),
    tuple: z.array(Value),
    before: z.array(StretchShown).openapi({ description: "As things stand." }),
    after: z.array(StretchShown).openapi({ description: "Under the draft." }),
    firstLost: DayShown.openapi({ description: "The first day without; null where none is lost." }),
    firstGained: DayShown,
    because: z.array(z.object({ sentence: z.string(), days: orNone(StretchShown) })).openapi({
      description: "What ends the days that are left; where none are, what is lacking.",
    }),
    remedies: z.array(z.object({ remedy: z.string(), restores: StretchShown })).openapi({
      description: "What would be enough to keep it under the draft; each was tried.",
    }),
  })
  .openapi("PersonChange");

const PersonDraft = z
  .object({
    draft: z.string(),
    title: z.string(),
    state: z.enum(["draft", "released"]).openapi({
      description: "As it is worked on, or as it was frozen and released, for those who may see only that.",
    }),
    knownOn: DayShown.openapi({ description: "The day as known on which it is laid over the registry." }),
    changes: z.array(Change),
    same: z.number().int().openapi({ description: "How many entitlements stay as they are." }),
    fault: z
      .string()
      .nullable()
      .openapi({ description: "Why it cannot be laid over the registry any more." }),
  })
  .openapi("PersonDraft");

const movesOfNone = () => {
  const message = "`moves` moves the acts of one draft, and `draft` does not say of which";
  return problem(400, "wrong-query", message, {
    errors: [{ path: "query.moves", message, help: "add `draft=` with its identifier" }],
  });
};

export function personRoom({ context, book, desk }: DraftParts): OpenAPIHono<Env> {
  const seenDrafts = async (c: Context<Env>, only: string | undefined): Promise<SeenDraft[]> => {
    const found: SeenDraft[] = [];
    for (let after: string | undefined, isLast = false; !isLast; ) {
      const page = await book.list(after, 200);
      isLast = page.length < 200;
      after = page.at(-1)?.id;
      for (const stored of page) {
        if (only !== undefined && stored.id !== only) continue;
        const seen = await seenAs(c, context, stored);
        if (seen !== undefined) found.push(seen);
      }
    }
    return found.sort((a, b) => byCode(b.stored.at, a.stored.at)).slice(0, MOST_DRAFTS);
  };

  const laid = async (
    c: Context<Env>,
    person: string,
    { stored, state, decision, knownOn: known }: SeenDraft,
    moves: readonly Move[],
  ): Promise<z.output<typeof PersonDraft>> => {
    const about = { draft: stored.id, title: stored.value.title, state };
    try {
      const {
        title,
        changes,
        same,
        knownOn: on,
      } = await desk.ask(
        {
          sort: "person",
          decision,
          person,
          moment: desk.moment,
          moves,
          ...(known === undefined ? {} : { knownOn: known }),
        },
        c.req.raw.signal,
      );
      const shown = changes.map(({ tuple, because, remedies, ...rest }) => ({
        ...rest,
        tuple: tupleText(predicateOf(context.policy, rest.entitlement).columns, tuple),
        because: [...because],
        remedies: [...remedies],
      }));
      return { ...about, title, knownOn: on, changes: shown, same, fault: null };
    } catch (error) {
      // What was recorded since may contradict a draft: that is said of it, and hides no other.
      const { status, message } = problemOf(error);
      if (status >= 500) throw error;
      return { ...about, knownOn: known ?? null, changes: [], same: 0, fault: message };
    }
  };

  return newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/people/{id}/drafts",
      operationId: "readPersonDrafts",
      summary: "What each draft that you may see would change for a person",
      description: `Withdrawn drafts are left out; of more than ${MOST_DRAFTS}, those changed last are shown. Sentences name nobody else. \`moves\` moves the acts of the one that \`draft\` names, as in its live stream, and is for the cleared.`,
      tags: ["People"],
      access: { action: "read", kind: "person", id: "id" },
      request: {
        params: z.object({ id: IdField }),
        query: z.object({
          draft: IdField.optional().openapi({ description: "Only this draft." }),
          moves: MovesField,
        }),
      },
      responses: {
        200: json(
          z.object({ id: z.string(), drafts: z.array(PersonDraft) }),
          "The draft changed last comes first.",
        ),
      },
    }),
    async (c) => {
      const person = personOf(c, knownOn(context, undefined));
      const { draft, moves } = c.req.valid("query");
      if (moves.length > 0) {
        if (draft === undefined) throw movesOfNone();
        requireCleared(c);
      }
      const drafts = [];
      for (const seen of await seenDrafts(c, draft)) drafts.push(await laid(c, person, seen, moves));
      return c.json({ id: person, drafts }, 200, { "Cache-Control": "private, no-cache" });
    },
  );
}
