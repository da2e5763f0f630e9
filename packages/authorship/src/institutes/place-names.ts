/**
 * The state that an address names. It decides nothing about an institute that a registry or the table of institutes knows: of those
 * only their own agreement is asked. For an institute that nobody knows it is the place to begin, and said to be no more.
 */
import { nameWords } from "./name-words.ts";

/** Names that lists print and no dictionary of today's names has. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "russian federation": "RU",
  ussr: "RU",
  rossiya: "RU",
  rossija: "RU",
  "republic of belarus": "BY",
  byelorussia: "BY",
  usa: "US",
  "u s a": "US",
  "united states of america": "US",
  uk: "GB",
  "u k": "GB",
  "united kingdom": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  "the netherlands": "NL",
  holland: "NL",
  "czech republic": "CZ",
  turkey: "TR",
  turkiye: "TR",
  korea: "KR",
  "south korea": "KR",
  "republic of korea": "KR",
  "p r china": "CN",
  "people s republic of china": "CN",
  prc: "CN",
  "republic of china": "TW",
  macedonia: "MK",
  "viet nam": "VN",
  "republic of serbia": "RS",
  "hong kong sar": "HK",
  palestine: "PS",
  "ivory coast": "CI",
  "republic of moldova": "MD",
  brasil: "BR",
  deutschland: "DE",
  suisse: "CH",
  schweiz: "CH",
};

/** Codes that lists print as the last part of an address. The two letters of most others are a state's of the United States or of Canada. */
const PRINTED_CODES: ReadonlyMap<string, string> = new Map([
  ["RU", "RU"],
  ["RUS", "RU"],
  ["BY", "BY"],
  ["BLR", "BY"],
  ["UA", "UA"],
  ["UKR", "UA"],
]);

const LANGUAGES = ["en", "fr", "de", "it", "es", "ru"];

function byName(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const first of letters)
      for (const second of letters) {
        const code = `${first}${second}`;
        if (/^(EU|EZ|UN|XA|XB|ZZ|QO|A[ACN]|SU|YU|CS|DD|TP|BU|ZR|FX|NT)$/.test(code)) continue;
        const name = names.of(code);
        if (name === undefined) continue;
        const key = nameWords(name).join(" ");
        if (key !== "" && !found.has(key)) found.set(key, code);
      }
  }
  for (const [name, code] of Object.entries(OTHER_NAMES)) found.set(nameWords(name).join(" "), code);
  return found;
}

let names: ReadonlyMap<string, string> | undefined;

/** The state of a name by its ISO 3166 code; undefined where the name is none's. */
export function stateOfName(name: string): string | undefined {
  names ??= byName();
  return names.get(nameWords(name).join(" "));
}

/**
 * The state that a printed address names: its last part that is a state's name, as `Russia` in `INR RAS, Moscow, Russia`.
 * A part of two words or more may end in one: `117312 Moscow Russia`.
 *
 *     stateOfAddress("Tomsk Polytechnic University, Tomsk, Russia")   // "RU"
 *     stateOfAddress("Moscow University, Idaho")                      // undefined
 */
export function stateOfAddress(address: string): string | undefined {
  const parts = address
    .split(/[,;()[\]/\n]|\s[-–—]\s/)
    .map((part) => part.trim().replace(/[.\s]+$/, ""))
    .filter((part) => part !== "");
  for (let at = parts.length - 1; at >= 0; at--) {
    const whole = stateOfName(parts[at]!);
    if (whole !== undefined) return whole;
    const code = at > 0 && at === parts.length - 1 ? PRINTED_CODES.get(parts[at]!) : undefined;
    if (code !== undefined) return code;
    const words = parts[at]!.split(/\s+/);
    for (let tail = Math.min(3, words.length - 1); tail >= 1; tail--) {
      const state = stateOfName(words.slice(-tail).join(" "));
      // `University of Georgia` names no state; a place and a state stand after one another without `of`.
      if (state !== undefined && !/^(of|de|von|for)$/i.test(words.at(-tail - 1) ?? "")) return state;
    }
  }
  return undefined;
}
