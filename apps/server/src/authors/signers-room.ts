/**
 * Who signs a paper of an experiment, by the experiment's own policy of authorship, and why; and what each payer bears by its authors. Names
 * are read at the desk where looks are noted: each of them is a look.
 */
import { experimentsWithAuthorship, shippedAuthorship, withSignerNames, writeList } from "@comity/authorship";
import { formatDay } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env, ServerContext } from "../context.ts";
import { DRAFTS } from "../drafts/draft-document.ts";
import { requireCleared } from "../drafts/impact-room.ts";
import { absent, guardedRoute, refusal } from "../guarded-route.ts";
import { PURPOSE } from "../looks.ts";
import { problem } from "../problems/problem.ts";
import { json } from "../reading/answers.ts";
import { DayField, IdField } from "../reading/fields.ts";
import { knownOn } from "../reading/known.ts";
import { personOf } from "../registry/people-room.ts";
import type { SignersDesk } from "./signers-desk.ts";
import { AuthorSharesShown, SignersShown, SigningExperimentsShown, WhySignsShown } from "./signers-shapes.ts";

const TAGS = ["Author lists"];
const PAPER = {
  reference: DayField.optional().openapi({ description: "The paper's reference date; today." }),
  paper: IdField.optional().openapi({
    description: "A paper of the registry: additions and opt-outs for it alone count too.",
  }),
};
const headers = z.object({
  "comity-purpose": z.string().max(200).optional().openapi({
    description: "What it is read for: one of the account's purposes; needed where it has several.",
  }),
});

/** The papers that the registry has of an experiment. */
function papersOf({ facts }: Folded, experiment: string): string[] {
  const table = facts.tables.get("paper");
  const papers = new Set<string>();
  for (let row = 0; row < (table?.count ?? 0); row++) {
    const [paper, of] = table!.shape.columns.map(({ kind }, at) =>
      String(facts.symbols.value(kind, table!.columns[at]![row]!)),
    );
    if (of === experiment) papers.add(paper!);
  }
  return [...papers].sort();
}

const nameText = ({ familyName, givenName }: { readonly familyName: string; readonly givenName?: string }) =>
  [givenName, familyName].filter((part) => part !== undefined).join(" ");

