/** Sends lists to be printed, written or replayed. Nothing of them is kept: the browser holds the file and sends it each time. */
import type { WriteFormat } from "@comity/authorship";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import type { AuthorReplay, PrintedAuthorList } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";

/** Every format that lists are written in, in the order in which they are offered: one that came in and is not here does not compile. */
const OFFERED: Readonly<Record<WriteFormat, true>> = {
  "author.xml": true,
  revtex: true,
  jhep: true,
  elsarticle: true,
  aastex: true,
  epjc: true,
  mnras: true,
  aa: true,
  pos: true,
  jats: true,
  arxiv: true,
  csv: true,
  xlsx: true,
  html: true,
  json: true,
};
export const FORMATS = Object.keys(OFFERED) as readonly WriteFormat[];

/** What is asked of a list. Empty: not said. */
export interface PrintWords {
  readonly policy: string;
  readonly against: string;
  readonly format: WriteFormat;
  readonly reference: string;
  readonly published: string;
}

export const FIRST_WORDS: PrintWords = {
  policy: "neutral-two-texts",
  against: "named",
  format: "author.xml",
  reference: "",
  published: "",
};

function formOf(files: Readonly<Record<string, File>>, options: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [field, file] of Object.entries(files)) form.append(field, file, file.name);
  const said = Object.entries(options).filter(([, value]) => value !== "");
  form.append("options", JSON.stringify(Object.fromEntries(said)));
  return form;
}

/** Which file it is, as far as a browser tells. */
const stampOf = ({ name, size, lastModified }: File): string => `${name} ${size} ${lastModified}`;

/** The list as printed. */
export const printing = (file: File, words: PrintWords) =>
  queryOptions<PrintedAuthorList, ApiProblem>({
    queryKey: ["author list", stampOf(file), words],
    queryFn: () => ask("POST /api/v1/authors/prints", { body: formOf({ list: file }, { ...words }) }),
    staleTime: Number.POSITIVE_INFINITY,
    // Names of people do not stay in memory once nobody looks at them.
    gcTime: 0,
  });

/** The list as a file. */
export async function writtenFile(
  file: File,
  { against: _against, ...words }: PrintWords,
  anyway: boolean,
): Promise<{ readonly name: string; readonly content: Blob }> {
  const response = await ask("POST /api/v1/authors/files", {
    body: formOf({ list: file }, { ...words, anyway }),
  });
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return { name: name ?? "authors", content: await response.blob() };
}

export const replayed = (
  before: File,
  after: File,
  words: Pick<PrintWords, "policy" | "reference" | "published">,
): Promise<AuthorReplay> =>
  ask("POST /api/v1/authors/replays", { body: formOf({ before, after }, { ...words }) });
