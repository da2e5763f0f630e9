/** After the close: a trustee opens the sum of the board, and nothing else. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../../pieces/save-file.ts";
import { Part } from "../../../things/page-head.tsx";
import type { BallotNews, CeremonySeen } from "../ballot-jobs.ts";
import { RefusedAlert } from "../counting.tsx";
import { FileField } from "../file-field.tsx";
import { textFile } from "../text-file.ts";
import { useBallotWorker } from "../use-ballot-worker.ts";

export type Answered = Extract<BallotNews, { news: "answered" }>;

interface Properties {
  /** Fetches the board; where there is none, its file is asked for. */
  readonly boardOf?: () => Promise<Uint8Array>;
  readonly ceremony?: CeremonySeen;
  /** What hands the answer in; where there is none, it is saved as a file. */
  readonly handIn?: (answered: Answered, isSaved: boolean) => ReactNode;
}

export function AnswerPart({ boardOf, ceremony, handIn }: Properties) {
  const { t } = useTranslation("council");
  const [board, setBoard] = useState<File>();
  const [key, setKey] = useState<File>();
  const [isSaved, setSaved] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isLost, setLost] = useState(false);
  const { news, ask } = useBallotWorker();
  const answer = async (): Promise<void> => {
    if (key === undefined || (boardOf === undefined && board === undefined)) return;
    setBusy(true);
    setLost(false);
    setSaved(false);
    try {
      const bytes = boardOf === undefined ? new Uint8Array(await board!.arrayBuffer()) : await boardOf();
      ask({ job: "answer", board: bytes, key: await key.text(), ceremony });
    } catch {
      setLost(true);
    }
    setBusy(false);
  };
  return (
    <Part title={t("trustee.answerTitle")}>
      <Stack gap="sm">
        <Text size="sm">{t("trustee.answerExplained")}</Text>
        {boardOf === undefined && (
          <FileField label={t("trustee.closedBoard")} accept=".bel" more={board?.name} onFile={setBoard} />
        )}
        <FileField label={t("trustee.keyFile")} accept=".json,.key" more={key?.name} onFile={setKey} />
        <Button
          variant="default"
          w="fit-content"
          disabled={key === undefined || (boardOf === undefined && board === undefined)}
          loading={isBusy}
          onClick={() => void answer()}
        >
          {t("trustee.answer")}
        </Button>
        {isLost && <Alert color="gray" role="alert" title={t("vote.noBoard")} />}
        {news?.news === "answered" && (
          <Stack gap="xs" role="group" aria-label={t("trustee.answered")}>
            <Text size="sm" role="status">
              {t("trustee.answered")}
            </Text>
            <Group gap="xs">
              <Button
                size="sm"
                variant={isSaved ? "default" : "filled"}
                onClick={() => {
                  saveFile("trustee-key.json", textFile(news.key));
                  setSaved(true);
                }}
              >
                {t("trustee.saveKey")}
              </Button>
              {handIn === undefined ? (
                <Button
                  size="sm"
                  disabled={!isSaved}
                  onClick={() => saveFile(`answer-${news.number}.json`, textFile(news.answer))}
                >
                  {t("trustee.saveAnswer")}
                </Button>
              ) : (
                handIn(news, isSaved)
              )}
            </Group>
          </Stack>
        )}
        {news?.news === "refused" && <RefusedAlert refused={news.refused} />}
        {news?.news === "shut" && <Alert color="gray" role="alert" title={t("booth.wrong.failed")} />}
      </Stack>
    </Part>
  );
}
