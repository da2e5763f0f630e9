/** What bodies say in both official languages, in the reader's own. */
import { useTranslation } from "react-i18next";

interface InBoth {
  readonly en: string;
  readonly fr: string;
}

/** `const said = useSaid(); said(rule.title)`, and with its first letter in capitals: `said(words, true)`. */
export function useSaid(): (words: InBoth, isSentence?: boolean) => string {
  const { i18n } = useTranslation();
  return (words, isSentence = false) => {
    const text = i18n.language === "fr" ? words.fr : words.en;
    return isSentence ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  };
}
