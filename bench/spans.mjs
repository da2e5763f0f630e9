/**
 * Sets of days as plain arrays `[from, to, from, to, ...]`, the plainest way there is. Contestants written in
 * JavaScript use these, and answers are compared with them: nothing here comes from the code being measured.
 */

/** Sorts intervals and makes one of those that touch or overlap: `[[5, 9], [1, 5]]` gives `[1, 9]`. */
export function united(intervals) {
  intervals.sort((a, b) => a[0] - b[0]);
  const days = [];
  for (const [from, to] of intervals) {
    const last = days.length - 1;
    if (last > 0 && from <= days[last]) days[last] = Math.max(days[last], to);
    else days.push(from, to);
  }
  return days;
}

/** The days in both. */
export function common(a, b) {
  const days = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const from = Math.max(a[i], b[j]);
    const to = Math.min(a[i + 1], b[j + 1]);
    if (from < to) days.push(from, to);
    if (a[i + 1] < b[j + 1]) i += 2;
    else j += 2;
  }
  return days;
}

/** The days of `a` that are not in `b`: `[1, 9]` less `[3, 4]` gives `[1, 3, 4, 9]`. */
export function less(a, b) {
  const days = [];
  for (let i = 0, j = 0; i < a.length; i += 2) {
    let from = a[i];
    while (j < b.length && b[j + 1] <= from) j += 2;
    for (let k = j; k < b.length && b[k] < a[i + 1]; k += 2) {
      if (b[k] > from) days.push(from, b[k]);
      from = b[k + 1];
    }
    if (from < a[i + 1]) days.push(from, a[i + 1]);
  }
  return days;
}

/** Whether both hold the same days. */
export function same(a, b) {
  return a.length === b.length && a.every((day, k) => day === b[k]);
}
