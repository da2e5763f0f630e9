/** How the file begins in the chosen format, and the download. Where people would be left with nothing, one says first that one has seen it. */
import { Button, Checkbox, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PrintedAuthorList } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { saveFile } from "../pieces/save-file.ts";
import { Refusal } from "../pieces/states.tsx";
import { type PrintWords, writtenFile } from "./list-call.ts";

interface Properties {
  readonly file: File;
  readonly words: PrintWords;
  readonly printed: PrintedAuthorList;
}

export function WrittenPreview({ file, words, printed }: Properties) {
  const { t } = useTranslation("authors");
  const [isSeen, setSeen] = useState(false);
  const { unidentifiable, written } = printed;
  const needsWord = unidentifiable.length > 0;
  const download = useMutation<void, ApiProblem>({
    mutationFn: async () => {
      const { name, content } = await writtenFile(file, words, needsWord && isSeen);
      saveFile(name, content);
    },
  });
  if (written === null) return null;
  return (
    <section className="sheet" aria-labelledby="list-written">
      <h2 className="sheet-title" id="list-written">
        {t("written.title", { format: t(`formats.${words.format.replace(".", "-")}`) })}
      </h2>
      {written.notes.length > 0 && (
        <ul className="list-warnings" lang="en">
          {written.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {written.text === null ? (
        <Text size="sm">{t("written.noText")}</Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section className="list-text" tabIndex={0} aria-label={t("written.text")}>
          <pre>
            {written.text}
            {!written.isWhole && "…"}
          </pre>
        </section>
      )}
      {needsWord && (
        <Checkbox
          mt="xs"
          label={t("written.anyway", { count: unidentifiable.length })}
          checked={isSeen}
          onChange={({ currentTarget }) => setSeen(currentTarget.checked)}
        />
      )}
      {download.error !== null && <Refusal error={download.error} />}
      <Group mt="xs">
        <Button
          onClick={() => download.mutate()}
          loading={download.isPending}
          disabled={needsWord && !isSeen}
        >
          {t("written.download")}
        </Button>
        {written.text !== null && !written.isWhole && (
          <Text size="xs" c="dimmed">
            {t("written.beginning")}
          </Text>
        )}
      </Group>
    </section>
  );
}
