/** Sentences that the server writes in English, in the reader's language where they are known in it, and marked as English where not. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { setText } from "../words/set-type.ts";
import { ownPhrases } from "./own-phrases.ts";
import { phraseBook, sentencesToo, type Told } from "./phrase-book.ts";

/** A sentence as it is shown; `lang` is the language to mark it with, where it is not that of the page. */
export interface InWords {
  readonly text: string;
  readonly lang: "en" | undefined;
}

const asIs = (text: string): InWords => ({ text, lang: "en" });

/** How sentences of the policy and of the product are shown. While the words of the language are on their way, in English. */
export function useSaid(): (english: string) => InWords {
  const { i18n } = useTranslation();
  const isFrench = i18n.language === "fr";
  const own = useQuery({
    queryKey: ["phrases", "fr"],
    queryFn: ownPhrases,
    enabled: isFrench,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const policy = useQuery({
    ...asking("GET /api/v1/policy/words/{language}", { params: { language: "fr" } }),
    enabled: isFrench,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const told = useMemo((): Told | undefined => {
    if (!isFrench || own.data === undefined) return undefined;
    return phraseBook(own.data, sentencesToo(policy.data?.value.sentences ?? {}));
  }, [isFrench, own.data, policy.data]);
  return useMemo(() => {
    if (told === undefined) return asIs;
    // The same few sentences are shown again and again while a date is dragged.
    const known = new Map<string, InWords>();
    return (english) => {
      const before = known.get(english);
      if (before !== undefined) return before;
      const french = told(english);
      const said = french === undefined ? asIs(english) : { text: setText("fr", french), lang: undefined };
      known.set(english, said);
      return said;
    };
  }, [told]);
}

/** A text as it begins a line. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

interface Properties {
  readonly children: string;
  readonly isCapital?: boolean;
}

/** A sentence of the server's. */
export function Said({ children, isCapital = false }: Properties) {
  const { text, lang } = useSaid()(children);
  return <span lang={lang}>{isCapital ? capital(text) : text}</span>;
}
