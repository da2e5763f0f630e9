/** Entering a decision that was taken: the draft that was adopted, what its plan would be, its instrument, and then for real. */
import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Decision } from "../../api/generated/routes.ts";
import { ApiProblem } from "../../api/problem.ts";
import { asking, queries } from "../../api/queries.ts";
import { useKept } from "../../pieces/kept.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { InstrumentFields, instrumentOf, missingOf, NO_INSTRUMENT } from "../instrument-fields.tsx";
import { PlanPreview, type Preview } from "./plan-preview.tsx";

type Draft = Readonly<Record<string, unknown>>;

/** A draft as it was typed or read from a file; undefined where it is none. */
function draftOf(text: string): Draft | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export function EnterPage() {
  const { t } = useTranslation("carrying-out");
  const navigate = useNavigate();
  const [form, change, forget] = useKept("enter a decision", { ...NO_INSTRUMENT, draft: "" });
  const [isSure, setSure] = useState(false);
  const [isPressed, setPressed] = useState(false);
  const draft = draftOf(form.draft);
  const previewing = useMutation<Preview, ApiProblem, Draft>({
    mutationFn: (given) => ask("POST /api/v1/decisions/preview", { body: { draft: given } }),
  });
  const entering = useMutation<Decision, ApiProblem, Draft>({
    mutationFn: (given) =>
      ask("POST /api/v1/decisions", { body: { draft: given, instrument: instrumentOf(form) } }),
    onSuccess: ({ id }) => {
      forget();
      void queries.invalidateQueries();
      void navigate({ to: "/carrying-out/$decision", params: { decision: id } });
    },
  });
  const setDraft = (text: string): void => {
    change({ draft: text });
    previewing.reset();
    entering.reset();
    setSure(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    if (draft !== undefined && isSure && missingOf(form).length === 0) entering.mutate(draft);
  };
  const isDraftWrong = form.draft.trim() !== "" && draft === undefined;
  return (
    <>
      <Text size="sm" c="dimmed">
        <Link to="/carrying-out">{t("title")}</Link>
      </Text>
      <Title order={1}>{t("enter.title")}</Title>
      <Stack gap="md" mt="md">
        <Text size="sm" maw={720}>
          {t("enter.explained")}
        </Text>
        <section className="sheet" aria-labelledby="enter-draft">
          <h2 className="sheet-title" id="enter-draft">
            {t("enter.draft")}
          </h2>
          <Stack gap="sm" mt="xs">
            <DraftSource onDraft={setDraft} />
            <Textarea
              label={t("enter.text")}
              description={t("enter.textMore")}
              value={form.draft}
              error={isDraftWrong ? t("enter.noDraft") : undefined}
              onChange={({ currentTarget }) => setDraft(currentTarget.value)}
              autosize
              minRows={4}
              maxRows={16}
              spellCheck={false}
              classNames={{ input: "hash" }}
            />
            {draft !== undefined && typeof draft.title === "string" && <Text fw={600}>{draft.title}</Text>}
            <Button
              variant="default"
              w="fit-content"
              disabled={draft === undefined}
              loading={previewing.isPending}
              onClick={() => draft !== undefined && previewing.mutate(draft)}
            >
              {t("enter.preview")}
            </Button>
          </Stack>
        </section>
        {previewing.isPending && <Loading lines={5} />}
        {previewing.error !== null && <Refusal error={previewing.error} />}
        {previewing.data !== undefined && <PlanPreview preview={previewing.data} />}
        {previewing.data !== undefined && (
          <form onSubmit={submit}>
            <section className="sheet" aria-labelledby="enter-instrument">
              <h2 className="sheet-title" id="enter-instrument">
                {t("enter.instrument")}
              </h2>
              <Stack gap="sm" mt="xs">
                <InstrumentFields
                  form={form}
                  onChange={change}
                  problem={entering.error}
                  isPressed={isPressed}
                />
                <Checkbox
                  label={t("enter.sure")}
                  checked={isSure}
                  error={isPressed && !isSure ? t("enter.sureMissing") : undefined}
                  onChange={({ currentTarget }) => setSure(currentTarget.checked)}
                />
                {entering.error !== null && <Refusal error={entering.error} />}
                <Button type="submit" w="fit-content" loading={entering.isPending}>
                  {t("enter.record")}
                </Button>
              </Stack>
            </section>
          </form>
        )}
      </Stack>
    </>
  );
}

/** Where a draft comes from: one that was saved here, or a file. */
function DraftSource({ onDraft }: { readonly onDraft: (text: string) => void }) {
  const { t } = useTranslation("carrying-out");
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<ApiProblem>();
  const { data } = useQuery(asking("GET /api/v1/drafts", { query: { limit: 200 } }));
  const drafts = data?.value.drafts ?? [];
  const take = async (id: string): Promise<void> => {
    if (id === "") return;
    try {
      const { decision } = await ask("GET /api/v1/drafts/{id}", { params: { id } });
      onDraft(JSON.stringify(decision, null, 2));
      setError(undefined);
    } catch (failed) {
      if (!(failed instanceof ApiProblem)) throw failed;
      setError(failed);
    }
  };
  return (
    <>
      <Group align="flex-end" gap="sm">
        {drafts.length > 0 && (
          <NativeSelect
            label={t("enter.saved")}
            onChange={({ currentTarget }) => void take(currentTarget.value)}
            data={[
              { value: "", label: t("enter.chooseSaved") },
              ...drafts.map(({ id, title }) => ({ value: id, label: title })),
            ]}
          />
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={t("enter.file")}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file !== undefined) void file.text().then(onDraft);
            currentTarget.value = "";
          }}
        />
        <Button variant="default" onClick={() => input.current?.click()}>
          {t("enter.file")}
        </Button>
      </Group>
      {error !== undefined && <Refusal error={error} />}
    </>
  );
}
