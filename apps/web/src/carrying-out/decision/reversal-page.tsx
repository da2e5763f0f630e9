/** Reversing a decision: what is undone, what is not, what cannot be; and the form that does it, with its own instrument. */
import { Alert, Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Decision } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";
import { Said } from "../../phrases/said.tsx";
import { DayInput } from "../../pieces/day-input.tsx";
import { DayText } from "../../pieces/day-text.tsx";
import { useKept } from "../../pieces/kept.ts";
import { Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { DecisionFrame } from "../decision-frame.tsx";
import { endingTitle } from "../ends-picture.tsx";
import { InstrumentFields, instrumentOf, missingOf, NO_INSTRUMENT } from "../instrument-fields.tsx";

type Reversal = NonNullable<Decision["reversal"]>;

export function ReversalPage() {
  const { decision } = useParams({ from: "/carrying-out/$decision/reversal" });
  return (
    <DecisionFrame decision={decision}>
      {(found) =>
        found.reversal === null ? (
          <ReversalForm key={decision} decision={found} />
        ) : (
          <Reversed reversal={found.reversal} />
        )
      }
    </DecisionFrame>
  );
}

function ReversalForm({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation("carrying-out");
  const [form, change, forget] = useKept(`reverse ${decision.id}`, NO_FORM);
  const [isSure, setSure] = useState(false);
  const [isPressed, setPressed] = useState(false);
  const reversing = useMutation<Decision, ApiProblem>({
    mutationFn: () =>
      ask("POST /api/v1/decisions/{decision}/reversal", {
        params: { decision: decision.id },
        body: {
          title: form.title.trim(),
          date: form.taken,
          instrument: instrumentOf(form),
          ...(form.body.trim() === "" ? {} : { body: form.body.trim() }),
          ...(form.session.trim() === "" ? {} : { session: form.session.trim() }),
        },
      }),
    onSuccess: () => {
      forget();
      void queries.invalidateQueries();
    },
  });
  const hasWords = form.title.trim() !== "" && form.taken !== "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    if (hasWords && missingOf(form).length === 0 && isSure) reversing.mutate();
  };
  return (
    <div className="two">
      <section className="sheet" aria-labelledby="reversal-title">
        <h2 className="sheet-title" id="reversal-title">
          {t("reversal.title")}
        </h2>
        <form onSubmit={submit}>
          <Stack gap="sm" mt="xs">
            <TextInput
              label={t("reversal.name")}
              value={form.title}
              error={
                reversing.error?.fault("body.title") ??
                (isPressed && form.title.trim() === "" ? t("reversal.nameMissing") : undefined)
              }
              onChange={({ currentTarget }) => change({ title: currentTarget.value })}
              maxLength={500}
            />
            <DayInput
              label={t("reversal.taken")}
              value={form.taken === "" ? undefined : form.taken}
              error={isPressed && form.taken === "" ? t("reversal.takenMissing") : undefined}
              onChange={(day) => change({ taken: day ?? "" })}
            />
            <TextInput
              label={t("reversal.body")}
              value={form.body}
              onChange={({ currentTarget }) => change({ body: currentTarget.value })}
              maxLength={200}
            />
            <TextInput
              label={t("reversal.session")}
              value={form.session}
              onChange={({ currentTarget }) => change({ session: currentTarget.value })}
              maxLength={200}
            />
            <InstrumentFields form={form} onChange={change} problem={reversing.error} isPressed={isPressed} />
            <Checkbox
              label={t("reversal.sure")}
              checked={isSure}
              error={isPressed && !isSure ? t("reversal.sureMissing") : undefined}
              onChange={({ currentTarget }) => setSure(currentTarget.checked)}
            />
            {reversing.error !== null && <Refusal error={reversing.error} />}
            <Button type="submit" w="fit-content" loading={reversing.isPending}>
              {t("reversal.record")}
            </Button>
          </Stack>
        </form>
      </section>
      <section className="sheet" aria-labelledby="reversal-means">
        <h2 className="sheet-title" id="reversal-means">
          {t("reversal.means")}
        </h2>
        <Stack gap="xs" mt="xs">
          <Text size="sm">{t("reversal.before")}</Text>
          <Text size="sm">{t("reversal.lasting")}</Text>
          <Text size="sm">{t("reversal.over")}</Text>
          <Text size="sm">{t("reversal.people")}</Text>
        </Stack>
      </section>
    </div>
  );
}

const NO_FORM = { ...NO_INSTRUMENT, title: "", taken: "", body: "", session: "" };

/** What came of a reversal. */
function Reversed({ reversal }: { readonly reversal: Reversal }) {
  const { t, i18n } = useTranslation("carrying-out");
  const figure = (people: number | null): string =>
    people === null ? t("ends.hidden") : people.toLocaleString(i18n.language);
  const { title, date, instrument, acts, notUndone, passed, cannotBeUndone } = reversal;
  return (
    <Stack gap="md">
      <Alert color="gray" variant="light" title={title}>
        <Text size="sm">
          <DayText day={date} />, {instrument.reference}. {t("reversal.acts", { count: acts.length })}
        </Text>
      </Alert>
      {notUndone.length > 0 && (
        <section className="sheet">
          <PlainTable
            label={t("reversal.notUndone")}
            columns={[
              { key: "what", title: t("reversal.notUndone") },
              { key: "why", title: t("reversal.why") },
            ]}
            rows={notUndone.map(({ act, what, why }) => ({
              key: act,
              cells: [
                <Link key="what" to="/records/acts/$act" params={{ act }}>
                  {what}
                </Link>,
                <Said key="why">{why}</Said>,
              ],
            }))}
          />
        </section>
      )}
      {cannotBeUndone.length > 0 && (
        <section className="sheet">
          <PlainTable
            label={t("reversal.cannot")}
            columns={[
              { key: "what", title: t("reversal.cannot") },
              { key: "why", title: t("reversal.why") },
              { key: "people", title: t("ends.people"), isFigure: true },
            ]}
            rows={cannotBeUndone.map(({ what, why, people }) => ({
              key: what,
              cells: [<Said key="what">{what}</Said>, <Said key="why">{why}</Said>, figure(people)],
            }))}
          />
        </section>
      )}
      {passed.length > 0 && (
        <section className="sheet">
          <PlainTable
            label={t("reversal.passed")}
            columns={[
              { key: "what", title: t("reversal.passed") },
              { key: "lastDay", title: t("ends.lastDay") },
              { key: "people", title: t("ends.people"), isFigure: true },
            ]}
            rows={passed.map(({ title: says, lastDay, people, entitlement }) => ({
              key: `${entitlement} ${lastDay}`,
              cells: [
                <Said key="what" isCapital>
                  {endingTitle(says)}
                </Said>,
                <DayText key="lastDay" day={lastDay} style="short" />,
                figure(people),
              ],
            }))}
          />
        </section>
      )}
    </Stack>
  );
}
