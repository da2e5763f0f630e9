/** `datapackage.json`: what a registry says about itself and which files it has. */
import { didYouMean } from "@comity/policy";
import { type DeclaredRecord, tableOfRecord } from "./declared-records.ts";
import { JsonFault, type JsonNode, Places, readJson } from "./import/json-places.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import { readDeclared } from "./read-declared.ts";
import type { Table } from "./table-columns.ts";
import { TABLES } from "./tables.ts";
import { frictionlessType, tableSchema } from "./write-table.ts";

/** The format that this version writes and reads. */
export const FORMAT = 1;

/** What a registry says about itself. */
export interface RegistryMeta {
  /** Short, for programs: lower-case letters, digits, `-`, `.` and `_`. */
  readonly name: string;
  readonly title: string;
  /** Where it comes from, and that its people are made up, if they are. */
  readonly description?: string;
  /** An SPDX identifier, such as `CC0-1.0`. */
  readonly licence?: string;
  readonly sources?: readonly { readonly title: string; readonly path?: string }[];
  /** Path of the policy to use, relative to the folder. */
  readonly policy?: string;
  /** The party whose registry this is, and which is a party to every agreement. */
  readonly host?: string;
  /** The records that it declares besides the registry's own, in the order of their files. */
  readonly records?: readonly DeclaredRecord[];
}

/** A file of the package; without a table where what it declares cannot be read, which has been reported. */
export interface Resource {
  readonly name: string;
  readonly path: string;
  readonly delimiter: string;
  readonly table: Table | undefined;
}

export interface Descriptor {
  readonly meta: RegistryMeta;
  readonly resources: readonly Resource[];
  /** The paths of all files listed, also of those that are not read. */
  readonly listed: ReadonlySet<string>;
}

