/** Debian's `belenios-tool`, an outside program: it makes boards for us to count, and counts ours. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether it is installed; where it is not, tests that need it say that they were skipped. */
export const HAS_BELENIOS_TOOL = spawnSync("belenios-tool", ["--version"]).status === 0;

/** What a board is made of. */
export interface BoardWish {
  readonly group?: string;
  readonly questions: readonly object[];
  /** Trustees of whom each is needed. */
  readonly singles: number;
  /** So many of so many others are needed. */
  readonly threshold?: { readonly needed: number; readonly of: number };
  /** Weights of those who may vote. */
  readonly weights: readonly number[];
  /** Who votes, by position, and what: in order, so that a second vote replaces the first. */
  readonly votes: readonly { readonly voter: number; readonly choices: readonly (readonly number[])[] }[];
  /** How many of the threshold answer; by default as many as are needed. */
  readonly answering?: number;
  /** Stop before the count. */
  readonly isOpen?: boolean;
}

/** A folder in which the tool works. */
export class ToolFolder {
  readonly path = mkdtempSync(join(tmpdir(), "comity-belenios-"));

  run(args: readonly string[], input = ""): string {
    return execFileSync("belenios-tool", args, {
      cwd: this.path,
      input,
      encoding: "utf8",
      env: { ...process.env, BELENIOS_USE_URANDOM: "1" },
      stdio: ["pipe", "pipe", "pipe"],
      maxBuffer: 1 << 28,
    });
  }

  ending(end: string): string[] {
    return readdirSync(this.path)
      .filter((name) => name.endsWith(end))
      .sort();
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  write(name: string, text: string | Uint8Array): string {
    writeFileSync(join(this.path, name), text);
    return join(this.path, name);
  }

  drop(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What the tool says of a board: the words of its refusal, or nothing where all checks pass. */
export function refusalByTool(board: Uint8Array, uuid: string): string | undefined {
  const folder = new ToolFolder();
  try {
    folder.write(`${uuid}.bel`, board);
    const { status, stderr, stdout } = spawnSync(
      "belenios-tool",
      ["election", "verify", "--dir", folder.path],
      {
        encoding: "utf8",
      },
    );
    return status === 0 ? undefined : `${stdout}${stderr}` || "refused";
  } finally {
    folder.drop();
  }
}

function makeTrustees(folder: ToolFolder, wish: BoardWish, group: readonly string[]): void {
  const { threshold } = wish;
  if (threshold !== undefined) {
    const step = (args: readonly string[], input?: string): string =>
      folder.run(["setup", "generate-trustee-key-threshold", ...group, ...args], input);
    for (let each = 0; each < threshold.of; each++) step(["--step", "1"]);
    const keys = folder.ending(".key");
    folder.write(
      "certs.jsons",
      folder
        .ending(".cert")
        .map((name) => folder.read(name))
        .join(""),
    );
    step(["--certs", "certs.jsons", "--step", "2"]);
    const polynomials = keys.map((key) =>
      step(["--certs", "certs.jsons", "--key", key, "--step", "3", "--threshold", `${threshold.needed}`]),
    );
    folder.write("polynomials.jsons", polynomials.join(""));
    step(["--certs", "certs.jsons", "--step", "4", "--polynomials", "polynomials.jsons"]);
    const outputs = keys.map((key) =>
      step(
        ["--certs", "certs.jsons", "--key", key, "--step", "5"],
        folder.read(key.replace(/key$/, "vinput")),
      ),
    );
    folder.write(
      "threshold.json",
      step(["--certs", "certs.jsons", "--step", "6", "--polynomials", "polynomials.jsons"], outputs.join("")),
    );
  }
  for (let each = 0; each < wish.singles; each++) folder.run(["setup", "generate-trustee-key", ...group]);
  folder.write(
    "public_keys.jsons",
    folder
      .ending(".pubkey")
      .map((name) => folder.read(name))
      .join(""),
  );
  folder.run(["setup", "make-trustees"]);
}

/** Makes a board with the tool. */
export function boardByTool(wish: BoardWish): { readonly board: Uint8Array; readonly uuid: string } {
  const folder = new ToolFolder();
  try {
    const uuid = folder.run(["setup", "generate-token"]).trim();
    const group = ["--group", wish.group ?? "BELENIOS-2048"];
    const weighted = wish.weights.some((weight) => weight !== 1);
    folder.write(
      "voters.txt",
      wish.weights
        .map((weight, at) => `v${at}@council.invalid,v${at}${weighted ? `,${weight}` : ""}\n`)
        .join(""),
    );
    folder.run(["setup", "generate-credentials", "--uuid", uuid, ...group, "--file", "voters.txt"]);
    folder.write("public_creds.json", folder.read(folder.ending(".pubcreds")[0]!));
    const secrets = new Map(
      folder
        .read(folder.ending(".privcreds")[0]!)
        .trim()
        .split("\n")
        .map((line) => {
          const words = line.split(/\s+/);
          return [Number(/^v(\d+)@/.exec(words[0]!)![1]), words.at(-1)!] as const;
        }),
    );
    makeTrustees(folder, wish, group);
    folder.write(
      "template.json",
      JSON.stringify({ description: "Made up for a test.", name: "A test", questions: wish.questions }),
    );
    folder.run(["setup", "make-election", "--uuid", uuid, ...group, "--template", "template.json"]);
    folder.run(["archive", "init"]);
    const event = (type: string, text = ""): void => {
      folder.run(["archive", "add-event", `--type=${type}`], text);
    };
    for (const { voter, choices } of wish.votes) {
      folder.write("secret", `${secrets.get(voter)}\n`);
      folder.write("choices.json", JSON.stringify(choices));
      event(
        "Ballot",
        folder.run(["election", "generate-ballot", "--privcred", "secret", "--ballot", "choices.json"]),
      );
    }
    if (wish.isOpen !== true) count(folder, wish, event);
    return { board: readFileSync(join(folder.path, `${uuid}.bel`)), uuid };
  } finally {
    folder.drop();
  }
}

function count(folder: ToolFolder, wish: BoardWish, event: (type: string, text?: string) => void): void {
  event("EndBallots");
  event("EncryptedTally", folder.run(["election", "compute-encrypted-tally"]));
  if (wish.questions.some((question) => "type" in question)) {
    for (const trustee of ["1", "2"].slice(0, wish.singles))
      event("Shuffle", folder.run(["election", "shuffle", "--trustee-id", trustee]));
    event("EndShuffles");
  }
  const answering = wish.answering ?? wish.threshold?.needed ?? 0;
  // The tool puts the threshold first among the trustees or last; its own list says which.
  const singlesFirst = JSON.parse(folder.read("trustees.json"))[0]?.[0] === "Single";
  folder
    .ending(".key")
    .slice(0, answering)
    .forEach((key, at) => {
      const number = at + 1 + (singlesFirst ? wish.singles : 0);
      const decrypt = ["election", "decrypt-threshold", "--key", key];
      const secret = ["--decryption-key", key.replace(/key$/, "dkey"), "--trustee-id", `${number}`];
      event("PartialDecryption", folder.run([...decrypt, ...secret]));
    });
  folder.ending(".privkey").forEach((key, at) => {
    const number = at + 1 + (singlesFirst ? 0 : (wish.threshold?.of ?? 0));
    event(
      "PartialDecryption",
      folder.run(["election", "decrypt", "--privkey", key, "--trustee-id", `${number}`]),
    );
  });
  event("Result", folder.run(["election", "compute-result"]));
}
