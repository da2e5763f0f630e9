/** MIT and Skoltech: one contract, ended by notice on 25 February 2022. */
import { describe } from "vitest";
import { describeBody } from "./body-in-the-record.ts";

describe("MIT and Skoltech", () => {
  describeBody("mit-skoltech", "mit-skoltech");
});
