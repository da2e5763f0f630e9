/** Exceptions: those that were granted, and a form for another one. Its reason is kept sealed and shown to nobody. */
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Decision, PlanPart } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";
import { DayInput } from "../../pieces/day-input.tsx";
import { DayText } from "../../pieces/day-text.tsx";
import { useKept } from "../../pieces/kept.ts";
import { Refusal } from "../../pieces/states.tsx";
import { InstrumentFields, instrumentOf, missingOf, NO_INSTRUMENT } from "../instrument-fields.tsx";

interface Properties {
  readonly decision: Decision;
  readonly person: string;
  readonly part: PlanPart;
}

export function ExceptionForm({ decision, person, part }: Properties) {
  const { t } = useTranslation("carrying-out");
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="sheet" aria-labelledby="part-exceptions">
      <h2 className="sheet-title" id="part-exceptions">
        {t("exceptions.title")}
      </h2>
      <Stack gap="xs" mt="xs">
        {part.exceptions.length === 0 && <Text size="sm">{t("exceptions.none")}</Text>}
        {part.exceptions.map(({ until, at, by }) => (
          <Text key={at} size="sm">
            {until === null ? (
              t("exceptions.open")
            ) : (
              <>
                {t("exceptions.until")} <DayText day={until} />
              </>
            )}
            <span className="quiet"> {t("exceptions.by", { by })}</span>
          </Text>
        ))}
        {isOpen ? (
          <Form decision={decision} person={person} onLeave={() => setOpen(false)} />
        ) : (
          <Button variant="default" size="xs" w="fit-content" onClick={() => setOpen(true)}>
            {t("exceptions.grant")}
          </Button>
        )}
      </Stack>
    </section>
  );
}

function Form({ decision, person, onLeave }: Omit<Properties, "part"> & { readonly onLeave: () => void }) {
  const { t } = useTranslation("carrying-out");
  // The reason is sealed on the server, and is not kept in the browser either.
  const [reason, setReason] = useState("");
  const [form, change, forget] = useKept(`exception ${decision.id} ${person}`, {
    ...NO_INSTRUMENT,
    until: "",
  });
  const [isPressed, setPressed] = useState(false);
  const granting = useMutation<PlanPart, ApiProblem>({
    mutationFn: () =>
      ask("POST /api/v1/decisions/{decision}/people/{person}/exceptions", {
        params: { decision: decision.id, person },
        body: {
          reason: reason.trim(),
          instrument: instrumentOf(form),
          ...(form.until === "" ? {} : { until: form.until }),
        },
      }),
    onSuccess: () => {
      forget();
      void queries.invalidateQueries();
      onLeave();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    if (reason.trim() !== "" && missingOf(form).length === 0) granting.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label={t("exceptions.reason")}
          description={t("exceptions.reasonMore")}
          value={reason}
          error={
            isPressed && reason.trim() === ""
              ? t("exceptions.reasonMissing")
              : granting.error?.fault("reason")
          }
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <DayInput
          label={t("exceptions.last")}
          description={t("exceptions.lastMore")}
          value={form.until === "" ? undefined : form.until}
          error={granting.error?.fault("until")}
          onChange={(day) => change({ until: day ?? "" })}
        />
        <InstrumentFields form={form} onChange={change} problem={granting.error} isPressed={isPressed} />
        {granting.error !== null && <Refusal error={granting.error} />}
        <Group>
          <Button type="submit" loading={granting.isPending}>
            {t("exceptions.record")}
          </Button>
          <Button variant="subtle" color="gray" onClick={onLeave}>
            {t("leave")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
