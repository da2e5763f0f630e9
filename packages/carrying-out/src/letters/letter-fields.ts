/** What letters may say: the fields of their templates, all of them for every letter of a kind, so that a misspelt one is found. */
import { type Day, day, formatDay } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import type { Guide, Language } from "../guide/guide.ts";
import type { DueLetter, PlannedAgreement, PlanPart } from "../plan/plan.ts";

/** The decision, or its reversal, as letters name it. */
export interface NamedDecision {
  readonly title: string;
  readonly date: string;
  readonly reference: string;
}

/** Something that ends, in a letter's words. */
export interface EndingField {
  readonly what: string;
  readonly about: string | null;
  readonly lastDay: string;
  readonly again: string | null;
}

export interface LetterFields {
  readonly greeting: string;
  /** Of whom the letter speaks where that is no person: a party, an institute, an experiment. */
  readonly name: string;
  readonly organisation: string;
  readonly office: string;
  readonly decision: NamedDecision;
  readonly reversal: NamedDecision | null;
  readonly institutes: readonly string[];
  /** Everything that ends for the person. */
  readonly ends: readonly EndingField[];
  /** What the letter is about, where it is about one thing. */
  readonly end: EndingField | null;
  /** Whether permits of the family end with it. */
  readonly family: boolean;
  /** The last day before anything ends. */
  readonly lastDayBefore: string | null;
  readonly agreements: readonly {
    readonly title: string;
    /** `ends`, `suspended`, `closed` ... */
    readonly change: string;
    readonly lastDay: string;
    /** The first day on which the change is felt. */
    readonly firstDay: string;
    readonly latestNotice: string | null;
  }[];
  readonly followers: readonly { readonly title: string; readonly lastDay: string }[];
}

/** What letters are written from. */
export interface LetterMatter {
  readonly decision: NamedDecision;
  readonly reversal?: NamedDecision;
  readonly agreements: readonly PlannedAgreement[];
  readonly folded: Folded;
  readonly guide: Guide;
  /** The organisation's name. */
  readonly organisation: string;
  /** The office that signs. */
  readonly office: string;
}

/** Whom a letter greets: nobody by name where the name is not to be said. */
export interface Addressee {
  readonly givenName?: string;
  readonly familyName?: string;
}

function greeting(part: PlanPart, { givenName, familyName }: Addressee, language: Language): string {
  const name = [givenName, familyName].filter((each) => each !== undefined).join(" ");
  if (part.kind === "person" || part.kind === "team leader") {
    // French has no greeting by name that suits everybody: the name alone does.
    if (name !== "") return language === "en" ? `Dear ${name},` : `${name},`;
    return language === "en" ? "Dear colleague," : "Madame, Monsieur,";
  }
  return language === "en" ? "Dear Sir or Madam," : "Madame, Monsieur,";
}

/** What an institute, an experiment or a party is called; its identifier where the registry has no title. */
export function titleOf(folded: Folded, id: string): string {
  const { institutes, experiments, parties } = folded;
  return (institutes.get(id) ?? experiments.get(id) ?? parties.get(id))?.title ?? id;
}

/** Whose entitlements are about somebody else: members of a family are not named. */
function aboutOf(folded: Folded, about: string | undefined): string | null {
  if (about === undefined) return null;
  const isNamed = folded.institutes.has(about) || folded.experiments.has(about) || folded.parties.has(about);
  return isNamed ? titleOf(folded, about) : null;
}

function endingFields(
  part: PlanPart,
  { guide, folded }: LetterMatter,
  language: Language,
): (EndingField & { of: string })[] {
  const seen = new Set<string>();
  return part.ends.flatMap(({ of, about, lastDay, again }) => {
    const what = guide.words.get(of)?.words[language];
    // What the guide has no words for is not spoken of: the person finds it in the registry.
    if (what === undefined) return [];
    const field = { of, what, about: aboutOf(folded, about), lastDay, again: again ?? null };
    const key = JSON.stringify(field);
    if (seen.has(key)) return [];
    seen.add(key);
    return [field];
  });
}

/** The day after a day, as it is written. */
function dayAfter(text: string): string {
  return formatDay((day(text) + 1) as Day);
}

/** The fields of one letter in one language. */
export function letterFields(
  part: PlanPart,
  due: Pick<DueLetter, "of">,
  addressee: Addressee,
  matter: LetterMatter,
  language: Language,
): LetterFields {
  const ends = endingFields(part, matter, language).sort((a, b) =>
    a.lastDay < b.lastDay ? -1 : a.lastDay > b.lastDay ? 1 : 0,
  );
  const { folded, decision, reversal, agreements, organisation, guide, office } = matter;
  const own = agreements.filter(({ parties }) => part.kind !== "party" || parties.includes(part.id));
  const first = ends[0]?.lastDay ?? part.lastDayBefore ?? null;
  return {
    greeting: greeting(part, addressee, language),
    name: titleOf(folded, part.id),
    organisation,
    office: guide.offices.get(office)?.names[language] ?? office,
    decision,
    reversal: reversal ?? null,
    institutes: part.institutes.map((institute) => titleOf(folded, institute)),
    ends,
    end: ends.find(({ of }) => of === due.of) ?? null,
    family: part.ends.some(({ family }) => family === true),
    lastDayBefore: first,
    agreements: own
      .filter(({ with: follows }) => follows === undefined)
      .map(({ title, change, lastDay, latestNotice }) => ({
        title,
        change,
        lastDay,
        firstDay: dayAfter(lastDay),
        latestNotice: latestNotice ?? null,
      })),
    followers: own
      .filter(({ with: follows }) => follows !== undefined)
      .map(({ title, lastDay }) => ({ title, lastDay })),
  };
}
