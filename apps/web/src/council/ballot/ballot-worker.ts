/** Counts boards and seals ballots aside from the page, with big integers. It asks nobody, keeps nothing, and ends with the page. */
import {
  BallotError,
  BELENIOS_2048,
  bigIntArithmetic,
  claimOf,
  makeBallot,
  newVotingKey,
  pollsOf,
  type Recount,
  readBoard,
  recountInSteps,
  setupOf,
  writeClaim,
} from "@comity/council";
import type { BallotJob, BallotNews, BoothReason, CountedBoard } from "./ballot-jobs.ts";
import { readVotingKey, votingKeyText } from "./secret-files.ts";
import { trusteeAnswer, trusteeStep } from "./trustee-work.ts";

const say = (news: BallotNews): void => postMessage(news);

/** The booth stays shut. */
class ShutError extends Error {
  readonly reason: BoothReason;

  constructor(reason: BoothReason) {
    super(reason);
    this.reason = reason;
  }
}

/** What the booth was opened with: it lives here and nowhere else, until the ballot is sealed. */
let booth: { readonly election: string; readonly secret: bigint; readonly answers: number } | undefined;

function countedOf(bytes: Uint8Array): Recount {
  const steps = recountInSteps(bytes);
  say({ news: "progress", doing: "reading", done: 0, of: 1 });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    say({ news: "progress", ...value });
  }
}

const shownOf = (found: Recount): CountedBoard => ({
  title: found.election.name,
  stage: found.stage,
  questions: found.election.questions.map((question, at) => ({
    question: question.question,
    answers: question.answers,
    isShuffled: question.kind === "shuffled",
    // Before the answers to a question that may be left blank stands how many left it blank.
    votes:
      question.kind === "summed"
        ? (found.result?.[at] as readonly number[] | undefined)?.slice(question.hasBlank ? 1 : 0)
        : undefined,
  })),
  hasResult: found.result !== undefined,
  keys: found.keys.count,
  counted: found.counted,
  trustees: found.trustees.map(({ needed, keys }) => ({ needed, of: keys.length })),
  answered: [...found.answered].sort((a, b) => a - b),
  uuid: found.election.uuid,
  election: found.fingerprint,
  keysFingerprint: found.keys.fingerprint,
  head: found.head,
  events: found.events,
  ballots: found.ballots.map(({ tracker, counts }) => ({ tracker, counts })),
});

/** Why this key cannot vote on this board; undefined where it can. */
function shutBy(bytes: Uint8Array, uuid: string, secret: bigint, found: Recount): BoothReason | undefined {
  if (found.election.uuid !== uuid) return "other-vote";
  if (found.stage !== "open") return "closed";
  const arithmetic = bigIntArithmetic(found.election.group);
  const own = arithmetic.powersOf(arithmetic.group.g)(secret);
  if (!pollsOf(readBoard(bytes)).weights.has(own)) return "not-listed";
  const [question, ...more] = found.election.questions;
  const isOneChoice =
    question?.kind === "summed" && question.min === 1 && question.max === 1 && !question.hasBlank;
  return isOneChoice && more.length === 0 ? undefined : "question";
}

function openBooth(bytes: Uint8Array, keyText: string): void {
  const key = readVotingKey(keyText);
  if (key === undefined) throw new ShutError("key");
  const found = countedOf(bytes);
  const reason = shutBy(bytes, key.uuid, key.secret, found);
  if (reason !== undefined) throw new ShutError(reason);
  const { question, answers } = found.election.questions[0]!;
  booth = { election: setupOf(readBoard(bytes)).election, secret: key.secret, answers: answers.length };
  say({ news: "opened", question, answers });
}

function seal(choice: number): void {
  if (booth === undefined) throw new ShutError("failed");
  const { election, secret, answers } = booth;
  const choices = Array.from({ length: answers }, (_, at): 0 | 1 => (at === choice ? 1 : 0));
  const { json, tracker } = makeBallot(bigIntArithmetic(BELENIOS_2048), election, secret, [choices]);
  booth = undefined;
  say({ news: "sealed", ballot: json, tracker });
}

function makeKey(uuid: string, delegation: string): void {
  const arithmetic = bigIntArithmetic(BELENIOS_2048);
  const key = newVotingKey(arithmetic, uuid, delegation);
  say({
    news: "key",
    key: votingKeyText(key),
    claim: `${writeClaim(arithmetic, claimOf(arithmetic, key))}\n`,
  });
}

/** Whether the key stands on the list beside its delegation's name, once; and the list's SHA-256. */
async function lookOn(list: string, keyText: string): Promise<void> {
  const key = readVotingKey(keyText);
  if (key === undefined) throw new ShutError("key");
  const arithmetic = bigIntArithmetic(BELENIOS_2048);
  const own = arithmetic.powersOf(arithmetic.group.g)(key.secret).toString();
  const named = (
    JSON.parse(list) as readonly { delegation: string; public_key: string; uuid: string }[]
  ).filter(({ delegation, uuid }) => delegation === key.delegation && uuid === key.uuid);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(list)));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  say({
    news: "listed",
    isListed: named.length === 1 && named[0]!.public_key === own,
    sha256,
    delegation: key.delegation,
  });
}

/** A refusal as the page says it; of any other error not even the message, which could quote a secret. */
function toldOf(error: unknown): BallotNews {
  if (error instanceof ShutError) return { news: "shut", reason: error.reason };
  if (!(error instanceof BallotError)) return { news: "shut", reason: "failed" };
  const { code, place, message, help } = error;
  return { news: "refused", refused: { code, place, message, help } };
}

addEventListener("message", ({ data }: MessageEvent<BallotJob>) => {
  try {
    if (data.job === "count") say({ news: "counted", board: shownOf(countedOf(data.board)) });
    else if (data.job === "key") makeKey(data.uuid, data.delegation);
    else if (data.job === "open") openBooth(data.board, data.key);
    else if (data.job === "seal") seal(data.choice);
    else if (data.job === "listed") lookOn(data.list, data.key).catch((error: unknown) => say(toldOf(error)));
    else if (data.job === "step") say(trusteeStep(data.ceremony, data.who));
    else say(trusteeAnswer(data.board, data.key, data.ceremony));
  } catch (error) {
    say(toldOf(error));
  }
});
