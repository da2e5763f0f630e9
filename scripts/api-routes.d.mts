/** The text of the module of types of an API, from its OpenAPI 3.1 document. */
export function apiTypes(document: unknown): string;
