/** Whether what somebody came with still counts, for answers that go on long after they were let in. */
import type { ChangedDocument } from "@comity/store";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { CLIENT_TOKEN } from "./clients/client-tokens.ts";
import { sessionOf } from "./identify.ts";
import { SESSION } from "./sessions/sessions.ts";
import { signInOf } from "./sign-in.ts";

export interface Standing {
  /** Whether the session, or the client's token, that a request came with is still good; read anew. */
  readonly goesOn: () => Promise<boolean>;
  /** Whether changes of documents may have ended it; `undefined` where it is not known which changed. */
  readonly isTouchedBy: (changes: readonly ChangedDocument[] | undefined) => boolean;
}

const FOR_EVER: Standing = { goesOn: () => Promise.resolve(true), isTouchedBy: () => false };

const isAmong =
  (collection: string, id: string) =>
  (changes: readonly ChangedDocument[] | undefined): boolean =>
    changes === undefined || changes.some((each) => each.collection === collection && each.id === id);

/**
 * The same for what a machine client follows for longer than a token lasts: it ends when the token is taken back, and not when it
 * grows old.
 */
export async function lastingStandingOf(c: Context<Env>): Promise<Standing> {
  const { sessions, tokens } = signInOf(c.var.context);
  const session = sessionOf(c)?.id;
  if (session !== undefined)
    return { goesOn: () => sessions.goesOn(session), isTouchedBy: isAmong(SESSION, session) };
  const text = tokenOf(c);
  const token = text === undefined ? undefined : await tokens.lasting(text);
  if (token === undefined) return FOR_EVER;
  return { goesOn: token.goesOn, isTouchedBy: isAmong(CLIENT_TOKEN, token.document) };
}

const tokenOf = (c: Context<Env>): string | undefined =>
  /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];

/** How whoever sent a request stands. A request that came with neither session nor token stands as long as it may. */
export function standingOf(c: Context<Env>): Standing {
  const token = tokenOf(c);
  const session = sessionOf(c)?.id;
  const { account } = c.var.asker;
  if (account === undefined || (token === undefined && session === undefined)) return FOR_EVER;
  const { sessions, tokens } = signInOf(c.var.context);
  return {
    goesOn: async () => {
      if (session !== undefined) return sessions.goesOn(session);
      return (await tokens.find(token!)).kind === "token";
    },
    isTouchedBy: (changes) =>
      changes === undefined ||
      changes.some(({ collection, id }) =>
        session === undefined
          ? collection === CLIENT_TOKEN && id.startsWith(`${account}/`)
          : collection === SESSION && id === session,
      ),
  };
}
