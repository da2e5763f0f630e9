/** Names for the entities of a made-up case: `person`, or `person-1` and `person-2`, after their kinds. */
import type { KindName } from "../policy.ts";
import type { Found } from "./case-search.ts";
import { unknownBehind } from "./made-up-values.ts";
import type { PolicyMap } from "./policy-map.ts";
import { entitiesOf, replaced } from "./smallest-case.ts";

/** The case with names that can be read, none of which the policy uses itself. */
export function withNames(map: PolicyMap, found: Found): Found {
  const entities = [...entitiesOf(map, found.facts)].filter(([value]) => unknownBehind(value) !== undefined);
  const used = new Set<string>();
  let named = found;
  for (const [value, kind] of entities) {
    const isOnly = entities.filter(([, other]) => other === kind).length === 1;
    const name = unusedName(kind, isOnly, (one) => used.has(one) || map.isConstant(one));
    used.add(name);
    const facts = named.facts.map((fact) => ({ ...fact, tuple: replaced(fact.tuple, value, name) }));
    named = { facts, tuple: replaced(named.tuple, value, name), on: named.on };
  }
  return named;
}

function unusedName(kind: KindName, isOnly: boolean, isUsed: (name: string) => boolean): string {
  const word = kind.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|_/gu, "-").toLowerCase();
  if (isOnly && !isUsed(word)) return word;
  for (let number = 1; ; number++) if (!isUsed(`${word}-${number}`)) return `${word}-${number}`;
}
