/** The lines of a course say of each day what the fact sheet says of it. */
import { type Day, day, formatDay } from "@comity/calendar";
import { array, assert, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { timeScale } from "../../src/pieces/time-scale.ts";
import { pathsOf } from "../../src/studio/course-paths.ts";

const [FROM, TO] = [day("2024-01-01"), day("2024-10-01")];
// Two pixels a day: each day has a place of its own.
const scale = timeScale(FROM, TO, 0, (TO - FROM) * 2);
const HEIGHT = 1002;

const course = (steps: readonly (readonly [string, number, number])[]) => ({
  name: "site_access",
  title: "Site access",
  counts: "Person",
  people: 0,
  steps,
});

/** The corners of a path of `M`, `H`, `V` and `Z`. */
function cornersOf(path: string): [number, number][] {
  const corners: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, letter, first = "", second] of path.matchAll(/([MHVZ])(-?[\d.]*)(?: (-?[\d.]+))?/g)) {
    if (letter === "M") [x, y] = [Number(first), Number(second)];
    else if (letter === "H") x = Number(first);
    else if (letter === "V") y = Number(first);
    else continue;
    corners.push([x, y]);
  }
  return corners;
}

/** How high a step line stands in the middle of a day, by its corners. */
const heightOn = (corners: readonly [number, number][], on: number): number =>
  corners.findLast(([x]) => x <= (on - FROM) * 2 + 1)?.[1] ?? Number.NaN;

/** The area within a path, by its corners, in square pixels. */
function areaOf(path: string): number {
  const corners = cornersOf(path);
  const twice = corners.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = corners[(at + 1) % corners.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

describe("the lines of a course", () => {
  it("stand where the counts are, on every day, and what lies between them is as large as what is lost", () => {
    const step = record({
      after: integer({ min: 1, max: 90 }),
      stays: integer({ min: 0, max: 20 }),
      gone: integer({ min: 0, max: 20 }),
    });
    assert(
      property(
        array(step, { minLength: 1, maxLength: 30 }),
        integer({ min: -200, max: 200 }),
        (parts, begins) => {
          let on = FROM + begins;
          const steps = parts.map(({ after, stays, gone }) => {
            on += after;
            return [formatDay(on as Day), stays, Math.max(0, stays - gone)] as const;
          });
          const { standing, draft, between } = pathsOf(course(steps), scale, HEIGHT);
          const most = Math.max(1, ...steps.flatMap(([, stands, drafted]) => [stands, drafted]));
          const high = (count: number): number => HEIGHT - (count / most) * (HEIGHT - 2);
          const lines = [cornersOf(standing), cornersOf(draft)] as const;
          let [lost, furthest] = [0, 0];
          for (let each = FROM as number; each < TO; each++) {
            const counts = steps.findLast(([first]) => day(first) <= each);
            if (counts === undefined) continue;
            const [, stands, drafted] = counts;
            const off = [heightOn(lines[0], each) - high(stands), heightOn(lines[1], each) - high(drafted)];
            furthest = Math.max(
              furthest,
              ...off.map((pixels) => (Number.isNaN(pixels) ? HEIGHT : Math.abs(pixels))),
            );
            lost += 2 * (high(drafted) - high(stands));
          }
          expect(furthest).toBeLessThan(0.06);
          // Places are written to a tenth of a pixel.
          expect(Math.abs(areaOf(between) - lost)).toBeLessThan((TO - FROM) * 2 * 0.11);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are empty where nothing is known", () => {
    expect(pathsOf(course([]), scale, 40).standing).toMatch(/^H/);
  });
});
