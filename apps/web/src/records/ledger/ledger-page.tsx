/** The ledger: every act in the order in which it was recorded, by sort, by what it is about, by the set in which it came. */
import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import type { LedgerSearch } from "../ledger-search.ts";
import { RecordsTabs } from "../records-tabs.tsx";
import { ActSays, SORTS, useSortName } from "./act-words.tsx";
import { ChainPanel } from "./chain-panel.tsx";

const PAGE = 60;

/** The entries that are asked for, page by page. */
function useLedger({ sort, about, set, order }: LedgerSearch) {
  const query = {
    limit: PAGE,
    order: order ?? ("newest" as const),
    ...(sort === undefined ? {} : { sort: [sort] }),
    ...(about === undefined ? {} : { about }),
    ...(set === undefined ? {} : { set }),
  };
  return useInfiniteQuery<Awaited<ReturnType<typeof pageOf>>, ApiProblem>({
    queryKey: ["ledger", query],
    queryFn: ({ pageParam, signal }) => pageOf(query, pageParam as string | undefined, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

const pageOf = (
  query: { readonly limit: number; readonly order: "newest" | "oldest" },
  after: string | undefined,
  signal: AbortSignal,
) => ask("GET /api/v1/acts", { query: { ...query, ...(after === undefined ? {} : { after }) }, signal });

export function LedgerPage() {
  const { t, i18n } = useTranslation("records");
  const search = useSearch({ from: "/records" });
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } =
    useLedger(search);
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const position = data?.pages[0]?.position;
  return (
    <>
      <Title order={1}>{t("title")}</Title>
      <RecordsTabs />
      <div className="two">
        <Stack gap="md">
          <Filters search={search} />
          {error !== null && <Refusal error={error} again={() => void refetch()} />}
          {isPending && error === null && <Loading lines={12} />}
          {data !== undefined && entries.length === 0 && (
            <Empty title={t("ledger.none")}>{t("ledger.noneMore")}</Empty>
          )}
          {entries.length > 0 && (
            <section className="sheet">
              <Entries entries={entries} />
            </section>
          )}
          {hasNextPage && (
            <Button
              variant="default"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
              w="fit-content"
            >
              {t("ledger.more")}
            </Button>
          )}
          {position !== undefined && (
            <Text size="sm" c="dimmed">
              {t("ledger.shown", {
                count: entries.length,
                shown: entries.length.toLocaleString(i18n.language),
                all: position.toLocaleString(i18n.language),
              })}
            </Text>
          )}
        </Stack>
        <ChainPanel />
      </div>
    </>
  );
}

type Entries = Awaited<ReturnType<typeof pageOf>>["entries"];

function Entries({ entries }: { readonly entries: Entries }) {
  const { t, i18n } = useTranslation("records");
  const sortName = useSortName();
  return (
    <PlainTable
      label={t("ledger.label")}
      columns={[
        { key: "position", title: t("ledger.position"), isFigure: true },
        { key: "on", title: t("ledger.on") },
        { key: "sort", title: t("ledger.sort") },
        { key: "says", title: t("ledger.says") },
      ]}
      rows={entries.map(({ id, position, act }) => ({
        key: id,
        cells: [
          <Link key="position" to="/records/acts/$act" params={{ act: id }}>
            {position.toLocaleString(i18n.language)}
          </Link>,
          <span key="on" className="entry-day">
            {typeof act.on === "string" && <DayText day={act.on} style="short" />}
          </span>,
          <span key="sort" className="entry-sort">
            {sortName(String(act.act))}
          </span>,
          <ActSays key="says" act={act} />,
        ],
      }))}
    />
  );
}

/** What the list is narrowed by; it stands in the address. */
function Filters({ search }: { readonly search: LedgerSearch }) {
  const { t } = useTranslation("records");
  const sortName = useSortName();
  const navigate = useNavigate({ from: "/records" });
  const [about, setAbout] = useState(search.about ?? "");
  useEffect(() => setAbout(search.about ?? ""), [search.about]);
  const show = (change: LedgerSearch): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    show({ about: about.trim() === "" ? undefined : about.trim() });
  };
  const isNarrowed = search.sort !== undefined || search.about !== undefined || search.set !== undefined;
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t("filters.sort")}
          value={search.sort ?? ""}
          onChange={({ currentTarget }) => show({ sort: currentTarget.value || undefined })}
          data={[
            { value: "", label: t("filters.everySort") },
            ...SORTS.map((sort) => ({ value: sort, label: sortName(sort) })).sort((a, b) =>
              a.label.localeCompare(b.label),
            ),
          ]}
        />
        <TextInput
          label={t("filters.about")}
          placeholder={t("filters.aboutExample")}
          value={about}
          onChange={({ currentTarget }) => setAbout(currentTarget.value)}
          maxLength={200}
        />
        <NativeSelect
          label={t("filters.order")}
          value={search.order ?? "newest"}
          onChange={({ currentTarget }) =>
            show({ order: currentTarget.value === "oldest" ? "oldest" : undefined })
          }
          data={[
            { value: "newest", label: t("filters.newest") },
            { value: "oldest", label: t("filters.oldest") },
          ]}
        />
        <Button type="submit" variant="default">
          {t("filters.show")}
        </Button>
        {isNarrowed && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => show({ sort: undefined, about: undefined, set: undefined })}
          >
            {t("filters.all")}
          </Button>
        )}
      </Group>
      {search.set !== undefined && (
        <Text size="sm" mt={6}>
          {t("filters.inSet")} <span className="hash">{search.set}</span>
        </Text>
      )}
    </form>
  );
}
