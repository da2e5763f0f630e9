/** A ceremony's files, as `comity ballot ceremony` and `comity ballot trustee` write them: which of those that were chosen say what. */
import type { CeremonySeen } from "../ballot-jobs.ts";
import { ROUNDS, type RoundName } from "./rounds-part.tsx";

const MESSAGE = /^([1-4])-(certificate|commitment|shares|key)-([1-9][0-9]?)\.json$/;
const MOST_TRUSTEES = 99;

/** The text of the file that says who takes part. */
export const ceremonyText = (ceremony: Pick<CeremonySeen, "uuid" | "needed" | "trustees">): string =>
  `${JSON.stringify(ceremony, null, 2)}\n`;

/** The name of a message's file. */
export const messageFile = (round: RoundName, number: number): string =>
  `${ROUNDS.indexOf(round) + 1}-${round}-${number}.json`;

/** Who takes part, from the file that says so; undefined where it is none. */
function membersIn(text: string): Pick<CeremonySeen, "uuid" | "needed" | "trustees"> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { uuid, needed, trustees } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof uuid !== "string" || typeof needed !== "number" || !Array.isArray(trustees)) return undefined;
  if (trustees.length > MOST_TRUSTEES || trustees.some((each) => typeof each !== "string")) return undefined;
  return { uuid, needed, trustees: trustees as string[] };
}

/** What files say of a ceremony together; undefined where `ceremony.json` is not among them, or is none. */
export function ceremonyIn(
  files: readonly { readonly name: string; readonly text: string }[],
): CeremonySeen | undefined {
  const members = membersIn(files.find(({ name }) => name === "ceremony.json")?.text ?? "");
  if (members === undefined) return undefined;
  const silent = (): (string | null)[] => members.trustees.map(() => null);
  const said = { certificate: silent(), commitment: silent(), shares: silent(), key: silent() };
  for (const { name, text } of files) {
    const [, order, round, number] = MESSAGE.exec(name) ?? [];
    const isKnown = order === String(ROUNDS.indexOf(round as RoundName) + 1);
    if (isKnown && Number(number) <= members.trustees.length)
      said[round as RoundName][Number(number) - 1] = text.trim();
  }
  return { ...members, said };
}
