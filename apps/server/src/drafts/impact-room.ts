/** What drafts would change: fact sheets, comparisons, frozen fact sheets; all of it for the cleared. */
import { createHash } from "node:crypto";
import type { FactSheet } from "@comity/decision";
import type { Json } from "@comity/registry";
import { canonicalJson } from "@comity/store";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { absent, guardedRoute, newRoom, refusal } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json, SEEN } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { seenIn, tagOf } from "./draft-book.ts";
import { type DecisionFile, differencesOf, FROZEN } from "./draft-document.ts";
import { accountOf, type DraftParts } from "./draft-room.ts";
import { type FrozenSheet, freeze, hashOf, sha256 } from "./frozen-sheet.ts";
import { lookAtDrafts } from "./people-shown.ts";
import { answerInForm, FORM, formOf, languageOf, sheetContent } from "./printed-answer.ts";
import { DifferenceShown, HeadShown, SheetShown } from "./shown.ts";

const SMALL = {
  small: z
    .enum(["shown", "hidden"])
    .default("shown")
    .openapi({ description: "`hidden`: as it would be released to those who are not cleared." }),
};

const FrozenShown = z
  .object({
    number: z.number().int(),
    draft: z.string(),
    revision: z.number().int(),
    knownOn: z.string(),
    head: HeadShown,
    policy: z.string().openapi({ description: "SHA-256 of the policy's text." }),
    hash: z.string(),
    by: z.string(),
    at: z.string(),
  })
  .openapi("Frozen");

const CheckShown = z
  .object({
    hash: z.boolean().openapi({ description: "What was frozen has the hash that was given out." }),
    head: z.boolean().openapi({ description: "The registry's ledger still has that head in its place." }),
    policy: z.boolean().openapi({ description: "The server reads the same policy today." }),
    sheet: z.boolean().openapi({
      description: "Derived again from the ledger as far as that head, by today's policy, it says the same.",
    }),
    differences: z.array(DifferenceShown),
  })
  .openapi("FrozenCheck");

/** Refuses whoever may not see small figures: what one lays over the registry oneself tells of single people. */
export function requireCleared(c: Context<Env>): void {
  const { asker, context } = c.var;
  if (context.gate.may(asker, "read-small-cells", { kind: "fact-sheet" })) return;
  const { status, code } = refusal(c, "read-small-cells", { kind: "fact-sheet" });
  throw problem(
    status,
    code === "not-allowed" ? "not-cleared" : code,
    "only the cleared see what a draft would change as it is worked on",
    {
      help: "a fact sheet that was released is at `/api/v1/fact-sheets/{id}`",
    },
  );
}

export const frozenId = (draft: string, number: number): string =>
  `${draft}/${String(number).padStart(4, "0")}`;

