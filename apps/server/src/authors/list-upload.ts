/** Author lists as they are sent, and what is said with them. */
import {
  AuthorshipError,
  readSigningPolicy,
  type SigningPolicy,
  shippedSigningPolicy,
  WRITE_FORMATS,
} from "@comity/authorship";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { faultsOf } from "../problems/from-zod.ts";
import { problem } from "../problems/problem.ts";
import { DayField } from "../reading/fields.ts";
import type { ListFile } from "./list-task.ts";

/** A list, or two of them, with what is said beside, in bytes: larger than the list of any paper yet. */
export const LARGEST_LISTS = 64_000_000;
const LONGEST_NAME = 200;
const LONGEST_POLICY = 50_000;

const PolicyField = z.string().min(1).max(LONGEST_POLICY).openapi({
  description: "The name of a signing policy of the server's, or the JSON of one's own.",
  example: "neutral-two-texts",
});

/** What is said with every list. */
export const ListOptions = z
  .strictObject({
    policy: PolicyField,
    reference: DayField.optional().openapi({
      description:
        "Of which day institutes are asked; the list's own day where it is not said, else that of the publication.",
    }),
    published: DayField.optional().openapi({
      description: "Of which day agreements are asked; today where it is not said.",
    }),
  })
  .openapi("AuthorListOptions");

export const PrintOptions = ListOptions.extend({
  against: PolicyField.optional().openapi({ description: "Another policy to hold it against." }),
  format: z.enum(WRITE_FORMATS).optional().openapi({ description: "Shows how the list begins in it." }),
}).openapi("AuthorPrintOptions");

export const WriteOptions = ListOptions.extend({
  format: z.enum(WRITE_FORMATS),
  anyway: z.boolean().default(false).openapi({
    description: "Writes the list although nothing printed tells of some authors who they are.",
  }),
}).openapi("AuthorWriteOptions");

const binary = { type: "string" as const, contentMediaType: "application/octet-stream" };

/** The schema of a form, for the document of the API. */
export function formSchema(fields: readonly string[], options: string) {
  return {
    type: "object" as const,
    required: [...fields, "options"],
    properties: {
      ...Object.fromEntries(fields.map((field) => [field, binary])),
      options: { type: "string" as const, description: `JSON: see \`${options}\`.` },
    },
  };
}

const wrong = (path: string, message: string, help?: string) =>
  problem(400, "wrong-form", `\`${path}\`: ${message}`, {
    errors: [{ path, message, ...(help === undefined ? {} : { help }) }],
    ...(help === undefined ? {} : { help }),
  });

async function fileOf(form: FormData, field: string): Promise<ListFile> {
  const given = form.getAll(field);
  const [file] = given;
  if (file === undefined) throw wrong(`form.${field}`, "there is no file", "choose one");
  if (given.length > 1) throw wrong(`form.${field}`, "there is more than one file");
  if (typeof file === "string") throw wrong(`form.${field}`, "is text and not a file");
  // A browser may send a path: what a file is called is its last part.
  const name = (file.name.split(/[\\/]/).at(-1) ?? "").slice(-LONGEST_NAME) || "list";
  return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function optionsOf<Schema extends z.ZodObject>(form: FormData, schema: Schema): z.output<Schema> {
  let said: unknown;
  try {
    said = JSON.parse(String(form.get("options") ?? "{}"));
  } catch {
    throw wrong("form.options", "is not JSON");
  }
  const read = schema.safeParse(said);
  if (read.success) return read.data;
  const errors = faultsOf(read.error.issues, "form", schema).map((fault) => ({
    ...fault,
    path: fault.path.replace(/^form/, "form.options"),
  }));
  throw problem(400, "wrong-form", `\`${errors[0]!.path}\`: ${errors[0]!.message}`, { errors });
}

/** Reads a form with the files of these fields. @throws Problem `wrong-content-type`, `wrong-form`. */
export async function readLists<Field extends string, Schema extends z.ZodObject>(
  c: Context<Env>,
  fields: readonly Field[],
  schema: Schema,
): Promise<{ readonly files: Readonly<Record<Field, ListFile>>; readonly options: z.output<Schema> }> {
  if (!/^multipart\/form-data\b/i.test(c.req.header("content-type") ?? ""))
    throw problem(415, "wrong-content-type", "author lists come as a form", {
      help: `send \`Content-Type: multipart/form-data\` with fields ${[...fields, "options"].map((field) => `\`${field}\``).join(", ")}`,
    });
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch (error) {
    throw problem(400, "wrong-form", "the form cannot be read: it ends too early, or is none", {
      cause: error,
    });
  }
  const options = optionsOf(form, schema);
  const files: Partial<Record<Field, ListFile>> = {};
  for (const field of fields) files[field] = await fileOf(form, field);
  return { files: files as Record<Field, ListFile>, options };
}

/**
 * The signing policy of that name, or the one whose JSON it is.
 *
 * @throws AuthorshipError, as a problem that names the field.
 */
export function policyOf(field: string, said: string): SigningPolicy {
  try {
    return said.trimStart().startsWith("{") ? readSigningPolicy(said, field) : shippedSigningPolicy(said);
  } catch (error) {
    if (!(error instanceof AuthorshipError)) throw error;
    const errors = error.problems.map(({ message, path, line, help }) => ({
      path: `form.options.${field}${path === undefined || path === "" ? "" : `.${path}`}`,
      message: line === undefined ? message : `line ${line}: ${message}`,
      ...(help === undefined ? {} : { help }),
    }));
    const { message, code, help } = error.problems[0]!;
    throw problem(400, code, message, { errors, cause: error, ...(help === undefined ? {} : { help }) });
  }
}
