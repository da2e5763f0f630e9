/** What is done for secret ballots aside: everything that takes powers of large numbers. No secret is ever among it. */
import { createDiffieHellman, createHash } from "node:crypto";
import {
  type ArithmeticOf,
  type Arrival,
  addUp,
  type BallotBox,
  BELENIOS_2048,
  ballotBox,
  CEREMONY_ROUNDS,
  type Ceremony,
  type CeremonyRound,
  type CheckedBefore,
  checkArrival,
  closeKeyList,
  endBallots,
  endCeremony,
  type GroupArithmetic,
  type KeyClaim,
  keyExchangeArithmetic,
  newCeremony,
  openBoard,
  pollsOf,
  readBoard,
  readClaim,
  readRoundMessage,
  recount,
  type Said,
  sayResult,
  takeAnswer,
} from "@comity/council";

/** What trustees said, as texts by round and number; null where somebody has not yet. */
export type SaidTexts = Readonly<Record<CeremonyRound, readonly (string | null)[]>>;

/** Who makes the key of a vote. */
export type CeremonyGiven = Omit<Ceremony, "group">;

interface Tasks {
  /** Holds a claim against its proof. */
  readonly claim: { readonly in: { readonly ballot: string; readonly text: string }; readonly out: string };
  /** Holds a trustee's message against what was said before it. */
  readonly arrival: {
    readonly in: {
      readonly ceremony: CeremonyGiven;
      readonly said: SaidTexts;
      readonly round: CeremonyRound;
      readonly number: number;
      readonly text: string;
    };
    readonly out: true;
  };
  /** Closes a list of keys. */
  readonly list: {
    readonly in: {
      readonly ballot: string;
      readonly claims: readonly string[];
      readonly weights: readonly (readonly [member: string, weight: number])[];
    };
    readonly out: { readonly named: string; readonly sha256: string; readonly published: string };
  };
  /** Begins a board. */
  readonly open: {
    readonly in: {
      readonly ceremony: CeremonyGiven;
      readonly said: SaidTexts;
      readonly question: string;
      readonly description: string;
      readonly published: string;
      readonly sha256: string;
      readonly seconds: number;
    };
    readonly out: Grown;
  };
  /** Takes a ballot; `key` is whose, in digits. */
  readonly ballot: {
    /** `after`: the head of the board. */
    readonly in: { readonly board: Uint8Array; readonly after: string; readonly text: string };
    readonly out: Grown & { readonly key: string; readonly tracker: string; readonly replaces: boolean };
  };
  /** Ends the taking of ballots. */
  readonly end: { readonly in: { readonly board: Uint8Array }; readonly out: Grown };
  /** Adds the ballots of a closed vote up, still sealed. */
  readonly sum: { readonly in: { readonly board: Uint8Array }; readonly out: Grown };
  readonly answer: {
    readonly in: { readonly board: Uint8Array; readonly number: number; readonly text: string };
    readonly out: Grown;
  };
  readonly result: {
    readonly in: { readonly board: Uint8Array };
    readonly out: Grown & { readonly counts: readonly number[] };
  };
  /** Counts a whole board again; no counts where it is not counted yet. */
  readonly count: {
    readonly in: { readonly board: Uint8Array };
    readonly out: { readonly counts: readonly number[] | undefined; readonly fingerprint: string };
  };
}

export type TaskName = keyof Tasks;
export type Given<Name extends TaskName> = Tasks[Name]["in"];
export type Outcome<Name extends TaskName> = Tasks[Name]["out"];
export type BallotTask = {
  readonly [Name in TaskName]: { readonly task: Name; readonly given: Given<Name> };
}[TaskName];

/** What is added to a board. */
export interface Grown {
  readonly bytes: Uint8Array;
  readonly head: string;
}

/** An abstention is a choice like the others; whoever does not vote at all has no ballot. */
export const ANSWERS = ["In favour", "Against", "Abstain"];

const made = new Map<string, GroupArithmetic>();
/** OpenSSL's powers; made once for a group, as OpenSSL checks the prime each time. */
const quick: ArithmeticOf = (group) => {
  const known = made.get(group.name) ?? keyExchangeArithmetic(group, createDiffieHellman);
  made.set(group.name, known);
  return known;
};
const arithmetic = (): GroupArithmetic => quick(BELENIOS_2048);

