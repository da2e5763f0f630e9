/** Horizon Europe: payments and new grants stop for one state's bodies, and the consortia go on. */
import { describe } from "vitest";
import { describeBody } from "./body-in-the-record.ts";

describe("Horizon Europe", () => {
  describeBody("horizon-europe", "horizon-europe");
});
