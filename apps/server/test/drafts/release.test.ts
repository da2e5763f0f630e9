import { expect, it } from "vitest";
import { full } from "../../../../packages/print/test/sheet-for-tests.ts";
import { releasable } from "../../src/drafts/release.ts";

it("says what is decided without whom it names, or how many", () => {
  const acts = ["`A` ends", "`p1` is excepted from it", "`p2` is excepted from it"];
  const sheet = { ...full, decision: { ...full.decision, acts } };
  expect(releasable(sheet, new Set(["p1", "p2"])).decision.acts).toEqual([
    "`A` ends",
    "`somebody` is excepted from it",
  ]);
});
