/** Pages that show what a command printed: each block is run again, and what it shows must be printed, in that order. */
import { expect } from "vitest";
import { comity, root } from "./command.ts";

export interface Shown {
  readonly line: string;
  readonly output: readonly string[];
}

/** The blocks of a page that begin with a prompt: a command, and what it printed. */
export function shownIn(page: string): Shown[] {
  return [...page.matchAll(/^```console\n\$ (comity .*)\n([\s\S]*?)^```$/gm)].map(([, line, output]) => ({
    line: line!,
    output: output!.split("\n").filter((each) => each.trim() !== ""),
  }));
}

/** Runs a command that a page shows, and gives what it did. Output is shortened there: `...` stands for what was left out. */
export async function expectPrinted({ line, output }: Shown): Promise<Awaited<ReturnType<typeof comity>>> {
  const ran = await comity(root, line.split(" ").slice(1));
  const printed = `${ran.out}${ran.err}`.split("\n").map((each) => each.trimEnd());
  let at = -1;
  for (const wanted of output) {
    if (wanted.trim() === "...") continue;
    const found = printed.indexOf(wanted.trimEnd(), at + 1);
    expect(found, `\`${wanted}\` is not printed there`).toBeGreaterThan(at);
    at = found;
  }
  return ran;
}
