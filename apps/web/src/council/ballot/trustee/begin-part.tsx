/** Says who makes the key of a vote: the file with which a ceremony by files begins. */
import { newUuid } from "@comity/council";
import { Button, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../../pieces/save-file.ts";
import { Part } from "../../../things/page-head.tsx";
import { textFile } from "../text-file.ts";
import { ceremonyText } from "./ceremony-files.ts";

export function BeginPart() {
  const { t } = useTranslation("council");
  const [names, setNames] = useState("");
  const [needed, setNeeded] = useState(2);
  const [isAsked, setAsked] = useState(false);
  const [uuid, setUuid] = useState<string>();
  const trustees = names
    .split("\n")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const wrong =
    trustees.length === 0 || new Set(trustees).size < trustees.length
      ? t("trustee.namesWrong")
      : needed < 1 || needed > trustees.length
        ? t("trustee.neededWrong", { of: trustees.length })
        : undefined;
  const begin = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (wrong !== undefined) return;
    const made = newUuid();
    setUuid(made);
    saveFile("ceremony.json", textFile(ceremonyText({ uuid: made, needed, trustees })));
  };
  return (
    <Part title={t("trustee.beginTitle")}>
      <form onSubmit={begin} autoComplete="off">
        <Stack gap="sm">
          <Text size="sm">{t("trustee.beginExplained")}</Text>
          <Textarea
            label={t("trustee.names")}
            description={t("trustee.namesMore")}
            autosize
            minRows={3}
            value={names}
            onChange={({ currentTarget }) => setNames(currentTarget.value)}
          />
          <NumberInput
            label={t("trustee.needed")}
            description={t("trustee.neededMore")}
            min={1}
            allowDecimal={false}
            allowNegative={false}
            value={needed}
            onChange={(value) => setNeeded(Number(value) || 0)}
            error={isAsked ? wrong : undefined}
          />
          <Button type="submit" variant="default" w="fit-content">
            {t("trustee.saveCeremony")}
          </Button>
          <output aria-live="polite">
            {uuid !== undefined && <Text size="sm">{t("trustee.begun", { uuid })}</Text>}
          </output>
        </Stack>
      </form>
    </Part>
  );
}
