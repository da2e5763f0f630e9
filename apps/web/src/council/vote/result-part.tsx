/** The board of a vote: what came out, the file, a count of it on this device, and whether that is what the motion's vote says. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/ask.ts";
import type { SecretBallot, TabledMotion } from "../../api/generated/routes.ts";
import { Refusal } from "../../pieces/states.tsx";
import { Facts, Part } from "../../things/page-head.tsx";
import type { CountedBoard } from "../ballot/ballot-jobs.ts";
import { CountedBoardShown } from "../ballot/counted-board.tsx";
import { Counting, RefusedAlert } from "../ballot/counting.tsx";
import { useBallotWorker } from "../ballot/use-ballot-worker.ts";
import { fetchBoard } from "./ballot-asked.ts";

interface Properties {
  readonly vote: SecretBallot;
  /** The motion that it belongs to, where the reader may see it. */
  readonly motion: TabledMotion | undefined;
}

export function ResultPart({ vote, motion }: Properties) {
  const { t } = useTranslation("council");
  const { ballot, board, result } = vote;
  const { news, ask: work, stop } = useBallotWorker();
  const began = useRef(0);
  const took = useRef<number | undefined>(undefined);
  if (news?.news === "counted") took.current ??= (performance.now() - began.current) / 1000;
  const counting = useMutation({
    mutationFn: async () => {
      stop();
      const bytes = await fetchBoard(ballot);
      began.current = performance.now();
      took.current = undefined;
      work({ job: "count", board: bytes });
    },
  });
  if (board === null) return null;
  return (
    <Part title={t("vote.boardTitle")}>
      <Stack gap="md">
        {result !== null && <p className="motion-figures vote-result">{t("motion.tally", { ...result })}</p>}
        <Text size="sm">{t("vote.boardExplained")}</Text>
        <Facts
          facts={[
            [
              t("count.head"),
              <span key="head">
                <span className="hash">{board.head}</span> ({t("count.events", { count: board.events })})
              </span>,
            ],
          ]}
        />
        <Group gap="xs">
          <Button loading={counting.isPending} onClick={() => counting.mutate()}>
            {t("vote.countHere")}
          </Button>
          <Button
            component="a"
            variant="default"
            href={addressOf("GET /api/v1/council/ballots/{ballot}/board.bel", { params: { ballot } })}
            download={`${ballot}.bel`}
          >
            {t("vote.saveBoard")}
          </Button>
        </Group>
        {counting.error !== null && <Refusal error={counting.error} />}
        {news?.news === "progress" && <Counting {...news} />}
        {news?.news === "refused" && <RefusedAlert refused={news.refused} />}
        {news?.news === "shut" && <Alert color="gray" role="alert" title={t("count.broken")} />}
        {news?.news === "counted" && (
          <>
            <Agreement board={news.board} vote={vote} motion={motion} />
            <CountedBoardShown board={news.board} seconds={took.current} />
          </>
        )}
      </Stack>
    </Part>
  );
}

/** Whether what this device has counted is what the server says, and what stands on the agenda. */
function Agreement({
  board,
  vote,
  motion,
}: {
  readonly board: CountedBoard;
  readonly vote: SecretBallot;
  readonly motion: TabledMotion | undefined;
}) {
  const { t } = useTranslation("council");
  const [inFavour, against, abstaining] = board.questions[0]?.votes ?? [];
  const isThisVote = board.uuid === vote.ballot && board.questions[0]?.question === vote.question;
  const same = (said: { inFavour: number; against: number; abstaining: number }): boolean =>
    said.inFavour === inFavour && said.against === against && said.abstaining === abstaining;
  const recorded = motion?.votes.findLast(({ board: of }) => of?.location.includes(vote.ballot) === true);
  const says = (agrees: boolean, what: string) => (
    <Alert
      color={agrees ? "stands" : "gray"}
      variant={agrees ? "light" : "outline"}
      role={agrees ? "status" : "alert"}
      title={t(`vote.agrees.${what}${agrees ? "" : "Not"}`)}
    />
  );
  return (
    <Stack gap="xs">
      {says(isThisVote, "vote")}
      {board.hasResult && vote.result !== null && says(same(vote.result), "server")}
      {board.hasResult && recorded !== undefined && says(same(recorded.tally), "agenda")}
      {board.hasResult && recorded === undefined && <Text size="sm">{t("vote.agrees.unrecorded")}</Text>}
    </Stack>
  );
}
