/** The figures of a secret vote that was held here: those of its board, counted again before they are recorded. */
import { createHash } from "node:crypto";
import { CouncilError } from "@comity/council";
import { problem } from "../../problems/problem.ts";
import type { OnMotion } from "./ballot-book.ts";
import { type BallotParts, boardLocation } from "./ballot-parts.ts";
import { keysByMember, resultOf, stageOf } from "./ballot-shown.ts";

/** What came out of a vote, and the board that shows it. */
export interface CountedVote {
  readonly tally: { readonly inFavour: number; readonly against: number; readonly abstaining: number };
  readonly board: { readonly sha256: string; readonly location: string };
}

/** What whoever records a vote says of it. */
export interface SaidOfVote {
  readonly tally?: CountedVote["tally"] | undefined;
  readonly board?: CountedVote["board"] | undefined;
}

const inWords = ({ inFavour, against, abstaining }: CountedVote["tally"]): string =>
  `${inFavour} in favour, ${against} against, ${abstaining} abstaining`;

/**
 * The figures of the vote on a motion that was held here and is not recorded yet; none where there is none. The whole board is counted again:
 * what the server noted of it beside is not enough.
 *
 * @param mayVote those who may vote on the motion on the day that is recorded.
 * @throws Problem `ballot-under-way` where it is not counted yet, `board-differs` where what is said is not what the board shows; CouncilError
 * `no-vote` where somebody stands on its list who had no vote on that day.
 */
export async function countedVote(
  { book, boards, aside }: BallotParts,
  motion: OnMotion,
  recorded: readonly { readonly location: string }[],
  { said, mayVote }: { readonly said: SaidOfVote; readonly mayVote: ReadonlySet<string> },
): Promise<CountedVote | undefined> {
  const last = (await book.ofMotion(motion)).at(-1);
  if (last === undefined || last.value.stage === "abandoned") return undefined;
  const location = boardLocation(last.ballot);
  if (recorded.some((each) => each.location === location)) return undefined;
  const grown = await boards.get(last.ballot);
  if (grown === undefined || stageOf(last.value, grown) !== "counted")
    throw problem(409, "ballot-under-way", `the vote \`${last.ballot}\` on this motion is not counted yet`, {
      help: "let it be counted, or give it up: its figures are those of its board",
    });
  const { counts } = await aside.do("count", { board: grown.bytes });
  const tally = resultOf(grown);
  const [inFavour, against, abstaining] = counts ?? [];
  if (
    tally === null ||
    tally.inFavour !== inFavour ||
    tally.against !== against ||
    tally.abstaining !== abstaining
  )
    throw problem(
      409,
      "board-differs",
      "what was noted of the board is not what it shows when it is counted again",
    );
  const list = await book.list(last.ballot);
  for (const member of keysByMember(list!).keys())
    if (!mayVote.has(member))
      throw new CouncilError(
        "refused",
        "no-vote",
        `\`${member}\` stands on the vote's list, and had no vote on that day`,
      );
  const board = { sha256: createHash("sha256").update(grown.bytes).digest("hex"), location };
  if (said.tally !== undefined && inWords(said.tally) !== inWords(tally))
    throw problem(
      409,
      "board-differs",
      `the figures are not those of the board: it shows ${inWords(tally)}`,
      {
        help: "leave `tally` out: the figures are taken from the board",
      },
    );
  if (said.board !== undefined && said.board.sha256 !== board.sha256)
    throw problem(409, "board-differs", `the board of this vote has the SHA-256 \`${board.sha256}\``, {
      help: "leave `board` out: it is the one that was counted here",
    });
  return { tally, board };
}
