/** The journey of whoever prepares a decision, in a real browser: a draft from the form, dragged, saved, shared, printed, withdrawn. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserGround, hasBrowser, openBrowserGround, type Visit } from "./ground/browser.ts";

let ground: BrowserGround;
beforeAll(async () => {
  if (hasBrowser) ground = await openBrowserGround({ clock: () => new Date("2026-11-22T10:00:00Z") });
});
afterAll(() => ground?.close());

interface Shown {
  readonly handle: ReturnType<Visit["page"]["getByRole"]>;
  readonly dayOf: () => Promise<string | null>;
}

function handleOf({ page }: Visit, name: RegExp): Shown {
  const handle = page.getByRole("slider", { name });
  return { handle, dayOf: () => handle.getAttribute("aria-valuetext") };
}

describe.skipIf(!hasBrowser)("the studio", () => {
  it("lets a draft be made, dragged and saved, and loses nothing when it is changed elsewhere", async () => {
    const visit = await ground.as("legal-service");
    const { page } = visit;
    await visit.goto("/studio");
    await page.getByRole("combobox", { name: "Agreement" }).fill("ICA-B");
    await page.getByRole("option", { name: /ICA-B/ }).click();
    // What the agreement says itself is the first that one would ask for.
    await page.getByLabel("Last day in force").and(page.locator("input[value='2030-12-31']")).waitFor();
    await page.getByLabel("Last day in force").fill("2028-06-30");
    await visit.look("studio-start");
    await page.getByRole("button", { name: "Open in the studio" }).click();
    const { handle, dayOf } = handleOf(visit, /Last day of/);
    await handle.waitFor();
    expect(await dayOf()).toBe("30 June 2028");
    await page.getByRole("img", { name: /lose .* from 1 July 2028/ }).waitFor();
    await visit.look("studio-draft");

    await handle.focus();
    for (const key of ["ArrowLeft", "ArrowLeft", "PageUp"]) await page.keyboard.press(key);
    expect(await dayOf()).toBe("28 July 2028");
    await page.getByRole("img", { name: /lose .* from 29 July 2028/ }).waitFor();
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + 14, box.y + box.height - 12);
    await page.mouse.down();
    for (let step = 1; step <= 8; step++) await page.mouse.move(box.x + 14 - step * 9, box.y + box.height);
    await page.mouse.up();
    const dragged = (await dayOf())!;
    expect(dragged).toMatch(/ 202[78]$/);
    // The whole fact sheet has followed the hand.
    const agreements = page.getByRole("img", { name: new RegExp(`ends: last day ${dragged}`) });
    await agreements.waitFor();

    // It is saved from a second tab first: nothing is lost, and what is new is shown.
    const id = new URL(page.url()).pathname.split("/").at(-1)!;
    const second = await visit.context.newPage();
    await second.goto(`${ground.origin}/help`);
    const status = await second.evaluate(async (draft) => {
      const read = await fetch(`/api/v1/drafts/${draft}`);
      const { decision } = (await read.json()) as { decision: object };
      const headers = { "content-type": "application/json", "if-match": read.headers.get("etag") ?? "" };
      const body = JSON.stringify({ decision: { ...decision, note: "Changed in another tab." } });
      return (await fetch(`/api/v1/drafts/${draft}`, { method: "PUT", headers, body })).status;
    }, id);
    expect(status).toBe(200);
    await page.getByText("Changed in another tab.").waitFor();
    expect(await dayOf()).toBe(dragged);
    await page.getByRole("button", { name: "Save these dates" }).click();
    await page.getByRole("button", { name: "Share" }).waitFor();
    await page.getByText("revision 3").waitFor();
    expect(await dayOf()).toBe(dragged);
    await second.close();
    await visit.context.close();
  });

  it("shares, prints, shows people and withdraws, in French, dark and narrow", async () => {
    const visit = await ground.as("legal-service", { language: "fr", scheme: "dark", size: "narrow" });
    const { page } = visit;
    await visit.goto("/studio?agreement=ICA-B");
    await page.getByLabel("Dernier jour en vigueur").fill("2027-12-31");
    await page.getByRole("button", { name: "Ouvrir dans l’atelier" }).click();
    await page.getByRole("slider", { name: /Dernier jour de/ }).waitFor();
    await page.getByRole("button", { name: "Partager" }).click();
    await page.getByRole("combobox", { name: "Organes" }).fill("COUNCIL");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Partager" }).click();
    await page.getByText("Partagé avec COUNCIL.").waitFor();
    await page.getByRole("button", { name: "Imprimer" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "PDF" }).click(),
    ]);
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    await page.getByRole("button", { name: "Afficher en tableau" }).last().click();
    await page.getByRole("button", { name: "Les afficher" }).click();
    await page.getByRole("button", { name: "p3" }).click();
    // Down to the sentence why, and both proofs: as things stand, and under the draft, by the draft's own act.
    await page.getByRole("link", { name: "Sa page" }).waitFor();
    await page.getByRole("button", { name: "Afficher la preuve entière" }).first().click();
    await page.getByRole("heading", { name: /^En l’état : oui/ }).waitFor();
    await page.getByRole("heading", { name: /^Selon le projet : non/ }).waitFor();
    await page.getByText("dans ce projet seulement").first().waitFor();
    await visit.look("studio-draft-fr-narrow");
    await page.getByRole("button", { name: "Autres actions" }).click();
    await page.getByRole("menuitem", { name: "Retirer" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
    await page.getByText("Ce projet a été retiré").waitFor();
    expect(await page.getByRole("slider").getAttribute("aria-disabled")).toBe("true");
    await visit.context.close();
  });
});
