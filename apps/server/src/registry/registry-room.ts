/** The registry as a whole: what it is, where its ledger ends, whether its chain is whole, and by which policy it is read. */

import { has } from "@comity/calendar";
import type { Verification } from "@comity/store";
import { z } from "@hono/zod-openapi";
import type { Room, ServerContext } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import { ASOF, KnownOnField } from "../reading/fields.ts";
import { asOf, knownOn } from "../reading/known.ts";
import { byCode } from "../reading/pages.ts";
import { shown, tagOf } from "../reading/tags.ts";
import { factsOf } from "./facts-about.ts";

const HeadShown = z
  .object({ position: z.number().int(), hash: z.string().openapi({ description: "64 hexadecimal digits." }) })
  .openapi("Head");

const RegistryShown = z
  .object({
    ...ASOF,
    registry: z.string(),
    title: z.string(),
    host: z.string().nullable(),
    policy: z.string().openapi({ description: "The title of the policy by which it is read." }),
    agreements: z.number().int(),
    institutes: z.number().int(),
    experiments: z.number().int(),
  })
  .openapi("Registry");

const PartyShown = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.string(),
    of: z.string().nullable().openapi({ description: "The party that it belongs to." }),
    statuses: z.array(z.string()).openapi({ description: "On the day as known on." }),
  })
  .openapi("Party");

const VerificationShown = z
  .object({
    head: HeadShown,
    entries: z.number().int(),
    isWhole: z.boolean(),
    broken: z.object({ position: z.number().int(), message: z.string() }).nullable(),
    headAsked: z
      .object({ hash: z.string(), position: z.number().int().nullable() })
      .nullable()
      .openapi({ description: "Where the head asked about stands in the chain; null: it is not in it." }),
  })
  .openapi("Verification");

const PredicateShown = z
  .object({
    name: z.string(),
    role: z.enum(["record", "rule", "entitlement", "never"]),
    title: z.string().nullable(),
    source: z.string().nullable(),
    columns: z.array(z.object({ name: z.string(), kind: z.string() })),
  })
  .openapi("Predicate");

/** A walk along the chain takes a while: whoever asks meanwhile is given the same, and a result is kept for some seconds. */
const KEPT_MILLISECONDS = 10_000;
const walks = new WeakMap<ServerContext, { readonly at: number; readonly walk: Promise<Verification> }>();

function verified(context: ServerContext): Promise<Verification> {
  const now = context.clock().getTime();
  const kept = walks.get(context);
  if (kept !== undefined && Math.abs(now - kept.at) < KEPT_MILLISECONDS) return kept.walk;
  const walk = context.store.verify();
  walks.set(context, { at: now, walk });
  walk.catch(() => walks.delete(context));
  return walk;
}

export const registryRoom: Room = (context) => {
  const { store, policy, policyText } = context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/registry",
        operationId: "readRegistry",
        summary: "What the registry is",
        tags: ["The registry"],
        access: { action: "read", kind: "registry" },
        request: { headers: SEEN },
        responses: { 200: json(RegistryShown, "The registry.") },
      }),
      async (c) => {
        const meta = await store.meta();
        const known = knownOn(context, undefined);
        return shown(c, tagOf(c, known), () => ({
          ...asOf(known),
          registry: store.registry,
          title: meta.title,
          host: meta.host ?? null,
          policy: policy.title,
          agreements: known.folded.agreements.size,
          institutes: known.folded.institutes.size,
          experiments: known.folded.experiments.size,
        }));
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/parties",
        operationId: "listParties",
        summary: "Parties other than institutes: who they are called by",
        tags: ["The registry"],
        access: { action: "read", kind: "registry" },
        request: { headers: SEEN, query: z.strictObject({ knownOn: KnownOnField }) },
        responses: { 200: json(z.object({ ...ASOF, parties: z.array(PartyShown) }), "All of them.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        return shown(c, tagOf(c, known), () => {
          const statuses = new Map<string, string[]>();
          for (const { tuple, days } of factsOf(known.folded, "status", [undefined, undefined])) {
            const party = String(tuple[0]);
            if (has(days, known.day)) statuses.set(party, [...(statuses.get(party) ?? []), String(tuple[1])]);
          }
          const parties = [...known.folded.parties.values()].map(({ party, title, kind, of }) => {
            return { id: party, title, kind, of: of ?? null, statuses: statuses.get(party) ?? [] };
          });
          return { ...asOf(known), parties: parties.sort((a, b) => byCode(a.id, b.id)) };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/registry/head",
        operationId: "readHead",
        summary: "Where the ledger ends",
        description:
          "Its hash is the `ETag`: send it back as `If-Match` when recording acts. Noted elsewhere, it proves later that nothing was rewritten.",
        tags: ["The registry"],
        access: { action: "read", kind: "registry", isQuiet: true },
        responses: { 200: json(HeadShown, "The head.") },
      }),
      async (c) => {
        const head = await store.head();
        c.header("ETag", `"${head.hash}"`);
        return c.json(head, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/registry/verification",
        operationId: "verifyLedger",
        summary: "Whether every act is as it was recorded",
        description:
          "Computes every hash of the chain again. With `head`, says too whether that head is still in it.",
        tags: ["The registry"],
        access: { action: "read", kind: "chain" },
        request: {
          query: z.strictObject({
            head: z
              .string()
              .regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits in lower case are expected")
              .optional(),
          }),
        },
        responses: { 200: json(VerificationShown, "What was found.") },
      }),
      async (c) => {
        const { head: asked } = c.req.valid("query");
        const { head, entries, broken } = await verified(context);
        const position = asked === undefined ? undefined : await store.positionOf(asked);
        return c.json(
          {
            head: { ...head },
            entries,
            isWhole: broken === undefined,
            broken: broken === undefined ? null : { position: broken.position, message: broken.message },
            headAsked: asked === undefined ? null : { hash: asked, position: position ?? null },
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/registry/keys",
        operationId: "readKeyState",
        summary: "How the keys stand under which personal data is sealed",
        description:
          "None of them is in it. A key that was destroyed cannot be made again, nor what it sealed be read.",
        tags: ["The registry"],
        access: { action: "read", kind: "chain" },
        responses: {
          200: json(
            z
              .object({
                people: z.number().int().openapi({ description: "People whose names can be opened." }),
                destroyed: z.number().int().openapi({ description: "People who were erased." }),
                isCurrent: z.boolean().openapi({
                  description: "Whether the master key in use is the one that wraps them.",
                }),
              })
              .openapi("KeyState"),
            "The state of the keys.",
          ),
        },
      }),
      async (c) => c.json({ ...(await store.keyState()) }, 200, { "Cache-Control": "no-store" }),
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/policy",
        operationId: "readPolicy",
        summary: "The policy: what it derives, and its text",
        tags: ["The registry"],
        access: { action: "read", kind: "policy" },
        request: { headers: SEEN },
        responses: {
          200: json(
            z
              .object({ title: z.string(), text: z.string(), predicates: z.array(PredicateShown) })
              .openapi("Policy"),
            "The policy.",
          ),
        },
      }),
      (c) =>
        shown(c, tagOf(c, knownOn(context, undefined)), () => ({
          title: policy.title,
          text: policyText,
          predicates: [
            ...policy.predicates,
            ...policy.records.map((record) => ({ ...record, role: "record" as const, source: undefined })),
          ].map(({ name, role, title, source, columns }) => ({
            name,
            role,
            title: title ?? null,
            source: source ?? null,
            columns: columns.map((column) => ({ name: column.name, kind: column.kind })),
          })),
        })),
    );
};
