/** A proposed policy: why, what it would change, and how its text differs from the registry's. */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import "../policy.css";
import type { Proposal } from "../../api/generated/routes.ts";
import { asking } from "../../api/queries.ts";
import { useCalled } from "../../pieces/called.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { useKnownOn } from "../../shell/known-on.tsx";
import { EffectView } from "../effect/effect-view.tsx";
import { TextsCompared } from "./texts-compared.tsx";
import { Withdraw } from "./withdraw.tsx";

export function ProposalPage() {
  const { t } = useTranslation("policy");
  const id = useParams({ strict: false, select: ({ proposal }) => proposal ?? "" });
  const { data, error, refetch } = useQuery(asking("GET /api/v1/proposals/{id}", { params: { id } }));
  return (
    <div className="policy-proposal">
      <p className="policy-back">
        <Link to="/policy/proposals">{t("proposals.back")}</Link>
      </p>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={8} />
      ) : (
        <Shown proposal={data.value} tag={data.tag ?? ""} />
      )}
    </div>
  );
}

function Shown({ proposal, tag }: { readonly proposal: Proposal; readonly tag: string }) {
  const { t } = useTranslation("policy");
  const knownOn = useKnownOn();
  const called = useCalled();
  const { id, title, why, author, accounts, madeAt, revision, changedBy, changedAt, withdrawn } = proposal;
  const { isBasisCurrent, text } = proposal;
  const own = useQuery({ ...asking("GET /api/v1/policy", {}), staleTime: 300_000 });
  const effect = useQuery({
    ...asking("GET /api/v1/proposals/{id}/effect", {
      params: { id },
      query: knownOn === undefined ? {} : { knownOn },
    }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <header className="policy-head">
        <h1>{title}</h1>
        <p className="effect-small">
          {t("proposals.by", { author: called(author, accounts) })} <DayText day={madeAt.slice(0, 10)} />
          {revision > 1 && (
            <>
              {" · "}
              {t("proposals.changedBy", { by: called(changedBy, accounts) })}{" "}
              <DayText day={changedAt.slice(0, 10)} />
            </>
          )}
        </p>
        {why !== "" && <p className="policy-why">{why}</p>}
        {withdrawn !== null && (
          <p className="policy-note" role="status">
            {t("proposals.withdrawnBy", { by: called(withdrawn.by, accounts) })}{" "}
            <DayText day={withdrawn.at.slice(0, 10)} />. {withdrawn.why}
          </p>
        )}
        {withdrawn === null && !isBasisCurrent && (
          <p className="policy-note" role="status">
            {t("proposals.basisMovedMore")}
          </p>
        )}
        <Group gap="xs">
          {withdrawn === null && (
            <Button component={Link} to={`/policy/edit?proposal=${id}`} size="xs">
              {t("proposals.edit")}
            </Button>
          )}
          <Button component={Link} to={`/policy/compare?b=${id}`} size="xs" variant="default">
            {t("proposals.compare")}
          </Button>
          <Button size="xs" variant="default" onClick={() => download(text)}>
            {t("proposals.download")}
          </Button>
          {withdrawn === null && <Withdraw id={id} tag={tag} />}
        </Group>
      </header>
      <section className="sheet" aria-labelledby="effect">
        <h2 id="effect" className="sheet-title">
          {t("effect.title")}
        </h2>
        {effect.error !== null ? (
          <Refusal error={effect.error} again={() => void effect.refetch()} />
        ) : effect.data === undefined ? (
          <Loading lines={6} />
        ) : (
          <EffectView
            effect={effect.data.value}
            names={{ a: t("effect.asThingsStand"), b: t("effect.proposed") }}
          />
        )}
      </section>
      <section className="sheet" aria-labelledby="texts">
        <h2 id="texts" className="sheet-title">
          {t("texts.title")}
        </h2>
        {own.data === undefined ? (
          <Loading lines={6} />
        ) : (
          <TextsCompared
            a={{ name: t("effect.asThingsStand"), text: own.data.value.text }}
            b={{ name: t("effect.proposed"), text }}
          />
        )}
      </section>
    </>
  );
}

/** The text as a file: whoever runs the server starts it with that one where the proposal is adopted. */
function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "proposed.policy.md";
  link.click();
  URL.revokeObjectURL(address);
}
