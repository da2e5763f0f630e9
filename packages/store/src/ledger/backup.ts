/**
 * Backups: a folder of JSON Lines with everything that cannot be computed again, whichever engine keeps it. Entries as they are
 * hashed, the wrapped keys of people (worth nothing without the master key, which is never in a backup), and who looked.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RegistryMeta } from "@comity/registry";
import type { Kysely } from "kysely";
import type { DocumentShelf, StoredDocument } from "../documents/documents.ts";
import { replaceFile, storeErrorOf, syncFolder, writeAll } from "../engine/durable-files.ts";
import type { Look, LookBook } from "../people/look-book.ts";
import type { Schema } from "../schema/schema.ts";
import { StoreError } from "../store-error.ts";
import type { KeyShelf } from "../vault/key-shelf.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type Entry, type Head, lineOf } from "./entry.ts";
import { pagesOf } from "./read-entries.ts";
import { entryOfLine } from "./receive.ts";

const MANIFEST = "comity-backup.json";
/** The first had no documents. */
const FORMAT = 2;
const FORMATS = [1, FORMAT];
const FILES = ["acts.jsonl", "keys.jsonl", "looks.jsonl", "documents.jsonl"] as const;
type FileName = (typeof FILES)[number];

/** What `comity-backup.json` says. */
export interface BackupManifest {
  readonly format: number;
  readonly registry: string;
  /** An instant. */
  readonly takenAt: string;
  readonly head: Head;
  readonly meta: RegistryMeta;
  /** Tells the master key that the keys are wrapped by. */
  readonly masterKey: string;
  readonly files: Readonly<Record<FileName, { readonly sha256: string; readonly lines: number }>>;
}

/** A key as a line: wrapped, or that it was destroyed. */
interface KeyLine {
  readonly person: string;
  readonly wrapped: string | null;
}

/** What is backed up. */
export interface BackedUp {
  readonly db: Kysely<Schema>;
  readonly registry: string;
  readonly head: Head;
  readonly meta: RegistryMeta;
  readonly shelf: KeyShelf;
  readonly book: LookBook;
  readonly documents: DocumentShelf;
  readonly takenAt: Date;
}

async function writeLines(path: string, lines: AsyncIterable<string>) {
  const hash = createHash("sha256");
  const handle = await open(path, "wx", 0o600);
  let [place, count, block] = [0, 0, ""];
  const flush = async (): Promise<void> => {
    hash.update(block, "utf8");
    place += await writeAll(handle, block, place);
    block = "";
  };
  try {
    for await (const line of lines) {
      block += `${line}\n`;
      count++;
      if (block.length > 1_000_000) await flush();
    }
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest("hex"), lines: count };
}

async function* actLines({ db, registry, head }: BackedUp): AsyncGenerator<string> {
  for await (const page of pagesOf(db, registry, 1, head.position)) yield* page.map(lineOf);
}

async function* keyLines({ shelf }: BackedUp): AsyncGenerator<string> {
  for (const [person, key] of await shelf.keys())
    yield canonicalJson({
      person,
      wrapped: key === "destroyed" ? null : Buffer.from(key).toString("base64"),
    });
}

async function* lookLines({ book }: BackedUp): AsyncGenerator<string> {
  for await (const { at, by, purpose, person } of book.looks())
    yield canonicalJson({ at, by, purpose, person });
}

async function* documentLines({ documents }: BackedUp): AsyncGenerator<string> {
  for await (const document of documents.all()) yield JSON.stringify(document);
}

/**
 * Writes a backup into a new folder. What is recorded meanwhile is not in it.
 *
 * @throws StoreError `not-empty`, `disk-full`, `read-only`.
 */
