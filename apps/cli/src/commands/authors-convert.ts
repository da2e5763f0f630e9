/** `comity authors convert`: a list in another format. */
import { WRITE_FORMATS, writeList } from "@comity/authorship";
import { optionValue, type Run } from "../command.ts";
import { listFrom, printing, sayNotes } from "../list-conversion.ts";
import { Refusal } from "../refusal.ts";
import { writeNew } from "../write-new.ts";

export const run: Run = async (call, terminal) => {
  const [file = "", asked = ""] = call.operands;
  const format = WRITE_FORMATS.find((each) => each === asked.toLowerCase());
  if (format === undefined)
    throw new Refusal(`\`${asked}\` is no format of author lists`, `formats: ${WRITE_FORMATS.join(", ")}`);
  const out = optionValue(call, "out");
  if (format === "xlsx" && out === undefined)
    throw new Refusal("a workbook cannot be printed", "say where to write it: `--out authors.xlsx`");
  const read = await listFrom(call, file);
  sayNotes(read, terminal);
  const written = await writeList(read.list, format, printing(call));
  for (const note of written.notes) terminal.warn(`${note}\n`);
  if (out !== undefined) writeNew(out, written.content);
  else if (typeof written.content === "string") terminal.print(written.content);
  return read.leftOut > 0 ? 1 : 0;
};
