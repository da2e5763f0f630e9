/** A vote that the server keeps, as the pages ask for it. What is signed or hashed goes there and comes back to the letter. */
import { queryOptions } from "@tanstack/react-query";
import { type Answered, ask, askTagged } from "../../api/ask.ts";
import type { SecretBallot } from "../../api/generated/routes.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { asking, queries } from "../../api/queries.ts";
import type { CeremonySeen } from "../ballot/ballot-jobs.ts";

/** How often a vote that is under way is asked for again, in milliseconds: others do their part meanwhile. */
const EVERY = 5_000;

/** The vote; asked for again as long as others are awaited. */
export const askingBallot = (ballot: string) =>
  queryOptions<Answered<"GET /api/v1/council/ballots/{ballot}">, ApiProblem>({
    ...asking("GET /api/v1/council/ballots/{ballot}", { params: { ballot } }),
    refetchInterval: ({ state }) =>
      state.data?.value.stage === "counted" || state.data?.value.stage === "abandoned" ? false : EVERY,
  });

const texts = (messages: readonly unknown[]): (string | null)[] =>
  messages.map((message) => (message === null ? null : JSON.stringify(message)));

/** What the trustees have said, as far as it goes. */
export const askingCeremony = ({ ballot, ceremony: { attempt, trustees } }: SecretBallot) =>
  queryOptions<CeremonySeen, ApiProblem>({
    // Asked for anew whenever somebody has said something.
    queryKey: ["ceremony", ballot, attempt, trustees.map(({ said }) => said.length).join(" ")],
    queryFn: async () => {
      const {
        uuid,
        needed,
        trustees: names,
        ...said
      } = await ask("GET /api/v1/council/ballots/{ballot}/ceremony", { params: { ballot } });
      return {
        uuid,
        needed,
        trustees: names,
        said: {
          certificate: texts(said.certificates),
          commitment: texts(said.commitments),
          shares: texts(said.shares),
          key: texts(said.keys),
        },
      };
    },
  });

/** The board as far as it has grown. */
export async function fetchBoard(ballot: string): Promise<Uint8Array> {
  const { value } = await askTagged("GET /api/v1/council/ballots/{ballot}/board.bel", { params: { ballot } });
  return new Uint8Array(await (value as unknown as Response).arrayBuffer());
}

/** A message that is sent to the letter: writing it again gives the same text, as it is canonical. */
export const letter = (text: string): Readonly<Record<string, unknown>> =>
  JSON.parse(text) as Readonly<Record<string, unknown>>;

/** Shows what a change has answered, and asks anew for what hangs on it. */
export function showChanged(value: SecretBallot): void {
  const { queryKey } = askingBallot(value.ballot);
  queries.setQueryData(queryKey, { value, tag: undefined });
  void queries.invalidateQueries({
    predicate: ({ queryKey: [route] }) => typeof route === "string" && route.includes("/council/"),
  });
}
