/** Mails: which letters would go out through a day, releasing them, what became of each, and what only somebody can say. */
import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { Mail } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Empty, Loading, Refusal } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { DecisionFrame } from "../decision-frame.tsx";
import { MailNote } from "./mail-note.tsx";
import { ReleaseForm } from "./release-form.tsx";

const PAGE = 60;
type State = Mail["state"];
const STATES: readonly State[] = [
  ...(["in doubt", "held", "refused", "bounced", "waiting", "handing over", "at the dot"] as const),
  ...(["sent", "by hand", "cancelled"] as const),
];
/** Mails that wait for somebody. */
const FOR_SOMEBODY: ReadonlySet<State> = new Set(["in doubt", "held", "refused", "bounced"]);

export function MailsPage() {
  const { decision } = useParams({ from: "/carrying-out/$decision/mails" });
  return (
    <DecisionFrame decision={decision}>
      {({ state }) => <Mails key={decision} decision={decision} isReversed={state === "reversed"} />}
    </DecisionFrame>
  );
}

const mailsOf = (
  decision: string,
  state: State | undefined,
  after: string | undefined,
  signal: AbortSignal,
) =>
  ask("GET /api/v1/decisions/{decision}/mails", {
    params: { decision },
    query: {
      limit: PAGE,
      ...(state === undefined ? {} : { state }),
      ...(after === undefined ? {} : { after }),
    },
    purpose: "carrying out a decision",
    signal,
  });

function Mails({ decision, isReversed }: { readonly decision: string; readonly isReversed: boolean }) {
  const { t, i18n } = useTranslation("carrying-out");
  const [state, setState] = useState<State>();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery<
    Awaited<ReturnType<typeof mailsOf>>,
    ApiProblem
  >({
    queryKey: ["mails", decision, state],
    queryFn: ({ pageParam, signal }) => mailsOf(decision, state, pageParam as string | undefined, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const first = data?.pages[0];
  const mails = data?.pages.flatMap(({ items }) => items) ?? [];
  const count = (one: State): number => first?.counts[one] ?? 0;
  return (
    <Stack gap="md">
      {!isReversed && <ReleaseForm decision={decision} />}
      {error !== null && <Refusal error={error} />}
      {isPending && error === null && <Loading lines={6} />}
      {first !== undefined && (
        <section className="sheet" aria-labelledby="mails-title">
          <Group justify="space-between" align="flex-end" mb="xs">
            <h2 className="sheet-title" id="mails-title">
              {t("mails.title")}
            </h2>
            <NativeSelect
              label={t("mails.state")}
              value={state ?? ""}
              onChange={({ currentTarget }) => setState(STATES.find((each) => each === currentTarget.value))}
              data={[
                { value: "", label: t("mails.everyState") },
                ...STATES.filter((each) => count(each) > 0).map((each) => ({
                  value: each,
                  label: `${t(`mailStates.${each}`)} (${count(each).toLocaleString(i18n.language)})`,
                })),
              ]}
            />
          </Group>
          {mails.length === 0 ? (
            <Empty title={t("mails.none")}>{t("mails.noneMore")}</Empty>
          ) : (
            <PlainTable
              label={t("mails.title")}
              columns={[
                { key: "to", title: t("mails.to") },
                { key: "letter", title: t("mails.letter") },
                { key: "due", title: t("mails.due") },
                { key: "state", title: t("mails.state") },
                { key: "note", title: t("mails.note") },
              ]}
              rows={mails.map((mail) => ({
                key: mail.id,
                cells: [
                  mail.kind === "person" ? (
                    <Link
                      key="to"
                      to="/carrying-out/$decision/people/$person"
                      params={{ decision, person: mail.to }}
                    >
                      {mail.to}
                    </Link>
                  ) : (
                    <span key="to">
                      {t(`kinds.${mail.kind}`, { defaultValue: mail.kind })} {mail.to}
                    </span>
                  ),
                  mail.letter,
                  <DayText key="due" day={mail.due} style="short" />,
                  <span key="state">
                    {t(`mailStates.${mail.state}`)}
                    {mail.why !== null && (
                      <span className="quiet"> {t(`reasons.${mail.why}`, { defaultValue: mail.why })}</span>
                    )}
                  </span>,
                  FOR_SOMEBODY.has(mail.state) ? <MailNote key="note" decision={decision} mail={mail} /> : "",
                ],
              }))}
            />
          )}
          {first.inDoubt > 0 && (
            <Text size="sm" mt="xs">
              {t("mails.inDoubt", { count: first.inDoubt })}
            </Text>
          )}
          {hasNextPage && (
            <Button
              variant="default"
              mt="sm"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t("work.more")}
            </Button>
          )}
        </section>
      )}
    </Stack>
  );
}
