/** `--pdf`, `--xlsx` and `--csv`: a fact sheet in files that one hands on. */
import { type FactSheet, hideSmallCells } from "@comity/decision";
import type { Language, PrintedHead } from "@comity/print";
import { type Call, optionValue } from "./command.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";
import { writeNew } from "./write-new.ts";

/** A fact sheet with all its figures, and the head of the registry that it was made from. */
export interface SheetInHand {
  readonly sheet: FactSheet;
  readonly head?: PrintedHead;
}

const FORMS = ["pdf", "xlsx", "csv"] as const;

/** The language of what is printed around the figures. */
export function printedLanguage(call: Call): Language {
  const asked = optionValue(call, "language") ?? "en";
  if (asked !== "en" && asked !== "fr")
    throw new Refusal(`\`--language ${asked}\`: fact sheets are printed in \`en\` or \`fr\``);
  if (call.options.has("language") && !call.options.has("pdf"))
    throw new Refusal("`--language` is about the PDF, and none is asked for", "give `--pdf FILE` too");
  return asked;
}

/** Writes the files that were asked for, with the figures that the reader may see. A file that is there stays as it is. */
export async function printSheet(
  call: Call,
  language: Language,
  { sheet, head }: SheetInHand,
  terminal: Terminal,
): Promise<void> {
  const wanted = FORMS.flatMap((form) => {
    const file = optionValue(call, form);
    return file === undefined ? [] : [{ form, file }];
  });
  if (wanted.length === 0) return;
  const { factSheetAsCsv, factSheetAsPdf, factSheetAsXlsx } = await import("@comity/print");
  const isCleared = call.options.has("cleared");
  const shown = isCleared ? sheet : hideSmallCells(sheet);
  const options = { language, isCleared, ...(head === undefined ? {} : { head }) };
  for (const { form, file } of wanted) {
    const bytes =
      form === "pdf"
        ? factSheetAsPdf(shown, options)
        : form === "xlsx"
          ? await factSheetAsXlsx(shown, options)
          : factSheetAsCsv(shown, options);
    writeNew(file, bytes);
    terminal.warn(`wrote ${file}\n`);
  }
}