export async function writeBackup(folder: string, what: BackedUp): Promise<BackupManifest> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0)
      throw new StoreError("conflict", "not-empty", `\`${folder}\` is not empty`, {
        help: "give the name of a new folder",
      });
    const files = {
      "acts.jsonl": await writeLines(join(folder, "acts.jsonl"), actLines(what)),
      "keys.jsonl": await writeLines(join(folder, "keys.jsonl"), keyLines(what)),
      "looks.jsonl": await writeLines(join(folder, "looks.jsonl"), lookLines(what)),
      "documents.jsonl": await writeLines(join(folder, "documents.jsonl"), documentLines(what)),
    };
    const { registry, head, meta, takenAt } = what;
    const masterKey = (await what.shelf.check()) ?? "";
    const manifest = {
      format: FORMAT,
      registry,
      takenAt: takenAt.toISOString(),
      head,
      meta,
      masterKey,
      files,
    };
    // Written last: a folder without it is no backup.
    await replaceFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await syncFolder(folder);
    return manifest;
  } catch (error) {
    throw storeErrorOf(error, folder);
  }
}

/**
 * What a backup says of itself, once every file of it was held against its hash.
 *
 * @throws StoreError `no-store` where there is none; `broken-chain` where a file is not what was written.
 */
export async function readManifest(folder: string): Promise<BackupManifest> {
  let manifest: BackupManifest;
  try {
    manifest = JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as BackupManifest;
  } catch (error) {
    throw new StoreError("not found", "no-store", `\`${folder}\` holds no backup`, {
      help: "`comity registry backup` makes one",
      cause: error,
    });
  }
  if (!FORMATS.includes(manifest.format))
    throw new StoreError(
      "conflict",
      "newer-store",
      `\`${folder}\` holds a backup of the format \`${manifest.format}\``,
    );
  for (const name of FILES) {
    if (manifest.format === 1 && name === "documents.jsonl") continue;
    const hash = createHash("sha256");
    try {
      for await (const part of createReadStream(join(folder, name))) hash.update(part as Buffer);
    } catch (error) {
      throw new StoreError(
        "fault",
        "broken-chain",
        `\`${name}\` of the backup \`${folder}\` cannot be read`,
        { cause: error },
      );
    }
    if (hash.digest("hex") !== manifest.files[name].sha256)
      throw new StoreError(
        "fault",
        "broken-chain",
        `\`${name}\` of the backup \`${folder}\` is not what was written`,
        {
          help: "take another backup",
        },
      );
  }
  return manifest;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  for await (const line of createInterface({
    input: createReadStream(path, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  }))
    yield line;
}

/** The entries of a backup. */
export async function* entriesIn(folder: string): AsyncGenerator<Entry> {
  let number = 0;
  for await (const line of linesOf(join(folder, "acts.jsonl"))) yield entryOfLine(line, ++number);
}

/** Puts the keys of a backup on a shelf that has none. */
export async function restoreKeys(
  folder: string,
  shelf: KeyShelf,
  { masterKey }: BackupManifest,
  at: Date,
): Promise<void> {
  const wrapped = new Map<string, Uint8Array>();
  const destroyed: string[] = [];
  for await (const line of linesOf(join(folder, "keys.jsonl"))) {
    const key = JSON.parse(line) as KeyLine;
    if (key.wrapped === null) destroyed.push(key.person);
    else wrapped.set(key.person, Buffer.from(key.wrapped, "base64"));
  }
  await shelf.add(wrapped, masterKey);
  await shelf.destroy(destroyed, at);
}

/** So many looks are put into a book at once. */
const LOOKS = 1_000;

/** Puts the looks of a backup into a book that has none. */
export async function restoreLooks(folder: string, book: LookBook): Promise<void> {
  let looks: Look[] = [];
  for await (const line of linesOf(join(folder, "looks.jsonl"))) {
    if (looks.push(JSON.parse(line) as Look) < LOOKS) continue;
    await book.note(looks);
    looks = [];
  }
  await book.note(looks);
}

/** The documents of a backup. */
export async function* documentsIn(
  folder: string,
  { format }: BackupManifest,
): AsyncGenerator<StoredDocument> {
  if (format === 1) return;
  for await (const line of linesOf(join(folder, "documents.jsonl"))) yield JSON.parse(line) as StoredDocument;
}
