/** What of a comparison of policies may be shown to whoever is not cleared. */
import { sideCells } from "./compare.ts";
import type { SharedEntitlement } from "./compare-entitlement.ts";
import type { PolicyComparison } from "./compare-policies.ts";
import type { Reason } from "./compare-reasons.ts";
import type { Figure } from "./fact-sheet.ts";
import { rounded, roundedSides } from "./released.ts";
import { type Cell, Cells, shown } from "./suppression.ts";

/** A part and a whole that is shown too: where few are in the whole alone, the part is hidden with them. */
function hideRest(cells: Cells, part: Cell, partFigure: Figure, whole: Figure): void {
  if (partFigure === null || whole === null || partFigure === 0) return;
  cells.group([part, cells.of(whole - partFigure)]);
}

/** Reasons name nobody, but each was found by asking about somebody. */
const withoutCases = (reasons: readonly Reason[]): Reason[] =>
  reasons.map((reason) => ({ ...reason, cases: null, asked: null, example: null }));

function entitlementCells(cells: Cells, each: SharedEntitlement): () => SharedEntitlement {
  // How many states or grants hold something is nobody's private affair.
  if (each.impersonal === true) return () => each;
  const hold = sideCells(cells, each.hold);
  const longer = { a: cells.of(each.longer.a), b: cells.of(each.longer.b) };
  for (const side of ["a", "b"] as const) hideRest(cells, longer[side], each.longer[side], each.hold.both);
  return () => ({
    ...each,
    hold: hold.read(),
    longer: { a: shown(longer.a), b: shown(longer.b) },
    reasons: { a: withoutCases(each.reasons.a), b: withoutCases(each.reasons.b) },
  });
}

/** A comparison of policies without what would show single people: see `hideSmallCells`. */
export function hideSmallCellsOfPolicies(comparison: PolicyComparison): PolicyComparison {
  const cells = new Cells();
  const people = sideCells(cells, comparison.people);
  const more = sideCells(cells, comparison.more);
  // Who holds no more than on the other side is what is left of those who hold anything.
  for (const side of ["a", "b"] as const)
    hideRest(cells, more.made[side], comparison.more[side], comparison.people[side]);
  const entitlements = comparison.entitlements.map((each) => entitlementCells(cells, each));
  const institutes = comparison.byInstitute.map((each) => ({
    each,
    hold: sideCells(cells, each.hold, each.id),
    more: sideCells(cells, each.more, each.id),
  }));
  for (const side of ["a", "b", "onlyA", "onlyB", "both"] as const) {
    cells.sum(institutes.map(({ hold }) => hold.made[side]));
    cells.sum(institutes.map(({ more: own }) => own.made[side]));
  }
  const own = (side: "a" | "b") =>
    comparison.own[side].map((each) => ({
      each,
      hold: each.impersonal === true ? undefined : cells.of(each.hold),
    }));
  const owned = { a: own("a"), b: own("b") };
  const clauses = comparison.clauses.map((each) => ({
    each,
    a: cells.of(each.cases.a),
    b: cells.of(each.cases.b),
  }));
  cells.settle();
  const readOwn = (side: "a" | "b") =>
    owned[side].map(({ each, hold }) => (hold === undefined ? each : { ...each, hold: shown(hold) }));
  return {
    ...comparison,
    people: people.read(),
    more: more.read(),
    entitlements: entitlements.map((read) => read()),
    byInstitute: institutes.map((one) => ({ ...one.each, hold: one.hold.read(), more: one.more.read() })),
    own: { a: readOwn("a"), b: readOwn("b") },
    clauses: clauses.map(({ each, a, b }) => ({ ...each, cases: { a: shown(a), b: shown(b) } })),
  };
}

/**
 * A comparison of policies as it is shown to those who are not cleared and may see several: small cells hidden, all other figures of people
 * rounded to multiples of five (see `released.ts`).
 */
export function releasedComparisonOfPolicies(comparison: PolicyComparison): PolicyComparison {
  const hidden = hideSmallCellsOfPolicies(comparison);
  const pair = ({ a, b }: { readonly a: Figure; readonly b: Figure }) => ({ a: rounded(a), b: rounded(b) });
  const owned = (side: "a" | "b") =>
    hidden.own[side].map((each) => (each.impersonal === true ? each : { ...each, hold: rounded(each.hold) }));
  return {
    ...hidden,
    people: roundedSides(hidden.people),
    more: roundedSides(hidden.more),
    entitlements: hidden.entitlements.map((each) =>
      each.impersonal === true
        ? { ...each, reasons: { a: withoutCases(each.reasons.a), b: withoutCases(each.reasons.b) } }
        : { ...each, hold: roundedSides(each.hold), longer: pair(each.longer) },
    ),
    byInstitute: hidden.byInstitute.map((each) => ({
      ...each,
      hold: roundedSides(each.hold),
      more: roundedSides(each.more),
    })),
    own: { a: owned("a"), b: owned("b") },
    clauses: hidden.clauses.map((each) => ({ ...each, cases: pair(each.cases) })),
  };
}
