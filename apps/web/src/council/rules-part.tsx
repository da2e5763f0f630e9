/** A body's majority rules, in words and in the figures of its members, each with where it comes from. */
import { useTranslation } from "react-i18next";
import type { DecidingBody } from "../api/generated/routes.ts";
import { PlainTable } from "../pieces/table.tsx";
import { Part } from "../things/page-head.tsx";
import { useSaid } from "./said-in.ts";

/** Where something comes from, and whether its text was read there. */
export function Sourced({ source, isVerified }: { readonly source: string; readonly isVerified: boolean }) {
  const { t } = useTranslation("council");
  return (
    <span className="council-source">
      {source} ({t(isVerified ? "rules.read" : "rules.recalled")})
    </span>
  );
}

export function RulesPart({ body: { rules, usualRule } }: { readonly body: DecidingBody }) {
  const { t } = useTranslation("council");
  const said = useSaid();
  return (
    <Part title={t("rules.title")}>
      <PlainTable
        label={t("rules.title")}
        columns={[
          { key: "rule", title: t("rules.rule") },
          { key: "figures", title: t("rules.figures") },
          { key: "for", title: t("rules.for") },
        ]}
        rows={rules.map(({ id, title, words, clauses, source, isVerified }) => ({
          key: id,
          cells: [
            <span key="rule">
              {said(title, true)}
              {id === usualRule && <span className="council-note"> · {t("rules.usual")}</span>}
              <br />
              <Sourced source={source} isVerified={isVerified} />
            </span>,
            said(words, true),
            clauses.map(({ clause, matter }) => `${clause}: ${said(matter)}`).join("; ") || "–",
          ],
        }))}
      />
    </Part>
  );
}
