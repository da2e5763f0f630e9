/** At which institutes people would hold less or more. */
import { useTranslation } from "react-i18next";
import type { PolicyEffect } from "../../api/generated/routes.ts";
import { Figure } from "./figure.tsx";

/** Institutes beyond these are told by how many they are. */
const MOST = 8;

type Institute = PolicyEffect["comparison"]["byInstitute"][number];

export function Institutes({ institutes }: { readonly institutes: readonly Institute[] }) {
  const { t } = useTranslation("policy");
  const touched = institutes.filter(({ more }) => more.a !== 0 || more.b !== 0);
  if (touched.length === 0) return null;
  return (
    <section aria-label={t("effect.institutes")}>
      <h3>{t("effect.institutes")}</h3>
      <div className="policy-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("effect.institute")}</th>
              <th scope="col" className="figures">
                {t("effect.loseShort")}
              </th>
              <th scope="col" className="figures">
                {t("effect.gainShort")}
              </th>
            </tr>
          </thead>
          <tbody>
            {touched.slice(0, MOST).map(({ id, name, partyName, more }) => (
              <tr key={id}>
                <th scope="row">
                  {id === "" ? t("effect.nowhere") : name}
                  {partyName !== "" && <span className="effect-party">{partyName}</span>}
                </th>
                <td className="figures">
                  <Figure value={more.a} />
                </td>
                <td className="figures">
                  <Figure value={more.b} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {touched.length > MOST && (
        <p className="effect-small">{t("effect.others", { count: touched.length - MOST })}</p>
      )}
    </section>
  );
}
