/** Somebody registered twice, in Chromium on the embedded store: found in the list, compared, merged; two others kept apart. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, it } from "vitest";
import { smallRegistry } from "../../server/test/ground/small-registry.ts";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

const header = { recorded: "2020-01-01", by: "users office", instrument: "", on: "2015-01-01" };
const again = (person: string, mail: string) => ({
  ...header,
  act: "person",
  id: `n-${person}`,
  person,
  familyName: "كاتب",
  mail,
});

let ground: BrowserGround;
beforeAll(async () => {
  if (!hasBrowser) return;
  const twice = actsFromJson([again("q1", "p1@example.org"), again("q2", "p2@example.org")]);
  ground = await openBrowserGround({ isEmbedded: true, acts: [...smallRegistry(), ...twice] });
});
afterAll(() => ground?.close());

describe.skipIf(!hasBrowser)("people registered twice", () => {
  it("are merged, or kept apart, in French on a telephone", async () => {
    const visit = await ground.as("users-office", { language: "fr", size: "narrow", scheme: "dark" });
    const { page, goto, look, context } = visit;
    await goto("/records/doubles");
    const first = page.getByRole("listitem").filter({ hasText: "q1" });
    await first.getByText("la même adresse électronique").waitFor();
    await look("doubles-fr-narrow-dark");
    await first.getByRole("link", { name: "Comparer et fusionner" }).click();
    await page.getByRole("heading", { level: 2, name: "q1" }).waitFor();
    await look("merge-fr-narrow-dark");
    await page.getByRole("button", { name: /q1/ }).click();
    await page.getByRole("status").getByRole("link").waitFor();
    await goto("/records/doubles");
    const second = page.getByRole("listitem").filter({ hasText: "q2" });
    await second.getByRole("button", { name: "Pas la même personne" }).click();
    await page.getByLabel("Pourquoi ce sont deux personnes").fill("sœurs");
    await page.getByRole("button", { name: "Les garder distincts" }).click();
    await page.getByText("Personne ne semble inscrit deux fois").waitFor();
    await page.getByText("1 paire a été jugée distincte.").waitFor();
    await look("doubles-none-fr");
    await context.close();
  });

  it("are shown to nobody who may not record people", async () => {
    const { page, goto, context } = await ground.as("auditor");
    await goto("/records/doubles");
    await page.getByRole("alert").getByText("may not", { exact: false }).first().waitFor();
    await context.close();
  });
});
