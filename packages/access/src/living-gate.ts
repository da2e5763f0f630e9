/** A gate over the living evaluation of the policy of access. It looks answers up; what they are, the policy says. */
import { formatDay } from "@comity/calendar";
import { type EngineEvaluation, explain, FactsBuilder, tell } from "@comity/policy";
import type { Asker, Grant, Resource } from "./asker.ts";
import type { DocumentFollower } from "./document-follower.ts";
import type { Gate } from "./gate.ts";
import type { LivingRelations } from "./living-relations.ts";
import { ACCOUNTS, type FollowedCollection, factsOfAccount } from "./relations.ts";
import type { Action, ResourceKind } from "./vocabulary.ts";

/** An explanation asks the evaluation alone. */
const NO_FACTS = new FactsBuilder([]).build();

/** By which entitlement somebody may, and of which tuple. */
interface Ground {
  readonly predicate: string;
  readonly tuple: readonly string[];
}

export class LivingGate implements Gate {
  readonly #relations: LivingRelations;
  readonly #documents: DocumentFollower;
  /** Two processes, or two starts, have no version in common. */
  readonly #epoch: string;

  constructor(relations: LivingRelations, documents: DocumentFollower, epoch: string) {
    this.#relations = relations;
    this.#documents = documents;
    this.#epoch = epoch;
  }

  may(asker: Asker, action: Action, { kind, id }: Resource): boolean {
    const { today } = this.#relations;
    const evaluation = this.#relations.evaluation;
    if (!this.#isWithinScope(evaluation, asker, action, kind)) return false;
    if (evaluation.holds("anybody_may", [action, kind], today)) return true;
    const { account } = asker;
    if (id === undefined) {
      if (account === undefined) return false;
      return (
        evaluation.holds("may_all", [account, action, kind], today) ||
        evaluation.holds("may_begin", [account, action, kind], today)
      );
    }
    if (account !== undefined) {
      if (evaluation.holds("may_all", [account, action, kind], today)) return true;
      if (evaluation.holds("may_one", [account, action, kind, id], today)) return true;
    }
    return evaluation.holds("anybody_may_one", [action, kind, id], today);
  }

  #isWithinScope(
    evaluation: EngineEvaluation,
    { scopes }: Asker,
    action: Action,
    kind: ResourceKind,
  ): boolean {
    if (scopes === undefined) return true;
    const { today } = this.#relations;
    return scopes.some((scope) => evaluation.holds("scope_covers", [scope, action, kind], today));
  }

  /** The first of the grounds on which somebody may; none where nobody has said so. */
  #groundOf({ account }: Asker, action: Action, { kind, id }: Resource): Ground | undefined {
    const { evaluation, today } = this.#relations;
    const own = account === undefined ? [] : [{ predicate: "may_all", tuple: [account, action, kind] }];
    const one = (predicate: string, ...tuple: string[]): Ground[] => [{ predicate, tuple }];
    const grounds: readonly Ground[] = [
      ...one("anybody_may", action, kind),
      ...own,
      ...(account !== undefined && id === undefined ? one("may_begin", account, action, kind) : []),
      ...(account !== undefined && id !== undefined ? one("may_one", account, action, kind, id) : []),
      ...(id === undefined ? [] : one("anybody_may_one", action, kind, id)),
    ];
    return grounds.find(({ predicate, tuple }) => evaluation.holds(predicate, tuple, today));
  }

  why(asker: Asker, action: Action, resource: Resource): string {
    const { kind, id } = resource;
    const { today, evaluation } = this.#relations;
    const what = `${action} ${id === undefined ? `the kind ${kind}` : `the ${kind} of \`${id}\``}`;
    if (!this.#isWithinScope(evaluation, asker, action, kind))
      return `no: a token for ${asker.scopes!.map((scope) => `\`${scope}\``).join(", ") || "nothing"} may not ${action} a ${kind}\n`;
    const ground = this.#groundOf(asker, action, resource);
    // What comes near to a yes would tell of relations that the asker may not know.
    if (ground === undefined)
      return `no: on ${formatDay(today)} nothing in the policy of access says that ${asker.account === undefined ? "everybody" : `\`${asker.account}\``} may ${what}\n`;
    const { policy } = this.#relations.policy;
    const { predicate, tuple } = ground;
    const explanation = explain(evaluation, policy, NO_FACTS, predicate, tuple, today);
    return tell(policy, explanation, (identifier) => `\`${identifier}\``);
  }

  isCleared(asker: Asker): boolean {
    return this.may(asker, "read-small-cells", { kind: "fact-sheet" });
  }

  visible<T>(
    asker: Asker,
    action: Action,
    kind: ResourceKind,
    items: readonly T[],
    idOf: (item: T) => string,
  ): T[] {
    const { today } = this.#relations;
    const evaluation = this.#relations.evaluation;
    if (!this.#isWithinScope(evaluation, asker, action, kind)) return [];
    const { account } = asker;
    const isEverything =
      evaluation.holds("anybody_may", [action, kind], today) ||
      (account !== undefined && evaluation.holds("may_all", [account, action, kind], today));
    return isEverything
      ? [...items]
      : items.filter((item) => this.may(asker, action, { kind, id: idOf(item) }));
  }

  purposes({ account }: Asker): readonly string[] {
    if (account === undefined) return [];
    const { today, evaluation } = this.#relations;
    return Array.from(evaluation.list("purpose", [account], today), ({ tuple }) => tuple[1] as string).sort();
  }

  faultsOf(account: string, kind: "human" | "client", grants: readonly Grant[]): readonly string[] {
    const { evaluation, policy } = this.#relations;
    const after = this.#relations.supposing(
      `${ACCOUNTS}/${account}`,
      factsOfAccount(account, { kind, grants }),
    );
    const broken = Array.from(evaluation.difference(after, policy.clauses))
      .filter(({ gained }) => gained.length > 0)
      .map(({ predicate }) => policy.policy.predicates.find(({ name }) => name === predicate)!);
    return [...new Set(broken.map(({ title, name }) => title ?? name))].sort();
  }

  get version(): string {
    // First the day: asking for it may bring changes.
    const { today } = this.#relations;
    return `${this.#epoch}.${this.#relations.changes}.${today}`;
  }

  until(id: string, version: number, collection: FollowedCollection = ACCOUNTS): Promise<void> {
    return this.#documents.until(`${collection}/${id}`, version);
  }

  close(): void {
    this.#documents.close();
    this.#relations.close();
  }
}
