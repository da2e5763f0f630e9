/** What came in together, and how it is taken out again as one. */
import { Alert, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import type { ActSet, SetWithdrawal } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { asking, queries } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { PlainTable } from "../pieces/table.tsx";
import { useSortName } from "./ledger/act-words.tsx";
import { RecordsTabs } from "./records-tabs.tsx";

export function SetsPage() {
  const { t, i18n } = useTranslation("records");
  const sortName = useSortName();
  const { data, error, isPending, refetch } = useQuery(asking("GET /api/v1/sets", {}));
  const [asked, setAsked] = useState<ActSet>();
  const figure = (value: number): string => value.toLocaleString(i18n.language);
  const items = data?.value.items ?? [];
  return (
    <>
      <Title order={1}>{t("sets.title")}</Title>
      <RecordsTabs />
      <Stack gap="md">
        <Text size="sm" maw={720}>
          {t("sets.explained")}
        </Text>
        {error !== null && <Refusal error={error} again={() => void refetch()} />}
        {isPending && error === null && <Loading />}
        {data !== undefined && items.length === 0 && (
          <Empty title={t("sets.none")}>
            <Link to="/records/bring-in">{t("sets.bringIn")}</Link>
          </Empty>
        )}
        {items.length > 0 && (
          <section className="sheet">
            <PlainTable
              label={t("sets.title")}
              columns={[
                { key: "set", title: t("act.set") },
                { key: "recorded", title: t("fields.recorded") },
                { key: "instrument", title: t("fields.instrument") },
                { key: "what", title: t("sets.what") },
                { key: "acts", title: t("sets.acts"), isFigure: true },
                { key: "withdrawn", title: t("sets.withdrawn"), isFigure: true },
                { key: "do", title: t("sets.do") },
              ]}
              rows={items.map((item) => ({
                key: item.set,
                cells: [
                  <Link key="set" to="/records" search={{ set: item.set }} className="hash">
                    {item.set}
                  </Link>,
                  <span key="recorded" className="entry-day">
                    <DayText day={item.recorded} style="short" />
                  </span>,
                  item.instrument,
                  Object.entries(item.sorts)
                    .map(([sort, count]) => `${sortName(sort)} ${figure(count)}`)
                    .join(", "),
                  figure(item.acts),
                  figure(item.withdrawn),
                  item.withdrawn < item.acts ? (
                    <Button key="do" variant="default" size="compact-xs" onClick={() => setAsked(item)}>
                      {t("sets.withdraw")}
                    </Button>
                  ) : (
                    t("sets.gone")
                  ),
                ],
              }))}
            />
          </section>
        )}
      </Stack>
      {asked !== undefined && <Withdrawing set={asked} onLeave={() => setAsked(undefined)} />}
    </>
  );
}

/** Says first what withdrawing would do, and does it once that is confirmed. */
function Withdrawing({ set, onLeave }: { readonly set: ActSet; readonly onLeave: () => void }) {
  const { t } = useTranslation("records");
  const [instrument, setInstrument] = useState("");
  const withdraw = (dry: boolean): Promise<SetWithdrawal> =>
    ask("POST /api/v1/sets/{set}/withdrawal", { params: { set: set.set }, body: { instrument, dry } });
  const dryRun = useMutation<SetWithdrawal, ApiProblem>({ mutationFn: () => withdraw(true) });
  const doing = useMutation<SetWithdrawal, ApiProblem>({
    mutationFn: () => withdraw(false),
    onSuccess: ({ isRecorded }) => {
      void queries.invalidateQueries();
      if (isRecorded) onLeave();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the question is put
  useEffect(() => dryRun.mutate(), []);
  const found = doing.data ?? dryRun.data;
  return (
    // To hold the page still the library would write a style of its own, which the server's policy does not let in.
    <Dialog onClose={onLeave} title={t("sets.really")} size="lg" lockScroll={false}>
      <Stack gap="sm">
        <span className="hash">{set.set}</span>
        {dryRun.isPending && <Loading lines={2} />}
        {(doing.error ?? dryRun.error) !== null && <Refusal error={(doing.error ?? dryRun.error)!} />}
        {found !== undefined && found.builtUpon.length === 0 && (
          <Text size="sm">{t("sets.would", { count: found.acts })}</Text>
        )}
        {found !== undefined && found.builtUpon.length > 0 && (
          <Alert color="gray" variant="light" title={t("sets.builtUpon")}>
            <ul>
              {found.builtUpon.map(({ act, on }) => (
                <li key={act}>
                  <Link to="/records/acts/$act" params={{ act }}>
                    {act}
                  </Link>{" "}
                  <Text span size="sm" c="dimmed">
                    {on}
                  </Text>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <TextInput
          label={t("fields.instrument")}
          description={t("correction.instrument")}
          value={instrument}
          onChange={({ currentTarget }) => setInstrument(currentTarget.value)}
          maxLength={500}
        />
        <Group>
          <Button
            onClick={() => doing.mutate()}
            loading={doing.isPending}
            disabled={found === undefined || found.builtUpon.length > 0}
          >
            {t("sets.confirm")}
          </Button>
          <Button variant="subtle" color="gray" onClick={onLeave}>
            {t("leave")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
