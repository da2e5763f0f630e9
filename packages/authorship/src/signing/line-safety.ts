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

/**
 * Why a line may not stand in the place of an institute; undefined where it may. It may say that there is a cooperation agreement with
 * the host, in the words that downstream programs know; it may not name a state, and not the host in any other way.
 *
 *     lineFault("Affiliated with an institute in Russia")    // "names a state, `Russia`"
 */
export function lineFault(text: string): string | undefined {
  const line = oneLine(text);
  if (line === "") return "is empty";
  for (const word of line.split(/[^\p{L}]+/u)) {
    const state = word.length > 2 ? stateOfName(word) : undefined;
    if (state !== undefined) return `names a state, \`${word}\``;
  }
  const state = stateOfAddress(line);
  if (state !== undefined) return `ends in a state's name (\`${state}\`)`;
  if (namesHost(line.replace(GUARDED, "")))
    return "names the host otherwise than by `cooperation agreement with CERN`, so that programs would take it for the institute";
  return undefined;
}
