/** The experiments' policies of authorship that come with the project, in `policies`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../../policies/", import.meta.url));
const FILE = /^authorship-([a-z0-9-]+)\.policy\.md$/;

/** A policy as it is written, and what its diagnostics call it. */
interface AuthorshipText {
  readonly file: string;
  readonly text: string;
}

/**
 * The policy of authorship that comes for an experiment; undefined where none does. Capitals do not count.
 *
 *     shippedAuthorship("LHCb")?.file    // "policies/authorship-lhcb.policy.md"
 */
export function shippedAuthorship(experiment: string): AuthorshipText | undefined {
  if (!/^[A-Za-z0-9-]+$/.test(experiment)) return undefined;
  const name = `authorship-${experiment.toLowerCase()}.policy.md`;
  if (!existsSync(`${FOLDER}${name}`)) return undefined;
  return { file: `policies/${name}`, text: readFileSync(`${FOLDER}${name}`, "utf8") };
}

/** The experiments for which one comes, in small letters. */
export function experimentsWithAuthorship(): readonly string[] {
  return readdirSync(FOLDER)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .sort();
}
