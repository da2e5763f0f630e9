/** Reads a body's file, and says everything that is wrong with it, each with the path of its field. */
import { CalendarError, type Day, day, OPEN, SINCE_EVER } from "@comity/calendar";
import { JsonFault, Places, readJson } from "@comity/registry";
import { z } from "zod";
import { GREATEST_WEIGHT, MOST_MEMBERS } from "../rules/count.ts";
import { BASES, GROUPS, type MajorityRule, UNITS } from "../rules/majority-rule.ts";
import { USUAL_RULES } from "../rules/usual-rules.ts";
import { ATTENDANTS, type Body, MEMBER_KINDS } from "./body.ts";

/** One problem of a file. */
export interface BodyProblem {
  readonly severity: "error";
  readonly category: "incorrect";
  readonly code: string;
  /** Lower case, no final period. */
  readonly message: string;
  readonly file: string;
  /** `rules[2].needs[0].share`; empty for the file as a whole. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly help?: string;
}

/** Thrown where a body's file cannot be read: all its problems at once. */
export class BodyError extends Error {
  readonly problems: readonly BodyProblem[];

  constructor(problems: readonly BodyProblem[]) {
    super(problems.map(formatBodyProblem).join("\n"));
    this.name = "BodyError";
    this.problems = problems;
  }
}

/** `council-cern.json, rules[0].source: ...` */
export function formatBodyProblem({ file, path, line, column, message, help }: BodyProblem): string {
  const place = [
    file,
    ...(line === undefined ? [] : [`line ${line}, column ${column}`]),
    ...(path === "" ? [] : [path]),
  ].join(", ");
  return `${place}: ${message}${help === undefined ? "" : `\n  help: ${help}`}`;
}

const text = z.string().min(1).max(2_000);
const id = z
  .string()
  .regex(/^[^\s\p{Cc}]{1,200}$/u, "an identifier has no blanks and is at most 200 characters long");
const words = z.strictObject({ en: text, fr: text });
const sourced = { source: text, isVerified: z.boolean() };

/** Zod's custom issue carries what the calendar says. */
const written = z.string().transform((value, context): Day => {
  try {
    return day(value);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});

const spell = { from: written.optional(), lastDay: written.optional() };
const daysOf = ({ from, lastDay }: { from?: Day | undefined; lastDay?: Day | undefined }) => ({
  from: from ?? SINCE_EVER,
  to: lastDay === undefined ? OPEN : ((lastDay + 1) as Day),
});

const share = z
  .tuple([z.number().int().min(0).max(1_000), z.number().int().min(1).max(1_000)])
  .refine(([numerator, denominator]) => numerator <= denominator, "a share is no more than the whole");
const bound = z.enum(["at least", "more than"]);

const need = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("share"),
    share,
    bound,
    of: z.enum(BASES),
    among: z.enum(GROUPS).default("members"),
    in: z.enum(UNITS).default("members"),
  }),
  z.strictObject({ kind: z.literal("no objection"), among: z.enum(GROUPS).default("members") }),
  z.strictObject({ kind: z.literal("somebody in favour") }),
  z.strictObject({ kind: z.literal("somebody represented") }),
]);

const rule = z.strictObject({
  id,
  title: words.optional(),
  needs: z.array(need).min(1).max(20).optional(),
  voters: z.enum(GROUPS).default("members"),
  clauses: z.array(z.strictObject({ clause: text, matter: words, ...sourced })).default([]),
  ...sourced,
});

const membership = z.union([
  z.strictObject({ status: text }),
  z
    .array(
      z.strictObject({
        member: id,
        title: text.optional(),
        weight: z.number().int().min(0).max(GREATEST_WEIGHT).default(1),
        ...spell,
      }),
    )
    .max(MOST_MEMBERS),
]);

const money = z
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER / 4);

