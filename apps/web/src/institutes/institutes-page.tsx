/** All institutes: where each sits, and whose agreement governs it. */
import { Select, TextInput, Title } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { InstituteListed } from "../api/generated/routes.ts";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { type Column, LongList } from "../things/long-list.tsx";
import { useInstitutes, useParties } from "../things/titles.ts";
import type { InstituteFilters } from "./routes.ts";
import "../things/things.css";

export function InstitutesPage() {
  const { t } = useTranslation("institutes");
  const filters = useSearch({ from: "/institutes" });
  const navigate = useNavigate({ from: "/institutes" });
  const narrow = (change: InstituteFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const { data, error, refetch } = useInstitutes();
  const parties = useParties();
  const titleOf = (id: string): string => parties.get(id)?.title ?? id;
  const shown = useMemo(() => fitting(data ?? [], filters), [data, filters]);
  const options = (ids: readonly string[]) =>
    [...new Set(ids)]
      .map((value) => ({ value, label: titleOf(value) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  const columns: Column<InstituteListed>[] = [
    {
      name: "title",
      head: t("columns.title"),
      width: "4fr",
      cell: ({ id, title }) => (
        <Link to="/institutes/$institute" params={{ institute: id }} title={title} dir="auto">
          {title}
        </Link>
      ),
    },
    { name: "kind", head: t("columns.kind"), width: "2fr", isWideOnly: true, cell: ({ kind }) => kind },
    { name: "seat", head: t("columns.seat"), width: "2fr", cell: ({ seat }) => titleOf(seat) },
    {
      name: "governedBy",
      head: t("columns.governedBy"),
      width: "2fr",
      isWideOnly: true,
      cell: ({ governedBy }) => titleOf(governedBy),
    },
  ];
  return (
    <>
      <Title order={1} mb="xs">
        {t("title")}
      </Title>
      <p className="thing-sub">{t("lead")}</p>
      <div className="field-row">
        <TextInput
          type="search"
          label={t("filter.words")}
          value={filters.words ?? ""}
          onChange={({ currentTarget }) => narrow({ words: currentTarget.value || undefined })}
        />
        <Select
          label={t("filter.seat")}
          clearable
          searchable
          data={options((data ?? []).map(({ seat }) => seat))}
          value={filters.seat ?? null}
          onChange={(seat) => narrow({ seat: seat ?? undefined })}
        />
        <Select
          label={t("filter.governedBy")}
          clearable
          searchable
          data={options((data ?? []).map(({ governedBy }) => governedBy))}
          value={filters.governedBy ?? null}
          onChange={(governedBy) => narrow({ governedBy: governedBy ?? undefined })}
        />
      </div>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={8} />
      ) : shown.length === 0 ? (
        <Empty title={t(data.length === 0 ? "none" : "noneFit")}>
          {t(data.length === 0 ? "noneMore" : "noneFitMore")}
        </Empty>
      ) : (
        <>
          <p className="quiet" role="status">
            {t("count", { count: shown.length, all: data.length })}
          </p>
          <LongList
            label={t("title")}
            columns={columns}
            count={shown.length}
            row={(index) => shown[index]}
            keyOf={({ id }) => id}
          />
        </>
      )}
    </>
  );
}

function fitting(all: readonly InstituteListed[], filters: InstituteFilters): readonly InstituteListed[] {
  const words = filters.words?.toLowerCase();
  return all
    .filter(
      ({ id, title, ror, seat, governedBy }) =>
        (words === undefined || [id, title, ror ?? ""].some((text) => text.toLowerCase().includes(words))) &&
        (filters.seat === undefined || seat === filters.seat) &&
        (filters.governedBy === undefined || governedBy === filters.governedBy),
    )
    .sort((a, b) => a.title.localeCompare(b.title));
}
