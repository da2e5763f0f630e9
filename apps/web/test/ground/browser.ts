/**
 * The ground of the pages' tests: a real server with the product's rooms and sign-in over a fresh database, and Debian's Chromium.
 *
 *     const ground = await openBrowserGround();
 *     const visit = await ground.as("legal-service", { language: "fr" });
 *     await visit.goto("/studio");
 *     await visit.look("studio-fr");        // axe finds nothing, and a picture is kept in shots/
 *     await ground.close();                 // fails where a page's script or its policy complained
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Grant, Role } from "@comity/access";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { freshFolder } from "../../../../packages/store/test/ground/shared.ts";
import { identifyBy, type SignIn, signInOf } from "../../../server/src/index.ts";
import { type Ground, type GroundOptions, openGround } from "../../../server/test/ground/ground.ts";
import { freePort } from "../../../server/test/sign-in/ground/sign-in-ground.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const SHOTS = join(root, "shots");

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

/** Whether there is a browser on this machine; `npm test` installs Debian's. Tests of pages skip themselves where there is none. */
export const hasBrowser = CHROMIUM !== undefined;

/** Roles that are of something need what: the small registry's own. */
const OF: Partial<Record<Role, string>> = {
  "team-leader": "INST-A",
  "experiment-secretary": "X",
  delegate: "COUNCIL",
};

export interface VisitOptions {
  readonly language?: "en" | "fr";
  readonly scheme?: "light" | "dark";
  /** `narrow` is a telephone of 390 by 844 points. */
  readonly size?: "wide" | "narrow";
  /** What the role is of, where it is not what the small registry usually has: a delegate's party. */
  readonly of?: string;
}

/** Somebody at a browser of their own. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The account; none of the public. */
  readonly account: string | undefined;
  /** What the page's policy refused, and what went wrong in its scripts. A test that breaks something on purpose empties it. */
  readonly faults: string[];
  /** Opens an address below the server's, and waits until the page has what it asked for. */
  goto(path: string): Promise<void>;
  /** What axe finds wrong, one line each. */
  axe(): Promise<string[]>;
  /** Axe must find nothing; keeps a picture of the page as `shots/NAME.png`. */
  look(name: string): Promise<void>;
}

export interface BrowserGround {
  readonly ground: Ground;
  readonly signIn: SignIn;
  readonly origin: string;
  /** A visit as a role of the house, a person of the registry (`p1`), or `public`. */
  as(who: Role | "public" | `p${number}`, options?: VisitOptions): Promise<Visit>;
  /** Stops the server, does something while nobody answers, and starts it again over the same database, at the same address. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const SIZES = { wide: { width: 1440, height: 1000 }, narrow: { width: 390, height: 844 } } as const;

/** The newest time of the files below a folder. */
function newestIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((time, { parentPath, name }) => Math.max(time, statSync(join(parentPath, name)).mtimeMs), 0);
}

/** The server sends what was built: a stale build can neither pass nor fail a test. */
function refuseStaleBuild(): void {
  const built = join(root, "apps/web/dist/pages/manifest.json");
  const sources = ["apps/web/src", "packages/calendar/src"].map((folder) => newestIn(join(root, folder)));
  if (!existsSync(built) || Math.max(...sources) > statSync(built).mtimeMs)
    throw new Error("apps/web was changed since it was built: `npx vite build apps/web` first");
}

/** Chromium's own words where a stylesheet, a script or a style is refused. */
const REFUSED = /Content Security Policy|Refused to/;

