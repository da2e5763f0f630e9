/** Each entitlement under the two policies, with a bar for either; what differs comes first, and says why. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyEffect } from "../../api/generated/routes.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { isDay } from "../../shell/search.ts";
import { Figure, useFigure } from "./figure.tsx";

type Shared = PolicyEffect["comparison"]["entitlements"][number];

const differs = ({ hold, longer }: Shared): boolean =>
  hold.onlyA !== 0 || hold.onlyB !== 0 || longer.a !== 0 || longer.b !== 0;

/** Bars are so long at most, in the units of their picture. */
const LONGEST = 200;

interface Properties {
  readonly entitlements: readonly Shared[];
  readonly names: { readonly a: string; readonly b: string };
}

export function EntitlementRows({ entitlements, names }: Properties) {
  const { t } = useTranslation("policy");
  const [isAll, setAll] = useState(false);
  const changed = entitlements.filter(differs);
  const same = entitlements.length - changed.length;
  const shown = isAll ? entitlements : changed;
  return (
    <section aria-label={t("effect.entitlements")}>
      <div className="effect-over">
        <h3>{t("effect.entitlements")}</h3>
        <p className="effect-key">
          <span>
            <Swatch className="bar-stands" /> {names.a}
          </span>
          <span>
            <Swatch className="bar-takes" /> {names.b}
          </span>
        </p>
      </div>
      <ul className="effect-rows">
        {shown.map((each) => (
          <Row key={each.name} {...each} />
        ))}
      </ul>
      {same > 0 && (
        <Button variant="subtle" color="gray" size="compact-xs" ml={-8} onClick={() => setAll(!isAll)}>
          {isAll ? t("effect.onlyChanged") : t("effect.showSame", { count: same })}
        </Button>
      )}
    </section>
  );
}

function Swatch({ className }: { readonly className: string }) {
  return (
    <svg width="14" height="8" aria-hidden="true">
      <rect className={className} width="14" height="8" />
    </svg>
  );
}

function Row(shared: Shared) {
  const { t } = useTranslation("policy");
  const figure = useFigure();
  const { title, name, hold, longer, firstDay } = shared;
  const most = Math.max(hold.a ?? 0, hold.b ?? 0, 1);
  const length = (value: number | null): number => ((value ?? 0) / most) * LONGEST;
  const loses = hold.onlyA !== 0 || longer.a !== 0;
  const said = [
    hold.onlyA === 0 ? [] : t("effect.lost", { people: figure(hold.onlyA) }),
    longer.a === 0 ? [] : t("effect.shorter", { people: figure(longer.a) }),
    hold.onlyB === 0 ? [] : t("effect.gained", { people: figure(hold.onlyB) }),
    longer.b === 0 ? [] : t("effect.longer", { people: figure(longer.b) }),
  ].flat();
  const first = loses ? firstDay.a : firstDay.b;
  return (
    <li>
      <div className="effect-row">
        <div>
          <span className="effect-title">{title.b}</span> <code>{name}</code>
        </div>
        <svg
          viewBox={`0 0 ${LONGEST} 22`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t("effect.bars", { title: title.b, a: figure(hold.a), b: figure(hold.b) })}
        >
          <rect className="bar-stands" y="1" width={length(hold.a)} height="9" />
          <rect className={loses ? "bar-takes" : "bar-same"} y="12" width={length(hold.b)} height="9" />
        </svg>
        <div className="effect-counts figures">
          <Figure value={hold.a} />
          <strong className={loses ? "takes-away" : undefined}>
            <Figure value={hold.b} />
          </strong>
        </div>
      </div>
      {said.length > 0 && (
        <p className="effect-what">
          {said.join(", ")}
          {isDay(first) && (
            <>
              {"; "}
              {t(loses ? "effect.firstLoss" : "effect.firstGain")} <DayText day={first} />
            </>
          )}
        </p>
      )}
      <Why {...shared} />
    </li>
  );
}

/** By which rule it is had on one side, and what is lacking on the other. */
function Why({ reasons }: Shared) {
  const { t } = useTranslation("policy");
  const figure = useFigure();
  if (reasons.a.length + reasons.b.length === 0) return null;
  return (
    <details className="effect-why">
      <summary>{t("effect.why")}</summary>
      <ul>
        {(["a", "b"] as const).flatMap((side) =>
          reasons[side].map(({ title, rule, there, cases, asked }) => (
            <li key={`${side} ${rule.id} ${title}`}>
              {t(side === "a" ? "effect.onlyBefore" : "effect.onlyAfter", { title, rule: rule.id })}
              {rule.source !== undefined && <span className="effect-party">{rule.source}</span>}
              {cases !== null && asked !== null && (
                <span className="effect-party">
                  {t("effect.asked", { cases: figure(cases), asked: figure(asked) })}
                </span>
              )}
              {there.length > 0 && (
                <ul>
                  {[...new Set(there.flatMap(({ lacks }) => lacks))].map((lack) => (
                    <li key={lack}>{t("effect.lacks", { lack })}</li>
                  ))}
                </ul>
              )}
            </li>
          )),
        )}
      </ul>
    </details>
  );
}
