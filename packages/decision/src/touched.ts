/** Whom a draft touches, one by one: what a fact sheet counts. Never shown but to those who may see each of them. */
import type { WrittenDay } from "./fact-sheet.ts";
import type { Impact } from "./lay-draft.ts";
import { byText, dayText } from "./wording.ts";

/** Somebody who loses something. */
export interface Touched {
  readonly person: string;
  /** The first day on which they do. */
  readonly firstDay: WrittenDay;
  /** What they lose, in the policy's order. */
  readonly entitlements: readonly string[];
  /** The institutes through which they are hit, as far as what is lost names one. */
  readonly institutes: readonly string[];
}

/** Everybody whom `people` of the fact sheet counts, by their identifiers. */
export function touchedBy({ losses }: Impact): Touched[] {
  const { people, through, lost, shapes } = losses;
  const entitlements = [...shapes.values()].filter(({ person }) => person >= 0);
  return [...people]
    .map(([person, on]) => ({
      person,
      firstDay: dayText(on),
      entitlements: entitlements
        .map(({ declaration }) => declaration.name)
        .filter((name) => lost.get(name)?.has(person) === true),
      institutes: [...(through.get(person) ?? [])].sort(byText),
    }))
    .sort((a, b) => byText(a.person, b.person));
}
