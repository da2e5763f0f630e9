/** What another policy would change: who would hold what, from when, and by which rule. */
import { useTranslation } from "react-i18next";
import type { PolicyEffect } from "../../api/generated/routes.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { isDay } from "../../shell/search.ts";
import { EntitlementRows } from "./entitlement-rows.tsx";
import { Figure, useFigure } from "./figure.tsx";
import { Institutes } from "./institutes.tsx";

/** What the sides are called: "as things stand", "proposed", titles of proposals. */
export interface SideNames {
  readonly a: string;
  readonly b: string;
}

export function EffectView({ effect, names }: { readonly effect: PolicyEffect; readonly names: SideNames }) {
  const { t } = useTranslation("policy");
  const figure = useFigure();
  const { more, people, entitlements, own, clauses, byInstitute, mismatched } = effect.comparison;
  const isSame =
    own.a.length + own.b.length + mismatched.length === 0 &&
    entitlements.every(
      ({ hold, longer }) => hold.onlyA === 0 && hold.onlyB === 0 && longer.a === 0 && longer.b === 0,
    );
  const changed = clauses.filter(({ cases }) => cases.a !== cases.b);
  return (
    <div className="effect">
      <p className="effect-sentence">
        {isSame
          ? t("effect.nothing")
          : t("effect.sentence", {
              lose: figure(more.a),
              gain: figure(more.b),
              all: figure(people.a),
            })}
      </p>
      {!isSame && (
        <dl className="effect-figures">
          <div className={more.a === 0 ? undefined : "takes-away"}>
            <dt>{t("effect.lose")}</dt>
            <dd>
              <Figure value={more.a} />
            </dd>
          </div>
          <div>
            <dt>{t("effect.gain")}</dt>
            <dd>
              <Figure value={more.b} />
            </dd>
          </div>
        </dl>
      )}
      <EntitlementRows entitlements={entitlements} names={names} />
      {own.a.length + own.b.length > 0 && (
        <section aria-label={t("effect.own")}>
          <h3>{t("effect.own")}</h3>
          <ul className="effect-list">
            {(["a", "b"] as const).flatMap((side) =>
              own[side].map(({ name, title, hold }) => (
                <li key={`${side} ${name}`}>
                  {title} <code>{name}</code>: {t("effect.onlyIn", { name: names[side] })},{" "}
                  <Figure value={hold} />
                </li>
              )),
            )}
          </ul>
        </section>
      )}
      {changed.length > 0 && (
        <section aria-label={t("effect.clauses")}>
          <h3>{t("effect.clauses")}</h3>
          <ul className="effect-list">
            {changed.map(({ name, title, cases }) => (
              <li key={name}>{t("effect.clause", { title, a: figure(cases.a), b: figure(cases.b) })}</li>
            ))}
          </ul>
        </section>
      )}
      <Institutes institutes={byInstitute} />
      <Notes {...effect} />
    </div>
  );
}

/** What should be known besides: examples that fail, words that nothing answers, and what all of it rests on. */
function Notes({ b, comparison, knownOn, from, head, smallFigures }: PolicyEffect) {
  const { t } = useTranslation("policy");
  const failing = b.examples.filter(({ outcome }) => outcome === "fail").map(({ title }) => title);
  const { mismatched, records } = comparison;
  return (
    <>
      {failing.length > 0 && (
        <p className="policy-fails">
          {t("effect.examples", { count: failing.length, titles: failing.join("; ") })}
        </p>
      )}
      {mismatched.map(({ name, ...columns }) => (
        <p key={name} className="effect-small">
          {t("effect.mismatched", { name, ...columns })}
        </p>
      ))}
      {records.empty.b.length > 0 && (
        <p className="effect-small">{t("effect.empty", { names: records.empty.b.join(", ") })}</p>
      )}
      {b.unread.length > 0 && (
        <p className="effect-small">{t("effect.unread", { names: b.unread.join(", ") })}</p>
      )}
      <p className="effect-small">
        {t("effect.known")} {isDay(knownOn) ? <DayText day={knownOn} /> : knownOn}; {t("effect.from")}{" "}
        {isDay(from) ? <DayText day={from} /> : from}. {t("effect.head", { position: head.position })}{" "}
        <code title={head.hash}>{head.hash.slice(0, 12)}</code>.
        {smallFigures === "hidden" && ` ${t("effect.hidden")}`}
      </p>
    </>
  );
}
