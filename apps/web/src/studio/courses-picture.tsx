/** Who may still do what, day by day: for each entitlement the same people as things stand, and under the draft. */
import type { CourseSheet, EntitlementSheet } from "@comity/decision";
import { memo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSaid } from "../phrases/said.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { AXIS_HEIGHT, TimeAxis } from "../pieces/time-axis.tsx";
import type { TimeScale } from "../pieces/time-scale.ts";
import { countsOn, pathsOf } from "./course-paths.ts";
import { linesOf } from "./lines.ts";
import type { LiveSheet } from "./live-sheet.ts";
import { widthsOf } from "./text-width.ts";
import { put, useDrawn, useKeptWords, write } from "./use-drawn.ts";

/** Kinds that have a word of their own. */
const KINDS: ReadonlySet<string> = new Set(["Person", "Dependant", "Institute", "Party"]);
const ROW = 54;
/** Above a row's lines; on narrow screens its title stands there. */
const ABOVE = 8;
const TITLE_ROOM = 18;
/** Where there is no room for titles left of the lines. */
const isNarrow = (left: number): boolean => left < 60;
const LINE = 38;
const TITLE = widthsOf(13, 400);
/** Between a title and its line, in pixels. */
const TITLE_GAP = 12;

interface Properties {
  readonly live: LiveSheet;
  readonly courses: readonly CourseSheet[];
  readonly entitlements: readonly EntitlementSheet[];
  readonly scale: TimeScale;
  readonly width: number;
  readonly left: number;
}

export const CoursesPicture = memo(function CoursesPicture(properties: Properties) {
  const { live, courses, entitlements, scale, width, left } = properties;
  const { t, i18n } = useTranslation("studio");
  const dayText = useDayText();
  const inWords = useSaid();
  const figure = new Intl.NumberFormat(i18n.language);
  const top = AXIS_HEIGHT;
  const step = isNarrow(left) ? ROW + TITLE_ROOM - ABOVE : ROW;
  const height = top + courses.length * step;
  const largest = courses.reduce<CourseSheet | undefined>(
    (most, each) => (most === undefined || each.people > most.people ? each : most),
    undefined,
  );
  const says =
    largest === undefined
      ? t("courses.nobody")
      : t("courses.says", {
          count: courses.length,
          title: inWords(largest.title).text,
          people: figure.format(largest.people),
          day: dayText(firstDayOf(largest.name, entitlements) ?? largest.steps[0]?.[0] ?? "2000-01-01"),
        });
  return (
    <Pictured
      title={t("courses.title")}
      says={says}
      beside={
        <span className="key">
          <span className="key-stands" /> {t("courses.standing")} <span className="key-takes" />{" "}
          {t("courses.draft")}
        </span>
      }
      table={() => ({
        columns: [
          { title: t("courses.entitlement") },
          { title: t("courses.firstLoss") },
          { title: t("courses.before"), isFigure: true },
          { title: t("courses.people"), isFigure: true },
        ],
        rows: courses.flatMap((course) => {
          const days = entitlements.find(({ name }) => name === course.name)?.byDay ?? [];
          return days.map(({ day: on, lastDay, people }) => [
            inWords(course.title).text,
            dayText(on),
            figure.format(countsOn(course, lastDay)[1]),
            people === null ? "···" : `−${figure.format(people)}`,
          ]);
        }),
      })}
    >
      {(label) => (
        <svg width={width} height={height} role={label.role} aria-label={label["aria-label"]}>
          <TimeAxis scale={scale} height={height} />
          <CourseRows live={live} courses={courses} scale={scale} left={left} top={top} step={step} />
        </svg>
      )}
    </Pictured>
  );
});

/** On which day the first of those lose it who lose it under the draft. */
function firstDayOf(name: string, entitlements: readonly EntitlementSheet[]): string | undefined {
  return entitlements.find((each) => each.name === name)?.byDay[0]?.day;
}

interface RowsProperties extends Pick<Properties, "live" | "courses" | "scale" | "left"> {
  readonly top: number;
  readonly step: number;
}

/** The rows. Their lines and figures are drawn at once, as the sheet comes. */
function CourseRows({ live, courses, scale, left, top, step }: RowsProperties) {
  const { i18n } = useTranslation();
  const t = useKeptWords();
  const dayText = useDayText();
  const rows = useRef<SVGGElement>(null);
  const figure = new Intl.NumberFormat(i18n.language);
  const draw = (row: Element | undefined, course: CourseSheet, first: string | undefined): void => {
    const [day, between, standing, draft, said] = row?.querySelectorAll("[data-drawn]") ?? [];
    const paths = pathsOf(course, scale, LINE);
    put(between, "d", paths.between);
    put(standing, "d", paths.standing);
    put(draft, "d", paths.draft);
    const kind = KINDS.has(course.counts) ? `courses.kinds.${course.counts}` : "courses.kinds.other";
    write(
      said,
      t("courses.lose", {
        count: course.people,
        people: figure.format(course.people),
        what: t(kind, { kind: course.counts }),
      }),
    );
    write(day, first === undefined ? "" : t("courses.first", { day: dayText(first, "short") }));
  };
  useDrawn(live, ({ courses: drawn, sheet }) => {
    // Another row needs another picture.
    if (drawn.length !== courses.length || drawn.some(({ name }, at) => name !== courses[at]?.name))
      return undefined;
    return () => {
      for (const [at, course] of drawn.entries())
        draw(rows.current?.children[at], course, firstDayOf(course.name, sheet.entitlements));
    };
  });
  return (
    <g ref={rows}>
      {courses.map(({ name, title }, at) => (
        <CourseRow key={name} title={title} scale={scale} left={left} top={top + at * step} />
      ))}
    </g>
  );
}

interface RowProperties {
  readonly title: string;
  readonly scale: TimeScale;
  readonly left: number;
  readonly top: number;
}

/** A row as it is before its lines and figures are drawn: what is drawn is marked, in the order in which `CourseRows` takes it. */
const CourseRow = memo(function CourseRow({ title: written, scale, left, top }: RowProperties) {
  const { text: title, lang } = useSaid()(written);
  const isShort = isNarrow(left);
  const lines = isShort ? linesOf(title, scale.right, TITLE, 1) : linesOf(title, left - TITLE_GAP, TITLE);
  return (
    <g transform={`translate(0 ${top})`}>
      <text className="row-name" y={isShort ? 12 : 14} lang={lang}>
        <title>{title}</title>
        {lines.map((line, at) => (
          <tspan key={line} x={0} dy={at === 0 ? 0 : 15}>
            {line}
          </tspan>
        ))}
      </text>
      <text
        className="row-more"
        y={14 + lines.length * 15}
        display={isShort ? "none" : undefined}
        data-drawn="first"
      />
      <g transform={`translate(0 ${isShort ? TITLE_ROOM : ABOVE})`}>
        <path className="between" data-drawn="between" />
        <line className="zero" x1={scale.left} x2={scale.right} y1={LINE} y2={LINE} />
        <path className="line-stands" data-drawn="standing" />
        <path className="line-takes" data-drawn="draft" />
        <text className="row-figure" x={scale.right} y={LINE / 2 + 4} data-drawn="said" />
      </g>
    </g>
  );
});
