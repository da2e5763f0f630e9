/** Explanations and remedies as text that one reads: indented, with names, sources and last days. */
import { formatDay, isOpen } from "@comity/calendar";
import { type ColumnsOf, printCondition } from "../language/print-condition.ts";
import { type Condition, declarationOf, type Policy, type Tuple } from "../policy.ts";
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
import type { Remedy, RemedyTerm } from "./remedies.ts";
import { arithmetic, days, type NameOf, Sentences, windowText } from "./sentences.ts";
import { renamed } from "./way.ts";

/** A line and what stands below it, further in. */
interface Line {
  readonly text: string;
  readonly below: readonly Line[];
}

const line = (text: string, ...below: readonly Line[]): Line => ({ text, below });

function printed(lines: readonly Line[], depth = 0): string {
  return lines
    .map(({ text, below }) => `${"  ".repeat(depth)}${text}\n${printed(below, depth + 1)}`)
    .join("");
}

/**
 * An explanation as an indented text; every line ends in a line feed.
 *
 *     tell(policy, explain(...), (identifier) => names.get(identifier) ?? identifier)
 *     // yes: JINR is covered by an agreement in force, 2019-12-01 to 2024-11-30
 *     //   by rule `covered`, ICA, Art. 2
 *     //     ...
 */
export function tell(policy: Policy, explanation: Explanation, nameOf: NameOf): string {
  const teller = new Teller(policy, nameOf);
  return printed(explanation.answer === "yes" ? teller.yes(explanation) : teller.no(explanation));
}

/** A proof alone, as an indented text. */
export function tellProof(policy: Policy, proof: Proof, nameOf: NameOf): string {
  return printed([new Teller(policy, nameOf).proof(proof)]);
}

/** What ends a stretch of days, each in one line, without what that rests on. */
export function tellEndings(policy: Policy, ends: readonly Ending[], nameOf: NameOf): string[] {
  const teller = new Teller(policy, nameOf);
  return ends.map((ending) => {
    const { text, below } = teller.ending(ending);
    return [text, ...below.map((each) => each.text)].join(" ");
  });
}

/** What rules lacked, each rule in one line. */
export function tellNear(policy: Policy, rules: readonly NearRule[], nameOf: NameOf): string[] {
  const teller = new Teller(policy, nameOf);
  return rules.map((rule) => {
    const { text, below } = teller.near({ ...rule, held: [] });
    return below.length === 0 ? text : `${text}: ${below.map((each) => each.text).join(", ")}`;
  });
}

/**
 * A remedy for a tuple in one line or a few. With `null` for the tuple it speaks of whomever it helps.
 *
 *     // Anna is affiliated with another institute (a), where (a) is covered by an agreement
 */
export function tellRemedy(
  policy: Policy,
  remedy: Remedy,
  tuple: Tuple | null,
  predicate: string,
  nameOf: NameOf,
): string {
  const sentences = new Sentences(policy, nameOf);
  const columns = declarationOf(policy, predicate)?.columns ?? [];
  const word = (term: RemedyTerm, kind: string): string => {
    if ("choice" in term) return `(${term.choice})`;
    if ("value" in term) return sentences.value(term.value, kind);
    return tuple === null
      ? `the ${columns[term.own]?.name ?? "same"}`
      : sentences.value(tuple[term.own]!, kind);
  };
  const acts = remedy.acts.map(({ act, record, terms }) => {
    const kinds = declarationOf(policy, record)?.columns ?? [];
    const words = terms.map((term, c) => word(term, kinds[c]?.kind ?? "Text"));
    const text = sentences.claim(
      record,
      terms.map(() => null),
      words,
    );
    return act === "add" ? text : `no longer: ${text}`;
  });
  const columnsOf: ColumnsOf = (name) => declarationOf(policy, name)?.columns ?? [];
  const conditions = remedy.conditions.map(({ not, condition, terms }) => {
    const text = conditionText(condition, terms);
    return not ? `not so: ${text}` : text;
  });
  function conditionText(condition: Condition, terms: Readonly<Record<string, RemedyTerm>>): string {
    if (condition.condition === "atom") {
      const kinds = columnsOf(condition.predicate);
      const words = condition.terms.map((term, c) => {
        const kind = kinds[c]?.kind ?? "Text";
        if (term.term === "any") return sentences.value(null, kind);
        return word(term.term === "value" ? term : (terms[term.name] ?? { choice: term.name }), kind);
      });
      return sentences.claim(
        condition.predicate,
        words.map(() => null),
        words,
      );
    }
    const names = new Map(Object.entries(terms).map(([name, term]) => [name, word(term, "Text")]));
    return printCondition(renamed(condition, names), columnsOf);
  }
  return [acts.join(", and "), ...(conditions.length > 0 ? [conditions.join(", ")] : [])].join("; where ");
}

