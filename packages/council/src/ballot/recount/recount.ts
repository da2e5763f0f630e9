/**
 * Counts a board again, from its file alone: every hash, every key, every proof, every sum. Nothing that the board says of itself
 * is taken for granted, and nobody's secret is needed.
 */

import { BallotError } from "../ballot-error.ts";
import { type Board, type BoardEvent, placeOfEvent, readBoard } from "../board/events.ts";
import { bigIntArithmetic, type GroupArithmetic, isMember } from "../group/arithmetic.ts";
import type { CyclicGroup } from "../group/groups.ts";
import { type Election, readElection, setupData } from "../messages/election.ts";
import { type GroupMessages, messagesOf, owned, sizedTally } from "../messages/group-messages.ts";
import { readCanonical } from "../messages/shapes.ts";
import { fingerprintOf } from "../proofs/hashes.ts";
import { shuffleHolds } from "../proofs/shuffle-proof.ts";
import { type CheckedBallot, checkBallot } from "./ballots.ts";
import { readKeys } from "./keys.ts";
import { readResult, resultOf, writeResult } from "./result.ts";
import {
  type Answers,
  checkDecryption,
  lastBallots,
  openTally,
  type QuestionResult,
  refuseStrangers,
  sameTally,
  type Tally,
  tallyOf,
  usedAnswers,
} from "./tally.ts";
import { checkTrustees, type TrusteeGroup } from "./trustees.ts";

/** How far a vote has come: ballots are taken, are closed, are added up, are being opened, are counted. */
export type Stage = "open" | "closed" | "added up" | "being opened" | "counted";

/** A ballot as anyone sees it: whose key, under which tracker, and whether a later one took its place. */
export interface SeenBallot {
  readonly tracker: string;
  readonly key: bigint;
  readonly weight: number;
  readonly counts: boolean;
}

/** What a count found; there is one only where everything held. */
export interface Recount {
  readonly stage: Stage;
  readonly election: Election;
  /** Base 64 of the SHA-256 of the election's text, as `belenios-tool` shows it. */
  readonly fingerprint: string;
  readonly trustees: readonly TrusteeGroup[];
  /** Numbers of the trustees who have answered, from 1. */
  readonly answered: readonly number[];
  /** How many keys may vote, and the text of their list. */
  readonly keys: { readonly count: number; readonly totalWeight: number; readonly fingerprint: string };
  /** Every ballot in the order in which it came. */
  readonly ballots: readonly SeenBallot[];
  /** How many ballots count: the last of each key. */
  readonly counted: number;
  readonly countedWeight: number;
  /** The sum of the ballots that count, still sealed: what trustees open once the vote is closed. */
  readonly sum: Tally;
  /** What came out, question by question: there as soon as enough trustees have answered. */
  readonly result: readonly QuestionResult[] | undefined;
  /** The hash of the board's last event. */
  readonly head: string;
  /** Hashes of all events: a head that was noted earlier is among them. */
  readonly heads: readonly string[];
  readonly events: number;
  /** Seconds since 1970, as the board says. */
  readonly seconds: number;
}

/** What a count is doing: for a bar that moves. */
export interface RecountProgress {
  readonly doing: "keys" | "ballots" | "shuffles" | "answers";
  readonly done: number;
  readonly of: number;
}

/** Brings the arithmetic of a group: OpenSSL's or plain numbers'. */
export type ArithmeticOf = (group: CyclicGroup) => GroupArithmetic;

/**
 * Ballots that whoever counts has checked before, with their own eyes: a board that grows is counted several times, and a ballot whose proofs held
 * holds again. They are of one vote alone, whose election, trustees and keys the hash of its setup names.
 */
export interface CheckedBefore {
  readonly setup: string;
  /** By the hashes of their texts; those that a count checks are added. */
  readonly ballots: Map<string, CheckedBallot>;
}

