/** What stands above every page of a decision: its title, its day, how it stands, and where one can go. */
import { Badge, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Decision } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { RoomTabs } from "../pieces/room-tabs.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import "./carrying-out.css";

/** How a decision stands, in a word. */
export function StateBadge({ state }: { readonly state: Decision["state"] }) {
  const { t } = useTranslation("carrying-out");
  return (
    <Badge variant="light" color={state === "reversed" ? "gray" : "stands"} tt="none" fw={600}>
      {t(`states.${state}`)}
    </Badge>
  );
}

interface Properties {
  readonly decision: string;
  readonly children: (decision: Decision) => ReactNode;
}

export function DecisionFrame({ decision, children }: Properties) {
  const { t } = useTranslation("carrying-out");
  const { data, error, isPending, refetch } = useQuery(
    asking("GET /api/v1/decisions/{decision}", { params: { decision } }),
  );
  const params = { decision };
  return (
    <>
      <Text size="sm" c="dimmed">
        <Link to="/carrying-out">{t("title")}</Link>
      </Text>
      {error !== null && <Refusal error={error} again={() => void refetch()} />}
      {isPending && error === null && <Loading lines={8} />}
      {data !== undefined && (
        <>
          <Title order={1}>{data.value.title}</Title>
          <Group gap={10} mt={4}>
            <StateBadge state={data.value.state} />
            <Text size="sm" c="dimmed" component="span">
              {data.value.body === null ? "" : `${data.value.body}, `}
              <DayText day={data.value.date} />, {data.value.instrument.reference}
            </Text>
          </Group>
          <RoomTabs
            label={t("tabs.label")}
            tabs={[
              { to: "/carrying-out/$decision", title: t("tabs.overview"), params },
              { to: "/carrying-out/$decision/work", title: t("tabs.work"), params },
              { to: "/carrying-out/$decision/mails", title: t("tabs.mails"), params },
              { to: "/carrying-out/$decision/reversal", title: t("tabs.reversal"), params },
            ]}
          />
          {children(data.value)}
        </>
      )}
    </>
  );
}
