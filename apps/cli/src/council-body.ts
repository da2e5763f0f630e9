/** A body that a command names by its file, seated by a registry, on a day. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Day, formatDay, OPEN } from "@comity/calendar";
import { readBody, type SeatedBody, seat } from "@comity/council";
import { type Folded, fold } from "@comity/registry";
import { type Call, optionValue } from "./command.ts";
import { dayOption, knownOnFor, openRegistry } from "./inputs.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** The body and the day that a command asks about. */
export interface AskedBody {
  readonly body: SeatedBody;
  readonly on: Day;
  /** The registry that seats it, as known; of no acts where none is named. */
  readonly folded: Folded;
  /** The word that named the registry. */
  readonly registry: string | undefined;
}

/** @throws Refusal; BodyError with everything that is wrong with the file. */
export async function askedBody(call: Call, terminal: Terminal): Promise<AskedBody> {
  const file = call.operands[0]!;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Refusal(`\`${file}\` cannot be read`, "give the path of a body's file (docs/council.md)");
  }
  const read = readBody(text, basename(file));
  const asked = dayOption(call, "on");
  const named = optionValue(call, "registry");
  if (named === undefined) {
    if ("status" in read.members || "status" in read.associates)
      throw new Refusal(
        `\`${file}\` tells the members by a status of the registry`,
        "name the registry: `--registry scenarios/cern-2024`",
      );
    if (asked === undefined) throw new Refusal("no day is named", "say `--on DAY`");
    const folded = fold([]);
    return { body: seat(read, folded), on: asked, folded, registry: undefined };
  }
  const registry = await openRegistry(call, named, terminal);
  const known = knownOnFor(
    call,
    registry,
    asked === undefined ? undefined : { day: asked, because: "the day asked about" },
  );
  const on = asked ?? known.day;
  if (on === OPEN) throw new Refusal("no act of this registry says when it was recorded", "say `--on DAY`");
  const folded = fold(registry.acts, { knownOn: known.day });
  if (!folded.bodies.has(read.body))
    throw new Refusal(
      `the registry \`${named}\` knows no body \`${read.body}\``,
      `on ${formatDay(known.day)}`,
    );
  return { body: seat(read, folded), on, folded, registry: named };
}
