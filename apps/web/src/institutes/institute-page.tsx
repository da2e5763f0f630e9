/** One institute: where it sits, by which agreements its people work here, its teams, its people, its history. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAgreements } from "../agreements/all-agreements.ts";
import type { Institute } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { PeoplePart } from "../people-list/people-part.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { Spans } from "../things/days.tsx";
import { Changes } from "../things/history.tsx";
import { Facts, PageHead, Part } from "../things/page-head.tsx";
import { Standing } from "../things/standing.tsx";
import { onDay, useTitleOf } from "../things/titles.ts";

export function InstitutePage() {
  const { t } = useTranslation("institutes");
  const { institute: id } = useParams({ from: "/institutes/$institute" });
  const query = onDay(useKnownOn());
  const titleOf = useTitleOf();
  const asked = useQuery(asking("GET /api/v1/institutes/{id}", { params: { id }, query }));
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Loading lines={10} />;
  const institute = asked.data.value;
  const place = [institute.city, titleOf(institute.seat)].filter(Boolean).join(", ");
  return (
    <>
      <PageHead
        title={institute.title}
        up={{ to: "/institutes", title: t("title") }}
        sub={`${institute.kind} · ${place}`}
      />
      <div className="columns">
        <div className="stack">
          <CoverPart institute={institute} />
          <PeoplePart filter={{ institute: id }} />
          <HistoryPart id={id} />
        </div>
        <div className="stack">
          <AboutPart institute={institute} />
          <TeamsPart institute={institute} />
        </div>
      </div>
    </>
  );
}

/** The agreements of the party that governs it, those above all under which nothing else stands. */
function CoverPart({ institute: { governedBy } }: { readonly institute: Institute }) {
  const { t } = useTranslation("institutes");
  const titleOf = useTitleOf();
  const { data, error, refetch } = useAgreements({ party: governedBy });
  const top = (data ?? []).filter(({ parent }) => parent === null);
  const below = (data ?? []).length - top.length;
  return (
    <Part title={t("cover.title")} aside={t("cover.of", { party: titleOf(governedBy) })}>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.length === 0 ? (
        <Empty title={t("cover.none")}>{t("cover.noneMore")}</Empty>
      ) : (
        <>
          <ul className="lines">
            {top.map(({ id, title, standing, inForce }) => (
              <li key={id}>
                <Link to="/agreements/$agreement" params={{ agreement: id }} className="what" dir="auto">
                  {title}
                </Link>
                <span className="when">
                  <Standing standing={standing} /> <Spans days={inForce} />
                </span>
              </li>
            ))}
          </ul>
          {below > 0 && (
            <p className="quiet">
              <Link to="/agreements" search={{ party: governedBy }}>
                {t("cover.below", { count: below })}
              </Link>
            </p>
          )}
        </>
      )}
    </Part>
  );
}

function AboutPart({ institute }: { readonly institute: Institute }) {
  const { t } = useTranslation("institutes");
  const titleOf = useTitleOf();
  const { id, ror, seats, governments, governedBy } = institute;
  return (
    <Part title={t("about.title")}>
      <Facts
        facts={[
          [
            t("about.governedBy"),
            <Link key="party" to="/agreements" search={{ party: governedBy }} dir="auto">
              {titleOf(governedBy)}
            </Link>,
          ],
          [
            t("about.was"),
            governments.length < 2
              ? undefined
              : governments.map((tie) => (
                  <div key={tie.id}>
                    {titleOf(tie.id)}: <Spans days={tie.days} />
                  </div>
                )),
          ],
          [
            t("about.seat"),
            seats.map((tie) => (
              <div key={tie.id}>
                {titleOf(tie.id)}{" "}
                <span className="quiet">
                  <Spans days={tie.days} />
                </span>
              </div>
            )),
          ],
          [
            t("about.ror"),
            ror === null ? undefined : (
              <a key="ror" href={`https://ror.org/${ror}`} rel="noreferrer">
                {ror}
              </a>
            ),
          ],
          [t("about.id"), id],
        ]}
      />
    </Part>
  );
}

function TeamsPart({ institute: { teams } }: { readonly institute: Institute }) {
  const { t } = useTranslation("institutes");
  return (
    <Part title={t("teams.title")}>
      {teams.length === 0 ? (
        <Empty title={t("teams.none")} />
      ) : (
        <ul className="lines">
          {teams.map(({ id, days }) => (
            <li key={id}>
              <Link to="/experiments/$experiment" params={{ experiment: id }} className="what">
                {id}
              </Link>
              <span className="when">
                <Spans days={days} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function HistoryPart({ id }: { readonly id: string }) {
  const { t } = useTranslation("institutes");
  const query = { institute: id, limit: 200, ...onDay(useKnownOn()) };
  const { data, error, refetch } = useQuery(asking("GET /api/v1/changes", { query }));
  return (
    <Part title={t("history.title")} aside={t("history.more")}>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.value.changes.length === 0 ? (
        <Empty title={t("history.none")} />
      ) : (
        <Changes changes={data.value.changes} of={id} />
      )}
    </Part>
  );
}
