/** The way that this server's living evaluation went, as far back as it is kept: events that follow upon each other. */
import type { Day } from "@comity/calendar";
import type { FollowedStep, FollowedStore } from "@comity/store";
import { type Cursor, cursorAt, isSamePlace, leadsTo, type Place } from "./cursor.ts";
import type { EventMaker, FeedEvent } from "./feed-event.ts";
import { turnedOn } from "./turned.ts";

/** So much is kept in memory, in events and in changes. */
export interface Keeping {
  readonly events: number;
  readonly changes: number;
}

export const KEPT: Keeping = { events: 20_000, changes: 200_000 };

const keyOf = ({ position, day }: Place): string => `${position} ${day}`;

export class FeedPath {
  readonly #maker: EventMaker;
  readonly #keeping: Keeping;
  #events: FeedEvent[] = [];
  /** The number of the event that begins at a place, counted from the beginning of all; `#dropped` were given up. */
  readonly #numbers = new Map<string, number>();
  #dropped = 0;
  #changes = 0;
  #last: Cursor;
  #today: Day;
  #waiting: (() => void)[] = [];
  readonly #stop: () => void;

  constructor(followed: FollowedStore, maker: EventMaker, keeping: Keeping = KEPT) {
    this.#maker = maker;
    this.#keeping = keeping;
    this.#today = followed.today;
    this.#last = cursorAt(followed.head, this.#today);
    this.#stop = followed.onStep((step) => this.#add(step));
  }

  /** Where the way that is kept begins. */
  get first(): Cursor {
    return this.#events[0]?.before ?? this.#last;
  }

  /** Where the evaluation is now. */
  get last(): Cursor {
    return this.#last;
  }

  /** The event that begins at a place; `end` where nothing came after it yet; undefined where the place is not on this way. */
  from(place: Place): FeedEvent | "end" | undefined {
    if (isSamePlace(place, this.#last)) return "end";
    const number = this.#numbers.get(keyOf(place));
    return number === undefined ? undefined : this.#events[number - this.#dropped];
  }

  /** The first place on the way to which another place leads; undefined where the way has not come that far. */
  meeting(place: Place): Cursor | undefined {
    if (leadsTo(place, this.first)) return this.first;
    return this.#events.find(({ after }) => leadsTo(place, after))?.after;
  }

  /** Puts events before those that are kept, where they lead to the first of them and there is room. */
  prepend(events: readonly FeedEvent[]): void {
    const last = events.at(-1);
    if (last === undefined || !isSamePlace(last.after, this.first)) return;
    const size = events.reduce((sum, event) => sum + event.size, 0);
    const { events: mostEvents, changes: mostChanges } = this.#keeping;
    if (this.#events.length + events.length > mostEvents || this.#changes + size > mostChanges) return;
    this.#dropped -= events.length;
    this.#events = [...events, ...this.#events];
    this.#changes += size;
    events.forEach((event, k) => {
      this.#numbers.set(keyOf(event.before), this.#dropped + k);
    });
  }

  /** Waits until something comes after this moment. */
  more(): Promise<void> {
    return new Promise((done) => this.#waiting.push(done));
  }

  #add({ head, today, recordedAt, differences, evaluation }: FollowedStep): void {
    const before = this.#last;
    const after = cursorAt(head, today);
    const turned = recordedAt === undefined ? turnedOn(evaluation, today) : undefined;
    // Nobody may be there to hear that it failed; whoever asks for the parts is told.
    turned?.catch(() => undefined);
    const event = this.#maker.make({
      before,
      after,
      recordedAt,
      differences,
      ...(turned === undefined ? {} : { turned }),
    });
    this.#numbers.set(keyOf(before), this.#dropped + this.#events.length);
    this.#events.push(event);
    this.#changes += event.size;
    this.#last = after;
    this.#today = today;
    this.#trim();
    for (const done of this.#waiting.splice(0)) done();
  }

  #trim(): void {
    const { events, changes } = this.#keeping;
    let count = 0;
    while (this.#events.length - count > events || (this.#changes > changes && count < this.#events.length)) {
      const event = this.#events[count++]!;
      this.#changes -= event.size;
      this.#numbers.delete(keyOf(event.before));
    }
    // Taking from the front is a copy: some are let go of at once.
    if (count === 0) return;
    this.#events = this.#events.slice(count);
    this.#dropped += count;
  }

  close(): void {
    this.#stop();
    for (const done of this.#waiting.splice(0)) done();
  }
}
