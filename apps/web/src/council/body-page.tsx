/** A body: until when it can still act, its sessions, its rules in words and in figures, and which votes would pass. */
import { NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DecidingBody } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { Facts, PageHead, Part } from "../things/page-head.tsx";
import { onDay } from "../things/titles.ts";
import { NoticesPart } from "./notices-part.tsx";
import { RulesPart, Sourced } from "./rules-part.tsx";
import { useSaid } from "./said-in.ts";
import { SessionsPart } from "./sessions-part.tsx";
import { VoteWhatIf } from "./what-if/vote-what-if.tsx";
import "./council.css";

export function BodyPage() {
  const { t } = useTranslation("council");
  const said = useSaid();
  const { body: id } = useParams({ from: "/council/bodies/$body" });
  const asked = useQuery(
    asking("GET /api/v1/council/bodies/{body}", { params: { body: id }, query: onDay(useKnownOn()) }),
  );
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Loading lines={10} />;
  const body = asked.data.value;
  return (
    <>
      <PageHead
        title={said(body.title)}
        up={{ to: "/council", title: t("title") }}
        sub={
          <>
            {t("body.members", { count: body.members.length })} · <DayText day={body.on} />
            {body.isMadeUp && <> · {t("bodies.madeUp")}</>}
          </>
        }
      />
      <div className="columns">
        <div className="stack">
          <NoticesPart body={id} />
          <ChosenRule body={body} />
          <RulesPart body={body} />
        </div>
        <div className="stack">
          <SessionsPart body={id} />
          <MembersPart body={body} />
          <AboutPart body={body} />
        </div>
      </div>
    </>
  );
}

/** The what-if of a vote by whichever of the body's rules. */
function ChosenRule({ body }: { readonly body: DecidingBody }) {
  const { t } = useTranslation("council");
  const said = useSaid();
  const [id, choose] = useState("two-thirds-of-all");
  const rule = body.rules.find((each) => each.id === id) ?? body.rules[0];
  if (rule === undefined) return null;
  return (
    <VoteWhatIf
      key={rule.id}
      body={body}
      rule={rule}
      beside={
        <NativeSelect
          size="xs"
          aria-label={t("whatIf.rule")}
          value={rule.id}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={body.rules.map((each) => ({ value: each.id, label: said(each.title) }))}
        />
      }
    />
  );
}

function MembersPart({ body: { members, associates, observers } }: { readonly body: DecidingBody }) {
  const { t } = useTranslation("council");
  const without = members.filter(({ hasVote }) => !hasVote);
  const waived = members.filter(({ because }) => because === "waiver");
  const names = (some: readonly { readonly member: string; readonly title: string | null }[]): string =>
    some.map(({ member, title }) => title ?? member).join(", ");
  return (
    <Part title={t("body.who")} aside={members.length}>
      <Text size="sm">{names(members)}</Text>
      {without.length > 0 && (
        <Text size="sm" mt="xs">
          {t("body.withoutVote", { names: names(without) })}
        </Text>
      )}
      {waived.length > 0 && (
        <Text size="sm" mt="xs">
          {t("body.waived", { names: names(waived) })}
        </Text>
      )}
      {associates.length > 0 && (
        <Text size="sm" mt="xs">
          {t("body.associates", { names: names(associates) })}
        </Text>
      )}
      {observers.length > 0 && (
        <Text size="sm" mt="xs">
          {t("body.observers", { names: names(observers) })}
        </Text>
      )}
    </Part>
  );
}

/** Backticks of the body's file mark names of its fields, which no reader of a page needs. */
const plain = (text: string): string => text.replaceAll("`", "");

function AboutPart({ body }: { readonly body: DecidingBody }) {
  const { t } = useTranslation("council");
  const said = useSaid();
  const { quorum, arrears } = body;
  return (
    <Part title={t("body.about")}>
      <Facts
        facts={[
          [
            t("body.quorum"),
            quorum === null ? (
              t("body.noQuorum")
            ) : (
              <>
                {said(quorum.words, true)}. <Sourced {...quorum} />
              </>
            ),
          ],
          [
            t("body.arrears"),
            arrears === null ? undefined : (
              <>
                {said(arrears.words, true)}. <Sourced {...arrears} />
              </>
            ),
          ],
        ]}
      />
      {body.note !== null && (
        <Text size="sm" c="dimmed" mt="sm">
          {plain(said(body.note))}
        </Text>
      )}
    </Part>
  );
}
