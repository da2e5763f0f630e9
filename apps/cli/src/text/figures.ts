/** Figures of a fact sheet, some of which are hidden. */
import type { Figure } from "@comity/decision";
import { counted, formatCount } from "./width.ts";

/** Stands for a figure that is hidden. */
export const HIDDEN = "···";

export const hiddenNote = `${HIDDEN} is hidden: fewer than 5, or a figure that would tell one; --cleared shows it`;

export function figure(value: Figure): string {
  return value === null ? HIDDEN : formatCount(value);
}

export function people(value: Figure): string {
  return value === null ? `${HIDDEN} people` : counted(value, "person", "people");
}

export function institutes(value: Figure): string {
  return value === null ? `${HIDDEN} institutes` : counted(value, "institute", "institutes");
}
