/** Acts: the ledger as it was written, and recording into it. */

import { setTimeout as after } from "node:timers/promises";
import type { Asker } from "@comity/access";
import { formatDay } from "@comity/calendar";
import {
  type Act,
  type ActJson,
  actsFromJson,
  checkDraft,
  draft,
  type Folded,
  RegistryError,
} from "@comity/registry";
import { type Document, type Entry, HeadMovedError } from "@comity/store";
import { z } from "@hono/zod-openapi";
import type { Room, ServerContext } from "../context.ts";
import { absent, guardedRoute, newRoom, require } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { IdField, several } from "../reading/fields.ts";
import { afterOf, cursorOf, NEXT, PAGE } from "../reading/pages.ts";
import { expectedState } from "../reading/tags.ts";
import { entriesAt, entriesOf, positionsOf } from "./entries.ts";
import { peopleIn, subjectsOf } from "./subjects-of-act.ts";

/** Acts in one call, at most: whoever has more brings them in as a list. */
const MOST_ACTS = 2_000;
const LARGEST_RECORDING = 4_000_000;
/** Of so many acts it is asked for one page whether they may be seen. */
const MOST_ASKED = 5_000;

/** For so long the writer waits until answers take the acts into account. */
const LONGEST_WAIT_MILLISECONDS = 5_000;

const DocumentShown = z.object({
  reference: z.string().min(1).max(500),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits in lower case are expected")
    .optional(),
  location: z.string().max(2_000).optional(),
});

const EntryShown = z
  .object({
    position: z.number().int(),
    previous: z.string(),
    hash: z.string(),
    id: z.string(),
    recordedAt: z.string(),
    recordedBy: z.string(),
    set: z.string().optional(),
    document: DocumentShown.optional(),
    act: z.record(z.string(), z.unknown()).openapi({ description: "The act, its personal fields sealed." }),
  })
  .openapi("Entry");

const ActGiven = z.record(z.string(), z.unknown()).openapi("Act", {
  description: "An act as docs/registry-format.md has it in JSON; `act` and `id` above all.",
});

const Recording = z
  .strictObject({
    acts: z.array(ActGiven).min(1).max(MOST_ACTS),
    set: IdField.optional().openapi({ description: "The set in which they come: all or nothing." }),
    documents: z
      .record(z.string(), DocumentShown.strict())
      .optional()
      .openapi({ description: "The document that evidences an act, by the act's id." }),
  })
  .openapi("Recording");

const Recorded = z
  .object({
    head: z.object({ position: z.number().int(), hash: z.string() }),
    added: z.array(EntryShown),
    repeated: z
      .array(z.string())
      .openapi({ description: "Ids of acts that were recorded before, with the same content." }),
    warnings: z.array(z.string()),
  })
  .openapi("Recorded");

/** The head that a writer expects; undefined where any will do. */
function expectedHead(state: string): string | undefined {
  if (state === "*") return undefined;
  if (/^[0-9a-f]{64}$/.test(state)) return state;
  throw problem(400, "wrong-if-match", "`If-Match` is not the hash of a head", {
    errors: [{ path: "header.if-match", message: "64 hexadecimal digits in quotes are expected" }],
    help: "`/api/v1/registry/head` gives it as its `ETag`",
  });
}

/**
 * Days on which acts are recorded are today's where they do not say it; a day to come is refused. Today is the registry's, which
 * does not go back with a clock: no act is dated before one that was there when it came.
 */
function dated(acts: readonly ActJson[], { followed }: ServerContext): ActJson[] {
  const today = formatDay(followed.today);
  return acts.map((act) => (act.recorded === undefined ? { ...act, recorded: today } : act));
}

