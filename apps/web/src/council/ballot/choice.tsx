/** The one choice of a booth. It is kept until the ballot is sealed, and no longer. */
import { Button, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Properties {
  readonly question: string;
  readonly answers: readonly string[];
  readonly onSeal: (choice: number) => void;
}

/** The usual answers in the reader's language; the board has them in English. */
const USUAL: Readonly<Record<string, string>> = {
  "In favour": "inFavour",
  Against: "against",
  Abstain: "abstain",
};

/** An answer of a board as a page says it: beside its own words, those of the reader's language. */
export function useAnswerWords(): (answer: string) => string {
  const { t } = useTranslation("council");
  return (answer) => {
    const usual = USUAL[answer];
    const own = usual === undefined ? answer : t(`booth.answers.${usual}`);
    return own === answer ? answer : `${own} (${answer})`;
  };
}

export function Choice({ question, answers, onSeal }: Properties) {
  const { t } = useTranslation("council");
  const words = useAnswerWords();
  const [chosen, choose] = useState<string>();
  const [isSealing, setSealing] = useState(false);
  return (
    <Stack gap="sm">
      <Radio.Group label={question} value={chosen ?? null} onChange={choose}>
        <Stack gap="xs" mt="xs">
          {answers.map((answer, at) => (
            <Radio key={answer} value={String(at)} label={words(answer)} disabled={isSealing} />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="xs" c="dimmed">
        {t("booth.abstainMore")}
      </Text>
      <Button
        w="fit-content"
        disabled={chosen === undefined || isSealing}
        onClick={() => {
          const choice = Number(chosen);
          setSealing(true);
          choose(undefined);
          onSeal(choice);
        }}
      >
        {t(isSealing ? "booth.sealing" : "booth.seal")}
      </Button>
    </Stack>
  );
}
