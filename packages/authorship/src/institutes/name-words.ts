/**
 * The words of an institute's name in one form, so that `Inst. for High Energy Phys., Protvino` and `Institute of High-Energy
 * Physics (IHEP), Protvino` have most of them in common. Nothing is guessed here: a word is either written out or it is not.
 */

/** Cyrillic as names of institutes are printed in Latin letters (BGN/PCGN, without signs). */
const CYRILLIC: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  ё: "e",
  є: "ie",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  ї: "i",
  й: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ў: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "iu",
  я: "ia",
};
/** Latin letters that Unicode does not take apart. */
const LATIN: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ħ: "h",
};

/**
 * A text in the 26 letters and digits, small, everything else as blanks; Cyrillic is transliterated.
 *
 *     plainLetters("Łódź, ОИЯИ")   // "lodz  oiiai"
 */
export function plainLetters(text: string): string {
  const small = text.normalize("NFC").toLowerCase();
  let plain = "";
  for (const letter of small) {
    const known = CYRILLIC[letter] ?? LATIN[letter];
    if (known !== undefined) plain += known;
    else
      plain += letter.normalize("NFKD").replace(/[^a-z0-9]+/g, (rest) => (/^\p{M}+$/u.test(rest) ? "" : " "));
  }
  return plain;
}

/** Abbreviations of INSPIRE short names and of printed lists. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  inst: "institute",
  institut: "institute",
  institution: "institute",
  instituto: "institute",
  istituto: "institute",
  nucl: "nuclear",
  nuc: "nuclear",
  nucleare: "nuclear",
  phys: "physics",
  physik: "physics",
  physical: "physics",
  physique: "physics",
  fisica: "physics",
  res: "research",
  u: "university",
  univ: "university",
  universita: "university",
  universitat: "university",
  universite: "university",
  universidad: "university",
  universidade: "university",
  uni: "university",
  natl: "national",
  nat: "national",
  acad: "academy",
  sci: "sciences",
  science: "sciences",
  lab: "laboratory",
  laboratories: "laboratory",
  ctr: "center",
  cent: "center",
  centre: "center",
  tech: "technical",
  technological: "technology",
  technol: "technology",
  theor: "theoretical",
  exp: "experimental",
  eng: "engineering",
  dept: "department",
  fac: "faculty",
  prob: "problems",
  problem: "problems",
  pol: "polytechnic",
  polytech: "polytechnic",
  polytechnical: "polytechnic",
  energies: "energy",
  russ: "russian",
  rus: "russian",
  fed: "federal",
  saint: "st",
  sankt: "st",
  sanct: "st",
  byelorussian: "belarusian",
  belorussian: "belarusian",
  byelorussia: "belarus",
};

/** Words that come and go without a change of meaning. */
const SILENT = new Set(
  (
    "the a an of for and at in by on und fur di de del della des du la le les el i named after under " +
    "imeni im name fsbi fgbu fgup fsue federal state budgetary unitary enterprise institute's"
  ).split(" "),
);

/**
 * The words of an institute's name: written out, small, without accents and without those that say nothing.
 *
 *     nameWords("Inst. for Nucl. Res. (INR), Moscow")
 *     // ["institute", "nuclear", "research", "inr", "moscow"]
 */
export function nameWords(name: string): string[] {
  return plainLetters(name)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => WRITTEN_OUT[word] ?? word)
    .filter((word) => !SILENT.has(word));
}

/** Where `phrase` stands in `words`, word after word; -1 where it does not. */
export function phraseAt(words: readonly string[], phrase: readonly string[]): number {
  if (phrase.length === 0) return -1;
  for (let at = 0; at + phrase.length <= words.length; at++)
    if (phrase.every((word, index) => words[at + index] === word)) return at;
  return -1;
}
