/** Who is who in a policy: its kinds, parameters, records and predicates, by name, before any rule is read. */
import { type Day, formatDay, SINCE_EVER } from "@comity/calendar";
import type { Column, Kind, KindName, Parameter, Predicate, Reach, RecordDeclaration } from "../policy.ts";
import type { Problems, Range } from "./diagnostics.ts";
import type {
  Column as ColumnNode,
  Declaration,
  KindDeclaration,
  NeverDeclaration,
  ParameterDeclaration,
  RecordDeclaration as RecordNode,
  RuleDeclaration,
  WorldDeclaration,
} from "./generated/ast.ts";
import { aKind, isPlain, KindTable } from "./kinds.ts";
import { ENTITY, literalOf, rangeOf, readDay, readText, type Written } from "./literals.ts";
import { didYouMean } from "./nearest.ts";
import type { Syntax } from "./syntax.ts";

export interface Names {
  readonly kinds: KindTable;
  readonly kindList: readonly Kind[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly records: ReadonlyMap<string, RecordDeclaration>;
  /** What rules and entitlements derive, by name; clauses are named by their titles and nobody refers to them so. */
  readonly predicates: ReadonlyMap<string, Predicate>;
  readonly worlds: ReadonlyMap<string, WorldDeclaration>;
  /** Names whose declaration is not in order: using them is no problem of its own. */
  readonly unreadable: ReadonlySet<string>;
}

/** What a declaration says about itself in text. */
export interface Said {
  readonly title?: string;
  readonly source?: string;
}

export type SourceFor = (offset: number) => string | undefined;

/** The name of a node, in one normal form: `é` is `é` however it was typed. */
export function nameOf(node: { readonly name?: string }): string {
  return (node.name ?? "").normalize("NFC");
}

/** The place of a declaration's name: what is underlined when the declaration is at fault. */
export function nameRange(node: Declaration | ColumnNode | { $cstNode?: Range; name?: string }): Range {
  const cst = node.$cstNode as (Range & { text: string }) | undefined;
  const name = "name" in node && typeof node.name === "string" ? node.name : undefined;
  if (cst === undefined || name === undefined) return rangeOf(node as { $cstNode?: Range });
  const before = /^(?:[a-z]+\s+)?/.exec(cst.text)![0].length;
  const at = cst.offset + Math.max(0, cst.text.indexOf(name, cst.text.startsWith(name) ? 0 : before));
  return { offset: at, end: at + name.length };
}

/** Reads the declarations that others refer to. */
export function readNames({ declarations, broken }: Syntax, sourceFor: SourceFor, problems: Problems): Names {
  const inOrder = <T extends Declaration>(type: T["$type"]): T[] =>
    declarations.filter((node): node is T => node.$type === type && !broken.has(node));
  const unreadable = new Set<string>();
  for (const node of broken) {
    if ("name" in node) unreadable.add(nameOf(node));
    if (node.$type === "KindDeclaration") for (const kind of node.kinds) unreadable.add(nameOf(kind));
  }
  const kindMap = readKinds(inOrder<KindDeclaration>("KindDeclaration"), unreadable, problems);
  const kinds = new KindTable(kindMap);
  const context: Context = { kinds, unreadable, sourceFor, problems };
  const parameters = new Map<string, Parameter>();
  for (const node of inOrder<ParameterDeclaration>("ParameterDeclaration")) {
    const parameter = readParameter(node, context);
    if (isNew(parameter, parameters, nameRange(node), "parameter", problems))
      parameters.set(parameter.name, parameter);
  }
  const records = new Map<string, RecordDeclaration>();
  for (const node of inOrder<RecordNode>("RecordDeclaration")) {
    const record = readRecord(node, context);
    if (isNew(record, records, nameRange(node), "record", problems)) records.set(record.name, record);
  }
  const predicates = new Map<string, Predicate>();
  for (const node of inOrder<RuleDeclaration>("RuleDeclaration"))
    declarePredicate(node, records, predicates, context);
  const worlds = new Map<string, WorldDeclaration>();
  for (const node of inOrder<WorldDeclaration>("WorldDeclaration")) {
    const name = nameOf(node);
    if (worlds.has(name))
      problems.error(
        "declared-twice",
        nameRange(node),
        `the world \`${name}\` is declared twice`,
        "give each its own name",
      );
    else worlds.set(name, node);
  }
  return { kinds, kindList: [...kindMap.values()], parameters, records, predicates, worlds, unreadable };
}

interface Context {
  readonly kinds: KindTable;
  readonly unreadable: ReadonlySet<string>;
  readonly sourceFor: SourceFor;
  readonly problems: Problems;
}

function isNew(
  declared: { readonly name: string },
  known: ReadonlyMap<string, { readonly place: { readonly line: number } }>,
  at: Range,
  what: string,
  problems: Problems,
): boolean {
  const first = known.get(declared.name);
  if (first === undefined) return true;
  problems.error(
    "declared-twice",
    at,
    `the ${what} \`${declared.name}\` is declared twice`,
    `the first is in line ${first.place.line}`,
  );
  return false;
}

function readKinds(
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
function readKind(
  reference: { readonly $refText: string; readonly $refNode?: Range | undefined },
  { kinds, unreadable, problems }: Context,
): KindName {
  const name = reference.$refText.normalize("NFC");
  if (!kinds.has(name) && !unreadable.has(name))
    reportUnknownKind(name, reference.$refNode ?? { offset: 0, end: 0 }, kinds.names(), problems);
  return name;
}

/** Title and source as they are written, or the source that the prose gives. */
export function readSaid(
  titles: readonly { readonly text: string; $cstNode?: Range | undefined }[],
  sources: readonly { readonly text: string; $cstNode?: Range | undefined }[],
  fallback: string | undefined,
  problems: Problems,
): Said {
  for (const [what, nodes] of [
    ["title", titles],
    ["source", sources],
  ] as const)
    if (nodes.length > 1)
      problems.error(
        "said-twice",
        rangeOf(nodes[1]!),
        `this declaration has a second ${what}`,
        "leave one of them out",
      );
  const title = titles[0] === undefined ? undefined : readText(titles[0].text, rangeOf(titles[0]), problems);
  const source =
    sources[0] === undefined ? fallback : readText(sources[0].text, rangeOf(sources[0]), problems);
  return { ...(title === undefined ? {} : { title }), ...(source === undefined ? {} : { source }) };
}

/** Reports `{words}` in a title that are no column. */
export function checkTitle(
  title: string | undefined,
  at: Range,
  columns: readonly { readonly name: string }[],
  problems: Problems,
): void {
  for (const [, name] of (title ?? "").matchAll(/\{([^{}]*)\}/g)) {
    if (columns.some((column) => column.name === name)) continue;
    const help =
      didYouMean(
        name!,
        columns.map((column) => column.name),
      ) ??
      (columns.length === 0
        ? "it has no columns"
        : `the columns are ${columns.map((column) => `\`${column.name}\``).join(", ")}`);
    problems.error("unknown-column", at, `\`{${name}}\` in the title is no column`, help);
  }
}

