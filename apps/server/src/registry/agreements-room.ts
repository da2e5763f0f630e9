/** Agreements with their lives, and the calendar of their deadlines. */
import { type Day, formatDuration, has } from "@comity/calendar";
import {
  type AgreementLife,
  type Because,
  type Deadline,
  daysOf,
  deadlines,
  endedDeadlines,
  lateNotices,
  type Otherwise,
  standingOn,
  stretchOn,
  type TermLife,
} from "@comity/registry";
import { z } from "@hono/zod-openapi";
import type { Room } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import {
  ASOF,
  DayField,
  DayShown,
  dayText,
  IdField,
  KnownOnField,
  orNone,
  StretchShown,
  SwitchField,
  stretchesText,
  stretchText,
} from "../reading/fields.ts";
import { asOf, type Known, knownOn } from "../reading/known.ts";
import { byCode, NEXT, PAGE, pageOf } from "../reading/pages.ts";
import { shown, tagOf } from "../reading/tags.ts";

const STANDINGS = ["not in force yet", "in force", "suspended", "ended"] as const;

const AgreementListed = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.string(),
    parties: z.array(z.string()),
    standing: z.enum(STANDINGS).openapi({ description: "On the day asked about." }),
    inForce: z.array(StretchShown),
    suspended: z.array(StretchShown),
    closedToNewcomers: z.array(StretchShown),
    endsBecause: z.string().nullable(),
    endsWith: z.string().nullable().openapi({ description: "The agreement with whose end it ends." }),
    parent: z.string().nullable(),
    experiments: z.array(z.string()),
    renewal: z.string(),
    term: orNone(StretchShown).openapi({
      description:
        "The term that runs on the day asked about, or the last; null: it never entered into force.",
    }),
  })
  .openapi("AgreementListed");

const DeadlineShown = z
  .object({
    agreement: z.string(),
    title: z.string(),
    parties: z.array(z.string()),
    term: StretchShown,
    lastDayForNotice: DayShown,
    session: z
      .object({ id: z.string(), body: z.string(), firstDay: DayShown, lastDay: DayShown })
      .nullable()
      .openapi({ description: "The last ordinary session that is over by that day." }),
    missed: z
      .object({ lastDayForNotice: DayShown, lastDay: DayShown })
      .nullable()
      .openapi({ description: "The running term's deadline, where it has passed." }),
    ifNobodyActs: z.string(),
    otherwise: z
      .object({
        happens: z.enum(["renews", "ends", "goes on"]),
        on: DayShown.openapi({ description: "The day on which it renews." }),
        lastDay: DayShown.openapi({ description: "The last day in force then; null: without end." }),
        because: z.string().nullable(),
        agreement: z.string().nullable(),
      })
      .openapi({ description: "`ifNobodyActs` for programs." }),
  })
  .openapi("Deadline");

const AgreementShown = z
  .object({
    ...ASOF,
    ...AgreementListed.shape,
    noticePeriod: z.string().nullable(),
    restrictions: z.array(z.object({ restriction: z.string(), days: z.array(StretchShown) })),
    lateNotices: z.array(z.object({ given: DayShown, party: z.string().nullable(), lastDay: DayShown })),
    deadline: orNone(DeadlineShown),
    acts: z.array(z.string()).openapi({ description: "The acts that say when it is in force." }),
  })
  .openapi("Agreement");

function listed(life: AgreementLife, on: Day) {
  const { agreement, signature, parties, inForce, end, terms } = life;
  return {
    id: agreement,
    title: signature.title,
    kind: signature.kind,
    parties: [...new Set(parties.map(({ party }) => party))],
    standing: standingOn(life, on),
    inForce: stretchesText(inForce.days),
    suspended: stretchesText(daysOf(life.suspended)),
    closedToNewcomers: stretchesText(daysOf(life.closed)),
    endsBecause: end?.reason ?? null,
    endsWith: end?.agreement ?? null,
    parent: parentOn(life, on),
    experiments: [...signature.experiments],
    renewal: signature.renewal,
    term: terms === undefined ? null : termOn(life, terms, on),
  };
}

