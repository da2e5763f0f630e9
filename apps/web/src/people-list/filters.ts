/** What the list of people is narrowed to, as its address has it. */
import { text } from "../shell/search.ts";

export interface PeopleFilters {
  readonly institute?: string | undefined;
  readonly experiment?: string | undefined;
  /** `yes`: at some institute on the day; `no`: at none; all where it is not there. */
  readonly affiliated?: "yes" | "no" | undefined;
}

export function peopleFilters(search: Record<string, unknown>): PeopleFilters {
  const { affiliated } = search;
  return {
    institute: text(search.institute),
    experiment: text(search.experiment),
    affiliated: affiliated === "yes" || affiliated === "no" ? affiliated : undefined,
  };
}
