/** Options that several commands have. */
import type { Option } from "../command.ts";

export const JSON_OPTION: Option = { name: "json", says: "print JSON for machines" };
export const KNOWN_ON: Option = {
  name: "known-on",
  value: "DAY",
  says: "what the registry knew at the end of that day; by default its newest record",
};
export const POLICY: Option = {
  name: "policy",
  value: "FILE",
  says: "the policy to use; by default the one that the registry names, else CERN's",
};
export const DECISION: Option = {
  name: "decision",
  value: "FILE",
  says: "lay this draft decision over the registry first",
};
export const END: Option = {
  name: "end",
  value: "AGREEMENT",
  says: "instead of a file: the end of this agreement",
};
export const LAST_DAY: Option = {
  name: "last-day",
  value: "DAY",
  says: "with --end: its last day in force; by default the end of the term that notice can still end",
};
export const HORIZON: Option = {
  name: "horizon",
  value: "FIRST..LAST",
  says: "the days within which a recursion through a duration is followed; such a policy needs them",
};

export const NAMES: Option = {
  name: "names",
  says: "of a registry in a store: show the names of people; the look is recorded",
};
export const OF_ALIASES: Option = {
  name: "cleared",
  says: "with --names: the names of people under an alias too",
};
export const BY: Option = {
  name: "by",
  value: "WHO",
  says: "with --names: who looks; by default COMITY_USER, else whoever is signed in",
};

export const REGISTRY_NOTE =
  "REGISTRY is a folder with a datapackage.json (docs/registry-format.md), or a store: its folder, or DATABASE_URL for the server that this variable names (docs/operations.md). Days are written 2024-11-30.";