/** The term that runs on a day, cut where something ended the agreement before the term did. */
function termOn({ from, to }: AgreementLife, terms: TermLife, on: Day) {
  const { term } = stretchOn(terms, Math.max(from!, Math.min(on, to - 1)) as Day);
  return stretchText({ from: term.from, to: Math.min(term.to, to) as Day });
}

/** What happens if nobody acts, for programs. */
function otherwiseShown(otherwise: Otherwise) {
  const { happens } = otherwise;
  return {
    happens,
    on: happens === "renews" ? dayText(otherwise.on) : null,
    lastDay: happens === "goes on" ? null : dayText(otherwise.lastDay),
    because: happens === "ends" ? otherwise.because : null,
    agreement: happens === "ends" ? (otherwise.agreement ?? null) : null,
  };
}

/** A deadline as an answer has it. */
function deadlineShown({ session, missed, words, otherwise, ...deadline }: Deadline) {
  return {
    agreement: deadline.agreement,
    title: deadline.title,
    parties: [...deadline.parties],
    term: stretchText(deadline.term),
    lastDayForNotice: dayText(deadline.lastDayForNotice),
    session:
      session === undefined
        ? null
        : {
            id: session.session,
            body: session.body,
            ...stretchText({ from: session.on, to: ((session.lastDay ?? session.on) + 1) as Day }),
          },
    missed:
      missed === undefined
        ? null
        : { lastDayForNotice: dayText(missed.lastDayForNotice), lastDay: dayText(missed.lastDay) },
    ifNobodyActs: words,
    otherwise: otherwiseShown(otherwise),
  };
}

/** Parents as they are on a day: of two, the one that took the other's place. */
function parentOn({ parents }: AgreementLife, on: Day): string | null {
  return parents.find(({ because }) => has(because.days, on))?.parent ?? parents.at(-1)?.parent ?? null;
}

function actsOf({ folded }: Known, becauses: readonly Because[]): string[] {
  const indices = new Set(becauses.flatMap(({ acts }) => acts));
  return [...indices].map((index) => folded.ledger.act(index).id);
}

function agreementShown(known: Known, life: AgreementLife) {
  const { signature } = life;
  const deadline = deadlines(known.folded, { from: known.day }).find(
    ({ agreement }) => agreement === life.agreement,
  );
  return {
    ...asOf(known),
    ...listed(life, known.day),
    noticePeriod: signature.noticePeriod === undefined ? null : formatDuration(signature.noticePeriod),
    restrictions: [...life.restrictions].map(([restriction, becauses]) => ({
      restriction,
      days: stretchesText(daysOf(becauses)),
    })),
    lateNotices: lateNotices(life).map(({ notice, to }) => ({
      given: dayText(notice.on),
      party: notice.party ?? null,
      lastDay: stretchText({ from: notice.on, to }).lastDay,
    })),
    deadline: deadline === undefined ? null : deadlineShown(deadline),
    acts: actsOf(known, [life.inForce]),
  };
}

