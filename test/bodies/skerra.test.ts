/** Skerra, which is invented: the policy that was written by following docs/write-a-policy.md only. */
import { describe } from "vitest";
import { describeBody } from "./body-in-the-record.ts";

describe("Skerra", () => {
  describeBody("skerra", "skerra");
});
