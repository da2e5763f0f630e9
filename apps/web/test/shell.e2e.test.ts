/** The frame of every page, in a real browser: it is there in both languages, says what is made up, and axe finds nothing wrong. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

let ground: BrowserGround;
beforeAll(async () => {
  if (hasBrowser) ground = await openBrowserGround();
});
afterAll(() => ground?.close());

describe.skipIf(!hasBrowser)("the frame of the pages", () => {
  it.each([
    { language: "en", scheme: "light", size: "wide", says: "Made-up people", place: "Decision studio" },
    {
      language: "fr",
      scheme: "dark",
      size: "narrow",
      says: "Personnes fictives",
      place: "Atelier de décision",
    },
  ] as const)("says in $language what it is, and where one can go", async ({ says, place, ...options }) => {
    const { page, goto, look, context } = await ground.as("legal-service", options);
    await goto("/studio");
    expect(await page.locator("html").getAttribute("lang")).toBe(options.language);
    await page.getByText(says).waitFor();
    if (options.size === "narrow") await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: place }).waitFor();
    await look(`shell-${options.language}`);
    await context.close();
  });

  it("answers by today where the address names a day that is none", async () => {
    const { page, goto, context } = await ground.as("legal-service", { language: "en" });
    await goto("/people?knownOn=rubbish");
    await page.getByRole("button", { name: "As known today" }).waitFor();
    await context.close();
  });
});
