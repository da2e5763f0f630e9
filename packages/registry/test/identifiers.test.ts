import fc from "fast-check";
import { expect, test } from "vitest";
import { orcidFault, rorFault } from "../src/index.ts";

test.each(["0000-0002-1825-0097", "0000-0002-1694-233X"])("%s is an ORCID iD", (orcid) => {
  expect(orcidFault(orcid)).toBeUndefined();
});

test.each(["044yd9t77", "01ggx4157", "05a28rw58"])("%s is a ROR id", (ror) => {
  expect(rorFault(ror)).toBeUndefined();
});

test.each([
  ["0000-0002-1825-0098", { found: "8", expected: "7" }],
  ["0000-0002-1694-2330", { found: "0", expected: "X" }],
  ["0000-0002-1694-233x", "form"],
  ["0000000218250097", "form"],
  ["", "form"],
])("%s is no ORCID iD", (orcid, fault) => {
  expect(orcidFault(orcid)).toEqual(fault);
});

test.each([
  ["044yd9t78", { found: "78", expected: "77" }],
  ["144yd9t77", "form"],
  ["044yd9i77", "form"],
  ["044YD9T77", "form"],
  ["https://ror.org/044yd9t77", "form"],
])("%s is no ROR id", (ror, fault) => {
  expect(rorFault(ror)).toEqual(fault);
});

test("an ORCID iD with one digit mistyped is found, whichever it is", () => {
  const orcid = "0000-0002-1825-0097";
  fc.assert(
    fc.property(fc.nat({ max: orcid.length - 2 }), fc.nat({ max: 9 }), (at, digit) => {
      fc.pre(orcid[at] !== "-" && orcid[at] !== String(digit));
      expect(orcidFault(orcid.slice(0, at) + digit + orcid.slice(at + 1))).not.toBeUndefined();
    }),
  );
});
