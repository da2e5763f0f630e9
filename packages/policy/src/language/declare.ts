/** Who is who in a policy: its kinds, parameters, records and predicates, by name, before any rule is read. */
import type { Column, Kind, Parameter, Predicate, Reach, RecordDeclaration } from "../policy.ts";
import type { Problems } from "./diagnostics.ts";
import type {
  Column as ColumnNode,
  Declaration,
  KindDeclaration,
  ParameterDeclaration,
  RecordDeclaration as RecordNode,
  RuleDeclaration,
  WorldDeclaration,
} from "./generated/ast.ts";
import { type Context, readKind, readKinds } from "./kind-declarations.ts";
import { KindTable } from "./kinds.ts";
import { rangeOf } from "./literals.ts";
import { readParameter } from "./parameters.ts";
import { checkTitle, isNew, nameOf, nameRange, readSaid, type SourceFor } from "./said.ts";
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
        "`person` and `institute` are fixed words here, whatever the columns are called: write `within reach of person` or `within reach of institute`",
      );
  }
  const place = problems.placeOf(nameRange(node));
  const reached = reach === undefined ? {} : { reach };
  return { role: "record", name: nameOf(node), columns, ...said, ...reached, place };
}

const aRole = (role: Predicate["role"]): string => (role === "entitlement" ? `an ${role}` : `a ${role}`);

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
      `\`${name}\` is declared as ${aRole(first.role)} already, and here as ${aRole(node.role)}`,
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
