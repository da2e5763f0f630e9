/** Figures of people, as the reader's language writes them; a small one that is hidden says so. */
import { useTranslation } from "react-i18next";

const LOCALES: Readonly<Record<string, string>> = { en: "en-GB", fr: "fr-CH" };

/** Writes a figure; what is hidden, as a word. */
export function useFigure(): (value: number | null) => string {
  const { t, i18n } = useTranslation("policy");
  const format = new Intl.NumberFormat(LOCALES[i18n.language] ?? i18n.language);
  return (value) => (value === null ? t("figure.few") : format.format(value));
}

export function Figure({ value }: { readonly value: number | null }) {
  const { t } = useTranslation("policy");
  const figure = useFigure();
  return <span title={value === null ? t("figure.hidden") : undefined}>{figure(value)}</span>;
}
