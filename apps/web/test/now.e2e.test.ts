/** The first page, the lists, the things' pages and the search, in a real browser: two journeys, one in each language. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallRegistry } from "../../server/test/ground/small-registry.ts";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

/** Titles as they come in: three hundred letters in one word, from right to left, in Cyrillic, with marks of their own. */
const LONG = `Institut${"für".repeat(97)}x`;
const AWKWARD = [LONG, "معهد أبحاث الفيزياء", "Объединённый институт", '"><b>Ö & Co</b>'];

/** Whether a page scrolls sideways. */
const IS_WIDER = "document.documentElement.scrollWidth > innerWidth";

function acts() {
  const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
  const more = AWKWARD.map((title, k) => ({
    ...header,
    act: "institute",
    id: `odd-${k}`,
    on: "2000-01-01",
    institute: `ODD-${k}`,
    title,
    kind: "university",
    seat: "ST-A",
    governedBy: "ST-A",
  }));
  const child = {
    ...header,
    act: "signature",
    id: "mou-b",
    on: "2002-01-01",
    agreement: "MOU-B",
    title: "Memorandum on X with B",
    kind: "MoU",
    parties: ["ST-B", "LAB"],
    parent: "ICA-B",
    experiments: ["X"],
    firstDay: "2002-01-01",
    renewal: "none",
  };
  return [...smallRegistry(), ...actsFromJson([...more, child])];
}

let ground: BrowserGround;
beforeAll(async () => {
  if (hasBrowser) ground = await openBrowserGround({ acts: acts() });
});
afterAll(() => ground?.close());

describe.skipIf(!hasBrowser)("what is there now", () => {
  it("leads a newcomer from the first page to an agreement, its institute, and into a role", async () => {
    const { page, goto, look, context } = await ground.as("public");
    await goto("/");
    await page.getByRole("heading", { name: /What does an agreement hold up/ }).waitFor();
    const picture = page.getByRole("img", { name: /rows/ });
    await picture.waitFor();
    await look("now-en");
    expect(await page.evaluate(IS_WIDER)).toBe(false);
    // What stands under an agreement is one row until it is unfolded, by the keyboard as well, and folds again; the table has the same rows.
    const fold = page.getByRole("button", { name: "1 agreement under it: Cooperation agreement with B" });
    const child = page.locator(".axis-child", { hasText: "Memorandum on X with B" });
    const bars = page.locator(".axis-bar");
    const folded = await bars.count();
    expect([await fold.getAttribute("aria-expanded"), await child.count()]).toEqual(["false", 0]);
    await fold.focus();
    await page.keyboard.press("Enter");
    await child.waitFor();
    expect([await fold.getAttribute("aria-expanded"), await bars.count()]).toEqual(["true", folded]);
    await look("now-unfolded-en");
    await page.getByRole("button", { name: "Show as a table" }).click();
    await page.getByRole("rowheader", { name: "Cooperation agreement with B", exact: true }).waitFor();
    await page.getByRole("rowheader", { name: "Memorandum on X with B" }).waitFor();
    await fold.click();
    await child.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Cooperation agreement with B" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Cooperation agreement with B" }).waitFor();
    await page.getByRole("link", { name: "Memorandum on X with B" }).waitFor();
    await page.getByText("signed on 1 Jan 2001").waitFor();
    await look("agreement-en");
    // The day stays while one goes from page to page, and nobody overlooks it.
    await page.getByRole("button", { name: "As known today" }).click();
    await page.getByLabel("As known at the end of").fill("2019-12-31");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("You see what was known on").waitFor();
    await page.getByText("Not there, or not for your account").waitFor();
    await page.getByRole("button", { name: "Back to today" }).first().click();
    await page.getByRole("link", { name: "State B" }).first().click();
    expect(page.url()).toContain("party=ST-B");
    await page.goBack();
    await page.keyboard.press("/");
    await page.getByLabel("Words in a title").fill("bford");
    await page.getByRole("link", { name: "Institute of B" }).click();
    await page.getByText("Who is here is shown to accounts that may see it.").waitFor();
    await look("institute-en");
    await goto("/");
    await page.getByRole("button", { name: "Users office" }).click();
    await page.getByRole("button", { name: "demo-users-office" }).waitFor();
    await context.close();
  });

  it("shows lists of people and of institutes with odd titles on a telephone, in French", async () => {
    const { page, goto, look, context } = await ground.as("users-office", {
      language: "fr",
      scheme: "dark",
      size: "narrow",
    });
    await goto("/people");
    await page.getByText("4 personnes").waitFor();
    expect(await page.getByRole("row").count()).toBe(5);
    await page.getByRole("button", { name: "Afficher les noms" }).click();
    await page.getByText("Cliffe").waitFor();
    // Whoever is under an alias is called by it.
    await page.getByText("Robin Vale").waitFor();
    await look("people-fr");
    await page.getByLabel("Chercher un nom").fill("clif");
    await page.getByRole("link", { name: "p3" }).waitFor();
    await goto("/institutes");
    for (const title of AWKWARD) await page.getByRole("link", { name: title, exact: true }).waitFor();
    await look("institutes-fr");
    expect(await page.evaluate(IS_WIDER)).toBe(false);
    await page.getByRole("link", { name: LONG }).click();
    await page.getByRole("heading", { level: 1, name: LONG }).waitFor();
    await look("institute-long-fr");
    expect(await page.evaluate(IS_WIDER)).toBe(false);
    await goto("/experiments/X");
    await page.getByText("2 instituts dans 2 États").waitFor();
    await look("experiment-fr");
    await goto("/agreements");
    await page.getByText("2 accords sur 2").waitFor();
    await look("agreements-fr");
    await context.close();
  });

  it("says where nobody is to be seen", async () => {
    const { page, goto, look, context } = await ground.as("auditor");
    await goto("/people");
    await page.getByText("Nobody is here whom you may see").waitFor();
    await look("people-nobody-en");
    await context.close();
  });
});
