/**
 * Signing policies as data: how affiliations are printed. A policy acts on an affiliation, never on a person: whoever belongs to
 * another institute as well keeps that one. It is a short JSON file; `docs/author-lists.md` says what may stand in one.
 */
import { nearest } from "@comity/policy";
import { JsonFault, type JsonNode, Places, readJson } from "@comity/registry";
import { z } from "zod";
import { CONNECTIONS } from "../list/author-list.ts";
import { lineFault } from "./line-safety.ts";
import { AuthorshipError, type AuthorshipProblem } from "./signing-problems.ts";

const text = z.string().trim().min(1);
const line = text.superRefine((value, context) => {
  const fault = lineFault(value);
  if (fault !== undefined) context.addIssue({ code: "custom", message: `the line ${fault}` });
});

const when = z.strictObject({
  /** Whether the policy treats the governing party or agreement apart; both where absent. */
  disputed: z.boolean().optional(),
  /** The kind of the governing party. */
  party: z.enum(["state", "organisation"]).optional(),
  /** How the governing agreement stands on the day of publication. */
  agreement: z.enum(["in force", "suspended", "ended", "not yet", "none", "unknown"]).optional(),
  /** The place among the author's affiliations. */
  place: z.enum(["first", "further"]).optional(),
  connection: z.array(z.enum(CONNECTIONS)).min(1).optional(),
  /** Whether another affiliation of the author is printed by the institute's name. */
  beside: z.boolean().optional(),
});

const print = z.union([
  z.enum(["institute", "nothing"]),
  z.strictObject({
    line,
    /** The line where one of the same policy stands with the author already. */
    again: line.optional(),
    /** How it is tied to the author; as the affiliation was where absent. */
    connection: z.enum(CONNECTIONS).optional(),
  }),
]);

const disputed = z.union([
  z.strictObject({ party: text, source: text.optional() }),
  z.strictObject({ agreement: text, source: text.optional() }),
]);

const signingPolicy = z.strictObject({
  policy: z.string().regex(/^[a-z][a-z0-9-]*$/, "a name is made of small letters, digits and `-`"),
  title: text,
  about: text,
  seen: text.optional(),
  source: text.optional(),
  disputed: z.array(disputed).default([]),
  affiliations: z.array(z.strictObject({ when: when.default({}), print })).min(1),
  acknowledgements: z.enum(["as given", "of printed institutes", "of everybody", "none"]).default("as given"),
});

/** How the affiliations that fit are printed. */
export type Print = z.infer<typeof print>;
export type AffiliationRule = z.infer<typeof signingPolicy>["affiliations"][number];
export type SigningPolicy = z.infer<typeof signingPolicy>;

const WORDS = [
  ...Object.keys(signingPolicy.shape),
  ...Object.keys(when.shape),
  "when",
  "print",
  "line",
  "again",
  "connection",
  "party",
  "agreement",
  "source",
];

