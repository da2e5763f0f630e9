/** A quiet list of people who may be registered twice. Two are decided by a merge, which is an act, or by "not the same", which is kept here. */
import { setImmediate as breath } from "node:timers/promises";
import type { InSteps } from "@comity/policy";
import { type Act, foldInSteps } from "@comity/registry";
import { z } from "@hono/zod-openapi";
import type { Room, ServerContext } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { hashOf } from "../sign-in/sessions/session-token.ts";
import { ALIKE, type LikelyDouble, likelyDoublesInSteps } from "./likely-doubles.ts";

/** Decisions that two are not the same. Ids are hashes of the two identifiers, in the order of their code points. */
const APART = "not-the-same-person";
const BY = "the server";
const PURPOSE = "finding people registered twice";
const MOST_SHOWN = 200;

interface Apart {
  readonly people: readonly [string, string];
  readonly why: string;
}

const idOf = (people: readonly [string, string]): string => hashOf(JSON.stringify(people));

const ordered = (a: string, b: string): readonly [string, string] => (a < b ? [a, b] : [b, a]);

/** Likely doubles of a registry's acts, a little at a time. */
function* doublesIn(acts: readonly Act[]): InSteps<readonly LikelyDouble[]> {
  const { people, merges } = yield* foldInSteps(acts.filter(({ act }) => NAMING.has(act)));
  yield;
  const protectedPeople = new Set(
    acts.flatMap((act) => (act.act === "alias" ? [merges.get(act.person) ?? act.person] : [])),
  );
  const institutes = new Map<string, Set<string>>();
  for (const act of acts)
    if (act.act === "affiliation") {
      const person = merges.get(act.person) ?? act.person;
      institutes.set(person, (institutes.get(person) ?? new Set()).add(act.institute));
    }
  yield;
  return yield* likelyDoublesInSteps(
    [...people]
      // That somebody is under an alias, and who that is, is not to be read off a list.
      .filter(([id]) => !protectedPeople.has(id))
      .map(([id, { familyName, givenName, orcid, mail }]) => ({
        id,
        familyName,
        givenName,
        orcid,
        mail,
        institutes: [...(institutes.get(id) ?? [])],
      })),
  );
}

interface Found {
  readonly position: number;
  readonly doubles: readonly LikelyDouble[];
}

/**
 * The doubles of a registry, found anew when acts were recorded; others are answered meanwhile. Names are read, compared and forgotten;
 * only identifiers are kept.
 */
class DoublesBook {
  readonly #context: ServerContext;
  #found: Found | undefined;
  /** Being found: whoever asks meanwhile waits for the same. */
  #finding: Promise<Found> | undefined;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  async read(): Promise<readonly LikelyDouble[]> {
    const { position } = this.#context.followed;
    // What was begun before an act was recorded may not know of it: then it is found once more.
    while (this.#found === undefined || this.#found.position < position) {
      this.#finding ??= this.#find().finally(() => {
        this.#finding = undefined;
      });
      this.#found = await this.#finding;
    }
    return this.#found.doubles;
  }

  async #find(): Promise<Found> {
    const { acts, head } = await this.#context.store.acts({ personal: "clear", by: BY, purpose: PURPOSE });
    const steps = doublesIn(acts);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return { position: head.position, doubles: value };
      await breath();
    }
  }
}

/** Acts that say who somebody is, or under which identifier. */
const NAMING: ReadonlySet<string> = new Set(["person", "merge", "alias", "erasure", "withdrawal"]);

const DoublesShown = z
  .object({
    doubles: z.array(
      z.object({
        people: z.array(z.string()).openapi({ description: "Two identifiers." }),
        why: z.array(z.enum(ALIKE)).openapi({
          description:
            "What they have in common: orcid; mail; name, both names; swapped, the names in each other's place; initial, the family name, a given name that may be the other's, and an institute.",
        }),
        institutes: z.array(z.string()).openapi({ description: "Institutes that both are or were at." }),
      }),
    ),
    total: z.number().int(),
    apart: z.number().int().openapi({ description: "Pairs that were decided not to be the same." }),
  })
  .openapi("Doubles");

const Pair = z.object({ person: IdField, other: IdField });

export const doublesRoom: Room = (context) => {
  const book = new DoublesBook(context);
  const { documents, gate } = context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/doubles",
        operationId: "listDoubles",
        summary: "People who may be registered twice",
        description: `The most telling first, at most ${MOST_SHOWN}; without those decided not to be the same, and without anybody under an alias. It is a look at those whom it shows.`,
        tags: ["People"],
        access: { action: "record", kind: "person" },
        responses: { 200: json(DoublesShown, "Likely doubles.") },
      }),
      async (c) => {
        const apart = new Set((await documents.list<Apart>(APART)).map(({ id }) => id));
        const all = (await book.read()).filter(({ people }) => !apart.has(idOf(people)));
        const visible = all.filter(({ people }) =>
          people.every((id) => gate.may(c.var.asker, "read-names", { kind: "person", id })),
        );
        const doubles = visible.slice(0, MOST_SHOWN);
        c.set("lookedAt", [...new Set(doubles.flatMap(({ people }) => people))]);
        return c.json(
          {
            doubles: doubles.map(({ people, why, institutes }) => ({
              people: [...people],
              why: [...why],
              institutes: [...institutes],
            })),
            total: visible.length,
            apart: apart.size,
          },
          200,
          { "Cache-Control": "no-store" },
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/doubles/{person}/{other}/apart",
        operationId: "keepApart",
        summary: "Decide that two people are not the same",
        description: "It is kept with who decided and why, and the two are not listed again.",
        tags: ["People"],
        access: { action: "record", kind: "person", id: "person" },
        request: {
          params: Pair,
          body: {
            content: { "application/json": { schema: z.strictObject({ why: z.string().max(500) }) } },
            required: true,
          },
        },
        responses: { 204: { description: "Kept." } },
      }),
      async (c) => {
        const { person, other } = c.req.valid("param");
        const { people } = context.followed.folded;
        if (person === other || !people.has(person) || !people.has(other))
          throw problem(
            422,
            "no-such-pair",
            `\`${person}\` and \`${other}\` are not two people of this registry`,
          );
        const { account = BY } = c.var.asker;
        const pair = ordered(person, other);
        const value: Apart = { people: pair, why: c.req.valid("json").why };
        await documents.write([{ collection: APART, id: idOf(pair), value }], account);
        return c.body(null, 204);
      },
    );
};
