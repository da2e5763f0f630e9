/** A trustee's part, as the worker does it: the next step of a ceremony, and the answer after the close. */
import {
  answerOf,
  BallotError,
  type BallotErrorCode,
  BELENIOS_2048,
  beginStep,
  bigIntArithmetic,
  type Ceremony,
  type CeremonyRound,
  newCeremony,
  nextStep,
  readBoard,
  readRoundMessage,
  type Said,
  shareOf,
} from "@comity/council";
import type { BallotNews, CeremonySeen } from "./ballot-jobs.ts";
import { type KeptSecret, readTrusteeKey, trusteeKeyText } from "./secret-files.ts";

const arithmetic = bigIntArithmetic(BELENIOS_2048);

const ceremonyOf = ({ uuid, needed, trustees }: CeremonySeen): Ceremony =>
  newCeremony({ uuid, needed, trustees, group: BELENIOS_2048 });

function saidIn({ said, trustees }: CeremonySeen): Said {
  const round = <Round extends CeremonyRound>(name: Round) =>
    trustees.map((trustee, at) => {
      const text = said[name][at];
      if (text === undefined || text === null) return undefined;
      try {
        return readRoundMessage(BELENIOS_2048, name, text);
      } catch (error) {
        if (!(error instanceof BallotError)) throw error;
        throw new BallotError(error.code, `\`${trustee}\`: ${error.place}`, error.message);
      }
    });
  return {
    certificates: round("certificate"),
    commitments: round("commitment"),
    shares: round("shares"),
    keys: round("key"),
  };
}

const refused = (code: BallotErrorCode, place: string, message: string): BallotError =>
  new BallotError(code, place, message);

/** Reads a trustee's key for this vote. */
function keyOf(text: string, uuid: string | undefined): KeptSecret {
  const secret = readTrusteeKey(text);
  if (secret === undefined)
    throw refused("key-of-another", "the trustee's key", "this file is no trustee's key");
  if (uuid !== undefined && secret.uuid !== uuid)
    throw refused("key-of-another", "the trustee's key", "it is a key for another vote");
  return secret;
}

/** The next step: with a key's file, or the first one, of a trustee with this name. */
export function trusteeStep(
  seen: CeremonySeen,
  who: { readonly key: string } | { readonly name: string },
): BallotNews {
  const ceremony = ceremonyOf(seen);
  const secret = "key" in who ? keyOf(who.key, seen.uuid) : undefined;
  const step =
    secret === undefined
      ? beginStep(arithmetic, ceremony, (who as { readonly name: string }).name)
      : nextStep(arithmetic, ceremony, secret, saidIn(seen));
  if (step.step !== "says")
    return { news: "waits", isOver: step.step === "over", round: step.round, awaited: step.awaited };
  const { round, number, json } = step;
  return { news: "says", round, number, message: json, key: trusteeKeyText(step.secret) };
}

/** The answer: the sum of a closed board, opened with the share, which follows from the ceremony where the file does not hold it. */
export function trusteeAnswer(
  board: Uint8Array,
  keyText: string,
  ceremony: CeremonySeen | undefined,
): BallotNews {
  const secret = keyOf(keyText, ceremony?.uuid);
  const share =
    ceremony === undefined
      ? secret.share
      : shareOf(arithmetic, ceremonyOf(ceremony), secret, saidIn(ceremony));
  if (share === undefined)
    throw refused(
      "key-of-another",
      "the trustee's key",
      "this file holds no share yet: its last round is missing",
    );
  const { number, json } = answerOf(board, share);
  const { events, heads } = readBoard(board);
  const sum = heads[events.findIndex(({ type }) => type === "EncryptedTally")]!;
  if (secret.answered !== undefined && secret.answered !== sum)
    throw refused(
      "already-answered",
      "the trustee's key",
      "it has answered for another sum of this vote, and the two together would tell single ballots",
    );
  const key = trusteeKeyText({ ...secret, share, answered: sum });
  return { news: "answered", number, answer: `{"number":${number},"answer":${json}}`, key };
}
