/** Names as they are printed, taken apart into family and given names. Where a name can be read in two ways, the usual one is taken. */

export interface NameParts {
  readonly familyName: string;
  readonly givenName?: string;
  readonly suffix?: string;
}

/** `A.`, `A.-B.`, `A.B.`, `Ch.`, `Yu.`: a point ends it; a lone capital is an initial too. */
const INITIAL = /^(?:(?:\p{Lu}\p{Ll}{0,3}\.[-\u2010]?)+|\p{Lu}(?:-\p{Lu})?)$/u;
const SUFFIX = /^(?:jr|sr|jnr|snr)\.?$|^(?:ii|iii|iv)$/i;
/** Words before a family name that belong to it. */
const PARTICLES = new Set(
  "af al ap auf ben bin d da dal de degli dei del della den der des di do dos du el en i la las le li lo los mac san 't te ten ter und van vom von y zu zum zur".split(
    " ",
  ),
);

const isParticle = (word: string): boolean =>
  PARTICLES.has(word.toLowerCase().replace(/['\u2019]$/u, "")) && !/^\p{Lu}{1,2}$/u.test(word);

/**
 * Family name and given names of a name as printed.
 *
 *     partsOfName("A. van den Berg")        // family name "van den Berg", given name "A."
 *     partsOfName("C. Abel Example")        // "Abel Example", "C."
 *     partsOfName("Model, Clara, Jr.")      // "Model", "Clara", suffix "Jr."
 */
export function partsOfName(name: string): NameParts {
  const pieces = name
    .split(",")
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  const suffixAt = pieces.findIndex((piece, at) => at > 0 && SUFFIX.test(piece));
  const taken = suffixAt > 0 ? pieces.splice(suffixAt, 1)[0] : undefined;
  if (pieces.length > 1) return whole(pieces[0]!, pieces.slice(1).join(" "), taken);
  const words = (pieces[0] ?? "").split(" ");
  const suffix = taken ?? (words.length > 2 && SUFFIX.test(words.at(-1)!) ? words.pop() : undefined);
  const [family, given] = divided(words);
  return whole(family.join(" "), given.join(" "), suffix);
}

function whole(familyName: string, givenName: string, suffix: string | undefined): NameParts {
  return {
    familyName,
    ...(givenName === "" ? {} : { givenName }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

function divided(words: readonly string[]): readonly [readonly string[], readonly string[]] {
  if (words.length < 2) return [words, []];
  const isInitial = words.map((word) => INITIAL.test(word));
  const last = isInitial.lastIndexOf(true);
  // `Example A.`: the family name comes first.
  if (last === words.length - 1 && !isInitial[0]) {
    const first = isInitial.indexOf(true);
    return [words.slice(0, first), words.slice(first)];
  }
  if (last >= 0 && last < words.length - 1) {
    // `A. Maria Example`: a given name that is written out may follow an initial only where particles show it.
    return [words.slice(last + 1), words.slice(0, last + 1)];
  }
  const particle = words.findIndex((word, at) => at > 0 && isParticle(word));
  const from = particle > 0 ? particle : words.length - 1;
  return [words.slice(from), words.slice(0, from)];
}
