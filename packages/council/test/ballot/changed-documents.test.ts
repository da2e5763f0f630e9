/** A board with a document, a file or an event changed, taken away, put in or moved is refused, each for its own reason. */
import { describe, expect, it } from "vitest";
import { BELENIOS_2048 } from "../../src/index.ts";
import { entries, places, refusalOf, rewritten, signedAnew, vote } from "../ground/forged-vote.ts";
import { quick } from "../ground/made-vote.ts";
import { changedAt, type Entry, packed } from "../ground/rewritten.ts";

/** JSON that a forger takes apart. */
// biome-ignore lint/suspicious/noExplicitAny: a forger keeps to no shape
type Loose = any;
const edited =
  (edit: (value: Loose) => unknown) =>
  (text: string): string =>
    JSON.stringify(edit(JSON.parse(text)));
const set =
  (path: string, value: unknown) =>
  (text: string): string =>
    changedAt(text, path, () => value);
const firstAnswer = (edit: (answer: Loose) => object) =>
  edited((ballot) => ({ ...ballot, answers: [edit(ballot.answers[0]), ...ballot.answers.slice(1)] }));

/** Whole documents written otherwise. */
const DOCUMENTS: readonly (readonly [string, string, (text: string) => string, string])[] = [
  [
    "a proof is missing",
    "ballot1",
    firstAnswer((a) => ({ ...a, individual_proofs: a.individual_proofs.slice(1) })),
    "ballot-shape",
  ],
  [
    "half a proof is missing",
    "ballot1",
    firstAnswer((a) => ({
      ...a,
      individual_proofs: a.individual_proofs.map((each: Loose) => each.slice(1)),
    })),
    "ballot-shape",
  ],
  [
    "the proof of the sum is missing",
    "ballot1",
    firstAnswer((a) => ({ ...a, overall_proof: [] })),
    "ballot-shape",
  ],
  [
    "a choice is missing",
    "ballot1",
    firstAnswer((a) => ({ ...a, choices: a.choices.slice(1) })),
    "ballot-shape",
  ],
  [
    "a proof about nothing is added",
    "ballot1",
    firstAnswer((a) => ({ ...a, blank_proof: a.individual_proofs[0] })),
    "ballot-shape",
  ],
  ["a field is added", "ballot1", firstAnswer((a) => ({ ...a, note: "x" })), "not-canonical"],
  ["a field is missing", "ballot1", firstAnswer(({ overall_proof: _, ...a }) => a), "malformed-value"],
  ["a blank is added", "ballot1", (text) => text.replace(",", ", "), "not-canonical"],
  ["the answers are missing", "ballot1", set("answers", []), "ballot-shape"],
  [
    "the answer is given twice",
    "ballot1",
    edited((b) => ({ ...b, answers: [...b.answers, ...b.answers] })),
    "ballot-shape",
  ],
  [
    "two choices change places",
    "ballot1",
    (text) =>
      signedAnew(firstAnswer((a) => ({ ...a, choices: [a.choices[1], a.choices[0], a.choices[2]] }))(text)),
    "choice-proof",
  ],
  [
    "choices and proofs change places",
    "ballot1",
    (text) =>
      signedAnew(
        firstAnswer((a) => ({
          ...a,
          choices: [a.choices[1], a.choices[0], a.choices[2]],
          individual_proofs: [a.individual_proofs[1], a.individual_proofs[0], a.individual_proofs[2]],
        }))(text),
      ),
    "sum-proof",
  ],
  ["another election's name is on it", "ballot1", set("election_uuid", "11111111111111"), "ballot-election"],
  ["another election's hash is on it", "ballot1", set("election_hash", "x"), "ballot-election"],
  ["the signature is about another ballot", "ballot1", set("signature.hash", "x"), "signature-hash"],
  [
    "it is copied under another key",
    "ballot1",
    edited((b) => ({
      ...b,
      credential: `${vote.keys[2] === undefined ? "" : quick.powersOf(BELENIOS_2048.g)(vote.keys[2].secret)}`,
    })),
    "signature-hash",
  ],
  ["it is no JSON", "ballot1", (text) => text.slice(1), "malformed-json"],
  ["it is a list", "ballot1", () => "[]", "malformed-value"],
  ["the version is another", "election", set("version", 2), "election-version"],
  ["the group is unknown", "election", set("group", "Ed25519"), "election-group"],
  ["nothing is asked", "election", set("questions", []), "election-question"],
  ["two answers may be chosen", "election", set("questions.0.max", 2), "ballot-election"],
  ["more may be chosen than there are", "election", set("questions.0.max", 4), "election-question"],
  ["fewer may be chosen than must be", "election", set("questions.0.max", 0), "election-question"],
  ["an answer has another name", "election", set("questions.0.answers.0", "Against"), "ballot-election"],
  ["the identifier is none", "election", set("uuid", "0"), "malformed-value"],
  ["the key is 1", "election", set("public_key", "1"), "key-is-one"],
  ["there is no trustee", "trustees", () => "[]", "trustees-none"],
  ["one of three is enough", "trustees", set("0.1.threshold", 1), "coefficient-count"],
  ["none is needed", "trustees", set("0.1.threshold", 0), "threshold-range"],
  ["four of three are needed", "trustees", set("0.1.threshold", 4), "threshold-range"],
  [
    "a trustee has no certificate",
    "trustees",
    edited((t) => [[t[0][0], { ...t[0][1], certs: t[0][1].certs.slice(1) }]]),
    "coefficient-count",
  ],
  [
    "two trustees change keys",
    "trustees",
    edited((t) => [
      [t[0][0], { ...t[0][1], verification_keys: [1, 0, 2].map((at) => t[0][1].verification_keys[at]) }],
    ]),
    "verification-key",
  ],
  [
    "two trustees change coefficients",
    "trustees",
    edited((t) => [[t[0][0], { ...t[0][1], coefexps: [1, 0, 2].map((at) => t[0][1].coefexps[at]) }]]),
    "coefficient-signature",
  ],
  [
    "one trustee sits twice",
    "trustees",
    edited((t) => [[t[0][0], { ...t[0][1], certs: [0, 0, 2].map((at) => t[0][1].certs[at]) }]]),
    "trustee-repeated",
  ],
  [
    "a second trustee is added",
    "trustees",
    edited((t) => [...t, ["Single", t[0][1].verification_keys[0]]]),
    "trustee-repeated",
  ],
  ["a key is 1", "keys", set("0", "1"), "key-is-one"],
  ["a key stands there twice", "keys", edited((k) => [k[0], k[0], k[1]]), "key-repeated"],
  ["a key has no weight", "keys", edited((k) => [`${k[0]},0`, ...k.slice(1)]), "key-weight"],
  ["a key has two weights", "keys", edited((k) => [`${k[0]},1,1`, ...k.slice(1)]), "key-weight"],
  ["all keys weigh more", "keys", edited((k) => k.map((key: string) => `${key},2`)), "tally-weight"],
  ["nobody may vote", "keys", () => "[]", "keys-none"],
  ["a ballot too many is said to count", "sized", set("num_tallied", 3), "tally-count"],
  ["a weight too much is said to count", "sized", set("total_weight", 3), "tally-weight"],
  ["a question is missing in the sum", "tally", () => "[]", "tally-differs"],
  ["an answer is missing in the sum", "tally", edited((t) => [t[0].slice(1)]), "tally-differs"],
  [
    "two answers change places in the sum",
    "tally",
    edited((t) => [[t[0][1], t[0][0], t[0][2]]]),
    "tally-differs",
  ],
  [
    "the answer is about fewer",
    "answer1",
    edited((d) => ({ ...d, decryption_factors: [d.decryption_factors[0].slice(1)] })),
    "decryption-shape",
  ],
  ["the answer has no proofs", "answer1", set("decryption_proofs", []), "decryption-shape"],
  [
    "two factors change places",
    "answer1",
    edited((d) => ({ ...d, decryption_factors: [[1, 0, 2].map((at) => d.decryption_factors[0][at])] })),
    "decryption-proof",
  ],
  ["another trustee is named", "owned1", set("owner", 2), "decryption-proof"],
  ["a trustee who is none is named", "owned1", set("owner", 4), "decryption-owner"],
  ["no trustee is named", "owned1", set("owner", 0), "decryption-owner"],
  ["one trustee answers for two", "owned1", set("owner", 1), "decryption-proof"],
  ["the result is another", "result", () => '{"result":[[0,1,1]]}', "result-differs"],
  [
    "the result is turned round",
    "result",
    (text) => text.replace(/\[\[(\d),(\d),/, "[[0,2,"),
    "result-differs",
  ],
  ["the result is of another vote", "result", () => '{"result":[[1,1]]}', "result-differs"],
  ["the result is none", "result", () => "{}", "result-shape"],
  ["the result is written otherwise", "result", (text) => `${text} `, "not-canonical"],
  ["the result is negative", "result", () => '{"result":[[-1,1,1]]}', "malformed-value"],
  ["the board has another time", "header", set("timestamp", "1"), "board-header"],
  ["the board has another version", "header", set("version", 2), "board-header"],
];

const at = (name: string): number => places[name]!;
const without = (...gone: readonly number[]) => entries.filter((_, each) => !gone.includes(each));
const moved = (from: number, to: number): Entry[] => {
  const rest = entries.filter((_, each) => each !== from);
  return [...rest.slice(0, to), entries[from]!, ...rest.slice(to)];
};

/** Files and events taken away, put in, moved. */
const EVENTS: readonly (readonly [string, () => Uint8Array, string])[] = [
  ["two events change places", () => packed(moved(at("Ballot1"), at("Ballot2")), false), "event-parent"],
  ["an event is gone", () => packed(without(at("Ballot1")), false), "event-parent"],
  ["a ballot is gone, and its event", () => packed(without(at("ballot1"), at("Ballot1"))), "tally-count"],
  ["a ballot is gone, and its event is not", () => packed(without(at("ballot1"))), "payload-missing"],
  ["an event is gone, and its ballot is not", () => packed(without(at("Ballot1"))), "tally-count"],
  [
    "a ballot comes back",
    () =>
      packed([
        ...entries.slice(0, at("Ballot2") + 1),
        entries[at("Ballot1")]!,
        ...entries.slice(at("Ballot2") + 1),
      ]),
    "ballot-repeated",
  ],
  [
    "a document stands there twice",
    () =>
      packed([
        ...entries.slice(0, at("Ballot1") + 1),
        entries[at("ballot1")]!,
        ...entries.slice(at("Ballot1") + 1),
      ]),
    "file-repeated",
  ],
  [
    "a document nobody speaks of",
    () => packed([...entries, { kind: "data", text: "{}", was: "" }]),
    "file-unused",
  ],
  [
    "a ballot comes after the close",
    () => packed(moved(at("Ballot2"), at("EndBallots1"))),
    "ballot-after-close",
  ],
  ["the close is gone", () => packed(without(at("EndBallots1"))), "event-order"],
  [
    "the close has a document",
    () =>
      packed(
        entries.map((entry, each) =>
          each === at("EndBallots1")
            ? { ...entry, text: entry.text.replace("}", `,"payload":"${entries[1]!.was}"}`) }
            : entry,
        ),
      ),
    "payload-unexpected",
  ],
  ["the setup is gone", () => packed(without(at("Setup1"))), "event-order"],
  ["the sum is gone", () => packed(without(at("EncryptedTally1"))), "event-order"],
  [
    "the sum stands there twice",
    () => packed([...entries.slice(0, at("EncryptedTally1") + 1), ...entries.slice(at("EncryptedTally1"))]),
    "event-order",
  ],
  [
    "shuffles are said to have ended",
    () =>
      packed([
        ...entries.slice(0, at("EncryptedTally1") + 1),
        { kind: "event", text: '{"height":0,"type":"EndShuffles"}', was: "" },
        ...entries.slice(at("EncryptedTally1") + 1),
      ]),
    "event-order",
  ],
  [
    "a trustee too few has answered",
    () => packed(without(at("answer1"), at("owned1"), at("PartialDecryption1"))),
    "decryptions-missing",
  ],
  [
    "a trustee answers twice",
    () =>
      packed([...entries.slice(0, at("PartialDecryption1") + 1), ...entries.slice(at("PartialDecryption1"))]),
    "decryption-repeated",
  ],
  [
    "the result comes before the answers",
    () => packed(moved(at("Result1"), at("PartialDecryption1"))),
    "event-order",
  ],
  [
    "an event has no type that is known",
    () =>
      packed(
        entries.map((entry, each) =>
          each === at("Ballot1") ? { ...entry, text: entry.text.replace("Ballot", "Vote") } : entry,
        ),
      ),
    "malformed-value",
  ],
  [
    "an event has another height",
    () =>
      packed(
        entries.map((entry, each) =>
          each === at("Result1")
            ? { ...entry, text: entry.text.replace(/"height":\d+/, '"height":99') }
            : entry,
        ),
        false,
      ),
    "event-height",
  ],
  [
    "a field is added to an event",
    () =>
      packed(
        entries.map((entry, each) =>
          each === at("Result1") ? { ...entry, text: entry.text.replace("}", ',"x":1}') } : entry,
        ),
      ),
    "not-canonical",
  ],
  ["the header is gone", () => packed(without(0)), "board-header"],
  ["everything is gone", () => new Uint8Array(), "archive-empty"],
  ["the end is cut off", () => vote.counted.slice(0, -100), "archive-cut"],
  ["a block is cut off", () => vote.counted.slice(0, -512), "archive-cut"],
  [
    "something is behind the end",
    () => new Uint8Array([...vote.counted, ...new Uint8Array(512), ...new Uint8Array(511), 1]),
    "archive-padding",
  ],
];

describe("a board with one document changed", () => {
  it.each(DOCUMENTS)("%s (%s)", (_, name, write, code) => {
    expect(refusalOf(rewritten(name, write))).toBe(code);
  });
});

describe("a board with one event changed", () => {
  it.each(EVENTS)("%s", (_, make, code) => {
    expect(refusalOf(make())).toBe(code);
  });
});
