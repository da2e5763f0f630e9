/** A small house in which everybody is somebody: one account for each role and relation, and things that are theirs or not. */
import { type Day, day } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { DocumentFollower } from "../../src/document-follower.ts";
import type {
  AccountGrants,
  Asker,
  BallotRelations,
  DraftRelations,
  Gate,
  Resource,
} from "../../src/index.ts";
import { type Action, ownAccessPolicy, PUBLIC, RESOURCE_KINDS, type ResourceKind } from "../../src/index.ts";
import { LivingGate } from "../../src/living-gate.ts";
import { LivingRelations } from "../../src/living-relations.ts";
import { factsOfDocument } from "../../src/relations.ts";
import { FollowedActs } from "./random-access.ts";

export const TODAY: Day = day("2024-06-15");
const header = { on: day("2020-01-01"), recorded: day("2020-01-01"), by: "", instrument: "" };
const tie = (person: string, institute: string): Act[] => [
  {
    ...header,
    id: `a-${person}`,
    act: "affiliation",
    person,
    institute,
    connection: "affiliated with",
  },
  { ...header, id: `m-${person}`, act: "membership", person, experiment: "X", institute },
];

/** p1 is at INST-A and p2 at INST-B; both work on X, p3 on nothing. ST-B is a party to ICA-B. */
const ACTS: readonly Act[] = [
  ...tie("p1", "INST-A"),
  { ...header, id: "a-p2", act: "affiliation", person: "p2", institute: "INST-B", connection: "visitor" },
  { ...header, id: "t", act: "team", institute: "INST-A", experiment: "X" },
  {
    ...header,
    id: "ica-b",
    act: "signature",
    agreement: "ICA-B",
    title: "ICA B",
    kind: "ICA",
    parties: ["ST-B"],
    experiments: [],
    renewal: "none",
    firstDay: day("2020-01-01"),
  } as unknown as Act,
];

/** What a column of the table is: an account, and which things are its own. */
export interface Column {
  readonly title: string;
  readonly asker: Asker;
  /** By kind: something to which it is related. Of kinds that are not named, its related thing is `p1`. */
  readonly own: Partial<Record<ResourceKind, string>>;
}

const human = (grants: AccountGrants["grants"], person?: string): AccountGrants => ({
  kind: "human",
  grants,
  ...(person === undefined ? {} : { person }),
});
const machine = (grants: AccountGrants["grants"]): AccountGrants => ({ kind: "client", grants });

const ACCOUNTS: Readonly<Record<string, AccountGrants>> = {
  somebody: human([]),
  person: human([], "p1"),
  "team leader": human([{ role: "team-leader", of: "INST-A" }]),
  secretary: human([{ role: "experiment-secretary", of: "X" }]),
  delegate: human([{ role: "delegate", of: "Council" }]),
  "party's": human([{ role: "delegate", of: "ST-B" }]),
  author: human([{ role: "delegate", of: "Council" }, { role: "cleared" }]),
  "users office": human([{ role: "users-office" }]),
  legal: human([{ role: "legal-service" }]),
  security: human([{ role: "security-officer" }]),
  auditor: human([{ role: "auditor" }]),
  keeper: human([{ role: "alias-keeper" }]),
  admin: human([{ role: "administrator" }]),
  gate: machine([{ role: "access-system" }]),
  monitor: machine([{ role: "monitor" }]),
};

const DRAFTS: Readonly<Record<string, DraftRelations>> = {
  "d-public": { author: "legal", sharedWith: ["Council"], released: "public" },
  "d-shared": { author: "legal", sharedWith: ["Council"], released: "bodies" },
  "d-own": { author: "author" },
  "d-other": { author: "somebody else" },
};

/** The trustee of a vote of the Council in which the delegation of ST-B votes, and a vote of nobody here. */
const BALLOTS: Readonly<Record<string, BallotRelations>> = {
  "b-own": {
    body: "Council",
    readers: "item",
    level: "closed",
    trustees: [{ account: "somebody" }],
    voters: [{ member: "ST-B" }],
  },
  "b-other": { body: "Committee", readers: "item", level: "closed", trustees: [], voters: [] },
};

export const COLUMNS: readonly Column[] = [
  { title: "public", asker: PUBLIC, own: { "fact-sheet": "d-public" } },
  ...Object.keys(ACCOUNTS).map((account): Column => {
    const draft = account === "author" ? "d-own" : account === "delegate" ? "d-shared" : "d-public";
    return {
      title: account,
      asker: { account, via: ACCOUNTS[account]!.kind === "client" ? "client" : "session" },
      own: {
        draft,
        "fact-sheet": draft,
        account,
        "agreement-record": "ICA-B",
        ballot: "b-own",
        "voting-key": "ST-B",
        "open-paper": "Council",
        "restricted-paper": "Council",
        "closed-paper": "Council",
      },
    };
  }),
];

const UNRELATED: Partial<Record<ResourceKind, string>> = {
  draft: "d-other",
  "fact-sheet": "d-other",
  account: "nobody",
  "agreement-record": "ICA-Z",
  ballot: "b-other",
  "voting-key": "ST-Z",
  "open-paper": "Committee",
  "restricted-paper": "Committee",
  "closed-paper": "Committee",
};

/** What there is of a kind that nobody here is related to. */
export const unrelatedOf = (kind: ResourceKind): Resource => ({ kind, id: UNRELATED[kind] ?? "p3" });
/** What there is of a kind that a column is related to, as far as anything is. */
export const relatedOf = ({ own }: Column, kind: ResourceKind): Resource => ({ kind, id: own[kind] ?? "p1" });

/** A gate over this house. */
export function gateOfTheHouse(): Gate {
  const access = ownAccessPolicy();
  const followed = new FollowedActs(access.policy, TODAY, 1_000);
  followed.take(ACTS);
  const relations = new LivingRelations(access, followed);
  const told = (collection: string, values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).map(
      ([id, value]) => [`${collection}/${id}`, factsOfDocument(collection, id, value)] as const,
    );
  relations.tell([
    ...told("account", ACCOUNTS),
    ...told("draft", DRAFTS),
    ...told("council-ballot", BALLOTS),
  ]);
  const nothing = {
    get: () => Promise.resolve(undefined),
    list: () => Promise.resolve([]),
    onChanges: () => () => undefined,
  };
  return new LivingGate(relations, new DocumentFollower(nothing, relations, () => undefined), "house");
}

/** How far somebody may: everything, what is theirs, a list that shows what is theirs; nothing. */
export function reachOf(gate: Gate, column: Column, action: Action, kind: ResourceKind): string {
  const may = (resource: Resource): boolean => gate.may(column.asker, action, resource);
  if (may(unrelatedOf(kind))) return "all";
  if (may(relatedOf(column, kind))) return "own";
  return may({ kind }) ? "any" : "";
}

/** In the order in which the policy's vocabulary names them. */
export const KINDS: readonly ResourceKind[] = RESOURCE_KINDS;
