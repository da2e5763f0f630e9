/** Recording acts from a form: one call, all or nothing; what the server finds wrong goes beside its field. */
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import type { Entry } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { queries } from "../api/queries.ts";

type Act = Readonly<Record<string, unknown>>;

/** An identifier for an act that a form makes: chosen once, so that sending the form again is the same act again. */
export function newActId(stem: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${stem}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Records acts, and has everything that is shown asked for anew. */
export function useRecording(
  onDone: (entries: readonly Entry[]) => void,
): UseMutationResult<readonly Entry[], ApiProblem, readonly Act[]> {
  return useMutation({
    // Whether a correction or a withdrawal fits is the registry's to say: whatever else was recorded meanwhile does not matter.
    mutationFn: async (acts) => {
      const answer = await ask("POST /api/v1/acts", { body: { acts: [...acts] }, ifMatch: "*" });
      return answer.added;
    },
    onSuccess: (entries) => {
      void queries.invalidateQueries();
      onDone(entries);
    },
  });
}

/** `lastDay` as files and messages have it: `last_day`. */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What the server said of a field of an act. */
export function faultOf(problem: ApiProblem | null, field: string): string | undefined {
  const said = problem?.fault(field) ?? problem?.fault(columnOf(field));
  return said === undefined ? undefined : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** Whether all that the server said stands beside a field. */
export function isAllBeside(problem: ApiProblem, fields: readonly string[]): boolean {
  const named = problem.faults.filter(({ path }) =>
    fields.some((field) => path.endsWith(`.${field}`) || path.endsWith(`.${columnOf(field)}`)),
  );
  return problem.faults.length > 0 && named.length === problem.faults.length;
}

/** Today in UTC, as servers count days. */
export const today = (): string => new Date().toISOString().slice(0, 10);
