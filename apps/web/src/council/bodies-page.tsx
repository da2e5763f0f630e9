/** The bodies that decide. */
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { CouncilTabs } from "./council-tabs.tsx";
import { useSaid } from "./said-in.ts";

export function BodiesPage() {
  const { t } = useTranslation("council");
  const said = useSaid();
  const { data, error, refetch } = useQuery(asking("GET /api/v1/council/bodies", {}));
  const bodies = data?.value.bodies;
  return (
    <>
      <CouncilTabs />
      <Stack gap="md">
        <Text size="sm" maw={720}>
          {t("bodies.explained")}
        </Text>
        {error !== null && <Refusal error={error} again={() => void refetch()} />}
        {bodies === undefined && error === null && <Loading />}
        {bodies?.length === 0 && <Empty title={t("bodies.none")}>{t("bodies.noneMore")}</Empty>}
        {bodies !== undefined && bodies.length > 0 && (
          <section className="sheet">
            <PlainTable
              label={t("tabs.bodies")}
              columns={[
                { key: "body", title: t("bodies.body") },
                { key: "kind", title: t("bodies.members") },
                { key: "count", title: t("bodies.count"), isFigure: true },
              ]}
              rows={bodies.map(({ body, title, isMadeUp, memberKind, members }) => ({
                key: body,
                cells: [
                  <span key="body">
                    <Link to="/council/bodies/$body" params={{ body }}>
                      {said(title)}
                    </Link>
                    {isMadeUp && <span className="council-note"> · {t("bodies.madeUp")}</span>}
                  </span>,
                  t(`bodies.kinds.${memberKind}`),
                  members,
                ],
              }))}
            />
          </section>
        )}
      </Stack>
    </>
  );
}
