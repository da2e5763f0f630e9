/** A trustee's steps: one file from the first round on, and the same messages whenever a step is taken again. */
import { describe, expect, it } from "vitest";
import {
  BELENIOS_2048,
  beginStep,
  type Ceremony,
  type CeremonyRound,
  endCeremony,
  newCeremony,
  nextStep,
  nothingSaid,
  readRoundMessage,
  type Said,
  shareOf,
  type TrusteeSecret,
  type TrusteeStep,
} from "../../src/index.ts";
import { quick } from "../ground/made-vote.ts";

const ceremony: Ceremony = newCeremony({
  uuid: "11111111111111",
  group: BELENIOS_2048,
  needed: 2,
  trustees: ["Ada", "Ben"],
});

type Saying = Extract<TrusteeStep, { step: "says" }>;
const FIELDS = {
  certificate: "certificates",
  commitment: "commitments",
  shares: "shares",
  key: "keys",
} as const;

/** What was said, with one message more; none takes it away again. */
function with_(said: Said, round: CeremonyRound, number: number, json: string | undefined): Said {
  const field = FIELDS[round];
  const message = json === undefined ? undefined : readRoundMessage(ceremony.group, round, json);
  return { ...said, [field]: said[field].map((each, at) => (at === number - 1 ? message : each)) };
}
const hears = (said: Said, { round, number, json }: Saying): Said => with_(said, round, number, json);

function says(step: TrusteeStep): Saying {
  if (step.step !== "says") throw new Error(`nothing is said: ${JSON.stringify(step)}`);
  return step;
}

const begun = ceremony.trustees.map((name) => says(beginStep(quick, ceremony, name)));
const secrets = begun.map(({ secret }) => secret);
const next = (said: Said, at: number, secret: TrusteeSecret = secrets[at]!): TrusteeStep =>
  nextStep(quick, ceremony, secret, said);

/** All rounds, each trustee with the file of the first round alone. */
function held(): { readonly said: Said; readonly last: readonly Saying[] } {
  let said = begun.reduce(hears, nothingSaid(ceremony));
  const last: Saying[] = [];
  for (const round of ["commitment", "shares", "key"])
    for (const at of [0, 1]) {
      const step = says(next(said, at));
      expect(step.round).toBe(round);
      if (round !== "key") expect(step.secret).toEqual(secrets[at]);
      else last.push(step);
      said = hears(said, step);
    }
  return { said, last };
}

const { said: whole, last } = held();

describe("the steps of a trustee", () => {
  it("end in a key, with nothing kept but the file of the first round", () => {
    expect(endCeremony(quick, ceremony, whole).trustees[0]).toBe("Pedersen");
    expect(next(whole, 0)).toEqual({ step: "over", round: undefined, awaited: [] });
    for (const at of [0, 1]) {
      expect(shareOf(quick, ceremony, secrets[at]!, whole)).toBe(last[at]!.secret.share);
      expect(quick.power(BELENIOS_2048.g, last[at]!.secret.share!)).toBe(whole.keys[at]!.public_key);
    }
  });

  it("wait for whoever is silent, by name", () => {
    const alone = hears(nothingSaid(ceremony), begun[0]!);
    expect(next(alone, 0)).toEqual({ step: "waits", round: "certificate", awaited: ["Ben"] });
    expect(next(with_(whole, "key", 2, undefined), 0)).toEqual({
      step: "over",
      round: "key",
      awaited: ["Ben"],
    });
  });

  it("say the same again where a message was lost on its way", () => {
    for (const round of ["certificate", "commitment"] as const) {
      const again = says(next(with_(whole, round, 1, undefined), 0));
      const field = FIELDS[round];
      expect(again.round).toBe(round);
      expect(readRoundMessage(ceremony.group, round, again.json).message).toBe(whole[field][0]!.message);
    }
    const shares = says(next(with_(whole, "shares", 1, undefined), 0));
    expect(readRoundMessage(ceremony.group, "shares", shares.json).coefficients.message).toBe(
      whole.shares[0]!.coefficients.message,
    );
  });

  it("bind to another polynomial once a certificate is another, so that no two shares of one can be had", () => {
    const stranger = says(beginStep(quick, ceremony, "Ben"));
    const changed = [begun[0]!, stranger].reduce(hears, nothingSaid(ceremony));
    const [mine, other] = [says(next(changed, 0)), says(nextStep(quick, ceremony, stranger.secret, changed))];
    const bound = [mine, other].reduce(hears, changed);
    const shown = readRoundMessage(ceremony.group, "shares", says(next(bound, 0)).json).coefficients.message;
    expect(shown).not.toBe(whole.shares[0]!.coefficients.message);
  });

  it("are refused with the key of another vote, of nobody here, or with an exchanged certificate", () => {
    const strange = [
      { ...secrets[0]!, uuid: "22222222222222" },
      { ...secrets[0]!, name: "Eve" },
      { ...secrets[0]!, signing: 5n },
    ];
    const said = with_(whole, "commitment", 1, undefined);
    for (const secret of strange)
      expect(() => next(said, 0, secret)).toThrowError(expect.objectContaining({ code: "key-of-another" }));
  });
});
