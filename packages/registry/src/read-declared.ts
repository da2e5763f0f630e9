/** Reading what `datapackage.json` says of a declared record: the record's name and, from the Table Schema, its columns. */
import { didYouMean } from "@comity/policy";
import type { DeclaredColumn, DeclaredType } from "./acts.ts";
import { DECLARED_TYPES } from "./acts.ts";
import {
  type DeclaredRecord,
  isOwnRecord,
  isWord,
  type Json,
  namedBy,
  RESERVED_COLUMNS,
} from "./declared-records.ts";
import type { JsonNode } from "./import/json-places.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import { RECORDS } from "./records.ts";

/** Reads members of the descriptor and takes note of what is wrong, at an offset of its text. */
export interface DescriptorNotes {
  problem(
    code: ProblemCode,
    at: number,
    message: string,
    help?: string,
    severity?: Problem["severity"],
  ): void;
  text(object: JsonNode, name: string, needed?: boolean): string | undefined;
  list(object: JsonNode, name: string): readonly JsonNode[] | undefined;
}

/** A resource's name is that of its file too. */
const FILE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u;

/** A node as the value that it is. */
function plain(node: JsonNode): Json {
  switch (node.kind) {
    case "object":
      return Object.fromEntries([...node.members].map(([name, member]) => [name, plain(member)]));
    case "list":
      return node.items.map(plain);
    case "null":
      return null;
    default:
      return node.value;
  }
}

/** The name of the record that a resource declares; undefined where it declares none, which may have been reported. */
function recordName(notes: DescriptorNotes, comity: JsonNode): string | undefined {
  if (comity.kind !== "object") {
    notes.problem("wrong-type", comity.at, "`comity` of a resource is not an object");
    return undefined;
  }
  const record = comity.members.get("record");
  if (record === undefined) {
    const near = [...comity.members.keys()].map((name) => didYouMean("record", [name])).find((help) => help);
    const help = '`"comity": {"record": "NAME"}` declares a record';
    notes.problem("missing-value", comity.at, "`comity` of a resource names no `record`", near && help);
    return undefined;
  }
  if (record.kind !== "text") {
    notes.problem("wrong-type", record.at, "`record` is not a text");
    return undefined;
  }
  if (!isWord(record.value)) {
    const help = "a name is made of letters, digits and `_`, and does not begin with a digit";
    notes.problem("malformed-identifier", record.at, `\`${record.value}\` cannot be a record's name`, help);
    return undefined;
  }
  if (isOwnRecord(record.value)) {
    const { columns } = RECORDS.find(({ name }) => name === record.value)!;
    const shape = columns.map(({ name, kind }) => `${name}: ${kind}`).join(", ");
    notes.problem(
      "own-record",
      record.at,
      `\`${record.value}\` is a record of the registry's own and cannot be declared again`,
      `the registry's own files give \`${record.value}(${shape})\`; give yours another name`,
    );
    return undefined;
  }
  return record.value;
}

const isDeclaredType = (type: string): type is DeclaredType =>
  (DECLARED_TYPES as readonly string[]).includes(type);

/** The type of a column of the record's own; undefined where it is none, which has been reported. */
function declaredType(notes: DescriptorNotes, field: JsonNode, name: string): DeclaredType | undefined {
  // A Table Schema's field without a type holds text.
  const type = notes.text(field, "type") ?? "string";
  if (!isDeclaredType(type)) {
    notes.problem(
      "schema-differs",
      field.at,
      `the column \`${name}\` of a declared record cannot hold the type \`${type}\``,
      didYouMean(type, DECLARED_TYPES) ??
        "it is a `string` (an entity or a text of the policy), a `number`, an `integer` or a `date`",
    );
    return undefined;
  }
  const named = namedBy(name);
  if (named === undefined || type === "string") return type;
  notes.problem(
    "schema-differs",
    field.at,
    `a column called \`${name}\` names ${/^[aei]/.test(named) ? "an" : "a"} ${named} that is registered, and cannot hold the type \`${type}\``,
    "make it a `string`, or give it another name, in the policy too",
  );
  return undefined;
}

/** What Comity reads in the columns that every such file has. */
const typeOfReserved = (name: string): string =>
  ["first_day", "last_day", "recorded"].includes(name) ? "date" : "string";

/** The record's own columns, in the order of the schema's fields; undefined where something is wrong with them. */
function columnsIn(notes: DescriptorNotes, schema: JsonNode, record: string): DeclaredColumn[] | undefined {
  const fields = notes.list(schema, "fields");
  if (fields === undefined) {
    const help =
      'its schema lists `id`, the columns of the record with their types, and the others: `"fields": [...]`';
    notes.problem(
      "missing-value",
      schema.at,
      `the schema of the record \`${record}\` has no \`fields\``,
      help,
    );
    return undefined;
  }
  const columns: DeclaredColumn[] = [];
  const seen = new Set<string>();
  let isGood = true;
  for (const field of fields) {
    const name = notes.text(field, "name", true);
    if (name === undefined) {
      isGood = false;
      continue;
    }
    if (seen.has(name)) {
      notes.problem("column-twice", field.at, `the schema of the record \`${record}\` has \`${name}\` twice`);
      isGood = false;
      continue;
    }
    seen.add(name);
    if (RESERVED_COLUMNS.includes(name)) {
      const type = notes.text(field, "type") ?? "any";
      const expected = typeOfReserved(name);
      if (type !== "any" && type !== expected)
        notes.problem(
          "schema-differs",
          field.at,
          `the schema of \`${record}\` calls \`${name}\` a \`${type}\`; it is read as a \`${expected}\``,
          undefined,
          "warning",
        );
      continue;
    }
    if (!isWord(name)) {
      const help = "a name is made of letters, digits and `_`, and does not begin with a digit";
      notes.problem("malformed-identifier", field.at, `\`${name}\` cannot be a column of a record`, help);
      isGood = false;
      continue;
    }
    const type = declaredType(notes, field, name);
    if (type === undefined) isGood = false;
    else columns.push({ name, type });
  }
  return isGood ? columns : undefined;
}

/** The record that a resource declares by its `comity`; undefined where something is wrong with it, which has been reported. */
export function readDeclared(
  notes: DescriptorNotes,
  resource: JsonNode & { readonly kind: "object" },
  name: string,
): DeclaredRecord | undefined {
  const record = recordName(notes, resource.members.get("comity")!);
  if (record === undefined) return undefined;
  if (!FILE_NAME.test(name)) {
    const help = "a name is made of letters, digits, `-`, `.` and `_`";
    notes.problem("malformed-identifier", resource.at, `\`${name}\` cannot be the name of a resource`, help);
    return undefined;
  }
  const schema = resource.members.get("schema");
  if (schema?.kind !== "object") {
    notes.problem(
      schema === undefined ? "missing-value" : "wrong-type",
      schema?.at ?? resource.at,
      schema === undefined
        ? `the resource \`${name}\` declares the record \`${record}\` and has no \`schema\``
        : `the schema of the record \`${record}\` is not an object`,
      "the schema's fields say which columns the record has, and of which types",
    );
    return undefined;
  }
  const columns = columnsIn(notes, schema, record);
  const title = notes.text(resource, "title");
  const description = notes.text(resource, "description");
  if (columns === undefined) return undefined;
  return {
    record,
    resource: name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    columns,
    schema: plain(schema) as DeclaredRecord["schema"],
  };
}
