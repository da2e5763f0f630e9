/**
 * The axis of days that every picture in time has: lines down through the picture, and above them the months and years. Other parts of the
 * picture stand where the same scale puts them.
 *
 *     const [ref, width] = useWidth();
 *     const scale = timeScale(from, to, 180, width);
 *     <div ref={ref}><svg width={width} height={200}><TimeAxis scale={scale} height={200} /> ... </svg></div>
 */
import type { Day } from "@comity/calendar";
import { partsOf } from "@comity/calendar";
import { memo, type RefCallback, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDayIn } from "./day-text.tsx";
import { type TimeScale, written } from "./time-scale.ts";

/** The place that the months and years take, in pixels. */
export const AXIS_HEIGHT = 24;

/** A label nearer to the end of the line than this would run over it. */
const LABEL_ROOM = 30;

/** What is written at a tick: the year where one begins, otherwise the month; the first says both. */
function labelOf(language: string, day: Day, isYear: boolean, saysYear: boolean): string {
  if (isYear) return String(partsOf(day).year);
  return formatDayIn(language, written(day), saysYear ? "monthShort" : "monthAlone");
}

interface Properties {
  readonly scale: TimeScale;
  /** How far down the lines go. */
  readonly height: number;
  /** Without months and years: the picture above has them. */
  readonly isBare?: boolean;
}

export const TimeAxis = memo(function TimeAxis({ scale, height, isBare = false }: Properties) {
  const { i18n } = useTranslation();
  const { ticks, right } = scale;
  return (
    <g className="time-axis">
      {ticks.map(({ day, x, isYear, saysYear }) => (
        <g key={day} transform={`translate(${Math.round(x)} 0)`}>
          <line className={isYear ? "year" : undefined} y1={isBare ? 0 : AXIS_HEIGHT} y2={height} />
          {!isBare && x < right - LABEL_ROOM && (
            <text x={4} y={AXIS_HEIGHT - 8} className={isYear ? "year" : undefined}>
              {labelOf(i18n.language, day, isYear, saysYear)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
});

/** How wide an element is, as it changes; 0 before it is there. Give the first to its `ref`. */
export function useWidth(): readonly [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(0);
  // Asked only when it changes: whoever asks in between makes the browser lay the page out.
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const measure = (): void => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
