/** The second step of the booth: the board is counted, one answer chosen, and the ballot sealed. The choice is kept until then, and no longer. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../pieces/save-file.ts";
import { Part } from "../../things/page-head.tsx";
import { Choice } from "./choice.tsx";
import { Counting, RefusedAlert } from "./counting.tsx";
import { FileField } from "./file-field.tsx";
import { textFile } from "./text-file.ts";
import { useBallotWorker } from "./use-ballot-worker.ts";

export function VotePart() {
  const { t } = useTranslation("council");
  const [board, setBoard] = useState<File>();
  const [key, setKey] = useState<File>();
  const { news, ask, stop } = useBallotWorker();
  const open = async (): Promise<void> => {
    if (board === undefined || key === undefined) return;
    stop();
    ask({ job: "open", board: new Uint8Array(await board.arrayBuffer()), key: await key.text() });
  };
  const isShut = news === undefined || news.news === "refused" || news.news === "shut";
  return (
    <Part title={t("booth.voteTitle")}>
      <Stack gap="md">
        <Text size="sm">{t("booth.voteExplained")}</Text>
        {isShut && (
          <>
            <FileField label={t("booth.board")} accept=".bel" more={board?.name} onFile={setBoard} />
            <FileField label={t("booth.key")} accept=".json" more={key?.name} onFile={setKey} />
            <Button
              variant="default"
              w="fit-content"
              disabled={board === undefined || key === undefined}
              onClick={() => void open()}
            >
              {t("booth.open")}
            </Button>
          </>
        )}
        {news?.news === "progress" && <Counting {...news} />}
        {news?.news === "refused" && <RefusedAlert refused={news.refused} />}
        {news?.news === "shut" && <Alert color="gray" role="alert" title={t(`booth.wrong.${news.reason}`)} />}
        {news?.news === "opened" && (
          <Choice
            question={news.question}
            answers={news.answers}
            onSeal={(choice) => ask({ job: "seal", choice })}
          />
        )}
        {news?.news === "sealed" && <Sealed ballot={news.ballot} tracker={news.tracker} onAgain={stop} />}
      </Stack>
    </Part>
  );
}

function Sealed({
  ballot,
  tracker,
  onAgain,
}: {
  readonly ballot: string;
  readonly tracker: string;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation("council");
  return (
    <Stack gap="sm">
      <Alert color="stands" variant="light" role="status" title={t("booth.sealed")}>
        <Text size="sm">
          {t("booth.tracker")}: <span className="hash">{tracker}</span>
        </Text>
      </Alert>
      <Text size="sm">{t("booth.after")}</Text>
      <Group gap="xs">
        <Button size="sm" onClick={() => saveFile("ballot.json", textFile(ballot))}>
          {t("booth.save")}
        </Button>
        <Button size="sm" variant="default" onClick={onAgain}>
          {t("booth.again")}
        </Button>
      </Group>
    </Stack>
  );
}
