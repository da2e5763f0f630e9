/** The messages that hold elements of a group and exponents (specification 2.0, sections 4.2 to 4.15). */
import type { CyclicGroup } from "../group/groups.ts";
import { count, decimal, fields, hash, list, oneOf, optional, type Shape, text, tuple } from "./shapes.ts";

/** A Schnorr proof: the challenge and the response. */
export interface Proof {
  readonly challenge: bigint;
  readonly response: bigint;
}

/** An ElGamal ciphertext: g^r, and y^r times what is enciphered. */
export interface Ciphertext {
  readonly alpha: bigint;
  readonly beta: bigint;
}

/** A trustee's key with a proof that its secret is known. */
export interface TrusteeKey {
  readonly pok: Proof;
  readonly public_key: bigint;
}

/** A text with its signature. */
export interface SignedMessage {
  readonly message: string;
  readonly signature: Proof;
}

/** What a threshold of trustees publishes. */
export interface ThresholdKeys {
  readonly threshold: number;
  readonly certs: readonly SignedMessage[];
  readonly coefexps: readonly SignedMessage[];
  readonly verification_keys: readonly TrusteeKey[];
}

/** Trustees of whom each is needed, or of whom some are. */
export type TrusteeItem = readonly ["Single", TrusteeKey] | readonly ["Pedersen", ThresholdKeys];

/** An answer to a question whose choices are added up. */
export interface SummedAnswer {
  readonly choices: readonly Ciphertext[];
  readonly individual_proofs: readonly (readonly Proof[])[];
  readonly overall_proof: readonly Proof[];
  readonly blank_proof: readonly Proof[] | undefined;
}

/** An answer to a question whose answers are shuffled. */
export interface ShuffledAnswer {
  readonly choices: Ciphertext;
  readonly proof: Proof;
}

export interface Ballot {
  readonly election_uuid: string;
  readonly election_hash: string;
  readonly credential: bigint;
  readonly answers: readonly unknown[];
  readonly signature: { readonly hash: string; readonly proof: Proof };
}

export interface PartialDecryption {
  readonly decryption_factors: readonly (readonly bigint[])[];
  readonly decryption_proofs: readonly (readonly Proof[])[];
}

/** The proof that a list of ciphertexts was shuffled, in the order of the specification. */
export type ShuffleProof = readonly [
  readonly [bigint, bigint, bigint, readonly [bigint, bigint], readonly bigint[]],
  readonly [bigint, bigint, bigint, bigint, readonly bigint[], readonly bigint[]],
  readonly bigint[],
  readonly bigint[],
];

export interface Shuffle {
  readonly ciphertexts: readonly (readonly Ciphertext[])[];
  readonly proofs: readonly ShuffleProof[];
}

/** An answer as it stands: which of the two shapes it has, the question says. */
const untouched: Shape<unknown> = { read: (json) => json, write: (value) => value };

/** The messages of one group: numbers beyond its bounds are refused as they are read. */
export interface GroupMessages {
  readonly element: Shape<bigint>;
  readonly ciphertext: Shape<Ciphertext>;
  readonly trustees: Shape<readonly TrusteeItem[]>;
  readonly trusteeKey: Shape<TrusteeKey>;
  readonly signed: Shape<SignedMessage>;
  readonly certificateKeys: Shape<{ readonly verification: bigint; readonly encryption: bigint }>;
  readonly coefficients: Shape<{ readonly coefexps: readonly bigint[] }>;
  readonly summedAnswer: Shape<SummedAnswer>;
  readonly shuffledAnswer: Shape<ShuffledAnswer>;
  readonly ballot: Shape<Ballot>;
  readonly tally: Shape<readonly (readonly Ciphertext[])[]>;
  readonly decryption: Shape<PartialDecryption>;
  readonly shuffle: Shape<Shuffle>;
}

/**
 * The messages of a group.
 *
 * Whether an element is a member of the subgroup is not asked here but where it is used, as that costs a power.
 */
export function messagesOf({ p, q }: CyclicGroup): GroupMessages {
  const element = decimal(1n, p - 1n);
  const exponent = decimal(0n, q - 1n);
  const proof = fields<Proof>({ challenge: exponent, response: exponent });
  const ciphertext = fields<Ciphertext>({ alpha: element, beta: element });
  const trusteeKey = fields<TrusteeKey>({ pok: proof, public_key: element });
  const signed = fields<SignedMessage>({ message: text, signature: proof });
  const threshold = fields<ThresholdKeys>({
    threshold: count,
    certs: list(signed),
    coefexps: list(signed),
    verification_keys: list(trusteeKey),
  });
  const single = tuple<["Single", TrusteeKey]>(oneOf(["Single"]), trusteeKey);
  const pedersen = tuple<["Pedersen", ThresholdKeys]>(oneOf(["Pedersen"]), threshold);
  const item: Shape<TrusteeItem> = {
    read: (json, place) =>
      Array.isArray(json) && json[0] === "Pedersen" ? pedersen.read(json, place) : single.read(json, place),
    write: (value) => (value[0] === "Single" ? single.write([...value]) : pedersen.write([...value])),
  };
  const signature = fields<Ballot["signature"]>({ hash: text, proof });
  return {
    element,
    ciphertext,
    trusteeKey,
    signed,
    trustees: list(item),
    certificateKeys: fields({ verification: element, encryption: element }),
    coefficients: fields({ coefexps: list(element) }),
    summedAnswer: fields<SummedAnswer>({
      choices: list(ciphertext),
      individual_proofs: list(list(proof)),
      overall_proof: list(proof),
      blank_proof: optional(list(proof)),
    }),
    shuffledAnswer: fields<ShuffledAnswer>({ choices: ciphertext, proof }),
    ballot: fields<Ballot>({
      election_uuid: text,
      election_hash: text,
      credential: element,
      answers: list(untouched),
      signature,
    }),
    tally: list(list(ciphertext)),
    decryption: fields<PartialDecryption>({
      decryption_factors: list(list(element)),
      decryption_proofs: list(list(proof)),
    }),
    shuffle: fields<Shuffle>({
      ciphertexts: list(list(ciphertext)),
      proofs: list(
        tuple<[...ShuffleProof]>(
          tuple<[bigint, bigint, bigint, readonly [bigint, bigint], readonly bigint[]]>(
            element,
            element,
            element,
            tuple<[bigint, bigint]>(element, element) as Shape<readonly [bigint, bigint]>,
            list(element),
          ),
          tuple<[bigint, bigint, bigint, bigint, readonly bigint[], readonly bigint[]]>(
            exponent,
            exponent,
            exponent,
            exponent,
            list(exponent),
            list(exponent),
          ),
          list(element),
          list(element),
        ),
      ),
    }),
  };
}

/** Counts of the ballots that were added up, and where their sum lies. */
export interface SizedTally {
  readonly num_tallied: number;
  readonly total_weight: number;
  readonly encrypted_tally: string;
}

export const sizedTally: Shape<SizedTally> = fields({
  num_tallied: count,
  total_weight: count,
  encrypted_tally: hash,
});

/** Which trustee did it, from 1 on, and where it lies. */
export interface Owned {
  readonly owner: number;
  readonly payload: string;
}

export const owned: Shape<Owned> = fields({ owner: count, payload: hash });
