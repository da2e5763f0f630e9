/** The council's pages in a real browser: a motion and the votes that would pass, a board counted again, a ballot sealed. In both languages. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  BELENIOS_2048,
  bigIntArithmetic,
  closeKeyList,
  endCeremony,
  firstRound,
  fourthRound,
  newCeremony,
  newUuid,
  openBoard,
  pollsOf,
  readBoard,
  readClaim,
  secondRound,
  takeBallot,
  thirdRound,
} from "@comity/council";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { councilActs, SMALL_COUNCIL } from "../../server/test/ground/small-council.ts";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

const BOARD = fileURLToPath(
  new URL("../../../packages/council/test/ballot/golden/council-0-17-6.bel", import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), "council-pages-"));
const AGENDA = {
  body: "COUNCIL",
  session: "7",
  represented: [],
  items: [
    {
      number: 1,
      title: "The agreement with B",
      level: "public",
      papers: [],
      motion: {
        title: "Go on with the agreement",
        polarity: "continue",
        rule: "two-thirds-of-all",
        clause: "Art. II",
        default: { effect: "goes on", clause: "ICA-B: renewed for five years" },
        ballot: "secret",
        state: "tabled",
        votes: [],
      },
    },
  ],
};
const MOTION = "/council/bodies/COUNCIL/sessions/7/items/1";

let ground: BrowserGround;
beforeAll(async () => {
  if (!hasBrowser) return;
  writeFileSync(join(folder, "council-test.json"), JSON.stringify(SMALL_COUNCIL));
  ground = await openBrowserGround({ acts: councilActs(), env: { COMITY_BODIES: folder } });
  await ground.ground.server.context.documents.write(
    [{ collection: "council-agenda", id: "COUNCIL/7", value: AGENDA }],
    "a test",
  );
}, 90_000);
afterAll(async () => {
  await ground?.close();
  rmSync(folder, { recursive: true });
});

/** Presses a button, and reads the file that comes of it. */
async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** Opens a vote for one claim, with a single trustee. */
function openedFor(claimText: string, uuid: string): Uint8Array {
  const arithmetic = bigIntArithmetic(BELENIOS_2048);
  const ceremony = newCeremony({ uuid, group: BELENIOS_2048, needed: 1, trustees: ["Trustee"] });
  const first = firstRound(arithmetic, ceremony, "Trustee");
  const certificates = [first.certificate];
  const second = secondRound(arithmetic, ceremony, first.secret, certificates);
  const commitments = [second.commitment];
  const third = thirdRound(arithmetic, ceremony, second.secret, { certificates, commitments });
  const rounds = { certificates, commitments, shares: [third] };
  const { key: trusteeKey } = fourthRound(arithmetic, ceremony, second.secret, rounds);
  const { trustees, key } = endCeremony(arithmetic, ceremony, { ...rounds, keys: [trusteeKey] });
  const list = closeKeyList(arithmetic, [readClaim(arithmetic, claimText.trim(), uuid)]);
  const election = {
    uuid,
    name: "A made-up vote",
    description: "",
    group: BELENIOS_2048,
    key,
    questions: [
      {
        kind: "summed",
        question: "Go on?",
        answers: ["In favour", "Against", "Abstain"],
        hasBlank: false,
        min: 1,
        max: 1,
      },
    ],
    administrator: undefined,
    credentialAuthority: "each delegation makes its own",
  } as const;
  return openBoard(election, [trustees], list.published, 1_795_000_000);
}