/** A box that takes ballots, where it stands, and the ballots of its own vote whose proofs were checked here. */
interface BoxAt {
  readonly head: string;
  readonly box: BallotBox;
  readonly checked: CheckedBefore;
}

/** The one that a ballot was put into last. */
let atHand: BoxAt | undefined;
/** The ballots of the vote that was asked for last whose proofs were checked here. */
let checkedHere: CheckedBefore | undefined;

const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What was checked here of a vote's ballots. A vote is known by its setup: nothing is taken over from another. */
function checkedOf(file: Uint8Array): CheckedBefore {
  const setup = readBoard(file).events[0]!.payload!;
  if (checkedHere?.setup !== setup) checkedHere = { setup, ballots: new Map() };
  return checkedHere;
}

/** The box of a board. It changes with each ballot that it takes: of one that stands at another event it is made anew. */
function boxAt(file: Uint8Array, head: string): BoxAt {
  if (atHand?.head === head) return atHand;
  const board = readBoard(file);
  return { head, box: ballotBox(board, pollsOf(board, quick)), checked: checkedOf(file) };
}

const ceremonyOf = (given: CeremonyGiven): Ceremony => newCeremony({ ...given, group: BELENIOS_2048 });

function saidIn(texts: SaidTexts): Said {
  const round = <Round extends CeremonyRound>(name: Round) =>
    texts[name].map((text) => (text === null ? undefined : readRoundMessage(BELENIOS_2048, name, text)));
  const [certificate, commitment, shares, key] = CEREMONY_ROUNDS;
  return {
    certificates: round(certificate),
    commitments: round(commitment),
    shares: round(shares),
    keys: round(key),
  };
}

/** What a board of our one question says came out. */
const countsIn = (result: ReturnType<typeof recount>["result"]): readonly number[] | undefined =>
  result?.[0] as readonly number[] | undefined;

const DOES: { readonly [Name in TaskName]: (given: Given<Name>) => Outcome<Name> } = {
  claim({ ballot, text }) {
    return readClaim(arithmetic(), text, ballot).delegation;
  },
  arrival({ ceremony, said, round, number, text }) {
    const message = readRoundMessage(BELENIOS_2048, round, text);
    checkArrival(arithmetic(), ceremonyOf(ceremony), saidIn(said), { round, number, message } as Arrival);
    return true;
  },
  list({ ballot, claims, weights }) {
    const read: KeyClaim[] = claims.map((text) => readClaim(arithmetic(), text, ballot));
    const { named, fingerprint, published } = closeKeyList(arithmetic(), read, new Map(weights));
    return { named, sha256: fingerprint, published };
  },
  open({ ceremony, said, question, description, published, sha256, seconds }) {
    const { trustees, key } = endCeremony(arithmetic(), ceremonyOf(ceremony), saidIn(said));
    const election = {
      uuid: ceremony.uuid,
      name: question,
      description,
      group: BELENIOS_2048,
      key,
      questions: [{ kind: "summed", question, answers: ANSWERS, hasBlank: false, min: 1, max: 1 }],
      administrator: undefined,
      credentialAuthority: `each delegation makes its own key; the list with names has the SHA-256 ${sha256}`,
    } as const;
    const bytes = openBoard(election, [trustees], published, seconds, quick);
    return { bytes, head: readBoard(bytes).head };
  },
  ballot({ board: file, after, text }) {
    const { box, checked } = boxAt(file, after);
    const { bytes, head, ballot, replaces } = box.take(text);
    checked.ballots.set(sha256Of(text), ballot);
    atHand = { head, box, checked };
    return { bytes, head, replaces, tracker: ballot.tracker, key: `${ballot.credential}` };
  },
  end: ({ board }) => endBallots(readBoard(board)),
  sum: ({ board }) => addUp(board, quick, checkedOf(board)),
  answer: ({ board, number, text }) => takeAnswer(board, { number, json: text }, quick, checkedOf(board)),
  result({ board }) {
    const { bytes, head, result } = sayResult(board, quick, checkedOf(board));
    return { bytes, head, counts: countsIn(result)! };
  },
  count({ board }) {
    const { stage, result, fingerprint } = recount(board, quick);
    return { counts: stage === "counted" ? countsIn(result) : undefined, fingerprint };
  },
};

/** Does a task. @throws BallotError. */
export const doTask = ({ task, given }: BallotTask): Outcome<TaskName> =>
  (DOES[task] as (given: unknown) => Outcome<TaskName>)(given);
