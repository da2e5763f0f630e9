/** What a desk that derives an experiment's policy of authorship says: who signs a paper, why somebody does, what each payer would bear. */
import {
  type ComparedShares,
  compareShares,
  costShares,
  type OwnChoice,
  ownChoices,
  type PaperAsked,
  type ShareAsked,
  type ShareSide,
  type WhoSigns,
  whoSigns,
  whySigns,
} from "@comity/authorship";
import type { Brief, EngineEvaluation } from "@comity/policy";
import { explain, printSteps, stepsOf } from "@comity/policy";
import type { Folded } from "@comity/registry";

/** Who signs. The desk knows nobody's name. */
export interface Signers extends WhoSigns {
  readonly choices: readonly OwnChoice[];
}

/** Why somebody signs, or does not: in brief, and the whole proof as text. */
export interface WhySigns extends Brief {
  readonly proof: string;
  /** What was decided about this person, by others or by the person. */
  readonly choices: readonly Pick<OwnChoice, "choice" | "reason">[];
}

/** A registry, and what the policy derives from it. */
interface AuthorshipBase {
  readonly folded: Folded;
  readonly evaluation: EngineEvaluation;
}

export function signersAnswer({ folded, evaluation }: AuthorshipBase, asked: PaperAsked): Signers {
  return { ...whoSigns(folded, evaluation, asked), choices: ownChoices(folded, asked) };
}

/** In place of other people, of whom whoever asks about one need not know. */
const OTHERS = "somebody else";

export function whyAnswer(
  { folded, evaluation }: AuthorshipBase,
  asked: PaperAsked,
  person: string,
): WhySigns {
  const { policy } = evaluation;
  const brief = whySigns(folded, evaluation, asked, person);
  const [predicate, of] =
    asked.paper === undefined ? ["authorship", asked.experiment] : ["signs", asked.paper];
  const explanation = explain(evaluation, policy, folded.facts, predicate!, [person, of!], asked.reference);
  const nameOf = (id: string): string =>
    id !== person && folded.people.has(id)
      ? OTHERS
      : (folded.institutes.get(id)?.title ??
        folded.experiments.get(id)?.title ??
        folded.parties.get(id)?.title ??
        id);
  const choices = ownChoices(folded, asked)
    .filter((one) => one.person === person)
    .map(({ choice, reason }) => ({ choice, reason }));
  return { ...brief, proof: printSteps([stepsOf(policy, explanation, nameOf)]), choices };
}

/** Shares as things stand, and under a draft where there is one. */
export interface SharesAnswer {
  readonly shares: ComparedShares;
  readonly hasDraft: boolean;
}

export function sharesAnswer(
  before: ShareSide,
  after: ShareSide | undefined,
  asked: ShareAsked,
): SharesAnswer {
  if (after !== undefined) return { shares: compareShares(before, after, asked), hasDraft: true };
  const one = costShares(before, asked);
  const payers = one.payers.map(({ payer, title, authors, units }) => ({
    payer,
    title,
    before: { authors, units },
    after: { authors, units },
    difference: 0,
  }));
  return { shares: { before: one, after: one, payers }, hasDraft: false };
}
