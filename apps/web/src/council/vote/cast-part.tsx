/**
 * The booth of a vote that the server keeps. The board is fetched and counted first; the ballot is sealed in the worker, and handed in
 * without the session. Then the board is fetched anew, and the ballot looked for on it.
 */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { queries } from "../../api/queries.ts";
import { saveFile } from "../../pieces/save-file.ts";
import { Refusal } from "../../pieces/states.tsx";
import { Part } from "../../things/page-head.tsx";
import { Choice } from "../ballot/choice.tsx";
import { Counting, RefusedAlert } from "../ballot/counting.tsx";
import { FileField } from "../ballot/file-field.tsx";
import { textFile } from "../ballot/text-file.ts";
import { useBallotWorker } from "../ballot/use-ballot-worker.ts";
import { askingBallot, fetchBoard, letter } from "./ballot-asked.ts";

interface Sealed {
  readonly ballot: string;
  readonly tracker: string;
}

export function CastPart({ vote: { ballot } }: { readonly vote: SecretBallot }) {
  const { t } = useTranslation("council");
  const [key, setKey] = useState<File>();
  const [tracker, setTracker] = useState<string>();
  const { news, ask: work, stop } = useBallotWorker();
  const opening = useMutation({
    mutationFn: async (file: File) => {
      const [board, text] = await Promise.all([fetchBoard(ballot), file.text()]);
      work({ job: "open", board, key: text });
    },
  });
  const casting = useMutation({
    mutationFn: (sealed: Sealed) =>
      ask("POST /api/v1/council/ballots/{ballot}/ballots", {
        params: { ballot },
        body: letter(sealed.ballot),
        isUntold: true,
      }),
    onSuccess: (answered, sealed) => {
      stop();
      setTracker(answered.tracker === sealed.tracker ? sealed.tracker : "");
      void queries.invalidateQueries({ queryKey: askingBallot(ballot).queryKey });
    },
  });
  const anew = (): void => {
    stop();
    setTracker(undefined);
    opening.reset();
    casting.reset();
  };
  const isShut =
    tracker === undefined && (news === undefined || news.news === "refused" || news.news === "shut");
  return (
    <Part title={t("vote.castTitle")}>
      <Stack gap="md">
        <Text size="sm">{t("vote.castExplained")}</Text>
        {isShut && (
          <>
            <FileField label={t("booth.key")} accept=".json,.key" more={key?.name} onFile={setKey} />
            <Button
              w="fit-content"
              disabled={key === undefined}
              loading={opening.isPending}
              onClick={() => key !== undefined && opening.mutate(key)}
            >
              {t("booth.open")}
            </Button>
          </>
        )}
        {opening.error !== null && <Refusal error={opening.error} />}
        {news?.news === "progress" && <Counting {...news} />}
        {news?.news === "refused" && <RefusedAlert refused={news.refused} />}
        {news?.news === "shut" && <Alert color="gray" role="alert" title={t(`booth.wrong.${news.reason}`)} />}
        {news?.news === "opened" && (
          <Choice
            question={news.question}
            answers={news.answers}
            onSeal={(choice) => work({ job: "seal", choice })}
          />
        )}
        {news?.news === "sealed" && (
          <Stack gap="sm" role="group" aria-label={t("booth.sealed")}>
            <Alert color="stands" variant="light" role="status" title={t("booth.sealed")}>
              <Text size="sm">
                {t("booth.tracker")}: <span className="hash">{news.tracker}</span>
              </Text>
            </Alert>
            <Text size="sm">{t("vote.handInMore")}</Text>
            <Group gap="xs">
              <Button loading={casting.isPending} onClick={() => casting.mutate(news)}>
                {t("vote.handIn")}
              </Button>
              <Button variant="default" onClick={() => saveFile("ballot.json", textFile(news.ballot))}>
                {t("booth.save")}
              </Button>
              <Button variant="subtle" onClick={anew}>
                {t("booth.again")}
              </Button>
            </Group>
          </Stack>
        )}
        {casting.error !== null && <Refusal error={casting.error} />}
        {tracker !== undefined && (
          <CastShown
            ballot={ballot}
            tracker={tracker}
            replaces={casting.data?.replaces === true}
            onAgain={anew}
          />
        )}
      </Stack>
    </Part>
  );
}

/** The ballot is said to be on the board: this device looks for itself. */
function CastShown({
  ballot,
  tracker,
  replaces,
  onAgain,
}: {
  readonly ballot: string;
  readonly tracker: string;
  readonly replaces: boolean;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation("council");
  const { news, ask: work } = useBallotWorker();
  const looking = useMutation({
    mutationFn: async () => work({ job: "count", board: await fetchBoard(ballot) }),
  });
  const found =
    news?.news === "counted" ? news.board.ballots.find((each) => each.tracker === tracker) : undefined;
  const says = found === undefined ? "absent" : found.counts ? "counts" : "replaced";
  if (tracker === "") return <Alert color="gray" role="alert" title={t("vote.otherTracker")} />;
  return (
    <Stack gap="sm">
      <Alert
        color="stands"
        variant="light"
        role="status"
        title={t(replaces ? "vote.castAgain" : "vote.cast")}
      >
        <Text size="sm">
          {t("booth.tracker")}: <span className="hash">{tracker}</span>
        </Text>
        <Text size="sm">{t("vote.castMore")}</Text>
      </Alert>
      <Group gap="xs">
        <Button loading={looking.isPending} onClick={() => looking.mutate()}>
          {t("vote.look")}
        </Button>
        <Button variant="default" onClick={onAgain}>
          {t("vote.revote")}
        </Button>
      </Group>
      {looking.error !== null && <Refusal error={looking.error} />}
      {news?.news === "progress" && <Counting {...news} />}
      {news?.news === "refused" && <RefusedAlert refused={news.refused} />}
      <output aria-live="polite">
        {news?.news === "counted" && (
          <Text size="sm" fw={600}>
            {t(`count.found.${says}`)}
          </Text>
        )}
      </output>
    </Stack>
  );
}
