/** Letters as they would go out: looked at, or printed. */
import {
  type Addressee,
  isUnderAlias,
  LANGUAGES,
  letterOnPaper,
  type PlanPart,
  partName,
  RECIPIENTS,
} from "@comity/carrying-out";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { PURPOSE } from "../looks.ts";
import { problem } from "../problems/problem.ts";
import { IdField, SwitchField } from "../reading/fields.ts";
import type { Offices } from "./offices.ts";

const LetterShown = z
  .object({
    subject: z.string(),
    text: z.string(),
    html: z.string().openapi({ description: "A whole document." }),
  })
  .openapi("Letter");

const isPerson = ({ kind }: Pick<PlanPart, "kind">): boolean => kind === "person" || kind === "team leader";

/** Whom a letter greets. Names are opened by the desk, which has the look on record; of people under an alias none is. */
async function addresseeOf(c: Context<Env>, part: PlanPart): Promise<Addressee> {
  const { gate, followed, desk } = c.var.context;
  const { asker } = c.var;
  if (!isPerson(part)) return {};
  if (!gate.may(asker, "read-names", { kind: "person", id: part.id }))
    throw absent({ kind: "person", id: part.id });
  if (isUnderAlias(followed.folded, part.id)) return {};
  const named = await desk.names(asker, desk.purposeOf(asker, c.req.header(PURPOSE)), [part.id]);
  // The desk has noted it.
  c.set("lookedAt", []);
  const name = named.get(part.id);
  if (name === undefined) return {};
  const { familyName, givenName } = name;
  return { familyName, ...(givenName === undefined ? {} : { givenName }) };
}

/** The routes of letters. */
export function lettersRoutes({ desk, post, press }: Offices) {
  return newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/decisions/{decision}/letters/{letter}",
      tags: ["Carrying out"],
      summary: "Preview a letter, addressed to nobody by name; or print it",
      description:
        "As text, as HTML, and as a PDF that is tagged for whoever hears it read (PDF/UA-1). `named` is for letters that go out by hand: the name is opened for it, which is a look. People under an alias are named in none.",
      access: { action: "read", kind: "plan", id: "decision" },
      request: {
        params: z.object({ decision: IdField, letter: IdField }),
        headers: z.object({
          "comity-purpose": z.string().max(200).optional().openapi({
            description: "With `named`: what the name is read for, where the account has several purposes.",
          }),
        }),
        query: z.object({
          kind: z.enum(RECIPIENTS),
          id: IdField,
          language: z.enum(LANGUAGES).optional().openapi({ description: "Both where it is not said." }),
          format: z.enum(["json", "pdf"]).default("json"),
          named: SwitchField.optional().openapi({ description: "With the name of whoever it goes to." }),
        }),
      },
      responses: {
        200: {
          description: "The letter.",
          content: {
            "application/json": { schema: LetterShown },
            "application/pdf": { schema: z.string().openapi({ format: "binary" }) },
          },
        },
      },
    }),
    async (c) => {
      const { decision, letter } = c.req.valid("param");
      const { kind, id, language, format, named } = c.req.valid("query");
      const part = (await desk.part(decision, partName({ kind, id }))).value;
      const due = part.letters.find((each) => each.letter === letter);
      if (due === undefined)
        throw problem(404, "no-letter", `no letter \`${letter}\` is due to \`${id}\``, {
          help: `due are ${part.letters.map((each) => `\`${each.letter}\``).join(", ") || "none"}`,
        });
      if (isPerson(part)) c.set("lookedAt", [id]);
      const addressee = named === true ? await addresseeOf(c, part) : {};
      const matter = await post.matter(decision);
      const languages = language === undefined ? LANGUAGES : [language];
      const rendered = post.preview(part, due, matter, languages, addressee);
      const headers = { "Cache-Control": "private, no-store" };
      if (format === "json") {
        const { subject, text, html } = rendered;
        return c.json({ subject, text, html }, 200, headers);
      }
      const { description } = await desk.store.meta();
      const paper = letterOnPaper(rendered, {
        part,
        matter,
        date: desk.today(),
        reference: `${decision}, ${letter}`,
        addressee,
        isPreview: named !== true,
        ...(description === undefined ? {} : { description }),
      });
      const bytes = await press.print(paper);
      return c.body(bytes, 200, {
        ...headers,
        "Content-Type": "application/pdf",
        "Content-Disposition": `attachment; filename="${letter}.pdf"`,
      });
    },
  );
}