const bodyFile = z.strictObject({
  body: id,
  title: words,
  note: words.optional(),
  isMadeUp: z.boolean().default(false),
  memberKind: z.enum(MEMBER_KINDS),
  members: membership,
  associates: membership.default([]),
  quorum: z.strictObject({ share, bound, of: z.enum(["all", "entitled"]), ...sourced }).optional(),
  arrears: z.strictObject({ words, ...sourced }).optional(),
  dues: z
    .array(
      z.strictObject({
        member: id,
        from: written,
        lastDay: written.optional(),
        unpaid: money,
        dueThisYear: money,
        dueLastYear: money,
        source: text.optional(),
      }),
    )
    .default([]),
  waivers: z.array(z.strictObject({ member: id, instrument: text, ...spell })).default([]),
  programmes: z
    .array(
      z.strictObject({
        programme: id,
        title: words,
        participants: z.array(z.strictObject({ member: id, ...spell })).max(MOST_MEMBERS),
      }),
    )
    .default([]),
  offices: z.array(z.strictObject({ office: id, title: words, term: words, ...sourced })).default([]),
  attendance: z
    .array(
      z.strictObject({
        access: z.enum(["open", "restricted", "closed"]),
        attends: z.array(z.enum(ATTENDANTS)),
        ...sourced,
      }),
    )
    .default([]),
  rules: z.array(rule).min(1).max(200),
  usualRule: id,
});

type BodyFile = z.output<typeof bodyFile>;
type Note = (path: string, code: string, message: string, help?: string) => void;

/** `rules[2].needs[0]` */
const writtenPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (whole, part) =>
      typeof part === "number" ? `${whole}[${part}]` : `${whole === "" ? "" : `${whole}.`}${String(part)}`,
    "",
  );

function tell(issue: z.core.$ZodIssue, note: Note): void {
  const path = writtenPath(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      for (const key of issue.keys)
        note(writtenPath([...issue.path, key]), "unknown-field", `\`${key}\` is no field here`);
      return;
    case "invalid_type":
      note(
        path,
        "wrong-type",
        issue.input === undefined
          ? `\`${String(issue.path.at(-1) ?? "")}\` is missing`
          : `${issue.expected} is expected`,
      );
      return;
    case "invalid_union": {
      // Members are listed, or told by a status; of a requirement that is none of ours there is nothing more to say.
      const inner = issue.errors[Array.isArray(issue.input) ? 1 : 0] ?? [];
      for (const each of inner) tell({ ...each, path: [...issue.path, ...each.path] }, note);
      if (inner.length === 0) note(path, "unknown-choice", "this is no requirement that a rule can have");
      return;
    }
    case "invalid_value":
      note(
        path,
        "unknown-choice",
        `expected one of ${issue.values.map((each) => `\`${String(each)}\``).join(", ")}`,
      );
      return;
    default:
      note(path, "malformed", issue.message.charAt(0).toLowerCase() + issue.message.slice(1));
  }
}

/** A rule of the file: one of the usual rules by its id, or one that says itself what it needs. */
function ruleOf(each: BodyFile["rules"][number], at: number, note: Note): MajorityRule | undefined {
  const usual = USUAL_RULES.get(each.id);
  const { id, clauses, source, isVerified, voters } = each;
  const needs = each.needs ?? usual?.needs;
  const title = each.title ?? usual?.title;
  if (needs === undefined || title === undefined) {
    note(
      `rules[${at}]`,
      "rule-incomplete",
      `\`${id}\` is not among the usual rules, and does not say ${needs === undefined ? "what it `needs`" : "its `title`"}`,
      `the usual rules are ${[...USUAL_RULES.keys()].map((name) => `\`${name}\``).join(", ")}`,
    );
    return undefined;
  }
  return { id, title, needs, voters, clauses, source, isVerified };
}

/** What no field can say by itself. */
function crossCheck(file: BodyFile, note: Note): void {
  const once = (what: string, names: readonly string[], path: (at: number) => string): void => {
    for (const [at, name] of names.entries())
      if (names.indexOf(name) < at) note(path(at), "named-twice", `the ${what} \`${name}\` is there twice`);
  };
  once(
    "rule",
    file.rules.map((each) => each.id),
    (at) => `rules[${at}].id`,
  );
  once(
    "programme",
    file.programmes.map((each) => each.programme),
    (at) => `programmes[${at}].programme`,
  );
  if (!file.rules.some((each) => each.id === file.usualRule))
    note("usualRule", "no-rule", `\`${file.usualRule}\` is none of the rules of this body`);
  for (const field of ["members", "associates", "dues", "waivers"] as const) {
    const listed = file[field];
    if (!Array.isArray(listed)) continue;
    for (const [at, { from, lastDay }] of listed.entries())
      if (from !== undefined && lastDay !== undefined && lastDay < from)
        note(`${field}[${at}].lastDay`, "days-backwards", "its last day comes before its first");
  }
  if (!Array.isArray(file.members)) return;
  const members = new Set(file.members.map(({ member }) => member));
  const known = (path: string, named: readonly { readonly member: string }[]): void => {
    for (const [at, { member }] of named.entries())
      if (!members.has(member))
        note(`${path}[${at}].member`, "not-a-member", `\`${member}\` is no member of this body`);
  };
  known("dues", file.dues);
  known("waivers", file.waivers);
  for (const [at, { participants }] of file.programmes.entries())
    known(`programmes[${at}].participants`, participants);
}

