/** How figures are written: grouped as the reader's language does; `···` where one is hidden. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

export function useFigure(): (figure: number | null) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const format = new Intl.NumberFormat(i18n.language === "fr" ? "fr-CH" : "en-GB");
    return (figure) => (figure === null ? "···" : format.format(figure));
  }, [i18n.language]);
}
