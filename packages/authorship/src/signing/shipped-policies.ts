/** The signing policies that come with the project, in `policies/signing`. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { didYouMean } from "@comity/policy";
import { readSigningPolicy, type SigningPolicy } from "./signing-policy.ts";
import { AuthorshipError } from "./signing-problems.ts";

const FOLDER = fileURLToPath(new URL("../../../../policies/signing/", import.meta.url));

/** All of them, by their names. */
export function shippedSigningPolicies(): readonly SigningPolicy[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => readSigningPolicy(readFileSync(`${FOLDER}${name}`, "utf8"), `policies/signing/${name}`));
}

/** One of them. Throws an `AuthorshipError` where none has that name. */
export function shippedSigningPolicy(name: string): SigningPolicy {
  const all = shippedSigningPolicies();
  const found = all.find(({ policy }) => policy === name);
  if (found !== undefined) return found;
  const names = all.map(({ policy }) => policy);
  throw new AuthorshipError([
    {
      category: "not found",
      code: "unknown-signing-policy",
      message: `\`${name}\` is no signing policy that comes with Comity, and no file`,
      help: didYouMean(name, names) ?? `there are ${names.map((one) => `\`${one}\``).join(", ")}`,
    },
  ]);
}
