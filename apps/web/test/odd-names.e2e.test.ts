/**
 * Names as they come: right to left, Cyrillic, with marks, three hundred characters long; and nobody at all. On every page that names people or
 * institutes they are there whole, nothing runs out of a narrow window, and a name from right to left turns nothing round that stands beside it.
 */
import type { Act } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallRegistry } from "../../server/test/ground/small-registry.ts";
import { type BrowserGround, hasBrowser, openBrowserGround, type Visit } from "./ground/browser.ts";

const CLOCK = { clock: () => new Date("2026-11-22T10:00:00Z") };

/** One word of it has no place where it could be broken. */
const LONG =
  `Institut für ${"Donaudampfschifffahrtselektrizitätenhauptbetriebswerk".repeat(2)} und ${"vergleichende Ñandú-Forschung ".repeat(9)}`
    .slice(0, 299)
    .padEnd(300, "Ł");
const HEBREW = "מכון בדוי לפיזיקה (ב׳)";
const ARABIC = "اتفاقية تعاون مختلقة";
const CYRILLIC = "Эксперимент «Выдуманный Ёж»";
/** Made up: they say of themselves in their languages that they are. */
const PEOPLE = ["الاسم المختلق", "שם בדוי", "Вымышленная-Ёлкина", "Łącka Đorđević"] as const;
const TITLES: Readonly<Record<string, string>> = {
  "Institute of A": LONG,
  "Institute of B": HEBREW,
  "Cooperation agreement with B": ARABIC,
  "Experiment X": CYRILLIC,
};

/** The small registry with these names. */
function oddRegistry(): Act[] {
  const acts = smallRegistry() as unknown as Record<string, unknown>[];
  let next = 0;
  return acts.map((act) => ({
    ...act,
    ...(typeof act.title === "string" ? { title: TITLES[act.title] ?? act.title } : {}),
    ...(act.act === "person" ? { familyName: PEOPLE[next++] } : {}),
  })) as unknown as Act[];
}

/** States, institutes and an experiment, as on the day on which somebody begins. */
const nobodysRegistry = (): Act[] =>
  smallRegistry().filter(
    ({ act }) => !["person", "affiliation", "contract", "membership", "alias"].includes(act),
  );

/** Runs in the page: texts from right to left whose surroundings they could turn round, and what is wider than the window. */
const WHAT_IS_WRONG = String.raw`(() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const beyond = (each) => each.getBoundingClientRect().right > root.clientWidth + 1;
    const scrolls = (each) =>
      each !== null && each !== root && (getComputedStyle(each).overflowX !== "visible" || scrolls(each.parentElement));
    const widest = [...document.querySelectorAll("main *")]
      .filter((each) => beyond(each) && !scrolls(each.parentElement) && ![...each.children].some(beyond))
      .map((each) => each.parentElement.className + " > " + each.outerHTML.slice(0, 160));
    wrong.push(root.scrollWidth + " wide: " + widest.slice(0, 3).join("; "));
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.textContent;
    const around = node.parentElement;
    if (around === null || !/[\u0590-\u06ff]/.test(text) || around.closest("svg, script, option") !== null) continue;
    // Alone in its block, or set apart from what stands on the same line.
    let isApart = false;
    for (let each = around; each !== null && !isApart; each = each.parentElement) {
      const { display, unicodeBidi } = getComputedStyle(each);
      isApart = unicodeBidi.includes("isolate") || unicodeBidi === "plaintext";
      if (isApart || display === "inline") continue;
      isApart = each.textContent.trim() === text.trim();
      break;
    }
    if (!isApart) wrong.push("not set apart: " + around.outerHTML.slice(0, 200));
  }
  return wrong;
})()`;

const whatIsWrong = async ({ page }: Visit): Promise<string[]> =>
  (await page.evaluate(WHAT_IS_WRONG)) as string[];

async function opened(visit: Visit, path: string): Promise<string[]> {
  await visit.goto(path);
  // A draft's fact sheet comes by its stream.
  if (path.startsWith("/studio/")) await visit.page.getByRole("slider").first().waitFor();
  return (await whatIsWrong(visit)).map((each) => `${path}: ${each}`);
}

