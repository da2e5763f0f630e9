/**
 * One live stream of fact sheets: days go in, fact sheets come out. Of days that wait only the newest is worked out, so that whoever
 * drags a date sees where it is and not where it was; what was begun is finished and shown, so that something always is.
 */
import { addDuration, type Day, day as dayOf, duration, subtractDuration } from "@comity/calendar";
import type { DeskClient } from "../desk/desk-client.ts";
import type { DecisionFile } from "../draft-document.ts";
import { movedTo } from "../short-forms.ts";

/** What somebody wants to see: the draft as it is written, or on another day. */
export interface Wanted {
  /** The number of the asking, so that the answer can be told. */
  readonly number: number;
  readonly day?: string;
  /** Which of the draft's acts moves; all of them where it is not said. */
  readonly act?: number;
  /** Acts that move each to a day of its own, after that. */
  readonly moves?: readonly { readonly act: number; readonly day: string }[];
}

/** Courses begin so long before the day on which the draft would be taken, and end so long after it. */
const BEFORE = duration({ years: 1 });
const AFTER = duration({ years: 5 });

/** The days for which a draft's courses are counted. */
function windowOf({ date }: DecisionFile): { readonly from: Day; readonly to: Day } {
  const taken = dayOf(String(date));
  return { from: subtractDuration(taken, BEFORE), to: addDuration(taken, AFTER) };
}

/** What a stream says. */
export interface StreamEvent {
  readonly event: "sheet" | "refused" | "draft" | "ended";
  readonly id?: string;
  readonly data: string;
}

export interface StreamParts {
  readonly desk: DeskClient;
  /** The draft as it stands. */
  readonly decision: () => Promise<{ readonly decision: DecisionFile; readonly revision: number }>;
  /** Whether whoever asked still may see it. */
  readonly maySee: () => boolean;
  /** Sends; comes back when the other side has room for more. */
  readonly send: (event: StreamEvent) => Promise<void>;
  /** What an error says to whoever asked. */
  readonly told: (error: unknown) => object;
  readonly hidden: boolean;
}

export class LiveStream {
  readonly #parts: StreamParts;
  readonly #gone = new AbortController();
  #newest: Wanted = { number: 0 };
  #isDue = true;
  #skipped = 0;
  #shown: { readonly position: number; readonly today: Day } | undefined;
  #wake: (() => void) | undefined;
  /** Why it must not go on. */
  #over: string | undefined;

  constructor(parts: StreamParts) {
    this.#parts = parts;
  }

  /** Wants another day; what waited is outdated. */
  want(wanted: Wanted): void {
    if (this.#isDue) this.#skipped++;
    this.#newest = wanted;
    this.#due();
  }

  /** The draft, or the registry under it, has changed: what was wanted last is worked out again. */
  changed(): void {
    this.#due();
  }

  /** Ends the stream where it may not go on: a right can end without anything else that changes. */
  checked(): void {
    if (!this.#parts.maySee()) this.#due();
  }

  /** Ends the stream, and says why. Nothing more is shown, not even what is being worked out. */
  over(why: string): void {
    this.#over ??= why;
    this.#due();
  }

  /** Whether the ledger has grown since what was shown last. */
  get isBehind(): boolean {
    const { position, today } = this.#parts.desk.moment;
    return this.#shown !== undefined && (this.#shown.position !== position || this.#shown.today !== today);
  }

  #due(): void {
    this.#isDue = true;
    this.#wake?.();
  }

  /** The other side has gone, or must go. */
  end(): void {
    this.#gone.abort();
    this.#wake?.();
  }

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Works until the stream ends. */
  async run(): Promise<void> {
    const { signal } = this.#gone;
    while (!signal.aborted) {
      if (!this.#isDue) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
        continue;
      }
      const why = this.#over ?? (this.#parts.maySee() ? undefined : "you may not see this draft any more");
      if (why !== undefined) {
        await this.#parts.send({ event: "ended", data: JSON.stringify({ why }) });
        return;
      }
      this.#isDue = false;
      const wanted = this.#newest;
      const skipped = this.#skipped;
      this.#skipped = 0;
      try {
        await this.#show(wanted, skipped);
      } catch (error) {
        if (signal.aborted) return;
        const { number, day } = wanted;
        await this.#parts.send({
          event: "refused",
          id: String(number),
          data: JSON.stringify({
            number,
            ...(day === undefined ? {} : { day }),
            problem: this.#parts.told(error),
          }),
        });
      }
    }
  }

  async #show({ number, day, act, moves = [] }: Wanted, skipped: number): Promise<void> {
    const { desk, hidden } = this.#parts;
    const began = performance.now();
    const { decision, revision } = await this.#parts.decision();
    const moment = desk.moment;
    const moved = moves.reduce(
      (file, move) => movedTo(file, move.day, move.act),
      day === undefined ? decision : movedTo(decision, day, act),
    );
    const asked = hidden ? {} : { courses: windowOf(decision) };
    const {
      text,
      courses = "[]",
      knownOn,
      head,
    } = await desk.ask(
      { sort: "impact", decision: JSON.stringify(moved), moment, hidden, ...asked },
      this.signal,
    );
    if (this.#over !== undefined) return;
    this.#shown = moment;
    const about = JSON.stringify({
      number,
      ...(day === undefined ? {} : { day }),
      skipped,
      revision,
      knownOn,
      head,
      milliseconds: Math.round((performance.now() - began) * 10) / 10,
    });
    await this.#parts.send({
      event: "sheet",
      id: String(number),
      data: `${about.slice(0, -1)},"sheet":${text},"courses":${courses}}`,
    });
  }
}
