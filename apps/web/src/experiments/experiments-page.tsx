/** All experiments. */
import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAgreements } from "../agreements/all-agreements.ts";
import { asking } from "../api/queries.ts";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { type Column, LongList } from "../things/long-list.tsx";
import { onDay } from "../things/titles.ts";
import "../things/things.css";

interface Row {
  readonly id: string;
  readonly title: string;
  readonly agreements: number;
  readonly inForce: number;
}

export function ExperimentsPage() {
  const { t } = useTranslation("experiments");
  const query = { limit: 1_000, ...onDay(useKnownOn()) };
  const { data, error, refetch } = useQuery(asking("GET /api/v1/experiments", { query }));
  const { data: agreements } = useAgreements();
  const rows = (data?.value.experiments ?? [])
    .map(({ id, title }): Row => {
      const own = (agreements ?? []).filter(({ experiments }) => experiments.includes(id));
      return {
        id,
        title,
        agreements: own.length,
        inForce: own.filter((one) => one.standing === "in force").length,
      };
    })
    .sort((a, b) => a.title.localeCompare(b.title));
  const figure = (count: number): string => (agreements === undefined ? "" : String(count));
  const columns: Column<Row>[] = [
    {
      name: "title",
      head: t("columns.title"),
      width: "3fr",
      cell: ({ id, title }) => (
        <Link to="/experiments/$experiment" params={{ experiment: id }} dir="auto">
          {title}
        </Link>
      ),
    },
    {
      name: "agreements",
      head: t("columns.agreements"),
      width: "1fr",
      isFigure: true,
      cell: (row) => figure(row.agreements),
    },
    {
      name: "inForce",
      head: t("columns.inForce"),
      width: "1fr",
      isFigure: true,
      cell: (row) => figure(row.inForce),
    },
  ];
  return (
    <>
      <Title order={1} mb="xs">
        {t("title")}
      </Title>
      <p className="thing-sub">{t("lead")}</p>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={8} />
      ) : rows.length === 0 ? (
        <Empty title={t("none")}>{t("noneMore")}</Empty>
      ) : (
        <LongList
          label={t("title")}
          columns={columns}
          count={rows.length}
          row={(index) => rows[index]}
          keyOf={({ id }) => id}
        />
      )}
    </>
  );
}
