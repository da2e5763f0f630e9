/** How an item's state changes, by whom and when. What was said stays: each change is kept with the item. */
import { CalendarError, type Day, day, formatDay } from "@comity/calendar";
import { CarryingOutError } from "../problems.ts";
import { ITEM_STATES, type Item, type ItemState, type PlanPart } from "./plan.ts";

/** What somebody says of an item. */
export interface ItemStep {
  readonly state: ItemState;
  readonly note?: string;
  /** For `excepted`: the last day of the exception. */
  readonly until?: string;
}

/** Who says so, and when. */
export interface Hand {
  readonly by: string;
  /** An instant. */
  readonly at: string;
}

/** Which states need a reason in words: what is not done is not simply left out. */
const NEEDS_REASON: ReadonlySet<ItemState> = new Set(["does not apply", "excepted"]);

function checkStep(item: Item, { state, note, until }: ItemStep, today: Day): void {
  const refuse = (
    code: "reason-missing" | "wrong-day" | "wrong-state",
    message: string,
    path: string,
  ): never => {
    throw new CarryingOutError("incorrect", code, message, { path });
  };
  if (!ITEM_STATES.includes(state) || state === "dropped")
    refuse(
      "wrong-state",
      `\`${state}\` is not a state that an item is given: ${ITEM_STATES.slice(0, -1).join(", ")}`,
      "state",
    );
  if (item.state === "dropped")
    throw new CarryingOutError(
      "conflict",
      "wrong-state",
      `\`${item.key}\` no longer follows from the decision`,
    );
  if (NEEDS_REASON.has(state) && (note ?? "").trim() === "")
    refuse("reason-missing", `\`${state}\` needs a reason`, "note");
  if (state !== "excepted") {
    if (until !== undefined) refuse("wrong-day", `only an exception has a last day`, "until");
    return;
  }
  if (until === undefined) refuse("wrong-day", "an exception needs a last day", "until");
  try {
    if (day(until!) < today) refuse("wrong-day", `\`${until}\` is over already`, "until");
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    refuse("wrong-day", error.message, "until");
  }
}

/** The item after a step; the same where it stands so already. */
function stepped(item: Item, { state, note, until }: ItemStep, { by, at }: Hand): Item {
  if (item.state === state && item.reason === note && item.until === until) return item;
  const { reason: _, until: _until, ...rest } = item;
  return {
    ...rest,
    state,
    ...(note === undefined ? {} : { reason: note }),
    ...(until === undefined ? {} : { until }),
    changes: [...item.changes, { at, by, state, ...(note === undefined ? {} : { note }) }],
  };
}

/**
 * A part after somebody said something of one of its items.
 *
 * @throws CarryingOutError `no-item`; `reason-missing`; `wrong-day`; `wrong-state`.
 */
export function stepItem(part: PlanPart, key: string, step: ItemStep, hand: Hand, today: Day): PlanPart {
  const item = part.items.find((each) => each.key === key);
  if (item === undefined)
    throw new CarryingOutError("not found", "no-item", `there is no item \`${key}\` here`, {
      help: `there are ${part.items.map((each) => `\`${each.key}\``).join(", ") || "none"}`,
    });
  checkStep(item, step, today);
  return { ...part, items: part.items.map((each) => (each === item ? stepped(each, step, hand) : each)) };
}

/** Whether something is still to be done. An exception that is over is open again. */
export function isOpen({ state, until }: Item, today: Day): boolean {
  return (
    state === "open" || state === "in hand" || (state === "excepted" && (until ?? "") < formatDay(today))
  );
}

/** Whether something open is past its day. */
export function isLate(item: Item, today: Day): boolean {
  return isOpen(item, today) && item.due !== undefined && item.due < formatDay(today);
}
