/** Random acts as a ledger might hold them: in any order, an end perhaps before what it ends, and many recorded on one day. */
import { type Day, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import fc from "fast-check";
import { anyActs } from "../../../registry/test/random-registry.ts";

/** The first day on which random acts are recorded: 1 January 2015. */
export const FIRST = 16_436 as Day;
const FEW_DAYS = 3;

/** Acts whose recorded days are few where `isSqueezed`, so that several come on each. */
function squeezed(acts: readonly Act[], isSqueezed: boolean): Act[] {
  return acts.map((act) =>
    isSqueezed && act.recorded !== SINCE_EVER
      ? { ...act, recorded: (FIRST + 900 * (act.recorded % FEW_DAYS)) as Day }
      : act,
  );
}

export function anyLedger(maxLength: number): fc.Arbitrary<Act[]> {
  return fc
    .tuple(
      fc.oneof(anyActs(maxLength), anyActs(maxLength, { identity: 2 })),
      fc.boolean(),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
    )
    .map(([acts, isSqueezed, swaps]) => {
      const moved = squeezed(acts, isSqueezed);
      for (const [a, b] of swaps) {
        const [i, j] = [a % Math.max(1, moved.length), b % Math.max(1, moved.length)];
        if (moved.length > 0) [moved[i], moved[j]] = [moved[j]!, moved[i]!];
      }
      return moved;
    });
}
