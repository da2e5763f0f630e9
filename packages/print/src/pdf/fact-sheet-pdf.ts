/** A fact sheet as a PDF. */
import type { FactSheet, Figure } from "@comity/decision";
import type { PrintOptions } from "../print-options.ts";
import { wordsOf } from "../words/language.ts";
import type { Words } from "../words/words.ts";
import { clean, rich, type SheetPages } from "./pieces.ts";
import { sheetSections } from "./sheet-sections.ts";
import { TEMPLATE } from "./template.ts";
import { typeset, writtenDate } from "./typeset.ts";

/** Whether any figure of a sheet is hidden. */
export function hidesFigures(sheet: FactSheet): boolean {
  // `null` stands for hidden everywhere but in money, where it says that there is nothing to count from.
  const look = (value: unknown): boolean =>
    value === null || (typeof value === "object" && Object.values(value as object).some(look));
  const { money: _money, ...people } = sheet;
  return look(people);
}

function answerOf(sheet: FactSheet, said: Words): string {
  const { people, institutes, firstDay, keepElsewhere, others } = sheet;
  const told = people === 0 ? others : others.filter(({ impersonal }) => impersonal === true);
  const first = told.map((each) => each.firstDay).sort()[0] ?? "";
  if (people === 0) return told.length === 0 ? said.nobody : said.others(told, first, true);
  const answer = said.answer({ people, institutes, firstDay, elsewhere: keepElsewhere });
  return told.length === 0 ? answer : `${answer} ${said.others(told, first, false)}`;
}

function tilesOf(sheet: FactSheet, said: Words): SheetPages["tiles"] {
  if (sheet.people === 0) return [];
  const figures: readonly (readonly [Figure | string | undefined, string])[] = [
    [sheet.people, said.tiles.people],
    [sheet.institutes === 0 ? undefined : sheet.institutes, said.tiles.institutes],
    [sheet.firstDay, said.tiles.firstDay],
    [sheet.keepElsewhere === 0 ? undefined : sheet.keepElsewhere, said.tiles.elsewhere],
  ];
  return figures.flatMap(([figure, label]) =>
    figure === undefined ? [] : [{ figure: typeof figure === "string" ? figure : said.count(figure), label }],
  );
}

function metaOf(sheet: FactSheet, said: Words, { head, marks }: PrintOptions): SheetPages["meta"] {
  const line = (label: string, value: string, isCode = false) => ({ label, value: clean(value), isCode });
  return [
    ...(sheet.registry === undefined ? [] : [line(said.meta.registry, sheet.registry.title)]),
    line(said.meta.policy, sheet.policy),
    line(
      said.meta.knownOn,
      head === undefined ? sheet.knownOn : `${sheet.knownOn}, ${said.acts(head.position)}`,
    ),
    ...(head === undefined ? [] : [line(said.meta.head, head.hash, true)]),
    ...(marks ?? []).map(({ label, value }) => line(label, value, /^[0-9a-f]{32,}$/.test(value))),
  ];
}

/** What was done to the figures that are shown. */
function noteOf(sheet: FactSheet, said: Words, { isRounded }: PrintOptions): string | null {
  const notes = [
    ...(isRounded === true ? [said.roundedNote] : []),
    ...(hidesFigures(sheet) ? [said.hiddenNote] : []),
  ];
  return notes.length === 0 ? null : notes.join(" ");
}

/** What the pages of a fact sheet hold, as data. */
export function sheetPages(sheet: FactSheet, options: PrintOptions = {}): SheetPages {
  const said = wordsOf(options.language);
  const { decision, registry } = sheet;
  const put = [
    decision.body,
    decision.session === undefined ? undefined : `${said.meta.session} ${decision.session}`,
    decision.date,
  ];
  return {
    language: said.language,
    kicker: said.kicker,
    cleared: options.isCleared === true ? said.cleared : null,
    title: clean(decision.title).trim() || said.kicker,
    put: clean(put.filter((part) => part !== undefined).join(" · ")),
    meta: metaOf(sheet, said, options),
    description: registry?.description === undefined ? null : clean(registry.description),
    note: decision.note === undefined ? null : rich(decision.note),
    asked: { title: said.asked, acts: decision.acts.map(rich) },
    refusal: sheet.admissible ? null : said.inadmissible,
    tiles: tilesOf(sheet, said),
    answer: answerOf(sheet, said),
    sections: sheetSections(sheet, said),
    hiddenNote: noteOf(sheet, said, options),
    foot: {
      line: clean(
        [registry?.title, `${said.meta.knownOn.toLowerCase()} ${sheet.knownOn}`]
          .filter((part) => part !== undefined)
          .join(" · "),
      ),
      hash: options.head === undefined ? null : `${said.meta.head}: ${options.head.hash}`,
      description: registry?.description === undefined ? null : clean(registry.description),
    },
    page: said.page,
    date: writtenDate(sheet.knownOn),
  };
}

/**
 * A fact sheet as a PDF: A4, tagged for whoever hears it read, the registry's head and the day known on at the foot of each page.
 * The same sheet and options give the same bytes. It shows the figures that the sheet shows: `hideSmallCells` comes before.
 *
 *     writeFileSync("end.pdf", factSheetAsPdf(hideSmallCells(sheet), { language: "fr" }));
 *
 * @throws PrintError where this installation cannot set type.
 */
export function factSheetAsPdf(sheet: FactSheet, options: PrintOptions = {}): Uint8Array {
  return typeset(TEMPLATE, { pages: JSON.stringify(sheetPages(sheet, options)) });
}
