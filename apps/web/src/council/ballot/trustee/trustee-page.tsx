/** The trustees' ceremony by files, and a trustee's answer after the close: on the trustee's own device, and sent nowhere. */
import { Alert, Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../../pieces/save-file.ts";
import { Part } from "../../../things/page-head.tsx";
import { CouncilTabs } from "../../council-tabs.tsx";
import type { CeremonySeen } from "../ballot-jobs.ts";
import { FileField } from "../file-field.tsx";
import { LimitsPart } from "../limits-part.tsx";
import { textFile } from "../text-file.ts";
import { AnswerPart } from "./answer-part.tsx";
import { BeginPart } from "./begin-part.tsx";
import { ceremonyIn, messageFile } from "./ceremony-files.ts";
import { RoundsPart } from "./rounds-part.tsx";
import { StepPart } from "./step-part.tsx";
import "../../council.css";

const LARGEST_FILE = 4_000_000;

const textsOf = (files: readonly File[]): Promise<{ name: string; text: string }[]> =>
  Promise.all(
    files
      .filter(({ size }) => size <= LARGEST_FILE)
      .map(async (file) => ({ name: file.name, text: await file.text() })),
  );

export function TrusteePage() {
  const { t } = useTranslation("council");
  const [ceremony, setCeremony] = useState<CeremonySeen>();
  const [isWrong, setWrong] = useState(false);
  const readAll = async (files: readonly File[]): Promise<void> => {
    const read = ceremonyIn(await textsOf(files));
    setWrong(read === undefined);
    setCeremony(read);
  };
  return (
    <>
      <CouncilTabs />
      <Text size="sm" maw={720} mb="md">
        {t("trustee.pageExplained")}
      </Text>
      <div className="columns">
        <div className="stack">
          <Part title={t("trustee.files")}>
            <FileField
              label={t("trustee.chooseAll")}
              more={t("trustee.chooseAllMore")}
              accept=".json"
              onFiles={(files) => void readAll(files)}
            />
            {isWrong && <Alert color="gray" mt="sm" role="alert" title={t("trustee.noCeremony")} />}
          </Part>
          {ceremony !== undefined && (
            <>
              <RoundsPart ceremony={ceremony} />
              <StepPart
                key={JSON.stringify(ceremony)}
                ceremony={ceremony}
                handIn={({ round, number, message }, isSaved) => (
                  <>
                    <Text size="sm">{t("trustee.fileMore", { file: messageFile(round, number) })}</Text>
                    <Button
                      size="sm"
                      w="fit-content"
                      disabled={!isSaved}
                      onClick={() => saveFile(messageFile(round, number), textFile(`${message}\n`))}
                    >
                      {t("trustee.saveMessage")}
                    </Button>
                  </>
                )}
              />
            </>
          )}
          <AnswerPart />
        </div>
        <div className="stack">
          <BeginPart />
          <LimitsPart command="comity ballot ceremony, trustee, answer" />
        </div>
      </div>
    </>
  );
}
