/** `npm start`: installs and builds what is missing, and shows what the decision of 15 December 2023 changed. */
import { prepare, runNode, say } from "./steps.mjs";

if (!prepare()) process.exit(1);
const command = ["impact", "scenarios/cern-2024", "scenarios/cern-2024/decisions/council-2023-12-15.json"];
say(`Running: npx comity ${command.join(" ")}\n`);
process.exit(runNode("apps/cli/bin/comity.js", command) ? 0 : 1);
