/** What if so many voted so: which splits pass, what this one comes to by this rule and by others, and how near it is to the other outcome. */
import { consequenceOf, consequenceWords, outcomeWords } from "@comity/council";
import { Group, NativeSelect, NumberInput, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DecidingBody, MajorityRule, TabledMotion } from "../../api/generated/routes.ts";
import { asking } from "../../api/queries.ts";
import { Pictured } from "../../pieces/pictured.tsx";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { useSaid } from "../said-in.ts";
import { figuresAt, type ImaginedVote, isBySums, outcomeBy, swingFrom } from "./imagined-vote.ts";
import { againstText, runsOf, splitAt } from "./split-runs.ts";
import { SplitsPicture } from "./splits-picture.tsx";

interface Properties {
  readonly body: DecidingBody;
  readonly rule: MajorityRule;
  /** The motion that the vote would be about. */
  readonly motion?: TabledMotion;
  readonly beside?: ReactNode;
}

export function VoteWhatIf({ body, rule, motion, beside }: Properties) {
  const { t } = useTranslation("council");
  const said = useSaid();
  const entitled = body.members.filter(({ hasVote }) => hasVote).length;
  const [vote, setVote] = useState<ImaginedVote>(() => startOf(rule, entitled, motion));
  // A motion names its programme; without one the reader chooses among those on record.
  const [chosen, choose] = useState<string>();
  const programme = motion?.programme ?? chosen ?? body.programmes[0]?.programme;
  const isAskable = !rule.asksForParticipants || programme !== undefined;
  const asked = useQuery({
    ...asking("GET /api/v1/council/bodies/{body}/splits", {
      params: { body: body.body },
      query: {
        rule: rule.id,
        on: body.on,
        absent: vote.absent,
        ...(rule.asksForParticipants && programme !== undefined ? { programme } : {}),
      },
    }),
    placeholderData: keepPreviousData,
    enabled: isAskable,
  });
  const shown = asked.data?.value;
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  if (!isAskable)
    return (
      <section className="sheet">
        {beside}
        <Text size="sm">{t("whatIf.noProgramme")}</Text>
      </section>
    );
  if (shown === undefined) return <Loading lines={8} />;
  const { votes } = shown;
  const runs = runsOf(shown.splits);
  const at = within(vote, votes);
  const split = splitAt(runs, at.inFavour, at.against) ?? "fails";
  const names = { ...at, abstaining: votes - at.inFavour - at.against };
  const says = t(`whatIf.says.${split}`, names);
  return (
    <Pictured
      title={t("whatIf.title")}
      says={says}
      beside={
        <Group gap="xs">
          {rule.asksForParticipants && (
            <NativeSelect
              size="xs"
              aria-label={t("whatIf.programme")}
              value={programme ?? ""}
              disabled={(motion?.programme ?? null) !== null}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
              data={body.programmes.map((each) => ({ value: each.programme, label: said(each.title) }))}
            />
          )}
          {beside}
        </Group>
      }
      className="what-if"
      table={() => ({
        columns: [
          { title: t("whatIf.inFavour"), isFigure: true },
          { title: t("whatIf.passesAgainst"), isFigure: true },
          { title: t("whatIf.failsAgainst"), isFigure: true },
          ...(runs.some((run) => run.split === "depends")
            ? [{ title: t("whatIf.dependsAgainst"), isFigure: true as const }]
            : []),
        ],
        rows: Array.from({ length: votes + 1 }, (_, less) => votes - less).map((inFavour) => [
          inFavour,
          againstText(runs, inFavour, "passes") || "–",
          againstText(runs, inFavour, "fails") || "–",
          ...(runs.some((run) => run.split === "depends")
            ? [againstText(runs, inFavour, "depends") || "–"]
            : []),
        ]),
      })}
    >
      {(label) => (
        <>
          <Text size="sm" mb="xs">
            {t("whatIf.explained")}
          </Text>
          <div className="what-if-parts">
            <SplitsPicture
              label={label}
              runs={runs}
              votes={votes}
              at={at}
              onChoose={(inFavour, against) => setVote({ ...vote, inFavour, against })}
              words={{
                inFavour: t("whatIf.inFavour"),
                against: t("whatIf.against"),
                passes: t("whatIf.key.passes"),
                fails: t("whatIf.key.fails"),
                depends: t("whatIf.key.depends"),
                here: t("whatIf.key.here"),
              }}
            />
            <div className="what-if-side">
              <Amount
                name={t("whatIf.inFavour")}
                value={at.inFavour}
                most={votes}
                onChange={(inFavour) =>
                  setVote({ ...vote, inFavour, against: Math.min(at.against, votes - inFavour) })
                }
              />
              <Amount
                name={t("whatIf.against")}
                value={at.against}
                most={votes}
                onChange={(against) =>
                  setVote({ ...vote, against, inFavour: Math.min(at.inFavour, votes - against) })
                }
              />
              <Amount
                name={t("whatIf.absent")}
                value={vote.absent}
                most={entitled}
                onChange={(absent) => setVote({ ...within(vote, entitled - absent), absent })}
              />
              <p className="what-if-rest">{t("whatIf.rest", { count: names.abstaining })}</p>
              <output className="what-if-says" aria-live="polite">
                <strong>{says}</strong>
                <Explained body={body} rule={rule} vote={at} split={split} />
                {motion !== undefined && split !== "depends" && (
                  <span>{said(comesOf(motion, split === "passes"), true)}.</span>
                )}
              </output>
            </div>
          </div>
          <ByOtherRules body={body} rule={rule} vote={at} />
        </>
      )}
    </Pictured>
  );
}