/** What is known so far as the events are walked. */
interface Walk {
  readonly board: Board;
  readonly arithmetic: GroupArithmetic;
  readonly messages: GroupMessages;
  readonly election: Election;
  readonly fingerprint: string;
  readonly trustees: readonly TrusteeGroup[];
  readonly weights: ReadonlyMap<bigint, number>;
  readonly keysFingerprint: string;
  readonly ballots: CheckedBallot[];
  counted: CheckedBallot[];
  tally: Tally | undefined;
  shufflesClosed: boolean;
  readonly answers: Map<number, readonly (readonly bigint[])[]>;
  result: readonly QuestionResult[] | undefined;
}

const needsShuffles = ({ questions }: Election): boolean => questions.some(({ kind }) => kind === "shuffled");

function checkBallotEvent(
  walk: Walk,
  event: BoardEvent,
  seen: Set<string>,
  checked: Map<string, CheckedBallot> | undefined,
): void {
  const number = walk.ballots.length + 1;
  const place = `ballot ${number}`;
  if (seen.has(event.payload!))
    throw new BallotError("ballot-repeated", place, "the same ballot stands on the board twice", {
      help: "a ballot that was replaced must not come back",
    });
  seen.add(event.payload!);
  const text = walk.board.textOf(event.payload!, place);
  const ballot = checked?.get(event.payload!) ?? checkBallot(walk, text, place);
  checked?.set(event.payload!, ballot);
  walk.ballots.push(ballot);
}

function checkTallyEvent(walk: Walk, event: BoardEvent): void {
  const { arithmetic, board, election, messages } = walk;
  const place = placeOfEvent(event);
  const sized = readCanonical(sizedTally, board.textOf(event.payload!, place), place);
  const { counted } = walk;
  const weight = counted.reduce((sum, each) => sum + each.weight, 0);
  if (sized.num_tallied !== counted.length)
    throw new BallotError(
      "tally-count",
      place,
      `it says \`${sized.num_tallied}\` ballots, and ${counted.length} count`,
    );
  if (sized.total_weight !== weight)
    throw new BallotError(
      "tally-weight",
      place,
      `it says a weight of \`${sized.total_weight}\`, and it is ${weight}`,
    );
  const shown = readCanonical(messages.tally, board.textOf(sized.encrypted_tally, place), place);
  const computed = tallyOf(arithmetic, election, counted);
  if (!sameTally(election, shown, computed))
    throw new BallotError("tally-differs", place, "the sum of the ballots that count is another", {
      help: "a ballot was left out, counted twice, or put in",
    });
  walk.tally = shown;
}

function checkShuffleEvent(walk: Walk, event: BoardEvent): void {
  const { arithmetic, board, election, messages, fingerprint, tally } = walk;
  const place = placeOfEvent(event);
  if (!needsShuffles(election))
    throw new BallotError("event-order", place, "no question of this election is shuffled");
  const { owner, payload } = readCanonical(owned, board.textOf(event.payload!, place), place);
  if (owner < 1 || owner > trusteeCount(walk))
    throw new BallotError("shuffle-owner", place, `there is no trustee \`${owner}\``);
  const { ciphertexts, proofs } = readCanonical(messages.shuffle, board.textOf(payload, place), place);
  const which = election.questions.flatMap(({ kind }, at) => (kind === "shuffled" ? [at] : []));
  if (ciphertexts.length !== which.length || proofs.length !== which.length)
    throw new BallotError(
      "shuffle-shape",
      place,
      "there is not one shuffle for each question that needs one",
    );
  refuseStrangers(arithmetic, ciphertexts, place);
  const after = [...tally!];
  which.forEach((question, at) => {
    const claim = { fingerprint, key: election.key, before: tally![question]!, after: ciphertexts[at]! };
    if (!shuffleHolds(arithmetic, claim, proofs[at]!))
      throw new BallotError("shuffle-proof", `${place}: proofs[${at}]`, "it does not prove a shuffle");
    after[question] = ciphertexts[at]!;
  });
  walk.tally = after;
}