class Teller {
  readonly #policy: Policy;
  readonly #sentences: Sentences;
  /** What was told in full already, so that it need not be told again. */
  readonly #told = new Set<string>();

  constructor(policy: Policy, nameOf: NameOf) {
    this.#policy = policy;
    this.#sentences = new Sentences(policy, nameOf);
  }

  yes(explanation: Extract<Explanation, { answer: "yes" }>): Line[] {
    const { predicate, tuple, from, to, proof, ends } = explanation;
    const whole = `yes: ${this.#sentences.claim(predicate, tuple)}, ${days({ from, to })}`;
    const isPart = proof.claim.from !== from || proof.claim.to !== to;
    const body = this.#rule(proof.rule, isPart ? proof.claim : undefined, this.#support(proof));
    const last = isOpen(to) ? [] : ends.map((ending) => this.ending(ending));
    return [line(whole, body, ...(last.length > 0 ? [line(`it ends on ${lastDay(to)}:`, ...last)] : []))];
  }

  no(explanation: Extract<Explanation, { answer: "no" }>): Line[] {
    const { predicate, tuple, on, before, after, rules } = explanation;
    const text = `no: ${this.#sentences.claim(predicate, tuple)}, not on ${formatDay(on)}${nearby(before, after)}`;
    return [line(text, ...rules.map((rule) => this.near(rule)))];
  }

  proof(proof: Proof): Line {
    const { predicate, tuple } = proof.claim;
    const text = `${this.#sentences.claim(predicate, tuple)}: ${days(proof.claim)}`;
    if (this.#isTold(["proof", proof.claim, proof.rule])) return line(`${text} (shown above)`);
    return line(text, this.#rule(proof.rule, undefined, this.#support(proof)));
  }

  #rule(id: string, part: Stretch | undefined, below: readonly Line[]): Line {
    const on = part === undefined ? "" : ` (${days(part)})`;
    return line(`by ${this.#sentences.source(id)}${on}`, ...below);
  }

  #support(proof: Proof): Line[] {
    const rule = this.#policy.rules.find(({ id }) => id === proof.rule);
    return rule === undefined ? [] : this.#steps(rule.body, proof.steps, proof);
  }

