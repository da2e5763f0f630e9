/** `comity authors read`: what an author list holds, and what is wrong with it. */
import { writeList } from "@comity/authorship";
import type { Run } from "../command.ts";
import { listFrom, sayNotes } from "../list-conversion.ts";
import { counted } from "../text/width.ts";

export const run: Run = async (call, terminal) => {
  const read = await listFrom(call, call.operands[0]!);
  const { list, format, authorsIn, leftOut, notes } = read;
  sayNotes(read, terminal);
  if (call.options.has("json")) terminal.print((await writeList(list, "json")).content as string);
  else {
    const { authors, organisations, collaborations } = list;
    const ties = authors.reduce((sum, { affiliations }) => sum + affiliations.length, 0);
    const withOrcid = authors.filter(({ ids }) => ids.some(({ source }) => source === "ORCID")).length;
    const nowhere = authors.filter(({ affiliations }) => affiliations.length === 0).length;
    const neutral = organisations.filter((organisation) => organisation.neutral === true).length;
    const lines = [
      `read as ${format}`,
      ...(collaborations.length === 0 ? [] : [`of ${collaborations.map(({ name }) => name).join(", ")}`]),
      `${counted(authorsIn, "author", "authors")} in the file, ${authors.length} read, ${leftOut} left out`,
      `${counted(organisations.length, "organisation", "organisations")}, of which ${counted(neutral, "neutral line", "neutral lines")}`,
      `${counted(ties, "affiliation", "affiliations")}; ${counted(nowhere, "author", "authors")} without any`,
      `${counted(withOrcid, "author", "authors")} with an ORCID iD`,
    ];
    terminal.print(`${lines.join("\n")}\n`);
  }
  return notes.some(({ severity }) => severity === "error") ? 1 : 0;
};
