/**
 * What follows now, laid over what the offices have done so far. Nothing that somebody did is lost: what no longer follows and was
 * not done is dropped, with its reason; what was done is undone by another item, or is listed as what cannot be undone.
 */
import type { Guide, Task } from "../guide/guide.ts";
import type { Hand } from "./item-states.ts";
import { type DueLetter, type Item, type PlanPart, partName } from "./plan.ts";

/** Something that was done and cannot be undone. */
export interface Irrevocable {
  /** The part, as `person/p17`. */
  readonly part: string;
  readonly what: string;
  readonly why: string;
}

/** Why the plan is laid anew: said of what is dropped and of what comes. */
export interface Occasion extends Hand {
  readonly why: string;
  /** The day by which what is to be undone is due. */
  readonly undoneBy: string;
}

const UNDO = "undo:";
/** What is not derived from the decision, and stays whatever follows from it: the review of an exception. */
export const KEPT = "own:";

function changed(item: Item, occasion: Occasion, state: Item["state"], note: string): Item {
  const { at, by } = occasion;
  const { until: _, ...rest } = item;
  return { ...rest, state, reason: note, changes: [...item.changes, { at, by, state, note }] };
}

/** An item that follows, and that was there before. */
function kept(old: Item, now: Item, occasion: Occasion): Item {
  const moved = { ...old, what: now.what, owner: now.owner };
  const due = now.due === undefined ? {} : { due: now.due };
  const { due: before, ...rest } = moved;
  const next: Item = { ...rest, ...due };
  if (old.state === "dropped") return changed(next, occasion, "open", occasion.why);
  if (before === now.due || old.state === "done") return next;
  return {
    ...next,
    changes: [
      ...old.changes,
      {
        at: occasion.at,
        by: occasion.by,
        state: old.state,
        note: `due ${now.due ?? "on no day"}, not ${before ?? "on no day"}: ${occasion.why}`,
      },
    ],
  };
}

const lastSaid = ({ changes }: Item): string => changes.at(-1)?.at ?? "";

/** How what was done of an item stands to the item that undoes it. */
function isUndone(item: Item, undoing: Item | undefined): boolean {
  return undoing?.state === "done" && lastSaid(undoing) >= lastSaid(item);
}

/** Lays the items of a part anew. */
class ItemsAnew {
  readonly #tasks: ReadonlyMap<string, Task>;
  readonly #occasion: Occasion;
  readonly #part: PlanPart;
  readonly #undoing: Map<string, Item>;
  readonly irrevocable: Irrevocable[] = [];

  constructor(part: PlanPart, guide: Guide, occasion: Occasion) {
    this.#part = part;
    this.#tasks = new Map(guide.tasks.map((task) => [task.item, task]));
    this.#occasion = occasion;
    const undoing = part.items.filter(({ key }) => key.startsWith(UNDO));
    this.#undoing = new Map(undoing.map((item) => [item.key, item]));
  }

