/** How instants are written: in the reader's language, and in the time of where they are. */
import { useTranslation } from "react-i18next";

/** Writes `2026-11-22T17:02:31.661Z` as `22 Nov 2026, 18:02`. */
export function useInstantText(): (at: string) => string {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language === "fr" ? "fr-CH" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (at) => format.format(new Date(at));
}
