/** How an agreement stands on a day: in words, and by a mark whose shape says the same. */
import { useTranslation } from "react-i18next";
import type { AgreementListed } from "../api/generated/routes.ts";
import "./things.css";

const MARKS = {
  "in force": "in-force",
  suspended: "suspended",
  ended: "ended",
  "not in force yet": "to-come",
} as const;

export function Standing({ standing }: { readonly standing: AgreementListed["standing"] }) {
  const { t } = useTranslation("things");
  return (
    <span className="standing">
      <span className={`standing-mark ${MARKS[standing]}`} aria-hidden="true" />
      {t(`standing.${MARKS[standing]}`)}
    </span>
  );
}
