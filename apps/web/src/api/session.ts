/** Whether the session by which the pages ask has ended: the server says so once, and then knows nobody any more. */
import type { ApiProblem } from "./problem.ts";

type Listener = () => void;

let endedBy: string | undefined;
const listeners = new Set<Listener>();

/** The code of what ended the session: `session-idle`, `session-too-old` ...; undefined while none has. */
export const sessionEnd = (): string | undefined => endedBy;

/** Hears when a session ends. Gives what ends it. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes a refusal that says that the session is over. */
export function noteRefusal({ status, code }: Pick<ApiProblem, "status" | "code">): void {
  if (status !== 401 || endedBy !== undefined) return;
  if (!code.startsWith("session-") && code !== "account-disabled") return;
  endedBy = code;
  for (const listener of listeners) listener();
}

/** Forgets it, once somebody is signed in again. */
export function noteSignedIn(): void {
  if (endedBy === undefined) return;
  endedBy = undefined;
  for (const listener of listeners) listener();
}
