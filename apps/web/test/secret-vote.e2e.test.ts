/**
 * A whole secret vote in real browsers over HTTP: three delegations, two of three trustees, from the first key to the recount, in both
 * languages. Trustee 3 does its part without a browser, and is silent after the close.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BELENIOS_2048,
  beginStep,
  bigIntArithmetic,
  newCeremony,
  nextStep,
  nothingSaid,
  readRoundMessage,
  type Said,
  type TrusteeSecret,
  type TrusteeStep,
} from "@comity/council";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { councilActs, SMALL_COUNCIL } from "../../server/test/ground/small-council.ts";
import { trusteeKeyText } from "../src/council/ballot/secret-files.ts";
import english from "../src/council/words/en.json" with { type: "json" };
import french from "../src/council/words/fr.json" with { type: "json" };
import { setWords } from "../src/words/set-type.ts";
import { type BrowserGround, hasBrowser, openBrowserGround, type Visit } from "./ground/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "secret-vote-"));
const MEMBERS = ["ST-C", "ST-D", "ST-E"] as const;
const MOTION = "/council/bodies/COUNCIL/sessions/7/items/1";
const AGENDA = {
  body: "COUNCIL",
  session: "7",
  represented: [...MEMBERS],
  items: [
    {
      number: 1,
      title: "The agreement with B",
      level: "public",
      papers: [],
      motion: {
        title: "Go on with the agreement",
        polarity: "continue",
        rule: "simple-of-voting",
        clause: "Art. II",
        default: { effect: "goes on", clause: "ICA-B: renewed for five years" },
        ballot: "secret",
        state: "tabled",
        votes: [],
      },
    },
  ],
};

type Words = typeof english;
/** The words as a page sets them. */
const EN = setWords("en", english) as Words;
const FR = setWords("fr", french) as Words;
interface Reader {
  readonly visit: Visit;
  readonly words: Words;
}

let ground: BrowserGround;
let keeper: Reader;
let delegations: readonly Reader[];
let trustees: readonly Reader[];

beforeAll(async () => {
  if (!hasBrowser) return;
  writeFileSync(join(folder, "council-test.json"), JSON.stringify(SMALL_COUNCIL));
  ground = await openBrowserGround({ acts: councilActs(), env: { COMITY_BODIES: folder } });
  await ground.ground.server.context.documents.write(
    [{ collection: "council-agenda", id: "COUNCIL/7", value: AGENDA }],
    "a test",
  );
  const onTelephone = { language: "fr", scheme: "dark", size: "narrow" } as const;
  keeper = { visit: await ground.as("legal-service"), words: EN };
  delegations = [
    { visit: await ground.as("delegate", { of: "ST-C" }), words: EN },
    { visit: await ground.as("delegate", { of: "ST-D", ...onTelephone }), words: FR },
    { visit: await ground.as("delegate", { of: "ST-E" }), words: EN },
  ];
  trustees = [
    { visit: await ground.as("p1"), words: EN },
    { visit: await ground.as("p2", onTelephone), words: FR },
    { visit: await ground.as("p3"), words: EN },
  ];
}, 90_000);
afterAll(async () => {
  await ground?.close();
  rmSync(folder, { recursive: true });
});

const press = (visit: Visit, name: string): Promise<void> =>
  visit.page.getByRole("button", { name, exact: true }).click();
const sees = (visit: Visit, text: string): Promise<void> => visit.page.getByText(text).first().waitFor();

/** Presses a button, and keeps the file that comes of it under a name. */
async function save(visit: Visit, button: string, name: string): Promise<string> {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), press(visit, button)]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

const isWider = (visit: Visit) => visit.page.evaluate("document.documentElement.scrollWidth > innerWidth");

/** A trustee without a browser: it reads what the others have said, and hands in what comes next. */
class DistantTrustee {
  readonly #ballot: string;
  readonly #visit: Visit;
  readonly #name: string;
  readonly #number: number;
  #secret: TrusteeSecret | undefined;

  constructor({ visit }: Reader, ballot: string, name: string, number: number) {
    this.#visit = visit;
    this.#ballot = ballot;
    this.#name = name;
    this.#number = number;
  }