const trusteeCount = ({ trustees }: Pick<Walk, "trustees">): number =>
  trustees.reduce((sum, { keys }) => sum + keys.length, 0);

function checkAnswerEvent(walk: Walk, event: BoardEvent): void {
  const { arithmetic, board, messages, fingerprint, trustees, tally, answers } = walk;
  const place = placeOfEvent(event);
  if (needsShuffles(walk.election) && !walk.shufflesClosed)
    throw new BallotError("event-order", place, "the answers are not shuffled yet");
  const { owner, payload } = readCanonical(owned, board.textOf(event.payload!, place), place);
  const group = trustees.find(({ first, keys }) => owner >= first && owner < first + keys.length);
  if (group === undefined)
    throw new BallotError("decryption-owner", place, `there is no trustee \`${owner}\``);
  if (answers.has(owner))
    throw new BallotError("decryption-repeated", place, `the trustee \`${owner}\` has answered before`);
  const decryption = readCanonical(messages.decryption, board.textOf(payload, place), place);
  const key = group.keys[owner - group.first]!;
  checkDecryption(arithmetic, { tally: tally!, key, fingerprint }, decryption, place);
  answers.set(owner, decryption.decryption_factors);
}

/** The numbers that the trustees' answers open. */
function openedResult(walk: Walk): readonly QuestionResult[] {
  const { arithmetic, election, trustees, answers, counted } = walk;
  const opened = openTally(arithmetic, walk.tally!, trustees, answers as Answers);
  return resultOf(
    arithmetic,
    election,
    opened,
    counted.reduce((sum, { weight }) => sum + weight, 0),
  );
}

function checkResultEvent(walk: Walk, event: BoardEvent): void {
  const { board, election } = walk;
  const place = placeOfEvent(event);
  const computed = openedResult(walk);
  const shown = readResult(election, board.textOf(event.payload!, place), place);
  if (writeResult(shown) !== writeResult(computed))
    throw new BallotError("result-differs", place, "the trustees' answers open the tally to another result");
  walk.result = computed;
}

const STAGES: Readonly<Record<BoardEvent["type"], Stage>> = {
  Setup: "open",
  Ballot: "open",
  EndBallots: "closed",
  EncryptedTally: "added up",
  Shuffle: "added up",
  EndShuffles: "added up",
  PartialDecryption: "being opened",
  Result: "counted",
};

function* setUp(board: Board, arithmeticOf: ArithmeticOf): Generator<RecountProgress, Walk> {
  const [setup] = board.events;
  const place = placeOfEvent(setup!);
  const hashes = readCanonical(setupData, board.textOf(setup!.payload!, place), place);
  const electionText = board.textOf(hashes.election, place);
  const election = readElection(electionText);
  const arithmetic = arithmeticOf(election.group);
  if (!isMember(arithmetic, election.key))
    throw new BallotError("not-in-group", "the election.public_key", "this number is no member of the group");
  const messages = messagesOf(election.group);
  const items = readCanonical(messages.trustees, board.textOf(hashes.trustees, place), "the trustees");
  const checking = checkTrustees(arithmetic, messages, items, election.key);
  let trustees = checking.next();
  for (let done = 1; trustees.done !== true; done++) {
    yield { doing: "keys", done, of: items.length };
    trustees = checking.next();
  }
  const keysText = board.textOf(hashes.credentials, place);
  const weights = readKeys(arithmetic, keysText);
  yield { doing: "keys", done: items.length, of: items.length };
  return {
    board,
    arithmetic,
    messages,
    election,
    fingerprint: fingerprintOf(electionText),
    trustees: trustees.value,
    weights,
    keysFingerprint: fingerprintOf(keysText),
    ballots: [],
    counted: [],
    tally: undefined,
    shufflesClosed: false,
    answers: new Map(),
    result: undefined,
  };
}

