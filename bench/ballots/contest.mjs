/** What counting a secret vote is held to, and of what size the votes are. */

/** A council, and a board of institutes. */
export const COUNCIL = 23;
export const INSTITUTES = 1000;

/** Goals in milliseconds: the command on a council's board, on the institutes' board, one ballot by plain numbers. */
export const GOALS = { council: 2000, institutes: 120_000, ballot: 1000, plain: 5000 };
