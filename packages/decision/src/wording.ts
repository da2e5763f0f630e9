/** Words for days, declarations and counts, so that all views say the same thing in the same way. */
import { type Day, formatDay, OPEN, SINCE_EVER } from "@comity/calendar";
import type { KindName, Policy, Predicate, RecordDeclaration, Tuple } from "@comity/policy";

/** A day as the fact sheet writes it. */
export function dayText(on: Day): string {
  if (on === SINCE_EVER) return "since ever";
  return on === OPEN ? "never" : formatDay(on);
}

/** The day before, as it is written; that of an open end is the open end. */
export function dayBefore(on: Day): string {
  return on === SINCE_EVER || on === OPEN ? dayText(on) : formatDay((on - 1) as Day);
}

/** `an institute`, `a person`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

/** `FundingAgency` as `funding agency`. */
export function kindWords(kind: KindName): string {
  return kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/**
 * What a declaration lets somebody do, without saying who.
 *
 *     phraseOf(declaration)   // "{person} may use the data of {experiment}" gives "may use the data of an experiment"
 */
export function phraseOf(declaration: Predicate | RecordDeclaration): string {
  const { title, columns, name } = declaration;
  if (title === undefined) return name.replaceAll("_", " ");
  const first = columns[0];
  const rest =
    first !== undefined && title.startsWith(`{${first.name}} `) ? title.slice(first.name.length + 3) : title;
  return rest.replace(/\{([^}]*)\}/g, (whole, column: string) => {
    const kind = columns.find((each) => each.name === column)?.kind;
    if (kind === undefined) return whole;
    return withArticle(kindWords(kind));
  });
}

/** A declaration's title with words for its columns. */
export function titleWith(
  declaration: Predicate | RecordDeclaration,
  wordsOf: (column: number) => string,
): string {
  const { title, columns, name } = declaration;
  if (title === undefined) return `${name}(${columns.map((_, at) => wordsOf(at)).join(", ")})`;
  return title.replace(/\{([^}]*)\}/g, (whole, column: string) => {
    const at = columns.findIndex((each) => each.name === column);
    return at < 0 ? whole : wordsOf(at);
  });
}

/** A tuple as `person p17, agreement ICA-RU`. */
export function tupleText(declaration: Predicate | RecordDeclaration, tuple: Tuple): string {
  return declaration.columns
    .map(({ name, kind }, at) => `${name} ${kind === "Day" ? dayText(tuple[at] as Day) : String(tuple[at])}`)
    .join(", ");
}

/** Whether a kind is another or stands under it: a State is a Party. */
export function isOfKind(policy: Policy, kind: KindName, wanted: KindName): boolean {
  let at: KindName | undefined = kind;
  for (let steps = 0; at !== undefined && steps <= policy.kinds.length; steps++) {
    if (at === wanted) return true;
    at = policy.kinds.find(({ name }) => name === at)?.parent;
  }
  return false;
}

/** `1 person`, `20 people`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}

/** The order of texts by their code points: the same everywhere. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
