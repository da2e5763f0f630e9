/** A fact sheet in the form that is asked for: JSON, or on paper. */
import type { Language, PrintOptions } from "@comity/print";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { problem } from "../problems/problem.ts";
import type { DeskClient } from "./desk/desk-client.ts";

const TYPES = {
  json: "application/json",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "application/zip",
} as const;
export type Form = keyof typeof TYPES;

/** How a fact sheet is asked for. */
export const FORM = {
  format: z.enum(["json", "pdf", "xlsx", "csv"]).optional().openapi({
    description:
      "Goes before the header `Accept`. `csv` is a zip of one file for each table (`application/zip`).",
  }),
  language: z.enum(["en", "fr"]).optional().openapi({
    description: "Of what a PDF prints around the figures; what `Accept-Language` prefers where absent.",
  }),
};

/** The answers that a fact sheet may be, for the document of the API. */
export function sheetContent(schema: z.ZodType) {
  const bytes = z.string().openapi({ format: "binary" });
  return {
    [TYPES.json]: { schema },
    [TYPES.pdf]: { schema: bytes },
    [TYPES.xlsx]: { schema: bytes },
    [TYPES.csv]: { schema: bytes },
  };
}

interface Preferred {
  readonly value: string;
  readonly quality: number;
}

/** What a header prefers, the best first (RFC 9110, 12.4.2). */
function preferences(header: string): Preferred[] {
  return header
    .split(",")
    .map((part): Preferred => {
      const [value = "", ...parameters] = part.split(";").map((each) => each.trim());
      const quality = parameters.find((each) => each.startsWith("q="))?.slice(2);
      return { value: value.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

/** The form that a request wants. @throws Problem `not-acceptable` (406). */
export function formOf(c: Context<Env>, asked: Form | undefined): Form {
  if (asked !== undefined) return asked;
  const accept = c.req.header("accept");
  if (accept === undefined || accept.trim() === "") return "json";
  for (const { value } of preferences(accept)) {
    if (value === "*/*" || value === "application/*") return "json";
    const form = (Object.keys(TYPES) as Form[]).find((each) => TYPES[each] === value);
    if (form !== undefined) return form;
  }
  throw problem(406, "not-acceptable", "a fact sheet cannot be had in any of the forms that `Accept` names", {
    help: `ask for one of ${Object.values(TYPES)
      .map((type) => `\`${type}\``)
      .join(", ")}`,
  });
}

/** The language that a request wants. */
export function languageOf(c: Context<Env>, asked: Language | undefined): Language {
  if (asked !== undefined) return asked;
  const wanted = preferences(c.req.header("accept-language") ?? "").find(({ value }) =>
    /^(en|fr)\b/.test(value),
  );
  return wanted?.value.startsWith("fr") === true ? "fr" : "en";
}

/** What is printed, and how it is called. */
export interface Printable {
  /** The fact sheet, JSON. */
  readonly sheet: string;
  /** The JSON that answers where JSON is asked for: the sheet, and what it is of. */
  readonly json: string;
  readonly options: PrintOptions;
  /** The file's name without an ending. */
  readonly name: string;
  readonly tag: string;
}

/** Answers with a fact sheet in a form; printing is done at a desk. */
export async function answerInForm(
  c: Context<Env>,
  desk: DeskClient,
  form: Form,
  { sheet, json, options, name, tag }: Printable,
): Promise<Response> {
  const headers = {
    ETag: tag,
    "Cache-Control": "private, no-cache",
    Vary: "Accept, Accept-Language, Cookie, Authorization",
    "Content-Type": form === "json" ? "application/json" : TYPES[form],
  };
  if (form === "json") return new Response(json, { headers });
  const bytes = await desk.ask({ sort: "print", form, sheet, options }, c.req.raw.signal);
  const ending = form === "csv" ? "zip" : form;
  return new Response(Buffer.from(bytes), {
    headers: { ...headers, "Content-Disposition": `attachment; filename="${name}.${ending}"` },
  });
}
