/** The secret ballots on a motion, and how whoever keeps the agenda begins one. */
import { Button, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import { asking, queries } from "../../api/queries.ts";
import { Dialog } from "../../pieces/dialog.tsx";
import { Loading, Refusal } from "../../pieces/states.tsx";
import { useMe } from "../../shell/me.ts";
import { Part } from "../../things/page-head.tsx";
import { TrusteesForm } from "./trustees-form.tsx";

interface Properties {
  readonly of: { readonly body: string; readonly session: string; readonly item: number };
  /** Whether it was not voted on yet. */
  readonly isTabled: boolean;
}

export function MotionBallots({ of, isTabled }: Properties) {
  const { t } = useTranslation("council");
  const asked = useQuery(
    asking("GET /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/ballots", { params: of }),
  );
  const [isBeginning, begin] = useState(false);
  const keeps = useMe().grants.some(({ role }) => role === "legal-service");
  const ballots = asked.data?.value.ballots;
  const isUnderWay = ballots?.some(({ stage, isRecorded }) => stage !== "abandoned" && !isRecorded) === true;
  return (
    <Part title={t("vote.onMotion")}>
      {asked.error !== null && <Refusal error={asked.error} again={() => void asked.refetch()} />}
      {ballots === undefined && asked.error === null && <Loading lines={2} />}
      {ballots?.length === 0 && <Text size="sm">{t("vote.none")}</Text>}
      <ul className="council-list">
        {ballots?.map(({ ballot, number, stage, result }) => (
          <li key={ballot}>
            <Link to="/council/ballots/$ballot" params={{ ballot }}>
              {t("vote.name", { number })}
            </Link>
            <Text size="sm">
              {t(`vote.stage.${stage}`)}
              {result !== null && `: ${t("motion.tally", { ...result })}`}
            </Text>
          </li>
        ))}
      </ul>
      {keeps && isTabled && ballots !== undefined && !isUnderWay && (
        <Button mt="sm" size="sm" variant="default" onClick={() => begin(true)}>
          {t("vote.begin.do")}
        </Button>
      )}
      {isBeginning && <BeginDialog of={of} onClose={() => begin(false)} />}
    </Part>
  );
}

function BeginDialog({ of, onClose }: Pick<Properties, "of"> & { readonly onClose: () => void }) {
  const { t } = useTranslation("council");
  const navigate = useNavigate();
  const [readers, setReaders] = useState<"everybody" | "item">("item");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (given: { trustees: { account: string; name: string }[]; needed: number }) =>
      ask("POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/ballots", {
        params: of,
        body: { ...given, readers },
      }),
    onSuccess: ({ ballot }) => {
      void queries.invalidateQueries();
      void navigate({ to: "/council/ballots/$ballot", params: { ballot } });
    },
  });
  return (
    <Dialog title={t("vote.begin.do")} size="lg" onClose={onClose}>
      <Text size="sm" mb="sm">
        {t("vote.begin.explained")}
      </Text>
      <TrusteesForm needed={2} isPending={isPending} error={error} does={t("vote.begin.do")} onGiven={mutate}>
        <Radio.Group
          label={t("vote.begin.readers")}
          description={t("vote.begin.readersMore")}
          value={readers}
          onChange={(value) => setReaders(value as "everybody" | "item")}
        >
          <Stack gap={6} mt={6}>
            <Radio value="item" label={t("vote.readers.item")} />
            <Radio value="everybody" label={t("vote.readers.everybody")} />
          </Stack>
        </Radio.Group>
      </TrusteesForm>
    </Dialog>
  );
}
