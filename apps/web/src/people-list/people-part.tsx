/** The people of an institute or an experiment, as far as the reader may see them: how many, the first of them, and the way to all. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { usePurpose } from "../pieces/purpose.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { useMe } from "../shell/me.ts";
import { Part } from "../things/page-head.tsx";
import { onDay } from "../things/titles.ts";

const FIRST = 12;

export function PeoplePart({ filter }: { readonly filter: { institute: string } | { experiment: string } }) {
  const { t } = useTranslation("people-list");
  const me = useMe();
  const query = { ...filter, ...onDay(useKnownOn()), limit: FIRST };
  const purpose = usePurpose().with;
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/people", { query, ...purpose }),
    enabled: me.account !== null,
  });
  const found = data?.value;
  return (
    <Part
      title={t("title")}
      aside={found === undefined || found.total === 0 ? undefined : t("part.total", { count: found.total })}
    >
      {me.isKnown && me.account === null ? (
        <p className="quiet">
          {t("part.signIn")}{" "}
          <a href={`/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`}>
            {t("part.toSignIn")}
          </a>
        </p>
      ) : error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : found === undefined ? (
        <Loading lines={3} />
      ) : found.total === 0 ? (
        <Empty title={t("part.none")}>{t("part.noneMore")}</Empty>
      ) : (
        <>
          <ul className="people-chips">
            {found.people.map(({ id }) => (
              <li key={id}>
                <Link to="/people/$person" params={{ person: id }}>
                  {id}
                </Link>
              </li>
            ))}
          </ul>
          {found.total > FIRST && (
            <p className="quiet">
              <Link to="/people" search={filter}>
                {t("part.all", { count: found.total })}
              </Link>
            </p>
          )}
        </>
      )}
    </Part>
  );
}
