/** Declarations of kinds, and what names one. */
import type { Kind, KindName } from "../policy.ts";
import type { Problems, Range } from "./diagnostics.ts";
import type { KindDeclaration } from "./generated/ast.ts";
import { aKind, isPlain, type KindTable } from "./kinds.ts";
import { rangeOf } from "./literals.ts";
import { didYouMean } from "./nearest.ts";
import { isNew, nameOf, type SourceFor } from "./said.ts";

/** What every declaration is read with. */
export interface Context {
  readonly kinds: KindTable;
  readonly unreadable: ReadonlySet<string>;
  readonly sourceFor: SourceFor;
  readonly problems: Problems;
}

/** Reads the kinds of a policy. */
export function readKinds(
  nodes: readonly KindDeclaration[],
  unreadable: ReadonlySet<string>,
  problems: Problems,
): Map<KindName, Kind> {
  const kinds = new Map<KindName, Kind>();
  const parents: { kind: Kind; at: Range }[] = [];
  for (const node of nodes) {
    const parent = node.parent?.$refText.normalize("NFC");
    for (const kindNode of node.kinds) {
      const at = rangeOf(kindNode);
      const kind = {
        name: nameOf(kindNode),
        ...(parent === undefined ? {} : { parent }),
        place: problems.placeOf(at),
      };
      if (isPlain(kind.name))
        problems.error(
          "plain-kind",
          at,
          `\`${kind.name}\` is there already, for plain values`,
          "choose another name",
        );
      else if (isNew(kind, kinds, at, "kind", problems)) {
        kinds.set(kind.name, kind);
        if (parent !== undefined) parents.push({ kind, at: node.parent!.$refNode ?? at });
      }
    }
  }
  for (const { kind, at } of parents) {
    const parent = kind.parent!;
    if (isPlain(parent))
      problems.error("plain-kind", at, `an entity cannot be ${aKind(parent)}, which is a plain value`);
    else if (!kinds.has(parent) && !unreadable.has(parent))
      reportUnknownKind(parent, at, kinds.keys(), problems);
  }
  reportCircles(kinds, parents, problems);
  return kinds;
}

function reportCircles(
  kinds: ReadonlyMap<KindName, Kind>,
  parents: readonly { kind: Kind; at: Range }[],
  problems: Problems,
): void {
  const reported = new Set<string>();
  for (const { kind, at } of parents) {
    const line = [kind.name];
    let parent = kind.parent;
    while (parent !== undefined && !line.includes(parent)) {
      line.push(parent);
      parent = kinds.get(parent)?.parent;
    }
    if (parent !== kind.name || line.some((name) => reported.has(name))) continue;
    for (const name of line) reported.add(name);
    problems.error(
      "circular-kinds",
      at,
      `kinds lie within one another in a circle: ${[...line, kind.name].map((name) => `\`${name}\``).join(" is ")}`,
      "one of them is the widest and has no `is`",
    );
  }
}

function reportUnknownKind(name: string, at: Range, known: Iterable<string>, problems: Problems): void {
  const help = didYouMean(name, known) ?? `declare it: \`kind ${name}\``;
  problems.error("unknown-kind", at, `no kind \`${name}\` is declared`, help);
}

/** The kind that a declaration names. */
export function readKind(
  reference: { readonly $refText: string; readonly $refNode?: Range | undefined },
  { kinds, unreadable, problems }: Context,
): KindName {
  const name = reference.$refText.normalize("NFC");
  if (!kinds.has(name) && !unreadable.has(name))
    reportUnknownKind(name, reference.$refNode ?? { offset: 0, end: 0 }, kinds.names(), problems);
  return name;
}
