/** `comity registry record`: the acts of a file of JSON Lines are recorded in a store. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { day, formatDay } from "@comity/calendar";
import { type Act, type ActJson, actsFromJson, check, formatProblem, type Json } from "@comity/registry";
import type { Document } from "@comity/store";
import { type Call, optionValue, type Run } from "../command.ts";
import { dayOption } from "../inputs.ts";
import { recordingOptions, tellAppended } from "../recording.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { openNamedStore } from "../stores.ts";

function textOf(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file === "-" ? 0 : file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "does not exist" : code === undefined ? "is not UTF-8" : `cannot be read: ${code}`;
    throw new Refusal(`\`${file}\` ${why}`, "give the path of a file with one act a line");
  }
}

function isObject(json: Json): json is ActJson {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** The acts of a file; those that do not say when they were recorded are recorded on that day. */
function actsIn(file: string, recorded: string): Act[] {
  const jsons: Json[] = [];
  const lines: number[] = [];
  textOf(file)
    .split("\n")
    .forEach((line, at) => {
      if (line.trim() === "") return;
      let json: Json;
      try {
        json = JSON.parse(line) as Json;
      } catch {
        throw new Refusal(
          `${file}, line ${at + 1}: this is not JSON`,
          "each line is one act: `docs/operations.md` shows some",
        );
      }
      jsons.push(isObject(json) && !("recorded" in json) ? { ...json, recorded } : json);
      lines.push(at + 1);
    });
  return actsFromJson(jsons, { file: file === "-" ? "standard input.jsonl" : basename(file), lines });
}

/** The document that the options name. */
function documentOf(call: Call): Document | undefined {
  const reference = optionValue(call, "document");
  const file = optionValue(call, "document-file");
  const location = optionValue(call, "kept-at");
  if (reference === undefined) {
    if (file === undefined && location === undefined) return undefined;
    throw new Refusal("a document has a reference", "give it with `--document REFERENCE`");
  }
  let sha256: string | undefined;
  if (file !== undefined)
    try {
      sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    } catch (error) {
      throw new Refusal(`\`${file}\` cannot be read: ${(error as NodeJS.ErrnoException).code}`);
    }
  return {
    reference,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(location === undefined ? {} : { location }),
  };
}

/** What is wrong with new acts among those that there are. */
function refuseWrong(there: readonly Act[], acts: readonly Act[]): void {
  const known = new Set(there.map(({ id }) => id));
  const fresh = acts.filter(({ id }) => !known.has(id));
  const errors = check([...there, ...fresh]).filter(
    ({ severity, index }) => severity === "error" && index >= there.length,
  );
  if (errors.length === 0) return;
  const said = errors.map(({ index, other: _, ...problem }) =>
    formatProblem({ ...problem, act: fresh[index - there.length]!.id }),
  );
  throw new Refusal(said.join("\n"), "nothing was recorded");
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = "", file = ""] = call.operands;
  const recorded = dayOption(call, "recorded") ?? day(new Date().toISOString().slice(0, 10));
  const acts = actsIn(file, formatDay(recorded));
  const document = documentOf(call);
  const set = optionValue(call, "set");
  const store = await openNamedStore(where, terminal);
  try {
    refuseWrong((await store.acts({ personal: "sealed" })).acts, acts);
    const appended = await store.append(acts, {
      ...recordingOptions(call),
      ...(set === undefined ? {} : { set }),
      ...(document === undefined ? {} : { documents: new Map(acts.map(({ id }) => [id, document])) }),
    });
    tellAppended(call, terminal, where, appended);
    return 0;
  } finally {
    await store.close();
  }
};
