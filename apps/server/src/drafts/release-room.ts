/** Fact sheets for those who are not cleared: released one by one, and then the same for everybody. */
import type { FactSheet } from "@comity/decision";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { seenIn, tagOf } from "./draft-book.ts";
import { FROZEN } from "./draft-document.ts";
import { accountOf, type DraftParts } from "./draft-room.ts";
import { type FrozenSheet, sha256 } from "./frozen-sheet.ts";
import { frozenId } from "./impact-room.ts";
import { answerInForm, FORM, formOf, languageOf, sheetContent } from "./printed-answer.ts";
import { RELEASED, type ReleasedSheet, releasable } from "./release.ts";
import { HeadShown } from "./shown.ts";

const ReleasedShown = z
  .object({
    draft: z.string(),
    number: z.number().int(),
    to: z.enum(["public", "bodies"]),
    title: z.string(),
    knownOn: z.string(),
    head: HeadShown,
    hash: z.string().openapi({ description: "That of the frozen fact sheet with all its figures." }),
    at: z.string(),
  })
  .openapi("ReleasedSheet");

const summary = ({ draft, number, to, sheet, knownOn, head, hash, at }: ReleasedSheet) => ({
  draft,
  number,
  to,
  title: sheet.decision.title,
  knownOn,
  head,
  hash,
  at,
});

/** Fact sheets that were released. */
export function releaseRoom({ context, book, desk }: DraftParts): OpenAPIHono<Env> {
  const { documents, followed, gate } = context;

  /** The sheet that is released of a draft now. */
  const releasedOf = async (id: string): Promise<ReleasedSheet> => {
    const { value } = await book.get(id);
    const number = value.releasedNumber;
    const stored =
      number === undefined || value.released === undefined
        ? undefined
        : await documents.get<ReleasedSheet>(RELEASED, frozenId(id, number));
    if (stored === undefined) throw absent({ kind: "fact-sheet", id });
    return stored.value;
  };

  const params = z.object({ id: IdField });

  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/drafts/{id}/release",
        summary: "Release a frozen fact sheet to those who are not cleared",
        description:
          "Small figures are hidden in it, all others of people are multiples of five, and nobody is named.",
        tags: ["Drafts"],
        access: { action: "release", kind: "fact-sheet", id: "id" },
        request: {
          params,
          headers: CHANGES,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  frozen: z.number().int().min(1).max(9_999),
                  to: z.enum(["public", "bodies"]),
                }),
              },
            },
          },
        },
        responses: { 201: json(ReleasedShown, "Released.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { frozen: number, to } = c.req.valid("json");
        const seen = seenIn(c.req.valid("header")["if-match"]);
        await book.refuseStale(await book.get(id), seen);
        const frozen = await documents.get<FrozenSheet>(FROZEN, frozenId(id, number));
        if (frozen === undefined) throw absent({ kind: "fact-sheet", id: `${id}/${number}` });
        const { knownOn, head, hash, sheet } = frozen.value;
        const own = frozenId(id, number);
        const stored = await documents.get<ReleasedSheet>(RELEASED, own);
        const by = accountOf(c);
        const released: ReleasedSheet =
          stored === undefined
            ? {
                draft: id,
                number,
                to,
                by,
                at: context.clock().toISOString(),
                knownOn,
                head,
                hash,
                sheet: releasable(sheet, followed.folded.people),
              }
            : { ...stored.value, to };
        const changed = await book.change(
          id,
          seen,
          `released number ${number} to ${to}`,
          by,
          () => ({ released: to, releasedNumber: number }),
          [{ collection: RELEASED, id: own, expected: stored?.version ?? 0, value: released }],
        );
        return c.json(summary(released), 201, {
          ETag: tagOf(changed.value.revision),
          Location: `/api/v1/fact-sheets/${id}`,
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/fact-sheets",
        summary: "The fact sheets that were released to you",
        tags: ["Drafts"],
        access: { action: "list", kind: "fact-sheet" },
        responses: { 200: json(z.object({ sheets: z.array(ReleasedShown) }), "By draft.") },
      }),
      async (c) => {
        const all = await documents.list<ReleasedSheet>(RELEASED);
        const seen = gate.visible(c.var.asker, "read", "fact-sheet", all, ({ value }) => value.draft);
        const sheets = [];
        for (const { value } of seen) {
          const draft = await documents.get<{ releasedNumber?: number }>("draft", value.draft);
          if (draft?.value.releasedNumber === value.number) sheets.push(summary(value));
        }
        return c.json({ sheets }, 200, { "Cache-Control": "private, no-cache" });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/fact-sheets/{id}",
        summary: "The fact sheet of a draft that was released",
        tags: ["Drafts"],
        access: { action: "read", kind: "fact-sheet", id: "id" },
        request: { params, query: z.object(FORM) },
        responses: {
          200: {
            description: "The same for everybody.",
            content: sheetContent(
              ReleasedShown.extend({ sheet: z.record(z.string(), z.unknown()) }).openapi("ReleasedFactSheet"),
            ),
          },
        },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { format, language } = c.req.valid("query");
        const form = formOf(c, format);
        const released = await releasedOf(id);
        const sheet = JSON.stringify(released.sheet satisfies FactSheet);
        const spoken = languageOf(c, language);
        return answerInForm(c, desk, form, {
          sheet,
          json: `${JSON.stringify(summary(released)).slice(0, -1)},"sheet":${sheet}}`,
          options: {
            language: spoken,
            head: released.head,
            isRounded: true,
            marks: [{ label: "SHA-256", value: released.hash }],
          },
          name: `fact-sheet-${id}`,
          tag: `"${sha256(`${released.hash}${released.to}${form}${spoken}`).slice(0, 24)}"`,
        }) as never;
      },
    );
}
