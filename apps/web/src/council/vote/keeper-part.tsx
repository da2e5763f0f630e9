/** What whoever keeps the agenda does with a vote: closes the list, opens and closes the vote, says what came out, records it. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, askTagged } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { queries } from "../../api/queries.ts";
import { DayInput } from "../../pieces/day-input.tsx";
import { Dialog } from "../../pieces/dialog.tsx";
import { Refusal } from "../../pieces/states.tsx";
import { Part } from "../../things/page-head.tsx";
import { showChanged } from "./ballot-asked.ts";
import { keysOf } from "./stages-part.tsx";
import { TrusteesForm } from "./trustees-form.tsx";

type Doing = "list" | "open" | "close" | "result" | "record";

/** What each does; the day is that of the vote, where it is recorded. */
const DOES: Readonly<Record<Doing, (vote: SecretBallot, on: string) => Promise<SecretBallot>>> = {
  list: ({ ballot }) => ask("POST /api/v1/council/ballots/{ballot}/list", { params: { ballot }, body: {} }),
  open: ({ ballot }) => ask("POST /api/v1/council/ballots/{ballot}/open", { params: { ballot }, body: {} }),
  close: ({ ballot }) => ask("POST /api/v1/council/ballots/{ballot}/close", { params: { ballot }, body: {} }),
  result: ({ ballot }) =>
    ask("POST /api/v1/council/ballots/{ballot}/result", { params: { ballot }, body: {} }),
  // The figures are the board's: none are typed.
  record: async ({ ballot, body, session, item }, on) => {
    const { tag } = await askTagged("GET /api/v1/council/bodies/{body}/sessions/{session}", {
      params: { body, session },
    });
    await ask("POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/vote", {
      params: { body, session, item },
      body: { on },
      ...(tag === undefined ? {} : { ifMatch: tag }),
    });
    return ask("GET /api/v1/council/ballots/{ballot}", { params: { ballot } });
  },
};

/** What can be done next, and why it cannot yet. */
function nextOf({ stage, ceremony, isRecorded }: SecretBallot): {
  readonly next?: Doing;
  readonly waits?: string;
} {
  if (stage === "preparing") return { next: "list" };
  if (stage === "listed") return ceremony.round === "over" ? { next: "open" } : { waits: "ceremony" };
  if (stage === "open" || stage === "closed") return { next: "close" };
  if (stage === "added up" || stage === "being opened") {
    const answered = ceremony.trustees.filter(({ hasAnswered }) => hasAnswered).length;
    return answered >= ceremony.needed ? { next: "result" } : { waits: "answers" };
  }
  return stage === "counted" && !isRecorded ? { next: "record" } : {};
}

interface Properties {
  readonly vote: SecretBallot;
  /** The session's last day, on which the vote is recorded where no other is said. */
  readonly lastDay: string | undefined;
}

export function KeeperPart({ vote, lastDay }: Properties) {
  const { t } = useTranslation("council");
  const [day, setDay] = useState<string>();
  const on = day ?? lastDay;
  const { next, waits } = nextOf(vote);
  const [asked, setAsked] = useState<"sure" | "anew" | "abandon">();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (doing: Doing) => DOES[doing](vote, on ?? ""),
    onSuccess: (value) => {
      setAsked(undefined);
      showChanged(value);
    },
    onError: () => setAsked(undefined),
  });
  const without = vote.voters.length - keysOf(vote);
  const canAnew = vote.stage === "preparing" || vote.stage === "listed";
  const isOver = vote.stage === "counted" || vote.stage === "abandoned";
  if (isOver && next === undefined) return null;
  return (
    <Part title={t("vote.keeper.title")}>
      <Stack gap="sm">
        {waits !== undefined && <Text size="sm">{t(`vote.keeper.waits.${waits}`)}</Text>}
        {next !== undefined && (
          <>
            <Text size="sm">{t(`vote.keeper.${next}.more`)}</Text>
            {next === "record" && (
              <DayInput label={t("vote.keeper.record.day")} value={on} onChange={setDay} />
            )}
            <Button
              w="fit-content"
              loading={isPending}
              disabled={next === "record" && on === undefined}
              onClick={() => (next === "list" || next === "close" ? setAsked("sure") : mutate(next))}
            >
              {t(`vote.keeper.${next}.do`)}
            </Button>
          </>
        )}
        {error !== null && <Refusal error={error} />}
        <Group gap="xs">
          {canAnew && (
            <Button variant="default" size="xs" onClick={() => setAsked("anew")}>
              {t("vote.keeper.anew")}
            </Button>
          )}
          {!isOver && (
            <Button variant="subtle" size="xs" onClick={() => setAsked("abandon")}>
              {t("vote.keeper.abandon")}
            </Button>
          )}
        </Group>
      </Stack>
      {asked === "sure" && next !== undefined && (
        <Dialog title={t(`vote.keeper.${next}.do`)} onClose={() => setAsked(undefined)}>
          <Stack gap="md">
            <Text size="sm">{t(`vote.keeper.${next}.sure`, { count: next === "list" ? without : 0 })}</Text>
            <Button w="fit-content" loading={isPending} onClick={() => mutate(next)} data-autofocus>
              {t(`vote.keeper.${next}.do`)}
            </Button>
          </Stack>
        </Dialog>
      )}
      {asked === "anew" && <AnewDialog vote={vote} onClose={() => setAsked(undefined)} />}
      {asked === "abandon" && <AbandonDialog vote={vote} onClose={() => setAsked(undefined)} />}
    </Part>
  );
}

interface Asked {
  readonly vote: SecretBallot;
  readonly onClose: () => void;
}

function AnewDialog({ vote: { ballot, ceremony }, onClose }: Asked) {
  const { t } = useTranslation("council");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (given: { trustees: { account: string; name: string }[]; needed: number }) =>
      ask("POST /api/v1/council/ballots/{ballot}/ceremony", { params: { ballot }, body: given }),
    onSuccess: (value) => {
      showChanged(value);
      onClose();
    },
  });
  return (
    <Dialog title={t("vote.keeper.anew")} size="lg" onClose={onClose}>
      <Text size="sm" mb="sm">
        {t("vote.keeper.anewMore")}
      </Text>
      <TrusteesForm
        needed={ceremony.needed}
        isPending={isPending}
        error={error}
        does={t("vote.keeper.anew")}
        onGiven={mutate}
      />
    </Dialog>
  );
}

function AbandonDialog({ vote: { ballot }, onClose }: Asked) {
  const { t } = useTranslation("council");
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      ask("POST /api/v1/council/ballots/{ballot}/abandonment", {
        params: { ballot },
        body: { reason: reason.trim() },
      }),
    onSuccess: (value) => {
      showChanged(value);
      void queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog title={t("vote.keeper.abandon")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (reason.trim() !== "") mutate();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t("vote.keeper.abandonMore")}</Text>
          <TextInput
            label={t("vote.keeper.reason")}
            error={isAsked && reason.trim() === "" ? t("vote.keeper.reasonWrong") : undefined}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {error !== null && <Refusal error={error} />}
          <Button type="submit" w="fit-content" loading={isPending}>
            {t("vote.keeper.abandon")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