/** `affiliations[0].print.line`. */
function written(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) =>
      typeof part === "number" ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`,
    )
    .join("");
}

type Issue = z.core.$ZodIssue;

/** Where a field stands in the file; where it is missing, the object that it is missing from. */
type PlaceOf = (path: readonly PropertyKey[]) => { readonly line: number };

function placesIn(text: string, whole: JsonNode): PlaceOf {
  const places = new Places(text);
  return (path) => {
    let node = whole;
    for (const part of path) {
      const next =
        node.kind === "object"
          ? node.members.get(String(part))
          : node.kind === "list"
            ? node.items[Number(part)]
            : undefined;
      if (next === undefined) break;
      node = next;
    }
    return { line: places.of(node.at).line };
  };
}

function problemsOf(issue: Issue, file: string, placeOf: PlaceOf): AuthorshipProblem[] {
  const path = written(issue.path);
  const at = {
    category: "incorrect" as const,
    file,
    ...(path === "" ? {} : { path }),
    ...placeOf(issue.path),
  };
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const near = nearest(key, WORDS);
      return {
        ...at,
        ...placeOf([...issue.path, key]),
        code: "unknown-field",
        message: `\`${key}\` is no field here`,
        ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }),
      };
    });
  if (issue.code === "invalid_union") {
    // Of the forms that a value may have, the one that comes furthest says what is wrong with it.
    const nested = issue.errors.map((errors) =>
      errors.map((one) => ({ ...one, path: [...issue.path, ...one.path] })),
    );
    const deepest = nested.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
    if (deepest.length > 0 && depth(deepest) > issue.path.length)
      return deepest.flatMap((one) => problemsOf(one as Issue, file, placeOf));
    const message = path.endsWith("print")
      ? 'what is printed is `"institute"`, `"nothing"` or an object with a `line`'
      : "an object with `party` or with `agreement` is expected";
    return [{ ...at, code: "unknown-choice", message }];
  }
  if (issue.code === "invalid_value")
    return [
      {
        ...at,
        code: "unknown-choice",
        message: `one of ${issue.values.map((value) => `\`${String(value)}\``).join(", ")} is expected`,
      },
    ];
  if (issue.code === "custom") return [{ ...at, code: "unsafe-line", message: issue.message }];
  if (issue.code === "invalid_format") return [{ ...at, code: "malformed-name", message: issue.message }];
  if (issue.code === "invalid_type") {
    const isMissing = issue.input === undefined && /undefined/.test(issue.message);
    return [
      {
        ...at,
        code: isMissing ? "missing-field" : "wrong-type",
        message: isMissing ? "the field is missing" : `a value of the type \`${issue.expected}\` is expected`,
      },
    ];
  }
  return [{ ...at, code: "wrong-value", message: "the value is too short or empty" }];
}

const depth = (issues: readonly { readonly path: readonly PropertyKey[] }[]): number =>
  Math.max(0, ...issues.map(({ path }) => path.length));

/** A rule that comes after one that takes everything is never reached. */
function unreached(policy: SigningPolicy, file: string, placeOf: PlaceOf): AuthorshipProblem[] {
  const all = policy.affiliations.findIndex((rule) => Object.keys(rule.when).length === 0);
  if (all >= 0 && all < policy.affiliations.length - 1)
    return [
      {
        category: "conflict",
        code: "rule-not-reached",
        message: `the rule before takes every affiliation, so that this one is never reached`,
        file,
        path: `affiliations[${all + 1}]`,
        ...placeOf(["affiliations", all + 1]),
        help: "put the rule without conditions last",
      },
    ];
  return [];
}

/**
 * Reads a signing policy. Throws an `AuthorshipError` with all that is wrong with it, by line and field: unknown fields and values, lines that
 * name a state or the host (see `lineFault`), rules that are never reached.
 *
 *     readSigningPolicy('{ "policy": "named", "title": "As ever", "about": "...", "affiliations": [{ "print": "institute" }] }', "named.json")
 */
export function readSigningPolicy(json: string, file: string): SigningPolicy {
  const body = json.replace(/^\ufeff/, "");
  let placeOf: PlaceOf;
  try {
    placeOf = placesIn(body, readJson(body, { isUnique: true }));
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const help = fault.expected === "" ? {} : { help: `expected ${fault.expected}` };
    const code = fault.twice === undefined ? "not-json" : "field-twice";
    throw new AuthorshipError([
      {
        category: "incorrect",
        code,
        message: fault.message,
        file,
        ...new Places(body).of(fault.at),
        ...help,
      },
    ]);
  }
  const parsed = signingPolicy.safeParse(JSON.parse(body), { reportInput: true });
  const problems = parsed.success
    ? unreached(parsed.data, file, placeOf)
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, file, placeOf));
  if (!parsed.success || problems.length > 0) throw new AuthorshipError(problems);
  return parsed.data;
}