  /** Its key as a file, which a page reads too. */
  file(): string {
    const path = join(folder, `trustee-${this.#number}.json`);
    writeFileSync(path, trusteeKeyText(this.#secret!));
    return path;
  }

  async step(): Promise<void> {
    const { request } = this.#visit.context;
    const address = `${ground.origin}/api/v1/council/ballots/${this.#ballot}`;
    const seen = await (await request.get(`${address}/ceremony`)).json();
    const ceremony = newCeremony({ ...seen, group: BELENIOS_2048 });
    const read = <Round extends "certificate" | "commitment" | "shares" | "key">(
      round: Round,
      messages: readonly unknown[],
    ) =>
      messages.map((each) =>
        each === null ? undefined : readRoundMessage(BELENIOS_2048, round, JSON.stringify(each)),
      );
    const said: Said = {
      ...nothingSaid(ceremony),
      certificates: read("certificate", seen.certificates),
      commitments: read("commitment", seen.commitments),
      shares: read("shares", seen.shares),
      keys: read("key", seen.keys),
    };
    const arithmetic = bigIntArithmetic(BELENIOS_2048);
    const next: TrusteeStep =
      this.#secret === undefined
        ? beginStep(arithmetic, ceremony, this.#name)
        : nextStep(arithmetic, ceremony, this.#secret, said);
    if (next.step !== "says") throw new Error(`it waits for ${next.awaited.join(", ")}`);
    this.#secret ??= next.secret;
    const answered = await request.put(`${address}/trustees/${this.#number}/${next.round}`, {
      data: next.json,
      headers: { "content-type": "application/json", origin: ground.origin },
    });
    expect(answered.status(), await answered.text()).toBe(200);
  }
}

/** Gives the delegation's key, chooses by keyboard, seals, and hands in; gives the tracker and how long the sealing took. */
async function cast({ visit, words }: Reader, key: string, answer: string): Promise<[string, number]> {
  const { page } = visit;
  const field = page
    .getByRole("region", { name: words.vote.castTitle })
    .getByLabel(words.booth.key, { exact: true });
  await field.setInputFiles(key);
  await press(visit, words.booth.open);
  const radio = page.getByRole("radio", { name: answer });
  await radio.focus();
  await page.keyboard.press("Space");
  const began = performance.now();
  await page.getByRole("button", { name: words.booth.seal, exact: true }).press("Enter");
  await sees(visit, words.booth.sealed);
  const took = performance.now() - began;
  const tracker = (await page.locator("main .hash").first().textContent()) ?? "";
  await press(visit, words.vote.handIn);
  await sees(visit, words.vote.castMore);
  return [tracker, took];
}

describe.skipIf(!hasBrowser)("a secret vote in the browser", () => {
  let address = "";
  let voteId = "";
  const keys: string[] = [];
  const files: string[] = [];
  /** A trustee's next step: with its key's file, or the first one, which makes it. */
  const next = async (reader: Reader, file: string | undefined): Promise<void> => {
    const { words } = reader;
    const { page, look } = await at(reader);
    if (file === undefined) {
      await press(reader.visit, words.trustee.begin);
      files[0] = await save(reader.visit, words.trustee.saveKey, "trustee-1.json");
    } else await page.getByLabel(words.trustee.keyFile).setInputFiles(file);
    const button = page.getByRole("button", { name: words.trustee.handIn });
    await button.waitFor();
    if (words === FR) await look("vote-trustee-fr");
    await button.click();
    await button.waitFor({ state: "detached" });
  };
  const at = async ({ visit }: Reader): Promise<Visit> => {
    await visit.goto(address);
    return visit;
  };

  it("begins on a motion, gathers keys, and holds its ceremony", async () => {
    const { visit } = keeper;
    await visit.goto(MOTION);
    await press(visit, EN.vote.begin.do);
    for (const [index, name] of ["Ada", "Ben", "Cleo"].entries()) {
      const number = String(index + 1);
      await visit.page
        .getByLabel(EN.vote.begin.name.replace("{{number}}", number), { exact: true })
        .fill(name);
      await visit.page
        .getByLabel(EN.vote.begin.account.replace("{{number}}", number))
        .fill(trustees[index]!.visit.account!);
    }
    await visit.look("vote-begin-en");
    await visit.page.getByRole("dialog").getByRole("button", { name: EN.vote.begin.do }).click();
    await visit.page.waitForURL(/council\/ballots\//);
    address = new URL(visit.page.url()).pathname;
    voteId = address.split("/").at(-1)!;

    for (const [index, reader] of delegations.entries()) {
      const { words } = reader;
      const own = await at(reader);
      await press(own, words.booth.make);
      await sees(own, words.vote.keyMade);
      expect(await own.page.getByRole("button", { name: words.vote.announce }).isDisabled()).toBe(true);
      keys.push(await save(own, words.booth.saveKey, `key-${index}.json`));
      await press(own, words.vote.announce);
      await sees(own, words.vote.hasKeyMore);
    }
    await delegations[1]!.visit.look("vote-announced-fr");
    expect(await isWider(delegations[1]!.visit)).toBe(false);

    const [ben, cleo] = [
      new DistantTrustee(trustees[1]!, voteId, "Ben", 2),
      new DistantTrustee(trustees[2]!, voteId, "Cleo", 3),
    ];
    for (let round = 0; round < 4; round++) {
      await next(trustees[0]!, round === 0 ? undefined : files[0]);
      // The same file does the one step here and the next one there.
      if (round === 2) await next(trustees[1]!, files[1]);
      else await ben.step();
      files[1] ??= ben.file();
      await cleo.step();
    }
    await sees(await at(trustees[1]!), FR.trustee.over);
    expect(await isWider(trustees[1]!.visit)).toBe(false);
  }, 240_000);

  it("takes sealed ballots, of which nothing else leaves a device and nothing stays", async () => {
    const legal = await at(keeper);
    await press(legal, EN.vote.keeper.list.do);
    await legal.page.getByRole("dialog").getByRole("button", { name: EN.vote.keeper.list.do }).click();
    await press(legal, EN.vote.keeper.open.do);
    await sees(legal, EN.vote.keeper.close.more);

    const first = await at(delegations[0]!);
    await first.page
      .getByRole("region", { name: EN.vote.listed.title })
      .locator("input")
      .setInputFiles(keys[1]!);
    await sees(first, EN.vote.listed.absent);
    await first.page
      .getByRole("region", { name: EN.vote.listed.title })
      .locator("input")
      .setInputFiles(keys[0]!);
    await sees(first, EN.vote.listed.good);

    const sent: { url: string; cookie: string | undefined; body: string }[] = [];
    first.page.on("request", (request) => {
      if (request.method() === "GET") return;
      void request
        .allHeaders()
        .then(({ cookie }) => sent.push({ url: request.url(), cookie, body: request.postData() ?? "" }));
    });
    const [earlier] = await cast(delegations[0]!, keys[0]!, "In favour");
    await press(first, EN.vote.revote);
    const [tracker, took] = await cast(delegations[0]!, keys[0]!, "Against");
    expect(tracker).not.toBe(earlier);
    expect(took).toBeLessThan(10_000);
    await press(first, EN.vote.look);
    await sees(first, EN.count.found.counts);
    await first.look("vote-cast-en");
    const { secret } = JSON.parse(readFileSync(keys[0]!, "utf8")) as { secret: string };
    const kept = (await first.page.evaluate(
      "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state, document.cookie])",
    )) as string;
    const databases = (await first.page.evaluate(
      "indexedDB.databases().then((all) => all.length)",
    )) as number;
    expect(databases).toBe(0);
    for (const text of [kept, await first.page.content(), ...sent.map(({ url, body }) => url + body)]) {
      expect(text).not.toContain(secret.slice(0, 20));
    }
    expect(kept).not.toMatch(/against|in favour/i);
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
      `/api/v1/council/ballots/${voteId}/ballots`,
      `/api/v1/council/ballots/${voteId}/ballots`,
    ]);
    for (const { cookie, body } of sent) {
      expect(cookie).toBeUndefined();
      expect(body).not.toMatch(/against|favour/i);
    }

    await at(delegations[1]!);
    await cast(delegations[1]!, keys[1]!, "Contre (Against)");
    expect(await isWider(delegations[1]!.visit)).toBe(false);
    await at(delegations[2]!);
    await cast(delegations[2]!, keys[2]!, "Abstain");
    console.info(`a ballot sealed in the browser's worker: ${took.toFixed(0)} ms`);
  }, 240_000);

  it("is opened by two of three trustees, recorded from the board, and counted again by anybody on it", async () => {
    const legal = await at(keeper);
    await press(legal, EN.vote.keeper.close.do);
    await legal.page.getByRole("dialog").getByRole("button", { name: EN.vote.keeper.close.do }).click();
    await sees(legal, EN.vote.keeper.waits.answers);
    for (const [index, reader] of trustees.slice(0, 2).entries()) {
      const { words } = reader;
      const own = await at(reader);
      await own.page.getByLabel(words.trustee.keyFile).setInputFiles(files[index]!);
      await press(own, words.trustee.answer);
      await save(own, words.trustee.saveKey, `answered-${index}.json`);
      await press(own, words.trustee.handInAnswer);
      await own.page.getByRole("button", { name: words.trustee.handInAnswer }).waitFor({ state: "detached" });
    }
    await at(keeper);
    await press(legal, EN.vote.keeper.result.do);
    await press(legal, EN.vote.keeper.record.do);
    await legal.page.getByRole("button", { name: EN.vote.keeper.record.do }).waitFor({ state: "detached" });

    const reader = await at(delegations[2]!);
    await sees(reader, "0 in favour, 2 against, 1 abstaining");
    await press(reader, EN.vote.countHere);
    await sees(reader, EN.vote.agrees.vote);
    await sees(reader, EN.vote.agrees.server);
    await sees(reader, EN.vote.agrees.agenda);
    await sees(reader, "one earlier ballot was replaced");
    const other = await at(delegations[1]!);
    await press(other, FR.vote.countHere);
    await sees(other, FR.vote.agrees.agenda);
    await other.look("vote-counted-fr");
    expect(await isWider(other)).toBe(false);
    await reader.goto(MOTION);
    await sees(reader, EN.vote.stage.counted);
  }, 240_000);
});
