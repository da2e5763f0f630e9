/** The journeys of records and of carrying out, in a real browser and both languages: a list brought in, a decision entered and worked through. */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserGround, hasBrowser, openBrowserGround } from "./ground/browser.ts";

const GUIDE = fileURLToPath(new URL("../../../policies/cern.guide.md", import.meta.url));
let ground: BrowserGround;
beforeAll(async () => {
  if (!hasBrowser) return;
  ground = await openBrowserGround({
    env: { COMITY_GUIDE: GUIDE },
    clock: () => new Date("2026-11-20T08:00:00Z"),
  });
});
afterAll(() => ground?.close());

/** Made-up people: one that may be somebody known, one right to left, one of an institute with a very long name. */
const LIST = join(tmpdir(), `made-up-people-${process.pid}.csv`);
writeFileSync(
  LIST,
  `family_name,given_name,institute,first_day
Ashwood,Ann,INST-A,2024-01-01
كاتب,سارة,INST-A,2024-01-01
Иванова,Мария,"${"a very long institute ".repeat(14).trim()}",2024-01-01
`,
);

describe.skipIf(!hasBrowser)("records", () => {
  it("show the ledger and bring a list in, its questions answered", async () => {
    const auditor = await ground.as("auditor");
    await auditor.goto("/records");
    await auditor.page.getByRole("button", { name: "Verify" }).click();
    await auditor.page.getByText(/acts are as they were recorded/).waitFor();
    await auditor.look("records-en");
    await auditor.context.close();
    const { page, goto, look, context } = await ground.as("users-office");
    await goto("/records");
    await page.getByRole("link", { name: "Bring a list in" }).click();
    await page.locator('input[type="file"]').setInputFiles(LIST);
    await page.getByText("2 questions").waitFor();
    await look("bring-in-en");
    await page.getByRole("radio", { name: /^That is p1/ }).check();
    await page.getByLabel("Identifier of the institute").fill("INST-B");
    await page.getByRole("button", { name: "Try with these answers" }).click();
    await page.getByText(/Every row is right/).waitFor();
    await page.getByRole("button", { name: /^Record \d+ acts$/ }).click();
    await page.getByText(/acts are recorded\.$/).waitFor();
    await page.getByRole("link", { name: "What came in together", exact: true }).click();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText(/would count for nothing from today on/).waitFor();
    await page.getByRole("button", { name: "Withdraw all of it" }).click();
    await page.getByRole("cell", { name: "withdrawn", exact: true }).waitFor();
    await context.close();
  });

  it("say in French, on a narrow screen, what an act says, and keep what is typed", async () => {
    const { page, goto, look, context } = await ground.as("users-office", {
      language: "fr",
      scheme: "dark",
      size: "narrow",
    });
    await goto("/records/acts/q-none");
    await page.getByText("Introuvable, ou pas ouvert à votre compte").waitFor();
    await goto("/records/acts/a-p3");
    await page.getByRole("button", { name: "Le corriger" }).click();
    await page.getByLabel("Dernier jour").fill("2019-01-01");
    await page.getByLabel("Institut").fill("INST-Q");
    await page.getByRole("button", { name: "Enregistrer la correction" }).click();
    await page.getByText(/INST-Q/).waitFor();
    await look("correct-fr");
    await page.reload();
    await page.getByRole("button", { name: "Le corriger" }).click();
    expect(await page.getByLabel("Institut").inputValue()).toBe("INST-Q");
    await context.close();
  });
});

/** What evidences it, in French fields. */
async function fillInstrument(where: Page | Locator, reference: string, date = "2026-11-18"): Promise<void> {
  await where.getByLabel("Référence").fill(reference);
  await where.getByLabel("Date du document").fill(date);
  await where.getByLabel("SHA-256 du document").fill("ef".repeat(32));
  await where.getByLabel("Où il est conservé").fill("rayon 8");
}

const DRAFT = {
  title: "A made-up decision about B",
  body: "COUNCIL",
  date: "2026-11-18",
  acts: [{ act: "termination", agreement: "ICA-B", lastDay: "2027-12-31" }],
};

