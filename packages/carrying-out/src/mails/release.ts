/** What offices do with letters: release those that are due as mails, say what would happen, and note what came of them by other ways. */
import { formatDay } from "@comity/calendar";
import { DocumentMovedError, type StoredDocument } from "@comity/store";
import type { Desk } from "../desk/desk.ts";
import { LANGUAGES } from "../guide/guide.ts";
import type { PlanPart } from "../plan/plan.ts";
import { CarryingOutError } from "../problems.ts";
import {
  isUnderWay,
  MAILS,
  type Mail,
  type MailReason,
  type MailState,
  mailId,
  messageIdOf,
  stepMail,
} from "./mail.ts";
import { correspondenceWith, foreseen } from "./recipients.ts";

/** Which letters to release. */
export interface ReleaseOptions {
  readonly by: string;
  /** Letters due through this day. */
  readonly through: string;
  /** Only these letters, by the guide's names; all where absent. */
  readonly letters?: readonly string[];
  /** Only these parts, by their names. */
  readonly parts?: readonly string[];
  /** Says what would happen, and does nothing. */
  readonly isDry?: boolean;
}

/** What became, or would become, of one letter. */
export interface Released {
  readonly mail: string;
  readonly letter: string;
  readonly part: string;
  readonly to: Mail["to"];
  readonly due: string;
  /** `new`: released now; `before`: there was a mail of it already, with its state. */
  readonly what: "new" | MailState;
  /** Why it would be held; undefined where it goes out, if the registry has an address. */
  readonly held?: MailReason;
}

const WRITTEN_AT_ONCE = 200;

function isAsked(part: string, letter: string, due: string, options: ReleaseOptions): boolean {
  const { letters, parts, through } = options;
  if (due > through) return false;
  return (letters?.includes(letter) ?? true) && (parts?.includes(part) ?? true);
}

/**
 * Releases letters that are due: each becomes a mail that waits to be handed over. A letter that was released before stays as it is,
 * so that asking twice sends nothing twice. Opens no name.
 */
export async function releaseLetters(
  desk: Desk,
  decision: string,
  domain: string,
  options: ReleaseOptions,
): Promise<Released[]> {
  const { store, followed } = desk;
  await desk.decision(decision);
  const known = new Set(desk.guide.letters.map(({ letter }) => letter));
  for (const letter of options.letters ?? [])
    if (!known.has(letter))
      throw new CarryingOutError("not found", "no-letter", `the guide has no letter \`${letter}\``, {
        help: `it has ${[...known].map((each) => `\`${each}\``).join(", ")}`,
      });
  const there = new Map(
    (await store.documents.list<Mail>(MAILS, { prefix: `${decision}/` })).map((mail) => [mail.id, mail]),
  );
  const { at } = desk.hand(options.by);
  const released: Released[] = [];
  const fresh: { id: string; value: Mail }[] = [];
  for (const [name, { value: part }] of await desk.parts(decision))
    for (const { letter, template, due, of } of part.letters) {
      if (!isAsked(name, letter, due, options)) continue;
      const id = mailId(decision, name, letter);
      const to = { kind: part.kind, id: part.id };
      const before = there.get(id);
      const said = { mail: id, letter, part: name, to, due };
      if (before !== undefined) {
        const { why } = before.value;
        released.push({ ...said, what: before.value.state, ...(why === undefined ? {} : { held: why }) });
        continue;
      }
      const held = await foreseen(store.documents, followed.folded, to);
      released.push({ ...said, what: "new", ...(held === undefined ? {} : { held }) });
      const { languages = LANGUAGES } = await correspondenceWith(store.documents, to);
      const state = held === undefined ? "waiting" : "held";
      const why = held === undefined ? {} : { why: held };
      const value: Mail = {
        decision,
        part: name,
        to,
        letter,
        template,
        ...(of === undefined ? {} : { of }),
        due,
        languages,
        state,
        ...why,
        messageId: messageIdOf(store.registry, id, domain),
        released: { at, by: options.by },
        attempts: 0,
        doubtful: 0,
        changes: [{ at, by: options.by, state, ...why }],
      };
      fresh.push({ id, value });
    }
  if (options.isDry === true) return released;
  for (let k = 0; k < fresh.length; k += WRITTEN_AT_ONCE) {
    const changes = fresh
      .slice(k, k + WRITTEN_AT_ONCE)
      .map((each) => ({ collection: MAILS, expected: 0, ...each }));
    await store.documents.write(changes, options.by);
  }
  return released;
}

/** @throws CarryingOutError `no-mail`. */
export async function mailOf(desk: Desk, id: string): Promise<StoredDocument<Mail>> {
  const found = await desk.store.documents.get<Mail>(MAILS, id);
  if (found === undefined) throw new CarryingOutError("not found", "no-mail", `there is no mail \`${id}\``);
  return found;
}

