/** A quiet list of people who may be registered twice: each pair with why, to be merged or kept apart. */
import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/ask.ts";
import type { Doubles } from "../api/generated/routes.ts";
import { asking, queries } from "../api/queries.ts";
import { Empty, Loading, Refusal } from "../pieces/states.tsx";
import { RecordsTabs } from "./records-tabs.tsx";

const LIST = "GET /api/v1/doubles";

type Double = Doubles["doubles"][number];

export function DoublesPage() {
  const { t } = useTranslation("records");
  const { data, error, refetch } = useQuery(asking(LIST, {}));
  return (
    <>
      <Title order={1}>{t("doubles.title")}</Title>
      <RecordsTabs />
      <Stack gap="md">
        <Text maw={720} size="sm">
          {t("doubles.explained")}
        </Text>
        {error !== null ? (
          <Refusal error={error} again={() => void refetch()} />
        ) : data === undefined ? (
          <Loading lines={6} />
        ) : (
          <DoublesList found={data.value} />
        )}
      </Stack>
    </>
  );
}

function DoublesList({ found }: { readonly found: Doubles }) {
  const { t } = useTranslation("records");
  const { doubles, total, apart } = found;
  return (
    <>
      {doubles.length === 0 ? (
        <Empty title={t("doubles.none")}>{t("doubles.noneMore")}</Empty>
      ) : (
        <ul className="sheet doubles" aria-label={t("doubles.title")}>
          {doubles.map((double) => (
            <li key={double.people.join(" ")}>
              <span className="double-people">
                {double.people.map((person) => (
                  <Link key={person} to="/people/$person" params={{ person }}>
                    {person}
                  </Link>
                ))}
              </span>
              <Why double={double} />
              <Decide double={double} />
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        {doubles.length < total && `${t("doubles.shown", { shown: doubles.length, total })} `}
        {apart > 0 && t("doubles.decided", { count: apart })}
      </Text>
    </>
  );
}

function Why({ double: { why, institutes } }: { readonly double: Double }) {
  const { t } = useTranslation("records");
  return (
    <span>
      {why.map((one) => t(`doubles.alike.${one}`)).join("; ")}
      {institutes.length > 0 && (
        <span className="quiet double-at">{t("doubles.at", { institutes: institutes.join(", ") })}</span>
      )}
    </span>
  );
}

function Decide({ double }: { readonly double: Double }) {
  const { t } = useTranslation("records");
  const [person = "", into = ""] = [double.people[1], double.people[0]];
  const [isAsked, setAsked] = useState(false);
  const [why, setWhy] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      ask("POST /api/v1/doubles/{person}/{other}/apart", {
        params: { person, other: into },
        body: { why: why.trim() },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [LIST] }),
  });
  if (!isAsked)
    return (
      <Group gap="xs">
        <Link to="/records/merge" search={{ person, into }}>
          {t("doubles.compare")}
        </Link>
        <Button size="compact-xs" variant="default" onClick={() => setAsked(true)}>
          {t("doubles.apart")}
        </Button>
      </Group>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap={6}>
        <TextInput
          label={t("doubles.reason")}
          description={t("doubles.reasonMore")}
          value={why}
          maxLength={500}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={isPending}>
            {t("doubles.keep")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAsked(false)}>
            {t("doubles.cancel")}
          </Button>
        </Group>
        {error !== null && <Refusal error={error} />}
      </Stack>
    </form>
  );
}
