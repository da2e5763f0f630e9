/** People who are found by name or identifier. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { Part } from "../things/page-head.tsx";
import { onDay } from "../things/titles.ts";

interface Properties {
  readonly words: string;
  readonly purpose: string | undefined;
}

export function FoundPeople({ words, purpose }: Properties) {
  const { t } = useTranslation("people-list");
  const query = { words, limit: 50, ...onDay(useKnownOn()) };
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/search", {
      query: purpose === undefined ? query : { ...query, names: "yes" as const },
      ...(purpose === undefined ? {} : { purpose }),
    }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { people } = data.value;
  if (people.total === 0) return <Empty title={t("find.none")}>{t("find.noneMore")}</Empty>;
  return (
    <Part title={t("title")} aside={t("count", { count: people.total })}>
      <ul className="lines">
        {people.items.map(({ id, name }) => (
          <li key={id}>
            <span className="what">
              <Link to="/people/$person" params={{ person: id }} preload={false}>
                {id}
              </Link>{" "}
              <bdi>{name === null ? "" : [name.givenName, name.familyName].filter(Boolean).join(" ")}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
