/** How somebody would be printed: on a paper of each of their experiments, under each signing policy. */
import { type AuthorList, CONNECTIONS, type Organisation, shippedSigningPolicies } from "@comity/authorship";
import { type Day, formatDay, has } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env, ServerContext } from "../context.ts";
import { absent, guardedRoute } from "../guarded-route.ts";
import { PURPOSE } from "../looks.ts";
import { json } from "../reading/answers.ts";
import { DayField, IdField } from "../reading/fields.ts";
import { knownOn } from "../reading/known.ts";
import { factsOf } from "../registry/facts-about.ts";
import { personOf } from "../registry/people-room.ts";
import { OwnLinesShown } from "./list-shapes.ts";
import type { Lists } from "./lists-aside.ts";

interface Named {
  readonly familyName: string;
  readonly givenName?: string;
  readonly orcid?: string;
}

const onDay = (folded: Folded, record: string, pattern: readonly (string | undefined)[], on: Day) =>
  factsOf(folded, record, pattern)
    .filter(({ days }) => has(days, on))
    .map(({ tuple }) => tuple.map(String));

/** An institute as a list prints it. */
function organisationOf({ institutes, parties }: Folded, key: string): Organisation {
  const known = institutes.get(key);
  if (known === undefined) return { key, name: key, ids: [] };
  const address = [known.city, parties.get(known.seat)?.title]
    .filter((part) => part !== undefined)
    .join(", ");
  return {
    key,
    name: known.title,
    ids: known.ror === undefined ? [] : [{ source: "ROR", value: known.ror }],
    ...(address === "" ? {} : { address }),
  };
}

/**
 * Lists on which one person stands alone, for each experiment in which the person takes part on a day: institutes with a team in the
 * experiment come first, then the others, then those that the person is tied to otherwise.
 */
export function listsOf(
  folded: Folded,
  person: string,
  name: Named,
  on: Day,
): { readonly experiment: string; readonly title: string; readonly list: AuthorList }[] {
  const connections = new Map(
    onDay(folded, "connection", [person, undefined, undefined], on).map(([, institute, word]) => [
      institute,
      CONNECTIONS.find((one) => one === word),
    ]),
  );
  const institutes = onDay(folded, "affiliated", [person, undefined], on).map(([, institute]) => institute!);
  const paperName = [name.givenName, name.familyName].filter((part) => part !== undefined).join(" ");
  return onDay(folded, "participates", [person, undefined], on).map(([, experiment = ""]) => {
    const teams = new Set(onDay(folded, "team", [undefined, experiment], on).map(([institute]) => institute));
    const place = (institute: string): number =>
      ((connections.get(institute) ?? "affiliated with") === "affiliated with" ? 0 : 2) +
      (teams.has(institute) ? 0 : 1);
    const title = folded.experiments.get(experiment)?.title ?? experiment;
    const ordered = [...institutes].sort((a, b) => place(a) - place(b));
    return {
      experiment,
      title,
      list: {
        collaborations: [{ key: "c1", name: title }],
        organisations: ordered.map((institute) => organisationOf(folded, institute)),
        authors: [
          {
            key: person,
            paperName,
            familyName: name.familyName,
            affiliations: ordered.map((organisation) => ({
              organisation,
              connection: connections.get(organisation) ?? "affiliated with",
            })),
            ids: name.orcid === undefined ? [] : [{ source: "ORCID", value: name.orcid }],
            collaborations: [],
          },
        ],
        acknowledgements: [],
      },
    };
  });
}

/** The route of one's own line. */
export function ownLinesRoute(room: OpenAPIHono<Env>, context: ServerContext, lists: Lists): void {
  room.openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/authors/people/{id}/lines",
      operationId: "readAuthorLines",
      summary: "How a person would be printed, on a paper of each of their experiments and under each policy",
      description:
        "With the name and the ORCID iD, so that it is a look. Whether the person signs is the experiment's to say.",
      tags: ["Author lists"],
      access: { action: "read-names", kind: "person", id: "id" },
      request: {
        params: z.object({ id: IdField }),
        headers: z.object({
          "comity-purpose": z.string().max(200).optional().openapi({
            description: "What it is read for: one of the account's purposes; needed where it has several.",
          }),
        }),
        query: z.strictObject({
          reference: DayField.optional().openapi({
            description: "Of which day institutes are asked; today.",
          }),
          published: DayField.optional().openapi({
            description: "Of which day agreements are asked; today.",
          }),
        }),
      },
      responses: { 200: json(OwnLinesShown, "The lines; no experiments where the person is in none.") },
    }),
    async (c) => {
      const known = knownOn(context, undefined);
      const person = personOf(c, known);
      const { reference = known.day, published = known.day } = c.req.valid("query");
      const purpose = context.desk.purposeOf(c.var.asker, c.req.header(PURPOSE));
      const name = (await context.desk.names(c.var.asker, purpose, [person])).get(person);
      if (name === undefined) throw absent({ kind: "person", id: c.req.valid("param").id });
      // The desk has noted it.
      c.set("lookedAt", []);
      const of = listsOf(known.folded, person, name, reference);
      const policies = shippedSigningPolicies();
      const lines = await lists.do({
        task: "lines",
        lists: of.map(({ list }) => list),
        policies,
        dates: { reference, published },
      });
      c.header("Cache-Control", "no-store");
      return c.json(
        {
          id: person,
          name: [name.givenName, name.familyName].filter((part) => part !== undefined).join(" "),
          hasOrcid: name.orcid !== undefined,
          dates: { reference: formatDay(reference), published: formatDay(published) },
          experiments: of.map(({ experiment, title }, at) => ({
            experiment,
            title,
            policies: lines[at]!.map((line, which) => ({ ...line, title: policies[which]!.title })),
          })),
        },
        200,
      );
    },
  );
}
