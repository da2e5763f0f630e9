/** A body's sessions: those to come first, then the latest. */
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { Part } from "../things/page-head.tsx";

const FEW = 8;

export function SessionsPart({ body }: { readonly body: string }) {
  const { t } = useTranslation("council");
  const [isAll, showAll] = useState(false);
  const asked = useQuery(asking("GET /api/v1/council/bodies/{body}/sessions", { params: { body } }));
  const sessions = [...(asked.data?.value.sessions ?? [])].reverse();
  const shown = isAll ? sessions : sessions.slice(0, FEW);
  return (
    <Part title={t("sessions.title")} aside={sessions.length}>
      {asked.error !== null && <Refusal error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && asked.error === null && <Loading lines={3} />}
      {asked.data !== undefined && sessions.length === 0 && <Text size="sm">{t("sessions.none")}</Text>}
      <ul className="council-list">
        {shown.map(({ session, sort, access, firstDay, lastDay, when }) => (
          <li key={session}>
            <Link to="/council/bodies/$body/sessions/$session" params={{ body, session }}>
              {t("sessions.name", { session })}
            </Link>
            <Text size="sm" c="dimmed">
              {firstDay !== null && <DayText day={firstDay} style="short" />}
              {lastDay !== null && lastDay !== firstDay && (
                <>
                  {" – "}
                  <DayText day={lastDay} style="short" />
                </>
              )}{" "}
              · {t(`sessions.sort.${sort}`)}
              {access !== null && ` · ${t(`levels.${access}`)}`} · {t(`sessions.when.${when}`)}
            </Text>
          </li>
        ))}
      </ul>
      {shown.length < sessions.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => showAll(true)}>
          {t("sessions.all", { count: sessions.length })}
        </Button>
      )}
    </Part>
  );
}
