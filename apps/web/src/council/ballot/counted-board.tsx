/** A board that holds: what came out, who could vote and how many did, and a ballot by its tracker. */
import { Alert, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PlainTable } from "../../pieces/table.tsx";
import { Facts } from "../../things/page-head.tsx";
import type { CountedBoard, CountedQuestion } from "./ballot-jobs.ts";
import { useAnswerWords } from "./choice.tsx";

export function CountedBoardShown({
  board,
  seconds,
}: {
  readonly board: CountedBoard;
  readonly seconds: number | undefined;
}) {
  const { t, i18n } = useTranslation("council");
  const replaced = board.ballots.length - board.counted;
  return (
    <div className="counted">
      <Alert color="stands" variant="light" role="status" title={t("count.good")}>
        <Text size="sm">
          {board.title}. {t(`count.stages.${board.stage}`)}
        </Text>
      </Alert>
      {board.questions.map((question) => (
        <QuestionShown key={question.question} question={question} />
      ))}
      {!board.hasResult && <Text size="sm">{t("count.noResult")}</Text>}
      <Facts
        facts={[
          [
            t("count.turnout"),
            `${t("count.turnoutOf", { counted: board.counted, keys: board.keys })}${
              replaced === 0 ? "" : `; ${t("count.replaced", { count: replaced })}`
            }`,
          ],
          [
            t("count.trustees"),
            `${board.trustees.map((group) => t("count.needed", group)).join(", ")}; ${
              board.answered.length === 0
                ? t("count.nobodyAnswered")
                : t("count.answered", { numbers: board.answered.join(", ") })
            }`,
          ],
          [
            t("count.election"),
            <span key="election" className="hash">
              {board.election}
            </span>,
          ],
          [
            t("count.keysPrint"),
            <span key="keys" className="hash">
              {board.keysFingerprint}
            </span>,
          ],
          [
            t("count.head"),
            <span key="head">
              <span className="hash">{board.head}</span> ({t("count.events", { count: board.events })})
            </span>,
          ],
        ]}
      />
      <TrackerSearch board={board} />
      {seconds !== undefined && (
        <Text size="xs" c="dimmed">
          {t("count.took", {
            seconds: seconds.toLocaleString(i18n.language, { maximumFractionDigits: 1 }),
          })}
        </Text>
      )}
    </div>
  );
}

function QuestionShown({
  question: { question, answers, votes, isShuffled },
}: {
  readonly question: CountedQuestion;
}) {
  const { t } = useTranslation("council");
  const words = useAnswerWords();
  if (isShuffled)
    return (
      <Text size="sm">
        {question} {t("count.shuffled")}
      </Text>
    );
  return (
    <div>
      <h3 className="counted-question">{question}</h3>
      {votes !== undefined && (
        <PlainTable
          label={question}
          columns={[
            { key: "answer", title: t("count.answer") },
            { key: "votes", title: t("count.votes"), isFigure: true },
          ]}
          rows={answers.map((answer, at) => ({ key: answer, cells: [words(answer), votes[at]] }))}
        />
      )}
    </div>
  );
}

/** A tracker that was typed is looked for here; it goes nowhere. */
function TrackerSearch({ board: { ballots } }: { readonly board: CountedBoard }) {
  const { t } = useTranslation("council");
  const [typed, setTyped] = useState("");
  const tracker = typed.trim();
  const found = ballots.find((ballot) => ballot.tracker === tracker);
  const says = found === undefined ? "absent" : found.counts ? "counts" : "replaced";
  return (
    <div>
      <TextInput
        size="sm"
        label={t("count.tracker")}
        description={t("count.trackerMore")}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <output aria-live="polite">
        {tracker.length >= 20 && (
          <Text size="sm" fw={600} mt={4}>
            {t(`count.found.${says}`)}
          </Text>
        )}
      </output>
    </div>
  );
}
