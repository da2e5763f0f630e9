/** What each payer of an experiment bears by its authors on a day, as things stand and under a draft. */
import { NativeSelect, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuthorShares } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { DayInput } from "../pieces/day-input.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { AuthorsTabs } from "./authors-tabs.tsx";
import { useSigningExperiments } from "./signers-source.tsx";

export function SharesPage() {
  const { t } = useTranslation("authors");
  const { data, error, refetch } = useSigningExperiments();
  const [experiment, setExperiment] = useState<string>();
  const [on, setOn] = useState<string>();
  const [draft, setDraft] = useState("");
  // Whoever may see no drafts sees the shares as they stand.
  const drafts = useQuery({ ...asking("GET /api/v1/drafts", { query: { limit: 100 } }), retry: false });
  const experiments = data?.value.experiments ?? [];
  const chosen = experiment ?? experiments[0]?.experiment;
  const offered = drafts.data?.value.drafts ?? [];
  return (
    <>
      <Title order={1}>{t("shares.title")}</Title>
      <AuthorsTabs />
      <Stack gap="md">
        <Text size="sm" maw={760}>
          {t("shares.explained")}
        </Text>
        {error !== null && <Refusal error={error} again={() => void refetch()} />}
        {data === undefined && error === null && <Loading lines={3} />}
        {data !== undefined && chosen === undefined && (
          <Empty title={t("signers.none")}>{t("signers.noneMore")}</Empty>
        )}
        {chosen !== undefined && (
          <>
            <section className="sheet list-choices" aria-label={t("shares.title")}>
              <NativeSelect
                label={t("signers.experiment")}
                value={chosen}
                data={experiments.map(({ experiment: value, title }) => ({ value, label: title }))}
                onChange={({ currentTarget }) => setExperiment(currentTarget.value)}
              />
              <DayInput label={t("shares.on")} value={on} onChange={setOn} />
              {offered.length > 0 && (
                <NativeSelect
                  label={t("shares.draft")}
                  value={draft}
                  data={[
                    { value: "", label: t("shares.noDraft") },
                    ...offered.map(({ id, title }) => ({ value: id, label: title })),
                  ]}
                  onChange={({ currentTarget }) => setDraft(currentTarget.value)}
                />
              )}
            </section>
            <Shares experiment={chosen} on={on} draft={draft === "" ? undefined : draft} />
          </>
        )}
      </Stack>
    </>
  );
}

interface Asked {
  readonly experiment: string;
  readonly on: string | undefined;
  readonly draft: string | undefined;
}

function Shares({ experiment, on, draft }: Asked) {
  const { t } = useTranslation("authors");
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...asking("GET /api/v1/authors/experiments/{id}/shares", {
      params: { id: experiment },
      query: { on, draft },
    }),
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined)
    return (
      <section className="sheet">
        <Loading lines={6} />
      </section>
    );
  if (data.value.payers.length === 0) return <Empty title={t("shares.none")} />;
  return (
    <section className="sheet list-printed" aria-busy={isPlaceholderData || undefined}>
      <SharesTable shares={data.value} />
    </section>
  );
}

type Counted = AuthorShares["payers"][number]["before"]["authors"];

function SharesTable({ shares }: { readonly shares: AuthorShares }) {
  const { t, i18n } = useTranslation("authors");
  const dayText = useDayText();
  const figures = new Intl.NumberFormat(i18n.language);
  const signed = new Intl.NumberFormat(i18n.language, { signDisplay: "exceptZero" });
  const counted = ({ part, of }: Counted): string => {
    const [whole, rest] = [Math.floor(part / of), part % of];
    return rest === 0
      ? figures.format(whole)
      : `${whole === 0 ? "" : `${figures.format(whole)} `}${rest}/${of}`;
  };
  const { payers, units, authors, unpaid, on } = shares;
  const isDraft = shares.draft !== null;
  const sum = (side: "before" | "after"): number => payers.reduce((total, one) => total + one[side].units, 0);
  return (
    <>
      <Text size="sm" role="status">
        {t("shares.sum", { count: authors.before, units: figures.format(units), day: dayText(on) })}{" "}
        {unpaid.before > 0 && t("shares.unpaid", { count: unpaid.before })}{" "}
        {isDraft && unpaid.after !== unpaid.before && t("shares.unpaidThen", { count: unpaid.after })}
      </Text>
      <PlainTable
        label={t("shares.title")}
        columns={[
          { key: "payer", title: t("shares.payer") },
          { key: "authors", title: t("shares.authors"), isFigure: true },
          { key: "units", title: t("shares.units"), isFigure: true },
          ...(isDraft
            ? [
                { key: "authors-then", title: t("shares.authorsThen"), isFigure: true },
                { key: "units-then", title: t("shares.unitsThen"), isFigure: true },
                { key: "difference", title: t("shares.difference"), isFigure: true },
              ]
            : []),
        ]}
        rows={[
          ...payers.map((one) => ({
            key: one.payer,
            cells: [
              <span key="payer" dir="auto">
                {one.title}
              </span>,
              counted(one.before.authors),
              figures.format(one.before.units),
              ...(isDraft
                ? [
                    counted(one.after.authors),
                    figures.format(one.after.units),
                    <span key="difference" className={one.difference < 0 ? "list-takes" : undefined}>
                      {signed.format(one.difference)}
                    </span>,
                  ]
                : []),
            ],
          })),
          {
            key: " together",
            cells: [
              <b key="together">{t("shares.together")}</b>,
              "",
              figures.format(sum("before")),
              ...(isDraft
                ? ["", figures.format(sum("after")), signed.format(sum("after") - sum("before"))]
                : []),
            ],
          },
        ]}
      />
    </>
  );
}
