/** A motion: what is asked, by which rule, what comes of it if it fails or is not put, how it was voted on, and which votes would pass. */
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AgendaItem, DecidingBody, TabledMotion } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Loading, NotThere, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { Facts, PageHead, Part } from "../things/page-head.tsx";
import { Sourced } from "./rules-part.tsx";
import { useSaid } from "./said-in.ts";
import { MotionBallots } from "./vote/motion-ballots.tsx";
import { VoteWhatIf } from "./what-if/vote-what-if.tsx";
import "./council.css";

export function MotionPage() {
  const {
    body,
    session,
    item: number,
  } = useParams({
    from: "/council/bodies/$body/sessions/$session/items/$item",
  });
  const asked = useQuery(
    asking("GET /api/v1/council/bodies/{body}/sessions/{session}", { params: { body, session } }),
  );
  const day = asked.data?.value.firstDay;
  const bodyAsked = useQuery({
    ...asking("GET /api/v1/council/bodies/{body}", {
      params: { body },
      query: day === null || day === undefined ? {} : { on: day },
    }),
    enabled: asked.data !== undefined,
  });
  const error = asked.error ?? bodyAsked.error;
  if (error !== null) return <Refusal error={error} again={() => void asked.refetch()} />;
  if (asked.data === undefined || bodyAsked.data === undefined) return <Loading lines={10} />;
  const item = asked.data.value.items.find((each) => String(each.number) === number);
  if (item?.motion === undefined || item.motion === null) return <NotThere />;
  return <Motion item={item} motion={item.motion} session={session} body={bodyAsked.data.value} />;
}

function Motion({
  item,
  motion,
  session,
  body,
}: {
  readonly item: AgendaItem;
  readonly motion: TabledMotion;
  readonly session: string;
  readonly body: DecidingBody;
}) {
  const { t } = useTranslation("council");
  const said = useSaid();
  const rule = body.rules.find(({ id }) => id === motion.rule);
  const up = `/council/bodies/${encodeURIComponent(body.body)}/sessions/${encodeURIComponent(session)}`;
  return (
    <>
      <PageHead
        title={motion.title}
        up={{ to: up as "/", title: `${said(body.title)}, ${t("sessions.name", { session })}` }}
        sub={t("motion.sub", { number: item.number, title: item.title })}
      />
      <div className="columns">
        <div className="stack">
          <Part title={t("motion.decides")}>
            {rule !== undefined && (
              <>
                <p className="motion-rule">{said(rule.title, true)}</p>
                <p className="motion-figures">{said(rule.words, true)}.</p>
                <p className="motion-source">
                  <Sourced {...rule} />
                </p>
              </>
            )}
            <Facts
              facts={[
                [t("motion.adopted"), t(`motion.polarity.${motion.polarity}`)],
                [
                  t("motion.otherwise"),
                  motion.default === null ? (
                    t("motion.noDefault")
                  ) : (
                    <>
                      {t(`motion.effects.${motion.default.effect}`)} ({motion.default.clause})
                    </>
                  ),
                ],
                [t("motion.clause"), motion.clause],
                [t("motion.ballot"), t(`motion.ballots.${motion.ballot}`)],
                [
                  t("motion.state"),
                  `${t(`motion.states.${motion.state}`)}${
                    motion.consequence === null ? "" : `: ${said(motion.consequence.words)}`
                  }`,
                ],
              ]}
            />
            {motion.ballot === "secret" && (
              <Button
                mt="sm"
                size="sm"
                variant="default"
                renderRoot={(rest) => <Link to="/council/ballots" {...rest} />}
              >
                {t("motion.count")}
              </Button>
            )}
          </Part>
          {motion.ballot === "secret" && (
            <MotionBallots
              of={{ body: body.body, session, item: item.number }}
              isTabled={motion.state === "tabled"}
            />
          )}
          {motion.votes.length > 0 && <VotesPart motion={motion} />}
          {rule !== undefined && <VoteWhatIf body={body} rule={rule} motion={motion} />}
        </div>
        <div className="stack">
          <BasisPart motion={motion} />
        </div>
      </div>
    </>
  );
}

function VotesPart({ motion: { votes } }: { readonly motion: TabledMotion }) {
  const { t } = useTranslation("council");
  const said = useSaid();
  return (
    <Part title={t("motion.votes")}>
      {votes.map(({ on, at, tally, votes: named, board, words, represented }) => (
        <div key={at} className="motion-vote">
          <Text size="sm">
            <DayText day={on} /> · {t("motion.tally", { ...tally })} ·{" "}
            {t("motion.represented", { count: represented.length })}
          </Text>
          <Text size="sm" fw={600}>
            {said(words, true)}.
          </Text>
          {named !== null && (
            <PlainTable
              label={t("motion.byName")}
              columns={[
                { key: "member", title: t("motion.member") },
                { key: "choice", title: t("motion.choice") },
              ]}
              rows={Object.entries(named).map(([member, choice]) => ({
                key: member,
                cells: [member, t(`motion.choices.${choice}`)],
              }))}
            />
          )}
          {named === null && <Text size="sm">{t("motion.secretKept")}</Text>}
          {board !== null && (
            <Text size="sm">
              {t("motion.board", { location: board.location })} <span className="hash">{board.sha256}</span>
            </Text>
          )}
        </div>
      ))}
    </Part>
  );
}

/** What the motion is decided on: the frozen fact sheet, and what became of it. */
function BasisPart({ motion: { decidedOn, decision } }: { readonly motion: TabledMotion }) {
  const { t } = useTranslation("council");
  return (
    <Part title={t("motion.basis")}>
      {decidedOn === null ? (
        <Text size="sm">{t("motion.noDraft")}</Text>
      ) : (
        <>
          <Text size="sm">
            <Link to="/studio/$draft" params={{ draft: decidedOn.draft }}>
              {decidedOn.title}
            </Link>
          </Text>
          <Text size="sm">
            {t("motion.sheet", { number: decidedOn.number, revision: decidedOn.revision })}
          </Text>
          <Text size="sm" className="hash">
            {decidedOn.sha256}
          </Text>
        </>
      )}
      {decision !== null && (
        <Text size="sm" mt="xs">
          <Link to="/carrying-out/$decision" params={{ decision }}>
            {t("motion.carriedOut")}
          </Link>
        </Text>
      )}
    </Part>
  );
}
