/** Whom answers about drafts show: those whom a draft names (exceptions above all), and those whom a fact sheet names as cases. */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { peopleIn } from "../registry/subjects-of-act.ts";
import type { DecisionFile } from "./draft-document.ts";

/** What could be an identifier within the words of a fact sheet. */
const WORDS = /[^\s"\\,;()[\]{}]+/g;

/** The people whom drafts name by their identifiers, each once. */
function namedIn(c: Context<Env>, decisions: readonly DecisionFile[]): string[] {
  const acts = decisions.flatMap(({ acts: own }) => (Array.isArray(own) ? (own as unknown[]) : []));
  const read = acts.filter((act) => typeof act === "object" && act !== null);
  return peopleIn(
    read.map((act) => ({ act: act as never })),
    c.var.context.policy,
  );
}

/**
 * Notes that an answer shows these drafts, and these fact sheets as text: a look at everybody whom they name. What a guarded route
 * says of itself counts no more then.
 */
export function lookAtDrafts(
  c: Context<Env>,
  decisions: readonly DecisionFile[],
  sheets: readonly string[] = [],
): void {
  const { people } = c.var.context.followed.folded;
  const found = new Set(namedIn(c, decisions));
  for (const sheet of sheets)
    for (const [word] of sheet.matchAll(WORDS)) {
      const id = word.replace(/[.:]+$/, "");
      if (people.has(id)) found.add(id);
    }
  c.set("lookedAt", [...found]);
}