function readColumns(nodes: readonly ColumnNode[], context: Context): Column[] {
  const columns: Column[] = [];
  for (const node of nodes) {
    const name = nameOf(node);
    const kind = readKind(node.kind, context);
    const { problems } = context;
    if (columns.some((column) => column.name === name))
      problems.error(
        "declared-twice",
        nameRange(node),
        `the column \`${name}\` is declared twice`,
        "give each its own name",
      );
    if (name === "_")
      problems.error("column-without-name", nameRange(node), "a column has a name; `_` is none");
    if (kind === "Duration")
      problems.error(
        "duration-column",
        node.kind.$refNode ?? rangeOf(node),
        "a column cannot hold a `Duration`",
        "write two columns of kind `Day`, or a parameter",
      );
    columns.push({ name, kind });
  }
  return columns;
}

function readRecord(node: RecordNode, context: Context): RecordDeclaration {
  const { problems } = context;
  const columns = readColumns(node.columns, context);
  const said = readSaid(node.titles, node.sources, undefined, problems);
  checkTitle(said.title, rangeOf(node.titles[0] ?? node), columns, problems);
  let reach: Reach | undefined;
  for (const [number, { whose, ...reachNode }] of node.reaches.entries()) {
    const at = rangeOf(reachNode);
    if (number > 0)
      problems.error("said-twice", at, "this declaration has a second reach", "leave one of them out");
    if (whose === "person" || whose === "institute") reach = whose;
    else
      problems.error(
        "unknown-reach",
        at,
        `nothing is within reach of \`${whose}\``,
        "write `within reach of person` or `within reach of institute`",
      );
  }
  const place = problems.placeOf(nameRange(node));
  const reached = reach === undefined ? {} : { reach };
  return { role: "record", name: nameOf(node), columns, ...said, ...reached, place };
}

