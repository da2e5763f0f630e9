/** A trustee's own part of a ceremony: the next step is made in the worker, the key is saved as a file, and only then the message is handed in. */
import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../../pieces/save-file.ts";
import { Part } from "../../../things/page-head.tsx";
import type { BallotNews, CeremonySeen, RefusedBoard } from "../ballot-jobs.ts";
import { RefusedAlert } from "../counting.tsx";
import { FileField } from "../file-field.tsx";
import { textFile } from "../text-file.ts";
import { useBallotWorker } from "../use-ballot-worker.ts";
import { ROUNDS } from "./rounds-part.tsx";

export type Saying = Extract<BallotNews, { news: "says" }>;

interface Properties {
  readonly ceremony: CeremonySeen;
  /** The trustee that the reader is, where that is known. */
  readonly you?: string;
  /** Whether the file is to hold the share, too: without the ceremony's messages it cannot be had again. */
  readonly isShareKept?: boolean;
  /** What can be done about a message that does not hold. */
  readonly beside?: (refused: RefusedBoard) => ReactNode;
  /** What hands a message in, given that the key was saved, or that this step changes none. */
  readonly handIn: (saying: Saying, isSaved: boolean) => ReactNode;
}

export function StepPart({ ceremony, you, isShareKept = true, beside, handIn }: Properties) {
  const { t } = useTranslation("council");
  const { news, ask, stop } = useBallotWorker();
  const [isSaved, setSaved] = useState(false);
  const unsaid = ceremony.trustees.filter(
    (_, at) => (ceremony.said.certificate[at] ?? undefined) === undefined,
  );
  const mine = you === undefined ? unsaid : unsaid.filter((name) => name === you);
  const [name, choose] = useState<string>();
  const chosen = mine.find((each) => each === name) ?? mine[0];
  const step = (who: { readonly key: string } | { readonly name: string }): void => {
    setSaved(false);
    ask({ job: "step", ceremony, who });
  };
  return (
    <Part title={t("trustee.yours")}>
      <Stack gap="sm">
        <Text size="sm">{t("trustee.yoursExplained")}</Text>
        {chosen !== undefined && news === undefined && (
          <Group gap="sm" align="end">
            {you === undefined && (
              <NativeSelect
                label={t("trustee.whoAreYou")}
                value={chosen}
                onChange={({ currentTarget }) => choose(currentTarget.value)}
                data={mine}
              />
            )}
            <Button onClick={() => step({ name: chosen })}>{t("trustee.begin")}</Button>
          </Group>
        )}
        {news?.news !== "says" && (
          <FileField
            label={t("trustee.keyFile")}
            more={t("trustee.keyFileMore")}
            accept=".json,.key"
            onFile={(file) => void file.text().then((key) => step({ key }))}
          />
        )}
        {news?.news === "says" && (
          <Said
            saying={news}
            isSaving={changesKey(news, isShareKept)}
            isSaved={isSaved}
            onSave={() => setSaved(true)}
          >
            {handIn(news, isSaved || !changesKey(news, isShareKept))}
            <Button
              variant="subtle"
              size="compact-sm"
              w="fit-content"
              onClick={() => {
                stop();
                setSaved(false);
              }}
            >
              {t("trustee.again")}
            </Button>
          </Said>
        )}
        <output aria-live="polite">
          {news?.news === "waits" && (
            <Text size="sm">
              {news.round === undefined
                ? t("trustee.over")
                : t(news.isOver ? "trustee.yoursDone" : "trustee.nothingYet", {
                    names: news.awaited.join(", "),
                  })}
            </Text>
          )}
        </output>
        {news?.news === "refused" && (
          <>
            <RefusedAlert refused={news.refused} />
            {beside?.(news.refused)}
          </>
        )}
        {news?.news === "shut" && <Alert color="gray" role="alert" title={t("booth.wrong.failed")} />}
      </Stack>
    </Part>
  );
}

/** The first round makes the key; the last can put the share into it. */
const changesKey = ({ round }: Saying, isShareKept: boolean): boolean =>
  round === "certificate" || (isShareKept && round === "key");

function Said({
  saying,
  isSaving,
  isSaved,
  onSave,
  children,
}: {
  readonly saying: Saying;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly onSave: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation("council");
  const { round, key } = saying;
  return (
    <Stack gap="xs" role="group" aria-label={t("trustee.made")}>
      <Text size="sm" fw={600} role="status">
        {t("trustee.made")}: {ROUNDS.indexOf(round) + 1}. {t(`trustee.rounds.${round}.title`)}
      </Text>
      {isSaving && (
        <>
          <Text size="sm">{t(`trustee.save.${round}`)}</Text>
          <Button
            size="sm"
            w="fit-content"
            variant={isSaved ? "default" : "filled"}
            onClick={() => {
              saveFile("trustee-key.json", textFile(key));
              onSave();
            }}
          >
            {t("trustee.saveKey")}
          </Button>
        </>
      )}
      {children}
    </Stack>
  );
}
