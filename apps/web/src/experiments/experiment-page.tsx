/** One experiment: the institutes with teams in it, its agreements, its people, its history. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAgreements } from "../agreements/all-agreements.ts";
import type { Experiment } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { PeoplePart } from "../people-list/people-part.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { holdsOn, today } from "../things/days.tsx";
import { Changes } from "../things/history.tsx";
import { PageHead, Part } from "../things/page-head.tsx";
import { Standing } from "../things/standing.tsx";
import { onDay, useInstitutes, useParties } from "../things/titles.ts";
import { useMore } from "../things/use-more.tsx";

export function ExperimentPage() {
  const { t } = useTranslation("experiments");
  const { experiment: id } = useParams({ from: "/experiments/$experiment" });
  const query = onDay(useKnownOn());
  const asked = useQuery(asking("GET /api/v1/experiments/{id}", { params: { id }, query }));
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Loading lines={10} />;
  const experiment = asked.data.value;
  return (
    <>
      <PageHead
        title={experiment.title}
        up={{ to: "/experiments", title: t("title") }}
        sub={experiment.id === experiment.title ? undefined : experiment.id}
      />
      <div className="columns">
        <div className="stack">
          <TeamsPart experiment={experiment} />
          <PeoplePart filter={{ experiment: id }} />
        </div>
        <div className="stack">
          <AgreementsPart id={id} />
          <HistoryPart id={id} />
        </div>
      </div>
    </>
  );
}

/** Institutes by the state in which they sit. */
function TeamsPart({ experiment: { teams, knownOn } }: { readonly experiment: Experiment }) {
  const { t } = useTranslation("experiments");
  const { data } = useInstitutes();
  const parties = useParties();
  const on = useKnownOn() ?? knownOn ?? today();
  const now = teams.filter(({ days }) => days.some((one) => holdsOn(one, on)));
  const institutes = new Map((data ?? []).map((one) => [one.id, one]));
  const bySeat = new Map<string, string[]>();
  for (const { id } of now) {
    const seat = institutes.get(id)?.seat ?? "";
    bySeat.set(seat, [...(bySeat.get(seat) ?? []), id]);
  }
  const seats = [...bySeat]
    .map(([seat, ids]) => ({ seat, title: parties.get(seat)?.title ?? seat, ids }))
    .sort((a, b) => b.ids.length - a.ids.length || a.title.localeCompare(b.title));
  const { shown, more } = useMore(seats, 10);
  const most = seats[0]?.ids.length ?? 1;
  return (
    <Part title={t("teams.title")} aside={t("teams.count", { count: now.length, states: seats.length })}>
      {teams.length === 0 ? (
        <Empty title={t("teams.none")} />
      ) : (
        <>
          <ul className="lines">
            {shown.map(({ seat, title, ids }) => (
              <li key={seat} className="bars">
                <details>
                  <summary>
                    <span className="bar-name" dir="auto">
                      {title}
                    </span>
                    <span className="bar" aria-hidden="true">
                      <span style={{ width: `${(100 * ids.length) / most}%` }} />
                    </span>
                    <span className="figures">{ids.length}</span>
                  </summary>
                  <ul className="lines within">
                    {ids.map((id) => (
                      <li key={id}>
                        <Link to="/institutes/$institute" params={{ institute: id }} dir="auto">
                          {institutes.get(id)?.title ?? id}
                        </Link>
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
          {more}
        </>
      )}
    </Part>
  );
}

function AgreementsPart({ id }: { readonly id: string }) {
  const { t } = useTranslation("experiments");
  const { data, error, refetch } = useAgreements({ experiment: id });
  const { shown, more } = useMore(data ?? [], 12);
  return (
    <Part title={t("agreements.title")} aside={data === undefined ? undefined : data.length}>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.length === 0 ? (
        <Empty title={t("agreements.none")} />
      ) : (
        <>
          <ul className="lines">
            {shown.map((agreement) => (
              <li key={agreement.id}>
                <Link
                  to="/agreements/$agreement"
                  params={{ agreement: agreement.id }}
                  className="what"
                  dir="auto"
                >
                  {agreement.title}
                </Link>
                <span className="when">
                  <Standing standing={agreement.standing} />
                </span>
              </li>
            ))}
          </ul>
          {more}
        </>
      )}
    </Part>
  );
}

function HistoryPart({ id }: { readonly id: string }) {
  const { t } = useTranslation("experiments");
  const query = { experiment: id, limit: 500, ...onDay(useKnownOn()) };
  const { data, error, refetch } = useQuery(asking("GET /api/v1/changes", { query }));
  const { shown, more } = useMore(data?.value.changes ?? [], 12);
  return (
    <Part title={t("history.title")}>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.value.changes.length === 0 ? (
        <Empty title={t("history.none")} />
      ) : (
        <>
          <Changes changes={shown} of={id} />
          {more}
        </>
      )}
    </Part>
  );
}
