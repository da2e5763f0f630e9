/** A registry's folder on disk. Reading looks only at the folder's own files; writing replaces a folder as a whole. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Act } from "./acts.ts";
import { DESCRIPTOR, type PackageReading, type Registry, readPackage, writePackage } from "./data-package.ts";
import type { RegistryMeta } from "./descriptor.ts";
import { type Problem, type ProblemCode, RegistryError } from "./problems.ts";
import { TABLES } from "./tables.ts";

/** Files larger than this are refused: strings in this engine end near half a gigabyte. */
const LARGEST_FILE_BYTES = 400_000_000;

function failure(code: ProblemCode, message: string, help?: string): Problem {
  return {
    severity: "error",
    category: code === "unreadable-file" || code === "cannot-write" ? "fault" : "not found",
    code,
    message,
    ...(help === undefined ? {} : { help }),
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The bytes of the descriptor and of every CSV in the folder and the folders directly in it. */
function readFiles(folder: string, problems: Problem[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const read = (file: string): void => {
    if (file !== DESCRIPTOR && !file.endsWith(".csv")) return;
    try {
      const { size } = statSync(join(folder, file));
      if (size > LARGEST_FILE_BYTES) throw new Error(`it has ${size} bytes, more than ${LARGEST_FILE_BYTES}`);
      files.set(file, readFileSync(join(folder, file)));
    } catch (error) {
      problems.push({ ...failure("unreadable-file", `the file cannot be read: ${reasonOf(error)}`), file });
    }
  };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) read(entry.name);
    else for (const inner of readdirSync(join(folder, entry.name))) read(`${entry.name}/${inner}`);
  }
  return files;
}

/**
 * Reads a folder and says everything that is wrong with it. Never throws for what the folder holds.
 *
 *     const { registry, problems } = examineRegistry("scenarios/cern-2024");
 */
export function examineRegistry(folder: string): PackageReading {
  let isFolder: boolean;
  try {
    isFolder = statSync(folder).isDirectory();
  } catch {
    return { registry: undefined, problems: [failure("not-a-folder", `\`${folder}\` does not exist`)] };
  }
  if (!isFolder) {
    const help = "a registry is a folder with a `datapackage.json`";
    return {
      registry: undefined,
      problems: [failure("not-a-folder", `\`${folder}\` is not a folder`, help)],
    };
  }
  const unreadable: Problem[] = [];
  let files: Map<string, Uint8Array>;
  try {
    files = readFiles(folder, unreadable);
  } catch (error) {
    const message = `\`${folder}\` cannot be read: ${reasonOf(error)}`;
    return { registry: undefined, problems: [failure("unreadable-file", message)] };
  }
  const { registry, problems } = readPackage(files);
  return { registry: unreadable.length > 0 ? undefined : registry, problems: [...unreadable, ...problems] };
}

/**
 * Reads a registry's folder.
 *
 *     const { acts, meta } = readRegistry("scenarios/cern-2024");
 *
 * @throws RegistryError with every problem, errors and warnings, where one is an error.
 */
export function readRegistry(folder: string): Registry & { readonly warnings: readonly Problem[] } {
  const { registry, problems } = examineRegistry(folder);
  if (registry === undefined) throw new RegistryError(problems);
  return { ...registry, warnings: problems };
}

/**
 * Writes a registry as a folder: all of it or nothing. The files are written beside it, with copies of whatever else the
 * folder holds (draft decisions, notes), and put in its place by renaming. A folder that is there already is replaced
 * only if it is empty or holds a registry.
 *
 *     writeRegistry("scenarios/small", acts, { name: "small", title: "A small registry" });
 *
 * @throws RegistryError where the acts have problems that are errors, or the disk refuses.
 */
export function writeRegistry(folder: string, acts: readonly Act[], meta: RegistryMeta): void {
  const files = writePackage(acts, meta);
  const target = resolve(folder);
  try {
    mkdirSync(dirname(target), { recursive: true });
    const others = otherFiles(target);
    const beside = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    try {
      const fresh = join(beside, "new");
      mkdirSync(fresh);
      for (const name of others ?? []) cpSync(join(target, name), join(fresh, name), { recursive: true });
      for (const [name, bytes] of files) writeFileSync(join(fresh, name), bytes, { flush: true });
      putInPlace(fresh, target, others === undefined ? undefined : join(beside, "old"));
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    throw new RegistryError([failure("cannot-write", `\`${folder}\` cannot be written: ${reasonOf(error)}`)]);
  }
}

/** Renames a folder to its place, first moving away what is there; where that fails it is moved back. */
function putInPlace(fresh: string, target: string, old: string | undefined): void {
  if (old !== undefined) renameSync(target, old);
  try {
    renameSync(fresh, target);
  } catch (error) {
    if (old !== undefined) renameSync(old, target);
    throw error;
  }
}

const OWN_FILES = new Set([DESCRIPTOR, ...TABLES.map(({ name }) => `${name}.csv`)]);

/** The files that a folder's own descriptor lists: those of records that it declares are among them. */
function listedFiles(target: string): Set<string> {
  try {
    const text = readFileSync(join(target, DESCRIPTOR), "utf8");
    const { resources } = JSON.parse(text) as { readonly resources?: readonly { readonly path?: string }[] };
    return new Set(resources?.map(({ path }) => String(path)));
  } catch {
    // A descriptor that cannot be read lists nothing; it is replaced like the rest.
    return new Set();
  }
}

/** What a folder holds besides a registry's files; undefined where it does not exist. Throws where it holds no registry. */
function otherFiles(target: string): string[] | undefined {
  let names: string[];
  try {
    names = readdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  if (names.length > 0 && !names.includes(DESCRIPTOR))
    throw new RegistryError([
      failure(
        "cannot-write",
        `\`${target}\` holds something else than a registry: \`${names[0]}\``,
        "choose a folder that is empty or does not exist",
      ),
    ]);
  const listed = listedFiles(target);
  return names.filter((name) => !OWN_FILES.has(name) && !listed.has(name));
}