describe.skipIf(!hasBrowser)("carrying out", () => {
  it("enters a decision once all is said, and works through its plan in French", async () => {
    const legal = await ground.as("legal-service");
    await legal.goto("/carrying-out/enter");
    await legal.page.getByLabel("Draft", { exact: true }).fill("{");
    await legal.page.getByText("This is no draft").waitFor();
    await legal.page.getByLabel("Draft", { exact: true }).fill(JSON.stringify(DRAFT));
    await legal.page.getByRole("button", { name: "See what would be done" }).click();
    await legal.page.getByText("What ends, and when").waitFor();
    await legal.page.getByRole("button", { name: "Enter it" }).click();
    await legal.page.getByText("The document has a reference.").waitFor();
    await legal.look("enter-en");
    await legal.page.getByLabel("Reference").fill("C/7");
    await legal.page.getByLabel("Day of the document").fill("2026-11-18");
    await legal.page.getByLabel("SHA-256 of the document").fill("cd".repeat(32));
    await legal.page.getByLabel("Where it is kept").fill("shelf 7");
    await legal.page.getByLabel(/This decision was taken/).check();
    await legal.page.getByRole("button", { name: "Enter it" }).click();
    await legal.page.getByRole("heading", { name: DRAFT.title }).waitFor();
    await legal.look("decision-en");
    const address = new URL(legal.page.url()).pathname;
    await legal.context.close();

    const office = await ground.as("users-office", { language: "fr" });
    await office.goto(`${address}/work`);
    await office.page.getByText("Par bureau").waitFor();
    await office.look("work-fr");
    await office.page.getByRole("link", { name: "p3", exact: true }).click();
    await office.page.getByRole("button", { name: "à faire" }).first().click();
    await office.page.getByRole("button", { name: "Consigner" }).click();
    await office.page.getByRole("button", { name: "fait", exact: true }).waitFor();
    await office.page.getByRole("button", { name: /^told/ }).click();
    await office.page.locator(".letter-text").waitFor();
    await office.look("checklist-fr");
    await office.context.close();

    const legalFr = await ground.as("legal-service", { language: "fr", size: "narrow", scheme: "dark" });
    await legalFr.goto(`${address}/people/p4`);
    await legalFr.page.getByRole("button", { name: "Accorder une exception" }).click();
    const exceptions = legalFr.page.getByRole("region", { name: "Exceptions" });
    await exceptions.getByRole("button", { name: "L’accorder" }).click();
    await exceptions.getByText("Une exception a un motif.").waitFor();
    await exceptions.getByLabel("Motif").fill("a thesis that ends next spring");
    await exceptions.getByLabel("Dernier jour").fill("2028-06-30");
    await fillInstrument(exceptions, "X/1");
    await legalFr.look("exception-fr-narrow-dark");
    await exceptions.getByRole("button", { name: "L’accorder" }).click();
    await exceptions.getByText("30 juin 2028").waitFor();
    // The reason is sealed, and shown to nobody here.
    expect(await legalFr.page.getByText("a thesis").count()).toBe(0);

    await legalFr.goto(`${address}/reversal`);
    await legalFr.page.getByRole("button", { name: "L’annuler" }).click();
    await legalFr.page.getByText("Confirmez que c’est voulu.").waitFor();
    await legalFr.look("reversal-fr-narrow-dark");
    await legalFr.page.getByLabel("Titre").fill("A made-up reversal");
    await legalFr.page.getByLabel("Jour où elle a été décidée").fill("2026-11-19");
    await fillInstrument(legalFr.page, "C/8", "2026-11-19");
    await legalFr.page.getByLabel(/La décision est annulée pour tous/).check();
    await legalFr.page.getByRole("button", { name: "L’annuler" }).click();
    await legalFr.page.getByText(/actes? (a|ont) été enregistré/).waitFor();
    await legalFr.look("reversed-fr-narrow-dark");
    // Reversed once is reversed: whoever asks again is told so.
    await legalFr.page.reload();
    await legalFr.page.getByText(/actes? (a|ont) été enregistré/).waitFor();
    await legalFr.context.close();
  });
});
