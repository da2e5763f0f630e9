/** One search over everything that one may see. */
import { TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementListed, Search } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { PurposeChoice, usePurpose } from "../pieces/purpose.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { useMe } from "../shell/me.ts";
import { Part } from "../things/page-head.tsx";
import { Standing } from "../things/standing.tsx";
import { onDay, useParties } from "../things/titles.ts";
import "../things/things.css";
import "../now/now.css";

/** So long after the last letter the search is made, in milliseconds. */
const AFTER = 180;

export function SearchPage() {
  const { t } = useTranslation("search");
  const { words = "" } = useSearch({ from: "/search" });
  const navigate = useNavigate({ from: "/search" });
  const [typed, setTyped] = useState(words);
  const [settled] = useDebouncedValue(typed.trim(), AFTER);
  useEffect(() => {
    if (settled !== words)
      void navigate({ search: (before) => ({ ...before, words: settled || undefined }), replace: true });
  }, [settled, words, navigate]);
  const { purposes } = useMe();
  const purpose = usePurpose().with.purpose ?? purposes[0];
  const query = { words: settled, limit: 12, ...onDay(useKnownOn()) };
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/search", {
      query: purpose === undefined ? query : { ...query, names: "yes" as const },
      ...(purpose === undefined ? {} : { purpose }),
    }),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <Title order={1} mb="xs">
        {t("title")}
      </Title>
      <div className="field-row">
        <TextInput
          className="search-field"
          type="search"
          autoFocus
          label={t("label")}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <PurposeChoice />
      </div>
      <div aria-live="polite">
        {settled === "" ? (
          <Empty title={t("begin")}>{t("beginMore")}</Empty>
        ) : error !== null ? (
          <Refusal error={error} again={() => void refetch()} />
        ) : data === undefined ? (
          <Loading lines={8} />
        ) : (
          <Found found={data.value} />
        )}
      </div>
    </>
  );
}

function Found({ found }: { readonly found: Search }) {
  const { t } = useTranslation("search");
  const parties = useParties();
  const days = useDayText();
  const { agreements, institutes, experiments, bodies, people, acts } = found;
  const all = [agreements, institutes, experiments, bodies, found.parties, people, acts];
  if (all.every(({ total }) => total === 0)) return <Empty title={t("none")}>{t("noneMore")}</Empty>;
  return (
    <div className="found">
      <Group
        title={t("kinds.people")}
        total={people.total}
        rows={people.items.map(({ id, name }) => [
          id,
          <Link key={id} to="/people/$person" params={{ person: id }}>
            <bdi>{name === null ? id : [name.givenName, name.familyName].filter(Boolean).join(" ")}</bdi>
          </Link>,
          name === null ? "" : id,
        ])}
      />
      <Group
        title={t("kinds.agreements")}
        total={agreements.total}
        rows={agreements.items.map(({ id, title, standing }) => [
          id,
          <Link key={id} to="/agreements/$agreement" params={{ agreement: id }} dir="auto">
            {title}
          </Link>,
          <Standing key="standing" standing={standing as AgreementListed["standing"]} />,
        ])}
      />
      <Group
        title={t("kinds.institutes")}
        total={institutes.total}
        rows={institutes.items.map(({ id, title, city, seat }) => [
          id,
          <Link key={id} to="/institutes/$institute" params={{ institute: id }} dir="auto">
            {title}
          </Link>,
          [city, parties.get(seat)?.title ?? seat].filter(Boolean).join(", "),
        ])}
      />
      <Group
        title={t("kinds.experiments")}
        total={experiments.total}
        rows={experiments.items.map(({ id, title }) => [
          id,
          <Link key={id} to="/experiments/$experiment" params={{ experiment: id }} dir="auto">
            {title}
          </Link>,
          id === title ? "" : id,
        ])}
      />
      <Group
        title={t("kinds.parties")}
        total={found.parties.total}
        rows={found.parties.items.map(({ id, title }) => [
          id,
          <Link key={id} to="/agreements" search={{ party: id }} dir="auto">
            {title}
          </Link>,
          t("agreementsOf"),
        ])}
      />
      <Group
        title={t("kinds.bodies")}
        total={bodies.total}
        rows={bodies.items.map(({ id, title }) => [id, title, id === title ? "" : id])}
      />
      <Group
        title={t("kinds.acts")}
        total={acts.total}
        rows={acts.items.map(({ id, act, on, instrument }) => [
          id,
          <Link key={id} to="/records/acts/$act" params={{ act: id }}>
            {id}
          </Link>,
          [act, on === null ? "" : days(on, "short"), instrument].filter(Boolean).join(" · "),
        ])}
      />
    </div>
  );
}

interface GroupProperties {
  readonly title: string;
  readonly total: number;
  /** Key, what it is called, and what tells it from others. */
  readonly rows: readonly (readonly [string, ReactNode, ReactNode])[];
}

function Group({ title, total, rows }: GroupProperties) {
  const { t } = useTranslation("search");
  if (total === 0) return null;
  return (
    <Part title={title} aside={total > rows.length ? t("of", { shown: rows.length, total }) : total}>
      <ul className="lines">
        {rows.map(([key, name, more]) => (
          <li key={key}>
            <span className="what">{name}</span>
            <span className="when">{more}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
