/** European XFEL, 2 March 2022: agreements rest, an affiliation bars, posts and the share remain. */
import { describe } from "vitest";
import { describeBody } from "./body-in-the-record.ts";

describe("European XFEL", () => {
  describeBody("european-xfel", "european-xfel");
});
