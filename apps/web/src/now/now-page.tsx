/** The first page: agreements on an axis of days, what is due, what changed lately, and the way to everything by a search. */
import { Button, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAgreements } from "../agreements/all-agreements.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { Changes } from "../things/history.tsx";
import { Part } from "../things/page-head.tsx";
import { onDay } from "../things/titles.ts";
import { useMore } from "../things/use-more.tsx";
import { AgreementsAxis } from "./agreements-axis.tsx";
import { axisRows, type Due } from "./axis-rows.ts";
import { DeadlineList } from "./deadline-list.tsx";
import { Welcome } from "./welcome.tsx";
import "../things/things.css";
import "./now.css";

export function NowPage() {
  const { t } = useTranslation("now");
  const query = onDay(useKnownOn());
  const registry = useQuery(asking("GET /api/v1/registry", {}));
  const deadlines = useQuery(asking("GET /api/v1/deadlines", { query: { ...query, dated: "yes" } }));
  const on = deadlines.data?.value.from;
  return (
    <>
      <Welcome registry={registry.data?.value} />
      <div className="now-head">
        <div>
          <Title order={1}>{t("title")}</Title>
          <p className="thing-sub">
            {registry.data?.value.title}
            {on !== undefined && (
              <>
                {" · "}
                <DayText day={on} />
              </>
            )}
          </p>
        </div>
        <SearchField />
      </div>
      <div className="columns">
        <div className="stack">
          <AxisPart />
          {deadlines.error !== null ? (
            <Refusal error={deadlines.error} again={() => void deadlines.refetch()} />
          ) : deadlines.data === undefined || on === undefined ? (
            <Part title={t("deadlines.title")}>
              <Loading />
            </Part>
          ) : (
            <DeadlineList deadlines={deadlines.data.value.deadlines.filter(isThere)} on={on} />
          )}
        </div>
        <div className="stack">
          <TotalsPart />
          <ChangesPart />
        </div>
      </div>
    </>
  );
}

const isThere = (due: Due | null): due is Due => due !== null;

function SearchField() {
  const { t } = useTranslation("now");
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  return (
    <search className="now-search">
      <form
        className="now-search"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ to: "/search", search: (before) => ({ ...before, words }) });
        }}
      >
        <TextInput
          type="search"
          aria-label={t("search.label")}
          placeholder={t("search.placeholder")}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t("search.find")}
        </Button>
      </form>
    </search>
  );
}

function AxisPart() {
  const { t } = useTranslation("now");
  const query = { ...onDay(useKnownOn()), dated: "yes" as const };
  const { data } = useQuery(asking("GET /api/v1/deadlines", { query }));
  const agreements = useAgreements();
  if (agreements.error !== null)
    return <Refusal error={agreements.error} again={() => void agreements.refetch()} />;
  if (data === undefined || agreements.data === undefined)
    return (
      <Part title={t("axis.title")}>
        <Loading lines={8} />
      </Part>
    );
  const { deadlines, ended, from } = data.value;
  const shown = {
    deadlines: deadlines.filter(isThere),
    ended: ended.filter(isThere),
    agreements: agreements.data,
    on: from,
  };
  if (axisRows(shown.deadlines, shown.ended, shown.agreements, from).length === 0)
    return (
      <Part title={t("axis.title")}>
        <Empty title={t("axis.none")}>{t("axis.noneMore")}</Empty>
      </Part>
    );
  return <AgreementsAxis {...shown} />;
}

/** How much there is. People are not counted: who may see how many is another question. */
function TotalsPart() {
  const { t } = useTranslation("now");
  const { data: agreements } = useAgreements();
  const { data: registry } = useQuery(asking("GET /api/v1/registry", {}));
  if (agreements === undefined || registry === undefined)
    return (
      <Part title={t("totals.title")}>
        <Loading lines={2} />
      </Part>
    );
  const figures = [
    ["inForce", agreements.filter(({ standing }) => standing === "in force").length],
    ["ended", agreements.filter(({ standing }) => standing === "ended").length],
    ["institutes", registry.value.institutes],
    ["experiments", registry.value.experiments],
  ] as const;
  return (
    <Part title={t("totals.title")}>
      <dl className="totals">
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{t(`totals.${name}`)}</dt>
            <dd>{count.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function ChangesPart() {
  const { t } = useTranslation("now");
  const query = { limit: 40, ...onDay(useKnownOn()) };
  const { data, error, refetch } = useQuery(asking("GET /api/v1/changes", { query }));
  const dated = (data?.value.changes ?? []).filter(({ recorded }) => recorded !== null);
  const { shown, more } = useMore(dated, 8);
  return (
    <Part title={t("changes.title")} aside={t("changes.aside")}>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : dated.length === 0 ? (
        <Empty title={t("changes.none")} />
      ) : (
        <>
          <Changes changes={shown} />
          {more}
        </>
      )}
    </Part>
  );
}
