/** All agreements: which stand under which, how each stands, and until when. */
import { Select, TextInput, Title } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementListed } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { type Column, LongList } from "../things/long-list.tsx";
import { Standing } from "../things/standing.tsx";
import { useParties } from "../things/titles.ts";
import { useAgreements } from "./all-agreements.ts";
import { type Branch, branches } from "./family.ts";
import type { AgreementFilters } from "./routes.ts";
import "../things/things.css";

const STANDINGS = ["in force", "suspended", "ended", "not in force yet"] as const;
const STANDING_WORDS = {
  "in force": "in-force",
  suspended: "suspended",
  ended: "ended",
  "not in force yet": "to-come",
} as const;

export function AgreementsPage() {
  const { t } = useTranslation("agreements");
  const { t: things } = useTranslation("things");
  const filters = useSearch({ from: "/agreements" });
  const navigate = useNavigate({ from: "/agreements" });
  const narrow = (change: AgreementFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const agreements = useAgreements();
  const parties = useParties();
  const { data, error } = agreements;
  const kinds = useMemo(() => [...new Set((data ?? []).map(({ kind }) => kind))].sort(), [data]);
  const shown = useMemo(() => fitting(data ?? [], filters), [data, filters]);
  const columns = useColumns();
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
          label={t("filter.standing")}
          clearable
          data={STANDINGS.map((value) => ({ value, label: things(`standing.${STANDING_WORDS[value]}`) }))}
          value={filters.standing ?? null}
          onChange={(standing) => narrow({ standing: standing ?? undefined })}
        />
        <Select
          label={t("filter.kind")}
          clearable
          data={kinds}
          value={filters.kind ?? null}
          onChange={(kind) => narrow({ kind: kind ?? undefined })}
        />
        <Select
          label={t("filter.party")}
          clearable
          searchable
          limit={200}
          data={[...parties.values()]
            .map(({ id, title }) => ({ value: id, label: title }))
            .sort((a, b) => a.label.localeCompare(b.label))}
          value={filters.party ?? null}
          onChange={(party) => narrow({ party: party ?? undefined })}
        />
      </div>
      {error !== null ? (
        <Refusal error={error} again={() => void agreements.refetch()} />
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
            keyOf={({ agreement }) => agreement.id}
          />
        </>
      )}
    </>
  );
}

function fitting(all: readonly AgreementListed[], filters: AgreementFilters): Branch[] {
  const words = filters.words?.toLowerCase();
  return branches(
    all.filter(
      ({ title, id, standing, kind, parties }) =>
        (words === undefined || title.toLowerCase().includes(words) || id.toLowerCase().includes(words)) &&
        (filters.standing === undefined || standing === filters.standing) &&
        (filters.kind === undefined || kind === filters.kind) &&
        (filters.party === undefined || parties.includes(filters.party)),
    ),
  );
}

function useColumns(): Column<Branch>[] {
  const { t } = useTranslation("agreements");
  const days = useDayText();
  const until = ({ inForce }: AgreementListed): string => {
    const lastDay = inForce.at(-1)?.lastDay;
    return lastDay === undefined ? "" : lastDay === null ? t("noEnd") : days(lastDay, "short");
  };
  return [
    {
      name: "title",
      head: t("columns.title"),
      width: "4fr",
      cell: ({ agreement: { id, title }, depth }) => (
        <span style={{ paddingInlineStart: depth * 18 }}>
          <Link to="/agreements/$agreement" params={{ agreement: id }} title={title} dir="auto">
            {title}
          </Link>
        </span>
      ),
    },
    {
      name: "kind",
      head: t("columns.kind"),
      width: "1fr",
      isWideOnly: true,
      cell: ({ agreement }) => agreement.kind,
    },
    {
      name: "below",
      head: t("columns.below"),
      width: "90px",
      isWideOnly: true,
      isFigure: true,
      cell: ({ below }) => (below === 0 ? "" : below),
    },
    {
      name: "standing",
      head: t("columns.standing"),
      width: "150px",
      cell: ({ agreement }) => <Standing standing={agreement.standing} />,
    },
    {
      name: "until",
      head: t("columns.until"),
      width: "130px",
      isWideOnly: true,
      isFigure: true,
      cell: ({ agreement }) => until(agreement),
    },
  ];
}
