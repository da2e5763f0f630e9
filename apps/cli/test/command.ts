/** Runs the real command as a child process, built and bundled from the sources as they are. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
const bin = join(root, "apps/cli/bin/comity.js");

/** The newest change of any file in a folder, and below. */
function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((time, { parentPath, name }) => Math.max(time, statSync(join(parentPath, name)).mtimeMs), 0);
}

const mtime = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function mustRun(script: string, words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...words], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stdout}${stderr}`);
}

/** Builds and bundles what is older than its sources: a stale command can neither pass nor fail a test. */
export function build(): void {
  const rooms = [
    "packages/calendar",
    "packages/policy",
    "packages/registry",
    "packages/store",
    "packages/exchange",
    "packages/decision",
    "packages/council",
    "packages/print",
    "packages/carrying-out",
    "apps/cli",
  ];
  const isStale = rooms.some(
    (room) => newest(join(root, room, "src")) > mtime(join(root, room, "dist/.tsbuildinfo")),
  );
  if (isStale) mustRun("node_modules/typescript/bin/tsc", ["-b", "apps/cli"]);
  const built = Math.max(...rooms.map((room) => mtime(join(root, room, "dist/.tsbuildinfo"))));
  if (built > mtime(join(root, "apps/cli/dist/bundle/comity.js"))) mustRun("apps/cli/bundle.mjs", []);
}

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  /** Without the lines of progress, which come and go with the machine's speed. */
  readonly err: string;
}

const PROGRESS =
  /^(opening|making|checking|reading|folding|deriving|laying|looking|trying|running|writing) .* \.\.\.\n/gm;

/** Runs `comity` with these words in a folder. */
export function comity(
  folder: string,
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      out += piece;
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      err += piece;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err: err.replace(PROGRESS, "") }));
  });
}

const made: string[] = [];

/** An empty folder, removed by `removeFolders`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "comity-cli-"));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
