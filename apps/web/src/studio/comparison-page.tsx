/** Two drafts side by side: what only one of them would change, and what both. */
import type { Comparison, Sides } from "@comity/decision";
import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useWidth } from "../pieces/time-axis.tsx";
import { useFigure } from "./figure.ts";
import "./studio.css";

const ROW = 46;
const LABELS = 260;

export function ComparisonPage() {
  const { draft, other } = useParams({ from: "/studio/$draft/compare/$other" });
  const params = { id: draft, other };
  const { data, error } = useQuery(asking("GET /api/v1/drafts/{id}/comparison/{other}", { params }));
  if (error !== null) return <Refusal error={error} />;
  if (data === undefined) return <Loading lines={12} />;
  return (
    <Compared
      comparison={data.value.comparison as unknown as Comparison}
      drafts={[draft, other]}
      position={data.value.head.position}
    />
  );
}

interface Properties {
  readonly comparison: Comparison;
  readonly drafts: readonly [string, string];
  readonly position: number;
}

function Compared({ comparison, drafts, position }: Properties) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const { a, b, people, entitlements, byInstitute } = comparison;
  const rows = [
    {
      name: "people",
      title: t("compare.anything"),
      lose: people,
      firstDay: { a: a.firstDay, b: b.firstDay },
    },
    ...entitlements,
  ];
  return (
    <div className="studio-main">
      <header className="studio-head">
        <h1>{t("compare.title")}</h1>
        <p>{t("compare.what", { position })}</p>
      </header>
      <div className="compare-heads">
        {([a, b] as const).map((side, at) => (
          <section key={drafts[at]} className="sheet" aria-label={side.title}>
            <Group justify="space-between" align="baseline">
              <span className="sheet-title">{t(at === 0 ? "compare.a" : "compare.b")}</span>
              <Link to="/studio/$draft" params={{ draft: drafts[at] ?? "" }}>
                {t("compare.open")}
              </Link>
            </Group>
            <h2>{side.title}</h2>
            <p className="compare-figure">
              <strong>{figure(at === 0 ? people.a : people.b)}</strong>{" "}
              {t("figures.people", { count: (at === 0 ? people.a : people.b) ?? 0 })}
            </p>
            <p className="hint">
              {side.firstDay === undefined ? (
                t("compare.nothing")
              ) : (
                <>
                  {t("compare.from")} <DayText day={side.firstDay} />
                </>
              )}
            </p>
          </section>
        ))}
      </div>
      <SidesPicture rows={rows} comparison={comparison} />
      <section className="sheet pictured-table" aria-label={t("side.institutes")}>
        <h2 className="sheet-title">{t("side.institutes")}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("people.institute")}</th>
              {(["onlyA", "both", "onlyB"] as const).map((side) => (
                <th key={side} scope="col" className="figures">
                  {t(`compare.${side}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byInstitute.map(({ id, name, lose }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td className="figures">{figure(lose.onlyA)}</td>
                <td className="figures">{figure(lose.both)}</td>
                <td className="figures">{figure(lose.onlyB)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface Row {
  readonly name: string;
  readonly title: string;
  readonly lose: Sides;
  readonly firstDay: { readonly a?: string | undefined; readonly b?: string | undefined };
}

function SidesPicture({
  rows,
  comparison,
}: {
  readonly rows: readonly Row[];
  readonly comparison: Comparison;
}) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const [ref, measured] = useWidth();
  const { people } = comparison;
  const width = Math.max(300, measured);
  const left = measured < 620 ? 0 : LABELS;
  const most = Math.max(1, ...rows.map(({ lose }) => Math.max(lose.a ?? 0, lose.b ?? 0)));
  const x = (count: number | null): number => ((count ?? 0) / most) * (width - left - 70);
  return (
    <Pictured
      title={t("compare.picture")}
      says={t("compare.says", {
        onlyA: figure(people.onlyA),
        onlyB: figure(people.onlyB),
        both: figure(people.both),
      })}
      isSaid
      beside={
        <span className="key">
          <span className="key-takes" /> {t("compare.a")} <span className="key-stands" /> {t("compare.b")}
        </span>
      }
      table={() => ({
        columns: [
          { title: t("courses.entitlement") },
          { title: t("compare.firstA") },
          { title: t("compare.firstB") },
          ...(["onlyA", "both", "onlyB"] as const).map((side) => ({
            title: t(`compare.${side}`),
            isFigure: true as const,
          })),
        ],
        rows: rows.map(({ title, firstDay, lose }) => [
          title,
          firstDay.a ?? "–",
          firstDay.b ?? "–",
          figure(lose.onlyA),
          figure(lose.both),
          figure(lose.onlyB),
        ]),
      })}
    >
      {(label) => (
        <div ref={ref}>
          <svg width={width} height={rows.length * ROW} role={label.role} aria-label={label["aria-label"]}>
            {rows.map(({ name, title, lose }, row) => (
              <g key={name} transform={`translate(0 ${row * ROW})`}>
                <text className="row-name" y={left === 0 ? 11 : 23}>
                  {title}
                </text>
                <g transform={`translate(${left} ${left === 0 ? 16 : 6})`}>
                  <rect className="takes" width={x(lose.a)} height={11} rx={2} />
                  <rect className="stands" y={14} width={x(lose.b)} height={11} rx={2} />
                  <text className="side-figure" x={x(lose.a) + 6} y={10}>
                    {figure(lose.a)}
                  </text>
                  <text className="side-figure" x={x(lose.b) + 6} y={24}>
                    {figure(lose.b)}
                  </text>
                </g>
              </g>
            ))}
          </svg>
        </div>
      )}
    </Pictured>
  );
}
