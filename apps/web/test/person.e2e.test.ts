/** Everybody's own page and settings, in Chromium: why something ends, what a draft would change, the extract; passkeys, and a session that ends. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserGround, hasBrowser, openBrowserGround, type Visit } from "./ground/browser.ts";

/** What the pages say, by language. */
const SAYS = {
  en: {
    own: "Your page",
    site: /may enter the site/i,
    ends: "It ends on 31 December 2030, because:",
    proof: "Show the whole proof",
    remedies: "What can be done?",
    noDraft: "There is no draft that you may see",
    takes: /would end sooner/,
    json: "Download as JSON",
    settings: "Settings",
    passkey: "Add a passkey",
    label: "Name of the passkey",
    sort: "passkey",
    name: "What the office calls it",
    needsTitle: "give it a name",
    make: "Make the account",
    ended: /Your session has ended/,
    kept: "What you had typed is here again.",
    help: "What the figures mean",
    tour: "Take the tour",
    next: "Next",
    skip: "Skip the tour",
  },
  fr: {
    own: "Votre page",
    site: /may enter the site/i,
    ends: "Il finit le 31 décembre 2030, parce que\u00a0:",
    proof: "Afficher la preuve entière",
    remedies: "Que peut-on faire\u202f?",
    noDraft: "Il n’y a pas de projet que vous puissiez voir",
    takes: /finiraient plus tôt/,
    json: "Télécharger en JSON",
    settings: "Réglages",
    passkey: "Ajouter une clé d’accès",
    label: "Nom de la clé d’accès",
    sort: "clé d’accès",
    name: "Comment le service l’appelle",
    needsTitle: "donnez-lui un nom",
    make: "Créer le compte",
    ended: /Votre session a pris fin/,
    kept: "Ce que vous aviez saisi est de nouveau là.",
    help: "Ce que signifient les chiffres",
    tour: "Suivre la visite",
    next: "Suivant",
    skip: "Passer la visite",
  },
} as const;

type Language = keyof typeof SAYS;
const LANGUAGES: readonly Language[] = ["en", "fr"];

/** Ends the agreement with state B; asked for from a page, as the studio does. */
async function draftBy(legal: Visit): Promise<void> {
  const short = {
    what: "end",
    agreement: "ICA-B",
    day: "2027-06-30",
    date: "2026-11-01",
    knownOn: "2026-11-01",
  };
  const status = await legal.page.evaluate(
    async (body) =>
      (
        await fetch("/api/v1/drafts", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
        })
      ).status,
    JSON.stringify({ short }),
  );
  expect(status).toBe(201);
}

describe.skipIf(!hasBrowser)("one's own page", () => {
  let ground: BrowserGround;
  beforeAll(async () => {
    ground = await openBrowserGround({ clock: () => new Date("2026-11-22T10:00:00Z") });
  });
  afterAll(() => ground?.close());

  it.each(LANGUAGES)("says what one may do, why it ends, and gives the extract (%s)", async (language) => {
    const says = SAYS[language];
    // A person has one account.
    const person = language === "en" ? "p3" : "p4";
    const visit = await ground.as(person, { language });
    const { page } = visit;
    await visit.goto(`/people/${person}`);
    await page.getByRole("heading", { level: 1, name: says.own }).waitFor();
    await page.getByRole("button", { name: says.site }).click();
    await page.getByText(says.ends).first().waitFor();
    await page.getByRole("button", { name: says.proof }).click();
    // Down to the act: the last of the steps that are unfolded to the ground.
    const proof = page.locator(".why-proof .proof").first();
    await proof.waitFor();
    for (let closed = 1; closed > 0; ) {
      closed = await proof.locator("details:not([open]) > summary").count();
      if (closed > 0) await proof.locator("details:not([open]) > summary").first().click();
    }
    expect(await proof.getByText("ica-b", { exact: true }).count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: says.remedies }).click();
    await page.locator(".why-heading").last().waitFor();
    await page.getByText(says.noDraft).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: says.json }).click(),
    ]);
    const extract = JSON.parse(readFileSync((await download.path())!, "utf8")) as { identifiers: string[] };
    expect(extract.identifiers).toEqual([person]);
    await visit.look(`person-${language}`);
  });

  it("shows the legal service what its draft would take away, on a telephone too", async () => {
    const visit = await ground.as("legal-service", { size: "narrow", scheme: "dark" });
    await visit.goto("/people/p3");
    await draftBy(visit);
    await visit.goto("/people/p3");
    await visit.page.getByText(SAYS.en.takes).waitFor();
    await visit.page.getByText("ICA-B is in force").first().waitFor();
    await visit.look("person-draft-narrow-dark");
    const width = await visit.page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(390);
  });

  it.each(LANGUAGES)("lets one add a passkey and see one's sessions (%s)", async (language) => {
    const says = SAYS[language];
    const visit = await ground.as("auditor", { language });
    const session = await visit.context.newCDPSession(visit.page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    await visit.goto("/settings");
    await visit.page.getByRole("heading", { level: 1, name: says.settings }).waitFor();
    await visit.page.getByLabel(says.label).fill("a laptop");
    await visit.page.getByRole("button", { name: says.passkey }).click();
    await visit.page.getByRole("row", { name: new RegExp(`a laptop.*${says.sort}`) }).waitFor();
    await visit.look(`settings-${language}`);
  });

  it.each(LANGUAGES)("keeps what was typed when the session ends, and says so (%s)", async (language) => {
    const says = SAYS[language];
    const visit = await ground.as("administrator", { language });
    const { page } = visit;
    await visit.goto("/settings");
    await page.getByRole("button", { name: says.make }).click();
    await page.getByText(says.needsTitle).waitFor();
    const name = `Ünïted Оффис ${language}`;
    await page.getByLabel(says.name).fill(name);
    const account = (await page.evaluate("fetch('/api/v1/me').then((r) => r.json())")) as { account: string };
    await ground.signIn.sessions.endAll(account.account, "a test");
    await page.getByRole("button", { name: says.make }).click();
    await page.getByText(says.ended).waitFor();
    expect(await page.getByLabel(says.name).inputValue()).toBe(name);
    // Signed in again as the same account, in the same tab.
    const { token } = await ground.signIn.sessions.begin({ account: account.account, method: "passkey" });
    await visit.context.addCookies([
      {
        name: "__Host-comity-session",
        value: token,
        domain: "localhost",
        path: "/",
        secure: true,
        httpOnly: true,
        sameSite: "Lax",
      },
    ]);
    await visit.goto("/settings");
    await page.getByText(says.kept).waitFor();
    expect(await page.getByLabel(says.name).inputValue()).toBe(name);
    await page.getByRole("button", { name: says.make }).click();
    await page.getByRole("rowheader", { name: new RegExp(name) }).waitFor();
  });

  it.each(LANGUAGES)("has help for a page, and a tour that one can leave (%s)", async (language) => {
    const says = SAYS[language];
    const visit = await ground.as("public", { language });
    await visit.goto("/help/people");
    await visit.page.getByRole("heading", { name: says.help }).waitFor();
    await visit.look(`help-${language}`);
    await visit.page.getByRole("button", { name: says.tour }).click();
    await visit.page.getByRole("button", { name: says.next }).click();
    await visit.page.waitForURL(/\/studio/);
    await visit.page.getByRole("button", { name: says.skip }).click();
    expect(await visit.page.locator(".tour").count()).toBe(0);
  });
});
