/** The agreements that have an end, on an axis of days: terms, days for notice, sessions, what stands under them. */
import { type Day, day } from "@comity/calendar";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementListed } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { AXIS_HEIGHT, TimeAxis, useWidth } from "../pieces/time-axis.tsx";
import { type TimeScale, timeScale } from "../pieces/time-scale.ts";
import "./now.css";
import {
  type AxisRow,
  axisRows,
  axisWindow,
  CHILDREN_AT_ONCE,
  type Due,
  type Unfolded,
} from "./axis-rows.ts";

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
  const [unfolded, setUnfolded] = useState<Unfolded>(new Map());
  const folded = useMemo(
    () => axisRows(deadlines, ended, agreements, on),
    [deadlines, ended, agreements, on],
  );
  const rows = useMemo(
    () => axisRows(deadlines, ended, agreements, on, unfolded),
    [deadlines, ended, agreements, on, unfolded],
  );
  const unfold = (agreement: string, drawn: number): void =>
    setUnfolded(new Map(unfolded).set(agreement, drawn));
  const nameOf = (row: AxisRow) => (
    <RowName row={row} drawn={unfolded.get(row.agreement) ?? 0} unfold={unfold} />
  );
  const names = width < 600 ? 0 : Math.min(290, width * 0.32);
  const scale = useMemo(() => {
    // The days stay where they are while one unfolds.
    const [from, to] = axisWindow(folded, on);
    return timeScale(from, to, names, Math.max(width - 4, names + 60));
  }, [folded, on, names, width]);
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
        rows: rows.map((row) => {
          const { kind, title, firstDay, lastDay, due } = row;
          if (kind === "fold" || kind === "more") return [nameOf(row), "", "", "", ""];
          return [
            kind === "child" ? nameOf(row) : title,
            firstDay === null ? "" : dayText(firstDay),
            lastDay === null ? t("axis.noEnd") : dayText(lastDay),
            due?.lastDayForNotice == null ? "" : dayText(due.lastDayForNotice),
            due?.session?.firstDay == null ? "" : `${dayText(due.session.firstDay)} (${due.session.id})`,
          ];
        }),
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
                    key={row.key}
                    transform={`translate(0 ${AXIS_HEIGHT + at * rowHeight + (rowHeight - ROW)})`}
                  >
                    <Bar row={row} scale={scale} />
                  </g>
                ))}
              </svg>
              <ol className="axis-names">
                {rows.map((row, at) => (
                  <li
                    key={row.key}
                    style={{
                      top: AXIS_HEIGHT + at * rowHeight,
                      height: names === 0 ? 18 : rowHeight,
                      width: names === 0 ? width : names - 12,
                    }}
                  >
                    {nameOf(row)}
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

interface NameProperties {
  readonly row: AxisRow;
  /** How many children are drawn under it. */
  readonly drawn: number;
  readonly unfold: (agreement: string, drawn: number) => void;
}

/** What a row is called: the agreement as a link, or the button that draws what stands under it. */
function RowName({ row: { kind, agreement, title, depth, count, isOpen }, drawn, unfold }: NameProperties) {
  const { t } = useTranslation("now");
  if (kind === "top" || kind === "child")
    return (
      <Link
        to="/agreements/$agreement"
        params={{ agreement }}
        title={title}
        dir="auto"
        {...(kind === "child" && {
          className: "axis-child",
          style: { paddingInlineStart: 14 + 12 * Math.min(depth, DEEPEST) },
        })}
      >
        {title}
      </Link>
    );
  const text = t(kind === "fold" ? "axis.below" : "axis.more", { count });
  return (
    <button
      type="button"
      className="axis-fold"
      aria-label={`${text}: ${title}`}
      {...(kind === "fold" && { "aria-expanded": isOpen })}
      onClick={() => unfold(agreement, isOpen ? 0 : drawn + CHILDREN_AT_ONCE)}
    >
      <span aria-hidden="true">{kind === "more" ? "+" : isOpen ? "▾" : "▸"}</span> {text}
    </button>
  );
}

/** Names of children are set in by so many levels at most. */
const DEEPEST = 4;

function Bar({ row, scale }: { readonly row: AxisRow; readonly scale: TimeScale }) {
  const { kind, isOpen, firstDay, lastDay, hasEnded, suspended, due } = row;
  // Where its children are drawn, each has its own bar.
  if (kind === "more" || isOpen) return null;
  const from = scale.x(firstDay === null ? scale.from : day(firstDay));
  const to = scale.x(lastDay === null ? scale.to : ((day(lastDay) + 1) as Day));
  const height = kind === "top" ? BAR : BAR - 6;
  const top = (ROW - height) / 2;
  const look = hasEnded ? "ended" : kind === "top" ? "stands" : "below";
  const termEnd = due?.term.lastDay ?? null;
  const notice = due?.lastDayForNotice ?? null;
  const session = due?.session?.firstDay ?? null;
  return (
    <>
      <rect
        className={`axis-bar ${look}`}
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
  row: { kind, due, hasEnded, lastDay },
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
  if (kind === "fold") return null;
  const otherwise = due?.otherwise;
  const text =
    lastDay !== null
      ? t(hasEnded ? "axis.ended" : "axis.ends", { day: dayText(lastDay, "short") })
      : otherwise?.happens === "renews" && otherwise.on !== null
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
  const marks = due?.term.lastDay == null ? from : scale.x((day(due.term.lastDay) + 1) as Day);
  // A child's bar is too low and too pale for letters.
  if (kind === "child" || to - marks < width + 16) return null;
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
