/** `comity import cern-opendata`: an author list of the CERN Open Data portal becomes a registry. */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { formatImportReport, importCernOpendata, writeRegistry } from "@comity/registry";
import { optionValue, type Run } from "../command.ts";
import { readText } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import { isoDay } from "../text/days.ts";

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read: ${code}`;
    throw new Refusal(`\`${file}\` ${why}`, "give the path of an author-list record (JSON)");
  }
}

export const run: Run = (call, terminal) => {
  const [file = ""] = call.operands;
  const out = optionValue(call, "out");
  if (out === undefined) throw new Refusal("`--out DIR` is missing", "say which folder to write");
  const asOf = optionValue(call, "as-of");
  const policy = optionValue(call, "policy");
  if (policy !== undefined) readText(policy, "policy");
  const progress = new Progress(terminal);
  const bytes = readBytes(file);
  const imported = progress.step("reading the list", () =>
    importCernOpendata(bytes, {
      file,
      pseudonyms: call.options.has("pseudonyms"),
      names: call.options.has("names"),
      ...(asOf !== undefined && { asOf }),
      ...(policy !== undefined && { policy: relative(resolve(out), resolve(policy)) }),
    }),
  );
  progress.step("writing the registry", () => writeRegistry(out, imported.acts, imported.meta));
  progress.end();
  const { report } = imported;
  if (call.options.has("json"))
    terminal.print(`${JSON.stringify({ out, ...report, listDay: isoDay(report.listDay) }, null, 2)}\n`);
  else {
    terminal.print(formatImportReport(report));
    terminal.print(`\nwritten to ${out}\n`);
  }
  return 0;
};
