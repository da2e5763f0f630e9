/** The extract: all that is held about a person, to take away as a file. */
import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import type { Extract } from "../api/generated/routes.ts";
import { queries } from "../api/queries.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { usePurpose } from "../pieces/purpose.tsx";
import { saveFile } from "../pieces/save-file.ts";
import { Refusal } from "../pieces/states.tsx";
import { useMe } from "../shell/me.ts";

/** Hands a text to the browser as a file. */
const save = (name: string, type: string, text: string): void => saveFile(name, new Blob([text], { type }));

export function ExtractCard({ person, isOwn }: { readonly person: string; readonly isOwn: boolean }) {
  const { t } = useTranslation("person");
  const purpose = usePurpose(person).with;
  const toText = useExtractText();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (form: "json" | "text") => {
      const extract = await ask("GET /api/v1/people/{id}/extract", { params: { id: person }, ...purpose });
      if (form === "json")
        save(`extract-${person}.json`, "application/json", JSON.stringify(extract, null, 2));
      else save(`extract-${person}.txt`, "text/plain;charset=utf-8", toText(person, extract));
    },
    // It was a look.
    onSuccess: () => queries.invalidateQueries({ queryKey: ["GET /api/v1/people/{id}/looks"] }),
  });
  return (
    <section className="sheet" aria-labelledby="person-extract">
      <h2 id="person-extract" className="sheet-title">
        {t(isOwn ? "extract.titleOwn" : "extract.title")}
      </h2>
      <Text size="sm">{t("extract.explained")}</Text>
      <Group gap="xs" my="xs">
        <Button size="xs" variant="default" loading={isPending} onClick={() => mutate("json")}>
          {t("extract.json")}
        </Button>
        <Button size="xs" variant="default" loading={isPending} onClick={() => mutate("text")}>
          {t("extract.text")}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t("extract.isLook")}
      </Text>
      {error !== null && <Refusal error={error} />}
    </section>
  );
}

/** An extract as lines to read. */
function useExtractText(): (person: string, extract: Extract) => string {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const me = useMe();
  return (person, { acts, entitlements, knownOn, looks, position }) =>
    [
      t("extract.file.title", { id: person }),
      ...(me.demo ? [t("extract.file.madeUp")] : []),
      t("extract.file.knownOn", { day: dayText(knownOn), position }),
      "",
      t("extract.file.held").toUpperCase(),
      ...acts.map((act) => JSON.stringify(act)),
      "",
      t("extract.file.follows").toUpperCase(),
      ...entitlements.map(({ explanation }) => explanation),
      t("extract.file.looks").toUpperCase(),
      ...looks.map(({ at, by, purpose }) => `${at}  ${by}  ${purpose}`),
      "",
    ].join("\n");
}
