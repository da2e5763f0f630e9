/** The first run on the embedded store, in Chromium: the administrator's one-time link, a passkey, accounts, and what they are granted; problems in the reader's language. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { administratorLink } from "../../server/src/sign-in/index.ts";
import { type BrowserGround, hasBrowser, openBrowserGround, type Visit } from "./ground/browser.ts";

let ground: BrowserGround;
beforeAll(async () => {
  if (hasBrowser) ground = await openBrowserGround({ isEmbedded: true, env: { COMITY_DEMO: "no" } });
});
afterAll(() => ground?.close());

/** A passkey's device that says yes. */
async function giveDevice({ context, page }: Visit): Promise<void> {
  const session = await context.newCDPSession(page);
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
}

describe.skipIf(!hasBrowser)("a new registry's accounts", () => {
  it("begin with a link that works once, in French", async () => {
    const link = await administratorLink(ground.signIn);
    const visit = await ground.as("public", { language: "fr", size: "narrow", scheme: "dark" });
    const { page } = visit;
    await giveDevice(visit);
    await page.goto(link!);
    await page.getByRole("heading", { name: "Vous avez été invité" }).waitFor();
    expect(page.url()).not.toContain("#");
    expect(await visit.axe()).toEqual([]);
    await page.getByRole("button", { name: "Continuer" }).click();
    await page.getByText("Vous êtes le premier administrateur de ce registre.").waitFor();
    expect(await visit.axe()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.getByLabel("Nom de la clé d’accès").fill("portable");
    await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
    await page.getByRole("row", { name: /clé d’accès portable/ }).waitFor();
    expect(await page.locator("ol").count()).toBe(0);

    // Once is once, and the page says so in the reader's language.
    const other = await ground.as("public", { language: "fr" });
    await other.page.goto(link!);
    await other.page.getByRole("button", { name: "Continuer" }).click();
    const said = other.page.getByRole("alert").first();
    await said.getByText("il a déjà servi").waitFor();
    expect(await said.getAttribute("lang")).toBe("fr");

    // From there to the settings, where the administrator makes an account and changes what it is granted.
    await page.goto(`${ground.origin}/settings`);
    await page.getByLabel("Comment le service l’appelle").fill("Bureau");
    await page.getByRole("button", { name: "Créer le compte" }).click();
    const row = page.getByRole("row", { name: /Bureau/ });
    await row.waitFor();
    await row.getByRole("button", { name: "Fonctions" }).click();
    const form = page.getByRole("form", { name: "Fonctions de Bureau" });
    await form.getByRole("button", { name: "Ajouter une fonction" }).click();
    await form.getByRole("button", { name: "Enregistrer les fonctions" }).click();
    await form.getByText("choisissez une fonction").waitFor();
    await form.getByLabel("Fonction").selectOption("team-leader");
    await form.getByRole("button", { name: "Enregistrer les fonctions" }).click();
    await form.getByText("dites de quoi").waitFor();
    await visit.look("grants-fr-narrow-dark");
    await form.getByLabel("De quoi").fill("INST-A");
    await form.getByLabel("Dernier jour").fill("2030-06-30");
    await form.getByRole("button", { name: "Enregistrer les fonctions" }).click();
    await form.waitFor({ state: "detached" });
    await row.getByText("INST-A").waitFor();
    await row.getByText("jusqu’au 30 juin 2030").waitFor();

    // Somebody else was quicker: nothing is saved over what they did.
    await row.getByRole("button", { name: "Fonctions" }).click();
    const [account] = (await ground.signIn.accounts.list()).filter(({ value }) => value.title !== undefined);
    await ground.signIn.accounts.administer(
      account!,
      { ...account!.value, grants: [{ role: "auditor" }] },
      "a test",
    );
    await form.getByRole("button", { name: "Enlever" }).click();
    await form.getByRole("button", { name: "Enregistrer les fonctions" }).click();
    await form.getByText("Quelqu’un d’autre a modifié ce compte entre-temps").waitFor();
    const kept = await ground.signIn.accounts.read(account!.id);
    expect(kept!.value.grants).toEqual([{ role: "auditor" }]);
  });

  it("say what is not there in the reader's language", async () => {
    const visit = await ground.as("users-office", { language: "fr" });
    await visit.goto("/people/p999");
    const said = visit.page.getByText("Il n’y a pas de personne `p999`, ou vous n’y avez pas accès.");
    await said.waitFor();
    expect(await said.getAttribute("lang")).toBe("fr");
  });
});
