/** `comity registry new`: an empty registry for a policy, to be filled in with any spreadsheet. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { type NewFile, newRegistry } from "@comity/registry";
import { optionValue, type Run } from "../command.ts";
import { checkedPolicy, readText } from "../inputs.ts";
import { readHere } from "../policy-thread.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import { counted } from "../text/width.ts";

/** Nothing that is there is written over: `wx` refuses even what came between. */
function write(folder: string, files: readonly NewFile[]): void {
  try {
    mkdirSync(folder, { recursive: true });
    const there = readdirSync(folder);
    if (there.some((name) => files.some(({ path }) => path === name)))
      throw new Refusal(`\`${folder}\` holds a registry already`, "give the name of a new folder");
    // A registry is all files of its folder: among others nobody would find its tables again.
    if (there.length > 0) throw new Refusal(`\`${folder}\` is not empty`, "give the name of a new folder");
    for (const { path, text } of files) writeFileSync(join(folder, path), text, { flag: "wx" });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOTDIR" || code === "EEXIST" ? "is no folder" : `cannot be written: ${code}`;
    throw new Refusal(`\`${folder}\` ${why}`, "give the name of a new folder");
  }
}

/** A name that programs can use: `The Lakes` becomes `the-lakes`. */
function shortName(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-");
  return name.replace(/^-+|-+$/g, "") || "registry";
}

export const run: Run = (call, terminal) => {
  const [folder = "", file = ""] = call.operands;
  const progress = new Progress(terminal);
  const text = readText(file, "policy");
  const policy = progress.step("reading the policy", () =>
    checkedPolicy(file, text, readHere({ text, file, hasHorizon: true })),
  );
  const host = optionValue(call, "host");
  const files = newRegistry(policy.records, {
    name: shortName(folder),
    title: policy.title,
    policy: relative(resolve(folder), resolve(file)),
    ...(host === undefined ? {} : { host }),
  });
  progress.step("writing the registry", () => write(folder, files));
  progress.end();
  const tables = files.slice(1);
  const widest = Math.max(0, ...tables.map(({ path }) => path.length));
  for (const { path, title } of tables) terminal.print(`${path.padEnd(widest)}  ${title}\n`);
  terminal.print(`${counted(tables.length, "file", "files")} to fill in, in ${folder}\n`);
  return 0;
};
