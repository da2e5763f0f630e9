/** The bodies of which the server knows the rules: their files, and who sits in them by the registry. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Body, CouncilError, readBody, type SeatedBody, seat } from "@comity/council";
import type { Folded, SessionAct } from "@comity/registry";
import type { ServerContext } from "../context.ts";

/** Files of bodies that come with the product lie beside its policies. */
const OWN_BODIES = fileURLToPath(new URL("../../../../policies/", import.meta.url));
const BODY_FILE = /^council-.*\.json$/;

/** Bodies by their names in the registry. */
export type Bodies = ReadonlyMap<string, Body>;

/**
 * Reads every body's file of the settings' folder, or those that come with the product.
 *
 * @throws BodyError; RangeError where two files are of one body.
 */
export function readBodies({ config }: Pick<ServerContext, "config">): Bodies {
  const folder = config.bodiesFolder ?? OWN_BODIES;
  const bodies = new Map<string, Body>();
  for (const name of readdirSync(folder)
    .filter((each) => BODY_FILE.test(each))
    .sort()) {
    const body = readBody(readFileSync(join(folder, name), "utf8"), name);
    if (bodies.has(body.body))
      throw new RangeError(`two files in \`${folder}\` are of the body \`${body.body}\``);
    bodies.set(body.body, body);
  }
  return bodies;
}

/** The bodies that a registry knows and whose rules are at hand, by their names. */
export function bodiesIn(bodies: Bodies, { bodies: registered }: Pick<Folded, "bodies">): Body[] {
  return [...bodies.values()].filter(({ body }) => registered.has(body));
}

/** A body with everybody who sits in it. @throws CouncilError `no-body`. */
export function bodyOf(bodies: Bodies, folded: Folded, name: string): SeatedBody {
  const found = bodies.get(name);
  if (found === undefined || !folded.bodies.has(name))
    throw new CouncilError(
      "not found",
      "no-body",
      folded.bodies.has(name)
        ? `nobody has said by which rules \`${name}\` decides`
        : `there is no body \`${name}\` in this registry`,
    );
  return seat(found, folded);
}

/** The sessions of a body, by their first days. */
export const sessionsOf = ({ sessions }: Pick<Folded, "sessions">, body: string): SessionAct[] =>
  sessions.filter((session) => session.body === body);

/** @throws CouncilError `no-session`. */
export function sessionOf(folded: Pick<Folded, "sessions">, body: string, name: string): SessionAct {
  const found = sessionsOf(folded, body).find(({ session }) => session === name);
  if (found === undefined)
    throw new CouncilError(
      "not found",
      "no-session",
      `\`${body}\` has no session \`${name}\` in this registry`,
      {
        help: "sessions are acts: whoever keeps the registry announces them",
      },
    );
  return found;
}
