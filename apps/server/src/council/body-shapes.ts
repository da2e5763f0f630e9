/** What answers about bodies that decide are made of: who sits in them, by which rules they decide. */
import { type Day, formatDay } from "@comity/calendar";
import {
  asksForParticipants,
  type Body,
  type MajorityRule,
  type MemberStanding,
  PAPER_LEVELS,
  quorumWords,
  readersOf,
  requirementWords,
  ruleInFigures,
  type SeatedBody,
  sizeOf,
  standingsOn,
} from "@comity/council";
import { z } from "@hono/zod-openapi";
import { dayText, orNone } from "../reading/fields.ts";

export const Words = z.object({ en: z.string(), fr: z.string() }).openapi("Words");
const sourced = {
  source: z.string(),
  isVerified: z.boolean().openapi({ description: "Whether its text was read there." }),
};

const RequirementShown = z.object({
  words: Words,
  needed: z
    .number()
    .int()
    .nullable()
    .openapi({ description: "How many that is, where it is known before the vote." }),
  of: z.number().int().nullable(),
});

const RuleShown = z
  .object({
    id: z.string(),
    title: Words,
    words: Words.openapi({ description: "In figures: `16 of 23 needed; 15 of 22 voting would not do`." }),
    needs: z.array(RequirementShown),
    definition: z
      .array(z.record(z.string(), z.unknown()))
      .openapi({ description: "The requirements as data." }),
    voters: z.enum(["members", "participants"]),
    asksForParticipants: z.boolean(),
    clauses: z.array(z.object({ clause: z.string(), matter: Words, ...sourced })),
    ...sourced,
  })
  .openapi("MajorityRule");

const MemberShown = z.object({
  member: z.string(),
  title: z.string().nullable(),
  weight: z.number().int(),
  hasVote: z.boolean(),
  because: z.enum(["arrears", "waiver", "not-in-programme"]).nullable(),
  source: z
    .string()
    .nullable()
    .openapi({ description: "The instrument that states what it owes, or by which it votes all the same." }),
  takesPart: z.boolean(),
  from: z.string().nullable(),
});

export const BodyListed = z
  .object({
    body: z.string(),
    title: Words,
    isMadeUp: z.boolean(),
    memberKind: z.enum(["state", "institute"]),
    members: z.number().int(),
  })
  .openapi("DecidingBodyListed");

export const BodyShown = z
  .object({
    body: z.string(),
    title: Words,
    note: orNone(Words),
    isMadeUp: z.boolean(),
    memberKind: z.enum(["state", "institute"]),
    on: z.string(),
    members: z.array(MemberShown),
    associates: z.array(z.object({ member: z.string(), title: z.string().nullable() })),
    observers: z.array(z.object({ member: z.string(), title: z.string().nullable() })),
    quorum: z.object({ words: Words, ...sourced }).nullable(),
    arrears: z.object({ words: Words, ...sourced }).nullable(),
    offices: z.array(z.object({ office: z.string(), title: Words, term: Words, ...sourced })),
    attendance: z.array(
      z.object({
        level: z.enum(PAPER_LEVELS),
        readers: z.union([z.literal("everybody"), z.array(z.string())]),
      }),
    ),
    programmes: z.array(z.object({ programme: z.string(), title: Words })),
    usualRule: z.string(),
    rules: z.array(RuleShown),
  })
  .openapi("DecidingBody");

const named = (seats: readonly { member: string; title: string | undefined }[]) =>
  seats.map(({ member, title }) => ({ member, title: title ?? null }));

const sourceOf = ({ because, dues, waiver }: MemberStanding): string | undefined =>
  because === "waiver" ? waiver?.instrument : because === "arrears" ? dues?.source : undefined;

const memberShown = (standing: MemberStanding) => {
  const { member, title, weight, hasVote, because, takesPart, from } = standing;
  return {
    member,
    title: title ?? null,
    weight,
    hasVote,
    because: because ?? null,
    source: sourceOf(standing) ?? null,
    takesPart,
    from: dayText(from),
  };
};

function ruleShown(
  rule: MajorityRule,
  body: SeatedBody,
  on: Day,
  programme: string | undefined,
): z.output<typeof RuleShown> {
  const size = sizeOf(standingsOn(body, on, { rule, programme }));
  const { needs, words } = ruleInFigures(rule, size);
  const isUnknown = asksForParticipants(rule) && programme === undefined;
  return {
    id: rule.id,
    title: rule.title,
    // How many take part is not known until somebody says in what.
    words: isUnknown ? rule.title : words,
    needs: needs.map(({ need, needed, of }) => {
      const isOpen = isUnknown && "among" in need && need.among === "participants";
      return {
        words: requirementWords(need),
        needed: isOpen ? null : (needed ?? null),
        of: isOpen ? null : (of ?? null),
      };
    }),
    definition: rule.needs.map((need) => ({ ...need })),
    voters: rule.voters,
    asksForParticipants: asksForParticipants(rule),
    clauses: rule.clauses.map((each) => ({ ...each })),
    source: rule.source,
    isVerified: rule.isVerified,
  };
}

const seatedOn = (seats: SeatedBody["seats"], on: Day) =>
  seats.filter(({ from, to }) => from <= on && on < to);

/** A body on a day. @throws CouncilError `participants-missing` for a programme that it does not have. */
export function bodyShown(
  body: SeatedBody,
  on: Day,
  programme: string | undefined,
): z.output<typeof BodyShown> {
  const standings = standingsOn(body, on, { rule: { voters: "members" }, programme });
  const { quorum, arrears } = body;
  const source = (each: { source: string; isVerified: boolean }) => ({
    source: each.source,
    isVerified: each.isVerified,
  });
  return {
    body: body.body,
    title: body.title,
    note: body.note ?? null,
    isMadeUp: body.isMadeUp,
    memberKind: body.memberKind,
    on: formatDay(on),
    members: standings.map(memberShown),
    associates: named(seatedOn(body.associateSeats, on)),
    observers: named(seatedOn(body.observerSeats, on)),
    quorum:
      quorum === undefined ? null : { words: quorumWords(quorum, sizeOf(standings)), ...source(quorum) },
    arrears: arrears === undefined ? null : { words: arrears.words, ...source(arrears) },
    offices: body.offices.map((each) => ({ ...each })),
    attendance: PAPER_LEVELS.map((level) => {
      const readers = readersOf(body, level);
      return { level, readers: readers === "everybody" ? readers : [...readers] };
    }),
    programmes: body.programmes.map(({ programme: id, title }) => ({ programme: id, title })),
    usualRule: body.usualRule,
    rules: [...body.rules.values()].map((rule) => ruleShown(rule, body, on, programme)),
  };
}

export const bodyListed = (body: SeatedBody, on: Day): z.output<typeof BodyListed> => {
  const { body: id, title, isMadeUp, memberKind } = body satisfies Body;
  const members = standingsOn(body, on, { rule: { voters: "members" } }).length;
  return { body: id, title, isMadeUp, memberKind, members };
};

export const SplitsShown = z
  .object({
    body: z.string(),
    rule: z.string(),
    on: z.string(),
    words: Words,
    votes: z.number().int().openapi({ description: "How many can vote." }),
    splits: z
      .array(z.tuple([z.number().int(), z.number().int(), z.enum(["passes", "fails", "depends"])]))
      .openapi({ description: "In favour, against, and what comes of it; the others abstain." }),
  })
  .openapi("Splits");
