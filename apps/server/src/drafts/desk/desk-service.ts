/** A desk behind a port: takes entries, answers questions in their order, forgets those that nobody waits for any more. */

import type { FactSheet } from "@comity/decision";
import type { InSteps, Policy } from "@comity/policy";
import type { RegistryMeta } from "@comity/registry";
import { ImpactDesk } from "./impact-desk.ts";
import type { FromDesk, Question, ToDesk, ToldError } from "./questions.ts";

/** What a desk needs of a port: of a thread's, or of one in the same thread. */
export interface DeskPort {
  postMessage(message: FromDesk, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message", listener: (message: ToDesk) => void): unknown;
}

/** Derivations that are due are made when nothing came for so long. */
const REST_AFTER_MILLISECONDS = 500;

function told(error: unknown): ToldError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack } = error;
  const { category, code, help, problems } = error as Partial<ToldError>;
  return {
    name,
    message,
    ...(category === undefined ? {} : { category }),
    ...(code === undefined ? {} : { code }),
    ...(help === undefined ? {} : { help }),
    ...(problems === undefined ? {} : { problems }),
    ...(stack === undefined ? {} : { stack }),
  };
}

async function printed({ sheet, form, options }: Extract<Question, { sort: "print" }>): Promise<Uint8Array> {
  // Loaded when somebody prints: Typst and its fonts take 60 MB.
  const { factSheetAsCsv, factSheetAsPdf, factSheetAsXlsx } = await import("@comity/print");
  const parsed = JSON.parse(sheet) as FactSheet;
  if (form === "pdf") return factSheetAsPdf(parsed, options);
  return form === "xlsx" ? factSheetAsXlsx(parsed, options) : factSheetAsCsv(parsed, options);
}

/** Serves a desk on a port. */
export function serveDesk(port: DeskPort, policy: Policy, meta: RegistryMeta): void {
  const desk = new ImpactDesk(policy, meta);
  const waiting = new Map<number, Question>();
  let isWorking = false;
  let resting: NodeJS.Timeout | undefined;

  const answer = (question: Question) => {
    switch (question.sort) {
      case "prepare":
        return desk.prepare(question);
      case "examine":
        return desk.examine(question);
      case "impact":
        return desk.impact(question);
      case "person":
        return desk.person(question);
      case "reasons":
        return desk.reasons(question);
      case "touched":
        return desk.touched(question);
      case "compare":
        return desk.compare(question);
      case "again":
        return desk.again(question);
      case "policies":
        return desk.policies(question);
      case "signers":
        return desk.signers(question);
      case "why signs":
        return desk.whySigns(question);
      case "author shares":
        return desk.authorShares(question);
      case "print":
        return printed(question);
    }
  };

  const work = async (): Promise<void> => {
    isWorking = true;
    for (const [number, question] of waiting) {
      waiting.delete(number);
      try {
        port.postMessage({ number, answer: await answer(question) });
      } catch (error) {
        port.postMessage({ number, error: told(error) });
      }
      // Messages that came meanwhile are taken in first: one of them may say that nobody waits for the next.
      await new Promise((resolve) => setImmediate(resolve));
    }
    isWorking = false;
    resting = setTimeout(rest, REST_AFTER_MILLISECONDS);
    resting.unref();
  };
  /** What is derived while nobody waits; where somebody comes, they go first, and it goes on in the next quiet moment. */
  let derivation: InSteps<void> | undefined;
  const rest = (): void => {
    if (isWorking) return;
    derivation ??= desk.restInSteps();
    if (derivation.next().done === true) derivation = undefined;
    else resting = setTimeout(rest, 0).unref();
  };

  port.on("message", (message) => {
    switch (message.sort) {
      case "entries":
        desk.take(message.entries);
        return;
      case "cancel":
        waiting.delete(message.number);
        return;
      case "ask":
        clearTimeout(resting);
        waiting.set(message.number, message.question);
        if (!isWorking) void work();
    }
  });
}
