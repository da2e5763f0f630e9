/** How stretches of days are written: first and last day, both included. */
import { useTranslation } from "react-i18next";
import type { Days } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";

/** `since 1 January 2010`, `1 January 2010 to 30 November 2024` ... */
export function useSpanText(): (days: Days, style?: "long" | "short") => string {
  const { t } = useTranslation("things");
  const text = useDayText();
  return ({ firstDay, lastDay }, style = "short") => {
    if (firstDay === null) {
      return lastDay === null ? t("days.always") : t("days.until", { day: text(lastDay, style) });
    }
    if (lastDay === null) return t("days.since", { day: text(firstDay, style) });
    if (lastDay === firstDay) return text(firstDay, style);
    return t("days.span", { first: text(firstDay, style), last: text(lastDay, style) });
  };
}

/** Several stretches, one behind the other. */
export function Spans({ days }: { readonly days: readonly Days[] }) {
  const { t } = useTranslation("things");
  const text = useSpanText();
  if (days.length === 0) return <>{t("days.never")}</>;
  return <>{days.map((one) => text(one)).join("; ")}</>;
}

/** Whether a stretch holds on a day. */
export const holdsOn = ({ firstDay, lastDay }: Days, on: string): boolean =>
  (firstDay === null || firstDay <= on) && (lastDay === null || on <= lastDay);

/** Today, in UTC as the server counts. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** How many days lie between two. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
