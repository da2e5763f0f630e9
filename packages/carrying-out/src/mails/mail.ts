/** A mail's way: what is kept of each, and the steps that it takes. Neither a name nor an address is in it, nor what it says. */
import { createHash } from "node:crypto";
import type { Language } from "../guide/guide.ts";
import type { PartKind } from "../plan/plan.ts";

export const MAILS = "mail";

/**
 * `waiting`: to be handed over; `handing over`: a process is at it and the server cannot have it yet; `at the dot`: the final dot is
 * about to go out or has gone, the server may have it; `in doubt`: the answer to the dot was lost, somebody looks whether it
 * arrived; `held`: somebody has to do something first; `by hand`: it went another way.
 */
export const MAIL_STATES = [
  "waiting",
  "handing over",
  "at the dot",
  "in doubt",
  "sent",
  "held",
  "refused",
  "bounced",
  "by hand",
  "cancelled",
] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** Why a mail is held, refused or waits on. */
export type MailReason =
  | "alias-without-safe-channel"
  | "safe-channel-by-hand"
  | "no-address"
  | "not-registered"
  | "erased"
  | "no-longer-due"
  | "refused-for-now"
  | "refused-for-good"
  | "connection-lost"
  | "server-refuses-us"
  | "given-up"
  | "answer-lost";

export interface MailChange {
  readonly at: string;
  readonly by: string;
  readonly state: MailState;
  readonly why?: MailReason;
  /** The code of the server's answer: `550`. Its text may hold an address, and is not kept. */
  readonly code?: number;
  readonly note?: string;
}

export interface Mail {
  readonly decision: string;
  /** The part of the plan: `person/p17`. */
  readonly part: string;
  readonly to: { readonly kind: PartKind; readonly id: string };
  readonly letter: string;
  readonly template: string;
  readonly of?: string;
  readonly due: string;
  readonly languages: readonly Language[];
  readonly state: MailState;
  readonly why?: MailReason;
  /** The same however often it is handed over, so that who gets it twice sees it once. */
  readonly messageId: string;
  readonly released: { readonly at: string; readonly by: string };
  /** How often it was handed over, or tried to. */
  readonly attempts: number;
  /** How often its answer was lost after the final dot: so many times it may have arrived, under the same Message-ID. */
  readonly doubtful: number;
  /** Not handed over before this instant. */
  readonly notBefore?: string;
  /** The process that is at it, and until when it may be. */
  readonly lease?: { readonly process: string; readonly until: string };
  readonly sentAt?: string;
  readonly changes: readonly MailChange[];
}

/** The id of a mail: one for each letter of each part. */
export const mailId = (decision: string, part: string, letter: string): string =>
  `${decision}/${part}/${letter}`;

/** The Message-ID of a mail: it tells nobody whom it is to. */
export function messageIdOf(registry: string, id: string, domain: string): string {
  const hash = createHash("sha256").update(`comity mail\n${registry}\n${id}`, "utf8").digest("hex");
  return `<${hash.slice(0, 40)}@${domain}>`;
}

/** States in which something may still happen by itself. */
export function isUnderWay({ state }: Mail): boolean {
  return state === "waiting" || state === "handing over" || state === "at the dot";
}

/** RFC 5321, 4.5.4.1: the sender's waits grow, and it gives up after four or five days. */
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 4 * 3600;
const GIVE_UP_MILLISECONDS = 5 * 24 * 3600 * 1000;
/** So many of the last changes are kept: a mail that is tried for days changes a few hundred times. */
const MOST_CHANGES = 50;

export type Step = Omit<MailChange, "at">;

/** A mail after a step. */
export function stepMail(
  mail: Mail,
  { by, state, why, code, note }: Step,
  at: string,
  more: Partial<Mail> = {},
): Mail {
  const { lease: _, why: _why, notBefore: _notBefore, ...rest } = mail;
  const change: MailChange = {
    at,
    by,
    state,
    ...(why === undefined ? {} : { why }),
    ...(code === undefined ? {} : { code }),
    ...(note === undefined ? {} : { note }),
  };
  return {
    ...rest,
    state,
    ...(why === undefined ? {} : { why }),
    ...more,
    changes: [...mail.changes, change].slice(-MOST_CHANGES),
  };
}

/** When a mail that could not be handed over is tried again; undefined where it has been tried for long enough. */
export function nextTry(mail: Mail, now: Date): Date | undefined {
  if (now.getTime() - Date.parse(mail.released.at) > GIVE_UP_MILLISECONDS) return undefined;
  const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** Math.min(mail.attempts - 1, 20), LONGEST_WAIT_SECONDS);
  return new Date(now.getTime() + seconds * 1000);
}
