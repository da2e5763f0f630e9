/** Typst, in this process: a template and its data in, a PDF out. No file is read but the fonts, and nothing from the network. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import type { NodeCompiler, NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { PrintError } from "../print-error.ts";

const require = createRequire(import.meta.url);

/** Cuts of Source Sans 3 (SIL Open Font License) that the templates use. */
const FONTS = [
  () => require.resolve("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
  () =>
    require.resolve("@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf"),
  () => require.resolve("@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
];

function fontFiles(): Buffer[] {
  try {
    return FONTS.map((file) => readFileSync(file()));
  } catch (cause) {
    throw new PrintError("missing-font", "the font Source Sans 3 cannot be read", {
      help: "install the dependencies again: `npm install`",
      cause,
    });
  }
}

/** The compiler holds fonts and what it has learnt of a template: one for the life of the process. */
let shared: NodeCompiler | undefined;

function compiler(): NodeCompiler {
  if (shared !== undefined) return shared;
  let made: typeof NodeCompiler;
  try {
    // Loaded when first asked for: the library is a large native one, and most commands print nothing.
    ({ NodeCompiler: made } = require("@myriaddreamin/typst-ts-node-compiler") as {
      NodeCompiler: typeof NodeCompiler;
    });
  } catch (cause) {
    throw new PrintError("no-typesetter", "the typesetter for PDF cannot be loaded on this machine", {
      help: "install the dependencies again, optional ones too: `npm install`",
      cause,
    });
  }
  // Its folder is one in which no template looks for anything.
  shared = made.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs: fontFiles() }] });
  return shared;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function documentOf(template: string, inputs: Readonly<Record<string, string>>): NodeTypstDocument {
  const outcome = compiler().compile({ mainFileContent: template, inputs: { ...inputs } });
  const error = outcome.takeError();
  if (outcome.result !== null && error === null) return outcome.result;
  const said = error?.shortDiagnostics.map((each: { message?: string }) => each.message ?? "") ?? [];
  throw new PrintError("cannot-typeset", `the document cannot be set: ${said.join("; ")}`, {
    help: "this is a fault of Comity's template: please report it",
  });
}

/** Results that Typst remembers are let go of after so many further documents. */
const KEPT_DOCUMENTS = 10;

/**
 * A PDF, tagged so that it can be read aloud. It is held to PDF/UA-1; where that standard cannot be met, as with a text that no font
 * at hand can show, the PDF is tagged all the same. Same template and inputs, same bytes.
 *
 *     typeset("#set document(title: \"x\")\n#sys.inputs.name", { name: "#not markup" })
 *
 * @throws PrintError `missing-font`, `no-typesetter`, `cannot-typeset`.
 */
export function typeset(template: string, inputs: Readonly<Record<string, string>>): Uint8Array {
  const document = documentOf(template, inputs);
  const setter = compiler();
  try {
    return setter.pdf(document, { pdfStandard: "ua-1" });
  } catch (strict) {
    if (!reasonOf(strict).includes("PDF/UA-1 error"))
      throw new PrintError("cannot-typeset", `the document cannot be set: ${reasonOf(strict)}`, {
        cause: strict,
      });
    return setter.pdf(document, { pdfTags: true });
  } finally {
    setter.evictCache(KEPT_DOCUMENTS);
  }
}

/** A day as Typst takes it. It stands in the file as its date, so that it never says when it was printed. */
export function writtenDate(
  day: string,
): { readonly year: number; readonly month: number; readonly day: number } | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return parts === null ? null : { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
}
