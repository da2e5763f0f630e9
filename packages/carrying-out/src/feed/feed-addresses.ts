/**
 * Addresses of calendars that need no sign-in, as calendar programs have none: whoever has the address may read. So it is a secret of
 * 256 bits of which only the hash is kept, it shows nobody, and it can be taken back.
 */
import { createHash, randomBytes } from "node:crypto";
import type { StoredDocument } from "@comity/store";
import type { Desk } from "../desk/desk.ts";
import { MAILS, type Mail, mailId } from "../mails/mail.ts";
import { CarryingOutError } from "../problems.ts";
import { deadlineEvents, type PlanForCalendar } from "./deadline-events.ts";
import { calendarText } from "./icalendar.ts";

const FEEDS = "calendar-feed";
const REFRESH_HOURS = 12;

export interface Feed {
  /** What it is for, as who made it says. */
  readonly label: string;
  readonly by: string;
  readonly at: string;
}

const hashOf = (secret: string): string => createHash("sha256").update(secret, "utf8").digest("hex");

/** Makes an address. The secret is shown this once. `id` names it afterwards. */
export async function makeFeed(
  desk: Desk,
  label: string,
  by: string,
): Promise<{ readonly id: string; readonly secret: string }> {
  const secret = randomBytes(32).toString("base64url");
  const id = hashOf(secret);
  const value: Feed = { label, ...desk.hand(by) };
  await desk.store.documents.write([{ collection: FEEDS, id, expected: 0, value }], by);
  return { id, secret };
}

export function feeds(desk: Desk): Promise<StoredDocument<Feed>[]> {
  return desk.store.documents.list<Feed>(FEEDS);
}

/** Takes an address back. @throws CarryingOutError `no-feed`. */
export async function revokeFeed(desk: Desk, id: string, by: string): Promise<void> {
  const known = /^[0-9a-f]{64}$/.test(id) ? await desk.store.documents.get(FEEDS, id) : undefined;
  if (known === undefined) throw new CarryingOutError("not found", "no-feed", `there is no feed \`${id}\``);
  await desk.store.documents.write([{ collection: FEEDS, id, value: null }], by);
}

/** The calendar behind a secret; undefined where there is none, or none any more. */
export async function feedText(desk: Desk, secret: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined;
  if ((await desk.store.documents.get(FEEDS, hashOf(secret))) === undefined) return undefined;
  return deadlineCalendar(desk);
}

/** The calendar of everything that is due. */
export async function deadlineCalendar(desk: Desk): Promise<string> {
  const plans: PlanForCalendar[] = [];
  const mails = new Map((await desk.store.documents.list<Mail>(MAILS)).map((mail) => [mail.id, mail]));
  for (const { id, value } of await desk.decisions()) {
    if (value.state === "entering") continue;
    const parts = await desk.parts(id);
    const own = new Map<string, StoredDocument<Mail>>();
    for (const [name, { value: part }] of parts)
      for (const { letter } of part.letters) {
        const mail = mails.get(mailId(id, name, letter));
        if (mail !== undefined) own.set(`${part.kind} ${part.id} ${letter}`, mail);
      }
    plans.push({ id, decision: value, parts: [...parts.values()].map((part) => part.value), mails: own });
  }
  const { folded } = desk.followed;
  const events = deadlineEvents(desk.store.registry, folded, plans, desk.guide, desk.today());
  const { title } = await desk.store.meta();
  return calendarText({ name: `${title}: deadlines`, refreshHours: REFRESH_HOURS, events }, desk.clock());
}
