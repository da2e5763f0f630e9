/** What a policy would have printed of an earlier list, held against a later one as it was published. */
import { Button, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuthorReplay } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { AuthorsTabs } from "./authors-tabs.tsx";
import { FIRST_WORDS, replayed } from "./list-call.ts";
import { ListFile } from "./list-file.tsx";
import { ListNotes } from "./list-notes.tsx";
import { PaperDays } from "./paper-days.tsx";
import { PolicyPicker } from "./policy-picker.tsx";

export function ReplayPage() {
  const { t } = useTranslation("authors");
  const [before, setBefore] = useState<File>();
  const [after, setAfter] = useState<File>();
  const [words, setWords] = useState({ policy: FIRST_WORDS.policy, reference: "", published: "" });
  const replaying = useMutation<AuthorReplay, ApiProblem>({
    mutationFn: () => replayed(before!, after!, words),
  });
  const change = (part: Partial<typeof words>): void => {
    setWords({ ...words, ...part });
    replaying.reset();
  };
  return (
    <>
      <Title order={1}>{t("replay.title")}</Title>
      <AuthorsTabs />
      <Stack gap="md">
        <Text size="sm" maw={760}>
          {t("replay.explained")}
        </Text>
        <div className="list-two">
          <ListFile label={t("replay.before")} file={before} onFile={setBefore} />
          <ListFile label={t("replay.after")} file={after} onFile={setAfter} />
        </div>
        <section className="sheet list-choices" aria-label={t("print.how")}>
          <PolicyPicker
            label={t("print.policy")}
            value={words.policy}
            onChange={(policy) => change({ policy })}
          />
          <PaperDays days={words} onChange={change} />
        </section>
        <Button
          w="fit-content"
          disabled={before === undefined || after === undefined}
          loading={replaying.isPending}
          onClick={() => replaying.mutate()}
        >
          {t("replay.compare")}
        </Button>
        {replaying.error !== null && <Refusal error={replaying.error} />}
        {replaying.isPending && (
          <section className="sheet">
            <Loading lines={5} />
          </section>
        )}
        {replaying.data !== undefined && <Replayed made={replaying.data} />}
      </Stack>
    </>
  );
}

/** So many rows of a table; the figures are of all. */
const MOST_ROWS = 400;

function Replayed({ made }: { readonly made: AuthorReplay }) {
  const { t } = useTranslation("authors");
  const dayText = useDayText();
  const { counts, people, doubtful, gone, come, unsure } = made;
  const told = people.filter(({ outcome }) => outcome !== "neither");
  const share = ({ part, of }: AuthorReplay["recall"]): string =>
    of === 0 ? t("replay.nothingToSay") : t("replay.share", { part, of });
  const figures = [
    ["recall", share(made.recall)],
    ["precision", share(made.precision)],
    ["predictedAndPrinted", counts.predictedAndPrinted],
    ["predictedNotPrinted", counts.predictedNotPrinted],
    ["printedNotPredicted", counts.printedNotPredicted],
  ] as const;
  return (
    <>
      <section className="sheet" aria-labelledby="replay-figures" role="status">
        <h2 className="sheet-title" id="replay-figures">
          {t("replay.figures")}
        </h2>
        <dl className="list-figures">
          {figures.map(([key, value]) => (
            <div key={key}>
              <dt>{t(`replay.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Text size="sm">
          {t("replay.dates", {
            reference: dayText(made.dates.reference),
            published: dayText(made.dates.published),
          })}
        </Text>
      </section>
      {told.length > 0 && (
        <section className="sheet">
          <PlainTable
            label={t("replay.people")}
            columns={[
              { key: "name", title: t("differences.author") },
              { key: "outcome", title: t("replay.outcome") },
              { key: "institutes", title: t("replay.institutes") },
              { key: "printed", title: t("replay.printed") },
              { key: "reason", title: t("replay.reason") },
            ]}
            rows={told.slice(0, MOST_ROWS).map(({ name, outcome, institutes, printed, reason }, at) => ({
              key: `${at}`,
              cells: [
                <bdi key="name">{name}</bdi>,
                t(`replay.outcomes.${outcome.replace(",", "").replaceAll(" ", "-")}`),
                <span key="institutes" dir="auto">
                  {institutes.join("; ")}
                </span>,
                <span key="printed" dir="auto">
                  {printed.join("; ")}
                </span>,
                <span key="reason" lang="en">
                  {reason ?? ""}
                </span>,
              ],
            }))}
          />
          {told.length > MOST_ROWS && <Text size="sm">{t("more", { count: told.length - MOST_ROWS })}</Text>}
        </section>
      )}
      {doubtful.length > 0 && (
        <section className="sheet" aria-labelledby="replay-doubtful">
          <h2 className="sheet-title" id="replay-doubtful">
            {t("replay.doubtful", { count: doubtful.length })}
          </h2>
          <PlainTable
            label={t("replay.doubtful", { count: doubtful.length })}
            columns={[
              { key: "before", title: t("replay.before") },
              { key: "after", title: t("replay.after") },
              { key: "why", title: t("replay.reason") },
            ]}
            rows={doubtful.slice(0, MOST_ROWS).map(({ before, after, why }, at) => ({
              key: `${at}`,
              cells: [
                <bdi key="before">{before.join(", ")}</bdi>,
                <bdi key="after">{after.join(", ")}</bdi>,
                <span key="why" lang="en">
                  {why}
                </span>,
              ],
            }))}
          />
        </section>
      )}
      <Lone title={t("replay.gone", { count: gone.length })} people={gone} />
      <Lone title={t("replay.come", { count: come.length })} people={come} />
      {unsure.length > 0 && (
        <details>
          <summary>{t("replay.unsure", { count: unsure.length })}</summary>
          <ul className="list-warnings">
            {unsure.slice(0, MOST_ROWS).map(({ name, doubt }) => (
              <li key={`${name} ${doubt}`}>
                <span dir="auto">{name}</span> <span lang="en">{doubt}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ListNotes read={made.before} of={t("replay.before")} />
      <ListNotes read={made.after} of={t("replay.after")} />
    </>
  );
}

function Lone({ title, people }: { readonly title: string; readonly people: AuthorReplay["gone"] }) {
  if (people.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul className="list-warnings">
        {people.slice(0, MOST_ROWS).map(({ name, lines }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
          <li key={at}>
            <bdi>{name}</bdi>: <span dir="auto">{lines.join("; ")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
