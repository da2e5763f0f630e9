/** The files, dropped or chosen, and what is said with them. */
import { Button, Checkbox, Group, List, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "../../pieces/day-input.tsx";
import { type ImportWords, isMapping } from "./import-call.ts";

interface Properties {
  readonly files: readonly File[];
  readonly words: ImportWords;
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onWords: (change: Partial<ImportWords>) => void;
  readonly onTry: () => void;
}

const ENDINGS = ".csv,.tsv,.txt,.xlsx,.xml,.tex,.json,.jsonl";

export function ImportForm({ files, words, isBusy, onFiles, onWords, onTry }: Properties) {
  const { t } = useTranslation("records");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const isWrong = !isMapping(words.mapping);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const dropped = [...event.dataTransfer.files];
    if (dropped.length > 0) onFiles(dropped);
  };
  return (
    <Stack gap="sm">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className="drop"
        {...(isOver ? { "data-over": true } : {})}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={ENDINGS}
          aria-label={t("import.choose")}
          onChange={({ currentTarget }) => {
            onFiles([...(currentTarget.files ?? [])]);
            // The same file can be chosen again once it was mended.
            currentTarget.value = "";
          }}
        />
        <Text size="sm" mb="xs">
          {t("import.drop")}
        </Text>
        <Button variant="default" onClick={() => input.current?.click()}>
          {t("import.choose")}
        </Button>
        <Text size="xs" c="dimmed" mt="xs">
          {t("import.kinds")}
        </Text>
      </div>
      {files.length > 0 && (
        <Group justify="space-between" align="flex-start">
          <List size="sm" listStyleType="none">
            {files.map(({ name, size }) => (
              <List.Item key={name}>
                <b>{name}</b>{" "}
                <Text span size="sm" c="dimmed">
                  {t("import.size", { size: Math.max(1, Math.round(size / 1024)) })}
                </Text>
              </List.Item>
            ))}
          </List>
          <Button variant="default" size="xs" onClick={onTry} loading={isBusy} disabled={isWrong}>
            {t("import.again")}
          </Button>
        </Group>
      )}
      <details>
        <summary>{t("import.more")}</summary>
        <Stack gap="sm" mt="sm" maw={560}>
          <TextInput
            label={t("fields.instrument")}
            description={t("import.instrument")}
            value={words.instrument}
            onChange={({ currentTarget }) => onWords({ instrument: currentTarget.value })}
            maxLength={500}
          />
          <DayInput
            label={t("import.asOf")}
            description={t("import.asOfMore")}
            value={words.asOf === "" ? undefined : words.asOf}
            onChange={(day) => onWords({ asOf: day ?? "" })}
          />
          <Checkbox
            label={t("import.newInstitutes")}
            checked={words.newInstitutes}
            onChange={({ currentTarget }) => onWords({ newInstitutes: currentTarget.checked })}
          />
          <Textarea
            label={t("import.mapping")}
            description={t("import.mappingMore")}
            placeholder={
              '{ "staff.csv": { "table": "people", "columns": { "Nachname": "family_name" }, "days": "DD.MM.YYYY" } }'
            }
            value={words.mapping}
            error={isWrong ? t("import.mappingWrong") : undefined}
            onChange={({ currentTarget }) => onWords({ mapping: currentTarget.value })}
            autosize
            minRows={2}
            spellCheck={false}
          />
        </Stack>
      </details>
    </Stack>
  );
}
