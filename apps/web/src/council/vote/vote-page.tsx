/** A secret ballot that the server keeps: how far it has come, what is awaited of the reader, its trustees, its voters and its board. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../../api/queries.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { PageHead } from "../../things/page-head.tsx";
import { LimitsPart } from "../ballot/limits-part.tsx";
import { AnnouncePart } from "./announce-part.tsx";
import { askingBallot } from "./ballot-asked.ts";
import { CastPart } from "./cast-part.tsx";
import { KeeperPart } from "./keeper-part.tsx";
import { ListedPart } from "./listed-part.tsx";
import { ResultPart } from "./result-part.tsx";
import { StagesPart } from "./stages-part.tsx";
import { TrusteesPart } from "./trustees-part.tsx";
import { VotersPart } from "./voters-part.tsx";
import "../council.css";

export function VotePage() {
  const { t } = useTranslation("council");
  const { ballot } = useParams({ from: "/council/ballots/$ballot" });
  const asked = useQuery(askingBallot(ballot));
  const vote = asked.data?.value;
  const session = useQuery({
    ...asking("GET /api/v1/council/bodies/{body}/sessions/{session}", {
      params: { body: vote?.body ?? "", session: vote?.session ?? "" },
    }),
    enabled: vote !== undefined,
  });
  if (vote === undefined)
    return asked.error === null ? (
      <Loading lines={10} />
    ) : (
      <Refusal error={asked.error} again={() => void asked.refetch()} />
    );
  const motion = session.data?.value.items.find(({ number }) => number === vote.item)?.motion;
  const address = `/council/bodies/${encodeURIComponent(vote.body)}/sessions/${encodeURIComponent(vote.session)}`;
  const { stage, you } = vote;
  const hasOwn = you.members.length > 0;
  return (
    <>
      <PageHead
        title={vote.question}
        up={{ to: `${address}/items/${vote.item}` as "/", title: motion?.title ?? t("vote.motion") }}
        sub={`${t("vote.name", { number: vote.number })} · ${t(`vote.stage.${stage}`)} · ${t(`vote.readers.${vote.readers}`)}`}
      />
      <div className="columns">
        <div className="stack">
          {you.keeps && <KeeperPart vote={vote} lastDay={session.data?.value.lastDay ?? undefined} />}
          {hasOwn && stage === "preparing" && <AnnouncePart vote={vote} />}
          {hasOwn && vote.list !== null && stage !== "abandoned" && <ListedPart vote={vote} />}
          {stage === "open" && <CastPart vote={vote} />}
          <ResultPart vote={vote} motion={motion ?? undefined} />
          <TrusteesPart vote={vote} />
        </div>
        <div className="stack">
          <StagesPart vote={vote} />
          <VotersPart vote={vote} />
          <LimitsPart command="comity ballot key, cast, trustee, answer, verify" />
        </div>
      </div>
    </>
  );
}
