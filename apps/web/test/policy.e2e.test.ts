/** The policy as a page, and the way from a change of its text, by what it would change, to a proposal; in a real browser. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

let ground: BrowserGround;
beforeAll(async () => {
  if (hasBrowser) ground = await openBrowserGround({ clock: () => new Date("2026-11-22T10:00:00Z") });
}, 120_000);
afterAll(() => ground?.close());

/** Whether a page scrolls sideways. */
const IS_WIDER = "document.documentElement.scrollWidth > innerWidth";

/** Puts the cursor behind some words of the editor's text. */
async function goBehind(page: Page, words: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search input[name=search]").pressSequentially(words);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}

describe.skipIf(!hasBrowser)("the policy", () => {
  it("reads as a document in French, dark and narrow: words lead to where they are declared, examples are run", async () => {
    const { page, goto, axe, context } = await ground.as("public", {
      language: "fr",
      scheme: "dark",
      size: "narrow",
    });
    await goto("/policy");
    // The worker has run them in this browser.
    await page.getByText("39 exemples, tous vérifiés").waitFor();
    expect(await page.getByText("✓ vérifié").count()).toBeGreaterThan(39);
    const code = page.locator(".policy-code a");
    await code
      .filter({ hasText: /^covered$/ })
      .first()
      .click();
    await page.locator("#word-covered:target").waitFor();
    await code.filter({ hasText: "Art. II and III; ICA" }).first().click();
    await page.locator(".policy-sources li:target").waitFor();
    expect(await page.evaluate(IS_WIDER)).toBe(false);
    // It is too long for a picture of all of it.
    expect(await axe()).toEqual([]);
    await context.close();
  });

  it("is changed in the editor, says what is wrong and what it would change, is proposed, compared and withdrawn", async () => {
    const { page, goto, look, context } = await ground.as("legal-service", { language: "en" });
    await goto("/policy/edit");
    await page.getByText("It can be read").waitFor();
    const editor = page.locator(".cm-content");
    await goBehind(page, "percent >= half_time");
    await page.keyboard.type(", cov");
    await page.getByText("1 error").waitFor();
    await page.getByRole("button", { name: "Show", exact: true }).and(page.locator(":disabled")).waitFor();
    // The language server completes it.
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: "covered" }).and(page.locator(":first-child")).waitFor();
    await page.keyboard.press("Escape");
    for (let letter = 0; letter < 5; letter++) await page.keyboard.press("Backspace");
    await page.getByText("It can be read").waitFor();
    // It renames the parameter here and where it is declared.
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "New name" }).fill("enough_time");
    await page.keyboard.press("Enter");
    await editor.getByText("parameter enough_time").waitFor();
    // Half of the time becomes three quarters of it: nobody here is present for so long.
    await goBehind(page, "= 50");
    for (const key of ["Backspace", "Backspace", "7", "5"]) await page.keyboard.press(key);
    await page.getByText("1 of 39 examples fails").waitFor();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("4 of 4 people who hold something would lose some of it").waitFor();
    await page.getByRole("textbox", { name: "Title" }).fill("Three quarters of the time");
    await look("policy-edit-en");
    await page.getByRole("button", { name: "Propose", exact: true }).click();
    await page.getByRole("heading", { name: "Three quarters of the time" }).waitFor();

    // Whoever else may see it compares it with what stands.
    const other = await ground.as("users-office", { language: "fr", scheme: "dark", size: "narrow" });
    await other.goto("/policy/proposals");
    await other.page.getByRole("link", { name: "Three quarters of the time" }).waitFor();
    await other.page.getByText("Proposé par Service juridique, le").first().waitFor();
    await other.look("policy-proposals-fr-narrow");
    await other.goto("/policy/compare");
    await other.page.getByText("Sur 4 personnes titulaires").waitFor();
    await other.page.locator(".cm-changedLine").first().waitFor();
    expect(await other.page.evaluate(IS_WIDER)).toBe(false);
    await other.look("policy-compare-fr-narrow");
    await other.context.close();

    await page.getByText("4 of 4 people").waitFor();
    await look("policy-proposal-en");
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("button", { name: "Withdraw it" }).click();
    await page.getByText("Withdrawn by").waitFor();
    await context.close();
  });

  it("keeps what was typed, and is laid over the registry for nobody who is not cleared", async () => {
    const { page, goto, look, context } = await ground.as("auditor", { language: "fr", size: "narrow" });
    await goto("/policy/edit");
    await page.getByText("Le texte est lisible").waitFor();
    await goBehind(page, "= 50");
    await page.keyboard.press("5");
    // Neither a reload nor a lost connection takes it.
    await page.reload();
    await page.getByText("Voici ce que vous étiez en train d").waitFor();
    await page.getByText("Le texte est lisible").waitFor();
    await page.getByRole("button", { name: "Afficher", exact: true }).click();
    await page.getByRole("alert").waitFor();
    await look("policy-refused-fr-narrow");
    expect(await page.getByRole("button", { name: "Proposer", exact: true }).isDisabled()).toBe(true);
    await context.close();
  });
});
