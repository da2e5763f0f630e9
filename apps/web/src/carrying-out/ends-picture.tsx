/** On which day what ends, for how many people: a step line for each entitlement, and the table behind it. */
import { type Day, day } from "@comity/calendar";
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { AXIS_HEIGHT, TimeAxis, useWidth } from "../pieces/time-axis.tsx";
import { timeScale, windowAround } from "../pieces/time-scale.ts";
import "./carrying-out.css";
import { capital, useSaid } from "../phrases/said.tsx";

export interface Ending {
  readonly entitlement: string;
  readonly title: string;
  readonly days: readonly { readonly lastDay: string; readonly people: number | null }[];
}

/** A sentence of the policy without whom it is about: `{person} may use the data of {experiment}` as `may use the data of the experiment`. */
export const endingTitle = (title: string): string =>
  title.replace(/^\{\w+\} /, "").replace(/\{(\w+)\}/g, "the $1");

const ROW = 46;
/** The place of the names; on narrow screens they stand above their lines. */
const NAMES = 300;
const NARROW = 640;

export function EndsPicture({ ends }: { readonly ends: readonly Ending[] }) {
  const { t, i18n } = useTranslation("carrying-out");
  const dayText = useDayText();
  const said = useSaid();
  const figure = (people: number | null): string =>
    people === null ? t("ends.hidden") : people.toLocaleString(i18n.language);
  const lines = ends.filter(({ days }) => days.length > 0);
  const first = lines
    .flatMap(({ days }) => days)
    .map(({ lastDay }) => lastDay)
    .sort()[0];
  if (first === undefined) return <Text size="sm">{t("ends.none")}</Text>;
  return (
    <Pictured
      title={t("ends.title")}
      says={t("ends.says", { count: lines.length, day: dayText(first) })}
      isSaid
      table={() => ({
        columns: [
          { title: t("ends.what") },
          { title: t("ends.lastDay") },
          { title: t("ends.people"), isFigure: true },
        ],
        rows: lines.flatMap(({ title, days }) =>
          days.map(({ lastDay, people }) => [
            capital(said(endingTitle(title)).text),
            dayText(lastDay),
            figure(people),
          ]),
        ),
      })}
    >
      {(label) => <Lines label={label} lines={lines} />}
    </Pictured>
  );
}

const shortened = (text: string): string => (text.length > 42 ? `${text.slice(0, 41)}…` : text);

interface LinesProperties {
  readonly label: { readonly role: "img"; readonly "aria-label": string };
  readonly lines: readonly Ending[];
}

function Lines({ label, lines }: LinesProperties) {
  const { i18n } = useTranslation("carrying-out");
  const said = useSaid();
  const [ref, width] = useWidth();
  const isNarrow = width < NARROW;
  const days = lines.flatMap((line) => line.days.map(({ lastDay }) => day(lastDay)));
  const [from, to] = windowAround(Math.min(...days) as Day, Math.max(...days) as Day, 1, 2);
  const scale = timeScale(from, to, isNarrow ? 0 : NAMES, Math.max(width - 64, NAMES));
  const row = isNarrow ? ROW + 18 : ROW;
  const height = AXIS_HEIGHT + lines.length * row + 6;
  return (
    <div ref={ref}>
      {width > 0 && (
        // biome-ignore lint/a11y/noSvgWithoutTitle: the label has the sentence
        <svg width={width} height={height} {...label}>
          <TimeAxis scale={scale} height={height} />
          {lines.map((line, at) => {
            const total = line.days.reduce((sum, { people }) => sum + (people ?? 0), 0);
            const isHidden = line.days.some(({ people }) => people === null);
            const top = AXIS_HEIGHT + at * row + (isNarrow ? 20 : 8);
            const bottom = top + ROW - 16;
            let sum = 0;
            const steps = line.days.map(({ lastDay, people }) => {
              sum += people ?? 0;
              const share = isHidden || total === 0 ? 1 : sum / total;
              return `H${scale.x(day(lastDay))}V${bottom - share * (bottom - top)}`;
            });
            const path = `M${scale.left} ${bottom}${steps.join("")}H${scale.right}`;
            return (
              <g key={line.entitlement}>
                <text
                  className="row-name"
                  x={0}
                  y={isNarrow ? top - 4 : top + 16}
                  lang={said(endingTitle(line.title)).lang}
                >
                  {shortened(capital(said(endingTitle(line.title)).text))}
                </text>
                <path className="step-area" d={`${path}V${bottom}Z`} />
                <path className="step-line" d={path} />
                {!isHidden && (
                  <text className="row-name" x={scale.right + 8} y={top + 5}>
                    {total.toLocaleString(i18n.language)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
