/** A session: when it is, until when what, and what is on its agenda. */
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AgendaItem, CouncilSession } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PageHead, Part } from "../things/page-head.tsx";
import { NoticeList } from "./notices-part.tsx";
import { useSaid } from "./said-in.ts";
import "./council.css";

export function SessionPage() {
  const { t } = useTranslation("council");
  const { body, session: id } = useParams({ from: "/council/bodies/$body/sessions/$session" });
  const asked = useQuery(
    asking("GET /api/v1/council/bodies/{body}/sessions/{session}", { params: { body, session: id } }),
  );
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Loading lines={8} />;
  const session = asked.data.value;
  return (
    <>
      <PageHead
        title={t("sessions.name", { session: id })}
        up={{ to: `/council/bodies/${encodeURIComponent(body)}` as "/", title: body }}
        sub={<SessionDays session={session} />}
      />
      <div className="columns">
        <div className="stack">
          <Part title={t("session.agenda")} aside={session.items.length}>
            {session.items.length === 0 ? (
              <Empty title={t("session.empty")}>{t("session.emptyMore")}</Empty>
            ) : (
              <ol className="council-list">
                {session.items.map((item) => (
                  <Item key={item.number} item={item} body={body} session={id} />
                ))}
              </ol>
            )}
          </Part>
        </div>
        <div className="stack">
          <Part title={t("session.last")}>
            {session.notices.length === 0 ? (
              <Text size="sm">{t("session.noneLast")}</Text>
            ) : (
              <NoticeList body={body} notices={session.notices} />
            )}
          </Part>
          {session.represented !== null && (
            <Part title={t("session.represented")} aside={session.represented.length}>
              <Text size="sm">{session.represented.join(", ") || t("session.nobodyNoted")}</Text>
            </Part>
          )}
        </div>
      </div>
    </>
  );
}

function SessionDays({
  session: { firstDay, lastDay, sort, access, when },
}: {
  readonly session: CouncilSession;
}) {
  const { t } = useTranslation("council");
  return (
    <>
      {firstDay !== null && <DayText day={firstDay} />}
      {lastDay !== null && lastDay !== firstDay && (
        <>
          {" – "}
          <DayText day={lastDay} />
        </>
      )}{" "}
      · {t(`sessions.sort.${sort}`)}
      {access !== null && ` · ${t(`levels.${access}`)}`} · {t(`sessions.when.${when}`)}
    </>
  );
}

function Item({
  item: { number, title, level, papers, motion },
  body,
  session,
}: {
  readonly item: AgendaItem;
  readonly body: string;
  readonly session: string;
}) {
  const { t } = useTranslation("council");
  const said = useSaid();
  return (
    <li>
      <div>
        <span className="council-number">{number}.</span>{" "}
        {motion === null ? (
          title
        ) : (
          <Link
            to="/council/bodies/$body/sessions/$session/items/$item"
            params={{ body, session, item: String(number) }}
          >
            {title}
          </Link>
        )}{" "}
        <span className="council-note">· {t(`levels.${level}`)}</span>
      </div>
      {motion !== null && (
        <Text size="sm">
          {t(`motion.states.${motion.state}`)}
          {motion.consequence !== null && `: ${said(motion.consequence.words)}`}
        </Text>
      )}
      {papers.map((paper) => (
        <Text size="sm" c="dimmed" key={paper.reference}>
          {t("session.paper", { reference: paper.reference, title: paper.title })} (
          {t(`levels.${paper.level}`)})
        </Text>
      ))}
    </li>
  );
}