/** A vote of no more than can be cast. */
function within({ inFavour, against, absent }: ImaginedVote, votes: number): ImaginedVote {
  const favour = Math.max(0, Math.min(inFavour, votes));
  return { inFavour: favour, against: Math.max(0, Math.min(against, votes - favour)), absent };
}

/** It begins with the vote that was held, or else with the smallest that passes. */
function startOf(rule: MajorityRule, entitled: number, motion: TabledMotion | undefined): ImaginedVote {
  const held = motion?.votes.at(-1)?.tally;
  if (held !== undefined) {
    const absent = Math.max(0, entitled - held.inFavour - held.against - held.abstaining);
    return { inFavour: held.inFavour, against: held.against, absent };
  }
  return { inFavour: rule.needs[0]?.needed ?? Math.floor(entitled / 2) + 1, against: 0, absent: 0 };
}

const comesOf = ({ polarity, default: otherwise }: TabledMotion, isAdopted: boolean) =>
  consequenceWords(
    consequenceOf({ polarity, default: otherwise ?? undefined }, isAdopted ? "adopted" : "short"),
  );

/** Why, and how near it is to the other outcome. */
function Explained({
  body,
  rule,
  vote,
  split,
}: {
  readonly body: DecidingBody;
  readonly rule: MajorityRule;
  readonly vote: ImaginedVote;
  readonly split: string;
}) {
  const { t } = useTranslation("council");
  const said = useSaid();
  if (!isBySums(rule, body)) return <span>{said(rule.words, true)}.</span>;
  const outcome = outcomeBy(rule, body, vote);
  // The rule itself is met and yet it fails: too few are there.
  if (outcome.isAdopted && split === "fails")
    return (
      <span>{t("whatIf.noQuorum", { words: body.quorum === null ? "" : said(body.quorum.words) })}</span>
    );
  const swing = swingFrom(rule, body, vote);
  return (
    <>
      <span>{said(outcomeWords(outcome), true)}.</span>
      <span>{said(figuresAt(rule, body, vote.inFavour + vote.against), true)}.</span>
      {swing !== undefined && <span>{t("whatIf.swing", { count: swing.votes, ...swing.to })}</span>}
    </>
  );
}

/** A number, to be typed or slid. */
function Amount({
  name,
  value,
  most,
  onChange,
}: {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}) {
  const field = useId();
  return (
    <div className="amount">
      <label htmlFor={field}>{name}</label>
      <input
        type="range"
        aria-label={name}
        min={0}
        max={most}
        value={value}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <NumberInput
        id={field}
        size="xs"
        min={0}
        max={most}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={value}
        onChange={(given) => onChange(Number(given) || 0)}
      />
    </div>
  );
}

/** The same vote by the body's other rules. */
function ByOtherRules({
  body,
  rule,
  vote,
}: {
  readonly body: DecidingBody;
  readonly rule: MajorityRule;
  readonly vote: ImaginedVote;
}) {
  const { t } = useTranslation("council");
  const said = useSaid();
  const others = body.rules.filter((each) => each.id !== rule.id && isBySums(each, body));
  if (others.length === 0 || !isBySums(rule, body)) return null;
  return (
    <div className="what-if-others">
      <h3>{t("whatIf.others")}</h3>
      <PlainTable
        label={t("whatIf.others")}
        columns={[
          { key: "rule", title: t("rules.rule") },
          { key: "outcome", title: t("whatIf.outcome") },
        ]}
        rows={others.map((other) => ({
          key: other.id,
          cells: [said(other.title, true), said(outcomeWords(outcomeBy(other, body, vote)), true)],
        }))}
      />
    </div>
  );
}
