/** What commands about decisions share: the guide, the instrument, and the desk over a store. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { day } from "@comity/calendar";
import { Desk, type Guide, type Instrument, readGuide } from "@comity/carrying-out";
import type { Policy } from "@comity/policy";
import { type Call, optionValue } from "./command.ts";
import { beginPolicy, dayOption } from "./inputs.ts";
import { Refusal } from "./refusal.ts";
import { openNamedStore } from "./stores.ts";
import type { Terminal } from "./terminal.ts";

/** The guide that a command works by. */
export function guideFor(call: Call, policy: Policy, policyPath: string): Guide {
  const named = optionValue(call, "guide");
  const path = named ?? policyPath.replace(/\.policy\.md$/, ".guide.md");
  if (named === undefined && (!path.endsWith(".guide.md") || !existsSync(path)))
    throw new Refusal(
      `there is no guide beside the policy \`${policyPath}\``,
      "name one: `--guide FILE`; docs/carrying-out.md says what is in it",
    );
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Refusal(`\`${path}\` cannot be read`, "give the path of a guide (docs/carrying-out.md)");
  }
  return readGuide(text, path, policy);
}

/** The text of an option that must be there. */
export function needed(call: Call, name: string): string {
  const value = optionValue(call, name);
  if (value === undefined || value.trim() === "")
    throw new Refusal(`\`--${name}\` is missing`, "`--help` says what it is");
  return value;
}

/** The instrument that the options describe. */
export function instrumentOf(call: Call): Instrument {
  const file = optionValue(call, "document");
  const given = optionValue(call, "sha256");
  if ((file === undefined) === (given === undefined))
    throw new Refusal(
      "the instrument is told by its file or by its SHA-256",
      "give `--document FILE` or `--sha256 HASH`",
    );
  let sha256 = given ?? "";
  if (file !== undefined)
    try {
      sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    } catch {
      throw new Refusal(`\`${file}\` cannot be read`, "give the instrument's file, or its SHA-256");
    }
  const date = dayOption(call, "dated") ?? day(needed(call, "dated"));
  return { reference: needed(call, "reference"), date, sha256, location: needed(call, "kept-at") };
}

/** Opens a store and a desk over it, for as long as some work takes. */
export async function atDesk<T>(
  call: Call,
  terminal: Terminal,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const [where = ""] = call.operands;
  const reading = beginPolicy(call, where);
  const { followStore } = await import("@comity/store");
  const store = await openNamedStore(where, terminal);
  try {
    const registry = { folder: where, acts: [], meta: await store.meta() };
    const policy = await reading.policy(registry, terminal);
    const guide = guideFor(call, policy, reading.path);
    const clock = (): Date => new Date();
    const followed = await followStore(store, policy, { clock });
    try {
      return await work(new Desk({ store, followed, guide, policy, clock }));
    } finally {
      followed.close();
    }
  } finally {
    await store.close();
  }
}
