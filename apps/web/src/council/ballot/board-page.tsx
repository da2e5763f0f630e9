/** Counts the public board of a secret vote again, in the browser, from its file alone. */
import { Alert, Button, Stack, Text } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Part } from "../../things/page-head.tsx";
import { CouncilTabs } from "../council-tabs.tsx";
import { CountedBoardShown } from "./counted-board.tsx";
import { Counting, RefusedAlert } from "./counting.tsx";
import { FileField } from "./file-field.tsx";
import { LimitsPart } from "./limits-part.tsx";
import { useBallotWorker } from "./use-ballot-worker.ts";
import "../council.css";

export function BoardPage() {
  const { t } = useTranslation("council");
  const { news, ask, stop } = useBallotWorker();
  const began = useRef(0);
  const took = useRef<number | undefined>(undefined);
  if (news?.news === "counted") took.current ??= (performance.now() - began.current) / 1000;
  const count = async (file: File): Promise<void> => {
    stop();
    const board = new Uint8Array(await file.arrayBuffer());
    began.current = performance.now();
    took.current = undefined;
    ask({ job: "count", board });
  };
  return (
    <>
      <CouncilTabs />
      <div className="columns">
        <Part title={t("count.title")}>
          <Stack gap="md">
            <Text size="sm">{t("count.explained")}</Text>
            <FileField
              label={t("count.choose")}
              more={t("count.drop")}
              accept=".bel"
              onFile={(file) => void count(file)}
            />
            {news?.news === "progress" && (
              <>
                <Counting {...news} />
                <Button variant="default" size="xs" w="fit-content" onClick={stop}>
                  {t("count.cancel")}
                </Button>
              </>
            )}
            {news?.news === "refused" && <RefusedAlert refused={news.refused} />}
            {news?.news === "shut" && <Alert color="gray" role="alert" title={t("count.broken")} />}
            {news?.news === "counted" && <CountedBoardShown board={news.board} seconds={took.current} />}
          </Stack>
        </Part>
        <LimitsPart command="comity ballot verify FILE.bel" />
      </div>
    </>
  );
}
