/** What the server's own problems mean: the pages behind `type` of a problem document. */

/** By code: what happened, and what to do. Codes of acts and drafts explain themselves in the document. */
export const CATALOGUE: Readonly<Record<string, string>> = {
  "act-differs":
    "An act of that id is recorded already, with another content. An act is never changed: record a correction under another id.",
  "already-answered": "That trustee has answered already: one answer opens its part of the sum.",
  "already-said":
    "A trustee says one thing in each round of a ceremony, and it stays. Where it was wrong the ceremony is begun anew.",
  "ballot-abandoned": "The vote was given up. Its board stays; another vote can be opened on the motion.",
  "ballot-election":
    "The sealed ballot was made for another vote. Make it anew for this one, from its board.",
  "ballot-key":
    "The ballot's key is not on the closed list of keys: its delegation announced none, or another.",
  "ballot-not-secret": "The motion was tabled with an open vote, which is recorded by name.",
  "ballot-open": "The vote is open: its trustees and its list of keys stay what they are.",
  "ballot-repeated":
    "This very ballot is on the board already: it counts unless a later one of its key took its place. Nothing need be done.",
  "ballot-under-way": "A vote on this motion is under way. Let it be counted and record it, or give it up.",
  "board-differs":
    "What was said of a secret vote is not what its board shows. The figures are taken from the board: leave them out.",
  "body-too-large": "The body is larger than this address takes. Send it in parts.",
  "ceremony-waits":
    "The trustees' ceremony goes round by round: a message of an earlier round is still awaited.",
  "choice-proof":
    "The ballot does not prove that each choice is chosen or not. Make it anew; nothing of it was kept.",
  "claim-proof":
    "The claim of a key does not prove that its secret is known, or it is for another vote or another delegation.",
  "day-to-come":
    "A day to come was given where only days up to today make sense: nobody knows yet what will be known then.",
  "decryption-proof":
    "The trustee's answer does not open the sum of this board with the trustee's key: it may be about another board.",
  "decryptions-missing": "Fewer trustees than are needed have answered: the sum cannot be opened yet.",
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
  "list-closed": "The list of keys is closed and published: no key is announced any more.",
  "list-open": "The list of keys is not closed and published yet. It is, before the vote opens.",
  "malformed-body": "The body is not JSON.",
  "malformed-request": "What came over the connection is not HTTP as it is written here.",
  "no-account": "A trustee does a part of its own and needs an account of a person that can sign in.",
  "no-command": "The command of the secret ballot was not built on this server: `npm run build` makes it.",
  "names-withheld":
    "A list of authors leaves nobody out, and your account may not read the names of some of them. Ask for a list of your own experiment, or of a later reference date.",
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
  "not-your-part": "Each trustee hands in its own messages, under its own account.",
  "outcome-unknown":
    "The connection to the database was lost while acts were being recorded. Ask again with the same ids: what was recorded is not recorded twice.",
  "press-busy":
    "So many letters are being printed that another one would have to wait long. Ask again a little later.",
  "purpose-needed":
    "Your account may look at people for several purposes: say which, in the header `Comity-Purpose`.",
  "purpose-unknown": "The purpose is none for which your account may look at people.",
  "signature-proof": "The ballot is not signed by the key that it names.",
  "stale-tag": "What is to be changed has changed since it was read.",
  "store-unreachable": "The database cannot be reached. Ask again a little later.",
  "sum-proof": "The ballot does not prove that one answer is chosen. Make it anew; nothing of it was kept.",
  "too-deep": "The body nests objects and lists deeper than anybody means.",
  "too-many-requests":
    "More requests came than are answered in a minute. `Retry-After` says after how many seconds to go on.",
  "too-slow": "The request was not whole in time.",
  "trustee-unknown": "There is no trustee of that number.",
  "unknown-head":
    "No entry of this registry has that hash: the head was read from another registry, or mistyped.",
  "vote-closed": "The vote is closed: no ballot is taken any more.",
  "vote-counted": "The sum of this vote is open already.",
  "vote-not-open": "The vote has not been opened yet, and has no board.",
  "vote-open": "The vote is open still: first it is closed, and its ballots are added up.",
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
