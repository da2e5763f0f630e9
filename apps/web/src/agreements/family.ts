/** Agreements as they hang together: each under its parent, with how deep it stands. */
import type { AgreementListed } from "../api/generated/routes.ts";

export interface Branch {
  readonly agreement: AgreementListed;
  /** 0: it stands under none of the others. */
  readonly depth: number;
  /** How many stand under it, on whatever level. */
  readonly below: number;
}

/**
 * Parents before their children, each followed by its own; in the order given otherwise. What stands under something that is not among them stands
 * alone.
 */
export function branches(all: readonly AgreementListed[]): Branch[] {
  const ids = new Set(all.map(({ id }) => id));
  const under = new Map<string, AgreementListed[]>();
  const roots: AgreementListed[] = [];
  for (const agreement of all) {
    const { parent } = agreement;
    if (parent === null || !ids.has(parent)) roots.push(agreement);
    else under.set(parent, [...(under.get(parent) ?? []), agreement]);
  }
  const found: Branch[] = [];
  const walk = (agreement: AgreementListed, depth: number): number => {
    const at = found.push({ agreement, depth, below: 0 }) - 1;
    let below = 0;
    for (const child of under.get(agreement.id) ?? []) below += 1 + walk(child, depth + 1);
    found[at] = { agreement, depth, below };
    return below;
  };
  for (const root of roots) walk(root, 0);
  return found;
}
