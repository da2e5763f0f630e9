/**
 * Kernels: set operations on pieces of flat arrays, for the tight loops of the engine. Intervals lie as
 * `[from, to, from, to, ...]` in `a[a0]` to `a[a1 - 1]`, sorted, disjoint, never touching; a kernel writes such
 * intervals to `out` from `o` on and returns the end of what it wrote. They allocate nothing and check nothing: the
 * caller sees to the room in `out`, which is `(a1 - a0) + (b1 - b0)` unless a kernel says otherwise, and to `out` not
 * overlapping what is read.
 */

/** Days that are in both: x with x in a and x in b. */
export function intersectInto(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
  out: Int32Array,
  o: number,
): number {
  let i = a0;
  let j = b0;
  let n = o;
  while (i < a1 && j < b1) {
    const aFrom = a[i]!;
    const bFrom = b[j]!;
    const aTo = a[i + 1]!;
    const bTo = b[j + 1]!;
    const from = Math.max(aFrom, bFrom);
    const to = Math.min(aTo, bTo);
    if (from < to) {
      out[n] = from;
      out[n + 1] = to;
      n += 2;
    }
    if (aTo < bTo) i += 2;
    else j += 2;
  }
  return n;
}

/** Days that are in the first and not in the second: x with x in a and x not in b. */
export function subtractInto(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
  out: Int32Array,
  o: number,
): number {
  let j = b0;
  let n = o;
  for (let i = a0; i < a1; i += 2) {
    let from = a[i]!;
    const to = a[i + 1]!;
    while (j < b1 && b[j + 1]! <= from) j += 2;
    // An interval of b may reach into the next of a: j stays on it.
    while (j < b1 && b[j]! < to) {
      const bFrom = b[j]!;
      const bTo = b[j + 1]!;
      if (bFrom > from) {
        out[n] = from;
        out[n + 1] = bFrom;
        n += 2;
      }
      from = bTo;
      if (bTo >= to) break;
      j += 2;
    }
    if (from < to) {
      out[n] = from;
      out[n + 1] = to;
      n += 2;
    }
  }
  return n;
}

/** Days that are in either: x with x in a or x in b. */
export function uniteInto(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
  out: Int32Array,
  o: number,
): number {
  let i = a0;
  let j = b0;
  let n = o;
  while (i < a1 || j < b1) {
    let from: number;
    let to: number;
    if (j >= b1 || (i < a1 && a[i]! <= b[j]!)) {
      from = a[i]!;
      to = a[i + 1]!;
      i += 2;
    } else {
      from = b[j]!;
      to = b[j + 1]!;
      j += 2;
    }
    if (n > o && from <= out[n - 1]!) {
      if (to > out[n - 1]!) out[n - 1] = to;
    } else {
      out[n] = from;
      out[n + 1] = to;
      n += 2;
    }
  }
  return n;
}

/** Sorts pairs by their first day. Shellsort: in place, no closure, and plain insertion for the usual few pairs. */
function sortPairs(pairs: Int32Array, p0: number, p1: number): void {
  const count = (p1 - p0) >> 1;
  let gap = 1;
  // Gaps of Knuth, The Art of Computer Programming 3, 5.2.1: 1, 4, 13, 40, ...
  while (gap < count / 9) gap = 3 * gap + 1;
  for (; gap > 0; gap = (gap / 3) | 0) {
    const step = 2 * gap;
    for (let p = p0 + step; p < p1; p += 2) {
      const from = pairs[p]!;
      const to = pairs[p + 1]!;
      let q = p - step;
      while (q >= p0 && pairs[q]! > from) {
        pairs[q + step] = pairs[q]!;
        pairs[q + step + 1] = pairs[q + 1]!;
        q -= step;
      }
      pairs[q + step] = from;
      pairs[q + step + 1] = to;
    }
  }
}

/**
 * Makes intervals of pairs in any order, which may overlap, touch or be empty (from >= to): sorts them in place and
 * puts together what overlaps or touches. Returns the new end, at most `p1`.
 */
export function normaliseInto(pairs: Int32Array, p0: number, p1: number): number {
  if (p1 - p0 > 2) sortPairs(pairs, p0, p1);
  let n = p0;
  for (let p = p0; p < p1; p += 2) {
    const from = pairs[p]!;
    const to = pairs[p + 1]!;
    if (from >= to) continue;
    if (n > p0 && from <= pairs[n - 1]!) {
      if (to > pairs[n - 1]!) pairs[n - 1] = to;
    } else {
      pairs[n] = from;
      pairs[n + 1] = to;
      n += 2;
    }
  }
  return n;
}