export const agreementsRoom: Room = (context) => {
  const { gate, store } = context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/agreements",
        operationId: "listAgreements",
        summary: "Agreements, and how they stand on a day",
        tags: ["Agreements"],
        access: { action: "list", kind: "agreement" },
        request: {
          headers: SEEN,
          query: z.strictObject({
            party: IdField.optional().openapi({ description: "Only those that it is or was a party to." }),
            kind: z
              .string()
              .max(200)
              .optional()
              .openapi({ description: "Only those of this kind: `ICA`, `MoU`." }),
            parent: IdField.optional().openapi({ description: "Only those that stand under this one." }),
            experiment: IdField.optional().openapi({ description: "Only those that concern it." }),
            standing: z
              .enum(STANDINGS)
              .optional()
              .openapi({ description: "Only those that stand so on the day." }),
            on: DayField.optional().openapi({
              description: "The day; the day as known on where it is not said.",
            }),
            knownOn: KnownOnField,
            ...PAGE,
          }),
        },
        responses: {
          200: json(
            z.object({ ...ASOF, on: z.string(), agreements: z.array(AgreementListed), next: NEXT }),
            "The agreements, by their identifiers.",
          ),
        },
      }),
      (c) => {
        const { knownOn: asked, limit, after, ...wanted } = c.req.valid("query");
        const { party, kind, parent, experiment, standing } = wanted;
        const known = knownOn(context, asked);
        const on = wanted.on ?? known.day;
        return shown(c, tagOf(c, known), () => {
          const all = [...known.folded.agreements.values()]
            .filter(
              (life) =>
                (kind === undefined || life.signature.kind === kind) &&
                (parent === undefined || life.parents.some((piece) => piece.parent === parent)) &&
                (experiment === undefined || life.signature.experiments.includes(experiment)) &&
                (party === undefined || life.parties.some((part) => part.party === party)) &&
                (standing === undefined || standingOn(life, on) === standing),
            )
            .sort((a, b) => byCode(a.agreement, b.agreement));
          const seen = gate.visible(c.var.asker, "read", "agreement", all, ({ agreement }) => agreement);
          const filters = { party, kind, parent, experiment, standing, on, asked };
          const listing = { registry: store.registry, list: "agreements", filters, position: known.position };
          const { items, next } = pageOf(seen, ({ agreement }) => agreement, listing, { limit, after });
          return {
            ...asOf(known),
            on: dayText(on) ?? "",
            agreements: items.map((life) => listed(life, on)),
            next,
          };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/agreements/{id}",
        operationId: "readAgreement",
        summary: "An agreement's life: terms, suspensions, what ends it, and the next deadline",
        tags: ["Agreements"],
        access: { action: "read", kind: "agreement", id: "id" },
        request: {
          headers: SEEN,
          params: z.object({ id: IdField }),
          query: z.strictObject({ knownOn: KnownOnField }),
        },
        responses: { 200: json(AgreementShown, "The agreement.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        const { id } = c.req.valid("param");
        const life = known.folded.agreements.get(id);
        if (life === undefined) throw absent({ kind: "agreement", id });
        return shown(c, tagOf(c, known), () => agreementShown(known, life));
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/deadlines",
        operationId: "listDeadlines",
        summary: "Until when notice can be given, and what happens if nobody acts",
        tags: ["Agreements"],
        access: { action: "list", kind: "deadline" },
        request: {
          headers: SEEN,
          query: z.strictObject({
            from: DayField.optional().openapi({
              description: "Deadlines before that day are over; the day as known on where it is not said.",
            }),
            body: IdField.optional().openapi({ description: "Count sessions of this body only." }),
            dated: SwitchField.optional().openapi({
              description: "`yes`: only of agreements that have a latest day for notice, or a last day.",
            }),
            knownOn: KnownOnField,
          }),
        },
        responses: {
          200: json(
            z.object({
              ...ASOF,
              from: z.string(),
              deadlines: z.array(DeadlineShown),
              ended: z.array(DeadlineShown).openapi({ description: "Of terms that have ended already." }),
            }),
            "By the latest day for notice; those without one come last.",
          ),
        },
      }),
      (c) => {
        const { from: asked, body, dated, knownOn: knownAsked } = c.req.valid("query");
        const known = knownOn(context, knownAsked);
        const from = asked ?? known.day;
        return shown(c, tagOf(c, known), () => {
          const seen = (all: readonly Deadline[]) =>
            gate
              .visible(c.var.asker, "read", "agreement", all, ({ agreement }) => agreement)
              .filter(({ otherwise }) => dated !== true || otherwise.happens !== "goes on")
              .map(deadlineShown);
          return {
            ...asOf(known),
            from: dayText(from) ?? "",
            deadlines: seen(deadlines(known.folded, { from, ...(body === undefined ? {} : { body }) })),
            ended: seen(endedDeadlines(known.folded, from)),
          };
        });
      },
    );
};
