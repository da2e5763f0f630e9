/** What requests and answers about secret ballots are made of. Nothing here has a field for a choice. */
import { CEREMONY_ROUNDS } from "@comity/council";
import { z } from "@hono/zod-openapi";
import { IdField, orNone } from "../../reading/fields.ts";

/** A vote's identifier, as Belenios has them: base 58. */
export const BallotField = z
  .string()
  .min(1)
  .max(60)
  .openapi({ description: "The vote's identifier, as it stands on its board.", example: "2bRqM4vWkTz9xN" });

const Line = z.string().trim().min(1).max(2_000);
const TrusteeName = z.string().trim().min(1).max(200);
const MOST_TRUSTEES = 50;

const Trustees = z
  .array(z.strictObject({ account: IdField, name: TrusteeName }))
  .min(1)
  .max(MOST_TRUSTEES)
  .openapi({
    description:
      "Whose accounts do the trustees' part, and how they are called on the page and in the ceremony; they come from different sides.",
  });
const Needed = z.number().int().min(1).max(MOST_TRUSTEES).openapi({
  description: "How many of them open the sum together; fewer cannot, and the others may be lost.",
});

export const CeremonyGiven = z.strictObject({ trustees: Trustees, needed: Needed }).openapi("BallotTrustees");

export const BallotGiven = z
  .strictObject({
    trustees: Trustees,
    needed: Needed,
    readers: z.enum(["everybody", "item"]).openapi({
      description:
        "Who may read the vote and its board: everybody, or whoever may see the item that is voted on. What is sealed on it may be opened one day by machines that are yet to come.",
    }),
    question: Line.optional().openapi({
      description: "As it stands on the board; the motion's title where it is not said.",
    }),
    description: z.string().max(10_000).optional(),
  })
  .openapi("BallotGiven");

/** A message that is taken to the letter: what it must be says the room of ballots, and every number in it is checked. */
const letter = (description: string) => z.record(z.string(), z.unknown()).openapi({ description });

export const ClaimGiven = letter(
  "What `comity ballot key` or the booth writes: `uuid`, `delegation`, `public_key` and `pok`, a proof that the secret is known, in this order and without blanks.",
).openapi("VotingKeyClaim");

export const MessageGiven = letter(
  "What `comity ballot trustee` or the page of the ceremony writes for this round, numbers as texts of digits.",
).openapi("TrusteeMessage");

export const AnswerGiven = letter(
  'What `comity ballot answer` writes: `{"number":2,"answer":{...}}`, without blanks.',
).openapi("TrusteeAnswer");

export const SealedBallot = letter(
  "A sealed ballot in the v1 format of Belenios: `election_uuid`, `election_hash`, `credential`, `answers`, `signature`, in its canonical form.",
).openapi("SealedBallot");

export const ComplaintGiven = z
  .strictObject({
    against: z.number().int().min(1).max(MOST_TRUSTEES),
    code: z.enum(["share-wrong", "share-unreadable", "share-signature"]),
  })
  .openapi("TrusteeComplaint", {
    description:
      "What only the receiver of a share can see: that it does not lie on its sender's polynomial.",
  });

export const ReasonGiven = z.strictObject({ reason: Line });
export const Nothing = z.strictObject({});

export const Cast = z
  .object({
    tracker: z.string().openapi({
      description:
        "By which the delegation finds its ballot on the board: the same that its own device shows.",
    }),
    replaces: z
      .boolean()
      .openapi({ description: "Whether it takes the place of an earlier one of its key." }),
    head: z.string().openapi({ description: "The hash of the board's last event with it." }),
  })
  .openapi("BallotCast");

export const BALLOT_STAGES = [
  "preparing",
  "listed",
  "open",
  "closed",
  "added up",
  "being opened",
  "counted",
  "abandoned",
] as const;

const Counts = z.object({
  inFavour: z.number().int(),
  against: z.number().int(),
  abstaining: z.number().int(),
});

export const BallotShown = z
  .object({
    ballot: BallotField,
    body: z.string(),
    session: z.string(),
    item: z.number().int(),
    number: z.number().int().openapi({ description: "Which of the votes on this motion it is." }),
    question: z.string(),
    description: z.string(),
    answers: z.array(z.string()),
    readers: z.enum(["everybody", "item"]),
    stage: z.enum(BALLOT_STAGES).openapi({
      description:
        "`preparing`: keys are announced and the ceremony is held; `listed`: the list of keys is closed and published; then as the board says.",
    }),
    abandoned: z.string().nullable().openapi({ description: "Why it was given up." }),
    rule: z.string(),
    isWeighed: z.boolean().openapi({ description: "Whether the sums are of weights." }),
    voters: z
      .array(
        z.object({
          member: z.string(),
          title: z.string().nullable(),
          weight: z.number().int(),
          hasKey: z.boolean(),
          hasVoted: z.boolean(),
        }),
      )
      .openapi({ description: "Turnout is visible: the board shows whose keys voted." }),
    list: orNone(z.object({ sha256: z.string() })).openapi({
      description: "The closed list of keys; its SHA-256 stands on the board.",
    }),
    ceremony: z.object({
      attempt: z.number().int(),
      needed: z.number().int(),
      round: z.enum([...CEREMONY_ROUNDS, "over"]),
      trustees: z.array(
        z.object({
          number: z.number().int(),
          name: z.string(),
          said: z.array(z.enum(CEREMONY_ROUNDS)),
          isAwaited: z
            .boolean()
            .openapi({ description: "In the round that is under way, or after the close." }),
          hasAnswered: z.boolean(),
        }),
      ),
      complaints: z.array(z.object({ by: z.number().int(), against: z.number().int(), code: z.string() })),
    }),
    board: orNone(
      z.object({
        head: z.string(),
        events: z.number().int(),
        bytes: z.number().int(),
        cast: z.number().int().openapi({ description: "Ballots that count: the last of each key." }),
      }),
    ),
    result: orNone(Counts),
    isRecorded: z.boolean().openapi({ description: "Whether the motion's vote was recorded by it." }),
    you: z.object({
      trustee: z.number().int().nullable(),
      members: z.array(z.string()).openapi({ description: "Members whose key your account announces." }),
      keeps: z.boolean(),
    }),
  })
  .openapi("SecretBallot");

const Rounds = z.array(z.unknown());

export const CeremonyShown = z
  .object({
    uuid: z.string(),
    needed: z.number().int(),
    trustees: z.array(z.string()),
    attempt: z.number().int(),
    certificates: Rounds,
    commitments: Rounds,
    shares: Rounds,
    keys: Rounds,
  })
  .openapi("BallotCeremony", {
    description: "What each trustee said, in the order of their numbers; null where one has not yet.",
  });
