/** The files of the pages as they were built: read once, with their compressed forms made when they are first asked for. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** How a file may be sent. */
export interface BuiltFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  /** Its name holds a hash of its content: it never changes. */
  readonly isLasting: boolean;
  /** By Brotli; undefined where that would not make it smaller. */
  compressed(): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export interface BuiltPages {
  /** The document of every page, with `%COMITY_NONCE%` where the nonce goes. */
  readonly document: string;
  file(name: string): BuiltFile | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
  wasm: "application/wasm",
  map: "application/json",
};
/** What is compressed already. */
const PACKED = new Set(["png", "woff2"]);
/** Brotli's middle: a few milliseconds for each 100 kB, once. */
const QUALITY = 7;

const compress = promisify(brotliCompress);

function fileOf(name: string, bytes: Uint8Array<ArrayBuffer>): BuiltFile {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  let made: Promise<Uint8Array<ArrayBuffer> | undefined> | undefined;
  return {
    type: TYPES[ending] ?? "application/octet-stream",
    bytes,
    tag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`,
    isLasting: name.startsWith("assets/"),
    compressed: () => {
      if (PACKED.has(ending)) return Promise.resolve(undefined);
      made ??= compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }).then((packed) =>
        packed.length < bytes.length ? new Uint8Array(packed) : undefined,
      );
      return made;
    },
  };
}

/** Where the pages' room has put what it built. */
function builtFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@comity/web/package.json")), "dist", "pages");
}

/** Reads the built pages; undefined where they were not built. */
export function readBuiltPages(folder = builtFolder()): BuiltPages | undefined {
  if (!existsSync(join(folder, "index.html"))) return undefined;
  const files = new Map<string, BuiltFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll("\\", "/");
    if (name !== "index.html") files.set(name, fileOf(name, new Uint8Array(readFileSync(path))));
  }
  return { document: readFileSync(join(folder, "index.html"), "utf8"), file: (name) => files.get(name) };
}
