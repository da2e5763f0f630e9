/** The people whom one may see, however many they are. Names are shown when somebody asks for them, and says what for. */
import { Button, Select, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonListed } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { PurposeChoice, usePurpose } from "../pieces/purpose.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { useMe } from "../shell/me.ts";
import { type Column, LongList } from "../things/long-list.tsx";
import { onDay, useInstitutes, useTitleOf } from "../things/titles.ts";
import type { PeopleFilters } from "./filters.ts";
import { FoundPeople } from "./found-people.tsx";
import { useNames, usePeople } from "./people-pages.ts";
import "../things/things.css";

/** Names are asked for in stretches of so many rows, so that scrolling a little asks nothing new. */
const STRETCH = 50;

export function PeoplePage() {
  const { t } = useTranslation("people-list");
  const me = useMe();
  return (
    <>
      <Title order={1} mb="xs">
        {t("title")}
      </Title>
      {!me.isKnown ? (
        <Loading lines={8} />
      ) : me.account === null ? (
        <Empty title={t("signIn")}>
          <a href={`/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`}>
            {t("toSignIn")}
          </a>
        </Empty>
      ) : (
        <PeopleForAccount />
      )}
    </>
  );
}

function PeopleForAccount() {
  const { t } = useTranslation("people-list");
  const filters = useSearch({ from: "/people" });
  const knownOn = useKnownOn();
  const { purposes } = useMe();
  // Whoever has one purpose need not say it.
  const purpose = usePurpose().with.purpose ?? purposes[0];
  const [isNamed, setNamed] = useState(false);
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), 250);
  const { people, total, error, refetch, onNear: onNearPages } = usePeople(filters, knownOn, purpose);
  const [stretch, setStretch] = useState<readonly [number, number]>([0, 2 * STRETCH]);
  const onNear = useCallback(
    (first: number, last: number): void => {
      onNearPages(first, last);
      const from = Math.floor(first / STRETCH) * STRETCH;
      const to = Math.ceil((last + 1) / STRETCH) * STRETCH;
      setStretch((before) => (before[0] === from && before[1] === to ? before : [from, to]));
    },
    [onNearPages],
  );
  const near = useMemo(() => people.slice(stretch[0], stretch[1]).map(({ id }) => id), [people, stretch]);
  const names = useNames(near, isNamed ? purpose : undefined);
  const columns = useColumns(isNamed ? names : undefined);
  return (
    <>
      <p className="thing-sub">{t("lead")}</p>
      <div className="field-row">
        <TextInput
          type="search"
          label={t("find.label")}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Filters filters={filters} />
        <PurposeChoice />
        {purpose !== undefined && (
          <Button variant="default" onClick={() => setNamed(!isNamed)} aria-pressed={isNamed}>
            {t(isNamed ? "names.hide" : "names.show")}
          </Button>
        )}
      </div>
      {isNamed && <p className="quiet">{t("names.explained")}</p>}
      {words !== "" ? (
        <FoundPeople words={words} purpose={purpose} />
      ) : error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : total === undefined ? (
        <Loading lines={10} />
      ) : total === 0 ? (
        <Empty title={t("none")}>{t("noneMore")}</Empty>
      ) : (
        <>
          <p className="quiet" role="status">
            {t("count", { count: total })}
          </p>
          <LongList
            label={t("title")}
            columns={columns}
            count={total}
            row={(index) => people[index]}
            keyOf={({ id }) => id}
            onNear={onNear}
          />
        </>
      )}
    </>
  );
}

function Filters({ filters }: { readonly filters: PeopleFilters }) {
  const { t } = useTranslation("people-list");
  const navigate = useNavigate({ from: "/people" });
  const narrow = (change: PeopleFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const { data: institutes } = useInstitutes();
  const query = { limit: 1_000, ...onDay(useKnownOn()) };
  const { data: experiments } = useQuery(asking("GET /api/v1/experiments", { query }));
  return (
    <>
      <Select
        label={t("filter.institute")}
        clearable
        searchable
        limit={100}
        data={(institutes ?? [])
          .map(({ id, title }) => ({ value: id, label: title }))
          .sort((a, b) => a.label.localeCompare(b.label))}
        value={filters.institute ?? null}
        onChange={(institute) => narrow({ institute: institute ?? undefined })}
      />
      <Select
        label={t("filter.experiment")}
        clearable
        data={(experiments?.value.experiments ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        value={filters.experiment ?? null}
        onChange={(experiment) => narrow({ experiment: experiment ?? undefined })}
      />
      <Select
        label={t("filter.where")}
        allowDeselect={false}
        data={[
          { value: "", label: t("filter.anywhere") },
          { value: "yes", label: t("filter.at") },
          { value: "no", label: t("filter.nowhere") },
        ]}
        value={filters.affiliated ?? ""}
        onChange={(said) => narrow({ affiliated: said === "yes" || said === "no" ? said : undefined })}
      />
    </>
  );
}

function useColumns(names: ReadonlyMap<string, string> | undefined): Column<PersonListed>[] {
  const { t } = useTranslation("people-list");
  const titleOf = useTitleOf();
  const named: Column<PersonListed>[] =
    names === undefined
      ? []
      : [
          {
            name: "name",
            head: t("columns.name"),
            width: "2fr",
            cell: ({ id }) => <bdi title={names.get(id) ?? ""}>{names.get(id) ?? ""}</bdi>,
          },
        ];
  return [
    {
      name: "id",
      head: t("columns.id"),
      // On a telephone the names have the room.
      width: "min(110px, 17vw)",
      cell: ({ id }) => (
        <Link to="/people/$person" params={{ person: id }} title={id} preload={false}>
          {id}
        </Link>
      ),
    },
    ...named,
    {
      name: "institutes",
      head: t("columns.institutes"),
      width: "4fr",
      cell: ({ institutes }) => (
        <bdi title={institutes.map(titleOf).join("; ")}>{institutes.map(titleOf).join("; ")}</bdi>
      ),
    },
    {
      name: "experiments",
      head: t("columns.experiments"),
      width: "2fr",
      isWideOnly: true,
      cell: ({ experiments }) => experiments.join(", "),
    },
  ];
}
