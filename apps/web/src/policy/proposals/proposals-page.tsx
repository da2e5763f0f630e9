/** The policies that were proposed. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import "../policy.css";
import type { ProposalListed } from "../../api/generated/routes.ts";
import { asking } from "../../api/queries.ts";
import { useCalled } from "../../pieces/called.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../../pieces/states.tsx";

export function ProposalsPage() {
  const { t } = useTranslation("policy");
  const { data, error, refetch } = useQuery(asking("GET /api/v1/proposals", { query: { limit: 1_000 } }));
  return (
    <div className="policy-proposals">
      <p className="policy-back">
        <Link to="/policy">{t("edit.back")}</Link>
      </p>
      <header className="policy-head">
        <h1>{t("proposals.title")}</h1>
        <p>{t("proposals.explained")}</p>
        <Button component={Link} to="/policy/edit" size="xs">
          {t("proposals.write")}
        </Button>
      </header>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={6} />
      ) : (
        <List proposals={data.value.proposals} />
      )}
    </div>
  );
}

function List({ proposals }: { readonly proposals: readonly ProposalListed[] }) {
  const { t } = useTranslation("policy");
  const called = useCalled();
  if (proposals.length === 0) return <Empty title={t("proposals.none")}>{t("proposals.noneMore")}</Empty>;
  const newest = [...proposals].sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
  return (
    <ul className="policy-list">
      {newest.map(({ id, title, why, author, accounts, changedAt, withdrawn, isBasisCurrent }) => (
        <li key={id} className="sheet" data-withdrawn={withdrawn !== null || undefined}>
          <h2>
            <Link to="/policy/proposals/$proposal" params={{ proposal: id }}>
              {title}
            </Link>
          </h2>
          <p className="effect-small">
            {t("proposals.by", { author: called(author, accounts) })} <DayText day={changedAt.slice(0, 10)} />
            {withdrawn !== null && ` · ${t("proposals.withdrawn")}`}
            {withdrawn === null && !isBasisCurrent && ` · ${t("proposals.basisMoved")}`}
          </p>
          {why !== "" && <p className="policy-why">{why}</p>}
        </li>
      ))}
    </ul>
  );
}
