/** Commands of the secret ballot. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import { JSON_OPTION } from "./options.ts";

const KEY = { name: "key", value: "FILE", says: "the file of your secret, which only you may read" };

const MAKING: readonly Command[] = [
  {
    words: ["ballot", "ceremony"],
    operands: { usage: "FOLDER", least: 1, most: 1 },
    summary: "begin the trustees' ceremony of a vote",
    about:
      "Makes a new folder that the trustees share, and an identifier for the vote. So many of the trustees as --needed says open the count together; fewer learn nothing, and losing the others loses no vote.",
    options: [
      { name: "trustees", value: "NAMES", says: "their names, with commas between" },
      { name: "needed", value: "COUNT", says: "how many of them open the count" },
    ],
    examples: [{ line: "comity ballot ceremony trustees --trustees Ada,Ben,Cleo --needed 2", says: "" }],
    load: () => import("../commands/ballot-ceremony.ts"),
  },
  {
    words: ["ballot", "trustee"],
    operands: { usage: "FOLDER", least: 1, most: 1 },
    summary: "take a trustee's next step in a ceremony",
    about:
      "Looks at what the trustees have said so far, checks all of it, and says what this one says next: a certificate, the commitment to its coefficients, shares for the others, the key of its own share. Run it until the ceremony is over; it says whom it waits for, and names whoever sends what does not hold. The secret is in the file of --key, which is made in the first round.",
    options: [
      KEY,
      { name: "name", value: "NAME", says: "in the first round: which of the trustees you are" },
    ],
    examples: [
      { line: "comity ballot trustee trustees --key ada.key --name Ada", says: "the first round" },
      { line: "comity ballot trustee trustees --key ada.key", says: "each one after it" },
    ],
    load: () => import("../commands/ballot-trustee.ts"),
  },
  {
    words: ["ballot", "key"],
    operands: { usage: "KEY CLAIM", least: 2, most: 2 },
    summary: "make a delegation's own voting key",
    about:
      "Makes a voting key for one vote in the new file KEY, which only its owner may read, and in CLAIM what is handed in of it: the public key, and a proof that the secret is known. There is no registrar: nobody else ever holds the secret.",
    options: [
      { name: "vote", value: "ID", says: "the identifier of the vote" },
      { name: "delegation", value: "NAME", says: "whose key it is" },
    ],
    examples: [
      {
        line: "comity ballot key at.key claims/at.json --vote gwez2Da9GkynKK --delegation Austria",
        says: "",
      },
    ],
    load: () => import("../commands/ballot-key.ts"),
  },
  {
    words: ["ballot", "open"],
    operands: { usage: "BOARD LIST", least: 2, most: 2 },
    summary: "close the list of keys and open a vote",
    about:
      "Holds every claim and every message of the ceremony against its proof, writes the closed list of keys with names into LIST, whose SHA-256 the board carries, and the public board into the new file BOARD. The answers are In favour, Against and Abstain, exactly one.",
    options: [
      { name: "question", value: "TEXT", says: "what is put to the vote" },
      { name: "ceremony", value: "FOLDER", says: "the trustees' ceremony" },
      { name: "claims", value: "FOLDER", says: "the delegations' claims" },
      {
        name: "weights",
        value: "FILE",
        says: "where votes are weighed: a JSON object, each delegation's weight by its name",
      },
      { name: "title", value: "TEXT", says: "the name of the vote; by default the question" },
      { name: "description", value: "TEXT", says: "what else is said of it" },
    ],
    examples: [
      {
        line: "comity ballot open vote.bel keys.json --question 'Go on?' --ceremony trustees --claims claims",
        says: "",
      },
    ],
    load: () => import("../commands/ballot-open.ts"),
  },
  {
    words: ["ballot", "cast"],
    operands: { usage: "BOARD OUT", least: 2, most: 2 },
    summary: "make a sealed ballot",
    about:
      "Checks the board, asks for the choice on standard input, and writes the sealed, signed ballot into the new file OUT. The choice is never an argument, and is written nowhere. Casting again replaces the earlier ballot until the close.",
    options: [KEY],
    examples: [{ line: "comity ballot cast vote.bel ballot.json --key at.key", says: "" }],
    load: () => import("../commands/ballot-cast.ts"),
  },
  {
    words: ["ballot", "add"],
    operands: { usage: "BOARD FILE...", least: 2, most: 100_000 },
    summary: "put ballots or a trustee's answer on the board",
    about:
      "For whoever keeps the board: checks a ballot (its key on the list, its proofs, its signature, not twice, not after the close) or a trustee's answer (about this sum, with its own key), and adds it. What is refused leaves the board as it was. Of several ballots each is added that holds; the first that does not ends it, and is named.",
    options: [],
    examples: [
      { line: "comity ballot add vote.bel ballot.json", says: "" },
      { line: "comity ballot add vote.bel ballots/*.json", says: "many at once: the board is read once" },
    ],
    load: () => import("../commands/ballot-add.ts"),
  },
  {
    words: ["ballot", "close"],
    operands: { usage: "BOARD", least: 1, most: 1 },
    summary: "close a vote and add up its ballots, still sealed",
    about:
      "Counts the whole board, closes it to ballots, and adds up the last one of each key without opening any.",
    options: [],
    examples: [{ line: "comity ballot close vote.bel", says: "" }],
    load: () => import("../commands/ballot-add.ts"),
  },
  {
    words: ["ballot", "answer"],
    operands: { usage: "BOARD OUT", least: 2, most: 2 },
    summary: "open the sum of a closed vote with a trustee's share",
    about:
      "Counts the whole board, computes the sum anew, and opens that and nothing else with the trustee's share; the answer goes into the new file OUT. A second sum of the same vote is refused: two of them would tell single ballots.",
    options: [KEY],
    examples: [{ line: "comity ballot answer vote.bel answer-ada.json --key ada.key", says: "" }],
    load: () => import("../commands/ballot-answer.ts"),
  },
  {
    words: ["ballot", "count"],
    operands: { usage: "BOARD", least: 1, most: 1 },
    summary: "say on the board what came out",
    about: "Once enough trustees have answered: writes the result as the board's last event.",
    options: [],
    examples: [{ line: "comity ballot count vote.bel", says: "" }],
    load: () => import("../commands/ballot-add.ts"),
  },
];

export const BALLOTS: readonly Command[] = [
  ...MAKING,
  {
    words: ["ballot", "verify"],
    operands: { usage: "FILE", least: 1, most: 1 },
    summary: "count a board again, from its file alone",
    about:
      "Reads the public board of a vote in the v1 format of Belenios (a `.bel` file, by Comity or by belenios-tool) and checks all of it: every hash, every event's place, every key and proof, that no ballot was put in, taken away or counted twice, that trustees opened this sum and nothing else, and what came out. It needs no network, no secret and no server. Exit code 1 with a named reason where anything does not hold (docs/ballots.md).",
    options: [
      { name: "tracker", value: "TRACKER", says: "and that this ballot is on the board and counts" },
      { name: "head", value: "HASH", says: "and that this head, noted earlier, is still in the chain" },
      { name: "since", value: "FILE", says: "and that nothing of this earlier copy was changed" },
      { name: "trackers", says: "list the trackers of all ballots" },
      JSON_OPTION,
    ],
    examples: [
      { line: "comity ballot verify election.bel", says: "what came out, and that it is right" },
      {
        line: "comity ballot verify election.bel --tracker 3hPq...",
        says: "a delegation looks for its own ballot",
      },
    ],
    load: () => import("../commands/ballot-verify.ts"),
  },
];
