/**
 * French for sentences that the server writes in English with names, days and figures put into them: a book of phrases with places.
 *
 *     const told = phraseBook({ "{person} may enter the site": "{person} peut entrer sur le site" });
 *     told("p17 may enter the site")    // "p17 peut entrer sur le site"
 *     told("p17 may enter the lake")    // undefined: it stays in English, and is marked as English
 *
 * What stands in a place is looked up in the book too, and otherwise taken as the name that it is; a place with a mark, `{part!}`, has to be
 * found. A whole sentence is told or none of it: half a sentence in each language helps nobody.
 */

/** English with places, and the French for it with the same places. */
export type Phrases = Readonly<Record<string, string>>;

/** What a sentence is in French; undefined where the book does not have it. */
export type Told = (english: string) => string | undefined;

interface Phrase {
  readonly begins: string;
  readonly ends: string;
  /** The places by name, as they come; with how a text is cut into them, the shortest first. */
  readonly places: readonly { readonly name: string; readonly mustBeFound: boolean }[];
  readonly cuts: readonly RegExp[];
  /** So many letters are the phrase's own: of two that fit, the one that says more is meant. */
  readonly letters: number;
  readonly french: string;
}

/** Sentences within sentences: more levels than any has. */
const DEEPEST = 8;
/** Longer texts are no sentences of ours. */
const LONGEST = 2000;
/** A sentence of ours takes some dozens of cuts; what takes more is none. */
const MOST_CUTS = 3000;
const PLACE = /\{(\w+!?)\}/;
const SIGNS = /[.*+?^${}()|[\]\\]/g;

function phraseOf(english: string, french: string): Phrase {
  const parts = english.split(PLACE);
  const own = parts.filter((_, at) => at % 2 === 0);
  const places = parts
    .filter((_, at) => at % 2 === 1)
    .map((name) => ({ name: name.replace("!", ""), mustBeFound: name.endsWith("!") }));
  const cut = (between: string): RegExp =>
    new RegExp(`^${own.map((part) => part.replace(SIGNS, "\\$&")).join(between)}$`, "s");
  return {
    begins: own[0]!,
    ends: own.at(-1)!,
    places,
    cuts: places.length < 2 ? [cut("(.+)")] : [cut("(.+?)"), cut("(.+)")],
    letters: own.join("").length,
    french,
  };
}

/** One look for a sentence: what was found for its parts, and how often it may still be cut. */
interface Search {
  readonly known: Map<string, string | undefined>;
  cutsLeft: number;
}

/**
 * Whether a text outside of backticks reads as English, so that it may not stand in a French sentence as a name: three plain words in a row, or
 * a word that joins clauses.
 */
const readsAsEnglish = (text: string): boolean =>
  /(?:^|[^\p{L}-])[a-z']+ [a-z']+ [a-z']+(?![\p{L}-])|; |\b(?:not so:|where |unless |that )/u.test(
    text.replace(/`[^`]*`/g, "`"),
  );

/** Puts a text behind another as French joins them: `d’un institut`, `du laboratoire`, `au laboratoire`. */
export function joined(before: string, text: string): string {
  if (/(?:^|[ (])[dlnjms]e $|(?:^|[ (])que $/i.test(before) && /^[aeiouàâéèêëîïôûœ]/i.test(text))
    return `${before.slice(0, -2)}’${text}`;
  if (/(?:^|[ (])de $/i.test(before) && text.startsWith("le "))
    return `${before.slice(0, -2)}u ${text.slice(3)}`;
  if (/(?:^|[ (])à $/i.test(before) && text.startsWith("le "))
    return `${before.slice(0, -2)}au ${text.slice(3)}`;
  return `${before}${text}`;
}

/** Makes a book of phrases; where two have the same English, the later one counts. */
export function phraseBook(...books: readonly Phrases[]): Told {
  const whole = new Map<string, string>();
  const phrases: Phrase[] = [];
  for (const [english, french] of books.flatMap(Object.entries<string>))
    if (PLACE.test(english)) phrases.push(phraseOf(english, french));
    else whole.set(english, french);
  phrases.sort((a, b) => b.letters - a.letters);

  function filled(
    { places, french }: Phrase,
    found: readonly string[],
    search: Search,
    depth: number,
  ): string | undefined {
    const values = new Map<string, string>();
    for (const [at, { name, mustBeFound }] of places.entries()) {
      const text = found[at]!;
      const told = tell(text, search, depth + 1);
      if (told === undefined && (mustBeFound || readsAsEnglish(text))) return undefined;
      values.set(name, told ?? text);
    }
    return french
      .split(PLACE)
      .reduce((said, part, at) => (at % 2 === 0 ? said + part : joined(said, values.get(part) ?? "")), "");
  }

  function tell(english: string, search: Search, depth: number): string | undefined {
    const known = whole.get(english) ?? search.known.get(english);
    if (known !== undefined || search.known.has(english) || depth > DEEPEST) return known;
    const french = found(english, search, depth);
    search.known.set(english, french);
    return french;
  }

  function found(english: string, search: Search, depth: number): string | undefined {
    for (const phrase of phrases) {
      if (!english.startsWith(phrase.begins) || !english.endsWith(phrase.ends)) continue;
      for (const cut of phrase.cuts) {
        if (search.cutsLeft-- <= 0) return undefined;
        const parts = cut.exec(english)?.slice(1);
        const french = parts === undefined ? undefined : filled(phrase, parts, search, depth);
        if (french !== undefined) return french;
      }
    }
    return undefined;
  }
  return (english) =>
    english.length > LONGEST ? undefined : tell(english, { known: new Map(), cutsLeft: MOST_CUTS }, 0);
}

/** The infinitives of the verbs by which sentences about somebody begin. */
const INFINITIVES: Readonly<Record<string, string>> = {
  est: "être",
  a: "avoir",
  peut: "pouvoir",
  fait: "faire",
  travaille: "travailler",
  participe: "participer",
  relève: "relever",
  appartient: "appartenir",
  reste: "rester",
  remplit: "remplir",
  signe: "signer",
  arrive: "arriver",
};

/**
 * The sentences of a policy and what the product makes of them: without the one of whom they speak (`may enter the site`), and as something
 * to do (`be affiliated with an institute`).
 *
 *     sentencesToo({ "{person} is a member of {experiment}": "{person} est membre de {experiment}" })
 *     // also "is a member of {experiment}": "est membre de {experiment}", "be a member of {experiment}": "être membre de {experiment}"
 */
export function sentencesToo(sentences: Phrases): Phrases {
  const all: Record<string, string> = {};
  for (const [english, french] of Object.entries(sentences)) {
    const subject = /^\{\w+\} /.exec(english)?.[0];
    if (subject !== undefined && french.startsWith(subject)) {
      const [did, does] = [english.slice(subject.length), french.slice(subject.length)];
      all[did] = does;
      const [verb = ""] = does.split(" ");
      const infinitive = INFINITIVES[verb];
      if (infinitive !== undefined && did.startsWith("is "))
        all[`be ${did.slice(3)}`] = `${infinitive}${does.slice(verb.length)}`;
    }
    // A label leaves the place of its owner out, wherever it stands.
    const owner = / \{person\}/;
    if (owner.test(english) && owner.test(french))
      all[english.replace(owner, "")] = french.replace(owner, "");
    all[english] = french;
  }
  return all;
}
