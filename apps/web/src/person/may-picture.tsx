/** Entitlements on a line of days: a bar for each stretch, and beside it until when. A line that is chosen says why. */
import { type Day, day as dayOf } from "@comity/calendar";
import { useTranslation } from "react-i18next";
import type { HeldEntitlement } from "../api/generated/routes.ts";
import { Said, useSaid } from "../phrases/said.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { plainSentence } from "../pieces/proof-tree.tsx";
import { Empty } from "../pieces/states.tsx";
import { AXIS_HEIGHT, TimeAxis, useWidth } from "../pieces/time-axis.tsx";
import { type TimeScale, timeScale } from "../pieces/time-scale.ts";
import { holdsOn, keyOf, stretchOn, windowOf } from "./held.ts";

/** Below this width the label stands above its bar. */
const NARROW = 620;
const ROW = { wide: 40, narrow: 58 } as const;
const BAR = 12;
const LABELS = 290;
const ENDS = 150;

interface Properties {
  readonly entitlements: readonly HeldEntitlement[];
  /** The day shown: that known on, or today. */
  readonly today: string;
  readonly isOwn: boolean;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

export function MayPicture({ entitlements, today, isOwn, chosen, onChoose }: Properties) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const said = useSaid();
  const [ref, width] = useWidth();
  const title = t(isOwn ? "may.title" : "may.titleOther");
  if (entitlements.length === 0)
    return (
      <section className="sheet">
        <h2 className="sheet-title">{title}</h2>
        <Empty title={t("may.empty")}>{t("may.emptyMore")}</Empty>
      </section>
    );
  const held = entitlements.filter((one) => holdsOn(one, today));
  const ahead = held.flatMap((one) => stretchOn(one, today)?.lastDay ?? []).sort();
  const count = { count: entitlements.length, held: t("may.held", { count: held.length }) };
  const says =
    ahead[0] === undefined ? t("may.saysOpen", count) : t("may.says", { ...count, day: dayText(ahead[0]) });
  const [from, to] = windowOf(entitlements, today);
  const isNarrow = width < NARROW;
  const row = isNarrow ? ROW.narrow : ROW.wide;
  const left = isNarrow ? 0 : LABELS;
  const scale = timeScale(from, to, 0, Math.max(1, width - left - (isNarrow ? 0 : ENDS)));
  const height = AXIS_HEIGHT + entitlements.length * row;
  return (
    <Pictured
      title={title}
      says={says}
      isSaid
      table={() => ({
        columns: [
          { title: t("may.columns.what") },
          { title: t("may.columns.from"), isFigure: true },
          { title: t("may.columns.to"), isFigure: true },
          { title: t("may.columns.why") },
        ],
        rows: entitlements.flatMap(({ label, stretches }) =>
          stretches.map(({ firstDay, lastDay, ends }) => [
            <Said key="label">{label}</Said>,
            firstDay === null ? t("may.ever") : dayText(firstDay, "short"),
            lastDay === null ? t("may.open") : dayText(lastDay, "short"),
            <Said key="why">
              {ends
                .map((step) => (step.claim === null ? step.sentence : plainSentence(step.claim)))
                .join("; ")}
            </Said>,
          ]),
        ),
      })}
    >
      {(label) => (
        <div ref={ref} className="may" data-narrow={isNarrow || undefined} style={{ height }}>
          {width > 0 && (
            <>
              <svg
                role={label.role}
                aria-label={label["aria-label"]}
                className="may-bars"
                style={{ left }}
                width={scale.right}
                height={height}
              >
                <TimeAxis scale={scale} height={height} />
                <Now scale={scale} today={dayOf(today)} height={height} />
                {entitlements.map((one, at) => (
                  <Bars
                    key={keyOf(one)}
                    held={one}
                    today={today}
                    scale={scale}
                    y={AXIS_HEIGHT + at * row + (isNarrow ? 38 : (row - BAR) / 2)}
                  />
                ))}
              </svg>
              <ul className="may-rows" style={{ top: AXIS_HEIGHT }}>
                {entitlements.map((one) => (
                  <li key={keyOf(one)} style={{ height: row }}>
                    <button
                      type="button"
                      className="may-row"
                      aria-pressed={keyOf(one) === chosen}
                      onClick={() => onChoose(keyOf(one))}
                    >
                      <span className="may-label" title={said(one.label).text}>
                        <Said>{one.label}</Said>
                      </span>
                      <EndText held={one} today={today} />
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Pictured>
  );
}

/** The line of the day shown. */
function Now({
  scale,
  today,
  height,
}: {
  readonly scale: TimeScale;
  readonly today: Day;
  readonly height: number;
}) {
  const x = Math.round(scale.x(today)) + 0.5;
  return <line className="may-now" x1={x} x2={x} y1={AXIS_HEIGHT - 4} y2={height} />;
}

interface BarsProperties {
  readonly held: HeldEntitlement;
  readonly today: string;
  readonly scale: TimeScale;
  readonly y: number;
}

function Bars({ held, today, scale, y }: BarsProperties) {
  return held.stretches.map(({ firstDay, lastDay, askOn }) => {
    const from = firstDay === null ? scale.from : dayOf(firstDay);
    // A last day counts whole: the bar ends where the next day begins.
    const to = lastDay === null ? scale.to : ((dayOf(lastDay) + 1) as Day);
    if (to <= scale.from || from >= scale.to) return null;
    const [left, right] = [scale.x(from), scale.x(to)];
    const isOver = lastDay !== null && lastDay < today;
    return (
      <rect
        key={askOn}
        className={isOver ? "bar-over" : "stands"}
        x={left}
        y={y}
        width={Math.max(2, right - left)}
        height={BAR}
        rx={2}
      />
    );
  });
}

/** Until when, in words; what is over says so. */
function EndText({ held, today }: { readonly held: HeldEntitlement; readonly today: string }) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const lastDay = stretchOn(held, today)?.lastDay ?? null;
  if (lastDay === null) return <span className="may-end">{t("may.open")}</span>;
  const isOver = lastDay < today;
  return (
    <span className="may-end" data-over={isOver || undefined}>
      {t(isOver ? "may.ended" : "may.until", { day: dayText(lastDay, "short") })}
    </span>
  );
}
