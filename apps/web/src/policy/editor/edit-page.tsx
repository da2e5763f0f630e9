/** A policy being written: the editor, what is wrong, what it would change, and proposing it. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import "../policy.css";
import { asking } from "../../api/queries.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { Workbench } from "./workbench.tsx";

export function EditPage() {
  const { t } = useTranslation("policy");
  const proposal = useSearch({ strict: false, select: ({ proposal }) => proposal });
  return (
    <div className="policy-edit">
      <p className="policy-back">
        {proposal === undefined ? (
          <Link to="/policy">{t("edit.back")}</Link>
        ) : (
          <Link to="/policy/proposals/$proposal" params={{ proposal }}>
            {t("edit.backToProposal")}
          </Link>
        )}
      </p>
      {proposal === undefined ? <OwnPolicy /> : <Proposal id={proposal} key={proposal} />}
    </div>
  );
}

function OwnPolicy() {
  const { data, error, refetch } = useQuery({ ...asking("GET /api/v1/policy", {}), staleTime: 300_000 });
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={12} />;
  return <Workbench own={data.value.text} />;
}

function Proposal({ id }: { readonly id: string }) {
  // What is on the page is what was read when it was opened: somebody else's change is told when this one is handed in.
  const proposal = useQuery({
    ...asking("GET /api/v1/proposals/{id}", { params: { id } }),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (proposal.error !== null)
    return <Refusal error={proposal.error} again={() => void proposal.refetch()} />;
  if (proposal.data === undefined) return <Loading lines={12} />;
  const { value, tag } = proposal.data;
  return <Workbench own={value.text} proposal={{ ...value, tag: tag ?? "" }} />;
}
