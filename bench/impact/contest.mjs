/** The fact sheet on the CERN scenario: which folder, which policy, which draft, and where the command is. */
import { fileURLToPath } from "node:url";

const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const SCENARIO = inRepository("scenarios/cern-2024");
export const POLICY = inRepository("policies/cern.policy.md");
export const DECISION = inRepository("scenarios/cern-2024/decisions/end-both.json");
export const COMMAND = inRepository("apps/cli/bin/comity.js");

/** What the steps are held to, in milliseconds: one frame of a screen, and what a person waits for a command. */
export const FRAME = 16;
export const COMMAND_LIMIT = 2_000;
