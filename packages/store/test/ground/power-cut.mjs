/**
 * Loaded before everything else (`node --import`): notes in the folder COMITY_PLATTER what of the folder COMITY_WATCHED would
 * be on the disk if the power were cut, which is what was fsynced and nothing else. Contents are kept by inode, as they were
 * when an fsync of the file began; names by folder, as they were when an fsync of the folder began.
 */
import {
  copyFileSync,
  fstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(import.meta.url);
const files = require("node:fs/promises");
const platter = process.env.COMITY_PLATTER;
const watched = resolve(process.env.COMITY_WATCHED);

mkdirSync(join(platter, "contents"), { recursive: true });
mkdirSync(join(platter, "folders"), { recursive: true });

let turn = 0;
/** A file of the platter is there whole or not at all, for we are killed too. */
function keep(place, write) {
  const draft = join(platter, `draft-${process.pid}-${++turn}`);
  write(draft);
  renameSync(draft, join(platter, place));
}

/** The content or the names as they are now, to be kept once the fsync came back. */
function before(path) {
  const stat = statSync(path);
  if (stat.isDirectory()) {
    const names = Object.fromEntries(
      readdirSync(path).map((name) => [name, statSync(join(path, name), { throwIfNoEntry: false })?.ino]),
    );
    return () => keep(`folders/${stat.ino}.json`, (draft) => writeFileSync(draft, JSON.stringify(names)));
  }
  return (fd) => {
    const { ino } = fstatSync(fd);
    keep(`contents/${ino}`, (draft) => {
      // By descriptor: the name may be another's by now.
      copyFileSync(`/proc/self/fd/${fd}`, draft);
      truncateSync(draft, stat.size);
    });
  };
}

const open = files.open;
files.open = async (path, ...more) => {
  const handle = await open(path, ...more);
  const full = resolve(String(path));
  if (!full.startsWith(watched)) return handle;
  for (const name of ["sync", "datasync"]) {
    const real = handle[name].bind(handle);
    handle[name] = async () => {
      const fd = handle.fd;
      const note = before(`/proc/self/fd/${fd}`);
      await real();
      note(fd);
    };
  }
  return handle;
};
syncBuiltinESMExports();