/** Adds the routes to the room of author lists. */
export function signersRoutes(room: OpenAPIHono<Env>, context: ServerContext, desk: SignersDesk): void {
  const titleOf = (experiment: string) =>
    context.followed.folded.experiments.get(experiment)?.title ?? experiment;
  room.openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/authors/experiments",
      operationId: "listSigningExperiments",
      summary: "The experiments of which it is known who signs",
      tags: TAGS,
      access: { action: "read", kind: "policy" },
      responses: { 200: json(SigningExperimentsShown, "Those for which a policy of authorship comes.") },
    }),
    (c) => {
      const { folded } = context.followed;
      const written = new Set(experimentsWithAuthorship());
      const experiments = [...folded.experiments.keys()]
        .filter((experiment) => written.has(experiment.toLowerCase()))
        .sort()
        .map((experiment) => ({
          experiment,
          title: titleOf(experiment),
          policy: shippedAuthorship(experiment)!.file,
          papers: papersOf(folded, experiment),
        }));
      return c.json({ experiments }, 200);
    },
  );
  room.openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/authors/experiments/{id}/signers",
      operationId: "listSigners",
      summary: "Who signs a paper of an experiment, as a list that can be printed",
      description:
        "By the experiment's policy of authorship on the reference date. With names and ORCID iDs: each is a look. Whoever may not read the names of all of them gets no list.",
      tags: TAGS,
      access: { action: "read", kind: "author-list" },
      request: { params: z.object({ id: IdField }), headers, query: z.strictObject(PAPER) },
      responses: { 200: json(SignersShown, "The authors by name.") },
    }),
    async (c) => {
      const { id: experiment } = c.req.valid("param");
      const { reference = context.followed.today, paper } = c.req.valid("query");
      const purpose = context.desk.purposeOf(c.var.asker, c.req.header(PURPOSE));
      const asked = { experiment, reference, ...(paper === undefined ? {} : { paper }) };
      const found = await desk.ask(experiment, { sort: "signers", paper: asked }, c.req.raw.signal);
      const concerned = [
        ...found.list.authors.map(({ key }) => key),
        ...found.choices.map(({ person }) => person),
      ];
      const seen = context.gate.visible(
        c.var.asker,
        "read-names",
        "person",
        [...new Set(concerned)],
        (id) => id,
      );
      const isSeen = new Set(seen);
      const withheld = found.list.authors.filter(({ key }) => !isSeen.has(key)).length;
      if (withheld > 0)
        throw problem(
          403,
          "names-withheld",
          `your account may not read the names of ${withheld} of ${found.list.authors.length} authors`,
          { help: "an experiment's secretary reads those of the own experiment; the users office reads all" },
        );
      const names = await context.desk.names(c.var.asker, purpose, seen);
      // The desk has noted it.
      c.set("lookedAt", []);
      const list = withSignerNames(found.list, names);
      const { content } = await writeList(list, "json");
      const called = (person: string): string => {
        const name = names.get(person);
        return name === undefined ? person : nameText(name);
      };
      c.header("Cache-Control", "no-store");
      return c.json(
        {
          experiment,
          title: titleOf(experiment),
          reference: formatDay(reference),
          policy: shippedAuthorship(experiment)!.file,
          authors: list.authors.map(({ key, affiliations, deceased }) => ({
            person: key,
            name: called(key),
            institutes: affiliations.map(({ organisation }) => organisation),
            isDeceased: deceased === true,
          })),
          atLastInstitute: [...found.atLastInstitute],
          withoutInstitute: [...found.withoutInstitute],
          choices: found.choices
            .filter(({ person }) => isSeen.has(person))
            .map(({ person, choice, reason, paper: of }) => ({
              person,
              name: called(person),
              choice,
              paper: of ?? null,
              reason,
            })),
          file: { name: `${experiment}-${formatDay(reference)}.json`, text: String(content) },
        },
        200,
      );
    },
  );
  room.openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/authors/people/{id}/signs",
      operationId: "readWhySigns",
      summary: "Why a person signs a paper of an experiment, or does not",
      description: "With the proof. Nobody else is named in it.",
      tags: TAGS,
      access: { action: "read", kind: "person", id: "id" },
      request: {
        params: z.object({ id: IdField }),
        query: z.strictObject({ experiment: IdField, ...PAPER }),
      },
      responses: { 200: json(WhySignsShown, "The reason, in brief and as a proof.") },
    }),
    async (c) => {
      const person = personOf(c, knownOn(context, undefined));
      const { experiment, reference = context.followed.today, paper } = c.req.valid("query");
      const asked = { experiment, reference, ...(paper === undefined ? {} : { paper }) };
      const { holds, plain, expert, proof, choices } = await desk.ask(
        experiment,
        { sort: "why signs", paper: asked, person },
        c.req.raw.signal,
      );
      c.header("Cache-Control", "no-store");
      const day = formatDay(reference);
      return c.json(
        { person, experiment, reference: day, signs: holds, plain, expert, proof, choices: [...choices] },
        200,
      );
    },
  );
  room.openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/authors/experiments/{id}/shares",
      operationId: "readAuthorShares",
      summary: "What each payer of an experiment bears by its authors, as things stand and under a draft",
      description: "Whole units that add up. Under a draft for the cleared alone.",
      tags: TAGS,
      // For whoever keeps lists, and for those who weigh drafts.
      access: { action: "read", kind: "author-list", asksItself: true },
      request: {
        params: z.object({ id: IdField }),
        query: z.strictObject({
          on: DayField.optional().openapi({ description: "The day on which authors are counted; today." }),
          draft: IdField.optional(),
          units: z.coerce.number().int().min(1).max(1_000_000_000_000).optional().openapi({
            description: "Units to divide; those that the registry's payers bear on that day, else 10,000.",
          }),
        }),
      },
      responses: { 200: json(AuthorSharesShown, "By payers, the largest first.") },
    }),
    async (c) => {
      const { id: experiment } = c.req.valid("param");
      const { on = context.followed.today, draft, units } = c.req.valid("query");
      const { gate } = context;
      const weighs = gate.may(c.var.asker, "read-small-cells", { kind: "fact-sheet" });
      if (!weighs && !gate.may(c.var.asker, "read", { kind: "author-list" }))
        throw refusal(c, "read", { kind: "author-list" });
      let decision: string | undefined;
      if (draft !== undefined) {
        requireCleared(c);
        const kept = await context.documents.get<{ decision: unknown; withdrawn?: unknown }>(DRAFTS, draft);
        if (
          kept === undefined ||
          kept.value.withdrawn !== undefined ||
          !gate.may(c.var.asker, "read", { kind: "fact-sheet", id: draft })
        )
          throw absent({ kind: "draft", id: draft });
        decision = JSON.stringify(kept.value.decision);
      }
      const { shares } = await desk.ask(
        experiment,
        {
          sort: "author shares",
          asked: { experiment, on, ...(units === undefined ? {} : { units }) },
          ...(decision === undefined ? {} : { decision }),
        },
        c.req.raw.signal,
      );
      const { before, after, payers } = shares;
      c.header("Cache-Control", "no-store");
      return c.json(
        {
          experiment,
          on: formatDay(on),
          draft: draft ?? null,
          units: before.units,
          authors: { before: before.authors, after: after.authors },
          unpaid: { before: before.unpaid.length, after: after.unpaid.length },
          payers: payers.map((one) => ({ ...one })),
        },
        200,
      );
    },
  );
}
