/** Commands of the secret ballot. Nothing here loads the code that does the work. */
import type { Command } from "../command.ts";
import { JSON_OPTION } from "./options.ts";

export const BALLOTS: readonly Command[] = [
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
