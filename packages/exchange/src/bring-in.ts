/** The whole way of an import up to its plan: files are counted, read and judged. */
import type { Act } from "@comity/registry";
import { Import } from "./plan/import.ts";
import type { PlanOptions } from "./plan/state.ts";
import { refusal } from "./problems.ts";
import { type ReadOptions, readSource } from "./read/read-source.ts";
import { digestOf, type Source } from "./read/source.ts";

/**
 * Reads files against what the registry has. Nothing is changed: see `Import.plan`.
 *
 *     const brought = await bringIn(acts, [fileSource("people.csv")], options);
 *     const plan = brought.plan(decisions);
 *     if (plan.isWhole) await store.append(plan.acts, { by, set: plan.set });
 *
 * @throws ExchangeError where a file as a whole cannot be brought in.
 */
export async function bringIn(
  acts: readonly Act[],
  sources: readonly Source[],
  options: PlanOptions & ReadOptions,
): Promise<Import> {
  const names = new Set<string>();
  for (const { name } of sources) {
    if (names.has(name))
      throw refusal("listed-twice", { file: name }, `two files are called \`${name}\``, "rename one of them");
    names.add(name);
  }
  const files: { name: string; sha256: string }[] = [];
  for (const source of sources) files.push({ name: source.name, sha256: await digestOf(source) });
  const brought = new Import(acts, files, options);
  for (const [at, source] of sources.entries()) await readSource(source, options, brought.sinkFor(at));
  return brought;
}
