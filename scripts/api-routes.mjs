/**
 * Makes the types that the pages ask the API by out of its OpenAPI document. No tool does it with TypeScript 7, which has no
 * compiler API; and what is needed is small: the schemas of the document, and one entry for each route.
 */

const HEAD = `// Made of the OpenAPI document by scripts/api-routes.mjs; a test of the server holds it to that document.
// UPDATE_GOLDEN=1 npx vitest run apps/server/test/api-routes.test.ts writes it anew.
`;
const METHODS = ["get", "post", "put", "patch", "delete"];
const OTHER = "text/";

const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const indented = (text) => text.replaceAll("\n", "\n  ");

/** The type of a schema of JSON Schema 2020-12, as far as the document uses it. */
function typeOf(schema) {
  if (schema === undefined || schema === true) return "unknown";
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(typeOf).join(" | ");
  if (schema.allOf !== undefined) return allOf(schema.allOf);
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(" | ");
  switch (schema.type) {
    case "string":
      return "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return schema.prefixItems === undefined
        ? `readonly (${typeOf(schema.items)})[]`
        : `readonly [${schema.prefixItems.map(typeOf).join(", ")}]`;
    case "object":
      return objectOf(schema);
    default:
      return "unknown";
  }
}

/** All of several; a bare `object or null` beside a reference is how the document writes that it may be null. */
function allOf(parts) {
  const isBare = ({ $ref, properties }) => $ref === undefined && properties === undefined;
  const types = parts.filter((part) => !isBare(part)).map((part) => `(${typeOf(part)})`);
  const mayBeNull = parts.some((part) => isBare(part) && [part.type].flat().includes("null"));
  return `${types.join(" & ")}${mayBeNull ? " | null" : ""}`;
}

function objectOf({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const said =
      schema.description === undefined ? "" : `/** ${schema.description.replaceAll("*/", "* /")} */\n`;
    const isOptional = !required.includes(name);
    const type = indented(typeOf(schema));
    return `${said}readonly ${key(name)}${isOptional ? "?" : ""}: ${type}${isOptional ? " | undefined" : ""};`;
  });
  const rest =
    additionalProperties === undefined || additionalProperties === false
      ? []
      : [`readonly [key: string]: ${fields.length > 0 ? "unknown" : typeOf(additionalProperties)};`];
  const lines = [...fields, ...rest];
  return lines.length === 0
    ? "Readonly<Record<string, unknown>>"
    : `{\n  ${lines.map(indented).join("\n  ")}\n}`;
}

/** The parameters of a place (`path`, `query`), or undefined where there are none. */
function parametersOf(operation, place) {
  const found = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  if (found.length === 0) return undefined;
  return objectOf({
    properties: Object.fromEntries(found.map(({ name, schema }) => [name, schema])),
    required: found.filter(({ required }) => required).map(({ name }) => name),
  });
}

/** What a route answers when all goes well: JSON's type; `Response` for everything else. */
function answerOf({ responses }) {
  const types = Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([, { content }]) => {
      const json = content?.["application/json"];
      if (json !== undefined) return typeOf(json.schema);
      return content === undefined ? "undefined" : `Response /* ${Object.keys(content)[0] ?? OTHER} */`;
    });
  return [...new Set(types)].join(" | ") || "undefined";
}

function routeOf(method, path, operation) {
  const fields = [];
  const params = parametersOf(operation, "path");
  const query = parametersOf(operation, "query");
  const content = operation.requestBody?.content ?? {};
  if (params !== undefined) fields.push(`readonly params: ${params};`);
  if (query !== undefined)
    fields.push(`readonly query${/^\s*readonly \S+[^?]: /m.test(query) ? "" : "?"}: ${query};`);
  if (content["application/json"] !== undefined)
    fields.push(`readonly body: ${typeOf(content["application/json"].schema)};`);
  else if (content["multipart/form-data"] !== undefined) fields.push("readonly body: FormData;");
  fields.push(`readonly answer: ${answerOf(operation)};`);
  const said = operation.summary === undefined ? "" : `/** ${operation.summary} */\n`;
  return `${said}${JSON.stringify(`${method.toUpperCase()} ${path}`)}: {\n  ${fields.map(indented).join("\n  ")}\n};`;
}

/** The text of the module of types of an API, from its OpenAPI 3.1 document. */
export function apiTypes(document) {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    const said = schema.description === undefined ? "" : `/** ${schema.description} */\n`;
    return `${said}export type ${name} = ${typeOf(schema)};`;
  });
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    METHODS.filter((method) => operations[method] !== undefined).map((method) =>
      routeOf(method, path, operations[method]),
    ),
  );
  return `${HEAD}\n${schemas.join("\n\n")}\n\n/** Every route: its parameters, its body and its answer. */\nexport interface Routes {\n  ${routes.map(indented).join("\n  ")}\n}\n`;
}
