/** The pages about the server say what it does: the settings are those of the table, and the examples run as they stand. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, configFrom, configurationPage } from "../src/index.ts";
import { type Ground, openGround } from "./ground/ground.ts";

const docs = (name: string): string => fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

describe("docs/configuration.md", () => {
  it("is made of the table of settings", () => {
    const page = configurationPage();
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(docs("configuration.md"), page);
    expect(readFileSync(docs("configuration.md"), "utf8")).toBe(page);
  });
});

describe("settings", () => {
  it("are usual where nothing is said, and nothing is not said", () => {
    const usual = configFrom({ COMITY_PORT: "  ", COMITY_PUBLIC_URL: "https://comity.example/" });
    expect(usual).toMatchObject({ port: 8413, host: "127.0.0.1", isDemo: false, metrics: "loopback" });
    expect(usual.publicUrl).toBe("https://comity.example");
  });

  const faultsOf = (env: Record<string, string>) => {
    try {
      configFrom(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(({ setting, message }) => [setting, message]);
      throw error;
    }
    return [];
  };

  it("are refused all at once", () => {
    const wrong = {
      COMITY_PORT: "65536",
      COMITY_DEMO: "maybe",
      COMITY_PUBLIC_URL: "ftp://x",
      COMITY_LOG_LEVEL: "inf",
      COMITY_HOSTS: "x",
      COMITY_RATE_PER_MINUTE: "0",
      COMITY_USER: "anna",
      SOMETHING_ELSE: "x",
    };
    expect(faultsOf(wrong)).toEqual([
      ["COMITY_HOSTS", "there is no such setting"],
      ["COMITY_PORT", "`65536` is not a whole number from 0 to 65535"],
      ["COMITY_PUBLIC_URL", "`ftp://x` is not an address that begins with `https://` or `http://`"],
      ["COMITY_RATE_PER_MINUTE", "`0` is not a whole number from 1 to 1000000"],
      ["COMITY_LOG_LEVEL", "`inf` is none of `fatal`, `error`, `warn`, `info`, `debug`, `silent`"],
      ["COMITY_DEMO", "`maybe` is neither `yes` nor `no`"],
    ]);
  });
});

describe("settings of other machines", () => {
  const tracing = (COMITY_TRACES_URL: string, more: Record<string, string> = {}): string | undefined => {
    try {
      return configFrom({ COMITY_TRACES_URL, ...more }).tracesUrl;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("have traces go by TLS, unless they say otherwise", () => {
    const [plain, here, safe] = ["http://c.example/v1", "http://127.0.0.1:4318/v1", "https://c.example/v1"];
    expect(tracing(plain)).toBe(
      "`COMITY_TRACES_URL`: `http://c.example/v1` is reached without TLS\n  help: write an `https://` address, or `COMITY_TRACES_PLAIN=yes` where nobody else is on that way",
    );
    expect([tracing(here), tracing(safe)]).toEqual([here, safe]);
    expect(tracing(plain, { COMITY_TRACES_PLAIN: "yes" })).toBe(plain);
  });
});

interface Example {
  readonly line: string;
  readonly shown: unknown;
}

/** The examples of a page: a block of `sh`, and behind it what of its answer is shown. */
function examplesIn(page: string): Example[] {
  const found = page.matchAll(/```sh\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g);
  return Array.from(found, ([, line, shown]) => ({ line: line!.trim(), shown: JSON.parse(shown!) }));
}

/** Whatever an object shows must be so; it may have more members. Lists are shown whole. */
function leastOf(shown: unknown): unknown {
  if (Array.isArray(shown)) return shown.map(leastOf);
  if (typeof shown !== "object" || shown === null) return shown;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, leastOf(value)])),
  );
}

describe("docs/api.md", () => {
  const examples = examplesIn(readFileSync(docs("api.md"), "utf8"));
  let ground: Ground;
  beforeAll(async () => {
    const byToken = { account: "users-office", via: "client" } as const;
    ground = await openGround({
      identify: () => (c) =>
        c.req.header("authorization") === "Bearer example" ? byToken : { account: undefined, via: "public" },
    });
  });
  afterAll(() => ground?.stop());

  it("has examples", () => expect(examples.length).toBeGreaterThan(5));

  it.each(examples)("$line", async ({ line, shown }) => {
    const env = { PATH: process.env.PATH ?? "", URL: ground.server.url, TOKEN: "example" };
    const { stdout } = await promisify(execFile)("sh", ["-c", line], { env });
    expect(JSON.parse(stdout)).toEqual(leastOf(shown));
  });
});
