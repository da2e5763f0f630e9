/** What of proposed policies is shown, for the document of the API. */
import { z } from "@hono/zod-openapi";
import { HeadShown } from "../drafts/shown.ts";
import { type Called, CalledShown } from "../sign-in/index.ts";
import type { StoredProposal } from "./proposal-book.ts";

/** The longest policy that is read; that of CERN has 50,000 letters. */
export const LONGEST_POLICY = 1_000_000;

export const ProposedBody = z
  .strictObject({
    title: z.string().trim().min(1).max(200),
    why: z.string().max(5_000).default(""),
    text: z.string().min(1).max(LONGEST_POLICY).openapi({ description: "The whole policy, as Markdown." }),
  })
  .openapi("ProposalBody");

const Summary = {
  id: z.string(),
  revision: z.number().int(),
  title: z.string(),
  why: z.string(),
  author: z.string(),
  madeAt: z.string(),
  changedBy: z.string(),
  changedAt: z.string(),
  isBasisCurrent: z
    .boolean()
    .openapi({ description: "The registry's policy is still the one that the proposal was written from." }),
  withdrawn: z.object({ by: z.string(), at: z.string(), why: z.string().optional() }).nullable(),
  accounts: z.array(CalledShown).openapi({
    description: "What the accounts are called that made, changed or withdrew it.",
  }),
};

export const ProposalListed = z.object(Summary).openapi("ProposalListed");
export const ProposalShown = z.object({ ...Summary, text: z.string() }).openapi("Proposal");

/** The accounts that a proposal names. */
export const accountsIn = ({ by, value: { author, withdrawn } }: StoredProposal): string[] => [
  ...new Set([author, by, ...(withdrawn === undefined ? [] : [withdrawn.by])]),
];

export function proposalListed(stored: StoredProposal, basis: string, called: readonly Called[]) {
  const { id, by, at, value } = stored;
  const named = accountsIn(stored);
  const { title, why, author, revision, madeAt, withdrawn } = value;
  return {
    id,
    revision,
    title,
    why,
    author,
    madeAt,
    changedBy: by,
    changedAt: at,
    isBasisCurrent: value.basis === basis,
    withdrawn: withdrawn ?? null,
    accounts: called.filter(({ account }) => named.includes(account)),
  };
}

export const proposalShown = (stored: StoredProposal, basis: string, called: readonly Called[]) => ({
  ...proposalListed(stored, basis, called),
  text: stored.value.text,
});

const Figure = z.number().int().nullable();
const Pair = <Item extends z.ZodType>(item: Item) => z.object({ a: item, b: item });
const Sides = z
  .object({ a: Figure, b: Figure, onlyA: Figure, onlyB: Figure, both: Figure })
  .openapi("Sides", { description: "How many on each side, on one alone, and on both; null: hidden." });

const RuleShown = z.object({ id: z.string(), source: z.string().optional() });
const Reason = z.object({
  word: z.string(),
  title: z.string(),
  rule: RuleShown,
  there: z.array(z.object({ rule: RuleShown, lacks: z.array(z.string()) })),
  cases: Figure,
  asked: Figure,
  example: z.null(),
});

const Shared = z.object({
  name: z.string(),
  title: Pair(z.string()),
  counts: z.string(),
  impersonal: z.literal(true).optional(),
  hold: Sides,
  longer: Pair(Figure),
  firstDay: z.object({ a: z.string().optional(), b: z.string().optional() }),
  reasons: Pair(z.array(Reason)),
});

const Own = z.object({
  name: z.string(),
  title: z.string(),
  counts: z.string(),
  impersonal: z.literal(true).optional(),
  hold: Figure,
});

const Heading = z.object({ policy: z.string(), file: z.string(), decision: z.string().nullable() });

const ComparisonShown = z
  .object({
    knownOn: z.string(),
    from: z.string(),
    a: Heading,
    b: Heading,
    people: Sides,
    more: Sides,
    entitlements: z.array(Shared),
    byInstitute: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        party: z.string(),
        partyName: z.string(),
        hold: Sides,
        more: Sides,
      }),
    ),
    own: Pair(z.array(Own)),
    mismatched: z.array(z.object({ name: z.string(), a: z.string(), b: z.string() })),
    records: z.object({ only: Pair(z.array(z.string())), empty: Pair(z.array(z.string())) }),
    clauses: z.array(
      z.object({ name: z.string(), title: z.string(), isKnown: Pair(z.boolean()), cases: Pair(Figure) }),
    ),
  })
  .openapi("PolicyComparison");

const Side = z.object({
  title: z.string(),
  unread: z.array(z.string()).openapi({
    description: "Records that it wants in other columns than the registry has them: nothing reads them.",
  }),
  examples: z
    .array(
      z.object({ title: z.string(), line: z.number().int(), outcome: z.enum(["pass", "fail", "skipped"]) }),
    )
    .openapi({ description: "Its examples about the registry, and what they come to." }),
});

export const EffectShown = z
  .object({
    knownOn: z.string(),
    from: z.string(),
    head: HeadShown,
    smallFigures: z.enum(["shown", "hidden"]),
    a: Side,
    b: Side,
    comparison: ComparisonShown,
    warnings: z.array(
      z.object({
        severity: z.enum(["error", "warning"]),
        code: z.string(),
        message: z.string(),
        help: z.string().optional(),
        place: z.object({
          file: z.string(),
          line: z.number().int(),
          column: z.number().int(),
          endLine: z.number().int(),
          endColumn: z.number().int(),
        }),
      }),
    ),
  })
  .openapi("PolicyEffect", {
    description:
      "`a` is what is compared with: the registry's policy, or another proposal. `b` is the proposed one.",
  });
