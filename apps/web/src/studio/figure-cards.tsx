/** The fact sheet's main figures, before everything else. */
import type { FactSheet } from "@comity/decision";
import { memo, useRef } from "react";
import { useFigure } from "./figure.ts";
import type { LiveSheet } from "./live-sheet.ts";
import { useDrawn, useKeptWords, write } from "./use-drawn.ts";

/** In the order in which they stand. */
const CARDS = ["people", "institutes", "critical", "nearby", "untouched", "money"] as const;
/** The card that says what the draft takes away. */
const TAKES = "people";

interface Card {
  readonly figure: string;
  readonly label: string;
  readonly more: string;
}

/** What the cards say of a sheet, in their order. */
function cardsOf(
  sheet: FactSheet,
  t: ReturnType<typeof useKeptWords>,
  figure: (count: number | null) => string,
): Card[] {
  const { people, keepElsewhere, institutes, byInstitute, marks, notTouched, money } = sheet;
  const states = new Set(byInstitute.map(({ party }) => party)).size;
  const sameState = notTouched.filter(({ group }) => group === "same state");
  const untouched = sameState.reduce((sum, { people: count }) => sum + (count ?? 0), 0);
  return [
    {
      figure: figure(people),
      label: t("figures.people", { count: people ?? 0 }),
      more: keepElsewhere === 0 ? "" : t("figures.elsewhere", { people: figure(keepElsewhere) }),
    },
    {
      figure: figure(institutes),
      label: t("figures.institutes", { count: institutes }),
      more: t("figures.states", { count: states, states: figure(states) }),
    },
    {
      figure: figure(marks.missionCritical),
      label: t("figures.critical", { count: marks.missionCritical ?? 0 }),
      more: t("figures.review", { people: figure(marks.underReview) }),
    },
    {
      figure: figure(marks.residentNearby),
      label: t("figures.nearby", { count: marks.residentNearby ?? 0 }),
      more: t("figures.dependants", { count: marks.dependants ?? 0, people: figure(marks.dependants) }),
    },
    {
      figure: figure(untouched),
      label: t("figures.untouched", { count: untouched }),
      more: sameState[0]?.institute ?? "",
    },
    {
      figure: t("figures.percent", { percent: figure(money.spreadPercent) }),
      label: t("figures.money"),
      more:
        money.increasePercent === null || money.increasePercent === 0
          ? ""
          : t("figures.increase", { percent: figure(money.increasePercent) }),
    },
  ];
}

export const FigureCards = memo(function FigureCards({ live }: { readonly live: LiveSheet }) {
  const t = useKeptWords();
  const figure = useFigure();
  const list = useRef<HTMLDListElement>(null);
  useDrawn(live, ({ sheet }) => () => {
    for (const [at, card] of cardsOf(sheet, t, figure).entries()) {
      const [strong, label, more] =
        list.current?.children[at]?.querySelectorAll("strong, dt > span, dd") ?? [];
      write(strong, card.figure);
      write(label, card.label);
      write(more, card.more);
    }
  });
  return (
    <dl className="figure-cards" ref={list}>
      {CARDS.map((name) => (
        <div key={name} className="figure-card" data-takes={name === TAKES || undefined}>
          <dt>
            <strong />
            <span />
          </dt>
          <dd />
        </div>
      ))}
    </dl>
  );
});