function watch(page: Page, faults: string[]): void {
  page.on("console", (message) => {
    const isOwn = message.type() === "error" && !message.text().startsWith("Failed to load resource");
    if (isOwn || REFUSED.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
}

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Axe is put in past the page's policy: it is the test's, not the page's. */
async function axeOf(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, "utf8"));
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary ?? ""}`),
  );
}

function visitOf(
  page: Page,
  { context, account }: Pick<Visit, "context" | "account">,
  origin: string,
  faults: string[],
): Visit {
  const settled = async (): Promise<void> => {
    await page.locator("main#page").waitFor();
    // Not by a function in the page: its policy lets no text be run as a script, and waiting would do that.
    await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
  };
  return {
    page,
    context,
    account,
    faults,
    goto: async (path) => {
      await page.goto(`${origin}${path}`);
      await settled();
    },
    axe: () => axeOf(page),
    look: async (name) => {
      await settled();
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
      const found = await axeOf(page);
      if (found.length > 0) throw new Error(`${name} at ${page.url()}:\n${found.join("\n")}`);
    },
  };
}

/** Journeys run on PostgreSQL; with this in the environment, all of them on the embedded store. Some do so always. */
const EVERY_STORE = process.env.COMITY_TEST_STORE;

export interface BrowserGroundOptions extends GroundOptions {
  readonly isEmbedded?: true;
}

/** Starts a server and a browser. The demo is on, so that its one-click roles are there too; the registry is the small one where no other is given. */
export async function openBrowserGround(options: BrowserGroundOptions = {}): Promise<BrowserGround> {
  if (CHROMIUM === undefined) throw new Error("there is no Chromium on this machine");
  refuseStaleBuild();
  const { isEmbedded = EVERY_STORE === "embedded", ...others } = options;
  const scratch = isEmbedded ? mkdtempSync(join(tmpdir(), "comity-pages-")) : undefined;
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const asked: GroundOptions = {
    identify: identifyBy,
    withoutAccounts: true,
    ...others,
    ...(scratch === undefined ? {} : { folder: await freshFolder(scratch) }),
    env: {
      COMITY_PORT: String(port),
      COMITY_HOST: "127.0.0.1",
      COMITY_PUBLIC_URL: origin,
      COMITY_DEMO: "yes",
      ...options.env,
    },
  };
  let [ground, browser] = await Promise.all([
    openGround(asked),
    chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] }) as Promise<Browser>,
  ]);
  let signIn = signInOf(ground.server.context);
  const faults: string[] = [];

  const tokenOf = async (
    who: string,
    of: string | undefined,
  ): Promise<{ readonly account: string; readonly token: string }> => {
    const isPerson = /^p\d+$/.test(who);
    const grants: Grant[] = isPerson
      ? []
      : [of === undefined ? { role: who as Role } : { role: who as Role, of }];
    const making = { kind: "human" as const, grants, title: who, ...(isPerson ? { person: who } : {}) };
    const account = await signIn.accounts.make(making, "a test");
    const { token } = await signIn.sessions.begin({ account: account.id, method: "passkey" });
    return { account: account.id, token };
  };

  return {
    get ground() {
      return ground;
    },
    get signIn() {
      return signIn;
    },
    origin,
    restart: async (meanwhile) => {
      const { database } = ground;
      await ground.stop();
      await meanwhile();
      ground = await openGround({ ...asked, database });
      signIn = signInOf(ground.server.context);
    },
    as: async (who, { language = "en", scheme = "light", size = "wide", of } = {}) => {
      const context = await browser.newContext({
        viewport: SIZES[size],
        colorScheme: scheme,
        locale: language === "fr" ? "fr-CH" : "en-GB",
        reducedMotion: "reduce",
        acceptDownloads: true,
      });
      const signedIn = who === "public" ? undefined : await tokenOf(who, of ?? OF[who as Role]);
      if (signedIn !== undefined) {
        const cookie = {
          domain: "localhost",
          path: "/",
          secure: true,
          httpOnly: true,
          sameSite: "Lax" as const,
        };
        await context.addCookies([{ name: "__Host-comity-session", value: signedIn.token, ...cookie }]);
      }
      const page = await context.newPage();
      page.setDefaultTimeout(45_000);
      watch(page, faults);
      return visitOf(page, { context, account: signedIn?.account }, origin, faults);
    },
    close: async () => {
      await browser.close();
      await ground.stop();
      if (scratch !== undefined) rmSync(scratch, { recursive: true });
      if (faults.length > 0) throw new Error(`the pages complained:\n${faults.join("\n")}`);
    },
  };
}
