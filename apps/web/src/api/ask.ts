/** Asks the API. Every page goes through here: one place knows about problems, tags and lost connections. */

import { inReadersWords } from "../phrases/told-problem.ts";
import { noteAnswer } from "./connection.ts";
import type { Routes } from "./generated/routes.ts";
import { ApiProblem } from "./problem.ts";
import { noteRefusal } from "./session.ts";

export type RouteName = keyof Routes;
type Part<R extends RouteName, Name extends string> = Routes[R] extends { readonly [N in Name]?: infer T }
  ? T
  : undefined;

/** What goes with a question: what its route has, and no more. */
export type Question<R extends RouteName> = (Routes[R] extends { readonly params: infer P }
  ? { readonly params: P }
  : unknown) &
  (Routes[R] extends { readonly query: infer Q }
    ? { readonly query: Q }
    : { readonly query?: Part<R, "query"> }) &
  (Routes[R] extends { readonly body: infer B } ? { readonly body: B } : unknown) & {
    /** The `ETag` of the state that is to be changed. */
    readonly ifMatch?: string;
    /** What the look at a person is for, where an account has several purposes. */
    readonly purpose?: string;
    /** Asked without the session: the server is not to know who asks. */
    readonly isUntold?: true;
    readonly signal?: AbortSignal;
  };

export interface Answered<R extends RouteName> {
  readonly value: Routes[R]["answer"];
  /** The `ETag` that a change of it gives back as `ifMatch`. */
  readonly tag: string | undefined;
}

interface Loose {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly purpose?: string;
  readonly isUntold?: true;
  readonly signal?: AbortSignal;
}

/** The address of a route: `/api/v1/people/p3?knownOn=2023-12-15`. For links to files too. */
export function addressOf<R extends RouteName>(route: R, question: Question<R>): string {
  const { params = {}, query = {} } = question as Loose;
  const path = route.slice(route.indexOf(" ") + 1).replace(/\{(\w+)[^}]*\}/g, (_, name: string) => {
    return encodeURIComponent(String(params[name]));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== "") search.append(name, String(one));
  return search.size === 0 ? path : `${path}?${search}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  let sent: Readonly<Record<string, unknown>>;
  try {
    sent = await response.json();
  } catch {
    sent = { detail: response.statusText };
  }
  const { document, lang } = await inReadersWords(sent);
  return new ApiProblem(response.status, document, requestId, lang);
}

/**
 * Asks a route, and gives what it answers with its tag.
 *
 *     const { value, tag } = await askTagged("GET /api/v1/drafts/{id}", { params: { id } });
 *
 * @throws ApiProblem, also where there is no answer.
 */
export async function askTagged<R extends RouteName>(route: R, question: Question<R>): Promise<Answered<R>> {
  const { body, ifMatch, purpose, isUntold, signal } = question as Loose;
  const headers: Record<string, string> = { Accept: "application/json" };
  // Of a form the browser itself says where its parts begin.
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  if (ifMatch !== undefined) headers["If-Match"] = ifMatch;
  if (purpose !== undefined) headers["Comity-Purpose"] = purpose;
  let response: Response;
  try {
    response = await fetch(addressOf(route, question), {
      method: route.slice(0, route.indexOf(" ")),
      headers,
      credentials: isUntold === true ? "omit" : "same-origin",
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    noteAnswer(false);
    const { document, lang } = await inReadersWords({ detail: "the server does not answer" });
    throw new ApiProblem(0, document, undefined, lang);
  }
  const problem = response.ok ? undefined : await problemOf(response);
  noteAnswer(problem?.isUnreachable !== true);
  if (problem !== undefined) {
    noteRefusal(problem);
    throw problem;
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const value = response.status === 204 ? undefined : isJson ? await response.json() : response;
  return { value, tag: response.headers.get("etag") ?? undefined };
}

/** Asks a route, and gives what it answers. */
export async function ask<R extends RouteName>(
  route: R,
  question: Question<R>,
): Promise<Routes[R]["answer"]> {
  return (await askTagged(route, question)).value;
}
