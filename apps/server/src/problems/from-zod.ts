/** What a schema finds wrong, in our words. */
import { didYouMean } from "@comity/policy";
import type { Fault } from "./problem.ts";

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly expected?: string;
  readonly input?: unknown;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly errors?: readonly (readonly Issue[])[];
}

interface Schema {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly unwrap?: () => unknown;
  readonly options?: readonly unknown[];
}

const LONGEST_QUOTED = 60;
const MOST_FAULTS = 50;

/** What a schema has at a path: through optional fields and lists. */
function schemaAt(schema: unknown, path: readonly PropertyKey[]): Schema | undefined {
  let at = schema as Schema | undefined;
  for (const step of [...path, undefined]) {
    while (at !== undefined && at.shape === undefined && at.element === undefined && at.unwrap !== undefined)
      at = at.unwrap() as Schema;
    if (step === undefined || at === undefined) return at;
    at = (typeof step === "number" ? at.element : at.shape?.[String(step)]) as Schema | undefined;
  }
  return at;
}

function placeOf(target: string, path: readonly PropertyKey[]): string {
  const root = target === "json" ? "body" : target === "param" ? "path" : target;
  return path.reduce<string>(
    (said, step) => (typeof step === "number" ? `${said}[${step}]` : `${said}.${String(step)}`),
    root,
  );
}

function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const said = text ?? String(value);
  return `\`${said.length > LONGEST_QUOTED ? `${said.slice(0, LONGEST_QUOTED)}...` : said}\``;
}

/** The words for what was expected: `a number`, `an object`. */
function a(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function faultOf(issue: Issue, target: string, schema: unknown): Fault[] {
  const path = placeOf(target, issue.path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const own = Object.keys(schemaAt(schema, issue.path)?.shape ?? {});
      return (issue.keys ?? []).map((key) => {
        const known = own.length === 0 ? "there are no fields here" : `known are ${own.join(", ")}`;
        const help = didYouMean(key, own) ?? known;
        return { path: placeOf(target, [...issue.path, key]), message: `unknown field ${quoted(key)}`, help };
      });
    }
    case "invalid_type": {
      if (issue.input === undefined && /received undefined/.test(issue.message))
        return [{ path, message: "is missing" }];
      return [{ path, message: `${a(issue.expected ?? "value")} is expected` }];
    }
    case "invalid_value":
      return [{ path, message: `one of ${(issue.values ?? []).map(quoted).join(", ")} is expected` }];
    case "too_small":
      return [{ path, message: boundOf(issue, "least", issue.minimum) }];
    case "too_big":
      return [{ path, message: boundOf(issue, "most", issue.maximum) }];
    case "invalid_union": {
      const nearest = [...(issue.errors ?? [])].sort((x, y) => x.length - y.length)[0];
      if (nearest === undefined || nearest.length === 0)
        return [{ path, message: "is of no form that is known here" }];
      return nearest.flatMap((inner) =>
        faultOf({ ...inner, path: [...issue.path, ...inner.path] }, target, schema),
      );
    }
    default:
      return [{ path, message: issue.message }];
  }
}

function boundOf({ origin }: Issue, which: "least" | "most", bound: number | bigint | undefined): string {
  const unit = origin === "string" ? " letters" : origin === "array" ? " entries" : "";
  return `at ${which} ${bound}${unit} ${unit === "" ? "is" : "are"} expected`;
}

/**
 * The faults that a schema found in a part of a request: `query`, `json`, `param`, `header` or `form`.
 *
 *     [{ path: "query.limt", message: "unknown field `limt`", help: "did you mean `limit`?" }]
 */
export function faultsOf(issues: readonly unknown[], target: string, schema: unknown): Fault[] {
  return (issues as readonly Issue[])
    .flatMap((issue) => faultOf(issue, target, schema))
    .slice(0, MOST_FAULTS);
}