const seatsOf = (listed: BodyFile["members"]): Body["members"] =>
  Array.isArray(listed)
    ? listed.map(({ member, title, weight, ...days }) => ({ member, title, weight, ...daysOf(days) }))
    : listed;

/**
 * Reads a body from the text of its file.
 *
 *     const council = readBody(readFileSync("policies/council-cern.json", "utf8"), "council-cern.json");
 *     council.rules.get("two-thirds-of-all")
 *
 * @throws BodyError with everything that is wrong with it.
 */
export function readBody(json: string, file: string): Body {
  const problems: BodyProblem[] = [];
  const note: Note = (path, code, message, help) =>
    problems.push({
      severity: "error",
      category: "incorrect",
      code,
      message,
      file,
      path,
      ...(help === undefined ? {} : { help }),
    });
  const data = parsed(json, file);
  const reading = bodyFile.safeParse(data, { reportInput: true });
  if (!reading.success) {
    for (const issue of reading.error.issues) tell(issue, note);
    throw new BodyError(problems);
  }
  const read = reading.data;
  crossCheck(read, note);
  const rules = read.rules.map((each, at) => ruleOf(each, at, note));
  if (problems.length > 0) throw new BodyError(problems);
  return {
    body: read.body,
    title: read.title,
    note: read.note,
    isMadeUp: read.isMadeUp,
    memberKind: read.memberKind,
    members: seatsOf(read.members),
    associates: seatsOf(read.associates),
    quorum: read.quorum,
    arrears: read.arrears,
    dues: read.dues.map(({ lastDay, source, ...owed }) => ({
      ...owed,
      source,
      to: lastDay === undefined ? OPEN : ((lastDay + 1) as Day),
    })),
    waivers: read.waivers.map(({ member, instrument, ...days }) => ({ member, instrument, ...daysOf(days) })),
    programmes: read.programmes.map(({ participants, ...each }) => ({
      ...each,
      participants: participants.map(({ member, ...days }) => ({ member, ...daysOf(days) })),
    })),
    offices: read.offices,
    attendance: read.attendance,
    rules: new Map(rules.map((each) => [each!.id, each!])),
    usualRule: read.usualRule,
  };
}

/** @throws BodyError where the text is no JSON, or says a field twice. */
function parsed(json: string, file: string): unknown {
  const plain = json.replace(/^\ufeff/, "");
  try {
    readJson(plain, { isUnique: true });
    return JSON.parse(plain);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    throw new BodyError([
      {
        severity: "error",
        category: "incorrect",
        code: fault.twice === undefined ? "not-json" : "field-twice",
        message: plain.trim() === "" ? "the file is empty: a body is written as JSON" : fault.message,
        file,
        path: "",
        ...new Places(plain).of(fault.at),
        ...(fault.expected === "" ? {} : { help: `expected ${fault.expected}` }),
      },
    ]);
  }
}
