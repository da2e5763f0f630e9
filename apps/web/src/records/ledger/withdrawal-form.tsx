/** Withdraws an act: it counts for nothing from now on, and stays readable. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "../../api/generated/routes.ts";
import { useKept } from "../../pieces/kept.ts";
import { Refusal } from "../../pieces/states.tsx";
import { newActId, today, useRecording } from "../recording.ts";
import { useFieldName } from "./act-words.tsx";

interface Properties {
  readonly entry: Entry;
  readonly onLeave: () => void;
}

export function WithdrawalForm({ entry, onLeave }: Properties) {
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  const id = useMemo(() => newActId("withdrawal"), []);
  const [form, change, forget] = useKept(`withdraw ${entry.id}`, { instrument: "" });
  const recording = useRecording(() => {
    forget();
    onLeave();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    recording.mutate([
      { act: "withdrawal", id, on: today(), by: "", instrument: form.instrument, withdraws: entry.id },
    ]);
  };
  return (
    <section className="sheet" aria-labelledby="withdraw-title">
      <h2 className="sheet-title" id="withdraw-title">
        {t("withdrawal.title")}
      </h2>
      <form onSubmit={submit}>
        <Stack gap="sm" mt="xs">
          <Text size="sm">
            {t(entry.act.act === "withdrawal" ? "withdrawal.back" : "withdrawal.explained")}
          </Text>
          <TextInput
            label={fieldName("instrument")}
            description={t("correction.instrument")}
            value={form.instrument}
            onChange={({ currentTarget }) => change({ instrument: currentTarget.value })}
            maxLength={500}
          />
          {recording.error !== null && <Refusal error={recording.error} />}
          <Group>
            <Button type="submit" loading={recording.isPending}>
              {t("withdrawal.record")}
            </Button>
            <Button variant="subtle" color="gray" onClick={onLeave}>
              {t("leave")}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
