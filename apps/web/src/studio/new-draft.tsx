/** A draft from a form: what is done to which agreement, on which day, and whom it does not touch. What was typed stays when something is wrong. */
import { Button, SegmentedControl, Select, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import type { Draft, ShortForm } from "../api/generated/routes.ts";
import { ApiProblem } from "../api/problem.ts";
import { asking } from "../api/queries.ts";
import { DayInput } from "../pieces/day-input.tsx";
import { useKept } from "../pieces/kept.ts";
import { Refusal } from "../pieces/states.tsx";
import { Panel } from "./side-panels.tsx";

const DONE = ["end", "suspend", "let lapse", "postpone"] as const;

interface Typed {
  readonly what: (typeof DONE)[number];
  readonly agreement: string | null;
  readonly day: string | undefined;
  readonly lastDay: string | undefined;
  readonly exceptions: readonly string[];
  readonly title: string;
  readonly note: string;
  readonly body: string;
}

const NOTHING: Typed = {
  what: "end",
  agreement: null,
  day: undefined,
  lastDay: undefined,
  exceptions: [],
  title: "",
  note: "",
  body: "",
};

interface Properties {
  readonly agreement: string | undefined;
  readonly knownOn: string | undefined;
}

export function NewDraft({ agreement: given, knownOn }: Properties) {
  const { t } = useTranslation("studio");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, change, forget] = useKept<Typed>("new-draft", NOTHING);
  // Whoever came from an agreement's page drafts for that one.
  useEffect(() => {
    if (given !== undefined) change({ agreement: given });
  }, [given, change]);
  const known = knownOn === undefined ? {} : { knownOn };
  const agreements = useQuery(asking("GET /api/v1/agreements", { query: { limit: 1_000, ...known } }));
  const chosen = useQuery({
    ...asking("GET /api/v1/agreements/{id}", { params: { id: typed.agreement ?? "" }, query: known }),
    enabled: typed.agreement !== null,
  });
  const term = chosen.data?.value.deadline?.term.lastDay ?? chosen.data?.value.inForce.at(-1)?.lastDay;
  // The running term's last day is the first that one would ask for; a day that was taken away again stays away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another agreement, or another term, brings a day in
  useEffect(() => {
    if (term != null && typed.day === undefined) change({ day: term });
  }, [term, typed.agreement]);
  const making = useMutation<Draft, Error>({
    mutationFn: () => {
      const { what, agreement, day, lastDay, exceptions, title, note, body } = typed;
      const short: ShortForm = {
        what,
        agreement: agreement ?? "",
        day: day ?? "",
        ...(what === "suspend" && lastDay !== undefined ? { lastDay } : {}),
        ...(exceptions.length === 0 ? {} : { exceptions }),
        ...(title.trim() === "" ? {} : { title: title.trim() }),
        ...(note.trim() === "" ? {} : { note: note.trim() }),
        ...(body.trim() === "" ? {} : { body: body.trim() }),
        ...(knownOn === undefined ? {} : { date: knownOn, knownOn }),
      };
      return ask("POST /api/v1/drafts", { body: { short } });
    },
    onSuccess: async ({ id }) => {
      forget();
      void queries.invalidateQueries({ queryKey: ["GET /api/v1/drafts"] });
      await navigate({ to: "/studio/$draft", params: { draft: id } });
    },
  });
  const { error } = making;
  const said = (...fields: string[]): string | undefined => {
    if (!(error instanceof ApiProblem)) return undefined;
    return fields.map((field) => error.fault(field)).find((fault) => fault !== undefined);
  };
  const beside = said("agreement", "day", "lastDay", "persons", "exceptions", "body", "title");
  return (
    <Panel title={t("form.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("form.what")}
            data={DONE.map((what) => ({ value: what, label: t(`form.done.${what}`) }))}
            value={typed.what}
            onChange={(what) => change({ what: what as Typed["what"] })}
          />
          <Select
            label={t("form.agreement")}
            placeholder={t("form.choose")}
            searchable
            required
            data={(agreements.data?.value.agreements ?? [])
              .filter(({ standing }) => standing !== "ended")
              .map(({ id, title }) => ({ value: id, label: `${title} (${id})` }))}
            value={typed.agreement}
            onChange={(agreement) => change({ agreement, day: undefined })}
            error={said("agreement")}
            limit={60}
          />
          <DayInput
            label={t(`form.day.${typed.what}`)}
            required
            value={typed.day}
            onChange={(day) => change({ day })}
            error={said("day", "on", typed.what === "suspend" ? "on" : "lastDay")}
          />
          {typed.what === "suspend" && (
            <DayInput
              label={t("form.through")}
              value={typed.lastDay}
              onChange={(lastDay) => change({ lastDay })}
              error={said("lastDay")}
            />
          )}
          <TagsInput
            label={t("form.exceptions")}
            description={t("form.exceptionsMore")}
            value={[...typed.exceptions]}
            onChange={(exceptions) => change({ exceptions })}
            splitChars={[",", " ", ";", "\n"]}
            error={said("exceptions", "persons")}
          />
          <TextInput
            label={t("form.name")}
            value={typed.title}
            maxLength={2_000}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
            error={said("title")}
          />
          <Textarea
            label={t("form.note")}
            autosize
            minRows={2}
            maxLength={2_000}
            value={typed.note}
            onChange={({ currentTarget }) => change({ note: currentTarget.value })}
          />
          <TextInput
            label={t("form.body")}
            value={typed.body}
            onChange={({ currentTarget }) => change({ body: currentTarget.value })}
            error={said("body")}
          />
          {error !== null && beside === undefined && <Refusal error={error} />}
          <Button type="submit" loading={making.isPending} disabled={typed.agreement === null}>
            {t("form.make")}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
