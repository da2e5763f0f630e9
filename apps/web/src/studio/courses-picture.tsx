/** Who may still do what, day by day: for each entitlement the same people as things stand, and under the draft. */
import type { CourseSheet, EntitlementSheet } from "@comity/decision";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useSaid } from "../phrases/said.tsx";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { AXIS_HEIGHT, TimeAxis } from "../pieces/time-axis.tsx";
import type { TimeScale } from "../pieces/time-scale.ts";
import { countsOn, pathsOf } from "./course-paths.ts";
import { linesOf } from "./lines.ts";
import { widthsOf } from "./text-width.ts";

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
  readonly courses: readonly CourseSheet[];
  readonly entitlements: readonly EntitlementSheet[];
  readonly scale: TimeScale;
  readonly width: number;
  readonly left: number;
}

export const CoursesPicture = memo(function CoursesPicture(properties: Properties) {
  const { courses, entitlements, scale, width, left } = properties;
  const { t, i18n } = useTranslation("studio");
  const dayText = useDayText();
  const inWords = useSaid();
  const figure = new Intl.NumberFormat(i18n.language);
  const top = AXIS_HEIGHT;
  const step = isNarrow(left) ? ROW + TITLE_ROOM - ABOVE : ROW;
  const height = top + courses.length * step;
  const firstOf = (name: string): string | undefined =>
    entitlements.find((each) => each.name === name)?.byDay[0]?.day;
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
          day: dayText(firstOf(largest.name) ?? largest.steps[0]?.[0] ?? "2000-01-01"),
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
          {courses.map((course, row) => (
            <CourseRow
              key={course.name}
              course={course}
              first={firstOf(course.name)}
              scale={scale}
              left={left}
              top={top + row * step}
            />
          ))}
        </svg>
      )}
    </Pictured>
  );
});

interface RowProperties {
  readonly course: CourseSheet;
  readonly first: string | undefined;
  readonly scale: TimeScale;
  readonly left: number;
  readonly top: number;
}

const CourseRow = memo(function CourseRow({ course, first, scale, left, top }: RowProperties) {
  const { t, i18n } = useTranslation("studio");
  const dayText = useDayText();
  const { text: title, lang } = useSaid()(course.title);
  const { standing, draft, between } = pathsOf(course, scale, LINE);
  const isShort = isNarrow(left);
  const lines = isShort ? linesOf(title, scale.right, TITLE, 1) : linesOf(title, left - TITLE_GAP, TITLE);
  const said = t("courses.lose", {
    count: course.people,
    people: new Intl.NumberFormat(i18n.language).format(course.people),
    what: t(KINDS.has(course.counts) ? `courses.kinds.${course.counts}` : "courses.kinds.other", {
      kind: course.counts,
    }),
  });
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
      {first !== undefined && !isShort && (
        <text className="row-more" y={14 + lines.length * 15}>
          {t("courses.first", { day: dayText(first, "short") })}
        </text>
      )}
      <g transform={`translate(0 ${isShort ? TITLE_ROOM : ABOVE})`}>
        <path className="between" d={between} />
        <line className="zero" x1={scale.left} x2={scale.right} y1={LINE} y2={LINE} />
        <path className="line-stands" d={standing} />
        <path className="line-takes" d={draft} />
        <text className="row-figure" x={scale.right} y={LINE / 2 + 4}>
          {said}
        </text>
      </g>
    </g>
  );
});
