/** Merging: two identifiers that are one person. What either says counts for one from then on; a withdrawal undoes it. */
import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { useKept } from "../pieces/kept.ts";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { ActSays, useSortName } from "./ledger/act-words.tsx";
import { faultOf, isAllBeside, newActId, today, useRecording } from "./recording.ts";
import { RecordsTabs } from "./records-tabs.tsx";

interface Pair {
  readonly person: string;
  readonly into: string;
}

export function MergePage() {
  const { t } = useTranslation("records");
  const [form, change, forget] = useKept("merge", { person: "", into: "", instrument: "" });
  const asked = useSearch({ from: "/records/merge" });
  const [compared, setCompared] = useState<Pair | undefined>(
    asked.person !== undefined && asked.into !== undefined
      ? { person: asked.person, into: asked.into }
      : undefined,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the page is opened by such a link
  useEffect(() => {
    if (compared !== undefined) change(compared);
  }, []);
  const [merged, setMerged] = useState<string>();
  const [stem, setStem] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next merge is another act
  const id = useMemo(() => newActId("merge"), [stem]);
  const recording = useRecording(([entry]) => {
    setMerged(entry?.id ?? id);
    setCompared(undefined);
    setStem(stem + 1);
    forget();
  });
  const [person, into] = [form.person.trim(), form.into.trim()];
  const isReady = person !== "" && into !== "" && person !== into;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMerged(undefined);
    recording.reset();
    if (isReady) setCompared({ person, into });
  };
  const isSame = compared?.person === person && compared.into === into;
  return (
    <>
      <Title order={1}>{t("merge.title")}</Title>
      <RecordsTabs />
      <Stack gap="md">
        <Text maw={720} size="sm">
          {t("merge.explained")}
        </Text>
        <form onSubmit={submit}>
          <Group align="flex-start" gap="sm">
            <TextInput
              label={t("merge.person")}
              description={t("merge.personMore")}
              value={form.person}
              error={faultOf(recording.error, "person")}
              onChange={({ currentTarget }) => change({ person: currentTarget.value })}
              maxLength={200}
            />
            <TextInput
              label={t("merge.into")}
              description={t("merge.intoMore")}
              value={form.into}
              error={person !== "" && person === into ? t("merge.same") : faultOf(recording.error, "into")}
              onChange={({ currentTarget }) => change({ into: currentTarget.value })}
              maxLength={200}
            />
            <Button type="submit" variant="default" disabled={!isReady} mt={45}>
              {t("merge.compare")}
            </Button>
          </Group>
        </form>
        <div role="status">
          {merged !== undefined && (
            <Text>
              {t("merge.done")}{" "}
              <Link to="/records/acts/$act" params={{ act: merged }}>
                {t("merge.look")}
              </Link>
            </Text>
          )}
        </div>
        {compared !== undefined && isSame && (
          <>
            <Group grow align="stretch" preventGrowOverflow={false} gap="md">
              <ActsOf key={compared.person} person={compared.person} />
              <ActsOf key={compared.into} person={compared.into} />
            </Group>
            <TextInput
              label={t("fields.instrument")}
              description={t("correction.instrument")}
              value={form.instrument}
              maw={480}
              onChange={({ currentTarget }) => change({ instrument: currentTarget.value })}
              maxLength={500}
            />
            {recording.error !== null && !isAllBeside(recording.error, ["person", "into"]) && (
              <Refusal error={recording.error} />
            )}
            <Button
              w="fit-content"
              loading={recording.isPending}
              onClick={() =>
                recording.mutate([
                  { act: "merge", id, on: today(), by: "", instrument: form.instrument, ...compared },
                ])
              }
            >
              {t("merge.record", { person: compared.person, into: compared.into })}
            </Button>
          </>
        )}
      </Stack>
    </>
  );
}

/** What acts say of one of the two. */
function ActsOf({ person }: { readonly person: string }) {
  const { t } = useTranslation("records");
  const sortName = useSortName();
  const { data, error } = useQuery(asking("GET /api/v1/acts", { query: { about: person, limit: 50 } }));
  const heading = `acts-${person}`;
  return (
    <section className="sheet" aria-labelledby={heading} style={{ minWidth: 300 }}>
      <h2 className="sheet-title" id={heading}>
        {person}
      </h2>
      {error !== null && <Refusal error={error} />}
      {data === undefined && error === null && <Loading />}
      {data?.value.entries.length === 0 && <Empty title={t("merge.nobody", { person })} />}
      <Stack gap={6} mt="xs">
        {data?.value.entries.map(({ id, act }) => (
          <Text key={id} size="sm" component="div">
            <Group gap={10} align="baseline">
              <span className="entry-sort">{sortName(String(act.act))}</span>
              <span className="entry-day">
                {typeof act.on === "string" && <DayText day={act.on} style="short" />}
              </span>
            </Group>
            <ActSays act={Object.fromEntries(Object.entries(act).filter(([name]) => name !== "person"))} />
          </Text>
        ))}
      </Stack>
    </section>
  );
}
