/**
 * People under an alias in a plan: a row that would change something about them, or asks about them, would tell whoever reads
 * it who is meant by the alias. Only somebody who is cleared sees it, and can bring it in.
 */
import type { Known } from "../match/known.ts";
import type { Judged } from "./judgement.ts";

/** Puts what everybody may see in the place of rows about people under an alias. */
export function concealHidden({ aliases }: Known, judged: Judged[]): void {
  if (aliases.size === 0) return;
  const isHidden = ({ table, subject, question }: Judged): boolean =>
    (subject !== undefined && (table === "people" || table === "affiliations") && aliases.has(subject)) ||
    question?.candidates.some(({ id }) => aliases.has(id)) === true;
  judged.forEach((row, at) => {
    if (!isHidden(row)) return;
    const { table, place, shown, verdict } = row;
    const plain = { table, place, shown, changes: [], problems: [], acts: [] };
    judged[at] =
      verdict === "unchanged"
        ? { ...plain, verdict }
        : {
            ...plain,
            verdict: "refused",
            problems: [
              {
                severity: "error",
                category: "conflict",
                code: "not-cleared",
                message: "only somebody who is cleared can bring this row in",
                place,
              },
            ],
          };
  });
}
