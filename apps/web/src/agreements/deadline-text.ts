/** Deadlines as sentences: until when notice can be given, and what happens if nobody acts. */
import { useTranslation } from "react-i18next";
import type { Deadline } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";

type Known = NonNullable<Deadline>;

/** `if nobody acts, it renews on 1 December 2024 through 30 November 2029`. */
export function useOtherwise(): (deadline: Known) => string {
  const { t } = useTranslation("things");
  const text = useDayText();
  return ({ otherwise: { happens, on, lastDay, because, agreement } }) => {
    if (happens === "goes on") return t("otherwise.goesOn");
    if (happens === "renews")
      return lastDay === null
        ? t("otherwise.renews", { day: text(on ?? "") })
        : t("otherwise.renewsThrough", { day: text(on ?? ""), last: text(lastDay) });
    const day = text(lastDay ?? "");
    if (agreement !== null)
      return t(because === "succession" ? "otherwise.succeeded" : "otherwise.endsWith", { day, agreement });
    return t(`otherwise.ends.${because ?? "term"}`, { day });
  };
}
