/** What is somebody's own: their entitlements and those of their dependants, in words that name nobody else. */
import type { Evaluation, NameOf, Policy, Predicate, Tuple } from "@comity/policy";
import type { Folded } from "@comity/registry";
import { factsOf } from "../registry/facts-about.ts";
import { namesOf } from "./titles.ts";

/** Kinds of people. Whoever may see somebody may see whom their entitlements depend on them for. */
export const PERSONAL: ReadonlySet<string> = new Set(["Person", "Dependant"]);

/** Who depends on somebody: those whose permits rest on that person. */
export function dependantsOf(folded: Folded, person: string): string[] {
  if (!folded.facts.tables.has("dependant")) return [];
  return factsOf(folded, "dependant", [person, undefined]).map(({ tuple }) => String(tuple[1]));
}

/** In place of people other than the one whose page it is. */
const SOMEBODY_ELSE = "somebody else";

/** Names for sentences on a person's own page: institutes by title alone, other people not at all. */
export function ownNames(folded: Folded, person: string, dependants: readonly string[]): NameOf {
  const titles = namesOf(folded);
  return (identifier, kind) => {
    if (kind === "Person") return identifier === person ? identifier : SOMEBODY_ELSE;
    if (kind === "Dependant") return dependants.includes(identifier) ? identifier : SOMEBODY_ELSE;
    if (kind === "Institute") return folded.institutes.get(identifier)?.title ?? identifier;
    return titles(identifier, kind);
  };
}

export interface PersonalTuple {
  readonly predicate: Predicate;
  readonly tuple: Tuple;
}

/** Every entitlement of a person and of their dependants in any of some evaluations, in the policy's order. */
export function personalTuples(
  policy: Policy,
  evaluations: readonly Pick<Evaluation, "list">[],
  person: string,
  dependants: readonly string[],
): PersonalTuple[] {
  const found = new Map<string, PersonalTuple>();
  for (const predicate of policy.predicates) {
    if (predicate.role !== "entitlement") continue;
    const { name, columns } = predicate;
    columns.forEach(({ kind }, at) => {
      const whose = kind === "Person" ? [person] : kind === "Dependant" ? dependants : [];
      for (const one of whose)
        for (const evaluation of evaluations)
          for (const { tuple } of evaluation.list(
            name,
            columns.map((_, place) => (place === at ? one : undefined)),
          ))
            found.set(JSON.stringify([name, tuple]), { predicate, tuple: [...tuple] });
    });
  }
  return [...found.values()];
}

/**
 * An entitlement in the policy's words without its owner, who is the one whose page it is.
 *
 *     labelOf(nameOf, siteAccess, ["p17"])    // "may enter the site"
 */
export function labelOf(nameOf: NameOf, { name, title, columns }: Predicate, tuple: Tuple): string {
  if (title === undefined) return name.replaceAll("_", " ");
  const owner = columns.findIndex(({ kind }) => kind === "Person");
  return title
    .replace(/{(\w+)}/g, (_, column: string) => {
      const at = columns.findIndex((one) => one.name === column);
      if (at < 0 || at === owner) return "";
      return nameOf(String(tuple[at]), columns[at]!.kind);
    })
    .replace(/\s+/g, " ")
    .trim();
}
