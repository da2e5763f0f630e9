/** The files of an import as they are sent, and what is said with them. */

import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { faultsOf } from "../problems/from-zod.ts";
import { problem } from "../problems/problem.ts";
import { DayField } from "../reading/fields.ts";
import type { GivenFile } from "./import-thread.ts";

/** All files of an import together, in bytes, with what is said beside them. */
export const LARGEST_IMPORT = 64_000_000;
const MOST_FILES = 20;
const LONGEST_NAME = 200;

const FileMapping = z.strictObject({
  table: z.string().max(40).optional(),
  columns: z.record(z.string().max(500), z.string().max(100).nullable()).optional(),
  days: z.string().max(20).optional(),
});

/** What is said with the files. */
export const ImportOptions = z.strictObject({
  instrument: z.string().max(500).optional().openapi({
    description: "The document that evidences what the files say; their names where it is not said.",
  }),
  asOf: DayField.optional().openapi({ description: "The day of an author list that does not say its own." }),
  newInstitutes: z
    .boolean()
    .default(false)
    .openapi({ description: "Brings in institutes of a directory (ROR) that the registry does not have." }),
  answers: z
    .array(
      z.strictObject({
        about: z.string().max(40),
        said: z.string().max(5_000),
        answer: z.union([z.string().max(1_000), z.record(z.string().max(100), z.string().max(1_000))]),
      }),
    )
    .max(50_000)
    .default([])
    .openapi({ description: "Answers to the questions of the dry run." }),
  mapping: z.record(z.string().max(LONGEST_NAME), FileMapping).optional().openapi({
    description: "What columns mean where their headings do not tell, by the name of a file or a sheet.",
  }),
  onlyRight: z
    .boolean()
    .default(false)
    .openapi({ description: "Records the rows that are right although others are doubtful or refused." }),
});

/** The schema of the form, for the document of the API. */
export const UPLOAD_SCHEMA = {
  type: "object" as const,
  required: ["file"],
  properties: {
    file: {
      type: "array" as const,
      items: { type: "string" as const, contentMediaType: "application/octet-stream" },
      description: "CSV, XLSX, author.xml or ROR records: what a file is, is told by its first bytes.",
    },
    options: { type: "string" as const, description: "JSON: see `ImportOptions`." },
  },
};

/** What came. */
export interface Upload {
  readonly files: readonly GivenFile[];
  readonly options: z.output<typeof ImportOptions>;
}

const wrong = (path: string, message: string, help?: string) =>
  problem(400, "wrong-form", `\`${path}\`: ${message}`, {
    errors: [{ path, message, ...(help === undefined ? {} : { help }) }],
    ...(help === undefined ? {} : { help }),
  });

async function filesOf(form: FormData): Promise<GivenFile[]> {
  const given = form.getAll("file");
  if (given.length === 0) throw wrong("form.file", "there is no file", "choose one or several");
  if (given.length > MOST_FILES) throw wrong("form.file", `there are more than ${MOST_FILES} files`);
  return Promise.all(
    given.map(async (file) => {
      if (typeof file === "string") throw wrong("form.file", "is text and not a file");
      // A browser may send a path: what a file is called is its last part.
      const name = (file.name.split(/[\\/]/).at(-1) ?? "").slice(-LONGEST_NAME) || "file";
      return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
    }),
  );
}

function optionsOf(form: FormData): Upload["options"] {
  const text = form.get("options") ?? "{}";
  let said: unknown;
  try {
    said = JSON.parse(String(text));
  } catch {
    throw wrong("form.options", "is not JSON");
  }
  const read = ImportOptions.safeParse(said);
  if (read.success) return read.data;
  const errors = faultsOf(read.error.issues, "form", ImportOptions).map((fault) => ({
    ...fault,
    path: fault.path.replace(/^form/, "form.options"),
  }));
  throw problem(400, "wrong-form", `\`${errors[0]!.path}\`: ${errors[0]!.message}`, { errors });
}

/** Reads a form with files. @throws Problem `wrong-content-type`, `wrong-form`. */
export async function readUpload(c: Context<Env>): Promise<Upload> {
  const type = c.req.header("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type))
    throw problem(415, "wrong-content-type", "the files of an import come as a form", {
      help: "send `Content-Type: multipart/form-data` with fields `file` and `options`",
    });
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch (error) {
    throw problem(400, "wrong-form", "the form cannot be read: it ends too early, or is none", {
      cause: error,
    });
  }
  return { files: await filesOf(form), options: optionsOf(form) };
}
