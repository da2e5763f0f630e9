/**
 * Reads a draft decision from a JSON file (docs/decision-format.md). Takes the file's text and finds everything that is
 * wrong with it, with the path of each field.
 */
import type { Day } from "@comity/calendar";
import { didYouMean, type RecordShape } from "@comity/policy";
import {
  type Act,
  checkDraft,
  type Drafted,
  type Folded,
  type Found,
  JsonFault,
  draft as layOver,
  Places,
  readJson,
} from "@comity/registry";
import type { z } from "zod";
import type { Draft } from "./draft.ts";
import { DOCUMENT_FIELDS, draftAct, draftDocument, fieldsOf, type ReadAct } from "./draft-acts.ts";
import { helped, type Path, type Place, tell, writtenPath } from "./draft-issues.ts";
import { readStatement, type StatableRecords, statableRecords } from "./draft-statements.ts";
import { terminationProblems } from "./notice.ts";
import { DraftError, type DraftProblem, formatDraftProblem } from "./problems.ts";

export interface DraftOptions {
  /** The file's name, for messages. */
  readonly file?: string;
  /** The registry as known on the end of a day: `(knownOn) => fold(acts, { knownOn })`. */
  readonly foldOn: (knownOn: Day) => Folded;
  /** Goes before the file's own `knownOn`. */
  readonly knownOn?: Day;
  /** Records that a draft may state though no row of the registry does yet: those of the policy that reads it. */
  readonly records?: readonly RecordShape[];
}

export interface DraftReading {
  /** Undefined where a problem is an error. */
  readonly draft: Draft | undefined;
  /** The registry that it is laid over; undefined where the file names no day. */
  readonly folded: Folded | undefined;
  /** What its acts come to over that registry: `layDraft` need not find it again. Undefined where an act has no day. */
  readonly drafted: Drafted | undefined;
  readonly problems: readonly DraftProblem[];
}

/** Bytes or text as text without a byte order mark; a problem where they are not UTF-8. */
function decoded(input: string | Uint8Array, problems: DraftProblem[], file: { file?: string }): string {
  if (typeof input === "string") return input.replace(/^\ufeff/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(input);
  } catch {
    problems.push({
      severity: "error",
      category: "incorrect",
      code: "not-utf-8",
      message: "the file is not UTF-8",
      ...file,
    });
    return "";
  }
}

