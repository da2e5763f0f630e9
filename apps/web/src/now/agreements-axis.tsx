/** The agreements that have an end, on an axis of days: terms, days for notice, sessions, what stands under them. */
import { type Day, day } from "@comity/calendar";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementListed } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { AXIS_HEIGHT, TimeAxis, useWidth } from "../pieces/time-axis.tsx";
import { type TimeScale, timeScale } from "../pieces/time-scale.ts";
import "./now.css";
import { type AxisRow, axisRows, axisWindow, type Due } from "./axis-rows.ts";

const ROW = 30;
const BAR = 16;

interface Properties {
  readonly deadlines: readonly Due[];
  readonly ended: readonly Due[];
  readonly agreements: readonly AgreementListed[];
  /** The day on which one looks. */
  readonly on: string;
}

export function AgreementsAxis({ deadlines, ended, agreements, on }: Properties) {
  const { t } = useTranslation("now");
  const dayText = useDayText();
  const [ref, width] = useWidth();
  const rows = useMemo(() => axisRows(deadlines, ended, agreements, on), [deadlines, ended, agreements, on]);
  const names = width < 600 ? 0 : Math.min(290, width * 0.32);
  const scale = useMemo(() => {
    const [from, to] = axisWindow(rows, on);
    return timeScale(from, to, names, Math.max(width - 4, names + 60));
  }, [rows, on, names, width]);
  const rowHeight = names === 0 ? ROW + 18 : ROW;
  const height = AXIS_HEIGHT + rows.length * rowHeight + 6;
  const first = deadlines.find(({ lastDayForNotice }) => lastDayForNotice !== null);
  const says =
    first?.lastDayForNotice == null
      ? t("axis.saysNone", { count: rows.length })
      : t("axis.says", {
          count: rows.length,
          title: first.title,
          day: dayText(first.lastDayForNotice),
        });
  return (
    <Pictured
      title={t("axis.title")}
      says={says}
      beside={<Key />}
      table={() => ({
        columns: ["agreement", "firstDay", "lastDay", "notice", "session"].map((name) => ({
          title: t(`axis.columns.${name}`),
        })),
        rows: rows.map(({ id, title, below, firstDay, lastDay, due }) =>
          [
            below === 0 ? title : t("axis.below", { count: below }),
            firstDay === null ? "" : dayText(firstDay),
            lastDay === null ? t("axis.noEnd") : dayText(lastDay),
            due?.lastDayForNotice == null ? "" : dayText(due.lastDayForNotice),
            due?.session?.firstDay == null ? "" : `${dayText(due.session.firstDay)} (${due.session.id})`,
            id,
          ].slice(0, 5),
        ),
      })}
    >
      {(label) => (
        <div ref={ref} className="axis" style={{ height }}>
          {width > 0 && (
            <>
              {/* biome-ignore lint/a11y/noSvgWithoutTitle: the label says what it shows */}
              <svg width={width} height={height} {...label}>
                <TimeAxis scale={scale} height={height} />
                <g className="axis-now" transform={`translate(${scale.x(day(on))} 0)`}>
                  <line y1={AXIS_HEIGHT} y2={height} />
                </g>
                {rows.map((row, at) => (
                  <g
                    key={row.id}
                    transform={`translate(0 ${AXIS_HEIGHT + at * rowHeight + (rowHeight - ROW)})`}
                  >
                    <Bar row={row} scale={scale} />
                  </g>
                ))}
              </svg>
              <ol className="axis-names">
                {rows.map(({ id, title, below, due }, at) => (
                  <li
                    key={id}
                    style={{
                      top: AXIS_HEIGHT + at * rowHeight,
                      height: names === 0 ? 18 : rowHeight,
                      width: names === 0 ? width : names - 12,
                    }}
                  >
                    {below > 0 || due === undefined ? (
                      <span className="axis-below">{t("axis.below", { count: below })}</span>
                    ) : (
                      <Link to="/agreements/$agreement" params={{ agreement: id }} title={title} dir="auto">
                        {title}
                      </Link>
                    )}
                  </li>
                ))}
              </ol>
            </>
          )}
        </div>
      )}
    </Pictured>
  );
}

