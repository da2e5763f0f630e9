/** Bars: a share of a whole as a stretch of a line. */

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/**
 * A bar for a value out of the most there is, in eighths of a letter; whatever is more than nothing shows.
 *
 *     bar(3, 8, 4)    // "█▌"
 */
export function bar(value: number, most: number, letters: number): string {
  if (value <= 0 || most <= 0) return "";
  const eighths = Math.max(1, Math.round((Math.min(value, most) / most) * letters * 8));
  return "█".repeat(eighths >> 3) + EIGHTHS[eighths & 7];
}
