/** What is recorded about a person: the ties from which everything else follows. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Days, Person } from "../api/generated/routes.ts";
import { useSaid } from "../phrases/said.tsx";
import { useStretchText } from "../pieces/stretch-text.ts";
import { InstituteName } from "./institute-name.tsx";

interface Tie {
  readonly key: string;
  readonly what: ReactNode;
  readonly days: readonly Days[];
}

export function RecordedCard({ about }: { readonly about: Person }) {
  const { t } = useTranslation("person");
  const said = useSaid();
  return (
    <section className="sheet" aria-labelledby="person-recorded">
      <h2 id="person-recorded" className="sheet-title">
        {t("facts.title")}
      </h2>
      <dl className="recorded">
        <Ties
          title={t("facts.affiliations")}
          ties={about.affiliations.map(({ id, days }) => ({
            key: id,
            what: <InstituteName id={id} />,
            days,
          }))}
        />
        <Ties
          title={t("facts.contracts")}
          ties={about.contracts.map(({ institute, category, days }) => ({
            key: `${institute} ${category}`,
            what: (
              <>
                {category}, <InstituteName id={institute} />
              </>
            ),
            days,
          }))}
        />
        <Ties
          title={t("facts.experiments")}
          ties={about.experiments.map(({ id, days }) => ({
            key: id,
            what: <Link to="/experiments">{id}</Link>,
            days,
          }))}
        />
        <Ties
          title={t("facts.appointments")}
          ties={about.appointments.map(({ role, experiment, days }) => ({
            key: `${role} ${experiment}`,
            what: t("facts.appointment", { role: said(role).text, experiment }),
            days,
          }))}
        />
      </dl>
    </section>
  );
}

function Ties({ title, ties }: { readonly title: string; readonly ties: readonly Tie[] }) {
  const { t } = useTranslation("person");
  const stretchText = useStretchText("short");
  return (
    <>
      <dt>{title}</dt>
      {ties.length === 0 && <dd className="recorded-none">{t("facts.empty")}</dd>}
      {ties.map(({ key, what, days }) => (
        <dd key={key}>
          <span>{what}</span>
          {days.map((stretch) => (
            <span key={`${stretch.firstDay}`} className="recorded-days">
              {stretchText(stretch)}
            </span>
          ))}
        </dd>
      ))}
    </>
  );
}
