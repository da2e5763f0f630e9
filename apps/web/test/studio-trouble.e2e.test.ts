/** The studio when others work too, and when something breaks off: comparison, freezing and release; a second editor, a lost connection, a session that ends. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserGround, hasBrowser, openBrowserGround, type Visit } from "./ground/browser.ts";

let ground: BrowserGround;
beforeAll(async () => {
  if (hasBrowser) ground = await openBrowserGround({ clock: () => new Date("2026-11-22T10:00:00Z") });
});
afterAll(() => ground?.close());

/** Makes a draft as whoever visits, from a page of the server's; its identifier. */
async function made({ page }: Visit, title: string, day: string): Promise<string> {
  const short = { what: "end", agreement: "ICA-B", day, date: "2026-11-01", title };
  return await page.evaluate(async (body) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/api/v1/drafts", { method: "POST", headers, body });
    return ((await answer.json()) as { id: string }).id;
  }, JSON.stringify({ short }));
}

/** Somebody else saves the draft: it gets a note. */
async function savedByAnother({ page }: Visit, draft: string, note: string): Promise<number> {
  return await page.evaluate(
    async ([id, text]) => {
      const read = await fetch(`/api/v1/drafts/${id}`);
      const { decision } = (await read.json()) as { decision: object };
      const headers = { "content-type": "application/json", "if-match": read.headers.get("etag") ?? "" };
      const body = JSON.stringify({ decision: { ...decision, note: text } });
      return (await fetch(`/api/v1/drafts/${id}`, { method: "PUT", headers, body })).status;
    },
    [draft, note] as const,
  );
}

describe.skipIf(!hasBrowser)("the studio", () => {
  it("lays two drafts side by side, freezes a fact sheet, checks it and releases it", async () => {
    const visit = await ground.as("legal-service");
    const { page } = visit;
    await visit.goto("/studio");
    const early = await made(visit, "The early end", "2027-06-30");
    await made(visit, "The late end", "2028-12-31");
    await visit.goto(`/studio/${early}`);
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("menuitem", { name: "The late end" }).click();
    await page.getByRole("heading", { name: "Two drafts side by side" }).waitFor();
    // Whoever loses by the late end loses by the early one too.
    await page.getByRole("img", { name: /, 0 under the second alone/ }).waitFor();
    await visit.look("studio-compare");
    await page.getByRole("link", { name: "Open" }).first().click();
    // The map has its table, and says what it shows.
    await page.getByRole("img", { name: /^A schematic map of/ }).waitFor();
    await page.locator(".schematic-map").getByRole("button", { name: "Show as a table" }).click();
    await page
      .getByRole("rowheader", { name: "B (ST-B)" })
      .or(page.getByRole("rowheader", { name: /ST-B/ }))
      .waitFor();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Freeze and release" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Freeze as it is saved" }).click();
    await dialog.getByRole("link", { name: "Fact sheet 1" }).waitFor();
    await dialog.getByRole("button", { name: "Check it" }).click();
    await dialog.getByText(/^All is as it was frozen/).waitFor();
    await dialog.getByRole("button", { name: "Release to everybody" }).click();
    await dialog.getByText("Released to everybody.").waitFor();
    await visit.look("studio-released");
    const open = await (await fetch(`${ground.origin}/api/v1/fact-sheets/${early}`)).json();
    expect(JSON.stringify(open)).toContain("The early end");
    await visit.context.close();
  });

  it("shows what a second editor changed, and keeps one's own dates, in French", async () => {
    const visit = await ground.as("legal-service", { language: "fr" });
    const { page } = visit;
    await visit.goto("/studio");
    const draft = await made(visit, "Le projet", "2027-06-30");
    await visit.goto(`/studio/${draft}`);
    const handle = page.getByRole("slider", { name: /Dernier jour de/ });
    await handle.focus();
    await page.keyboard.press("ArrowLeft");
    const second = await visit.context.newPage();
    await second.goto(`${ground.origin}/help`);
    // The other one saves in the very moment in which this one does: what this page knows is old by then.
    let isFirst = true;
    await page.route(`**/api/v1/drafts/${draft}`, async (route) => {
      if (route.request().method() === "PUT" && isFirst) {
        isFirst = false;
        expect(await savedByAnother({ ...visit, page: second }, draft, "Note de l’autre.")).toBe(200);
      }
      await route.continue();
    });
    await page.getByRole("button", { name: "Enregistrer ces dates" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Note de l’autre.").waitFor();
    expect(await handle.getAttribute("aria-valuetext")).toBe("29 juin 2027");
    await visit.look("studio-second-editor-fr");
    await alert.getByRole("button", { name: "Repartir de sa version" }).click();
    await page.locator(".studio-head").getByText("Note de l’autre.").waitFor();
    await page.getByRole("button", { name: "Enregistrer ces dates" }).click();
    await page.getByText("version 3").waitFor();
    expect(await handle.getAttribute("aria-valuetext")).toBe("29 juin 2027");
    await visit.context.close();
  });

  it("keeps a date that was moved while the server restarts, and goes on; a session that ends says so", async () => {
    const visit = await ground.as("legal-service", { scheme: "dark" });
    const { page, context } = visit;
    await visit.goto("/studio");
    const draft = await made(visit, "Cut off", "2027-06-30");
    await visit.goto(`/studio/${draft}`);
    const handle = page.getByRole("slider", { name: /Last day of/ });
    await handle.waitFor();
    await ground.restart(async () => {
      await page.getByText("connecting again").waitFor();
      await handle.focus();
      await page.keyboard.press("PageUp");
      await page.getByText(/^The server does not answer/).waitFor();
      expect(await handle.getAttribute("aria-valuetext")).toBe("30 July 2027");
      await visit.look("studio-cut-off");
    });
    // What was asked for while nobody answered is answered now.
    await page.getByRole("img", { name: /lose .* from 31 July 2027/ }).waitFor();
    const me = await page.evaluate(async () => await (await fetch("/api/v1/me")).json());
    await ground.signIn.sessions.endAll((me as { account: string }).account, "a test");
    await page.getByText(/Your session has ended/).waitFor();
    expect(await handle.getAttribute("aria-valuetext")).toBe("30 July 2027");
    await visit.look("studio-session-ended");
    visit.faults.length = 0;
    await context.close();
  });
});