describe.skipIf(!hasBrowser)("names as they come", () => {
  let ground: BrowserGround;
  beforeAll(async () => {
    if (hasBrowser) ground = await openBrowserGround({ ...CLOCK, acts: oddRegistry() });
  });
  afterAll(() => ground?.close());

  it("are whole on every page, and turn nothing round, on a telephone", async () => {
    const visit = await ground.as("legal-service", { size: "narrow" });
    const { page } = visit;
    const short = {
      what: "end",
      agreement: "ICA-B",
      day: "2027-06-30",
      date: "2026-11-01",
      title: `${HEBREW} (1)`,
    };
    await visit.goto("/help");
    const draft = await page.evaluate(async (body) => {
      const headers = { "content-type": "application/json" };
      const made = await fetch("/api/v1/drafts", { method: "POST", headers, body });
      return ((await made.json()) as { id: string }).id;
    }, JSON.stringify({ short }));
    const wrong: string[] = [];
    const shows: readonly (readonly [string, ...string[]])[] = [
      ["/", ARABIC],
      ["/agreements", ARABIC],
      ["/agreements/ICA-B", ARABIC],
      ["/institutes", LONG, HEBREW],
      ["/institutes/INST-A", LONG, CYRILLIC],
      ["/institutes/INST-B", HEBREW],
      ["/experiments", CYRILLIC],
      ["/experiments/X", CYRILLIC, LONG, HEBREW],
      ["/people", LONG, HEBREW],
      ["/people/p1", LONG],
      ["/people/p3", HEBREW],
      ["/search?words=p1", "p1"],
      ["/records", LONG, ARABIC],
      ["/studio", HEBREW],
      [`/studio/${draft}`, ARABIC, HEBREW],
      ["/carrying-out", ""],
    ];
    for (const [path, ...names] of shows) {
      wrong.push(...(await opened(visit, path)));
      const told = (await page.evaluate(
        "document.body.textContent + [...document.querySelectorAll('[title], title, option, [aria-label], input')].map((each) => [each.title, each.ariaLabel, each.value, each.textContent].join(' ')).join(' ')",
      )) as string;
      wrong.push(...names.filter((name) => !told.includes(name)).map((name) => `${path}: no ${name}`));
      if (["/institutes", "/institutes/INST-A", `/studio/${draft}`].includes(path))
        await page.screenshot({
          path: `shots/odd-${shows.findIndex(([each]) => each === path)}.png`,
          fullPage: true,
        });
    }
    expect(wrong).toEqual([]);
    await visit.context.close();
  });

  it("are read out by the office, and by whoever bears one, in French", async () => {
    const office = await ground.as("users-office", { language: "fr", size: "narrow" });
    const wrong = await opened(office, "/people");
    await office.page.getByRole("button", { name: "Afficher les noms" }).click();
    for (const name of PEOPLE.slice(0, 3)) await office.page.getByText(name).waitFor();
    wrong.push(...(await whatIsWrong(office)));
    await office.look("odd-people-fr");
    const own = await ground.as("p1", { language: "fr", scheme: "dark", size: "narrow" });
    wrong.push(...(await opened(own, "/people/p1")));
    await own.page.getByText(PEOPLE[0]).first().waitFor();
    await own.look("odd-own-fr");
    expect(wrong).toEqual([]);
    await Promise.all([office.context.close(), own.context.close()]);
  });
});

describe.skipIf(!hasBrowser)("a registry of nobody", () => {
  let ground: BrowserGround;
  beforeAll(async () => {
    if (hasBrowser) ground = await openBrowserGround({ ...CLOCK, acts: nobodysRegistry() });
  });
  afterAll(() => ground?.close());

  it("says so on each page, in words", async () => {
    const visit = await ground.as("users-office", { size: "narrow" });
    const wrong: string[] = [];
    for (const path of [
      "/",
      "/agreements",
      "/institutes",
      "/institutes/INST-A",
      "/experiments",
      "/experiments/X",
      "/people",
      "/records",
      "/records/doubles",
      "/records/merge",
      "/carrying-out",
      "/authors",
      "/search?words=nobody",
    ]) {
      wrong.push(...(await opened(visit, path)));
      const said = (await visit.page.locator("main#page").innerText()).trim();
      if (/undefined|NaN|null|\[object/.test(said) || said.length < 40)
        wrong.push(`${path}: ${said.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
    await visit.context.close();
  });
});
