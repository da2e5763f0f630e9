/** A decision as a whole: its agreements, what ends on which day, its reviews, its instrument. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Decision } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { queries } from "../../api/queries.ts";
import { Said } from "../../phrases/said.tsx";
import { DayText } from "../../pieces/day-text.tsx";
import { Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { Ticked } from "../../pieces/ticked.tsx";
import { DecisionFrame } from "../decision-frame.tsx";
import { EndsPicture } from "../ends-picture.tsx";
import { Reviews } from "../plan/reviews.tsx";

export function DecisionPage() {
  const { decision } = useParams({ from: "/carrying-out/$decision" });
  return <DecisionFrame decision={decision}>{(found) => <Overview decision={found} />}</DecisionFrame>;
}

function Overview({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation("carrying-out");
  const { agreements, ends, warnings } = decision;
  return (
    <div className="two">
      <Stack gap="md">
        {warnings.length > 0 && (
          <Alert color="gray" variant="light" title={t("overview.warnings")}>
            {warnings.map((warning) => (
              <Text key={warning} size="sm" style={{ whiteSpace: "pre-line" }}>
                <Ticked>{warning}</Ticked>
              </Text>
            ))}
          </Alert>
        )}
        {agreements.length > 0 && (
          <section className="sheet" aria-labelledby="decision-agreements">
            <h2 className="sheet-title" id="decision-agreements">
              {t("overview.agreements")}
            </h2>
            <PlainTable
              label={t("overview.agreements")}
              columns={[
                { key: "agreement", title: t("overview.agreement") },
                { key: "change", title: t("overview.change") },
                { key: "lastDay", title: t("overview.lastDay") },
                { key: "notice", title: t("overview.notice") },
              ]}
              rows={agreements.map(({ id, title, change, lastDay, latestNotice, with: parent }) => ({
                key: `${id} ${change}`,
                cells: [
                  <span key="agreement">
                    {title} <span className="quiet">{id}</span>
                  </span>,
                  parent === null ? <Said key="change">{change}</Said> : t("overview.with", { parent }),
                  <DayText key="lastDay" day={lastDay} style="short" />,
                  latestNotice === null ? "" : <DayText key="notice" day={latestNotice} style="short" />,
                ],
              }))}
            />
          </section>
        )}
        <EndsPicture ends={ends} />
        <Reviews decision={decision.id} />
      </Stack>
      <About decision={decision} />
    </div>
  );
}

function About({ decision }: { readonly decision: Decision }) {
  const { t, i18n } = useTranslation("carrying-out");
  const { id, instrument, enteredAt, derivedAt, guide, acts } = decision;
  const instant = new Intl.DateTimeFormat(i18n.language === "fr" ? "fr-CH" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
  });
  const refresh = useMutation<Decision, ApiProblem>({
    mutationFn: () => ask("POST /api/v1/decisions/{decision}/refresh", { params: { decision: id } }),
    onSuccess: () => void queries.invalidateQueries(),
  });
  return (
    <section className="sheet" aria-labelledby="decision-about">
      <h2 className="sheet-title" id="decision-about">
        {t("overview.about")}
      </h2>
      <dl className="pairs pairs-stacked">
        <dt>{t("list.instrument")}</dt>
        <dd>
          {instrument.reference}, <DayText day={instrument.date} />
        </dd>
        <dt>{t("instrument.location")}</dt>
        <dd>{instrument.location}</dd>
        <dt>{t("instrument.sha256")}</dt>
        <dd className="hash">{instrument.sha256}</dd>
        <dt>{t("overview.entered")}</dt>
        <dd>{instant.format(new Date(enteredAt))}</dd>
        <dt>{t("overview.acts")}</dt>
        <dd>{acts.length.toLocaleString(i18n.language)}</dd>
        <dt>{t("overview.guide")}</dt>
        <dd lang="en">{guide}</dd>
        <dt>{t("overview.identifier")}</dt>
        <dd className="hash">{id}</dd>
      </dl>
      <Stack gap={6} mt="md">
        <Text size="sm" c="dimmed">
          {derivedAt === null
            ? t("overview.notLaid")
            : t("overview.laid", { at: instant.format(new Date(derivedAt)) })}
        </Text>
        <Group>
          <Button variant="default" size="xs" onClick={() => refresh.mutate()} loading={refresh.isPending}>
            {t("overview.refresh")}
          </Button>
        </Group>
        {refresh.error !== null && <Refusal error={refresh.error} />}
      </Stack>
    </section>
  );
}
