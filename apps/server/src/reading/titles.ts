/** How explanations name things: by the titles that everybody may know, and people by their identifiers. */
import type { NameOf } from "@comity/policy";
import type { Folded } from "@comity/registry";

/** Parties and institutes by title, agreements and experiments as they are called, people never by name. */
export function namesOf({ institutes, parties, bodies }: Folded): NameOf {
  return (identifier, kind) => {
    if (kind === "Institute") {
      const title = institutes.get(identifier)?.title;
      return title === undefined || title === identifier ? identifier : `${title} (${identifier})`;
    }
    if (kind === "Body") return bodies.get(identifier)?.title ?? identifier;
    if (kind === "Person" || kind === "Dependant" || kind === "Agreement" || kind === "Experiment")
      return identifier;
    return (institutes.get(identifier) ?? parties.get(identifier))?.title ?? identifier;
  };
}
