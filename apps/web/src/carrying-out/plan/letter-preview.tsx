/** Letters as they would go out, addressed to nobody by name; and as PDF, to be printed. */
import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/ask.ts";
import type { PlanPart } from "../../api/generated/routes.ts";
import { asking } from "../../api/queries.ts";
import { useDayText } from "../../pieces/day-text.tsx";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { LANGUAGES, type Language } from "../../words/words.ts";

const RECIPIENTS = ["person", "team leader", "party", "institute", "experiment"] as const;

interface Properties {
  readonly decision: string;
  readonly part: PlanPart;
}

export function LetterPreview({ decision, part }: Properties) {
  const { t, i18n } = useTranslation("carrying-out");
  const dayText = useDayText();
  const [letter, setLetter] = useState<string>();
  const [language, setLanguage] = useState<Language>(i18n.language === "fr" ? "fr" : "en");
  const kind = RECIPIENTS.find((each) => each === part.kind);
  if (kind === undefined || part.letters.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="part-letters">
      <Group justify="space-between" align="center">
        <h2 className="sheet-title" id="part-letters">
          {t("letters.title")}
        </h2>
        <SegmentedControl
          size="xs"
          aria-label={t("letters.language")}
          value={language}
          onChange={(value) => setLanguage(value === "fr" ? "fr" : "en")}
          data={LANGUAGES.map((each) => ({ value: each, label: each.toUpperCase() }))}
        />
      </Group>
      <Stack gap="sm" mt="xs">
        <Group gap="sm">
          {part.letters.map((each) => (
            <Button
              key={`${each.letter} ${each.due}`}
              variant={letter === each.letter ? "filled" : "default"}
              size="compact-sm"
              aria-pressed={letter === each.letter}
              onClick={() => setLetter(letter === each.letter ? undefined : each.letter)}
            >
              {`${each.letter}, ${dayText(each.due, "short")}`}
            </Button>
          ))}
        </Group>
        {letter === undefined ? (
          <Text size="sm" c="dimmed">
            {t("letters.choose")}
          </Text>
        ) : (
          <Letter decision={decision} letter={letter} query={{ kind, id: part.id, language }} />
        )}
      </Stack>
    </section>
  );
}

interface LetterProperties {
  readonly decision: string;
  readonly letter: string;
  readonly query: {
    readonly kind: (typeof RECIPIENTS)[number];
    readonly id: string;
    readonly language: Language;
  };
}

function Letter({ decision, letter, query }: LetterProperties) {
  const { t } = useTranslation("carrying-out");
  const params = { decision, letter };
  const { data, error, isPending } = useQuery(
    asking("GET /api/v1/decisions/{decision}/letters/{letter}", {
      params,
      query,
      purpose: "carrying out a decision",
    }),
  );
  const pdf = addressOf("GET /api/v1/decisions/{decision}/letters/{letter}", {
    params,
    query: { ...query, format: "pdf" },
  });
  return (
    <>
      {error !== null && <Refusal error={error} />}
      {isPending && error === null && <Loading lines={8} />}
      {data !== undefined && "text" in data.value && (
        <div lang={query.language}>
          <Text fw={600} mb={6}>
            {data.value.subject}
          </Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
          <section className="letter-text" tabIndex={0} aria-label={data.value.subject}>
            {data.value.text}
          </section>
        </div>
      )}
      <a href={pdf} download={`${letter}-${query.id}-${query.language}.pdf`}>
        {t("letters.pdf")}
      </a>
    </>
  );
}