  #steps(condition: Condition, steps: Premise, support: Support): Line[] {
    const inner = (part: Condition, premise: Premise): Line[] => this.#steps(part, premise, support);
    switch (steps.premise) {
      case "facts":
        return steps.facts.map((at) => {
          const fact = support.facts[at]!;
          return line(`${this.#sentences.claim(fact.predicate, fact.tuple)}: ${days(fact)}`);
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
        return steps.pieces.map((piece) =>
          line(`${days(piece)}:`, ...inner(condition.parts[piece.branch]!, piece.steps)),
        );
      case "unless":
        if (condition.condition !== "unless") return [];
        return [
          ...inner(condition.body, steps.body),
          ...this.#absence(condition.exception, steps.absence.near),
        ];
      case "window":
        return "window" in condition ? this.#window(condition, steps, support) : [];
      case "change": {
        if (!("body" in condition)) return [];
        const word = condition.condition === "begins" ? "begins on" : "is over from";
        const below = [
          ...inner(condition.body, steps.body),
          ...this.#absence(condition.body, steps.absence.near),
        ];
        return [line(`${word} ${formatDay(steps.day)}:`, ...below)];
      }
      case "values":
        return steps.pieces.map((piece) => {
          const on = steps.pieces.length === 1 ? "" : `${days(piece)}: `;
          return line(`${on}${this.#valueText(condition, piece.values)}`);
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
  ): Line[] {
    const operator = condition.condition;
    const { direction } = condition.window;
    return steps.pieces.map((piece) => {
      const on = steps.pieces.length === 1 ? days(piece.reach) : days(piece);
      const below: Line[] = [];
      if (piece.body !== undefined) below.push(...this.#steps(condition.body, piece.body.steps, support));
      if ("anchor" in condition && piece.anchor !== undefined) {
        below.push(line(`${operator}:`, ...this.#steps(condition.anchor, piece.anchor.steps, support)));
        return line(`${operator}: ${on}`, ...below);
      }
      // Only the ends that are this piece's own: others are cut where a parameter changes.
      const isWhole = steps.pieces.length === 1;
      const isOwn = {
        from: isWhole || piece.from === piece.reach.from,
        to: isWhole || piece.to === piece.reach.to,
      };
      const moved = arithmetic(operator, direction, piece.window, piece.body!.days, piece.reach).filter(
        (step) => (step.startsWith("from") ? isOwn.from : isOwn.to),
      );
      const how = moved.length > 0 ? ` (${moved.join(", ")})` : "";
      return line(`${operator} ${windowText(direction, piece.window)}: ${on}${how}`, ...below);
    });
  }

  /** What is not the case. Where every atom of it holds at times, the atoms are never so together. */
  #absence(condition: Condition, near: readonly AbsentAtom[]): Line[] {
    if (near.length === 0) {
      const columnsOf: ColumnsOf = (name) => declarationOf(this.#policy, name)?.columns ?? [];
      return [line(`not the case: ${printCondition(condition, columnsOf)}`)];
    }
    const lines = near.map((atom) => this.#absent(atom));
    return lines.length === 1 ? lines : [line("never together on these days:", ...lines)];
  }

  #absent(atom: AbsentAtom): Line {
    const claim = this.#sentences.claim(atom.predicate, atom.pattern);
    const isTold = atom.rules !== undefined && this.#isTold(["no", atom.predicate, atom.pattern]);
    const below = isTold ? [] : (atom.rules ?? []).map((rule) => this.near(rule));
    const isRecord = declarationOf(this.#policy, atom.predicate)?.role === "record";
    if (atom.on.length > 0) return line(`${claim}: only ${atom.on.map(days).join(", ")}`, ...below);
    const text = isRecord ? "no such fact" : "not the case";
    const again = isTold ? " (as above)" : "";
    const whole = `${text}: ${claim}${nearby(atom.before, atom.after)}${again}`;
    if (atom.nearest === undefined || isTold) return line(whole, ...below);
    return line(whole, line(`nearest: ${this.#sentences.claim(atom.predicate, atom.nearest)}`, ...below));
  }

  #isTold(what: unknown): boolean {
    const key = JSON.stringify(what);
    const isTold = this.#told.has(key);
    this.#told.add(key);
    return isTold;
  }

  near(rule: NearRule): Line {
    const held = rule.held.map((claim) =>
      line(`it is so: ${this.#sentences.claim(claim.predicate, claim.tuple)}, ${days(claim)}`),
    );
    return line(
      `by ${this.#sentences.source(rule.rule)}`,
      ...held,
      ...rule.lacks.map((lack) => this.#lack(lack)),
    );
  }

  #lack(lack: Lack): Line {
    switch (lack.lack) {
      case "atom":
        return this.#absent(lack);
      case "comparison": {
        const [left, right] = lack.values.map((value) => this.#sentences.computed(value));
        return line(`it is not so that ${left} ${lack.operator} ${right}`);
      }
      case "days":
        return line(`only ${lack.form} ${this.#sentences.computed(lack.day)}`);
      case "exception":
        return line(
          `an exception is the case, ${days(lack.days)}:`,
          ...this.#steps(lack.condition, lack.proof.steps, lack.proof),
        );
      case "value":
        return line(`\`${lack.variable}\` has no value`);
      case "window": {
        const window =
          lack.window === undefined ? "" : ` ${windowText(lack.direction ?? "last", lack.window)}`;
        const held = lack.held.length === 0 ? "never held" : `held ${lack.held.map(days).join(", ")}`;
        return line(
          `not ${lack.operator}${window}: what it looks at ${held}`,
          ...lack.body.map((atom) => this.#absent(atom)),
        );
      }
    }
  }

  ending(ending: Ending): Line {
    switch (ending.ending) {
      case "fact":
        return line(`${this.#sentences.claim(ending.predicate, ending.tuple)}: ${days(ending)}`);
      case "window": {
        const { operator, window, body, reach } = ending;
        // Only a window that looks back can outlast what it looks at; one that looks ahead ends before.
        const direction = reach.to >= body.to ? "last" : "next";
        const moved = arithmetic(operator, direction, window, body, reach).filter((step) =>
          step.startsWith("before"),
        );
        const how = moved.length > 0 ? ` (${moved.join(", ")})` : "";
        const below = ending.because.map((one) => this.ending(one));
        return line(`${operator} ${windowText(direction, window)} of ${days(body)}${how}`, ...below);
      }
      case "exception":
        return line(
          `an exception begins, ${days(ending.days)}:`,
          ...this.#steps(ending.condition, ending.proof.steps, ending.proof),
        );
      case "comparison": {
        const [left, right] = ending.values.map((value) => this.#sentences.computed(value));
        return line(`from the next day on it is no longer so that ${left} ${ending.operator} ${right}`);
      }
      case "days":
        return line(`${ending.form} ${this.#sentences.computed(ending.day)}`);
      case "operator":
        return line(`the last day of \`${ending.operator}\``);
      case "horizon":
        return line("the evaluation looks no further");
    }
  }
}

function lastDay(to: Stretch["to"]): string {
  return formatDay((to - 1) as Stretch["to"]);
}

/** "; the last time until 2024-11-30, the next time from 2025-02-01". */
function nearby(before: Stretch | undefined, after: Stretch | undefined): string {
  const past = before && `; the last time until ${lastDay(before.to)}`;
  const next = after && `; the next time from ${formatDay(after.from)}`;
  return `${past ?? ""}${next ?? ""}`;
}
