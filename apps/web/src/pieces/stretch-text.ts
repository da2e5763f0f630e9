/** How a stretch of days is written: with its first and its last day, both included. */
import { useTranslation } from "react-i18next";
import type { Days } from "../api/generated/routes.ts";
import { type DayStyle, useDayText } from "./day-text.tsx";

/** Writes stretches of days in the reader's language: `1 Jan 2024 to 30 Nov 2024`, `since 1 Jan 2024`, `until 30 Nov 2024`, `always`. */
export function useStretchText(style: DayStyle = "long"): (stretch: Days) => string {
  const { t } = useTranslation("pieces");
  const dayText = useDayText();
  return ({ firstDay, lastDay }) => {
    if (firstDay === null)
      return lastDay === null ? t("stretch.always") : t("stretch.until", { last: dayText(lastDay, style) });
    const first = dayText(firstDay, style);
    if (lastDay === null) return t("stretch.since", { first });
    if (firstDay === lastDay) return first;
    return t("stretch.both", { first, last: dayText(lastDay, style) });
  };
}
