/**
 * Tokens of forms: a form counts only if this server put it into this browser, for this session, within the last hours. Besides the
 * browser's word about where a request comes from (`forgery-guard.ts`), not instead of it.
 */
import type { Store } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import { ageOf, HOUR_MS } from "../instants.ts";
import { hashOf } from "./session-token.ts";

const SEALED_FOR = "form-token";
export const LONGEST_FORM_MS = 2 * HOUR_MS;
/** The field of the form. */
export const FORM_FIELD = "form";

/** Whose form it is: the browser, and the session where there is one. */
export interface FormOwner {
  readonly browser: string;
  /** The session's id. */
  readonly session: string | undefined;
}

interface Sealed {
  readonly owner: string;
  readonly at: string;
}

const ownerText = ({ browser, session }: FormOwner): string => hashOf(`${browser} ${session ?? ""}`);

/** A token for the forms of one page. */
export function formToken(store: Pick<Store, "seal">, owner: FormOwner, now: Date): Promise<string> {
  const sealed: Sealed = { owner: ownerText(owner), at: now.toISOString() };
  return store.seal(SEALED_FOR, JSON.stringify(sealed));
}

/**
 * @throws Problem `form-stale` where a form was not put here by us, or too long ago.
 */
export async function demandFormToken(
  store: Pick<Store, "unseal">,
  token: unknown,
  owner: FormOwner | undefined,
  now: Date,
): Promise<void> {
  const stale = problem(
    403,
    "form-stale",
    "this form was not made for this browser and session, or too long ago",
    {
      help: "go back, load the page again, and send it once more",
    },
  );
  if (typeof token !== "string" || token.length > 1000 || owner === undefined) throw stale;
  let sealed: Sealed;
  try {
    sealed = JSON.parse(await store.unseal(SEALED_FOR, token)) as Sealed;
  } catch {
    throw stale;
  }
  const age = ageOf(sealed.at, now);
  if (sealed.owner !== ownerText(owner) || age === undefined || age >= LONGEST_FORM_MS) throw stale;
}
