/** The end of an agreement as a handle: dragged by pointer, moved by the arrows (a day) and by Page (a month). */
import { addDuration, type Day, duration, formatDay, subtractDuration } from "@comity/calendar";
import { type KeyboardEvent, type PointerEvent as Pointed, useEffect, useRef } from "react";
import { useDayText } from "../pieces/day-text.tsx";
import type { TimeScale } from "../pieces/time-scale.ts";

const MONTH = duration({ months: 1 });

interface Properties {
  readonly label: string;
  readonly day: Day;
  /** The day is the last of a bar: the handle stands at its end. */
  readonly isLastDay: boolean;
  readonly scale: TimeScale;
  readonly onMove: (day: Day) => void;
  /** Where the pointer already is. The browser gives movements to pages once a frame, and says before where the pointer is, where it can. */
  readonly onAhead: (day: Day) => void;
  readonly isHeld?: boolean;
  /** How far down its line reaches, in pixels. */
  readonly height: number;
  readonly top: number;
  readonly isFixed: boolean;
}

/** Where the edge of a day stands: a last day ends where the next begins. */
export const edgeOf = (day: Day, isLastDay: boolean): Day => (isLastDay ? ((day + 1) as Day) : day);

/** The day to which a key moves: arrows by a day, Page by a month. */
function stepped(key: string, day: Day): Day | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return (day - 1) as Day;
    case "ArrowRight":
    case "ArrowUp":
      return (day + 1) as Day;
    case "PageDown":
      return subtractDuration(day, MONTH);
    case "PageUp":
      return addDuration(day, MONTH);
    default:
      return undefined;
  }
}

export function DateHandle({ label, day, isLastDay, scale, onMove, onAhead, ...placed }: Properties) {
  const { height, top, isFixed } = placed;
  const dayText = useDayText();
  // Where on the handle it was taken, so that it does not jump under the pointer.
  const taken = useRef<number | undefined>(undefined);
  const x = scale.x(edgeOf(day, isLastDay));
  const clamp = (to: number): Day => Math.min(scale.to - 1, Math.max(scale.from, to)) as Day;
  const moveTo = (to: Day): void => {
    if (to !== day) onMove(to);
  };
  const onPointerDown = (event: Pointed<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    taken.current = event.clientX - x;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
  };
  /** The day under the pointer, while the handle is held. */
  const dayUnder = ({ clientX }: { readonly clientX: number }): Day | undefined => {
    if (taken.current === undefined) return undefined;
    const edge = scale.dayAt(clientX - taken.current);
    return clamp(isLastDay ? edge - 1 : edge);
  };
  const onPointerMove = (event: Pointed<HTMLDivElement>): void => {
    const to = dayUnder(event);
    if (to !== undefined) moveTo(to);
  };
  const handle = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = handle;
    const ahead = (event: Event): void => {
      const to = dayUnder(event as PointerEvent);
      if (to !== undefined) onAhead(to);
    };
    current?.addEventListener("pointerrawupdate", ahead);
    return () => current?.removeEventListener("pointerrawupdate", ahead);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepped(event.key, day);
    if (step === undefined) return;
    event.preventDefault();
    moveTo(clamp(step));
  };
  const letGo = (): void => {
    taken.current = undefined;
  };
  return (
    <div
      ref={handle}
      className="date-handle"
      role="slider"
      tabIndex={isFixed ? -1 : 0}
      aria-label={label}
      aria-disabled={isFixed}
      aria-valuemin={scale.from}
      aria-valuemax={scale.to}
      aria-valuenow={day}
      aria-valuetext={dayText(formatDay(day))}
      style={{ transform: `translate(${x}px, ${top}px)`, height }}
      {...(isFixed
        ? {}
        : { onPointerDown, onPointerMove, onPointerUp: letGo, onPointerCancel: letGo, onKeyDown })}
    >
      <span className="date-handle-pill">{dayText(formatDay(day), "short")}</span>
      <span className="date-handle-grip" />
    </div>
  );
}
