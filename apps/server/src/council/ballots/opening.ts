/** How a vote opens: its document and the beginning of its board are written together. */
import type { DocumentChange } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import type { BallotDocument, StoredBallot } from "./ballot-document.ts";
import type { BallotParts } from "./ballot-parts.ts";
import { roundAwaited } from "./ballot-shown.ts";
import type { CeremonyGiven } from "./ballot-task.ts";

/** A vote's ceremony as the room of ballots knows it. */
export const ceremonyOf = ({ ballot, value: { needed, trustees } }: StoredBallot): CeremonyGiven => ({
  uuid: ballot,
  needed,
  trustees: trustees.map(({ name }) => name),
});

/** What is written when a vote opens. @throws Problem `list-open`, `ceremony-waits`, and whatever the keys and messages are refused for. */
export async function openedBallot(
  { council: { context }, book, boards, aside }: BallotParts,
  stored: StoredBallot,
): Promise<{ readonly value: BallotDocument; readonly beside: readonly DocumentChange[] }> {
  const { ballot, value } = stored;
  const list = await book.list(ballot);
  if (list === undefined)
    throw problem(409, "list-open", "the list of keys is not closed and published yet", {
      help: "close it first: delegations look at it before anybody votes",
    });
  const { texts } = await book.said(stored);
  const round = roundAwaited(texts);
  if (round !== undefined) {
    const silent = value.trustees.filter((_, at) => texts[round][at] === null);
    const names = silent.map(({ name }) => `\`${name}\``).join(", ");
    throw problem(
      409,
      "ceremony-waits",
      `the trustees' ceremony is not over: the ${round} of ${names} is awaited`,
    );
  }
  const opened = Math.floor(context.clock().getTime() / 1000);
  const { bytes, head } = await aside.do("open", {
    ceremony: ceremonyOf(stored),
    said: texts,
    question: value.question,
    description: value.description,
    published: list.published,
    sha256: list.sha256,
    seconds: opened,
  });
  return {
    value: { ...value, stage: "open", opened },
    beside: [boards.beginning(ballot, { type: "Setup", head, bytes })],
  };
}
