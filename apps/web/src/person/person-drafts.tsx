/** What each draft that the reader may see would change for this person. */
import { day as dayOf } from "@comity/calendar";
import { Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Days, PersonChange, PersonDraft } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { usePurpose } from "../pieces/purpose.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useStretchText } from "../pieces/stretch-text.ts";
import { useMe } from "../shell/me.ts";
import { DraftProof } from "./draft-proof.tsx";
import { RemedyList } from "./remedies.tsx";
import "./person.css";
import { Said } from "../phrases/said.tsx";

export function PersonDrafts({ person }: { readonly person: string }) {
  const { t } = useTranslation("person");
  const me = useMe();
  const purpose = usePurpose(person).with;
  const { data, error, refetch } = useQuery({
    ...asking("GET /api/v1/people/{id}/drafts", { params: { id: person }, ...purpose }),
    enabled: me.isKnown,
  });
  return (
    <section className="sheet" aria-labelledby="person-drafts">
      <h2 id="person-drafts" className="sheet-title">
        {t("drafts.title")}
      </h2>
      {error !== null ? (
        <Refusal error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={5} />
      ) : data.value.drafts.length === 0 ? (
        <Empty title={t("drafts.none")}>{t("drafts.noneMore")}</Empty>
      ) : (
        <Stack gap={0}>
          {data.value.drafts.map((draft) => (
            <DraftShown key={draft.draft} draft={draft} person={person} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function DraftShown({ draft, person }: { readonly draft: PersonDraft; readonly person: string }) {
  const { t } = useTranslation("person");
  const dayText = useDayText();
  const { changes, fault, knownOn, same, state, title } = draft;
  const losses = changes.filter(({ firstLost }) => firstLost !== null).length;
  const gains = changes.length - losses;
  return (
    <details className="draft-of" open={changes.length > 0}>
      <summary>
        <span className="draft-title">{title}</span>
        <Badge size="sm" variant="light" color="gray" tt="none" fw={500}>
          {t(`drafts.state.${state}`)}
        </Badge>
        {knownOn !== null && (
          <span className="draft-known">{t("drafts.knownOn", { day: dayText(knownOn, "short") })}</span>
        )}
        {losses > 0 && <strong className="draft-takes">{t("drafts.loses", { count: losses })}</strong>}
        {gains > 0 && <strong>{t("drafts.gains", { count: gains })}</strong>}
      </summary>
      {fault !== null && <Text size="sm">{t("drafts.fault", { fault })}</Text>}
      {fault === null && changes.length === 0 && <Text size="sm">{t("drafts.nothing")}</Text>}
      {changes.map((change) => (
        <div key={JSON.stringify([change.entitlement, ...change.tuple])}>
          <ChangeShown change={change} />
          <DraftProof change={change} person={person} draft={draft.draft} knownOn={knownOn} />
        </div>
      ))}
      <Group gap="md" mt={6}>
        {fault === null && same > 0 && (
          <Text size="sm" c="dimmed">
            {t("drafts.same", { count: same })}
          </Text>
        )}
        {state === "draft" && (
          <Anchor size="sm" renderRoot={(rest) => <Link to="/studio" {...rest} />}>
            {t("drafts.toStudio")}
          </Anchor>
        )}
      </Group>
    </details>
  );
}

/** An entitlement as things stand and under the draft: both in words, and as two bars one above the other. */
export function ChangeShown({ change }: { readonly change: PersonChange }) {
  const { t } = useTranslation("person");
  const stretchText = useStretchText("short");
  const { before, after, because, firstLost, label, remedies } = change;
  const said = (days: readonly Days[]): string =>
    days.length === 0 ? t("drafts.never") : days.map(stretchText).join("; ");
  return (
    <div className="change">
      <span className="change-label">
        <Said>{label}</Said>
      </span>
      <TwoBars before={before} after={after} />
      <span className="change-days">
        <span>
          <span className="change-key" data-of="before" aria-hidden="true" />
          {t("drafts.before")} {said(before)}
        </span>
        <span>
          <span className="change-key" data-of="after" aria-hidden="true" />
          {t("drafts.after")} <strong>{said(after)}</strong>
          {because.length > 0 && (
            <>
              {", "}
              {t("drafts.because")}{" "}
              {because.map(({ sentence, days }, at) => (
                <span key={sentence}>
                  {at > 0 && "; "}
                  <Said>{sentence}</Said>
                  {days !== null && <> {stretchText(days)}</>}
                </span>
              ))}
            </>
          )}
        </span>
        {firstLost !== null && remedies.length > 0 && (
          <details className="change-remedies">
            <summary>{t("drafts.couldKeep")}</summary>
            <RemedyList remedies={remedies} by={firstLost} />
          </details>
        )}
      </span>
    </div>
  );
}

const BARS_WIDTH = 150;

/** The two bars; the words beside them say the same. */
function TwoBars({ before, after }: { readonly before: readonly Days[]; readonly after: readonly Days[] }) {
  const ends = [...before, ...after].flatMap(({ lastDay }) => (lastDay === null ? [] : [dayOf(lastDay)]));
  const starts = [...before, ...after].flatMap(({ firstDay }) =>
    firstDay === null ? [] : [dayOf(firstDay)],
  );
  const last = Math.max(...ends, ...starts);
  const first = Math.max(Math.min(...ends, ...starts, last - 1), Math.min(...ends, last) - 3 * 365);
  const place = (at: number): number =>
    Math.min(BARS_WIDTH, Math.max(0, ((at - first) / Math.max(1, last + 30 - first)) * BARS_WIDTH));
  const bars = (days: readonly Days[], y: number, className: string) =>
    days.map(({ firstDay, lastDay }) => {
      const left = firstDay === null ? 0 : place(dayOf(firstDay));
      const right = lastDay === null ? BARS_WIDTH : place(dayOf(lastDay) + 1);
      return right <= left ? null : (
        <rect
          key={`${firstDay}`}
          className={className}
          x={left}
          y={y}
          width={right - left}
          height={6}
          rx={1.5}
        />
      );
    });
  return (
    <svg className="change-bars" width={BARS_WIDTH} height={18} aria-hidden="true">
      {bars(before, 2, "stands")}
      {bars(after, 10, "takes")}
    </svg>
  );
}
