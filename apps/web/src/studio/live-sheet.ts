/**
 * The live fact sheet of a draft: days go in as they are dragged, sheets come out. Of days that wait only the newest is sent, so that what is
 * shown follows the hand. A stream that breaks off is opened again by the browser, and asked for the same days.
 */
import type { CourseSheet, FactSheet } from "@comity/decision";
import { replaceEqualDeep } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { askWhetherThere, noteAnswer } from "../api/connection.ts";
import { ApiProblem } from "../api/problem.ts";

/** An act of the draft, from 0, on another day. */
export interface Move {
  readonly act: number;
  readonly day: string;
}

/** What is shown of a draft. */
export interface LiveState {
  readonly sheet: FactSheet | undefined;
  readonly courses: readonly CourseSheet[];
  readonly knownOn: string | undefined;
  readonly head: { readonly position: number; readonly hash: string } | undefined;
  /** The revision of the draft that it is of. */
  readonly revision: number | undefined;
  /** Which of the days that were asked for is shown, by its number. */
  readonly shown: number;
  /** Why the days that were asked for last are refused. */
  readonly problem: ApiProblem | undefined;
  /** The stream is open; otherwise it is being opened (again). */
  readonly isOpen: boolean;
  /** One may not see the draft any more. */
  readonly isEnded: boolean;
}

interface SheetEvent {
  readonly number: number;
  readonly revision: number;
  readonly knownOn: string;
  readonly head: { readonly position: number; readonly hash: string };
  readonly sheet: FactSheet;
  readonly courses: readonly CourseSheet[];
}

const NOTHING: LiveState = {
  sheet: undefined,
  courses: [],
  knownOn: undefined,
  head: undefined,
  revision: undefined,
  shown: 0,
  problem: undefined,
  isOpen: false,
  isEnded: false,
};

export class LiveSheet {
  readonly #draft: string;
  readonly #source: EventSource;
  readonly #listeners = new Set<() => void>();
  #state = NOTHING;
  #stream: string | undefined;
  #moves: readonly Move[] = [];
  /** Moves wait to be sent. */
  #isDue = false;
  #isSending = false;

  constructor(draft: string) {
    this.#draft = draft;
    this.#source = new EventSource(`/api/v1/drafts/${encodeURIComponent(draft)}/stream`);
    this.#source.addEventListener("open", (event) => {
      // The connection itself opens too; only the server's own word names the stream.
      if (!(event instanceof MessageEvent)) return;
      this.#stream = (JSON.parse(event.data) as { stream: string }).stream;
      noteAnswer(true);
      this.#set({ isOpen: true });
      if (this.#moves.length > 0) this.#isDue = true;
      void this.#send();
    });
    this.#source.addEventListener("sheet", (event) => this.#take(JSON.parse(event.data) as SheetEvent));
    this.#source.addEventListener("refused", (event) => {
      const { number, problem } = JSON.parse(event.data) as { number: number; problem: { status: number } };
      this.#set({ shown: number, problem: new ApiProblem(problem.status, problem as never) });
    });
    this.#source.addEventListener("ended", () => {
      this.#source.close();
      void this.#whyEnded();
    });
    this.#source.addEventListener("error", () => {
      this.#stream = undefined;
      this.#set({ isOpen: false });
      // A stream that was refused is not tried again by the browser: the plain route says why.
      if (this.#source.readyState === EventSource.CLOSED && !this.#state.isEnded) void this.#whyNot();
      else void askWhetherThere();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): LiveState => this.#state;

  /** Wants to see these acts on these days; none: the draft as it is saved. */
  move(moves: readonly Move[]): void {
    this.#moves = moves;
    this.#isDue = true;
    void this.#send();
  }

  close(): void {
    this.#source.close();
    this.#listeners.clear();
  }

  #set(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #take({ number, sheet, courses, head, knownOn, revision }: SheetEvent): void {
    this.#set({
      knownOn,
      revision,
      shown: number,
      problem: undefined,
      head: replaceEqualDeep(this.#state.head, head),
      // What stays the same stays the same object, so that only what has changed is drawn anew.
      sheet: replaceEqualDeep(this.#state.sheet, sheet),
      courses: replaceEqualDeep(this.#state.courses, courses),
    });
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#isDue && this.#stream !== undefined) {
      this.#isDue = false;
      const params = { id: this.#draft, stream: this.#stream };
      const body = this.#moves.length === 0 ? {} : { moves: [...this.#moves] };
      try {
        // The sheet itself says which number it has: nothing is drawn for knowing it before.
        await ask("POST /api/v1/drafts/{id}/stream/{stream}", { params, body });
      } catch (error) {
        // A stream that is gone is opened again, and asked again; anything else is said.
        const isGone = error instanceof ApiProblem && (error.isUnreachable || error.status === 404);
        if (!isGone && error instanceof ApiProblem) this.#set({ problem: error });
      }
    }
    this.#isSending = false;
  }

  /** Either one may not see the draft any more, or the session has ended: of that the frame of the pages tells, once a question is refused for it. */
  async #whyEnded(): Promise<void> {
    try {
      await ask("GET /api/v1/drafts/{id}", { params: { id: this.#draft } });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return;
    }
    this.#set({ isEnded: true });
  }

  async #whyNot(): Promise<void> {
    try {
      await ask("GET /api/v1/drafts/{id}", { params: { id: this.#draft } });
      noteAnswer(true);
    } catch (error) {
      if (error instanceof ApiProblem) this.#set({ problem: error });
    }
  }
}