function Bar({ row, scale }: { readonly row: AxisRow; readonly scale: TimeScale }) {
  const { below, firstDay, lastDay, hasEnded, suspended, due } = row;
  const from = scale.x(firstDay === null ? scale.from : day(firstDay));
  const to = scale.x(lastDay === null ? scale.to : ((day(lastDay) + 1) as Day));
  const height = below > 0 ? BAR - 6 : BAR;
  const top = (ROW - height) / 2;
  const kind = hasEnded ? "ended" : below > 0 ? "below" : "stands";
  const termEnd = due?.term.lastDay ?? null;
  const notice = due?.lastDayForNotice ?? null;
  const session = due?.session?.firstDay ?? null;
  return (
    <>
      <rect
        className={`axis-bar ${kind}`}
        x={from}
        y={top}
        width={Math.max(2, to - from)}
        height={height}
        rx={2}
      />
      {suspended.map((one) => {
        const start = scale.x(one.firstDay === null ? scale.from : day(one.firstDay));
        const end = scale.x(one.lastDay === null ? scale.to : ((day(one.lastDay) + 1) as Day));
        return (
          <rect
            key={start}
            className="axis-rest"
            x={start}
            y={ROW / 2 - 1.5}
            width={Math.max(0, end - start)}
            height={3}
          />
        );
      })}
      {termEnd !== null && !hasEnded && (
        <line
          className="axis-term"
          x1={scale.x((day(termEnd) + 1) as Day)}
          x2={scale.x((day(termEnd) + 1) as Day)}
          y1={top - 2}
          y2={top + height + 2}
        />
      )}
      {notice !== null && <Diamond x={scale.x(day(notice))} />}
      {session !== null && <circle className="axis-session" cx={scale.x(day(session))} cy={ROW / 2} r={4} />}
      <EndText row={row} scale={scale} from={from} to={to} />
    </>
  );
}

const Diamond = ({ x }: { readonly x: number }) => (
  <path className="axis-notice" d={`M${x} ${ROW / 2 - 6}l6 6l-6 6l-6 -6z`} />
);

/** So wide a sentence may be, in pixels a letter. */
const LETTER = 6.3;

/** What happens at the bar's end, in the bar where it has room, else behind it. */
function EndText({
  row: { below, due, hasEnded, lastDay },
  scale,
  from,
  to,
}: {
  readonly row: AxisRow;
  readonly scale: TimeScale;
  readonly from: number;
  readonly to: number;
}) {
  const { t } = useTranslation("now");
  const dayText = useDayText();
  if (below > 0 || due === undefined) return null;
  const { otherwise } = due;
  const text =
    lastDay !== null
      ? t(hasEnded ? "axis.ended" : "axis.ends", { day: dayText(lastDay, "short") })
      : otherwise.happens === "renews" && otherwise.on !== null
        ? t("axis.renews", { day: dayText(otherwise.on, "short") })
        : "";
  const width = text.length * LETTER;
  if (to + width + 8 < scale.right)
    return (
      <text className="axis-text" x={to + 8} y={ROW / 2 + 4}>
        {text}
      </text>
    );
  // Its marks stand before the end of the term: the sentence comes behind them.
  const marks = due.term.lastDay === null ? from : scale.x((day(due.term.lastDay) + 1) as Day);
  if (to - marks < width + 16) return null;
  return (
    <text className="axis-text inside" x={to - 8} y={ROW / 2 + 4} textAnchor="end">
      {text}
    </text>
  );
}

function Key() {
  const { t } = useTranslation("now");
  return (
    <span className="axis-key" aria-hidden="true">
      <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12">
        <path className="axis-notice" d="M6 0l6 6l-6 6l-6 -6z" />
      </svg>
      {t("axis.key.notice")}
      <svg aria-hidden="true" width="10" height="12" viewBox="0 0 10 12">
        <circle className="axis-session" cx="5" cy="6" r="4" />
      </svg>
      {t("axis.key.session")}
      <svg aria-hidden="true" width="6" height="14" viewBox="0 0 6 14">
        <line className="axis-term" x1="3" x2="3" y1="0" y2="14" />
      </svg>
      {t("axis.key.term")}
    </span>
  );
}
