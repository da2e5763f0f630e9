/** The start of the studio: the drafts that one may see, and the form with which a draft begins. */
import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { useKnownOn } from "../shell/known-on.tsx";
import { useMe } from "../shell/me.ts";
import { fileOf } from "./draft-acts.ts";
import { NewDraft } from "./new-draft.tsx";
import { STORY } from "./story.ts";
import { useBegin, useStory } from "./use-begin.ts";
import "./studio.css";

export function StudioPage() {
  const { t } = useTranslation("studio");
  const me = useMe();
  const knownOn = useKnownOn();
  const { agreement } = useSearch({ from: "/studio" });
  const isStory = useStory();
  const drafts = useQuery({
    ...asking("GET /api/v1/drafts", { query: { limit: 100 } }),
    enabled: me.account !== null,
  });
  const isAsked = isStory && agreement === STORY.agreement && knownOn === STORY.knownOn;
  const begin = useBegin(isAsked && me.via === "demo", drafts.data?.value.drafts);
  if (!me.isKnown || begin.isBusy) return <Loading lines={8} />;
  return (
    <div className="studio">
      <div className="studio-main">
        <header className="studio-head">
          <Title order={1}>{t("title")}</Title>
          <p>{t("start.what")}</p>
        </header>
        {begin.error !== undefined && <Refusal error={begin.error} />}
        {me.account === null ? (
          <Empty title={t("start.signIn")}>
            <p>{t("start.signInMore")}</p>
            <Button component="a" href={`/sign-in?returnTo=${encodeURIComponent("/studio")}`}>
              {t("start.toSignIn")}
            </Button>
          </Empty>
        ) : (
          <>
            {isStory && (
              <section className="sheet story" aria-label={t("start.story")}>
                <Group justify="space-between" align="center">
                  <div>
                    <Text fw={650}>{t("start.story")}</Text>
                    <Text size="sm" c="dimmed">
                      {t("start.storyMore")}
                    </Text>
                  </div>
                  <Button onClick={begin.open}>{t("start.storyOpen")}</Button>
                </Group>
              </section>
            )}
            <DraftList
              error={drafts.error}
              drafts={drafts.data?.value.drafts}
              again={() => void drafts.refetch()}
            />
          </>
        )}
      </div>
      <aside className="studio-side" aria-label={t("form.title")}>
        {me.account !== null && <NewDraft agreement={agreement} knownOn={knownOn} key={agreement} />}
      </aside>
    </div>
  );
}

interface ListProperties {
  readonly error: Error | null;
  readonly drafts:
    | readonly {
        readonly id: string;
        readonly title: string;
        readonly revision: number;
        readonly author: string;
        readonly changedAt: string;
        readonly withdrawn: object | null;
        readonly released: string | null;
        readonly decision: unknown;
      }[]
    | undefined;
  readonly again: () => void;
}

function DraftList({ error, drafts, again }: ListProperties) {
  const { t } = useTranslation("studio");
  if (error !== null) return <Refusal error={error} again={again} />;
  if (drafts === undefined) return <Loading lines={6} />;
  if (drafts.length === 0) return <Empty title={t("start.none")}>{t("start.noneMore")}</Empty>;
  return (
    <section className="sheet" aria-label={t("start.drafts")}>
      <h2 className="sheet-title">{t("start.drafts")}</h2>
      <ul className="side-list drafts">
        {[...drafts]
          .sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
          .map(({ id, title, revision, author, changedAt, withdrawn, released, decision }) => (
            <li key={id}>
              <Stack gap={2}>
                <Link to="/studio/$draft" params={{ draft: id }}>
                  {title}
                </Link>
                <span className="more">
                  {t("start.about", { revision, author })}{" "}
                  <DayText day={changedAt.slice(0, 10)} style="short" />
                  {". "}
                  {t("start.taken")} <DayText day={fileOf(decision).date} style="short" />
                </span>
              </Stack>
              <Group gap={4}>
                {withdrawn !== null && (
                  <Badge variant="default" tt="none">
                    {t("start.withdrawn")}
                  </Badge>
                )}
                {released !== null && (
                  <Badge variant="light" tt="none">
                    {t(`start.released.${released}`)}
                  </Badge>
                )}
              </Group>
            </li>
          ))}
      </ul>
    </section>
  );
}
