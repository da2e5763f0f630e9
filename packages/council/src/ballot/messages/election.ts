/** What is put to the vote: the election's own document (specification 2.0, sections 4.7 and 4.8). */
import { BallotError } from "../ballot-error.ts";
import { type CyclicGroup, GROUP_NAMES, groupNamed } from "../group/groups.ts";
import { count, decimal, fields, hash, list, optional, parse, type Shape, text, truth } from "./shapes.ts";

/** A question whose answers are added up under encryption: only the sums are ever opened. */
export interface SummedQuestion {
  readonly kind: "summed";
  readonly question: string;
  readonly answers: readonly string[];
  /** Whether all may be left open, whatever `min` says, and counted as blank. */
  readonly hasBlank: boolean;
  /** How many answers are chosen. */
  readonly min: number;
  readonly max: number;
}

/** A question whose answers are numbers, shuffled and opened one by one. */
export interface ShuffledQuestion {
  readonly kind: "shuffled";
  readonly question: string;
  readonly answers: readonly string[];
}

export type Question = SummedQuestion | ShuffledQuestion;

export interface Election {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly group: CyclicGroup;
  /** The key to which ballots are enciphered. */
  readonly key: bigint;
  readonly questions: readonly Question[];
  readonly administrator: string | undefined;
  readonly credentialAuthority: string | undefined;
}

/** An election identifier: base 58, 14 characters or more. */
export const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,}$/;

const summed = fields<{
  answers: readonly string[];
  blank: boolean | undefined;
  min: number;
  max: number;
  question: string;
}>({ answers: list(text), blank: optional(truth), min: count, max: count, question: text });

const shuffled = fields<{ answers: readonly string[]; question: string }>({
  answers: list(text),
  question: text,
});

const nested = fields<{ type: string; value: { answers: readonly string[]; question: string } }>({
  type: text,
  value: shuffled,
});

/** More answers than any question has; a proof has as many parts as `max - min` says. */
const MOST_ANSWERS = 1000;

function readQuestion(json: unknown, place: string): Question {
  const wrong = (message: string): BallotError => new BallotError("election-question", place, message);
  if (typeof json === "object" && json !== null && "type" in json) {
    const { type, value } = nested.read(json, place);
    if (type !== "NonHomomorphic") throw wrong("the v1 format has no question of this type");
    if (value.answers.length === 0 || value.answers.length > MOST_ANSWERS)
      throw wrong("a question has between 1 and 1000 answers");
    return { kind: "shuffled", ...value };
  }
  const { blank, ...rest } = summed.read(json, place);
  const { answers, min, max } = rest;
  if (answers.length === 0 || answers.length > MOST_ANSWERS)
    throw wrong("a question has between 1 and 1000 answers");
  if (min > max || max > answers.length)
    throw wrong(`between ${min} and ${max} of ${answers.length} answers cannot be chosen`);
  return { kind: "summed", ...rest, hasBlank: blank === true };
}

const questions: Shape<readonly Question[]> = list({
  read: readQuestion,
  write: (value) => writeQuestion(value),
});

function writeQuestion(value: Question): unknown {
  if (value.kind === "shuffled")
    return {
      type: "NonHomomorphic",
      value: shuffled.write({ answers: value.answers, question: value.question }),
    };
  const { answers, hasBlank, min, max, question } = value;
  return summed.write({ answers, blank: hasBlank ? true : undefined, min, max, question });
}

/**
 * Reads an election's document. Any layout of the JSON is taken, as the text itself is hashed; a field that the specification
 * does not name is passed over.
 *
 * @throws BallotError where it is another version, group, or kind of question, or holds no question.
 */
export function readElection(json: string, place = "the election"): Election {
  const value = parse(json, place);
  const head = fields<{ version: number; group: string }>({ version: count, group: text }).read(value, place);
  if (head.version !== 1)
    throw new BallotError("election-version", place, `the format \`${head.version}\` is not version 1`, {
      help: "boards of belenios-tool before 3.0 are of version 1",
    });
  const group = groupNamed(head.group);
  if (group === undefined)
    throw new BallotError("election-group", place, "the group is not one of the v1 format", {
      help: `one of ${GROUP_NAMES.map((name) => `\`${name}\``).join(", ")}`,
    });
  const read = fields<{
    description: string;
    name: string;
    public_key: bigint;
    questions: readonly Question[];
    uuid: string;
    administrator: string | undefined;
    credential_authority: string | undefined;
  }>({
    description: text,
    name: text,
    public_key: decimal(1n, group.p - 1n),
    questions,
    uuid: text,
    administrator: optional(text),
    credential_authority: optional(text),
  }).read(value, place);
  if (!UUID.test(read.uuid))
    throw new BallotError(
      "malformed-value",
      `${place}.uuid`,
      "an identifier of an election is expected here",
      {
        category: "incorrect",
        help: "14 characters or more of 1-9, A-Z, a-z without I, O, l and 0",
      },
    );
  if (read.questions.length === 0)
    throw new BallotError("election-question", `${place}.questions`, "nothing is asked");
  if (group.embedding === undefined && read.questions.some(({ kind }) => kind === "shuffled"))
    throw new BallotError(
      "election-group",
      place,
      `answers in numbers cannot be enciphered in the group \`${group.name}\``,
    );
  const { uuid, name, description, administrator } = read;
  return {
    uuid,
    name,
    description,
    group,
    key: read.public_key,
    questions: read.questions,
    administrator,
    credentialAuthority: read.credential_authority,
  };
}

/** The canonical text of an election: what is hashed, published and served to each voter. */
export function writeElection(election: Election): string {
  const { uuid, name, description, group, key, administrator, credentialAuthority } = election;
  return JSON.stringify({
    version: 1,
    description,
    name,
    group: group.name,
    public_key: key.toString(),
    questions: questions.write(election.questions),
    uuid,
    administrator,
    credential_authority: credentialAuthority,
  });
}

/** How many ciphertexts an answer to a question holds. */
export const choicesOf = (question: SummedQuestion): number =>
  question.answers.length + (question.hasBlank ? 1 : 0);

/** Where the three documents of the setup lie, by their hashes. */
export const setupData = fields<{
  readonly election: string;
  readonly trustees: string;
  readonly credentials: string;
}>({ election: hash, trustees: hash, credentials: hash });
