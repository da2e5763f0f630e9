/** What only a human can say: doubtful matches above all. Each question is asked once, for all rows that it stands in. */
import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportQuestion } from "../../api/generated/routes.ts";
import { DayInput } from "../../pieces/day-input.tsx";
import { Ticked } from "../../pieces/ticked.tsx";
import { isDay } from "../../shell/search.ts";
import { type Answer, keyOf } from "./import-call.ts";

interface Properties {
  readonly questions: readonly ImportQuestion[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly onAnswer: (key: string, answer: Answer) => void;
  readonly onTry: () => void;
}

/** Sentences of the server that say no more than the page does itself, in the reader's language. */
const IN_OUR_WORDS = /^(is|which institute is) \x60/;

/** So many questions are shown at once; nobody answers more in one go. */
const AT_ONCE = 25;

const isAnswered = (answer: Answer | undefined): boolean =>
  answer !== undefined && (typeof answer === "string" ? answer !== "" : Object.values(answer).some(Boolean));

export function ImportQuestions({ questions, answers, onAnswer, onTry }: Properties) {
  const { t } = useTranslation("records");
  const [most, setMost] = useState(AT_ONCE);
  const unique = [...new Map(questions.map((question) => [keyOf(question), question])).values()];
  const answered = unique.filter((question) => isAnswered(answers[keyOf(question)])).length;
  return (
    <section className="sheet" aria-labelledby="import-questions">
      <Group justify="space-between" align="baseline">
        <h2 className="sheet-title" id="import-questions">
          {t("questions.title", { count: unique.length })}
        </h2>
        <Text size="sm" c="dimmed">
          {t("questions.answered", { count: unique.length, answered })}
        </Text>
      </Group>
      {unique.slice(0, most).map((question) => (
        <Asked
          key={keyOf(question)}
          question={question}
          answer={answers[keyOf(question)]}
          onAnswer={(answer) => onAnswer(keyOf(question), answer)}
        />
      ))}
      <Group mt="sm">
        <Button variant="default" onClick={onTry} disabled={answered === 0}>
          {t("questions.try")}
        </Button>
        {unique.length > most && (
          <Button variant="subtle" color="gray" onClick={() => setMost(most + AT_ONCE)}>
            {t("questions.more", { count: unique.length - most })}
          </Button>
        )}
      </Group>
    </section>
  );
}

interface AskedProperties {
  readonly question: ImportQuestion;
  readonly answer: Answer | undefined;
  readonly onAnswer: (answer: Answer) => void;
}

function Asked({ question, answer, onAnswer }: AskedProperties) {
  const { t } = useTranslation("records");
  const { about, said, asks, candidates, words, takes } = question;
  const text = typeof answer === "string" ? answer : "";
  const isOpen = about === "institute" && candidates.length === 0;
  return (
    <div className="question">
      <Radio.Group
        label={t(`questions.about.${about}`)}
        {...(IN_OUR_WORDS.test(asks) ? {} : { description: <Ticked>{asks}</Ticked> })}
        value={text}
        onChange={onAnswer}
      >
        <Text fw={600} size="sm" mt={4} style={{ overflowWrap: "anywhere" }}>
          {said}
        </Text>
        <Stack gap={6} mt={6}>
          {candidates.map(({ id, shown }) => (
            <Radio
              key={id}
              value={id}
              label={
                <>
                  {t("questions.thatIs")} <b>{id}</b> {shown}
                </>
              }
            />
          ))}
          {words.map((word) => (
            <Radio key={word} value={word} label={t(`questions.words.${word}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {isOpen && (
        <TextInput
          mt={8}
          maw={320}
          label={t("questions.institute")}
          value={words.includes(text) ? "" : text}
          onChange={({ currentTarget }) => onAnswer(currentTarget.value)}
        />
      )}
      {takes === "day" && (
        <DayInput
          label={t("questions.since")}
          value={isDay(text) ? text : undefined}
          onChange={(day) => onAnswer(day ?? "")}
        />
      )}
      {Array.isArray(takes) && (
        <Values columns={takes} answer={typeof answer === "object" ? answer : {}} onAnswer={onAnswer} />
      )}
    </div>
  );
}

interface ValuesProperties {
  readonly columns: readonly string[];
  readonly answer: Readonly<Record<string, string>>;
  readonly onAnswer: (answer: Answer) => void;
}

/** Values of a new institute: what must be known of it. */
function Values({ columns, answer, onAnswer }: ValuesProperties) {
  const { t } = useTranslation("records");
  const known: Readonly<Record<string, string>> = {
    kind: t("fields.kind"),
    seat: t("fields.seat"),
    governed_by: t("fields.governedBy"),
    city: t("fields.city"),
    title: t("fields.title"),
  };
  return (
    <Group gap="sm" mt={8} align="flex-end">
      {columns.map((column) => (
        <TextInput
          key={column}
          label={known[column] ?? column}
          value={answer[column] ?? ""}
          onChange={({ currentTarget }) => onAnswer({ ...answer, [column]: currentTarget.value })}
        />
      ))}
    </Group>
  );
}
