/** `comity ballot open`: closes the list of keys, and opens a vote. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { BELENIOS_2048, closeKeyList, endCeremony, openBoard, readBoard, readClaim } from "@comity/council";
import { quickArithmetic, readSmall } from "../ballot-files.ts";
import { readCeremony, readRounds } from "../ceremony-folder.ts";
import { optionValue, type Run } from "../command.ts";
import { Refusal } from "../refusal.ts";
import { writeNew } from "../write-new.ts";

/** No key weighs more: `readKeys` of the board refuses it. */
const GREATEST_WEIGHT = 1_000_000_000;

/** Votes of each delegation, as a JSON object: `{"Austria":2,"Belgium":1}`. All are named, and nobody else is. */
function readWeights(path: string | undefined, delegations: readonly string[]): ReadonlyMap<string, number> {
  if (path === undefined) return new Map();
  const refuse = (message: string): never => {
    throw new Refusal(`the weights \`${path}\`: ${message}`, 'a JSON object, as `{"Austria":2,"Belgium":1}`');
  };
  let given: unknown;
  try {
    given = JSON.parse(readSmall(path, "file of weights"));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse("this is no JSON");
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) return refuse("this is no object");
  const weights = new Map<string, number>(Object.entries(given));
  for (const [name, weight] of weights) {
    if (!Number.isSafeInteger(weight) || weight < 1 || weight > GREATEST_WEIGHT)
      refuse(`the weight of \`${name}\` is no whole number from 1 to ${GREATEST_WEIGHT}`);
    if (!delegations.includes(name)) refuse(`\`${name}\` has handed in no key`);
  }
  const missing = delegations.find((name) => !weights.has(name));
  if (missing !== undefined) refuse(`the weight of \`${missing}\` is missing`);
  return weights;
}

/** An abstention is a choice like the others; whoever does not vote at all has no ballot. */
const ANSWERS = ["In favour", "Against", "Abstain"];

export const run: Run = (call, terminal) => {
  const [file = "", listFile = ""] = call.operands;
  const given = (name: string): string => {
    const value = optionValue(call, name);
    if (value === undefined) throw new Refusal(`\`--${name}\` is missing`, "see `comity ballot open --help`");
    return value;
  };
  const question = given("question");
  const folder = given("ceremony");
  const claimsIn = given("claims");
  const arithmetic = quickArithmetic(BELENIOS_2048);
  const ceremony = readCeremony(folder);
  const { trustees, key } = endCeremony(arithmetic, ceremony, readRounds(folder, ceremony));
  let names: string[];
  try {
    names = readdirSync(claimsIn).filter((name) => name.endsWith(".json"));
  } catch {
    throw new Refusal(`the folder of claims \`${claimsIn}\` is not there`);
  }
  const claims = names
    .sort()
    .map((name) => readClaim(arithmetic, readSmall(join(claimsIn, name), "claim"), ceremony.uuid));
  const weights = readWeights(
    optionValue(call, "weights"),
    claims.map(({ delegation }) => delegation),
  );
  const list = closeKeyList(arithmetic, claims, weights);
  const election = {
    uuid: ceremony.uuid,
    name: optionValue(call, "title") ?? question,
    description: optionValue(call, "description") ?? "",
    group: BELENIOS_2048,
    key,
    questions: [{ kind: "summed", question, answers: ANSWERS, hasBlank: false, min: 1, max: 1 }],
    administrator: undefined,
    credentialAuthority: `each delegation makes its own key; the list with names has the SHA-256 ${list.fingerprint}`,
  } as const;
  const seconds = Math.floor(Date.now() / 1000);
  const board = openBoard(election, [trustees], list.published, seconds, quickArithmetic);
  writeNew(listFile, list.named);
  writeNew(file, board);
  terminal.print(
    `${terminal.colours.green("done")}: the vote \`${ceremony.uuid}\` is open to ${claims.length} keys, in ${file}\n`,
  );
  terminal.print(`publish ${listFile} too: its SHA-256 ${list.fingerprint} stands on the board\n`);
  terminal.print(`head     ${readBoard(board).head}\n`);
  return 0;
};
