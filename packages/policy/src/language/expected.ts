/** What may stand somewhere, in the words of the language rather than the parser's. */
import { didYouMean } from "./nearest.ts";
import type { Token } from "./parser.ts";

const OPERATORS = ["*", "/", "+", "-", "=", "!=", "<", "<=", ">", ">="];
const TEMPORAL = ["within", "throughout", "since", "until"];
const NAMES = [
  ..."ID is in of reach source given breaks last next day days month months year years".split(" "),
  ..."kind parameter record rule entitlement world example".split(" "),
];
const CONDITION = [
  "_",
  "NUMBER",
  "DAY",
  "STRING",
  "ENTITY",
  "-",
  "(",
  "begins",
  "ends",
  "from",
  "on",
  "before",
  "through",
];
const STARTERS = ["kind", "parameter", "record", "rule", "entitlement", "never", "world", "example"];
const UNITS = ["day", "days", "month", "months", "year", "years"];

const TOKENS: Readonly<Record<string, string>> = {
  DAY: "a day such as `2024-11-30`",
  STRING: 'a text such as `"members of staff"`',
  ENTITY: "an entity such as `@anna`",
  NUMBER: "a number",
  OR_MORE: "`or more`",
};

/** Names what the types of tokens are, in one phrase: "a condition", "`,` or `)`". */
export function expectation(types: ReadonlySet<string>, last: Token | undefined): string {
  const left = new Set(types);
  const phrases: string[] = [];
  const has = (...some: string[]): boolean => some.every((type) => left.has(type));
  const drop = (some: readonly string[]): void => {
    for (const type of some) left.delete(type);
  };
  if (has("ID", "begins", "(")) {
    phrases.push(last !== undefined && OPERATORS.includes(last.type) ? "a value" : "a condition");
    drop([...CONDITION, ...NAMES]);
  } else if (has("ID", "NUMBER", "STRING")) {
    phrases.push("a value");
    drop([...CONDITION, ...NAMES]);
  } else if (has("ID", "NUMBER")) {
    phrases.push("a duration such as `6 months`");
    drop(["NUMBER", ...NAMES]);
  } else if (has("ID")) {
    phrases.push("a name");
    drop(NAMES);
  }
  const continues = has(",", "or", "unless") || has("unless");
  if (continues) {
    drop([...OPERATORS, ...TEMPORAL, ...UNITS]);
    left.delete("(");
  } else if (has("*", "/")) {
    drop(left.size > OPERATORS.length ? OPERATORS : ["!=", "<", "<=", ">", ">="]);
    drop(UNITS);
  }
  // After a name there might always be a bracket, and after an example's title always its expectations.
  if (has(",", ")")) left.delete("(");
  if (has("on", ":")) left.delete(":");
  const isNext = has("kind", "rule");
  if (isNext) drop(STARTERS);
  if (has("days", "months")) {
    drop(UNITS);
    phrases.push("`days`, `months` or `years`");
  }
  phrases.push(...[...left].map((type) => TOKENS[type] ?? `\`${type}\``));
  if (isNext) phrases.push("the next declaration");
  if (phrases.length === 0) return "something else";
  if (phrases.length === 1) return phrases[0]!;
  return `${phrases.slice(0, -1).join(", ")} or ${phrases[phrases.length - 1]}`;
}

const COMPARING = ["=", "!=", "<", "<=", ">", ">="];
const DAY_WORDS = ["on", "from", "before", "through"];

/** What to do about `member(person) before suspended(person)`. */
export const BEFORE_A_CONDITION =
  "`on`, `from`, `before` and `through` take a day; for what had begun before something else did, give it a rule of its own (`begun(person) when member(person) unless suspended(person)`) and write `member(person) since begun(person)`";

/** Words that people bring along from logic, from other languages or from the text of a law. */
const HABITS: Readonly<Record<string, string>> = {
  and: "conditions are joined by `,`",
  if: "what a rule needs comes after `when`",
  where: "what a rule needs comes after `when`",
  except: "what is taken away comes after `unless`",
  but: "what is taken away comes after `unless`",
  not: "what is taken away comes after `unless`: `member(person) unless suspended(person)`",
  always: "`throughout the last 1 year` asks for every day",
  after:
    "from a day on is `from 2024-12-01`; when something has ended, `from the day after member(person)`; up to a year after it, `member(person) within the last 1 year`",
  for: "`throughout the last 6 months` asks for every day of them, `within the last 6 months` for one",
  weeks: "a week is `7 days`",
  week: "a week is `7 days`",
  define: "a word of your own is declared with `rule`",
};

const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/i;

