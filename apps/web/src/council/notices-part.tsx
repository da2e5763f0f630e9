/** Until when a body can still give notice, and which of its sessions is the last one before. */
import { Badge, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NoticeWarning } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { Part } from "../things/page-head.tsx";
import { onDay } from "../things/titles.ts";
import { useSaid } from "./said-in.ts";

export function NoticesPart({ body }: { readonly body: string }) {
  const { t } = useTranslation("council");
  const query = onDay(useKnownOn());
  const asked = useQuery(asking("GET /api/v1/council/bodies/{body}/notices", { params: { body }, query }));
  const notices = asked.data?.value.notices;
  return (
    <Part title={t("notices.title")}>
      {asked.error !== null && <Refusal error={asked.error} again={() => void asked.refetch()} />}
      {notices === undefined && asked.error === null && <Loading lines={3} />}
      {notices?.length === 0 && <Text size="sm">{t("notices.none")}</Text>}
      {notices !== undefined && <NoticeList body={body} notices={notices} />}
    </Part>
  );
}

/** Notices, the nearest first. */
export function NoticeList({
  body,
  notices,
}: {
  readonly body: string;
  readonly notices: readonly NoticeWarning[];
}) {
  const { t } = useTranslation("council");
  const said = useSaid();
  return (
    <ul className="council-list">
      {notices.map(({ agreement, title, lastDayForNotice, daysLeft, urgency, words, onAgenda }) => (
        <li key={agreement} data-urgent={urgency === "time" ? undefined : true}>
          <div>
            <Link to="/agreements/$agreement" params={{ agreement }}>
              {title}
            </Link>{" "}
            {urgency !== "time" && (
              <Badge variant="outline" color="gray" size="sm" className="council-badge">
                {t(`notices.urgency.${urgency}`)}
              </Badge>
            )}
          </div>
          <Text size="sm">
            <DayText day={lastDayForNotice} /> · {t("notices.left", { count: daysLeft })}
          </Text>
          <Text size="sm" c="dimmed">
            {said(words, true)}.
          </Text>
          {onAgenda.map(({ session, item }) => (
            <Text size="sm" key={`${session} ${item}`}>
              <Link
                to="/council/bodies/$body/sessions/$session/items/$item"
                params={{ body, session, item: String(item) }}
              >
                {t("notices.onAgenda", { session, item })}
              </Link>
            </Text>
          ))}
        </li>
      ))}
    </ul>
  );
}
