/** The words in which access is asked for and granted: actions, kinds of resources, roles. The policy of access uses the same. */

/** What somebody does. `read` is one thing, `list` a collection of a kind, whose items are then shown as far as each may be read. */
export const ACTIONS = [
  "read",
  "list",
  /** Names and whatever else is sealed; of people under an alias the alias. */
  "read-names",
  /** Names of people under an alias. */
  "read-protected-names",
  /** Figures under five. */
  "read-small-cells",
  /** Record acts; on a person: acts about that person. */
  "record",
  /** Let go of what is personal about somebody. */
  "erase",
  /** Make a draft (without an id; laying acts over the registry is making one), change or withdraw one. */
  "draft",
  /** Share a draft with a body. */
  "share",
  /** Release a draft's fact sheet to those who are not cleared. */
  "release",
  /** Enter a decision with its instrument. */
  "decide",
  /** Carry a decision out: plans, checklists, letters; undo it. */
  "carry-out",
  /** Tick off, hand over. */
  "complete",
  /** Accounts, grants, clients. */
  "administer",
  /** End the sessions and tokens of an account. */
  "end-sessions",
  /** Ask whether a person may do something (AuthZEN). */
  "ask-access",
  /** Hand in the public half of a delegation's voting key. */
  "announce",
  /** Do a trustee's part of a secret ballot: the ceremony, and the answer after the close. */
  "hold-share",
] as const;
export type Action = (typeof ACTIONS)[number];

/** Of what. Where a kind has no things of its own (`registry`, `metrics`) there is no id. */
export const RESOURCE_KINDS = [
  /** The registry as a whole: its title, its head, whether its chain is whole. */
  "registry",
  /** Whether the chain of acts is whole: computing it reads all of them. */
  "chain",
  "policy",
  /** A policy that somebody proposes; id: the proposal. */
  "proposal",
  "agreement",
  /** Who recorded what about an agreement, by which document; id: the agreement. */
  "agreement-record",
  "institute",
  "experiment",
  "body",
  /** Items of a body's agenda, with their papers and votes, by who sits in sessions of that kind; id: the body. */
  "open-paper",
  "restricted-paper",
  "closed-paper",
  /** A secret ballot: its trustees' ceremony, its list of keys, its board; id: the vote. */
  "ballot",
  /** The key by which a delegation votes; id: the party whose delegation it is. */
  "voting-key",
  /** What is known of a person, without names; id: the person. */
  "person",
  /** Everything that is held about a person, and who looked; id: the person. */
  "extract",
  /** Who looked at whose data; id: the person. */
  "look",
  /** That a person is under an alias, and giving one; id: the person. */
  "alias",
  "act",
  /** A list of a paper's authors that somebody sends to be printed; nothing of it is kept, so that it has no id. */
  "author-list",
  /** id: the draft. */
  "draft",
  /** A fact sheet; id: the draft that it is of. */
  "fact-sheet",
  "decision",
  "plan",
  /** What is to be handed over and done for a person; id: the person. */
  "checklist",
  "mail",
  "template",
  /** Deadlines of agreements, as a list or a calendar. */
  "deadline",
  /** id: the account; of one's own too. */
  "account",
  /** Entitlements asked for by an access system. */
  "access",
  /** The stream of changes of entitlements. */
  "feed",
  "metrics",
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** What somebody is by a grant of an account. */
export const ROLES = [
  "users-office",
  "legal-service",
  /** `of`: the institute. The registry may say so too, by an appointment. */
  "team-leader",
  /** `of`: the experiment. */
  "experiment-secretary",
  /** `of`: the body whose drafts are shared with the delegation. */
  "delegate",
  "security-officer",
  "auditor",
  /** Knows who stands behind an alias. */
  "alias-keeper",
  /** Sees figures under five; given by name, besides another role. */
  "cleared",
  "administrator",
  /** A machine that asks who may enter, and follows the feed. */
  "access-system",
  /** A machine that reads the metrics. */
  "monitor",
] as const;
export type Role = (typeof ROLES)[number];