/** The first rule of a name declares its predicate; later rules must agree with it. */
function declarePredicate(
  node: RuleDeclaration,
  records: ReadonlyMap<string, RecordDeclaration>,
  predicates: Map<string, Predicate>,
  context: Context,
): void {
  const { problems, sourceFor } = context;
  const name = nameOf(node);
  const at = nameRange(node);
  const columns = readColumns(node.columns, context);
  const said = readSaid(node.titles, node.sources, sourceFor(at.offset), problems);
  checkTitle(said.title, rangeOf(node.titles[0] ?? node), columns, problems);
  const record = records.get(name);
  if (record !== undefined) {
    problems.error(
      "declared-twice",
      at,
      `\`${name}\` is a record already and cannot be derived`,
      `the record is in line ${record.place.line}; give the ${node.role} its own name`,
    );
    return;
  }
  const first = predicates.get(name);
  if (first === undefined) {
    predicates.set(name, { role: node.role, name, columns, ...said, place: problems.placeOf(at) });
    return;
  }
  const help = `the first is in line ${first.place.line}`;
  const listOf = (list: readonly Column[]): string => list.map(({ kind }) => kind).join(", ");
  if (first.role !== node.role)
    problems.error(
      "declared-twice",
      at,
      `\`${name}\` is a ${first.role} already, and here a ${node.role}`,
      help,
    );
  else if (listOf(columns) !== listOf(first.columns))
    problems.error(
      "columns-differ",
      at,
      `the rules of \`${name}\` differ in their columns: (${listOf(first.columns)}) and (${listOf(columns)})`,
      help,
    );
}

/** The name of a clause: `never "A member cannot be removed"` is `never:a-member-cannot-be-removed`. */
export function clauseName(title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `never:${slug}`;
}

/** The title of a clause, as text. */
export function clauseTitle(node: NeverDeclaration, problems: Problems): string {
  return readText(node.title, rangeOf(node), problems);
}

function readParameter(node: ParameterDeclaration, context: Context): Parameter {
  const { problems, sourceFor } = context;
  const at = nameRange(node);
  const kind = readKind(node.kind, context);
  const said = readSaid(node.titles, node.sources, sourceFor(at.offset), problems);
  const pieces: { from: Day; value: Parameter["pieces"][number]["value"] }[] = [];
  const add = (from: Day | undefined, written: Written): void => {
    const value = readConstant(written, kind, context.kinds, problems);
    if (value !== undefined && from !== undefined) pieces.push({ from, value });
  };
  add(SINCE_EVER, node.value as Written);
  let before: Day = SINCE_EVER;
  for (const piece of node.pieces) {
    const from = readDay(piece.day, rangeOf(piece), problems);
    if (from !== undefined && from <= before)
      problems.error(
        "pieces-not-ascending",
        rangeOf(piece),
        `the value from ${formatDay(from)} comes after the one from ${formatDay(before)}`,
        "write the values in the order of their days, each day once",
      );
    else if (from !== undefined) before = from;
    add(from, piece.value as Written);
  }
  return { name: nameOf(node), kind, pieces, ...said, place: problems.placeOf(at) };
}

/** A value of the kind, or undefined with a problem. */
function readConstant(
  node: Written,
  kind: KindName,
  kinds: KindTable,
  problems: Problems,
): Parameter["pieces"][number]["value"] | undefined {
  const literal = literalOf(node, problems);
  if (literal === "broken") return undefined;
  if (literal === undefined) {
    problems.error(
      "not-a-constant",
      rangeOf(node),
      "the value of a parameter is written out here; this must be worked out",
      "write a number, a day, a text, a duration or an entity",
    );
    return undefined;
  }
  const fits = literal.kind === ENTITY ? !isPlain(kind) : literal.kind === kind || !kinds.has(kind);
  if (fits) return literal.value;
  reportKind(rangeOf(node), kind, literal.kind, problems);
  return undefined;
}

/** Says both kinds, and how a value of the wanted kind is written. */
export function reportKind(at: Range, wanted: KindName, got: KindName, problems: Problems): void {
  const help: Readonly<Record<string, string>> = {
    Number: "a number is written as in `50`",
    Day: "a day is written as in `2024-11-30`",
    Text: 'a text is written as in `"members of staff"`',
    Duration: "a duration is written as in `6 months`",
  };
  problems.error(
    "kinds-differ",
    at,
    `${aKind(wanted)} is wanted here, and this is ${got === ENTITY ? "an entity" : aKind(got)}`,
    help[wanted] ?? 'an entity is written as in `@anna` or `@"Anna B."`',
  );
}
