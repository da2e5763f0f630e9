/** The first step of the booth: the delegation's own voting key, made here and kept in its own file. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../pieces/save-file.ts";
import { Part } from "../../things/page-head.tsx";
import { textFile } from "./text-file.ts";
import { useBallotWorker } from "./use-ballot-worker.ts";

const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,}$/;

export function KeyPart() {
  const { t } = useTranslation("council");
  const [uuid, setUuid] = useState("");
  const [delegation, setDelegation] = useState("");
  const [isAsked, setAsked] = useState(false);
  const { news, ask } = useBallotWorker();
  const isWrong = isAsked && !UUID.test(uuid.trim());
  const make = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (UUID.test(uuid.trim()) && delegation.trim() !== "")
      ask({ job: "key", uuid: uuid.trim(), delegation: delegation.trim() });
  };
  return (
    <Part title={t("booth.keyTitle")}>
      <Stack gap="sm">
        <Text size="sm">{t("booth.keyExplained")}</Text>
        <form onSubmit={make} autoComplete="off">
          <Stack gap="sm" maw={420}>
            <TextInput
              label={t("booth.uuid")}
              description={t("booth.uuidMore")}
              error={isWrong ? t("booth.uuidWrong") : undefined}
              spellCheck={false}
              value={uuid}
              onChange={({ currentTarget }) => setUuid(currentTarget.value)}
            />
            <TextInput
              label={t("booth.delegation")}
              required
              value={delegation}
              onChange={({ currentTarget }) => setDelegation(currentTarget.value)}
            />
            <Button type="submit" variant="default" w="fit-content">
              {t("booth.make")}
            </Button>
          </Stack>
        </form>
        <output aria-live="polite">
          {news?.news === "key" && (
            <Stack gap="xs">
              <Text size="sm">{t("booth.keyMade")}</Text>
              <Group gap="xs">
                <Button size="sm" onClick={() => saveFile("voting-key.json", textFile(news.key))}>
                  {t("booth.saveKey")}
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  onClick={() => saveFile("claim.json", textFile(news.claim))}
                >
                  {t("booth.saveClaim")}
                </Button>
              </Group>
            </Stack>
          )}
          {(news?.news === "shut" || news?.news === "refused") && (
            <Text size="sm">{t("booth.wrong.failed")}</Text>
          )}
        </output>
      </Stack>
    </Part>
  );
}
