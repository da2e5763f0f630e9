/** Puts explanations into steps: sentences with names, sources and last days, and what each says as data. */
import { formatDay, isOpen } from "@comity/calendar";
import { type ColumnsOf, printCondition } from "../language/print-condition.ts";
import { type Condition, declarationOf, type Policy, type Value } from "../policy.ts";
import type {
  AbsentAtom,
  Computed,
  Ending,
  Explanation,
  Lack,
  NearRule,
  Premise,
  Proof,
  Stretch,
  Support,
} from "./proof.ts";
import { days, type NameOf, reckoned, reckoningText, Sentences, windowText } from "./sentences.ts";
import { type Step, type StepClaim, type StepData, step } from "./step.ts";

export class Teller {
  readonly #policy: Policy;
  readonly #sentences: Sentences;
  /** What was told in full already, so that it need not be told again, by the number of its step. */
  readonly #told = new Map<string, number>();

  constructor(policy: Policy, nameOf: NameOf) {
    this.#policy = policy;
    this.#sentences = new Sentences(policy, nameOf);
  }

  explanation(explanation: Explanation): Step {
    return explanation.answer === "yes" ? this.#yes(explanation) : this.#no(explanation);
  }

  #yes(explanation: Extract<Explanation, { answer: "yes" }>): Step {
    const { predicate, tuple, from, to, proof, ends } = explanation;
    const claim = this.#claim(predicate, tuple);
    const isPart = proof.claim.from !== from || proof.claim.to !== to;
    const by = this.#rule(proof.rule, isPart ? proof.claim : undefined, true, this.#support(proof));
    const last = isOpen(to) ? [] : ends.map((ending) => this.ending(ending));
    const end =
      last.length === 0 ? [] : [step("ends", `it ends on ${lastDay(to)}:`, { days: { from, to } }, last)];
    const data = { met: true, claim, days: { from, to } };
    return step("answer", `yes: ${claim.sentence}, ${days({ from, to })}`, data, [by, ...end]);
  }

  #no(explanation: Extract<Explanation, { answer: "no" }>): Step {
    const { predicate, tuple, on, rules } = explanation;
    const claim = this.#claim(predicate, tuple);
    const text = `no: ${claim.sentence}, not on ${formatDay(on)}${nearby(explanation)}`;
    const below = rules.map((rule) => this.near(rule));
    return step("answer", text, { met: false, claim, ...beside(explanation) }, below);
  }

  proof(proof: Proof): Step {
    const claim = this.#claim(proof.claim.predicate, proof.claim.tuple);
    const text = `${claim.sentence}: ${days(proof.claim)}`;
    const data = { met: true, claim, days: stretch(proof.claim) };
    const told = this.#tell(["proof", proof.claim, proof.rule]);
    if ("shownAt" in told) return step("derived", `${text} (shown above)`, { ...data, ...told });
    const by = this.#rule(proof.rule, undefined, true, this.#support(proof));
    return step("derived", text, { ...data, ...told }, [by]);
  }

  #claim(predicate: string, tuple: readonly (Value | null)[]): StepClaim {
    return { predicate, tuple, sentence: this.#sentences.claim(predicate, tuple) };
  }

  #rule(id: string, part: Stretch | undefined, met: boolean, below: readonly Step[]): Step {
    const on = part === undefined ? "" : ` (${days(part)})`;
    const data = { met, rule: id, ...(part !== undefined && { days: stretch(part) }) };
    return step("rule", `by ${this.#sentences.source(id)}${on}`, data, below);
  }

  #support(proof: Proof): Step[] {
    const rule = this.#policy.rules.find(({ id }) => id === proof.rule);
    return rule === undefined ? [] : this.#steps(rule.body, proof.steps, proof);
  }

  #steps(condition: Condition, steps: Premise, support: Support): Step[] {
    const inner = (part: Condition, premise: Premise): Step[] => this.#steps(part, premise, support);
    switch (steps.premise) {
      case "facts":
        return steps.facts.map((at) => {
          const fact = support.facts[at]!;
          const claim = this.#claim(fact.predicate, fact.tuple);
          const data = { met: true, claim, days: stretch(fact) };
          return step("fact", `${claim.sentence}: ${days(fact)}`, data);
        });
      case "proofs":
        return steps.proofs.map((at) => this.proof(support.proofs[at]!));
      case "all":
        return condition.condition === "all"
          ? steps.parts.flatMap((part, at) => inner(condition.parts[at]!, part))
          : [];
      case "any":
        if (condition.condition !== "any") return [];
        if (steps.pieces.length === 1) {
          const [piece] = steps.pieces;
          return inner(condition.parts[piece!.branch]!, piece!.steps);
        }
        return steps.pieces.map((piece) => {
          const below = inner(condition.parts[piece.branch]!, piece.steps);
          return step("part", `${days(piece)}:`, { met: true, days: stretch(piece) }, below);
        });
      case "unless":
        if (condition.condition !== "unless") return [];
        return [
          ...inner(condition.body, steps.body),
          ...this.#absence(condition.exception, steps.absence.near),
        ];
      case "window":
        return "window" in condition ? this.#window(condition, steps, support) : [];
      case "change": {
        if (!("body" in condition) || condition.condition === "unless") return [];
        const word = condition.condition === "begins" ? "begins on" : "is over from";
        const below = [
          ...inner(condition.body, steps.body),
          ...this.#absence(condition.body, steps.absence.near),
        ];
        const days = { from: steps.day, to: (steps.day + 1) as Stretch["to"] };
        const data = { met: true, operator: condition.condition, days };
        return [step("change", `${word} ${formatDay(steps.day)}:`, data, below)];
      }
      case "values":
        return steps.pieces.map((piece) => {
          const isWhole = steps.pieces.length === 1;
          const on = isWhole ? "" : `${days(piece)}: `;
          const data = { met: true, ...valuesOf(condition, piece.values) };
          return step("value", `${on}${this.#valueText(condition, piece.values)}`, {
            ...data,
            ...(!isWhole && { days: stretch(piece) }),
          });
        });
    }
  }

  #valueText(condition: Condition, values: readonly Computed[]): string {
    const [left, right] = values.map((value) => this.#sentences.computed(value));
    if (condition.condition === "compare") return `${left} ${condition.operator} ${right}`;
    if (condition.condition === "let") return `${condition.variable} = ${right}`;
    return condition.condition === "days" ? `${condition.form} ${left}` : (left ?? "");
  }

  #window(
    condition: Extract<Condition, { window: unknown }>,
    steps: Extract<Premise, { premise: "window" }>,
    support: Support,
  ): Step[] {
    const operator = condition.condition;
    const { direction } = condition.window;
    return steps.pieces.map((piece) => {
      const shown = stretch(steps.pieces.length === 1 ? piece.reach : piece);
      const on = days(shown);
      const below: Step[] = [];
      if (piece.body !== undefined) below.push(...this.#steps(condition.body, piece.body.steps, support));
      const data: StepData = {
        met: true,
        operator,
        window: { direction, ...piece.window },
        days: shown,
        ...(piece.body !== undefined && { looksAt: stretch(piece.body.days) }),
      };
      if ("anchor" in condition && piece.anchor !== undefined) {
        const anchor = this.#steps(condition.anchor, piece.anchor.steps, support);
        const held = { met: true, operator, days: stretch(piece.anchor.days) };
        below.push(step("anchor", `${operator}:`, held, anchor));
        return step("window", `${operator}: ${on}`, data, below);
      }
      // Only the ends that are this piece's own: others are cut where a parameter changes.
      const isWhole = steps.pieces.length === 1;
      const isOwn = {
        from: isWhole || piece.from === piece.reach.from,
        before: isWhole || piece.to === piece.reach.to,
      };
      const reckoning = reckoned(operator, direction, piece.window, piece.body!.days, piece.reach).filter(
        ({ end }) => isOwn[end],
      );
      const text = `${operator} ${windowText(direction, piece.window)}: ${on}${inBrackets(reckoning)}`;
      return step("window", text, { ...data, reckoning }, below);
    });
  }

  /** What is not the case: none of its atoms, or where some hold at times, the atoms are never so together. */
  #absence(condition: Condition, near: readonly AbsentAtom[]): Step[] {
    if (near.length === 0) {
      const columnsOf: ColumnsOf = (name) => declarationOf(this.#policy, name)?.columns ?? [];
      return [step("absent", `not the case: ${printCondition(condition, columnsOf)}`, { met: true })];
    }
    if (near.length === 1 || near.every(({ on }) => on.length === 0))
      return near.map((atom) => this.#absent(atom, true));
    const atoms = near.map((atom) => this.#absent(atom));
    return [step("never-together", "never together on these days:", { met: true }, atoms)];
  }

  #absent(atom: AbsentAtom, met?: boolean): Step {
    const claim = this.#claim(atom.predicate, atom.pattern);
    const told =
      atom.rules === undefined ? undefined : this.#tell(["no", atom.predicate, atom.pattern] as const);
    const isTold = told !== undefined && "shownAt" in told;
    const data: StepData = {
      ...(met !== undefined && { met }),
      claim,
      ...beside(atom),
      ...(atom.on.length > 0 && { heldOn: atom.on.map(stretch) }),
      ...told,
    };
    const below = isTold ? [] : (atom.rules ?? []).map((rule) => this.near(rule));
    if (atom.on.length > 0)
      return step("absent", `${claim.sentence}: only ${atom.on.map(days).join(", ")}`, data, below);
    const isRecord = declarationOf(this.#policy, atom.predicate)?.role === "record";
    const text = isRecord ? "no such fact" : "not the case";
    const again = isTold ? " (as above)" : "";
    const whole = `${text}: ${claim.sentence}${nearby(atom)}${again}`;
    if (atom.nearest === undefined || isTold) return step("absent", whole, data, below);
    const nearest = this.#claim(atom.predicate, atom.nearest);
    const closest = step("nearest", `nearest: ${nearest.sentence}`, { claim: nearest }, below);
    return step("absent", whole, data, [closest]);
  }

  /** A number for what is told for the first time, or that of the step that tells it. */
  #tell(what: unknown): { readonly id: number } | { readonly shownAt: number } {
    const key = JSON.stringify(what);
    const shownAt = this.#told.get(key);
    if (shownAt !== undefined) return { shownAt };
    const id = this.#told.size + 1;
    this.#told.set(key, id);
    return { id };
  }

  near(rule: NearRule): Step {
    const held = rule.held.map((one) => {
      const claim = this.#claim(one.predicate, one.tuple);
      const isRecord = declarationOf(this.#policy, one.predicate)?.role === "record";
      const data = { met: true, claim, days: stretch(one) };
      return step(isRecord ? "fact" : "derived", `it is so: ${claim.sentence}, ${days(one)}`, data);
    });
    // A rule that lacks nothing, and yet gives nothing, is one of a recursion that is evaluated up to a horizon.
    const lacks =
      rule.lacks.length === 0
        ? [step("horizon", BEYOND, { met: false })]
        : rule.lacks.map((lack) => this.#lack(lack));
    return this.#rule(rule.rule, undefined, false, [...held, ...lacks]);
  }

  #lack(lack: Lack): Step {
    const met = false;
    switch (lack.lack) {
      case "atom":
        return this.#absent(lack, met);
      case "comparison": {
        const { operator, values } = lack;
        const [left, right] = values.map((value) => this.#sentences.computed(value));
        return step("value", `it is not so that ${left} ${operator} ${right}`, { met, operator, values });
      }
      case "days": {
        const data = { met, operator: lack.form, values: [lack.day] };
        return step("value", `only ${lack.form} ${this.#sentences.computed(lack.day)}`, data);
      }
      case "exception":
        return step(
          "exception",
          `an exception is the case, ${days(lack.days)}:`,
          { met, days: stretch(lack.days) },
          this.#steps(lack.condition, lack.proof.steps, lack.proof),
        );
      case "value":
        return step("no-value", `\`${lack.variable}\` has no value`, { met });
      case "window": {
        const { operator, direction = "last", window } = lack;
        const within = window === undefined ? "" : ` ${windowText(direction, window)}`;
        const held = lack.held.length === 0 ? "never held" : `held ${lack.held.map(days).join(", ")}`;
        const data: StepData = {
          met,
          operator,
          heldOn: lack.held.map(stretch),
          ...(window !== undefined && { window: { direction, ...window } }),
        };
        const below = lack.body.map((atom) => this.#absent(atom, met));
        return step("window", `not ${operator}${within}: what it looks at ${held}`, data, below);
      }
    }
  }

  ending(ending: Ending): Step {
    switch (ending.ending) {
      case "fact": {
        const claim = this.#claim(ending.predicate, ending.tuple);
        return step("fact", `${claim.sentence}: ${days(ending)}`, { claim, days: stretch(ending) });
      }
      case "window": {
        const { operator, window, body, reach } = ending;
        // Only a window that looks back can outlast what it looks at; one that looks ahead ends before.
        const direction = reach.to >= body.to ? "last" : "next";
        const reckoning = reckoned(operator, direction, window, body, reach).filter(
          ({ end }) => end === "before",
        );
        const data: StepData = {
          operator,
          window: { direction, ...window },
          days: stretch(reach),
          looksAt: stretch(body),
          reckoning,
        };
        const below = ending.because.map((one) => this.ending(one));
        const text = `${operator} ${windowText(direction, window)} of ${days(body)}${inBrackets(reckoning)}`;
        return step("window", text, data, below);
      }
      case "exception":
        return step(
          "exception",
          `an exception begins, ${days(ending.days)}:`,
          { days: stretch(ending.days) },
          this.#steps(ending.condition, ending.proof.steps, ending.proof),
        );
      case "comparison": {
        const { operator, values } = ending;
        const [left, right] = values.map((value) => this.#sentences.computed(value));
        const text = `from the next day on it is no longer so that ${left} ${operator} ${right}`;
        return step("value", text, { operator, values });
      }
      case "days": {
        const data = { operator: ending.form, values: [ending.day] };
        return step("value", `${ending.form} ${this.#sentences.computed(ending.day)}`, data);
      }
      case "operator":
        return step("operator", `the last day of \`${ending.operator}\``, {});
      case "horizon":
        return step("horizon", BEYOND, {});
    }
  }
}

const BEYOND = "the evaluation looks no further";

const stretch = ({ from, to }: Stretch): Stretch => ({ from, to });

function valuesOf(condition: Condition, values: readonly Computed[]): StepData {
  if (condition.condition === "compare") return { operator: condition.operator, values };
  if (condition.condition === "let") return { operator: "=", values };
  return condition.condition === "days" ? { operator: condition.form, values } : { values };
}

function inBrackets(reckoning: Parameters<typeof reckoningText>[0][]): string {
  return reckoning.length === 0 ? "" : ` (${reckoning.map(reckoningText).join(", ")})`;
}

function lastDay(to: Stretch["to"]): string {
  return formatDay((to - 1) as Stretch["to"]);
}

interface Beside {
  readonly before?: Stretch;
  readonly after?: Stretch;
}

function beside({ before, after }: Beside): Beside {
  return {
    ...(before !== undefined && { before: stretch(before) }),
    ...(after !== undefined && { after: stretch(after) }),
  };
}

/** "; the last time until 2024-11-30, the next time from 2025-02-01". */
function nearby({ before, after }: Beside): string {
  const past = before && `; the last time until ${lastDay(before.to)}`;
  const next = after && `; the next time from ${formatDay(after.from)}`;
  return `${past ?? ""}${next ?? ""}`;
}
