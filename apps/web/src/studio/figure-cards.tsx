/** The fact sheet's main figures, before everything else. */
import type { FactSheet } from "@comity/decision";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFigure } from "./figure.ts";

interface Card {
  readonly name: string;
  readonly figure: string;
  readonly label: string;
  readonly more: string;
  readonly takes?: true;
}

export const FigureCards = memo(function FigureCards({ sheet }: { readonly sheet: FactSheet }) {
  const { t } = useTranslation("studio");
  const figure = useFigure();
  const { people, keepElsewhere, institutes, byInstitute, marks, notTouched, money } = sheet;
  const states = new Set(byInstitute.map(({ party }) => party)).size;
  const sameState = notTouched.filter(({ group }) => group === "same state");
  const untouched = sameState.reduce((sum, { people: count }) => sum + (count ?? 0), 0);
  const cards: Card[] = [
    {
      name: "people",
      figure: figure(people),
      label: t("figures.people", { count: people ?? 0 }),
      more: keepElsewhere === 0 ? "" : t("figures.elsewhere", { people: figure(keepElsewhere) }),
      takes: true,
    },
    {
      name: "institutes",
      figure: figure(institutes),
      label: t("figures.institutes", { count: institutes }),
      more: t("figures.states", { count: states, states: figure(states) }),
    },
    {
      name: "critical",
      figure: figure(marks.missionCritical),
      label: t("figures.critical", { count: marks.missionCritical ?? 0 }),
      more: t("figures.review", { people: figure(marks.underReview) }),
    },
    {
      name: "nearby",
      figure: figure(marks.residentNearby),
      label: t("figures.nearby", { count: marks.residentNearby ?? 0 }),
      more: t("figures.dependants", { count: marks.dependants ?? 0, people: figure(marks.dependants) }),
    },
    {
      name: "untouched",
      figure: figure(untouched),
      label: t("figures.untouched", { count: untouched }),
      more: sameState[0]?.institute ?? "",
    },
    {
      name: "money",
      figure: t("figures.percent", { percent: figure(money.spreadPercent) }),
      label: t("figures.money"),
      more:
        money.increasePercent === null || money.increasePercent === 0
          ? ""
          : t("figures.increase", { percent: figure(money.increasePercent) }),
    },
  ];
  return (
    <dl className="figure-cards">
      {cards.map(({ name, figure: shown, label, more, takes }) => (
        <div key={name} className="figure-card" data-takes={takes}>
          <dt>
            <strong>{shown}</strong>
            {label}
          </dt>
          <dd>{more}</dd>
        </div>
      ))}
    </dl>
  );
});
