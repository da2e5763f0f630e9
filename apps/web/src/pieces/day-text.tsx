/** How days are written. Days are whole days of the calendar, without a zone. */
import { useTranslation } from "react-i18next";

const LOCALES: Readonly<Record<string, string>> = { en: "en-GB", fr: "fr-CH" };

const formats = new Map<string, Intl.DateTimeFormat>();
/** Texts of days that were written before, by their format: the same few hundred come again all over a page. */
const written = new Map<string, Map<string, string>>();
/** So many are kept of each. */
const KEPT = 20_000;

/** How a day is written: whole, or only its month. */
export type DayStyle = "long" | "short" | "month" | "monthShort" | "monthAlone";

const PARTS: Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>> = {
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  monthShort: { month: "short", year: "numeric" },
  monthAlone: { month: "short" },
};

/** `2024-11-30` as `30 November 2024`, `30 Nov 2024` (short), `novembre 2024` (month), `nov. 2024` (monthShort), `Nov` (monthAlone). */
export function formatDayIn(language: string, day: string, style: DayStyle = "long"): string {
  const locale = LOCALES[language] ?? language;
  const key = `${locale} ${style}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...PARTS[style] });
    formats.set(key, format);
  }
  const before = written.get(key) ?? new Map<string, string>();
  written.set(key, before);
  const known = before.get(day);
  if (known !== undefined) return known;
  const text = format.format(new Date(`${day}T00:00:00Z`));
  // French counts the first day of a month as the first, which the browser's formats leave out.
  const told = language === "fr" ? text.replace(/^1 /, "1er ") : text;
  if (before.size >= KEPT) before.clear();
  before.set(day, told);
  return told;
}

/** Writes days in the reader's language. */
export function useDayText(): (day: string, style?: DayStyle) => string {
  const { i18n } = useTranslation();
  return (day, style) => formatDayIn(i18n.language, day, style);
}

/** A day as the reader writes it, and as programs do. */
export function DayText({ day, style }: { readonly day: string; readonly style?: "long" | "short" }) {
  const text = useDayText();
  return <time dateTime={day}>{text(day, style)}</time>;
}
