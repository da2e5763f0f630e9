/** Requests made up from the document of the API: what it asks for, nearly that, and nothing like it. */
import fc from "fast-check";

/** A schema of an OpenAPI document, as far as requests need it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: "query" | "path" | "header" | "cookie";
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface MadeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Identifiers of the ground's registry, and some of nobody's. */
const IDS = [
  "p1",
  "p2",
  "p3",
  "p4",
  "p99",
  "INST-A",
  "INST-B",
  "X",
  "ICA-B",
  "COUNCIL",
  "site_access",
  "a-p1",
  "users-office",
  "_",
  "ST-B",
];
const DAYS = ["2024-06-01", "2030-12-31", "1900-01-01", "9999-12-31", "2024-02-30", "2024", "-1"];
const NASTY = [
  "",
  " ",
  "\u0000",
  "\u202e",
  "'; drop table comity.act; --",
  "../../etc/passwd",
  "%00",
  "💥".repeat(20),
  "a".repeat(5_000),
  "__proto__",
  "<script>",
  "{{7*7}}",
  "NaN",
  "1e999",
  "-0",
  "null",
];

const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...IDS) },
  { weight: 2, arbitrary: fc.constantFrom(...DAYS) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values of a schema, most of them fitting. */
function valueFor(schema: Schema | undefined, document: ApiDocument, depth = 0): fc.Arbitrary<unknown> {
  if (schema === undefined || depth > 6) return anything;
  const fitting = fittingFor(schema, document, depth);
  return fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

function fittingFor(schema: Schema, document: ApiDocument, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1)!;
    return valueFor(document.components?.schemas?.[name], document, depth + 1);
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined && choices.length > 0)
    return fc.oneof(...choices.map((choice) => valueFor(choice, document, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object": {
      const { properties = {}, required = [] } = schema;
      const made = Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, valueFor(each, document, depth + 1)]),
      );
      const sparse = fc.record(made, { requiredKeys: required.filter((name) => name in made) });
      const open = schema.additionalProperties === undefined || schema.additionalProperties === false;
      const of = open ? anything : valueFor(schema.additionalProperties as Schema, document, depth + 1);
      const strange = fc.dictionary(text, of, { maxKeys: 2 });
      return fc
        .tuple(
          sparse,
          fc.oneof({ weight: open ? 4 : 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: strange }),
        )
        .map(([own, more]) => ({ ...more, ...own }));
    }
    case "array":
      return fc.array(valueFor(schema.items, document, depth + 1), { maxLength: 3 });
    case "integer":
    case "number":
      return fc.oneof(fc.integer({ min: -2, max: 40 }), fc.constantFrom(0, 1e15, 2 ** 53, 1.5));
    case "boolean":
      return fc.boolean();
    case "string":
      return schema.format === "date" ? fc.constantFrom(...DAYS) : text;
    default:
      return anything;
  }
}

const spoken = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

/** What can stand in a header; the rest no client could send. */
const headerText = (value: string): string =>
  value
    .replace(/[^\x20-\x7e]/g, "")
    .slice(0, 500)
    .trim();

/** Requests for one operation. */
export function requestsFor(
  path: string,
  operation: Operation,
  document: ApiDocument,
): fc.Arbitrary<MadeRequest> {
  const { parameters = [] } = operation;
  const of = (place: Parameter["in"]) => parameters.filter((each) => each.in === place);
  const values = (place: Parameter["in"], isLoose: boolean) =>
    fc.record(
      Object.fromEntries(of(place).map(({ name, schema }) => [name, valueFor(schema, document)])),
      isLoose
        ? {
            requiredKeys: of(place)
              .filter(({ required }) => required === true)
              .map(({ name }) => name),
          }
        : {},
    );
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = type === undefined ? fc.constant(undefined) : valueFor(content?.schema, document);
  const strange = fc.option(fc.tuple(text, text), { freq: 6, nil: undefined });
  const tag = fc.constantFrom("*", '"abc"', `"${"0".repeat(64)}"`, undefined, 'W/"x"');
  return fc
    .tuple(values("path", false), values("query", true), values("header", true), body, strange, tag)
    .map(([inPath, query, headers, value, more, match]) => {
      const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) =>
        encodeURIComponent(
          spoken(inPath[name.replace(/\{.*/, "")] ?? "x").replace(/[\ud800-\udfff]/g, "") || "x",
        ),
      );
      const search = new URLSearchParams();
      for (const [name, each] of Object.entries(query))
        for (const one of Array.isArray(each) ? each : [each]) search.append(name, spoken(one));
      if (more !== undefined) search.append(...more);
      const said = search.toString();
      const own = Object.entries(headers).map(([name, each]) => [name, headerText(spoken(each))]);
      return {
        path: said === "" ? filled : `${filled}?${said}`,
        headers: {
          ...Object.fromEntries(own),
          ...(match === undefined ? {} : { "if-match": match }),
          ...(type === undefined ? {} : { "content-type": type }),
        },
        body:
          value === undefined ? undefined : type?.includes("json") ? JSON.stringify(value) : formOf(value),
      };
    });
}

function formOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return spoken(value);
  const form = new URLSearchParams();
  for (const [name, each] of Object.entries(value)) form.append(name, spoken(each));
  return form.toString();
}

/** What a parameter most likely wants. */
const PLAIN: Readonly<Record<string, string>> = { entitlement: "site_access", on: "2024-06-01", value: "p3" };

/** The plainest request for an operation that reads: about one identifier, and nothing that need not be said. */
export function plainRequest(path: string, operation: Operation, id: string): MadeRequest {
  const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) => PLAIN[name] ?? id);
  const query = (operation.parameters ?? []).filter(
    ({ in: place, name, required }) => place === "query" && (required === true || name in PLAIN),
  );
  const said = query.map(({ name }) => `${name}=${PLAIN[name] ?? id}`).join("&");
  return { path: said === "" ? filled : `${filled}?${said}`, headers: {}, body: undefined };
}

/** Of each kind one that is there. */
export const PLAIN_IDS = ["p3", "INST-B", "X", "ICA-B", "COUNCIL", "a-p3", "users-office"] as const;
