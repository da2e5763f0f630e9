/** What is found in the store and at the mail server after a kill, beside what was sent and what was acknowledged. */
import type { DecisionRecord, Mail } from "@comity/carrying-out";
import type { Policy } from "@comity/policy";
import type { Entry, Store } from "@comity/store";
import { expect } from "vitest";
import type { MailServer } from "../../../../packages/carrying-out/test/mail-server.ts";
import type { DraftDocument, DraftRevision } from "../../src/drafts/draft-document.ts";
import { parseCursor } from "../../src/feed/cursor.ts";
import { brokenLink, knownBy } from "../feed/follower.ts";
import { Reference } from "../ground/reference.ts";
import { LETTERS, PEOPLE_EACH } from "./agreements.ts";
import type { Load } from "./load.ts";

/** Of so many answers the rest is not compared. */
const MOST_COMPARED = 400;

/** All entries of the ledger, whose chain must be whole. */
async function entriesOf(store: Store): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of store.entries()) entries.push(entry);
  expect((await store.verify()).broken).toBeUndefined();
  return entries;
}

/** No acknowledged act is lost, and no set is half there. */
function judgeSets(entries: readonly Entry[], load: Load): void {
  const sizes = new Map<string, number>();
  for (const { set } of entries) if (set !== undefined) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  const half = [...load.sent].filter(([set, size]) => (sizes.get(set) ?? size) !== size);
  const lost = [...load.acknowledged].filter((set) => !sizes.has(set));
  expect({ half, lost }).toEqual({ half: [], lost: [] });
}

/** Each draft is what its editor was told last, or what was under way; and none of its states is missing. */
async function judgeDrafts({ documents }: Store, { drafts }: Load): Promise<void> {
  for (const [id, { acknowledged, sent }] of drafts) {
    const { value } = (await documents.get<DraftDocument>("draft", id))!;
    const [act] = value.decision.acts as { lastDay: string }[];
    expect([acknowledged, ...(sent === undefined ? [] : [sent])]).toContainEqual({
      revision: value.revision,
      day: act!.lastDay,
    });
    const states = await documents.list<DraftRevision>("draft-revision", { prefix: `${id}/` });
    expect(states.map((state) => state.value.revision)).toEqual(
      Array.from({ length: value.revision }, (_, k) => k + 1),
    );
  }
}

/** Decisions are recorded whole or not at all, and those that were acknowledged have their plan. */
async function judgeDecisions(
  { documents }: Store,
  entries: readonly Entry[],
  { decisions, released }: Load,
): Promise<void> {
  const recorded = new Set(entries.map(({ id }) => id));
  const records = await documents.list<DecisionRecord>("decision");
  for (const { value } of records)
    expect([0, value.acts.length]).toContain(value.acts.filter((act) => recorded.has(act)).length);
  const states = new Map(records.map(({ id, value }) => [id, value.state]));
  for (const [k, id] of decisions) {
    expect(states.get(id)).toBe("entered");
    const people = await documents.list("plan-part", { prefix: `${id}/person/` });
    expect(people.length).toBe(PEOPLE_EACH);
    const mails = await documents.list("mail", { prefix: `${id}/` });
    expect(released.has(k) ? [PEOPLE_EACH * LETTERS.length] : [0, PEOPLE_EACH * LETTERS.length]).toContain(
      mails.length,
    );
  }
}

/** No mail is twice at the mail server, and one is there exactly as far as its document says. */
async function judgeMails({ documents }: Store, smtp: MailServer): Promise<void> {
  const taken = smtp.taken();
  expect([...taken].filter(([, times]) => times > 1)).toEqual([]);
  for (const { id, value } of await documents.list<Mail>("mail")) {
    const times = taken.get(value.messageId) ?? 0;
    const most =
      value.state === "at the dot" || value.state === "in doubt" ? [0, 1] : [value.state === "sent" ? 1 : 0];
    expect(most, `${id} is ${value.state}, taken ${times} times`).toContain(times);
  }
}

/** Everything that can be judged between a kill and the next start. */
export async function judge(store: Store, load: Load, smtp: MailServer): Promise<Entry[]> {
  const entries = await entriesOf(store);
  judgeSets(entries, load);
  await judgeDrafts(store, load);
  await judgeDecisions(store, entries, load);
  await judgeMails(store, smtp);
  return entries;
}

/** Every answer is what the reference says for the head that it names, and what a follower was told is the whole of it. */
export function judgeAnswers(
  entries: readonly Entry[],
  policy: Policy,
  registry: string,
  load: Load,
): number {
  const { answers, followers } = load;
  const reference = new Reference(entries, policy);
  const step = Math.max(1, Math.floor(answers.length / MOST_COMPARED));
  const compared = answers.filter((_, k) => k % step === 0);
  expect(reference.wrong(compared)).toEqual([]);
  const sorted = (state: Map<string, string>) => [...state].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const { begin, last, told } of followers) {
    const [start, end] = [parseCursor(begin!)!, parseCursor(last!)!];
    expect(brokenLink(told, begin!)).toBeUndefined();
    const known = knownBy(told, reference.known(start.position, start.day, registry));
    expect(sorted(known)).toEqual(sorted(reference.known(end.position, end.day, registry)));
  }
  return compared.length;
}
