/** A registry as the files of a Frictionless data package, in memory: nothing here touches a disk. */
import { nearest } from "@comity/policy";
import type { Act } from "./acts.ts";
import { Values } from "./cells.ts";
import { check } from "./check.ts";
import { type DeclaredRecord, recordsToWrite, tableOfRecord } from "./declared-records.ts";
import {
  type Descriptor,
  type RegistryMeta,
  type Resource,
  readDescriptor,
  writeDescriptor,
} from "./descriptor.ts";
import { type Problem, RegistryError } from "./problems.ts";
import { readTable } from "./read-table.ts";
import { TABLES, tableOf } from "./tables.ts";
import { writeTable } from "./write-table.ts";

/** A registry read: its acts, in the order of its files and rows. */
export interface Registry {
  readonly meta: RegistryMeta;
  readonly acts: readonly Act[];
}

/** What was found in a package. `registry` is there only where no problem is an error. */
export interface PackageReading {
  readonly registry: Registry | undefined;
  readonly problems: readonly Problem[];
}

/** Files by their paths relative to the folder, such as `people.csv`. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

export const DESCRIPTOR = "datapackage.json";

/** The text in a file; undefined where it is not UTF-8, which is reported. */
export function decode(file: string, bytes: Uint8Array, problems: Problem[]): string | undefined {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!utf16) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // Which byte it is the decoder does not say.
    }
  }
  const at = utf16 ? 0 : firstFault(bytes);
  const row = 1 + bytes.subarray(0, at).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 0);
  const byte = `0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0")}`;
  problems.push({
    severity: "error",
    category: "incorrect",
    code: "not-utf-8",
    file,
    row,
    message: utf16
      ? "the file is written in UTF-16, UTF-8 is expected"
      : `the file is not UTF-8: the byte ${byte} at offset ${at} belongs to no character`,
    help: 'save it as "CSV UTF-8"',
  });
  return undefined;
}

/** The offset of the first byte that is not UTF-8: that of the character which is not finished, not of the byte after it. */
function firstFault(bytes: Uint8Array): number {
  const textOf = (length: number): string =>
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length), {
      stream: true,
    });
  // The longest prefix that decodes as a stream, found by halving: a stream may end within a character.
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      textOf(middle);
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  // Its finished characters, counted in bytes again, end where the first unfinished one begins.
  return new TextEncoder().encode(textOf(low)).length;
}

/** Where each act of a reading stands. */
class ActPlaces {
  readonly acts: Act[] = [];
  readonly #files: { readonly file: string; readonly start: number; readonly rows: readonly number[] }[] = [];

  add(file: string, acts: readonly Act[], rows: readonly number[]): void {
    this.#files.push({ file, start: this.acts.length, rows });
    for (const act of acts) this.acts.push(act);
  }

  of(index: number): { file: string; row: number } {
    const { file, start, rows } = this.#files.findLast(
      (each) => each.start <= index && each.rows.length > 0,
    )!;
    return { file, row: rows[index - start]! };
  }
}

/**
 * Reads a package's files and checks its acts. Every problem is found, with its file, row and column.
 *
 *     const { registry, problems } = readPackage(files);
 */
export function readPackage(files: PackageFiles): PackageReading {
  const problems: Problem[] = [];
  const bytes = files.get(DESCRIPTOR);
  if (bytes === undefined) return { registry: undefined, problems: [noDescriptor(files)] };
  const text = decode(DESCRIPTOR, bytes, problems);
  const descriptor = text === undefined ? undefined : readDescriptor(DESCRIPTOR, text, problems);
  if (descriptor === undefined) return { registry: undefined, problems };
  const { places, unread } = readResources(files, descriptor, problems);
  // What was checked is what will be folded: a list that cannot change keeps its index.
  Object.freeze(places.acts);
  for (const { index, other, ...problem } of check(places.acts, { unread })) {
    const also = other === undefined ? undefined : places.of(other);
    problems.push({
      ...problem,
      ...places.of(index),
      act: places.acts[index]!.id,
      ...(also === undefined ? {} : { also }),
    });
  }
  const isGood = !problems.some(({ severity }) => severity === "error");
  return { registry: isGood ? { meta: descriptor.meta, acts: places.acts } : undefined, problems };
}

