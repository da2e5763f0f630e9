/** One agreement: how it stands, until when, what stands under it, and what happened to it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Agreement, AgreementListed } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { AgreementsAxis } from "../now/agreements-axis.tsx";
import { DayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { Spans, useSpanText } from "../things/days.tsx";
import { Changes } from "../things/history.tsx";
import { Facts, PageHead, Part } from "../things/page-head.tsx";
import { Standing } from "../things/standing.tsx";
import { onDay, useInstitutes, useTitleOf } from "../things/titles.ts";
import { useAgreements } from "./all-agreements.ts";
import { useOtherwise } from "./deadline-text.ts";
import { branches } from "./family.ts";

export function AgreementPage() {
  const { t } = useTranslation("agreements");
  const { agreement: id } = useParams({ from: "/agreements/$agreement" });
  const query = onDay(useKnownOn());
  const asked = useQuery(asking("GET /api/v1/agreements/{id}", { params: { id }, query }));
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Loading lines={10} />;
  const agreement = asked.data.value;
  return (
    <>
      <PageHead
        title={agreement.title}
        up={{ to: "/agreements", title: t("title") }}
        sub={
          <>
            {agreement.kind} · {agreement.id} · <Standing standing={agreement.standing} />
          </>
        }
      >
        <Button
          variant="default"
          renderRoot={(rest) => <Link to="/studio" search={{ agreement: id } as never} {...rest} />}
        >
          {t("draft")}
        </Button>
      </PageHead>
      <div className="columns">
        <div className="stack">
          <DeadlinePart agreement={agreement} />
          <AxisPart agreement={agreement} />
          <FamilyPart agreement={agreement} />
          <HistoryPart id={id} />
        </div>
        <div className="stack">
          <AboutPart agreement={agreement} />
          <LimitsPart agreement={agreement} />
          <InstitutesPart agreement={agreement} />
        </div>
      </div>
    </>
  );
}

function DeadlinePart({ agreement: { deadline, endsBecause, inForce } }: { readonly agreement: Agreement }) {
  const { t } = useTranslation("agreements");
  const otherwise = useOtherwise();
  const titleOf = useTitleOf();
  const span = useSpanText();
  const lastDay = inForce.at(-1)?.lastDay;
  return (
    <Part title={t("deadline.title")}>
      {deadline === null ? (
        <p className="lead">
          {lastDay === undefined || lastDay === null ? t("deadline.never") : t("deadline.ended")}{" "}
          {lastDay !== undefined && lastDay !== null && <DayText day={lastDay} />}
          {endsBecause !== null && <> ({t(`because.${endsBecause}`)})</>}
        </p>
      ) : (
        <>
          <p className="lead">
            {deadline.lastDayForNotice === null ? (
              t("deadline.unbound")
            ) : (
              <>
                {t("deadline.notice")}{" "}
                <strong>
                  <DayText day={deadline.lastDayForNotice} />
                </strong>
                .
              </>
            )}{" "}
            {t("deadline.otherwise")} {otherwise(deadline)}.
          </p>
          <Facts
            facts={[
              [t("deadline.term"), span(deadline.term, "long")],
              [
                t("deadline.session"),
                deadline.session === null
                  ? undefined
                  : `${titleOf(deadline.session.body)} ${deadline.session.id}, ${span(deadline.session, "long")}`,
              ],
              [
                t("deadline.missed"),
                deadline.missed?.lastDayForNotice == null ? undefined : (
                  <DayText key="missed" day={deadline.missed.lastDayForNotice} />
                ),
              ],
            ]}
          />
        </>
      )}
    </Part>
  );
}

/** Its term, its day for notice and what stands under it on an axis of days, where it has an end or renews. */
function AxisPart({ agreement: { deadline, knownOn } }: { readonly agreement: Agreement }) {
  const { data } = useAgreements();
  if (data === undefined || deadline === null || deadline.otherwise.happens === "goes on") return null;
  return <AgreementsAxis deadlines={[deadline]} ended={[]} agreements={data} on={knownOn} />;
}

function AboutPart({ agreement }: { readonly agreement: Agreement }) {
  const { t } = useTranslation("agreements");
  const titleOf = useTitleOf();
  const span = useSpanText();
  const { parties, parent, experiments, inForce, term, renewal, noticePeriod, endsWith } = agreement;
  return (
    <Part title={t("about.title")}>
      <Facts
        facts={[
          [
            t("about.parties"),
            <ul key="parties" className="lines bare">
              {parties.map((party) => (
                <li key={party}>
                  <Link to="/agreements" search={{ party }} dir="auto">
                    {titleOf(party)}
                  </Link>
                </li>
              ))}
            </ul>,
          ],
          [t("about.inForce"), <Spans key="in force" days={inForce} />],
          [t("about.term"), term === null ? undefined : span(term)],
          [t("about.renewal"), t(renewal === "tacit" ? "about.tacit" : "about.none")],
          [t("about.notice"), noticePeriod === null ? undefined : durationText(t, noticePeriod)],
          [
            t("about.parent"),
            parent === null ? undefined : (
              <Link key="parent" to="/agreements/$agreement" params={{ agreement: parent }}>
                {parent}
              </Link>
            ),
          ],
          [
            t("about.endsWith"),
            endsWith === null || endsWith === parent ? undefined : (
              <Link key="end" to="/agreements/$agreement" params={{ agreement: endsWith }}>
                {endsWith}
              </Link>
            ),
          ],
          [
            t("about.experiments"),
            experiments.length === 0
              ? undefined
              : experiments.map((experiment) => (
                  <Link
                    key={experiment}
                    to="/experiments/$experiment"
                    params={{ experiment }}
                    className="tag"
                  >
                    {experiment}
                  </Link>
                )),
          ],
        ]}
      />
    </Part>
  );
}