  /** Of an item that follows, and was there before. What was undone meanwhile has to be done again. */
  stays(old: Item, now: Item): Item {
    const item = kept(old, now, this.#occasion);
    const key = `${UNDO}${old.key}`;
    const undoing = this.#undoing.get(key);
    if (undoing === undefined || old.state !== "done") return item;
    if (isUndone(old, undoing)) return changed(item, this.#occasion, "open", this.#occasion.why);
    if (undoing.state !== "dropped")
      this.#undoing.set(key, changed(undoing, this.#occasion, "dropped", this.#occasion.why));
    return item;
  }

  /** Of an item that follows no longer. */
  goes(item: Item): Item {
    if (item.state === "dropped" || item.key.startsWith(KEPT)) return item;
    const undone = this.#tasks.get(item.key)?.undone;
    const key = `${UNDO}${item.key}`;
    const undoing = this.#undoing.get(key);
    if (item.state !== "done") {
      // It was not done after all: nothing is to be undone either.
      if (undoing !== undefined && undoing.state !== "done" && undoing.state !== "dropped")
        this.#undoing.set(key, changed(undoing, this.#occasion, "dropped", this.#occasion.why));
      return changed(item, this.#occasion, "dropped", this.#occasion.why);
    }
    if (undone === undefined || isUndone(item, undoing)) return item;
    if ("cannot" in undone)
      this.irrevocable.push({ part: partName(this.#part), what: item.what, why: undone.cannot });
    else if (undoing === undefined) this.#undoing.set(key, this.#undo(item, key, undone.by));
    else if (undoing.state === "done" || undoing.state === "dropped")
      this.#undoing.set(key, changed(undoing, this.#occasion, "open", this.#occasion.why));
    return item;
  }

  #undo({ owner, of }: Item, key: string, what: string): Item {
    const { undoneBy: due, why: reason } = this.#occasion;
    return { key, what, owner, ...(of === undefined ? {} : { of }), due, state: "open", reason, changes: [] };
  }

  undoing(): IterableIterator<Item> {
    return this.#undoing.values();
  }
}

/** Letters of before stay as they were due: their mails may be out. */
function mergedLetters(old: readonly DueLetter[], now: readonly DueLetter[]): DueLetter[] {
  const names = new Set(now.map(({ letter }) => letter));
  return [...now, ...old.filter(({ letter }) => !names.has(letter))];
}

/**
 * One part, as it was and as it follows now. `now` is undefined where nothing follows any more.
 *
 * Letters that no longer follow stay listed only where `keeps` says that a mail of theirs exists.
 */
export function mergePart(
  old: PlanPart | undefined,
  now: PlanPart | undefined,
  guide: Guide,
  occasion: Occasion,
  keeps: (letter: string) => boolean,
): { readonly part: PlanPart; readonly irrevocable: readonly Irrevocable[] } {
  if (old === undefined) return { part: now!, irrevocable: [] };
  const anew = new ItemsAnew(old, guide, occasion);
  const following = new Map((now?.items ?? []).map((item) => [item.key, item]));
  const own = old.items.filter(({ key }) => !key.startsWith(UNDO));
  const known = new Set(own.map(({ key }) => key));
  const before = own.map((item) => {
    const next = following.get(item.key);
    return next === undefined ? anew.goes(item) : anew.stays(item, next);
  });
  const items = [...before, ...(now?.items ?? []).filter(({ key }) => !known.has(key)), ...anew.undoing()];
  const letters = mergedLetters(
    old.letters.filter(({ letter }) => keeps(letter)),
    now?.letters ?? [],
  );
  const { institutes } = now ?? old;
  const { lastDayBefore: _, ...rest } = old;
  const day = now?.lastDayBefore === undefined ? {} : { lastDayBefore: now.lastDayBefore };
  const part: PlanPart = { ...rest, institutes, ends: now?.ends ?? [], ...day, items, letters };
  return { part, irrevocable: anew.irrevocable };
}

/** A whole plan, as it was and as it follows now; only parts that differ come back. */
export function mergePlan(
  old: ReadonlyMap<string, PlanPart>,
  now: readonly PlanPart[],
  guide: Guide,
  occasion: Occasion,
  keeps: (part: string, letter: string) => boolean,
): { readonly changed: ReadonlyMap<string, PlanPart>; readonly irrevocable: readonly Irrevocable[] } {
  const following = new Map(now.map((part) => [partName(part), part]));
  const changedParts = new Map<string, PlanPart>();
  const irrevocable: Irrevocable[] = [];
  for (const name of new Set([...old.keys(), ...following.keys()])) {
    const before = old.get(name);
    const merged = mergePart(before, following.get(name), guide, occasion, (letter) => keeps(name, letter));
    irrevocable.push(...merged.irrevocable);
    if (JSON.stringify(merged.part) !== JSON.stringify(before)) changedParts.set(name, merged.part);
  }
  return { changed: changedParts, irrevocable };
}
