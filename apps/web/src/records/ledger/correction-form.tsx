/** Corrects an act: another one of the same sort that replaces it. What was thought before stays readable. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Entry } from "../../api/generated/routes.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useKept } from "../../pieces/kept.ts";
import { Refusal } from "../../pieces/states.tsx";
import { isDay } from "../../shell/search.ts";
import { faultOf, isAllBeside, newActId, useRecording } from "../recording.ts";
import { type ActShown, membersOf, useFieldName } from "./act-words.tsx";

const NAMES = ["familyName", "givenName", "orcid", "mail"] as const;
/** Members that are lists: written with semicolons, as in the registry's files. */
const LISTS: ReadonlySet<string> = new Set(["parties", "experiments", "values"]);
const FIGURES: ReadonlySet<string> = new Set(["presence", "units"]);

const written = (value: unknown): string =>
  Array.isArray(value) ? value.join("; ") : value === undefined || value === null ? "" : String(value);

/** What is typed, as an act says it; undefined where it says nothing. */
function saidOf(name: string, text: string, before: unknown): unknown {
  if (text.trim() === "") return undefined;
  if (LISTS.has(name)) {
    const items = text.split(";").map((item) => item.trim());
    const figures = Array.isArray(before) ? before.map((item) => typeof item === "number") : [];
    return items.map((item, at) => (figures[at] === true && item !== "" ? Number(item) : item));
  }
  return FIGURES.has(name) && !Number.isNaN(Number(text)) ? Number(text) : text.trim();
}

/** The members that a correction may say otherwise. */
const fieldsOf = (act: ActShown): string[] => [
  "on",
  ...(act.act === "person" ? NAMES : []),
  ...membersOf(act).flatMap(([name]) => (name === "corrects" ? [] : [name])),
];

interface Properties {
  readonly entry: Entry;
  readonly onLeave: () => void;
}

export function CorrectionForm({ entry, onLeave }: Properties) {
  const { t } = useTranslation("records");
  const fieldName = useFieldName();
  const navigate = useNavigate();
  const { act } = entry;
  const fields = fieldsOf(act);
  // A last day may be missing: it is what is most often forgotten.
  const all = fields.includes("lastDay") || act.act === "person" ? fields : [...fields, "lastDay"];
  const id = useMemo(() => newActId("correction"), []);
  const [form, change, forget] = useKept<Readonly<Record<string, string>>>(`correct ${entry.id}`, {
    ...Object.fromEntries(all.map((name) => [name, written(act[name])])),
    instrument: "",
  });
  const recording = useRecording(([recorded]) => {
    forget();
    void navigate({ to: "/records/acts/$act", params: { act: recorded?.id ?? id } });
  });
  const shown = [...all, "instrument"];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = Object.fromEntries(
      all
        .map((name) => [name, saidOf(name, form[name] ?? "", act[name])])
        .filter(([, value]) => value !== undefined),
    );
    const kept = act.act === "statement" ? { record: act.record, columns: act.columns } : {};
    recording.mutate([
      {
        ...kept,
        ...said,
        act: act.act,
        id,
        corrects: entry.id,
        by: act.by ?? "",
        instrument: form.instrument,
      },
    ]);
  };
  return (
    <section className="sheet" aria-labelledby="correct-title">
      <h2 className="sheet-title" id="correct-title">
        {t("correction.title")}
      </h2>
      <form onSubmit={submit}>
        <Stack gap="sm" mt="xs">
          <Text size="sm">{t("correction.explained")}</Text>
          {act.act === "person" && <OpenNames person={String(act.person)} onNames={change} />}
          {all.map((name) => (
            <TextInput
              key={name}
              label={fieldName(name)}
              type={name === "on" || isDay(act[name]) || name === "lastDay" ? "date" : "text"}
              value={form[name] ?? ""}
              error={faultOf(recording.error, name)}
              disabled={name === "person" || name === "record"}
              onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
              {...(LISTS.has(name) ? { description: t("correction.list") } : {})}
            />
          ))}
          <TextInput
            label={fieldName("instrument")}
            description={t("correction.instrument")}
            value={form.instrument ?? ""}
            error={faultOf(recording.error, "instrument")}
            onChange={({ currentTarget }) => change({ instrument: currentTarget.value })}
            maxLength={500}
          />
          {recording.error !== null && !isAllBeside(recording.error, shown) && (
            <Refusal error={recording.error} />
          )}
          <Group>
            <Button type="submit" loading={recording.isPending}>
              {t("correction.record")}
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

/** Names are sealed in the ledger; a correction says all of them, so they are opened first: a look that is recorded. */
function OpenNames({
  person,
  onNames,
}: {
  readonly person: string;
  readonly onNames: (names: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useTranslation("records");
  const [error, setError] = useState<ApiProblem>();
  const open = async (): Promise<void> => {
    try {
      const names = await ask("GET /api/v1/people/{id}/names", {
        params: { id: person },
        purpose: "registration",
      });
      onNames(Object.fromEntries(NAMES.map((name) => [name, names[name] ?? ""])));
      setError(undefined);
    } catch (failed) {
      if (!(failed instanceof ApiProblem)) throw failed;
      setError(failed);
    }
  };
  return (
    <>
      <Text size="sm">{t("correction.names")}</Text>
      <Button variant="default" size="xs" w="fit-content" onClick={() => void open()}>
        {t("correction.openNames")}
      </Button>
      {error !== undefined && <Refusal error={error} />}
    </>
  );
}
