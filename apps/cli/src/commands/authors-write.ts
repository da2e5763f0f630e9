/** `comity authors write`: a list in every format. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { WRITE_FORMATS, writeList } from "@comity/authorship";
import type { Run } from "../command.ts";
import { listFrom, printing, sayNotes } from "../list-conversion.ts";
import { Refusal } from "../refusal.ts";
import { writeNew } from "../write-new.ts";

export const run: Run = async (call, terminal) => {
  const [file = "", folder = ""] = call.operands;
  if (existsSync(folder))
    throw new Refusal(`\`${folder}\` is there already`, "give the name of a new folder");
  const read = await listFrom(call, file);
  sayNotes(read, terminal);
  mkdirSync(folder, { recursive: true });
  for (const format of WRITE_FORMATS) {
    const { content, extension, notes } = await writeList(read.list, format, printing(call));
    const name = `${format.replace(/\..*$/, "")}${extension}`;
    writeNew(join(folder, name), content);
    terminal.print(`${name}${notes.length === 0 ? "" : `: ${notes.join("; ")}`}\n`);
  }
  return read.leftOut > 0 ? 1 : 0;
};