export const actsRoom: Room = (context) => {
  const { store, followed, gate, policy } = context;
  /**
   * Acts are for those who may read any; acts about an agreement for those too who may know who recorded what about it. That
   * somebody is under an alias is for those alone who may know that.
   */
  const isReadable = (asker: Asker, act: Act | (ActJson & Pick<Act, "id">)): boolean => {
    if (act.act === "alias" && !gate.may(asker, "read", { kind: "alias", id: String(act.person) }))
      return false;
    if (gate.may(asker, "read", { kind: "act", id: act.id })) return true;
    const { agreement } = act as { readonly agreement?: unknown };
    return (
      typeof agreement === "string" && gate.may(asker, "read", { kind: "agreement-record", id: agreement })
    );
  };
  const readable = (asker: Asker, entries: readonly Entry[]): Entry[] =>
    entries.filter(({ id, act }) => isReadable(asker, { ...act, id }));
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/acts",
        operationId: "listActs",
        summary: "The ledger, entry by entry",
        tags: ["Acts"],
        access: { action: "list", kind: "act", asksItself: true },
        request: {
          query: z.strictObject({
            from: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().openapi({
              description: "Begin at this position; at the first, or the newest, where it is not said.",
              type: "integer",
            }),
            order: z.enum(["oldest", "newest"]).default("oldest").openapi({
              description: "Which come first.",
            }),
            about: IdField.optional().openapi({
              description: "Only acts that name this: a person, an institute, an agreement, another act ...",
            }),
            sort: several(z.string().max(40)).openapi({
              description: "Only acts of these sorts.",
              type: "array",
              items: { type: "string" },
            }),
            set: IdField.optional().openapi({ description: "Only acts of this set." }),
            ...PAGE,
          }),
        },
        responses: {
          200: json(
            z.object({ position: z.number().int(), entries: z.array(EntryShown), next: NEXT }),
            "Entries in their order; a page may hold fewer than were asked for although there are more: go by `next`.",
          ),
        },
      }),
      async (c) => {
        const { from, sort, set, about, order, limit, after: cursor } = c.req.valid("query");
        const { position, folded } = followed;
        const listing = {
          registry: store.registry,
          list: "acts",
          filters: { from, sort, set, about, order },
          position,
        };
        const behind = afterOf(listing, cursor);
        if (behind !== undefined && !/^\d{1,15}$/.test(behind))
          throw problem(400, "wrong-cursor", "`query.after`: is no cursor of this server");
        const inSet = set === undefined ? undefined : new Set(await positionsOf(store, set));
        // What is asked for is found among the acts in memory; only what is shown is fetched.
        const isWanted = (act: Act, at: number): boolean =>
          (sort.length === 0 || sort.includes(act.act)) &&
          (inSet === undefined || inSet.has(at)) &&
          (about === undefined || isAbout(act, about));
        const step = order === "newest" ? -1 : 1;
        const start = behind === undefined ? from : Number(behind) + step;
        let at = Math.min(start ?? (step < 0 ? position : 1), position + 1);
        const shownAt: number[] = [];
        for (let asked = 0; at >= 1 && at <= position; at += step) {
          const act = folded.given[at - 1]!;
          if (!isWanted(act, at)) continue;
          if (shownAt.length === limit || asked++ === MOST_ASKED) break;
          if (isReadable(c.var.asker, act)) shownAt.push(at);
        }
        const isEnd = at < 1 || at > position;
        const entries = await entriesAt(store, shownAt);
        c.set("lookedAt", peopleIn(entries, policy));
        return c.json(
          {
            position,
            entries: entries.map(entryShown),
            next: isEnd ? null : cursorOf(listing, String(at - step)),
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/acts/{id}",
        operationId: "readAct",
        summary: "One act, with how it came into the ledger",
        tags: ["Acts"],
        access: { action: "read", kind: "act", id: "id", asksItself: true },
        request: { params: z.object({ id: IdField }) },
        responses: { 200: json(EntryShown, "The entry.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const entry = (await entriesOf(store, [id])).get(id);
        if (entry === undefined || !isReadable(c.var.asker, { ...entry.act, id }))
          throw absent({ kind: "act", id });
        c.set("lookedAt", peopleIn([entry], policy));
        return c.json(entryShown(entry), 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/acts",
        operationId: "recordActs",
        summary: "Record acts, all of them or none",
        description:
          "`If-Match` has the hash of the head that the writer knows, in quotes, or `*`. The same act again is the same act: whoever heard no answer asks again.",
        tags: ["Acts"],
        access: {
          action: "record",
          kind: "act",
          orKinds: [
            "person",
            "alias",
            "institute",
            "experiment",
            "agreement",
            "body",
            "decision",
            "registry",
          ],
          largestBody: LARGEST_RECORDING,
        },
        request: {
          headers: CHANGES,
          body: { required: true, content: { "application/json": { schema: Recording } } },
        },
        responses: { 201: json(Recorded, "Recorded, and durable.") },
      }),
      async (c) => {
        const expected = expectedHead(expectedState(c));
        const { acts: given, set, documents } = c.req.valid("json");
        const acts = actsFromJson(dated(given as ActJson[], context));
        refuseTomorrow(acts, context);
        const { folded } = followed;
        for (const { action, resource } of subjectsOf(acts, folded, context.policy))
          require(c, action, resource);
        refuseWrong(folded, acts);
        const evidence = documentsOf(documents, acts);
        try {
          const { head, added, repeated, warnings } = await store.append(acts, {
            by: c.var.asker.account ?? "",
            ...(expected === undefined ? {} : { expectedHead: expected }),
            ...(set === undefined ? {} : { set }),
            ...(evidence === undefined ? {} : { documents: evidence }),
          });
          // What was recorded is recorded, even where it cannot be followed at once.
          await Promise.race([followed.until(head.position), after(LONGEST_WAIT_MILLISECONDS)]);
          c.header("ETag", `"${head.hash}"`);
          const entries = added.map(entryShown);
          return c.json({ head, added: entries, repeated: [...repeated], warnings: [...warnings] }, 201);
        } catch (error) {
          if (!(error instanceof HeadMovedError)) throw error;
          const since = readable(c.var.asker, error.since).map(({ position, id }) => ({ position, id }));
          throw problem(412, "head-moved", "others have recorded acts since that head", {
            help: "look at them, then record yours with the new head",
            headers: { ETag: `"${error.head.hash}"` },
            members: { head: error.head, since },
            cause: error,
          });
        }
      },
    );
};

/** Members of an act that say how it came, and name nothing that it is about. */
const OF_THE_RECORD: ReadonlySet<string> = new Set(["act", "id", "by", "instrument", "title"]);

/** Whether an act names something: as one of its members, or in a list of them. */
function isAbout(act: Act, id: string): boolean {
  for (const [member, value] of Object.entries(act)) {
    if (value === id ? !OF_THE_RECORD.has(member) : Array.isArray(value) && value.includes(id)) return true;
  }
  return false;
}

/** An entry as it is stored: whoever reads it can compute its hash again. */
const entryShown = (entry: Entry) => ({
  ...entry,
  document: entry.document === undefined ? undefined : { ...entry.document },
  act: { ...entry.act } as Record<string, unknown>,
});

/** Refuses acts that say something wrong beside those that there are: names that nothing registers, contradictions. */
function refuseWrong(folded: Folded, acts: readonly Act[]): void {
  const fresh = acts.filter(({ id }) => folded.ledger.find(id) < 0);
  const found = checkDraft(folded, fresh, draft(folded, fresh));
  const errors = found.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new RegistryError(
      errors.map(({ index, other: _, ...each }) => ({ ...each, act: fresh[index]!.id })),
    );
}

/** Acts come on the day on which they are recorded: one of tomorrow would hide until then. */
function refuseTomorrow(acts: readonly Act[], { followed }: ServerContext): void {
  const { today } = followed;
  const late = acts.findIndex(({ recorded }) => recorded > today);
  if (late < 0) return;
  const { id, recorded } = acts[late]!;
  const message = `\`${formatDay(recorded)}\` is a day to come`;
  throw problem(400, "day-to-come", `act \`${id}\`: ${message}`, {
    errors: [{ path: `body.acts[${late}].recorded`, message, help: `today is ${formatDay(today)}` }],
  });
}

function documentsOf(
  documents: Readonly<Record<string, z.output<typeof DocumentShown>>> | undefined,
  acts: readonly Act[],
): Map<string, Document> | undefined {
  if (documents === undefined) return undefined;
  const ids = new Set(acts.map(({ id }) => id));
  const stray = Object.keys(documents).find((id) => !ids.has(id));
  if (stray !== undefined)
    throw problem(
      400,
      "wrong-body",
      `\`body.documents\`: no act of this call has the id \`${stray.slice(0, 60)}\``,
    );
  return new Map(
    Object.entries(documents).map(([id, { reference, sha256, location }]) => [
      id,
      {
        reference,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(location === undefined ? {} : { location }),
      },
    ]),
  );
}