function checkEvent(
  walk: Walk,
  event: BoardEvent,
  seen: Set<string>,
  checked: Map<string, CheckedBallot> | undefined,
): void {
  switch (event.type) {
    case "Setup":
      return;
    case "Ballot":
      checkBallotEvent(walk, event, seen, checked);
      return;
    case "EndBallots":
      walk.counted = lastBallots(walk.ballots);
      return;
    case "EncryptedTally":
      checkTallyEvent(walk, event);
      return;
    case "Shuffle":
      checkShuffleEvent(walk, event);
      return;
    case "EndShuffles":
      if (!needsShuffles(walk.election))
        throw new BallotError("event-order", placeOfEvent(event), "no question of this election is shuffled");
      walk.shufflesClosed = true;
      return;
    case "PartialDecryption":
      checkAnswerEvent(walk, event);
      return;
    case "Result":
      checkResultEvent(walk, event);
  }
}

const DOING: Readonly<Partial<Record<BoardEvent["type"], RecountProgress["doing"]>>> = {
  Ballot: "ballots",
  Shuffle: "shuffles",
  PartialDecryption: "answers",
};

/**
 * Counts a board again a step at a time: a ballot, a trustee's answer. A page does something else between two steps.
 *
 * @param bytes the board's file.
 * @param checked ballots that need not be checked again; nothing is taken from them where they are of another vote.
 * @throws BallotError at the first thing that does not hold, with its own code and place.
 */
export function* recountInSteps(
  bytes: Uint8Array,
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
  checked?: CheckedBefore,
): Generator<RecountProgress, Recount> {
  const board = readBoard(bytes);
  const known = checked?.setup === board.events[0]!.payload ? checked?.ballots : undefined;
  const walk = yield* setUp(board, arithmeticOf);
  const seen = new Set<string>();
  const counts = new Map<RecountProgress["doing"], number>();
  const totals = new Map<BoardEvent["type"], number>();
  for (const { type } of board.events) totals.set(type, (totals.get(type) ?? 0) + 1);
  for (const event of board.events) {
    checkEvent(walk, event, seen, known);
    const doing = DOING[event.type];
    if (doing === undefined) continue;
    const done = (counts.get(doing) ?? 0) + 1;
    counts.set(doing, done);
    yield { doing, done, of: totals.get(event.type)! };
  }
  board.refuseUnread();
  const isEnough = walk.tally !== undefined && usedAnswers(walk.trustees, walk.answers) !== undefined;
  const result = walk.result ?? (isEnough ? openedResult(walk) : undefined);
  const last = new Set(lastBallots(walk.ballots));
  return {
    stage: STAGES[board.events.at(-1)!.type],
    election: walk.election,
    fingerprint: walk.fingerprint,
    trustees: walk.trustees,
    answered: [...walk.answers.keys()],
    keys: {
      count: walk.weights.size,
      totalWeight: [...walk.weights.values()].reduce((sum, weight) => sum + weight, 0),
      fingerprint: walk.keysFingerprint,
    },
    ballots: walk.ballots.map((ballot) => ({
      tracker: ballot.tracker,
      key: ballot.credential,
      weight: ballot.weight,
      counts: last.has(ballot),
    })),
    counted: last.size,
    countedWeight: [...last].reduce((sum, { weight }) => sum + weight, 0),
    sum: walk.tally ?? tallyOf(walk.arithmetic, walk.election, lastBallots(walk.ballots)),
    result,
    head: board.head,
    heads: board.heads,
    events: board.events.length,
    seconds: board.seconds,
  };
}

/**
 * Counts a board again, all at once.
 *
 *     recount(readFileSync("election.bel")).result    // [[0, 17, 6]]
 *
 * @throws BallotError at the first thing that does not hold.
 */
export function recount(
  bytes: Uint8Array,
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
  checked?: CheckedBefore,
): Recount {
  const steps = recountInSteps(bytes, arithmeticOf, checked);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
