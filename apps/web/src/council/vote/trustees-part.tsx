/** The trustees of a vote: their ceremony, the part of whoever is one of them, what they say of each other's shares, and who has answered. */
import { Alert, Button, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import { Loading, Refusal } from "../../pieces/states.tsx";
import type { CeremonySeen, RefusedBoard } from "../ballot/ballot-jobs.ts";
import { AnswerPart } from "../ballot/trustee/answer-part.tsx";
import { RoundsPart } from "../ballot/trustee/rounds-part.tsx";
import { type Saying, StepPart } from "../ballot/trustee/step-part.tsx";
import { askingCeremony, fetchBoard, letter, showChanged } from "./ballot-asked.ts";

export function TrusteesPart({ vote }: { readonly vote: SecretBallot }) {
  const { ballot, stage, you, ceremony } = vote;
  const asked = useQuery(askingCeremony(vote));
  if (asked.error !== null) return <Refusal error={asked.error} again={() => void asked.refetch()} />;
  const seen = asked.data;
  if (seen === undefined) return <Loading lines={6} />;
  const own = ceremony.trustees.find(({ number }) => number === you.trustee);
  const isPreparing = stage === "preparing" || stage === "listed";
  const isAnswering = stage === "added up" || stage === "being opened";
  return (
    <>
      {own !== undefined && isPreparing && (
        <OwnStep vote={vote} seen={seen} name={own.name} number={own.number} />
      )}
      {own !== undefined && isAnswering && !own.hasAnswered && <OwnAnswer ballot={ballot} seen={seen} />}
      <RoundsPart ceremony={seen}>
        <Complaints vote={vote} />
        {!isPreparing && <Answered vote={vote} />}
      </RoundsPart>
    </>
  );
}

function OwnStep({
  vote: { ballot, ceremony },
  seen,
  name,
  number,
}: {
  readonly vote: SecretBallot;
  readonly seen: CeremonySeen;
  readonly name: string;
  readonly number: number;
}) {
  const { t } = useTranslation("council");
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ round, message }: Saying) =>
      ask("PUT /api/v1/council/ballots/{ballot}/trustees/{number}/{round}", {
        params: { ballot, number, round },
        body: letter(message),
      }),
    onSuccess: showChanged,
  });
  const said = ceremony.trustees[number - 1]?.said.length ?? 0;
  return (
    <StepPart
      // What was made is made anew once the ceremony has gone on.
      key={`${ceremony.attempt} ${ceremony.round} ${said}`}
      ceremony={seen}
      you={name}
      isShareKept={false}
      beside={(refused) => <Complaining ballot={ballot} seen={seen} number={number} refused={refused} />}
      handIn={(saying, isSaved) => (
        <>
          <Button
            size="sm"
            w="fit-content"
            disabled={!isSaved}
            loading={isPending}
            onClick={() => mutate(saying)}
          >
            {t("trustee.handIn")}
          </Button>
          {error !== null && <Refusal error={error} />}
        </>
      )}
    />
  );
}

const OF_A_SHARE = ["share-wrong", "share-unreadable", "share-signature"] as const;

/** Who sent the share that does not hold: the place of the refusal names the sender first. */
const senderIn = ({ place }: RefusedBoard, { trustees }: CeremonySeen): number =>
  trustees.findIndex((name) => place.startsWith(`the share that \`${name}\` sent`)) + 1;

/** A share that does not hold only its receiver can see: it is said to the others. */
function Complaining({
  ballot,
  seen,
  number,
  refused,
}: {
  readonly ballot: string;
  readonly seen: CeremonySeen;
  readonly number: number;
  readonly refused: RefusedBoard;
}) {
  const { t } = useTranslation("council");
  const code = OF_A_SHARE.find((each) => each === refused.code);
  const against = senderIn(refused, seen);
  const { mutate, isPending, error, isSuccess } = useMutation({
    mutationFn: (about: (typeof OF_A_SHARE)[number]) =>
      ask("PUT /api/v1/council/ballots/{ballot}/trustees/{number}/complaint", {
        params: { ballot, number },
        body: { against, code: about },
      }),
    onSuccess: showChanged,
  });
  if (code === undefined || against === 0) return null;
  return (
    <>
      <Text size="sm">{t("trustee.complainMore", { name: seen.trustees[against - 1] })}</Text>
      <Button
        size="sm"
        w="fit-content"
        variant="default"
        disabled={isSuccess}
        loading={isPending}
        onClick={() => mutate(code)}
      >
        {t(isSuccess ? "trustee.complained" : "trustee.complain")}
      </Button>
      {error !== null && <Refusal error={error} />}
    </>
  );
}

function OwnAnswer({ ballot, seen }: { readonly ballot: string; readonly seen: CeremonySeen }) {
  const { t } = useTranslation("council");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (answer: string) =>
      ask("POST /api/v1/council/ballots/{ballot}/answers", { params: { ballot }, body: letter(answer) }),
    onSuccess: showChanged,
  });
  return (
    <AnswerPart
      boardOf={() => fetchBoard(ballot)}
      ceremony={seen}
      handIn={({ answer }, isSaved) => (
        <>
          <Button size="sm" disabled={!isSaved} loading={isPending} onClick={() => mutate(answer)}>
            {t("trustee.handInAnswer")}
          </Button>
          {error !== null && <Refusal error={error} />}
        </>
      )}
    />
  );
}

function Complaints({ vote: { ceremony } }: { readonly vote: SecretBallot }) {
  const { t } = useTranslation("council");
  const nameOf = (number: number): string =>
    ceremony.trustees.find((each) => each.number === number)?.name ?? String(number);
  return ceremony.complaints.map(({ by, against, code }) => (
    <Alert
      key={`${by} ${against} ${code}`}
      color="gray"
      variant="outline"
      mt="sm"
      role="alert"
      title={t("trustee.complaint", { by: nameOf(by), against: nameOf(against), code })}
    >
      <Text size="sm">{t("trustee.complaintMore")}</Text>
    </Alert>
  ));
}

function Answered({ vote: { ceremony, board } }: { readonly vote: SecretBallot }) {
  const { t } = useTranslation("council");
  if (board === null) return null;
  const names = ceremony.trustees.filter(({ hasAnswered }) => hasAnswered).map(({ name }) => name);
  return (
    <Text size="sm" mt="xs">
      {names.length === 0
        ? t("count.nobodyAnswered")
        : t("vote.answered", { names: names.join(", "), needed: ceremony.needed })}
    </Text>
  );
}
