/**
 * What programs downstream take from a printed affiliation. In 2022 and 2023 lines that name CERN were matched to CERN itself by
 * INSPIRE, and counted as Switzerland by SCOAP3. Their own repairs are the measure here: INSPIRE un-lists two exact lines
 * (inspirehep/curation-scripts, RemoveCERNAffiliationCooperationAgreement), SCOAP3 takes no country from a text that holds
 * "cooperation agreement with CERN", whatever the capitals.
 */
import { nameWords, phraseAt } from "../institutes/name-words.ts";
import { stateOfAddress, stateOfName } from "../institutes/place-names.ts";

/** Names by which matchers know the host. */
const HOST_NAMES = [
  "CERN",
  "European Organization for Nuclear Research",
  "European Organisation for Nuclear Research",
  "European Laboratory for Particle Physics",
].map(nameWords);
const GUARDED = /co-?operation agreement with cern/i;
const UNLISTED = new Set([
  "affiliated with an institute covered by a cooperation agreement with cern",
  "affiliated with an international laboratory covered by a cooperation agreement with cern",
]);

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Whether a text names the host, as a whole word. */
export function namesHost(text: string): boolean {
  const words = nameWords(text);
  return HOST_NAMES.some((name) => phraseAt(words, name) >= 0);
}

/** What a matcher takes from a printed affiliation. */
export interface TakenFrom {
  /** INSPIRE-like: the host, where the line would be matched to it; else nothing. */
  readonly inspire?: "host";
  /** SCOAP3-like: the country that would be counted, by its ISO 3166 code. */
  readonly scoap3?: string;
}

/**
 * How INSPIRE- and SCOAP3-like matching reads one printed affiliation.
 *
 *     takenFrom("CERN, Geneva, Switzerland")                                             // { inspire: "host", scoap3: "CH" }
 *     takenFrom("Affiliated with an institute covered by a cooperation agreement with CERN")   // {}
 */
export function takenFrom(text: string): TakenFrom {
  const line = oneLine(text);
  const isHost = namesHost(line) && !UNLISTED.has(line.toLowerCase().replace(/\.$/, ""));
  const country = GUARDED.test(line)
    ? undefined
    : (stateOfAddress(line) ?? (namesHost(line) ? "CH" : undefined));
  return {
    ...(isHost ? { inspire: "host" as const } : {}),
    ...(country === undefined ? {} : { scoap3: country }),
  };
}

/** The first word that is a state's name. */
function stateIn(line: string): string | undefined {
  return line.split(/[^\p{L}]+/u).find((word) => word.length > 2 && stateOfName(word) !== undefined);
}

/** The host where a line names it, with the word before it. */
const WITH_HOST =
  /[\s,]+(?:(?:with|at|of|by|to)\s+)?(?:the\s+)?(?:CERN|European\s+(?:Organi[sz]ation\s+for\s+Nuclear\s+Research|Laboratory\s+for\s+Particle\s+Physics)(?:\s*\(CERN\))?)(?![\p{L}\p{N}])/giu;

/**
 * A neutral line in words from which neither matching takes anything: without the host's name where it would be taken for the host.
 * Where more than that would be taken, the line says only that there is an agreement.
 *
 *     safeLine("Affiliated with an institute formerly covered by a cooperation agreement with CERN")
 *     // "Affiliated with an institute formerly covered by a cooperation agreement"
 */
export function safeLine(text: string): string {
  const isSafe = (line: string): boolean =>
    line !== "" && Object.keys(takenFrom(line)).length === 0 && stateIn(line) === undefined;
  if (isSafe(text)) return text;
  const bare = oneLine(text.replace(WITH_HOST, ""));
  if (isSafe(bare)) return bare;
  const kind = /laborator/i.test(text) && !/institut/i.test(text) ? "international laboratory" : "institute";
  const formerly = /formerly/i.test(text) ? "formerly " : "";
  return `Affiliated with an ${kind} ${formerly}covered by a cooperation agreement`;
}

/**
 * Why a line may not stand in the place of an institute; undefined where it may. It may say that there is a cooperation agreement with
 * the host, in the words that downstream programs know; it may not name a state, and not the host in any other way.
 *
 *     lineFault("Affiliated with an institute in Russia")    // "names a state, `Russia`"
 */
export function lineFault(text: string): string | undefined {
  const line = oneLine(text);
  if (line === "") return "is empty";
  const named = stateIn(line);
  if (named !== undefined) return `names a state, \`${named}\``;
  const state = stateOfAddress(line);
  if (state !== undefined) return `ends in a state's name (\`${state}\`)`;
  if (namesHost(line.replace(GUARDED, "")))
    return "names the host otherwise than by `cooperation agreement with CERN`, so that programs would take it for the institute";
  return undefined;
}
