/** The decisions that were taken and entered, with how each stands. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { StateBadge } from "./decision-frame.tsx";

export function DecisionsPage() {
  const { t } = useTranslation("carrying-out");
  const { data, error, isPending, refetch } = useQuery(
    asking("GET /api/v1/decisions", { query: { limit: 1_000 } }),
  );
  // Their identifiers begin with their days: the newest first.
  const items = [...(data?.value.items ?? [])].reverse();
  return (
    <>
      <Group justify="space-between" align="baseline">
        <Title order={1}>{t("title")}</Title>
        {error === null && (
          <Button renderRoot={(rest) => <Link to="/carrying-out/enter" {...rest} />}>
            {t("list.enter")}
          </Button>
        )}
      </Group>
      <Stack gap="md" mt="sm">
        <Text size="sm" maw={720}>
          {t("list.explained")}
        </Text>
        {error !== null && <Refusal error={error} again={() => void refetch()} />}
        {isPending && error === null && <Loading />}
        {data !== undefined && items.length === 0 && (
          <Empty title={t("list.none")}>{t("list.noneMore")}</Empty>
        )}
        {items.length > 0 && (
          <section className="sheet">
            <PlainTable
              label={t("title")}
              columns={[
                { key: "date", title: t("list.date") },
                { key: "title", title: t("list.decision") },
                { key: "agreements", title: t("list.agreements") },
                { key: "instrument", title: t("list.instrument") },
                { key: "state", title: t("list.state") },
              ]}
              rows={items.map(({ id, date, title, agreements, instrument, state }) => ({
                key: id,
                cells: [
                  <span key="date" style={{ whiteSpace: "nowrap" }}>
                    <DayText day={date} style="short" />
                  </span>,
                  <Link key="title" to="/carrying-out/$decision" params={{ decision: id }}>
                    {title}
                  </Link>,
                  agreements.map((agreement) => agreement.id).join(", ") || t("list.noAgreement"),
                  instrument.reference,
                  <StateBadge key="state" state={state} />,
                ],
              }))}
            />
          </section>
        )}
      </Stack>
    </>
  );
}