function parsed(text: string, problems: DraftProblem[], file: { file?: string }): unknown {
  try {
    readJson(text, { isUnique: true });
    return JSON.parse(text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const isEmpty = text.trim() === "";
    problems.push({
      severity: "error",
      category: "incorrect",
      code: fault.twice === undefined ? "not-json" : "field-twice",
      message: isEmpty ? "the file is empty: a decision is written as JSON" : fault.message,
      ...(isEmpty || fault.expected === "" ? {} : { help: `expected ${fault.expected}` }),
      ...new Places(text).of(fault.at),
      ...file,
    });
    return undefined;
  }
}

/** What of a file can be read, and the places of its acts. */
interface Shape {
  readonly document: Partial<z.infer<typeof draftDocument>>;
  /** By the place in the file's list; undefined where an act cannot be read. */
  readonly acts: readonly (ReadAct | undefined)[];
}

function shapeOf(data: unknown, note: Place): Shape {
  const reading = draftDocument.safeParse(data);
  for (const issue of reading.error?.issues ?? []) tell(issue, data, [], DOCUMENT_FIELDS, note);
  const raw = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  const list = Array.isArray(raw.acts) ? (raw.acts as unknown[]) : [];
  if (Array.isArray(raw.acts) && list.length === 0)
    note(
      {
        category: "incorrect",
        code: "no-acts",
        message: "the decision names nothing: `acts` is empty",
        help: 'it needs one act at least, such as { "act": "termination", "agreement": ..., "lastDay": ... }',
      },
      ["acts"],
    );
  const acts = list.map((item, at) => {
    const one = draftAct.safeParse(item);
    if (one.success) {
      const act = one.data as unknown as ReadAct;
      if (act.act === "exception" && act.person === undefined && act.persons === undefined)
        note({ category: "incorrect", code: "missing-field", message: "`person` or `persons` is missing" }, [
          "acts",
          at,
          "persons",
        ]);
      return act;
    }
    const sort = (item as { act?: unknown } | null)?.act;
    for (const issue of one.error.issues) tell(issue, item, ["acts", at], fieldsOf(String(sort)), note);
    return undefined;
  });
  // Where the file as a whole is no draft, what can be read of it is looked up all the same.
  const fields = draftDocument.partial().strip();
  const partial = reading.success
    ? reading.data
    : Object.fromEntries(
        Object.entries(fields.shape).flatMap(([key, field]) => {
          const one = field.safeParse(raw[key]);
          return one.success && one.data !== undefined ? [[key, one.data]] : [];
        }),
      );
  return { document: partial, acts };
}

/** A hypothetical act and where it stands: `acts[place]`, `persons[person]` of it. */
interface PlacedAct {
  readonly act: Act;
  readonly place: number;
  readonly person?: number;
}

/** The acts with the header that the decision gives them. An exception for several persons is one act for each. */
function actsOf(shape: Shape, knownOn: Day, records: StatableRecords, note: Place): PlacedAct[] {
  const { date, body, title } = shape.document;
  const placed: PlacedAct[] = [];
  shape.acts.forEach((read, place) => {
    if (read === undefined) return;
    const { persons, firstDay, ...own } = read as ReadAct & { persons?: readonly string[]; firstDay?: Day };
    const given: Record<string, unknown> = { ...own };
    if (firstDay !== undefined) {
      if (read.act === "signature") given.firstDay = firstDay;
      else if (given.on === undefined) given.on = firstDay;
    }
    if (read.act === "signature") {
      given.parties ??= [];
      given.experiments ??= [];
      given.renewal ??= "none";
    }
    const id = `draft:${place + 1}`;
    const header = { id, on: date, recorded: knownOn, by: body ?? "", instrument: title ?? "" };
    if (read.act === "statement") {
      const { record, values } = given as { record: string; values: readonly unknown[] };
      const statement = readStatement(record, values, records, ["acts", place], note);
      if (statement === undefined) return;
      Object.assign(given, statement);
    }
    const make = (more: object): Act => ({ ...header, ...given, ...more }) as unknown as Act;
    if (read.act !== "exception") {
      placed.push({ act: make({}), place });
      return;
    }
    const { person } = given;
    if (person !== undefined) placed.push({ act: make({}), place });
    persons?.forEach((each, at) => {
      placed.push({ act: make({ id: `${given.id ?? id}/${each}`, person: each }), place, person: at });
    });
  });
  return placed;
}

/** `last_day` as the file writes it. */
const fieldOfColumn = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What the registry finds wrong with the acts, at their places. */
function registryProblem(
  { column, code, message, help, severity, category }: Found,
  { act, place, person }: PlacedAct,
) {
  // What a statement says stands in a list.
  const at = act.act === "statement" ? act.columns.findIndex(({ name }) => name === column) : -1;
  const field = column === undefined ? [] : at >= 0 ? ["values", at] : [fieldOfColumn(column)];
  const path: Path = [
    "acts",
    place,
    ...(column === "person" && person !== undefined ? ["persons", person] : field),
  ];
  const [own = "", ...inner] = field;
  const said = (act as unknown as Record<string, unknown>)[own];
  const value = inner.length === 0 ? said : (said as readonly unknown[])[at];
  const kind = /^unknown-(.*)$/.exec(code)?.[1];
  const article = kind !== undefined && /^[aei]/.test(kind) ? "an" : "a";
  const words =
    kind === undefined || kind === "act" || typeof value !== "string"
      ? message
      : `\`${value}\` is not ${article} ${kind} of this registry`;
  return {
    severity,
    category: category === "fault" ? "incorrect" : category,
    code,
    message: words,
    path: writtenPath(path),
    ...helped(help),
  } satisfies DraftProblem;
}

/** A body and a session that the file names and the registry does not know. */
function checkNames({ body, session }: Shape["document"], folded: Folded, note: Place): void {
  if (body !== undefined && !folded.bodies.has(body))
    note(
      {
        category: "not found",
        code: "unknown-body",
        message: `\`${body}\` is not a body of this registry`,
        ...helped(didYouMean(body, folded.bodies.keys())),
      },
      ["body"],
    );
  const sessions = folded.sessions.map((each) => each.session);
  if (session !== undefined && !sessions.includes(session))
    note(
      {
        category: "not found",
        code: "unknown-session",
        message: `\`${session}\` is not a session of this registry`,
        ...helped(didYouMean(session, sessions)),
      },
      ["session"],
    );
}

/**
 * Reads a draft decision and says everything that is wrong with it. Never throws for what the file holds.
 *
 *     const { draft, folded, problems } = examineDraft(text, { file: "end.json", foldOn: (knownOn) => fold(acts, { knownOn }) });
 */
export function examineDraft(input: string | Uint8Array, options: DraftOptions): DraftReading {
  const file = options.file === undefined ? {} : { file: options.file };
  const problems: DraftProblem[] = [];
  const note: Place = (problem, path) =>
    problems.push({ severity: "error", ...problem, path: writtenPath(path), ...file });
  const text = decoded(input, problems, file);
  const data = problems.length > 0 ? undefined : parsed(text, problems, file);
  if (problems.length > 0) return { draft: undefined, folded: undefined, drafted: undefined, problems };
  const shape = shapeOf(data, note);
  const { date, title, note: words, body, session } = shape.document;
  const knownOn = options.knownOn ?? shape.document.knownOn ?? date;
  if (knownOn === undefined) return { draft: undefined, folded: undefined, drafted: undefined, problems };
  const folded = options.foldOn(knownOn);
  const placed = actsOf(shape, knownOn, statableRecords(folded, options.records ?? []), note);
  checkNames(shape.document, folded, note);
  const acts = placed.map(({ act }) => act);
  // Without a date the acts have no day, and nothing can be said of them but their names.
  const dated = acts.every((act) => act.on !== undefined);
  const drafted = dated ? layOver(folded, acts) : undefined;
  if (drafted !== undefined) {
    for (const found of checkDraft(folded, acts, drafted))
      problems.push({ ...registryProblem(found, placed[found.index]!), ...file });
    for (const { index, ...problem } of terminationProblems(folded, acts))
      problems.push({ ...problem, path: writtenPath(["acts", placed[index]!.place, "lastDay"]), ...file });
  }
  problems.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  if (title === undefined || date === undefined || problems.some(({ severity }) => severity === "error"))
    return { draft: undefined, folded, drafted, problems };
  const draft: Draft = {
    title,
    ...(words === undefined ? {} : { note: words }),
    ...(body === undefined ? {} : { body }),
    ...(session === undefined ? {} : { session }),
    date,
    knownOn,
    acts,
    warnings: problems.map(({ file: _, ...problem }) =>
      formatDraftProblem({ ...problem, severity: "error" }),
    ),
  };
  return { draft, folded, drafted, problems };
}

/**
 * Reads a draft decision, and the registry that it is laid over.
 *
 *     const { draft, folded } = readDraft(text, { foldOn: (knownOn) => fold(registry.acts, { knownOn }) });
 *
 * @throws DraftError with every problem, where one is an error.
 */
export function readDraft(
  input: string | Uint8Array,
  options: DraftOptions,
): {
  readonly draft: Draft;
  readonly folded: Folded;
  readonly drafted: Drafted;
  readonly problems: readonly DraftProblem[];
} {
  const { draft, folded, drafted, problems } = examineDraft(input, options);
  if (draft === undefined || folded === undefined || drafted === undefined) throw new DraftError(problems);
  return { draft, folded, drafted, problems };
}
