/** What the server's own problems mean: the pages behind `type` of a problem document. */

/** By code: what happened, and what to do. Codes of acts and drafts explain themselves in the document. */
export const CATALOGUE: Readonly<Record<string, string>> = {
  "act-differs":
    "An act of that id is recorded already, with another content. An act is never changed: record a correction under another id.",
  "body-too-large": "The body is larger than this address takes. Send it in parts.",
  "day-to-come":
    "A day to come was given where only days up to today make sense: nobody knows yet what will be known then.",
  "desk-ended":
    "The part of the server that works drafts out ended before it answered, twice. Nothing was done; ask again a little later.",
  "document-moved":
    "Somebody else changed it since it was read. Read it again, look at what changed, and send the change with the new tag.",
  fault:
    "Something went wrong inside the server, and nothing was done. Report it with the id that the header `X-Request-Id` has.",
  "head-moved":
    "Others have recorded acts since the head that was expected. The document lists them; record yours with the new head.",
  "headers-too-large": "The headers of the request are larger than is taken.",
  "if-match-missing":
    "A change says which state it changes, so that nobody overwrites what they have not seen: send `If-Match`.",
  "malformed-body": "The body is not JSON.",
  "malformed-request": "What came over the connection is not HTTP as it is written here.",
  "no-entitlement":
    "The policy knows no entitlement or rule of that name; `/api/v1/entitlements` lists them.",
  "no-such-method":
    "There is something at this address, but it does not take that method; `Allow` lists those that it takes.",
  "no-such-route": "There is nothing at this address; `/openapi.json` lists what there is.",
  "not-allowed": "The policy of access does not let your account do that.",
  "not-found":
    "There is nothing of that identifier, or you may not see it: both get the same answer, so that nobody learns from it which it is.",
  "not-ready": "The server is starting or stopping, or its store does not answer. Ask again a little later.",
  "not-signed-in": "Whoever has not signed in may not do that: sign in, or send a token.",
  "outcome-unknown":
    "The connection to the database was lost while acts were being recorded. Ask again with the same ids: what was recorded is not recorded twice.",
  "press-busy":
    "So many letters are being printed that another one would have to wait long. Ask again a little later.",
  "purpose-needed":
    "Your account may look at people for several purposes: say which, in the header `Comity-Purpose`.",
  "purpose-unknown": "The purpose is none for which your account may look at people.",
  "stale-tag": "What is to be changed has changed since it was read.",
  "store-unreachable": "The database cannot be reached. Ask again a little later.",
  "too-deep": "The body nests objects and lists deeper than anybody means.",
  "too-many-requests":
    "More requests came than are answered in a minute. `Retry-After` says after how many seconds to go on.",
  "too-slow": "The request was not whole in time.",
  "unknown-head":
    "No entry of this registry has that hash: the head was read from another registry, or mistyped.",
  "wrong-body":
    "The body has fields that are unknown, missing, or not what is expected; `errors` lists all of them.",
  "wrong-content-type": "The body is in a form that is not read here.",
  "wrong-cursor":
    "The cursor is none of this list. Leave `after` out for the first page, and take `next` of each page for the one after it.",
  "wrong-header": "A header is not what is expected; `errors` says which.",
  "wrong-if-match": "`If-Match` is not a single strong tag in quotes, or not one of this resource.",
  "wrong-param": "A part of the address is not what is expected; `errors` says which.",
  "wrong-query":
    "The query has fields that are unknown, missing, or not what is expected; `errors` lists all of them.",
  "wrong-value": "A value is not of the kind that its column has.",
  "wrong-values": "The question needs one value for each column of the entitlement.",
};

const OF_OTHERS =
  "What was sent, or what is asked for, cannot be: the document's `detail`, `errors` and `help` say what is wrong and where.";

/** What a code means, in a sentence or two. */
export function meaningOf(code: string): string {
  return CATALOGUE[code] ?? OF_OTHERS;
}
