/**
 * The acts that a draft decision may hold, and the fields of each: what docs/decision-format.md says. A field is
 * written as in the registry's files, in one word with a capital inside: `lastDay` for `last_day`.
 */
import { CalendarError, type Day, type Duration, day, parseDuration } from "@comity/calendar";
import { CONNECTIONS, PARTY_KINDS, RENEWALS } from "@comity/registry";
import { z } from "zod";

/** A custom issue's code and help, which zod passes on. */
function refuse(
  context: z.core.$RefinementCtx<string>,
  code: string,
  message: string,
  help?: string,
): typeof z.NEVER {
  context.addIssue({ code: "custom", message, params: { code, help } });
  return z.NEVER;
}

/** What a calendar error says, as an issue. */
function calendarIssue<Value>(read: () => Value, context: z.core.$RefinementCtx<string>): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return refuse(context, error.code, error.message, error.help);
  }
}

const writtenDay = z.string().transform((text, context): Day => calendarIssue(() => day(text), context));
const writtenDuration = z
  .string()
  .transform((text, context): Duration => calendarIssue(() => parseDuration(text), context));

/** As `registry-format.md` says: no blanks at the ends, no semicolons, no control characters. */
const name = z.string().transform((text, context): string => {
  if (text === "") return refuse(context, "missing-value", "an identifier is expected, the text is empty");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (text.trim() !== text || /[;\u0000-\u001f\u007f]/.test(text))
    return refuse(
      context,
      "malformed-identifier",
      `\`${text}\` is no identifier`,
      "identifiers have no blanks at their ends, no semicolons and no control characters",
    );
  return text;
});
const text = z
  .string()
  .transform((given, context): string =>
    given.trim() === "" ? refuse(context, "missing-value", "a text is expected, it is empty") : given,
  );
const names = z.array(name).min(1);
const count = z.number().int().nonnegative();
const percent = z.number().nonnegative().max(100);

/** What any act may say of itself besides: it need not. */
const header = {
  id: name.optional(),
  recorded: writtenDay.optional(),
  by: z.string().optional(),
  instrument: z.string().optional(),
  corrects: name.optional(),
};
const on = { on: writtenDay.optional() };
const lasting = { ...on, lastDay: writtenDay.optional() };
/** Outside `agreement_acts.csv` the column is called `first_day`; `on` is the same. */
const stated = { ...lasting, firstDay: writtenDay.optional() };
const life = {
  term: writtenDuration.optional(),
  renewal: z.enum(RENEWALS).optional(),
  renewalTerm: writtenDuration.optional(),
  noticePeriod: writtenDuration.optional(),
};
const agreement = { agreement: name };
const person = { person: name };
const institute = { institute: name };
const experiment = { experiment: name };
const party = { party: name };

/** The fields of each act besides `act` and those that every act may have. */
const FIELDS = {
  termination: { ...agreement, ...on, lastDay: writtenDay },
  postponement: { ...agreement, ...on, lastDay: writtenDay },
  notice: { ...agreement, ...on, party: name.optional() },
  suspension: { ...agreement, ...lasting },
  resumption: { ...agreement, ...on },
  restriction: { ...agreement, ...lasting, restriction: text },
  "closing to newcomers": { ...agreement, ...lasting },
  exception: { ...agreement, ...lasting, person: name.optional(), persons: names.optional() },
  amendment: { ...agreement, ...lasting, ...life },
  succession: { ...agreement, ...on, succeeds: name },
  accession: { ...agreement, ...lasting, ...party, under: name.optional() },
  departure: { ...agreement, ...on, ...party, lastDay: writtenDay },
  "entry into force": { ...agreement, ...on },
  signature: {
    ...agreement,
    ...lasting,
    ...life,
    title: text,
    kind: text,
    parties: z.array(name).optional(),
    parent: name.optional(),
    experiments: z.array(name).optional(),
    firstDay: writtenDay.optional(),
    succeeds: name.optional(),
    decidedBy: name.optional(),
  },
  party: {
    ...party,
    ...on,
    firstDay: writtenDay.optional(),
    title: text,
    kind: z.enum(PARTY_KINDS),
    of: name.optional(),
  },
  status: { ...party, ...stated, status: text },
  observer: { ...party, ...stated, body: name },
  "observer suspension": { ...party, ...stated, body: name },
  institute: {
    ...institute,
    ...stated,
    title: text,
    kind: text,
    seat: name,
    governedBy: name,
    ror: name.optional(),
    city: text.optional(),
  },
  affiliation: { ...person, ...institute, ...stated, connection: z.enum(CONNECTIONS) },
  contract: {
    ...person,
    ...stated,
    institute: name.optional(),
    category: text,
    presence: percent.optional(),
  },
  membership: { ...person, ...experiment, ...stated, institute: name.optional() },
  qualification: { ...person, ...experiment, ...stated },
  team: { ...institute, ...experiment, ...stated },
  dues: { ...institute, ...experiment, ...stated },
  residence: { ...person, ...stated, region: text },
  "residence card": { ...person, ...stated, state: name },
  dependant: { ...person, ...stated, dependant: name, permit: z.boolean() },
  appointment: { ...person, ...experiment, ...stated, role: text },
  mark: { ...person, ...stated, mark: text },
  recall: { ...person, ...stated },
  death: { ...person, ...on, firstDay: writtenDay.optional() },
  share: { ...experiment, ...stated, payer: name, units: count },
  statement: { record: name, values: z.array(z.unknown()), ...stated },
  end: { ...on, ends: name, lastDay: writtenDay },
  withdrawal: { ...on, withdraws: name },
} as const satisfies Record<string, z.core.$ZodShape>;

export type DraftSort = keyof typeof FIELDS;
export const DRAFT_SORTS = Object.keys(FIELDS) as DraftSort[];

/** The names of an act's fields, those that it needs first. */
export function fieldsOf(sort: string): string[] {
  const own = Object.keys(FIELDS[sort as DraftSort] ?? {});
  return ["act", ...own, ...Object.keys(header)];
}

const options = DRAFT_SORTS.map((sort) => {
  const shape: z.core.$ZodShape = FIELDS[sort];
  return z.strictObject({ act: z.literal(sort), ...shape, ...header });
});

/** One act as written; its fields are read into days and durations. */
export const draftAct = z.discriminatedUnion(
  "act",
  options as [(typeof options)[number], ...(typeof options)[number][]],
);

/** The whole file but its acts: these are read one by one, so that all problems are found. */
export const draftDocument = z.strictObject({
  title: text,
  note: z.string().optional(),
  body: name.optional(),
  session: name.optional(),
  date: writtenDay,
  knownOn: writtenDay.optional(),
  acts: z.array(z.unknown()),
});

export const DOCUMENT_FIELDS = Object.keys(draftDocument.shape);

/** An act as read: days and durations are read, identifiers are not looked up yet. */
export type ReadAct = { readonly act: DraftSort } & Readonly<Record<string, unknown>>;