/** What drafts would change. */
export function impactRoom({ context, book, desk }: DraftParts): OpenAPIHono<Env> {
  const { documents, followed, policyText, store } = context;
  const policyHash = sha256(policyText);

  const tag = (...parts: readonly unknown[]): string => {
    const seed = JSON.stringify([policyHash, context.gate.version, ...parts]);
    return `"${createHash("sha256").update(seed).digest("base64url").slice(0, 24)}"`;
  };

  const frozenOf = async (draft: string, number: number): Promise<FrozenSheet> => {
    const stored = await documents.get<FrozenSheet>(FROZEN, frozenId(draft, number));
    if (stored === undefined) throw absent({ kind: "fact-sheet", id: `${draft}/${number}` });
    return stored.value;
  };

  const summary = ({ number, draft, revision, knownOn, head, policy, hash, by, at }: FrozenSheet) => ({
    number,
    draft,
    revision,
    knownOn,
    head,
    policy,
    hash,
    by,
    at,
  });

  const params = z.object({ id: IdField });
  const numbered = z.object({ id: IdField, number: z.coerce.number().int().min(1).max(9_999) });
  const access = { action: "read", kind: "fact-sheet", id: "id" } as const;

  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/impact",
        summary: "What a draft would change",
        description:
          "The fact sheet, with what each could do to stay: as JSON, PDF, workbook or CSV. It follows the registry: `head` says as far as which act.",
        tags: ["Drafts"],
        access,
        request: { params, headers: SEEN, query: z.object({ ...FORM, ...SMALL }) },
        responses: {
          200: { description: "The fact sheet.", content: sheetContent(SheetShown) },
          304: { description: "Still the same." },
        },
      }),
      async (c) => {
        requireCleared(c);
        const { id } = c.req.valid("param");
        const { format, language, small } = c.req.valid("query");
        const form = formOf(c, format);
        const spoken = languageOf(c, language);
        const { value } = await book.get(id);
        const { moment } = desk;
        const seen = tag(followed.head.hash, moment.today, id, value.revision, form, spoken, small);
        if (c.req.valid("header")["if-none-match"] === seen) return c.body(null, 304, { ETag: seen });
        const hidden = small === "hidden";
        const { text, knownOn, head } = await desk.ask(
          { sort: "impact", decision: JSON.stringify(value.decision), moment, remedies: true, hidden },
          c.req.raw.signal,
        );
        lookAtDrafts(c, [value.decision], [text]);
        const about = { draft: id, revision: value.revision, knownOn, head, smallFigures: small };
        return answerInForm(c, desk, form, {
          sheet: text,
          json: `${JSON.stringify(about).slice(0, -1)},"sheet":${text}}`,
          options: {
            language: spoken,
            head,
            ...(hidden ? { isRounded: true } : { isCleared: true }),
            marks: [{ label: spoken === "fr" ? "Projet" : "Draft", value: `${id}, ${value.revision}` }],
          },
          name: `draft-${id}-${value.revision}`,
          // What was recorded meanwhile makes another tag.
          tag: head.hash === followed.head.hash ? seen : tag(head.hash, "meanwhile", seen),
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/comparison/{other}",
        summary: "Two drafts side by side",
        tags: ["Drafts"],
        access,
        request: {
          params: z.object({ id: IdField, other: IdField }),
          query: z.object(SMALL),
        },
        responses: {
          200: json(
            z.object({
              drafts: z.array(z.string()),
              head: HeadShown,
              comparison: z.record(z.string(), z.unknown()).openapi("Comparison"),
            }),
            "What only one of them would change, and what both.",
          ),
        },
      }),
      async (c) => {
        requireCleared(c);
        const { id, other } = c.req.valid("param");
        const resource = { kind: "fact-sheet", id: other } as const;
        if (!context.gate.may(c.var.asker, "read", resource)) throw absent(resource);
        const [a, b] = await Promise.all([book.get(id), book.get(other)]);
        const { text, head } = await desk.ask(
          {
            sort: "compare",
            decision: JSON.stringify(a.value.decision),
            other: JSON.stringify(b.value.decision),
            moment: desk.moment,
            hidden: c.req.valid("query").small === "hidden",
          },
          c.req.raw.signal,
        );
        lookAtDrafts(c, [a.value.decision, b.value.decision], [text]);
        const about = JSON.stringify({ drafts: [id, other], head }).slice(0, -1);
        return c.body(`${about},"comparison":${text}}`, 200, {
          "Content-Type": "application/json",
          "Cache-Control": "private, no-cache",
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/drafts/{id}/frozen",
        summary: "Freeze what a draft would change",
        description:
          "The fact sheet with its draft, the day known on, the head of the registry and the policy, under one hash: to be shown again and checked years later.",
        tags: ["Drafts"],
        access: { action: "draft", kind: "draft", id: "id" },
        request: { params, headers: CHANGES },
        responses: { 201: json(FrozenShown, "Frozen.") },
      }),
      async (c) => {
        requireCleared(c);
        const { id } = c.req.valid("param");
        const seen = seenIn(c.req.valid("header")["if-match"]);
        const stored = await book.get(id);
        await book.refuseStale(stored, seen);
        const { decision, revision } = stored.value;
        const { text, knownOn, head } = await desk.ask(
          { sort: "impact", decision: JSON.stringify(decision), moment: desk.moment, remedies: true },
          c.req.raw.signal,
        );
        const by = accountOf(c);
        const at = context.clock().toISOString();
        const number = stored.value.frozen + 1;
        const sheet = JSON.parse(text) as FactSheet;
        const content = { draft: id, revision, decision, knownOn, head, policy: policyHash, sheet };
        const frozen = freeze(content, { number, by, at });
        const changed = await book.change(
          id,
          seen,
          `froze number ${number}`,
          by,
          () => ({ frozen: number }),
          [{ collection: FROZEN, id: frozenId(id, number), expected: 0, value: frozen }],
        );
        return c.json(summary(frozen), 201, {
          ETag: tagOf(changed.value.revision),
          Location: `/api/v1/drafts/${id}/frozen/${number}`,
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/frozen",
        summary: "The frozen fact sheets of a draft",
        tags: ["Drafts"],
        access,
        request: { params },
        responses: { 200: json(z.object({ frozen: z.array(FrozenShown) }), "The oldest first.") },
      }),
      async (c) => {
        requireCleared(c);
        const { id } = c.req.valid("param");
        const stored = await documents.list<FrozenSheet>(FROZEN, { prefix: `${id}/` });
        return c.json({ frozen: stored.map(({ value }) => summary(value)) }, 200, {
          "Cache-Control": "private, no-cache",
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/frozen/{number}",
        summary: "A frozen fact sheet",
        description:
          "As JSON with everything that its hash is of: SHA-256 of the canonical JSON (RFC 8785) of `frozen` without `number`, `by`, `at` and `hash`.",
        tags: ["Drafts"],
        access,
        request: { params: numbered, query: z.object(FORM) },
        responses: {
          200: {
            description: "As it was shown.",
            content: sheetContent(z.object({ frozen: z.record(z.string(), z.unknown()) })),
          },
        },
      }),
      async (c) => {
        requireCleared(c);
        const { id, number } = c.req.valid("param");
        const { format, language } = c.req.valid("query");
        const form = formOf(c, format);
        const frozen = await frozenOf(id, number);
        const sheet = JSON.stringify(frozen.sheet);
        lookAtDrafts(c, [frozen.decision as DecisionFile], [sheet]);
        return answerInForm(c, desk, form, {
          sheet,
          json: JSON.stringify({ frozen }),
          options: {
            language: languageOf(c, language),
            head: frozen.head,
            isCleared: true,
            marks: [
              { label: "Draft", value: `${id}, ${frozen.revision}` },
              { label: "SHA-256", value: frozen.hash },
            ],
          },
          name: `draft-${id}-frozen-${number}`,
          tag: tag(frozen.hash, form, languageOf(c, language)),
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/frozen/{number}/check",
        summary: "Whether a frozen fact sheet is still what it was",
        tags: ["Drafts"],
        access,
        request: { params: numbered },
        responses: { 200: json(CheckShown, "What was looked at, and whether it is so.") },
      }),
      async (c) => {
        requireCleared(c);
        const { id, number } = c.req.valid("param");
        const frozen = await frozenOf(id, number);
        const { decision, knownOn, head } = frozen;
        const isHeadThere =
          head.position === 0 ? true : (await store.positionOf(head.hash)) === head.position;
        const again = await desk.ask(
          {
            sort: "again",
            decision: JSON.stringify(decision),
            knownOn,
            position: head.position,
            moment: desk.moment,
          },
          c.req.raw.signal,
        );
        const sheet = JSON.parse(again.text) as Json;
        const isSame = canonicalJson(sheet) === canonicalJson(frozen.sheet as unknown as Json);
        const differences = isSame ? [] : differencesOf(frozen.sheet, sheet);
        lookAtDrafts(c, [], [JSON.stringify(differences)]);
        return c.json(
          {
            hash: hashOf(frozen) === frozen.hash,
            head: isHeadThere,
            policy: frozen.policy === policyHash,
            sheet: isSame,
            differences,
          },
          200,
          { "Cache-Control": "no-store" },
        );
      },
    );
}