/** Days, durations and names that are written as one would on paper. */
function asOnPaper(before: readonly Token[], token: Token, after: Token | undefined): string | undefined {
  const last = before[before.length - 1];
  if (["since", "until", "to"].includes(token.type) && after?.type === "DAY")
    return token.type === "since"
      ? `write \`from ${after.image}\``
      : `write \`through ${after.image}\`, which includes that day, or \`before ${after.image}\`, which does not`;
  if (last?.type === "NUMBER" && MONTH.test(token.image)) return "a day is written `2024-11-30`";
  if (last?.type === "ID" && UNITS.includes(token.type))
    return "a duration is written in figures: `6 months`";
  if (token.type !== "ID") return undefined;
  if (last?.type === "ENTITY")
    return `a name of several words stands in quotes: \`@"${last.image.slice(1)} ${token.image}"\``;
  const declares = ["record", "rule", "entitlement"].includes(before[before.length - 2]?.type ?? "");
  if (declares && last?.type === "ID") return `a name is one word: \`${last.image}_${token.image}\``;
  return undefined;
}

/** What to do about a token that does not belong. */
export function adviceFor(
  before: readonly Token[],
  token: Token | undefined,
  after: Token | undefined,
  next: ReadonlySet<string>,
): string | undefined {
  const last = before[before.length - 1];
  const isTerm = next.has(",") && next.has(")") && !next.has("or");
  if (token === undefined) return missing(last, next);
  const plain = asOnPaper(before, token, after);
  if (plain !== undefined) return plain;
  const isReservedName =
    next.has("ID") && !next.has("(") && /^[a-z]+$/.test(token.type) && token.type !== "not";
  if (isReservedName) return `\`${token.image}\` is a word of the language; choose another name`;
  if (isTerm && OPERATORS.includes(token.type))
    return "only variables and values stand here; compute first, as in `next = this + 1`, and write `next`";
  if (last?.type === "never")
    return 'a clause has a title and no columns: `never "a member is removed" when ...`';
  if (token.type === "," && next.has("rule") && next.has("through"))
    return "the facts of a world stand one below the other, without `,`";
  if (last?.type === "DAY" && next.has(":")) return "write `:` between the day and what must follow";
  if (next.has("given") && next.has("on") && !next.has("begins"))
    return "an example says on which day: `on 2024-12-01: ...`";
  if (token.type === "=" && last?.type === "=") return "`=` is written once";
  if (token.type === ">" && last?.type === "=") return "write `>=`";
  if (token.type === "=" && (last?.type === ">" || last?.type === "<"))
    return `write \`${last.image}=\`, without a blank`;
  if ((last?.type === "," || last?.type === "(") && COMPARING.includes(token.type))
    return "give the value a name and compare the name: `presence(person, percent), percent >= 50`";
  if (DAY_WORDS.includes(token.type) && next.has(",") && next.has("unless"))
    return after?.type === "begins" || after?.type === "ends"
      ? BEFORE_A_CONDITION
      : "write `,` between the two conditions";
  if (token.type === ":" && isTerm) return "only declarations say the kind; a condition has the name alone";
  if (next.has("the") && next.size === 1)
    return `write \`${last?.image} the last\` to look back, \`${last?.image} the next\` to look ahead`;
  if (token.type === ")" && next.has("unless")) return "there is no `(` to this `)`";
  const habit = HABITS[token.image.toLowerCase()];
  if (habit !== undefined) return habit;
  if (next.has("the") && (token.type === "last" || token.type === "next"))
    return `write \`${last?.image ?? "within"} the ${token.image}\``;
  if (next.has("when") && (token.type === "=" || token.type === ":"))
    return "what a rule needs comes after `when`";
  if (token.type === "ID") {
    const words = [...next].filter((type) => /^[a-z]{3,}$/.test(type));
    const meant = didYouMean(token.image, words);
    if (meant !== undefined) return meant;
    if (next.has(",") && next.has("unless") && after?.type === "(") return "conditions are joined by `,`";
  }
  if (next.has(":") && last?.type === "ID" && next.size === 1)
    return before[before.length - 2]?.type === "parameter"
      ? `a parameter has a kind: \`${last.image}: Duration\``
      : "each column has a kind: `person: Person`";
  return undefined;
}

/** What is missing at the end of a declaration. */
function missing(last: Token | undefined, next: ReadonlySet<string>): string | undefined {
  if (next.has(")") && !next.has("unless")) return "close the bracket with `)`";
  if (next.has(")") && next.has("unless")) return "a `(` is not closed";
  if (last?.type === ",") return "write the next condition, or leave out the `,`";
  if (next.has("when")) return "what a rule needs comes after `when`";
  return undefined;
}
