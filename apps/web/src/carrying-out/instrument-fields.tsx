/** The document that evidences a decision: its reference, day, place, and the hash of its bytes, which the browser computes from the file. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiProblem } from "../api/problem.ts";
import { DayInput } from "../pieces/day-input.tsx";

export interface InstrumentForm {
  readonly reference: string;
  readonly date: string;
  readonly sha256: string;
  readonly location: string;
}

export const NO_INSTRUMENT: InstrumentForm = { reference: "", date: "", sha256: "", location: "" };

/** What is still missing of an instrument, by field. */
export function missingOf({ reference, date, sha256, location }: InstrumentForm): (keyof InstrumentForm)[] {
  return [
    ...(reference.trim() === "" ? (["reference"] as const) : []),
    ...(date === "" ? (["date"] as const) : []),
    ...(/^[0-9a-f]{64}$/i.test(sha256.trim()) ? [] : (["sha256"] as const)),
    ...(location.trim() === "" ? (["location"] as const) : []),
  ];
}

/** The fields as the server takes them. */
export const instrumentOf = ({ reference, date, sha256, location }: InstrumentForm): InstrumentForm => ({
  reference: reference.trim(),
  date,
  sha256: sha256.trim().toLowerCase(),
  location: location.trim(),
});

interface Properties {
  readonly form: InstrumentForm;
  readonly onChange: (change: Partial<InstrumentForm>) => void;
  readonly problem: ApiProblem | null;
  /** Says of fields that are missing that they are. */
  readonly isPressed: boolean;
}

async function hashOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function InstrumentFields({ form, onChange, problem, isPressed }: Properties) {
  const { t } = useTranslation("carrying-out");
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string>();
  const missing = isPressed ? missingOf(form) : [];
  const fault = (field: keyof InstrumentForm): string | undefined =>
    problem?.fault(`instrument.${field}`) ??
    (missing.includes(field) ? t(`instrument.missing.${field}`) : undefined);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setName(file.name);
    onChange({ sha256: await hashOf(file), ...(form.location === "" ? { location: file.name } : {}) });
  };
  return (
    <Stack gap="sm">
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label={t("instrument.reference")}
          description={t("instrument.referenceMore")}
          value={form.reference}
          error={fault("reference")}
          onChange={({ currentTarget }) => onChange({ reference: currentTarget.value })}
          maxLength={500}
        />
        <DayInput
          label={t("instrument.date")}
          description={t("instrument.dateMore")}
          value={form.date === "" ? undefined : form.date}
          error={fault("date")}
          onChange={(day) => onChange({ date: day ?? "" })}
        />
      </Group>
      <TextInput
        label={t("instrument.sha256")}
        description={t("instrument.sha256More")}
        value={form.sha256}
        error={fault("sha256")}
        onChange={({ currentTarget }) => onChange({ sha256: currentTarget.value })}
        spellCheck={false}
      />
      {/* Browsers compute hashes only where the connection is safe, or on the machine itself. */}
      {window.isSecureContext && (
        <Group gap="sm">
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t("instrument.choose")}
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
          <Button variant="default" size="xs" onClick={() => input.current?.click()}>
            {t("instrument.choose")}
          </Button>
          <Text size="sm" c="dimmed">
            {name ?? t("instrument.chooseMore")}
          </Text>
        </Group>
      )}
      <TextInput
        label={t("instrument.location")}
        description={t("instrument.locationMore")}
        value={form.location}
        error={fault("location")}
        onChange={({ currentTarget }) => onChange({ location: currentTarget.value })}
        maxLength={2000}
      />
    </Stack>
  );
}