type T = ReturnType<typeof useTranslation>["t"];

/** `6 months` in the reader's language; durations are written in years, months and days. */
function durationText(t: T, duration: string): string {
  return duration
    .split("+")
    .map((part) => {
      const [, count, unit] = /^\s*(\d+) (year|month|day)s?\s*$/.exec(part) ?? [];
      return unit === undefined ? part : t(`duration.${unit}`, { count: Number(count) });
    })
    .join(" + ");
}

function LimitsPart({ agreement }: { readonly agreement: Agreement }) {
  const { t } = useTranslation("agreements");
  const { suspended, closedToNewcomers, restrictions, lateNotices } = agreement;
  const titleOf = useTitleOf();
  if (suspended.length + closedToNewcomers.length + restrictions.length + lateNotices.length === 0)
    return null;
  return (
    <Part title={t("limits.title")}>
      <Facts
        facts={[
          [t("limits.suspended"), suspended.length === 0 ? undefined : <Spans key="s" days={suspended} />],
          [
            t("limits.closed"),
            closedToNewcomers.length === 0 ? undefined : <Spans key="c" days={closedToNewcomers} />,
          ],
          ...restrictions.map(
            ({ restriction, days }) => [restriction, <Spans key={restriction} days={days} />] as const,
          ),
          ...lateNotices.map(
            ({ given, party }) =>
              [
                t("limits.late"),
                <>
                  {given !== null && <DayText day={given} style="short" />}
                  {party !== null && `, ${titleOf(party)}`}
                </>,
              ] as const,
          ),
        ]}
      />
    </Part>
  );
}

/** What stands under it, and it under what. */
function FamilyPart({ agreement }: { readonly agreement: Agreement }) {
  const { t } = useTranslation("agreements");
  const { data } = useAgreements();
  const all = branches(data ?? []);
  const at = all.findIndex((branch) => branch.agreement.id === agreement.id);
  const own = all[at];
  if (data === undefined)
    return (
      <Part title={t("family.title")}>
        <Loading lines={3} />
      </Part>
    );
  if (own === undefined || (own.below === 0 && agreement.parent === null)) return null;
  const ancestors: AgreementListed[] = [];
  for (let parent = agreement.parent; parent !== null && ancestors.length < 9; ) {
    const found = data.find(({ id }) => id === parent);
    if (found === undefined) break;
    ancestors.unshift(found);
    parent = found.parent;
  }
  const rows = [
    ...ancestors.map((one, depth) => ({ agreement: one, depth })),
    ...all
      .slice(at, at + own.below + 1)
      .map((branch) => ({ agreement: branch.agreement, depth: branch.depth - own.depth + ancestors.length })),
  ];
  return (
    <Part title={t("family.title")} aside={t("family.count", { count: own.below })}>
      <ul className="lines">
        {rows.map((row) => (
          <li key={row.agreement.id}>
            <span className="what" style={{ paddingInlineStart: row.depth * 18 }}>
              {row.agreement.id === agreement.id ? (
                <strong dir="auto">{row.agreement.title}</strong>
              ) : (
                <Link to="/agreements/$agreement" params={{ agreement: row.agreement.id }} dir="auto">
                  {row.agreement.title}
                </Link>
              )}{" "}
              <span className="quiet">{row.agreement.kind}</span>
            </span>
            <span className="when">
              <Standing standing={row.agreement.standing} /> <Spans days={row.agreement.inForce} />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function HistoryPart({ id }: { readonly id: string }) {
  const { t } = useTranslation("agreements");
  const query = { agreement: id, limit: 200, ...onDay(useKnownOn()) };
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

/** The institutes that work here by the agreement of one of its parties. */
function InstitutesPart({ agreement: { parties } }: { readonly agreement: Agreement }) {
  const { t } = useTranslation("agreements");
  const titleOf = useTitleOf();
  const { data } = useInstitutes();
  const governing = parties
    .map((party) => ({ party, count: (data ?? []).filter(({ governedBy }) => governedBy === party).length }))
    .filter(({ count }) => count > 0);
  if (governing.length === 0) return null;
  return (
    <Part title={t("institutes.title")}>
      <ul className="lines">
        {governing.map(({ party, count }) => (
          <li key={party}>
            <Link to="/institutes" search={{ governedBy: party }} className="what" dir="auto">
              {titleOf(party)}
            </Link>
            <span className="figures">{count}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
