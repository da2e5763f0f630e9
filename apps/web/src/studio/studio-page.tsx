/** The decision studio: agreements from which a draft begins. */
import { type Day, day } from "@comity/calendar";
import { Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementListed } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { AXIS_HEIGHT, TimeAxis, useWidth } from "../pieces/time-axis.tsx";
import { timeScale, windowAround } from "../pieces/time-scale.ts";
import { useKnownOn } from "../shell/known-on.tsx";

const ROW = 22;

export function StudioPage() {
  const { t } = useTranslation("studio");
  const knownOn = useKnownOn();
  const query = { limit: 500, kind: "ICA", ...(knownOn === undefined ? {} : { knownOn }) };
  const { data, error } = useQuery(asking("GET /api/v1/agreements", { query }));
  return (
    <Stack>
      <Title order={1}>{t("title")}</Title>
      {error !== null && <Refusal error={error} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <Agreements on={data.value.on} agreements={data.value.agreements} />}
    </Stack>
  );
}

function Agreements(shown: { readonly on: string; readonly agreements: readonly AgreementListed[] }) {
  const { t } = useTranslation("studio");
  const dayText = useDayText();
  const { agreements, on } = shown;
  const [ref, width] = useWidth();
  const scale = useMemo(() => {
    const [from, to] = windowAround(day(on), day(on), 36, 36);
    return timeScale(from, to, Math.min(320, width / 2), width - 8);
  }, [on, width]);
  const height = AXIS_HEIGHT + agreements.length * ROW;
  const x = (text: string | null, open: Day): number => scale.x(text === null ? open : day(text));
  return (
    <Pictured
      title={t("agreements.title")}
      says={t("agreements.says", { count: agreements.length })}
      table={() => ({
        columns: ["agreement", "firstDay", "lastDay"].map((name) => ({ title: t(`agreements.${name}`) })),
        rows: agreements.flatMap(({ id, title, inForce }) =>
          inForce.map(({ firstDay, lastDay }) => [
            `${title} (${id})`,
            firstDay === null ? "" : dayText(firstDay),
            lastDay === null ? t("agreements.open") : dayText(lastDay),
          ]),
        ),
      })}
    >
      {(label) => (
        <div ref={ref}>
          <svg width={width} height={height} role={label.role} aria-label={label["aria-label"]}>
            <TimeAxis scale={scale} height={height} />
            {agreements.map(({ id, title, inForce }, row) => (
              <g key={id} transform={`translate(0 ${AXIS_HEIGHT + row * ROW})`}>
                <text className="row-name" y={ROW / 2 + 4}>
                  {title}
                </text>
                {inForce.map(({ firstDay, lastDay }) => (
                  <rect
                    key={firstDay}
                    className="stands"
                    x={x(firstDay, scale.from)}
                    width={Math.max(1, x(lastDay, scale.to) - x(firstDay, scale.from))}
                    y={4}
                    height={ROW - 8}
                    rx={2}
                  />
                ))}
              </g>
            ))}
          </svg>
        </div>
      )}
    </Pictured>
  );
}
