/** Who is where under a draft: as before it, unless the draft says something of it. */
import { day } from "@comity/calendar";
import { expect, test } from "vitest";
import { placesUnder } from "../src/places.ts";
import { worldOn } from "./small-world.ts";

const { evaluation, folded } = worldOn();
const [person] = folded.people.keys();
const [from, to] = [day("2031-01-01"), day("2032-01-01")];
const moved = (institute: string) =>
  evaluation.whatIf([{ record: "affiliated", tuple: [person!, institute], from, to, present: true }]);

test("a draft that changes no affiliation is told as before it, one that does as it says, whichever came first", () => {
  const listed = (under: typeof evaluation, institute: string) =>
    [...under.list("affiliated", [undefined, institute])].map(({ tuple, days }) => ({
      person: tuple[0],
      days,
    }));
  let newcomers = 0;
  for (const institute of folded.institutes.keys()) {
    const same = evaluation.whatIf([]);
    expect(placesUnder(evaluation, same).of(institute)).toEqual(listed(evaluation, institute));
    const other = moved(institute);
    expect(placesUnder(evaluation, other).of(institute)).toEqual(listed(other, institute));
    if (evaluation.when("affiliated", [person!, institute]).length === 0) newcomers++;
    expect(placesUnder(evaluation, same).of(institute)).toEqual(listed(evaluation, institute));
  }
  expect(newcomers).toBeGreaterThan(0);
});
