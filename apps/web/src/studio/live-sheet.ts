/**
 * The live fact sheet of a draft: days go in as they are dragged, sheets come out. Of days that wait only the newest is sent, so that what is
 * shown follows the hand. A stream that breaks off is opened again by the browser, and asked for the same days.
 *
 * A sheet is drawn twice: what the hand is followed by (main figures, bars, courses) is put into the page at once by whoever draws it, and
 * the rest of the page takes the sheet in after that frame. Where a picture cannot be drawn at once, because its rows are others, the page
 * takes the sheet in whole.
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

/** What is drawn at once. */
export type Drawn = Pick<LiveState, "courses"> & { readonly sheet: FactSheet; readonly shown: number };

/** Says how a sheet is put into the page; nothing where that takes more than new figures and lines. */
export type Draw = (drawn: Drawn) => (() => void) | undefined;

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

/** The rest of the page waits for an idle moment after the frame, but no longer than this, in milliseconds. */
const LONGEST_WAIT = 150;

/** After the frame that shows what has just been drawn, when nothing else is to be done. A page in the background has no frames. */
function afterFrame(then: () => void): void {
  if (document.hidden || !("requestIdleCallback" in window)) setTimeout(then);
  else requestAnimationFrame(() => requestIdleCallback(then, { timeout: LONGEST_WAIT }));
}

const isSame = (some: readonly Move[], others: readonly Move[]): boolean =>
  some.length === others.length &&
  some.every(({ act, day }, at) => act === others[at]?.act && day === others[at]?.day);

export class LiveSheet {
  readonly #draft: string;
  readonly #source: EventSource;
  readonly #listeners = new Set<(isDrawn: boolean) => void>();
  readonly #drawers = new Set<Draw>();
  #state = NOTHING;
  /** The state as it was told last. */
  #told = NOTHING;
  /** A sheet is drawn, and the rest of the page has not taken it in yet. */
  #isAhead = false;
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

  /** Calls when the state has changed, and says whether its main pictures are drawn already. */
  subscribe(listener: (isDrawn: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Draws every new sheet by this. */
  drawBy(draw: Draw): () => void {
    this.#drawers.add(draw);
    return () => this.#drawers.delete(draw);
  }

  state(): LiveState {
    return this.#state;
  }

  /** The newest sheet, if there is one. */
  drawn(): Drawn | undefined {
    const { sheet, courses, shown } = this.#state;
    return sheet === undefined ? undefined : { sheet, courses, shown };
  }

  /** Wants to see these acts on these days; none: the draft as it is saved. What is wanted already is not asked again. */
  move(moves: readonly Move[]): void {
    if (isSame(moves, this.#moves)) return;
    this.#moves = moves;
    this.#isDue = true;
    void this.#send();
  }

  close(): void {
    this.#source.close();
    this.#listeners.clear();
    this.#drawers.clear();
  }

  #set(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(false);
  }

  #tell(isDrawn: boolean): void {
    const { head, sheet, courses } = this.#state;
    // What stays the same stays the same object, so that the page makes anew only what has changed.
    this.#state = {
      ...this.#state,
      head: replaceEqualDeep(this.#told.head, head),
      sheet: replaceEqualDeep(this.#told.sheet, sheet),
      courses: replaceEqualDeep(this.#told.courses, courses),
    };
    this.#told = this.#state;
    this.#isAhead = false;
    for (const listener of this.#listeners) listener(isDrawn);
  }

  #take({ number, sheet, courses, head, knownOn, revision }: SheetEvent): void {
    const before = this.#state;
    this.#state = { ...before, knownOn, revision, shown: number, problem: undefined, head, sheet, courses };
    const isPlain = before.sheet !== undefined && before.problem === undefined;
    if (!isPlain || !this.#draw({ sheet, courses, shown: number })) this.#tell(false);
    else if (!this.#isAhead) {
      this.#isAhead = true;
      afterFrame(() => {
        if (this.#isAhead) this.#tell(true);
      });
    }
  }

  /** Draws a sheet wherever it is shown, or nowhere. */
  #draw(drawn: Drawn): boolean {
    const ways: (() => void)[] = [];
    for (const draw of this.#drawers) {
      const way = draw(drawn);
      if (way === undefined) return false;
      ways.push(way);
    }
    for (const way of ways) way();
    return true;
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
