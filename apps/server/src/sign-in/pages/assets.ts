/** The files that the sign-in's pages load: read once. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export interface Asset {
  readonly type: string;
  readonly text: string;
}

/** Beside the sources, so that it is found from there as well as from what is made of them. */
const own = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../assets/sign-in/${name}`, import.meta.url)), "utf8");

/** The browser's half of the passkeys' library, as its makers build it for browsers. */
function browserLibrary(): string {
  const find = createRequire(import.meta.url);
  const main = find.resolve("@simplewebauthn/browser");
  const folder = main.slice(0, main.lastIndexOf("@simplewebauthn/browser/"));
  return readFileSync(`${folder}@simplewebauthn/browser/dist/bundle/index.umd.min.js`, "utf8");
}

/** By name. */
export function assets(): ReadonlyMap<string, Asset> {
  return new Map([
    ["sign-in.css", { type: "text/css; charset=utf-8", text: own("sign-in.css") }],
    ["sign-in.js", { type: "text/javascript; charset=utf-8", text: own("sign-in.js") }],
    ["webauthn.js", { type: "text/javascript; charset=utf-8", text: browserLibrary() }],
  ]);
}
