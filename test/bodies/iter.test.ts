/** ITER: a Member cannot be removed; it can withdraw, and owes what it promised. */
import { describe } from "vitest";
import { describeBody } from "./body-in-the-record.ts";

describe("ITER", () => {
  describeBody("iter", "iter");
});