describe.skipIf(!hasBrowser)("the council", () => {
  it("shows which votes would pass, and what a motion comes to", async () => {
    const { page, goto, look, context } = await ground.as("public");
    await goto("/council");
    await look("council-en");
    await page.getByRole("link", { name: "The council of made-up states" }).click();
    await page.getByText("4 in favour, 0 against, 0 abstaining: it passes.").first().waitFor();
    await page.getByRole("slider", { name: "In favour" }).press("ArrowLeft");
    const says = page.locator("output.what-if-says");
    await says.getByText("3 in favour, 0 against, 1 abstaining: it does not pass.").waitFor();
    await says.getByText("4 of 5 needed; 3 of 3 voting would not do.").waitFor();
    await says.getByText("One vote cast otherwise would turn it: 4 in favour").waitFor();
    // By two thirds of those voting, three of three would do.
    await page.getByRole("cell", { name: "Adopted (at least two thirds of those voting" }).waitFor();
    await page.getByLabel("Absent").last().fill("2");
    await says.getByText("2 in favour, 0 against, 0 abstaining: it does not pass.").waitFor();
    await look("council-body-en");
    await page.getByRole("button", { name: "Show as a table" }).click();
    expect(await page.getByRole("rowheader").count()).toBe(3);
    await page.getByRole("link", { name: "Session 7" }).click();
    await page.getByRole("link", { name: "The agreement with B" }).click();
    await page.getByText("it goes on (ICA-B: renewed for five years)").first().waitFor();
    await page.getByRole("slider", { name: "In favour" }).press("Home");
    await page.getByText("It goes on (ICA-B: renewed for five years).").waitFor();
    await look("council-motion-en");
    await context.close();
  });

  it("counts a board again, refuses a changed one by name, and seals a ballot that counts", async () => {
    const { page, goto, look, context } = await ground.as("public");
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    await goto("/council/ballots");
    const bytes = readFileSync(BOARD);
    const changed = Buffer.from(bytes);
    const digit = changed.lastIndexOf('"challenge":"') + '"challenge":"'.length;
    changed[digit] = changed[digit] === 0x31 ? 0x32 : 0x31;
    const field = page.getByLabel("Choose a board (.bel)");
    await field.setInputFiles({ name: "a.bel", mimeType: "application/x-tar", buffer: changed });
    await page.getByText("Refused: hash-differs").waitFor();
    await look("council-refused-en");
    await field.setInputFiles({ name: "b.bel", mimeType: "application/x-tar", buffer: bytes });
    await page.getByText("Every hash, key, proof and sum on this board holds").waitFor();
    await page.getByRole("row", { name: "Against 17" }).waitFor();
    const took = /Counted in ([\d.]+) s/.exec((await page.getByText("Counted in").textContent()) ?? "");
    expect(Number(took?.[1])).toBeLessThan(30);
    await look("council-counted-en");

    await goto("/council/ballots/vote");
    const uuid = newUuid();
    await page.getByLabel("Identifier of the vote").fill(uuid);
    await page.getByRole("textbox", { name: "Delegation" }).fill("State B");
    await page.getByRole("button", { name: "Make the key" }).click();
    const keyFile = await saved(page, "Save the voting key");
    const claim = readFileSync(await saved(page, "Save the claim"), "utf8");
    const board = openedFor(claim, uuid);
    const boardFile = { name: "vote.bel", mimeType: "application/x-tar", buffer: Buffer.from(board) };
    await page.getByLabel("Board of the vote (.bel)").setInputFiles(boardFile);
    await page.getByLabel("Your voting key", { exact: true }).setInputFiles(keyFile);
    await page.getByRole("button", { name: "Open the booth" }).click();
    const against = page.getByRole("radio", { name: "Against" });
    await against.waitFor();
    await look("council-booth-en");
    await against.focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Seal the ballot" }).press("Enter");
    await page.getByText("Your ballot is sealed.").waitFor();
    const ballot = readFileSync(await saved(page, "Save the ballot"), "utf8");
    const read = readBoard(board);
    const { ballot: taken } = takeBallot(read, pollsOf(read), ballot);
    await page.getByText(taken.tracker).waitFor();
    // Nothing was sent, and neither secret nor choice stays anywhere.
    const { secret } = JSON.parse(readFileSync(keyFile, "utf8")) as { secret: string };
    const kept = (await page.evaluate(
      "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie])",
    )) as string;
    expect(kept).not.toMatch(/against/i);
    expect(kept).not.toContain(secret.slice(0, 20));
    expect(await page.content()).not.toContain(secret.slice(0, 20));
    expect(sent).toEqual([]);
    await look("council-sealed-en");
    await context.close();
  });

  it("holds a trustee's ceremony by files, with one key from the first round to the last", async () => {
    const { page, goto, look, context } = await ground.as("public");
    await goto("/council/ballots/trustee");
    await page.getByLabel("Trustees", { exact: true }).fill("Ada");
    await page.getByRole("button", { name: "Save ceremony.json" }).click();
    await page.getByText("A number from 1 to 1 is expected.").waitFor();
    await page.getByLabel("Needed to open the sum").fill("1");
    const files = [await saved(page, "Save ceremony.json")];
    const choose = page.getByLabel("Choose all files of the ceremony");
    await choose.setInputFiles(files);
    await page.getByText("Awaited now: Ada. (Sign up.)").waitFor();
    await page.getByRole("button", { name: "Make my key" }).click();
    const key = await saved(page, "Save my key");
    files.push(await saved(page, "Save the message"));
    for (const round of ["Bind yourself.", "Exchange shares.", "Finish the key."]) {
      await choose.setInputFiles(files);
      await page.getByText(`Awaited now: Ada. (${round})`).waitFor();
      await page
        .getByLabel("Your trustee's key")
        .or(page.getByLabel("Your trustee’s key"))
        .first()
        .setInputFiles(key);
      if (round === "Finish the key.") await saved(page, "Save my key");
      files.push(await saved(page, "Save the message"));
    }
    await choose.setInputFiles(files);
    await page.getByText("The ceremony is over: the vote can be opened.").waitFor();
    await look("council-trustee-files-en");
    await context.close();
  });

  it("does so in French, on a telephone in the dark", async () => {
    const { page, goto, look, context } = await ground.as("public", {
      language: "fr",
      scheme: "dark",
      size: "narrow",
    });
    const isWider = () => page.evaluate("document.documentElement.scrollWidth > innerWidth");
    await goto(MOTION);
    await page.getByText("cela continue (ICA-B: renewed for five years)").first().waitFor();
    await page.getByText("4 sur 5 nécessaires").first().waitFor();
    await look("council-motion-fr");
    expect(await isWider()).toBe(false);
    await goto("/council/ballots");
    await page.getByLabel("Choisir un tableau (.bel)").setInputFiles(BOARD);
    await page.getByText("Chaque empreinte, clé, preuve et somme de ce tableau tient").waitFor();
    await look("council-counted-fr");
    expect(await isWider()).toBe(false);
    await goto("/council/ballots/vote");
    await page.getByText("Créer la clé de vote de votre délégation").waitFor();
    await page.getByLabel("Tableau du vote (.bel)").setInputFiles(BOARD);
    const notKey = { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") };
    await page.getByLabel("Votre clé de vote").setInputFiles(notKey);
    await page.getByRole("button", { name: "Ouvrir l’isoloir" }).click();
    await page.getByText("Ce fichier n’est pas une clé de vote.").waitFor();
    await look("council-booth-fr");
    expect(await isWider()).toBe(false);
    await context.close();
  });
});