function noDescriptor(files: PackageFiles): Problem {
  const near = [...files.keys()].find((file) => nearest(file, [DESCRIPTOR]) !== undefined);
  const isEmpty = files.size === 0;
  return {
    severity: "error",
    category: "not found",
    code: isEmpty ? "empty-folder" : "no-descriptor",
    message: isEmpty
      ? "the folder is empty: a registry has a `datapackage.json`"
      : "`datapackage.json` is missing",
    help: near === undefined ? "docs/registry-format.md says what a registry holds" : `is it \`${near}\`?`,
  };
}

/** The files of a package in the order in which they are read: those of `TABLES`, then those of declared records. */
function inReadingOrder(resources: readonly Resource[]): Resource[] {
  const own = TABLES.flatMap((table) => resources.filter((each) => each.table === table));
  return [...own, ...resources.filter((each) => !own.includes(each))];
}

/** Reads every file that the descriptor lists, in an order that makes acts come in a fixed order. */
function readResources(
  files: PackageFiles,
  descriptor: Descriptor,
  problems: Problem[],
): { places: ActPlaces; unread: Set<string> } {
  const places = new ActPlaces();
  const unread = new Set<string>();
  const values = new Values();
  for (const { name, path, delimiter, table } of inReadingOrder(descriptor.resources)) {
    if (table === undefined) {
      unread.add(name);
      continue;
    }
    const bytes = files.get(path);
    if (bytes === undefined) {
      unread.add(table.name);
      problems.push({
        severity: "error",
        category: "not found",
        code: "missing-file",
        message: `\`${path}\` is listed in \`${DESCRIPTOR}\` and is not there`,
        file: path,
      });
      continue;
    }
    const known = countErrors(problems);
    const text = decode(path, bytes, problems);
    const { acts, rows } =
      text === undefined ? { acts: [], rows: [] } : readTable(table, path, text, delimiter, values, problems);
    if (countErrors(problems) > known) unread.add(table.name);
    places.add(path, acts, rows);
  }
  for (const file of files.keys()) {
    if (!file.endsWith(".csv") || file.includes("/") || descriptor.listed.has(file)) continue;
    problems.push({
      severity: "warning",
      category: "incorrect",
      code: "unlisted-file",
      message: `\`${file}\` is not listed in \`${DESCRIPTOR}\` and is not read`,
      file,
    });
  }
  return { places, unread };
}

const countErrors = (problems: readonly Problem[]): number =>
  problems.reduce((count, { severity }) => count + (severity === "error" ? 1 : 0), 0);

/** The acts in each file that is written, within one as they came. Files of declared records are written even if empty. */
function byFile(acts: readonly Act[], records: readonly DeclaredRecord[]) {
  const own = new Map<string, Act[]>(TABLES.map(({ name }) => [name, []]));
  const stated = new Map<string, Act[]>(records.map(({ record }) => [record, []]));
  for (const act of acts)
    (act.act === "statement" ? stated.get(act.record) : own.get(tableOf(act.act).name))!.push(act);
  return [
    ...TABLES.flatMap((table) => {
      const rows = own.get(table.name)!;
      return rows.length === 0 ? [] : [{ table, acts: rows }];
    }),
    ...records.map((declared) => ({ table: tableOfRecord(declared), acts: stated.get(declared.record)! })),
  ];
}

/**
 * Acts in the order in which their files and rows are written and read: by file, and within one as they came. `records`
 * are those that the registry declares.
 */
export function inFileOrder(acts: readonly Act[], records: readonly DeclaredRecord[] = []): Act[] {
  return byFile(acts, recordsToWrite(records, acts)).flatMap((each) => each.acts);
}

/**
 * The files of a registry. What is written can be read again, and is the same.
 *
 * @throws RegistryError with every problem that reading it back would report as an error.
 */
export function writePackage(acts: readonly Act[], meta: RegistryMeta): Map<string, Uint8Array> {
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>();
  const records = recordsToWrite(meta.records ?? [], acts);
  const written = byFile(acts, records);
  const own = written.map(({ table }) => table).filter(({ states }) => states === undefined);
  files.set(DESCRIPTOR, encoder.encode(writeDescriptor(meta, own, records)));
  for (const { table, acts: rows } of written)
    files.set(`${table.name}.csv`, encoder.encode(writeTable(table, rows)));
  const { problems } = readPackage(files);
  if (problems.some(({ severity }) => severity === "error")) throw new RegistryError(problems);
  return files;
}