/** The text of `datapackage.json` for the files given: tables of the registry's own, and records that it declares. */
export function writeDescriptor(
  meta: RegistryMeta,
  tables: readonly Table[],
  records: readonly DeclaredRecord[],
): string {
  const { name, title, description, licence, sources, policy, host } = meta;
  const descriptor = {
    profile: "tabular-data-package",
    name,
    title,
    ...(description === undefined ? {} : { description }),
    ...(licence === undefined ? {} : { licenses: [{ name: licence }] }),
    ...(sources === undefined ? {} : { sources }),
    comity: {
      format: FORMAT,
      ...(policy === undefined ? {} : { policy }),
      ...(host === undefined ? {} : { host }),
    },
    resources: [
      ...tables.map((table) => ({
        profile: "tabular-data-resource",
        name: table.name,
        title: table.title,
        ...fileOf(table.name),
        schema: tableSchema(table),
      })),
      ...records.map(({ record, resource, title, description, schema }) => ({
        profile: "tabular-data-resource",
        name: resource,
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...fileOf(resource),
        comity: { record },
        schema,
      })),
    ],
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}

const fileOf = (name: string) => ({
  path: `${name}.csv`,
  format: "csv",
  mediatype: "text/csv",
  encoding: "utf-8",
});

/** Reads what is needed of a descriptor, and notes what is wrong where it stands. */
class DescriptorReader {
  readonly #file: string;
  readonly #places: Places;
  readonly #problems: Problem[];

  constructor(file: string, text: string, problems: Problem[]) {
    this.#file = file;
    this.#places = new Places(text);
    this.#problems = problems;
  }

  problem(
    code: ProblemCode,
    at: number,
    message: string,
    help?: string,
    severity: Problem["severity"] = "error",
  ): void {
    const { line } = this.#places.of(at);
    this.#problems.push({
      severity,
      category: "incorrect",
      code,
      message,
      file: this.#file,
      row: line,
      ...(help === undefined ? {} : { help }),
    });
  }

  /** A member of an object as text; undefined where it is absent or, which is reported, no text. */
  text(object: JsonNode, name: string, needed = false): string | undefined {
    const member = object.kind === "object" ? object.members.get(name) : undefined;
    if (member?.kind === "text") return member.value;
    if (member !== undefined) this.problem("wrong-type", member.at, `\`${name}\` is not a text`);
    else if (needed) this.problem("missing-value", object.at, `\`${name}\` is missing`);
    return undefined;
  }

  meta(root: JsonNode): RegistryMeta {
    const name = this.text(root, "name", true) ?? "";
    const title = this.text(root, "title") ?? name;
    const description = this.text(root, "description");
    const licence = this.#first(root, "licenses", "name");
    const sources = this.#sources(root);
    const comity = root.kind === "object" ? root.members.get("comity") : undefined;
    if (comity?.kind !== "object") {
      const at = comity?.at ?? root.at;
      this.problem("missing-value", at, "`comity` is missing", 'a registry has `"comity": {"format": 1}`');
      return { name, title };
    }
    const format = comity.members.get("format");
    if (format?.kind !== "number" || format.value !== FORMAT)
      this.problem(
        "unknown-format",
        format?.at ?? comity.at,
        `\`comity.format\` is not ${FORMAT}, the only format that is known`,
      );
    const policy = this.text(comity, "policy");
    const host = this.text(comity, "host");
    return {
      name,
      title,
      ...(description === undefined ? {} : { description }),
      ...(licence === undefined ? {} : { licence }),
      ...(sources === undefined ? {} : { sources }),
      ...(policy === undefined ? {} : { policy }),
      ...(host === undefined ? {} : { host }),
    };
  }

  /** A member of an object as a list; undefined where it is absent or, which is reported, no list. */
  list(object: JsonNode, name: string): readonly JsonNode[] | undefined {
    const member = object.kind === "object" ? object.members.get(name) : undefined;
    if (member === undefined || member.kind === "list") return member?.items;
    this.problem("wrong-type", member.at, `\`${name}\` is not a list`);
    return undefined;
  }

  #first(object: JsonNode, list: string, name: string): string | undefined {
    const first = this.list(object, list)?.[0];
    return first === undefined ? undefined : this.text(first, name);
  }

  #sources(root: JsonNode): RegistryMeta["sources"] {
    return this.list(root, "sources")?.map((source) => {
      const path = this.text(source, "path");
      return { title: this.text(source, "title", true) ?? "", ...(path === undefined ? {} : { path }) };
    });
  }

  /** The files listed, and the records that they declare. */
  resources(root: JsonNode): { resources: Resource[]; records: DeclaredRecord[] } {
    const resources: Resource[] = [];
    const records: DeclaredRecord[] = [];
    const items = this.list(root, "resources");
    if (items === undefined) {
      this.problem("missing-value", root.at, "`resources` is missing: it lists the files");
      return { resources, records };
    }
    for (const item of items) {
      const name = this.text(item, "name", true);
      const path = this.text(item, "path", true);
      if (name === undefined || path === undefined) continue;
      const own = TABLES.find((each) => each.name === name);
      const declares = item.kind === "object" && item.members.has("comity");
      if (own === undefined && !declares) this.#unknown(item, name);
      else if (isUnsafe(path))
        this.problem(
          "unsafe-path",
          item.at,
          `\`${path}\` does not lie in the folder`,
          `such as \`${name}.csv\``,
        );
      else if (resources.some((each) => each.name === name || each.path === path))
        this.problem("listed-twice", item.at, `the resource \`${name}\` or its file is listed twice`);
      else {
        if (own !== undefined && declares)
          this.problem(
            "listed-twice",
            item.at,
            `\`${name}\` is a file of the registry's own and cannot declare a record`,
            "give the resource another name",
          );
        const declared = own === undefined ? this.#declared(item, name, records) : undefined;
        if (own !== undefined) this.#compareSchema(item, own);
        if (declared !== undefined) records.push(declared);
        const table = own ?? (declared === undefined ? undefined : tableOfRecord(declared));
        resources.push({ name, path, delimiter: this.#delimiter(item), table });
      }
    }
    return { resources, records };
  }

  #unknown(item: JsonNode, name: string): void {
    const help =
      didYouMean(
        name,
        TABLES.map((each) => each.name),
      ) ?? 'what a policy needs besides is declared by `"comity": {"record": "NAME"}`';
    this.problem(
      "unknown-file",
      item.at,
      `the resource \`${name}\` is not known and is not read`,
      help,
      "warning",
    );
  }

  /** The record that a resource declares, if none before it declares it already. */
  #declared(item: JsonNode, name: string, known: readonly DeclaredRecord[]): DeclaredRecord | undefined {
    const declared = readDeclared(this, item as JsonNode & { kind: "object" }, name);
    const before = known.find(({ record }) => record === declared?.record);
    if (before === undefined) return declared;
    this.problem(
      "listed-twice",
      item.at,
      `the record \`${before.record}\` is declared twice, by \`${before.resource}\` and by \`${name}\``,
      "put the rows into one file",
    );
    return undefined;
  }

  #delimiter(resource: JsonNode): string {
    const dialect = resource.kind === "object" ? resource.members.get("dialect") : undefined;
    const delimiter = dialect === undefined ? undefined : this.text(dialect, "delimiter");
    if (delimiter === undefined) return ",";
    if (delimiter.length === 1 && !'"\r\n\ufeff'.includes(delimiter)) return delimiter;
    this.problem(
      "wrong-type",
      dialect!.at,
      `\`${delimiter}\` cannot be a delimiter`,
      "one character, such as `;`",
    );
    return ",";
  }

  /** The meaning of a column is fixed: a schema that says otherwise misleads other tools, not this one. */
  #compareSchema(resource: JsonNode, table: Table): void {
    const schema = resource.kind === "object" ? resource.members.get("schema") : undefined;
    if (schema?.kind !== "object") return;
    for (const field of this.list(schema, "fields") ?? []) {
      const name = this.text(field, "name");
      const type = this.text(field, "type");
      const column = table.columns.find((each) => each.name === name);
      if (column === undefined || type === undefined || type === "any") continue;
      const expected = frictionlessType(column);
      if (type !== expected)
        this.problem(
          "schema-differs",
          field.at,
          `the schema of \`${table.name}\` calls \`${name}\` a \`${type}\`; it is read as a \`${expected}\``,
          undefined,
          "warning",
        );
    }
  }
}

/** Whether a path could lead out of the folder, or to another machine. */
function isUnsafe(path: string): boolean {
  return path === "" || /^[/\\~]|^[A-Za-z]+:|(^|[/\\])\.\.([/\\]|$)/.test(path);
}

/** Reads a descriptor; undefined where it is no JSON object. */
export function readDescriptor(file: string, text: string, problems: Problem[]): Descriptor | undefined {
  const reader = new DescriptorReader(file, text, problems);
  let root: JsonNode;
  try {
    root = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const expected = error.expected === "" ? undefined : `expected ${error.expected}`;
    reader.problem("not-json", error.at, `not JSON: ${error.message}`, expected);
    return undefined;
  }
  if (root.kind !== "object") {
    reader.problem("wrong-type", root.at, "the descriptor is not an object");
    return undefined;
  }
  const meta = reader.meta(root);
  const { resources, records } = reader.resources(root);
  const items = root.members.get("resources");
  const paths = (items?.kind === "list" ? items.items : []).flatMap((item) => {
    const path = item.kind === "object" ? item.members.get("path") : undefined;
    return path?.kind === "text" ? [path.value] : [];
  });
  return {
    meta: { ...meta, ...(records.length === 0 ? {} : { records }) },
    resources,
    listed: new Set(paths),
  };
}
