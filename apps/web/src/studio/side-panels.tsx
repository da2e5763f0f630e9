/** What stands beside the pictures: institutes, experiments, who is not touched and why, money, what could be done. */
import type { FactSheet, RemedySheet } from "@comity/decision";
import { Anchor } from "@mantine/core";
import { memo, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Said } from "../phrases/said.tsx";
import { formatDayIn, useDayText } from "../pieces/day-text.tsx";
import { Loading } from "../pieces/states.tsx";
import { useFigure } from "./figure.ts";
import { warningText } from "./warning-text.ts";

/** So many rows are shown before somebody asks for all. */
const FIRST = 7;

interface PanelProperties {
  readonly title: string;
  readonly children: ReactNode;
  readonly beside?: ReactNode;
}

export function Panel({ title, children, beside }: PanelProperties) {
  return (
    <section className="sheet" aria-label={title}>
      <div className="pictured-head">
        <h2 className="sheet-title">{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}

interface Bar {
  readonly id: string;
  readonly name: string;
  readonly people: number | null;
}

/** Rows with a bar each; the longest list is cut until somebody asks. */
function Bars({ rows, onPick }: { readonly rows: readonly Bar[]; readonly onPick?: (id: string) => void }) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const [isWhole, setWhole] = useState(false);
  const most = Math.max(1, ...rows.map(({ people }) => people ?? 0));
  const shown = isWhole || rows.length <= FIRST + 1 ? rows : rows.slice(0, FIRST);
  return (
    <>
      <ul className="side-list bars">
        {shown.map(({ id, name, people }) => (
          <li key={id}>
            {onPick === undefined ? (
              <span>{name}</span>
            ) : (
              <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onPick(id)}>
                {name}
              </Anchor>
            )}
            <span
              className="side-bar"
              style={{ width: `${Math.max(2, ((people ?? 0) / most) * 84)}px` }}
              aria-hidden="true"
            />
            <span className="count">{figure(people)}</span>
          </li>
        ))}
      </ul>
      {shown.length < rows.length && (
        <Anchor component="button" type="button" size="sm" onClick={() => setWhole(true)}>
          {t("side.others", { count: rows.length - shown.length })}
        </Anchor>
      )}
    </>
  );
}

/** Each panel takes its own part of a sheet: parts that stay the same stay the same object, and are not drawn anew. */
interface InstitutesProperties extends Pick<FactSheet, "byInstitute"> {
  readonly onInstitute: (id: string) => void;
}

export const Institutes = memo(function Institutes({ byInstitute, onInstitute }: InstitutesProperties) {
  const { t } = useTranslation("studio");
  if (byInstitute.length === 0) return null;
  return (
    <Panel title={t("side.institutes")}>
      <Bars rows={byInstitute} onPick={onInstitute} />
    </Panel>
  );
});

export const Experiments = memo(function Experiments({ experiments }: Pick<FactSheet, "experiments">) {
  const { t } = useTranslation("studio");
  if (experiments.length === 0) return null;
  const rows = experiments.map(({ id, title, people }) => ({ id, name: title, people }));
  return (
    <Panel title={t("side.experiments")}>
      <Bars rows={rows} />
    </Panel>
  );
});

export const NotTouched = memo(function NotTouched({ notTouched }: Pick<FactSheet, "notTouched">) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  if (notTouched.length === 0) return null;
  return (
    <Panel title={t("side.notTouched")}>
      <ul className="side-list">
        {notTouched.map(({ group, institute, people, because, ids }) => (
          <li key={`${group} ${ids.join()}`}>
            <span>{institute}</span>
            <span className="count" data-stands>
              {figure(people)}
            </span>
            <span className="more">{because.replaceAll("`", "")}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
});

export const Money = memo(function Money({ money }: Pick<FactSheet, "money">) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const { experiments, needTakers } = money;
  if (experiments.length === 0 && needTakers.length === 0) return null;
  return (
    <Panel title={t("side.money")}>
      <ul className="side-list">
        {experiments.map(({ experiment, title, spreadPercent, increasePercent, leavers, payers }) => (
          <li key={experiment}>
            <span>{title}</span>
            <span className="count">{t("figures.percent", { percent: figure(spreadPercent) })}</span>
            <span className="more">
              {t("side.spread", {
                leavers: leavers.map((each) => each.title).join(", "),
                count: payers.length,
                percent: figure(increasePercent),
              })}
            </span>
          </li>
        ))}
        {needTakers.map(({ party, title, experiment, experimentTitle, item, units }) => (
          <li key={`${party} ${experiment} ${item}`}>
            <span>{t("side.needTaker", { experiment: experimentTitle, item })}</span>
            <span className="count">{figure(units)}</span>
            <span className="more">{title}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
});

interface RemediesProperties {
  /** Undefined: they are still being tried out. */
  readonly remedies: readonly RemedySheet[] | undefined;
  /** The dates have been moved since: they are those of the draft as it is saved. */
  readonly isOfSaved: boolean;
}

export const Remedies = memo(function Remedies({ remedies, isOfSaved }: RemediesProperties) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const beside = isOfSaved ? <span className="hint">{t("side.ofSaved")}</span> : undefined;
  return (
    <Panel title={t("side.remedies")} beside={beside}>
      {remedies === undefined ? (
        <Loading lines={3} />
      ) : remedies.length === 0 ? (
        <p className="hint">{t("side.noRemedies")}</p>
      ) : (
        <ul className="side-list">
          {remedies.map(({ key, remedy, people, examples }) => (
            <li key={key}>
              <Said>{remedy}</Said>
              <span className="count">{figure(people)}</span>
              {examples.length > 0 && (
                <span className="more">{t("side.examples", { examples: examples.join(", ") })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
});

/** The registry writes its warnings in English, and their days are written as the rest of them. */
const inEnglish = (day: string): string => formatDayIn("en", day);

type ClausesProperties = Pick<FactSheet, "admissible" | "clauses" | "warnings">;

export const Clauses = memo(function Clauses({ admissible, clauses, warnings }: ClausesProperties) {
  const { t } = useTranslation("studio");
  const dayText = useDayText();
  const figure = useFigure();
  if (clauses.length === 0 && warnings.length === 0) return null;
  return (
    <Panel title={t(admissible ? "side.warnings" : "side.inadmissible")}>
      <ul className="side-list">
        {clauses.map(({ clause, source, cases, days }) => (
          <li key={clause}>
            <Said>{clause}</Said>
            <span className="count">{figure(cases)}</span>
            <span className="more">
              {[source, days[0] === undefined ? undefined : t("side.from", { day: dayText(days[0].day) })]
                .filter((part) => part !== undefined)
                .join("; ")}
            </span>
          </li>
        ))}
        {warnings.map((warning) => {
          const { says, help } = warningText(warning, inEnglish);
          return (
            <li key={warning} lang="en">
              <span className="whole">{says}</span>
              {help !== undefined && <span className="more">{help}</span>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
});