/** What an office notes of a mail by hand, and from which states. */
const BY_HAND: Readonly<
  Record<"sent" | "bounced" | "by hand" | "waiting" | "cancelled", readonly MailState[]>
> = {
  // Found in the mail server's log by its Message-ID, or heard of from whoever got it.
  sent: ["in doubt"],
  bounced: ["sent", "in doubt"],
  "by hand": ["held", "refused", "bounced", "waiting", "in doubt"],
  waiting: ["held", "refused", "bounced", "in doubt"],
  cancelled: ["held", "waiting", "refused"],
};
export type NotedState = keyof typeof BY_HAND;

/**
 * Notes of a mail that it arrived after all, came back, went another way, is to be tried again, or is not to go out.
 *
 * @throws CarryingOutError `no-mail`, `wrong-state`; DocumentMovedError where somebody else was quicker.
 */
export async function noteMail(
  desk: Desk,
  id: string,
  state: NotedState,
  { by, note, expected }: { readonly by: string; readonly note?: string; readonly expected?: number },
): Promise<StoredDocument<Mail>> {
  const { value: mail, version } = await mailOf(desk, id);
  if (!BY_HAND[state].includes(mail.state))
    throw new CarryingOutError(
      "conflict",
      "wrong-state",
      `the mail is \`${mail.state}\`: it cannot be noted as \`${state}\``,
      {
        help: `that is noted of mails that are ${BY_HAND[state].map((each) => `\`${each}\``).join(", ")}`,
      },
    );
  const { at } = desk.hand(by);
  const step = { by, state, ...(note === undefined ? {} : { note }) };
  // Tried again after it came back, it is another mail for whoever gets it: the days for trying count anew.
  const more =
    state === "waiting"
      ? { released: { at, by }, attempts: 0 }
      : state === "sent"
        ? { sentAt: mail.changes.findLast((change) => change.state === "at the dot")?.at ?? at }
        : {};
  const value = stepMail(mail, step, at, more);
  const [written] = await desk.store.documents.write(
    [{ collection: MAILS, id, expected: expected ?? version, value }],
    by,
  );
  return written as StoredDocument<Mail>;
}

/** Cancels what of a decision's mails has not gone out. Gives how many. One that is being handed over just now goes out. */
export async function cancelMails(desk: Desk, decision: string, by: string): Promise<number> {
  const { documents } = desk.store;
  const { at } = desk.hand(by);
  let count = 0;
  for (const { id, value, version } of await documents.list<Mail>(MAILS, { prefix: `${decision}/` })) {
    if (value.state !== "waiting" && value.state !== "held") continue;
    const cancelled = stepMail(value, { by, state: "cancelled", why: "no-longer-due" }, at);
    try {
      await documents.write([{ collection: MAILS, id, expected: version, value: cancelled }], by);
      count++;
    } catch (error) {
      // A process took it up in this moment.
      if (!(error instanceof DocumentMovedError)) throw error;
    }
  }
  return count;
}

/** Whether a letter has reached somebody, or may have. */
export function hasGoneOut({ state, doubtful }: Mail): boolean {
  return ["sent", "by hand", "at the dot", "in doubt"].includes(state) || doubtful > 0;
}

/** How many mails there are in each state, and how many answers were lost. */
export interface MailCounts {
  readonly states: Readonly<Partial<Record<MailState, number>>>;
  readonly underWay: number;
  readonly doubtful: number;
}

export function countMails(mails: readonly Mail[]): MailCounts {
  const states: Partial<Record<MailState, number>> = {};
  for (const { state } of mails) states[state] = (states[state] ?? 0) + 1;
  return {
    states,
    underWay: mails.filter(isUnderWay).length,
    doubtful: mails.reduce((sum, { doubtful }) => sum + doubtful, 0),
  };
}

/** The parts of a plan to whom a letter about it has gone out. */
export function toldParts(mails: readonly StoredDocument<Mail>[]): Set<string> {
  return new Set(mails.filter(({ value }) => hasGoneOut(value)).map(({ value }) => value.part));
}

/** A letter of a part that is due, with its mail where there is one. */
export interface LetterWithMail {
  readonly letter: string;
  readonly due: string;
  readonly mail?: StoredDocument<Mail>;
}

/** The letters of a part, with what became of each. */
export function lettersWithMails(
  decision: string,
  name: string,
  part: PlanPart,
  mails: ReadonlyMap<string, StoredDocument<Mail>>,
): LetterWithMail[] {
  return part.letters.map(({ letter, due }) => {
    const mail = mails.get(mailId(decision, name, letter));
    return { letter, due, ...(mail === undefined ? {} : { mail }) };
  });
}

/** Today, as it is written: the usual `through`. */
export const writtenToday = (desk: Desk): string => formatDay(desk.today());
