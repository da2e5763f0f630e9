/**
 * The order in which predicates are derived. Predicates that need one another form a component; a component
 * comes after all that it needs (Tarjan's strongly connected components come out in that order).
 * A component may need itself only in ways that have a least meaning and an end:
 * never through an exception or an operator that more days can take days away from (`begins`, `ends`,
 * `from the day after`), never by computing new values, and through a duration only within a horizon.
 */
import type { Condition, Place, Policy, Rule, Window } from "./policy.ts";

/** How one predicate needs another. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  /** Through `unless`, `begins`, `ends` or `from the day after`: more days there may mean fewer here. */
  readonly negative: boolean;
  /** Through a window with a duration: each round may reach further days. */
  readonly delayed: boolean;
  /** The rule computes a value that its head carries: each round may make new values. */
  readonly computed: boolean;
  readonly place: Place;
}

export interface Component {
  readonly predicates: readonly string[];
  readonly recursive: boolean;
  /** The recursion passes through a duration: it is finite only within a horizon. */
  readonly delayed: boolean;
}

/** A recursion without a meaning here: `cycle` names the predicates around it, first one repeated at the end. */
export interface Unstratified {
  readonly reason: "negative" | "computed" | "delayed";
  readonly cycle: readonly string[];
  readonly place: Place;
}

export interface Strata {
  readonly components: readonly Component[];
  /** Recursions through a duration are listed too: whoever evaluates without a horizon must refuse them. */
  readonly problems: readonly Unstratified[];
}

interface Flags {
  readonly negative: boolean;
  readonly delayed: boolean;
}

function hasDuration(window: Window): boolean {
  const isSome = (span: Window["least"]): boolean =>
    "parameter" in span || span.duration.months !== 0 || span.duration.days !== 0;
  return isSome(window.least) || (window.most !== null && isSome(window.most));
}

function visit(
  condition: Condition,
  flags: Flags,
  found: (predicate: string, flags: Flags, place: Place) => void,
): void {
  switch (condition.condition) {
    case "atom":
      found(condition.predicate, flags, condition.place);
      return;
    case "all":
    case "any":
      for (const part of condition.parts) visit(part, flags, found);
      return;
    case "unless":
      visit(condition.body, flags, found);
      visit(condition.exception, { ...flags, negative: true }, found);
      return;
    case "within":
    case "throughout":
      visit(condition.body, { ...flags, delayed: flags.delayed || hasDuration(condition.window) }, found);
      return;
    case "since":
    case "until": {
      // Without bounds (`least` no time, `most` without end) no day is reached that was not a bound before.
      const delayed = flags.delayed || hasDuration(condition.window) || condition.window.most !== null;
      visit(condition.body, { ...flags, delayed }, found);
      visit(condition.anchor, { ...flags, delayed }, found);
      return;
    }
    case "begins":
    case "ends":
    case "after":
      visit(condition.body, { ...flags, negative: true }, found);
      return;
    case "compare":
    case "let":
    case "days":
      return;
  }
}

/** Whether a variable that the rule computes is carried by its head. */
function computesHead(rule: Rule): boolean {
  const head = new Set(rule.variables);
  let computes = false;
  const look = (condition: Condition): void => {
    if (condition.condition === "let" && condition.value.expression === "arithmetic")
      computes ||= head.has(condition.variable);
    else if ("parts" in condition) condition.parts.forEach(look);
    else if ("body" in condition) {
      look(condition.body);
      if ("anchor" in condition) look(condition.anchor);
    }
  };
  look(rule.body);
  return computes;
}

/** Every way in which a derived predicate needs a derived predicate. */
export function dependencies(policy: Policy): Dependency[] {
  const derived = new Set(policy.predicates.map((predicate) => predicate.name));
  const all: Dependency[] = [];
  for (const rule of policy.rules) {
    const computed = computesHead(rule);
    visit(rule.body, { negative: false, delayed: false }, (to, flags, place) => {
      if (derived.has(to)) all.push({ from: rule.predicate, to, ...flags, computed, place });
    });
  }
  return all;
}

/** Strongly connected components, each after those that it needs. Tarjan's algorithm, without recursion so that a long chain of rules cannot exhaust the stack. */
export function stronglyConnected(
  names: readonly string[],
  edges: ReadonlyMap<string, readonly string[]>,
): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];
  for (const root of names) {
    if (index.has(root)) continue;
    const work: { name: string; next: number }[] = [{ name: root, next: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1]!;
      const { name } = frame;
      if (frame.next === 0) {
        index.set(name, index.size);
        low.set(name, index.get(name)!);
        stack.push(name);
        onStack.add(name);
      }
      const targets = edges.get(name) ?? [];
      const target = targets[frame.next];
      if (target !== undefined) {
        frame.next++;
        if (!index.has(target)) work.push({ name: target, next: 0 });
        else if (onStack.has(target)) low.set(name, Math.min(low.get(name)!, index.get(target)!));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent !== undefined) low.set(parent.name, Math.min(low.get(parent.name)!, low.get(name)!));
      if (low.get(name) === index.get(name)) {
        const component: string[] = [];
        let member: string;
        do {
          member = stack.pop()!;
          onStack.delete(member);
          component.push(member);
        } while (member !== name);
        components.push(component.reverse());
      }
    }
  }
  return components;
}

/** The shortest way from `from` to `to` inside a component, by its names. */
function wayWithin(
  component: ReadonlySet<string>,
  edges: ReadonlyMap<string, readonly string[]>,
  from: string,
  to: string,
): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (let at = 0; at < queue.length; at++) {
    const name = queue[at]!;
    if (name === to) break;
    for (const next of edges.get(name) ?? []) {
      if (!component.has(next) || cameFrom.has(next) || next === from) continue;
      cameFrom.set(next, name);
      queue.push(next);
    }
  }
  const way = [to];
  while (way[0] !== from) way.unshift(cameFrom.get(way[0]!)!);
  return way;
}

/** Orders the derived predicates of a policy, and lists the recursions that have no meaning (or need a horizon). */
export function stratify(policy: Policy): Strata {
  const all = dependencies(policy);
  const edges = new Map<string, string[]>();
  for (const edge of all) {
    const targets = edges.get(edge.from);
    if (targets === undefined) edges.set(edge.from, [edge.to]);
    else if (!targets.includes(edge.to)) targets.push(edge.to);
  }
  const problems: Unstratified[] = [];
  const components = stronglyConnected(
    policy.predicates.map((predicate) => predicate.name),
    edges,
  ).map((predicates): Component => {
    const members = new Set(predicates);
    const inside = all.filter((edge) => members.has(edge.from) && members.has(edge.to));
    for (const reason of ["negative", "computed", "delayed"] as const) {
      const edge = inside.find((candidate) => candidate[reason]);
      if (edge === undefined) continue;
      const cycle = [edge.from, ...wayWithin(members, edges, edge.to, edge.from)];
      problems.push({ reason, cycle, place: edge.place });
    }
    return { predicates, recursive: inside.length > 0, delayed: inside.some((edge) => edge.delayed) };
  });
  return { components, problems };
}
