/** The trustees' ceremony: any few open the count, fewer do not, and whoever cheats is named. */
import { describe, expect, it } from "vitest";
import { lagrange } from "../../src/ballot/recount/trustees.ts";
import {
  BallotError,
  BELENIOS_2048,
  endCeremony,
  firstRound,
  fourthRound,
  newCeremony,
  type Rounds,
  type Shares,
  secondRound,
  thirdRound,
} from "../../src/index.ts";
import { holdCeremony, quick } from "../ground/made-vote.ts";

const { g, p, q } = BELENIOS_2048;
const uuid = "11111111111111";
const { ceremony, rounds, secrets, key } = holdCeremony(uuid, 2, 3);

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof BallotError) return `${error.code}: ${error.place}`;
    throw error;
  }
  return "nothing was refused";
}

/** The rounds in which one trustee said something else. */
const withShares = (at: number, edit: (shares: Shares) => Shares | undefined): Rounds => ({
  ...rounds,
  shares: rounds.shares.map((each, index) => (index === at ? edit(each!) : each)),
});

describe("a ceremony", () => {
  it("makes a key whose secret any two shares give, and no single one", () => {
    for (const pair of [
      [1, 2],
      [1, 3],
      [2, 3],
    ]) {
      const factors = lagrange(pair, q);
      const secret = pair.reduce(
        (sum, number, at) => (sum + secrets[number - 1]!.share! * factors[at]!) % q,
        0n,
      );
      expect(quick.power(g, secret)).toBe(key);
    }
    for (const { share } of secrets) expect(quick.power(g, share!)).not.toBe(key);
  });

  it("forgets the polynomials when it is over", () => {
    expect(secrets.every(({ polynomial }) => polynomial === undefined)).toBe(true);
  });

  it("is refused with a threshold that is none, or trustees without names of their own", () => {
    const of = (needed: number, trustees: readonly string[]) => () =>
      newCeremony({ uuid, group: BELENIOS_2048, needed, trustees });
    expect(refusal(of(0, ["A"]))).toBe("threshold-range: the trustees");
    expect(refusal(of(2, ["A"]))).toBe("threshold-range: the trustees");
    expect(refusal(of(1.5, ["A", "B"]))).toBe("threshold-range: the trustees");
    expect(refusal(of(1, []))).toBe("ceremony-trustees: the trustees");
    expect(refusal(of(1, ["A", "A"]))).toBe("ceremony-trustees: the trustees");
    expect(refusal(of(1, [" "]))).toBe("ceremony-trustees: the trustees");
  });

  it("waits for whoever is silent, by name", () => {
    const { certificates, commitments } = rounds;
    const silent = [certificates[0], undefined, certificates[2]];
    const said = () => secondRound(quick, ceremony, secrets[0]!, silent);
    expect(said).toThrow("`trustee 2` has not sent it yet");
    expect(
      refusal(() =>
        fourthRound(
          quick,
          ceremony,
          secrets[0]!,
          withShares(1, () => undefined),
        ),
      ),
    ).toBe("ceremony-waits: the shares");
    expect(
      refusal(() =>
        thirdRound(quick, ceremony, secrets[0]!, { certificates, commitments: [commitments[0]] }),
      ),
    ).toBe("ceremony-waits: the commitments");
  });
});

describe("a trustee who cheats", () => {
  const first = ceremony.trustees.map((name) => firstRound(quick, ceremony, name));
  const certificates = first.map(({ certificate }) => certificate);
  const second = first.map(({ secret }) => secondRound(quick, ceremony, secret, certificates));
  const commitments = second.map(({ commitment }) => commitment);
  const shares = second.map(({ secret }) =>
    thirdRound(quick, ceremony, secret, { certificates, commitments }),
  );
  const fourth =
    (changed: Partial<Rounds>, at = 0) =>
    () =>
      fourthRound(quick, ceremony, second[at]!.secret, { certificates, commitments, shares, ...changed });
  /** Trustee 3 plays on with another polynomial than it was bound to. */
  const other = secondRound(quick, ceremony, { ...first[2]!.secret, polynomial: [5n, 7n] }, certificates);
  const rebound = thirdRound(quick, ceremony, other.secret, {
    certificates,
    commitments: [commitments[0], commitments[1], other.commitment],
  });

  it("and shows other coefficients than it was bound to, once it has seen the others', is named", () => {
    expect(refusal(fourth({ shares: [shares[0], shares[1], rebound] }))).toBe(
      "commitment-differs: the coefficients of `trustee 3`",
    );
    expect(refusal(() => thirdRound(quick, ceremony, other.secret, { certificates, commitments }))).toBe(
      "commitment-differs: the second round",
    );
  });

  it("and sends a share that is not on its polynomial is named, with whom it was sent to", () => {
    const mixed = { coefficients: shares[2]!.coefficients, shares: rebound.shares };
    expect(refusal(fourth({ shares: [shares[0], shares[1], mixed] }))).toBe(
      "share-wrong: the share that `trustee 3` sent to `trustee 1`",
    );
  });

  it("and sends rubbish is named", () => {
    const broken = (text: string) => ({ ...shares[1]!, shares: { ...shares[1]!.shares, message: text } });
    expect(refusal(fourth({ shares: [shares[0], broken("{}"), shares[2]] }))).toBe(
      "share-signature: the share that `trustee 2` sent to `trustee 1`",
    );
    const swapped = { ...shares[1]!, coefficients: shares[0]!.coefficients };
    expect(refusal(fourth({ shares: [shares[0], swapped, shares[2]] }))).toBe(
      "coefficient-signature: the coefficients of `trustee 2`",
    );
    const unbound = { ...commitments[1]!, message: commitments[0]!.message };
    expect(refusal(fourth({ commitments: [commitments[0], unbound, commitments[2]] }))).toBe(
      "commitment-signature: the commitment of `trustee 2`",
    );
  });

  it("and uses another's certificate, or two, is named", () => {
    const [a, b] = certificates;
    expect(refusal(() => secondRound(quick, ceremony, first[0]!.secret, [b, b, a]))).toBe(
      "trustee-repeated: the certificates",
    );
    expect(refusal(() => secondRound(quick, ceremony, first[0]!.secret, [b, a, certificates[2]]))).toBe(
      "key-of-another: the certificates",
    );
    const forged = { ...a!, signature: b!.signature };
    expect(refusal(() => secondRound(quick, ceremony, first[0]!.secret, [forged, b, certificates[2]]))).toBe(
      "certificate-signature: the certificate of `trustee 1`",
    );
    expect(refusal(() => firstRound(quick, ceremony, "nobody"))).toBe("trustee-unknown: the ceremony");
  });

  it("and ends with another key is named", () => {
    const keys = [rounds.keys[1]!, rounds.keys[1]!, rounds.keys[2]!];
    expect(refusal(() => endCeremony(quick, ceremony, { ...rounds, keys }))).toBe(
      "verification-key: the key of `trustee 1`",
    );
    const outside = rounds.keys.map((each) => ({ ...each, public_key: p - each.public_key }));
    expect(refusal(() => endCeremony(quick, ceremony, { ...rounds, keys: outside }))).toBe(
      "not-in-group: the key of `trustee 1`.public_key",
    );
  });
});
