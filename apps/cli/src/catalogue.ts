/** Every command with its help, in the order of the list. Nothing here loads the code that does the work. */
import { AUTHORS } from "./catalogue/authors.ts";
import { BALLOTS } from "./catalogue/ballots.ts";
import { COUNCILS } from "./catalogue/councils.ts";
import { DECISIONS } from "./catalogue/decisions.ts";
import { PEOPLE } from "./catalogue/people.ts";
import { POLICIES } from "./catalogue/policies.ts";
import { QUESTIONS } from "./catalogue/questions.ts";
import { REGISTRIES } from "./catalogue/registries.ts";
import { SERVING } from "./catalogue/serving.ts";
import { SIGNING_COMMANDS } from "./catalogue/signing.ts";
import { STORES } from "./catalogue/stores.ts";
import type { Command } from "./command.ts";

export const COMMANDS: readonly Command[] = [
  ...QUESTIONS,
  ...POLICIES,
  ...REGISTRIES,
  ...STORES,
  ...PEOPLE,
  ...DECISIONS,
  ...AUTHORS,
  ...SIGNING_COMMANDS,
  ...COUNCILS,
  ...BALLOTS,
  ...SERVING,
];
