/** Decisions that were taken: planned from a folder, entered in a store, reversed there. Everybody in it is made up. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, reasonToSkip } from "../../../packages/store/test/ground/shared.ts";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

const GUIDE = `# A small guide

## Offices
| office | English | français |
|---|---|---|
| front-desk | Front desk | Accueil |

## What ends, in words
| entitlement | English | français |
|---|---|---|
| site_access | your access to the site | votre accès au site |
| computing_account | your account | votre compte |
| residence_cards | your residence cards | vos cartes de légitimation |

## To do for each person
| item | when this ends | what is done | owner | due | undone by | source |
|---|---|---|---|---|---|---|
| badge | site_access | badge handed in | front-desk | on the last day | badge given again | made up |
| cards | residence_cards | cards handed in | front-desk | on the last day | cannot: they are void | made up |

## Letters
| letter | template | to | when this ends | due | source |
|---|---|---|---|---|---|
| told | person-told | person | any | 10 days after the decision | made up |
| institute | institute-told | institute | any | 10 days after the decision | made up |

## Reviews
| review | what is looked at | owner | due | source |
|---|---|---|---|---|
| told-all | has everybody been told | front-desk | 30 days after the decision | made up |
`;

const KEY = Buffer.from(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1)).toString("base64");
const hasServer = reasonToSkip("PostgreSQL 18") === undefined;
const store = hasServer ? "DATABASE_URL" : "s";
let folder = "";
let address = "";
const words = (line: string): string[] =>
  Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? "");
const run = (line: string): Promise<Outcome> =>
  comity(folder, words(line), { COMITY_USER: "lena", DATABASE_URL: address, COMITY_MASTER_KEY: KEY });

beforeAll(async () => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
  writeFileSync(join(folder, "small.guide.md"), GUIDE);
  if (hasServer) address = await freshDatabase("PostgreSQL 18", "template0");
});
afterAll(removeFolders);

describe("comity decision plan", () => {
  const PLAN = "decision plan registry end.json";

  it("says what ends and what is done by when, and no figure that shows single people", async () => {
    const { code, out } = await run(PLAN);
    expect(code).toBe(0);
    expect(out.replace(/ +/g, " ")).toMatchInlineSnapshot(`
      "What the decision is about
       Cooperation agreement with Belarus (ICA-BY) ends: last day 2024-06-27, and 1 agreement under it; latest day for notice 2023-12-27

      What ends on which day
       your access to the site 2024-06-27 7
       your account 2024-08-26 7
       your residence cards 2024-06-27 hidden

      To do, by day
       2024-06-27 Front desk badge handed in 7
       2024-06-27 Front desk cards handed in hidden

      Letters, by day
       2023-12-25 institute to each institute 1
       2023-12-25 told to each person 7

      Reviews
       2024-01-14 Front desk has everybody been told

      as known on 2023-12-15 (the draft's day), by small.policy.md and A small guide
      "
    `);
    const cleared = (await run(`${PLAN} --cleared`)).out;
    expect(cleared).not.toContain("hidden");
  });

  it("names nobody to programs either, but to the cleared", async () => {
    const { code, out } = await run(`${PLAN} --json`);
    expect(code).toBe(0);
    expect(out).not.toMatch(/p0\d|Abad/);
    const plan = JSON.parse(out);
    expect(plan).not.toHaveProperty("parts");
    expect(plan.toDo).toEqual([
      { due: "2024-06-27", office: "front-desk", what: "badge handed in", count: 7 },
      { due: "2024-06-27", office: "front-desk", what: "cards handed in", count: null },
    ]);
    const cards = plan.ends.find(({ of }: { of: string }) => of === "residence_cards");
    expect(cards.byDay).toEqual([{ lastDay: "2024-06-27", people: null }]);
    const cleared = JSON.parse((await run(`${PLAN} --json --cleared`)).out);
    expect(cleared.toDo[1]).toMatchObject({ what: "cards handed in", count: 4 });
    expect(cleared.parts.map(({ id }: { id: string }) => id)).toContain("p07");
  });

  it("prints what one person has to expect, and a letter, on paper too", async () => {
    expect((await run(`${PLAN} --person p02`)).out).toMatch(/^What ends for p02\n.*\n/);
    expect(await run(`${PLAN} --person p08`)).toMatchObject({
      code: 1,
      out: "the decision takes nothing from p08\n",
    });
    const letter = await run(`${PLAN} --person p01 --letter told --language fr`);
    expect(letter.out).toMatch(/^Ce que .*\n\nMadame, Monsieur,\n/);
    expect(letter.out).not.toContain("Abad");
    const paper = await run(`${PLAN} --person p01 --letter told --pdf told.pdf`);
    expect(paper).toEqual({ code: 0, out: "", err: "wrote told.pdf\n" });
    const file = join(folder, "told.pdf");
    expect(readFileSync(file).toString("latin1")).toMatch(/^%PDF-1\.7[\s\S]*pdfuaid/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await run(`${PLAN} --person p01 --letter told --pdf told.pdf`)).toMatchObject({
      code: 2,
      err: "error: `told.pdf` is there already\n  help: give a new name\n",
    });
  });

  const WRONG: readonly (readonly [string, string])[] = [
    ["--letter told", "`--letter` says no letter without `--person`\n  help: a letter goes to somebody"],
    ["--person p01 --pdf a.pdf", "`--pdf` says nothing without `--letter`\n  help: it is for a letter"],
    ["--person p01 --letter tolled", "no letter `tolled` is due to `p01`\n  help: due are `told`"],
    [
      "--guide nothing.md",
      "`nothing.md` cannot be read\n  help: give the path of a guide (docs/carrying-out.md)",
    ],
  ];
  it.each(WRONG)("is refused with %s", async (more, said) => {
    expect(await run(`${PLAN} ${more}`)).toEqual({ code: 2, out: "", err: `error: ${said}\n` });
  });
});

describe("comity decision enter and reverse", () => {
  const HASH = "ab".repeat(32);
  const INSTRUMENT = `--reference CERN/3770 --dated 2023-12-15 --sha256 ${HASH} --kept-at 'the archive'`;
  let id = "";
  let verified = "";

  it("record a decision as one set, once, with its instrument", async () => {
    await run(`registry init ${store} --registry small`);
    await run(`registry load ${store} registry`);
    const policy = "--policy small.policy.md";
    const entered = await run(`decision enter ${store} end.json ${INSTRUMENT} ${policy}`);
    expect(entered.code).toBe(0);
    id = /^entered as (\S+): 2 acts in one set\n/.exec(entered.out)?.[1] ?? "";
    expect(id).toMatch(/^decision-2023-12-15-[0-9a-f]{12}$/);
    expect(entered.out).toContain("the plan has 7 people");
    const log = (await run(`registry log ${store} --last 2 --json`)).out.trim().split("\n");
    for (const line of log)
      expect(JSON.parse(line)).toMatchObject({
        recordedBy: "lena",
        document: { reference: "CERN/3770", sha256: HASH, location: "the archive" },
      });
    const when = (await run(`when ${store} site_access p01 ${policy}`)).out;
    expect(when).toContain("2024-06-27");
    const again = await run(`decision enter ${store} end.json ${INSTRUMENT} ${policy}`);
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toMatch(`it was entered before, as ${id}\n`);
    const json = JSON.parse(
      (await run(`decision enter ${store} end.json ${INSTRUMENT} ${policy} --json`)).out,
    );
    expect(json).toMatchObject({ id, isRepeated: true, people: 7 });
    verified = (await run(`registry verify ${store}`)).out;
  });

  const policy = "--policy small.policy.md";
  const DATED = "--reference R --dated 2023-12-15 --kept-at A";
  const REFUSED: readonly (readonly [string, string, number, string])[] = [
    [
      "another draft with the same instrument",
      `enter ${store} suspend.json ${INSTRUMENT}`,
      1,
      "the instrument `CERN/3770` with this SHA-256 is entered already, as `ID`, with another content\n  help: what an instrument decides is entered once, as one draft with all its acts",
    ],
    [
      "no instrument",
      `enter ${store} end.json ${DATED}`,
      2,
      "the instrument is told by its file or by its SHA-256\n  help: give `--document FILE` or `--sha256 HASH`",
    ],
    [
      "a hash that is none",
      `enter ${store} end.json ${DATED} --sha256 12`,
      2,
      "`12` is not a SHA-256 in 64 small hexadecimal digits\n  help: `sha256sum FILE` prints it",
    ],
    [
      "a draft that is not there",
      `enter ${store} nothing.json ${INSTRUMENT}`,
      2,
      "`nothing.json` cannot be read\n  help: give the path of a decision file (docs/decision-format.md)",
    ],
    [
      "a decision that is not there",
      `reverse ${store} decision-1 --title T --on 2024-03-22 ${INSTRUMENT}`,
      2,
      "no decision `decision-1` was entered",
    ],
    [
      "no title",
      `reverse ${store} decision-1 --on 2024-03-22 ${INSTRUMENT}`,
      2,
      "`--title` is missing\n  help: `--help` says what it is",
    ],
  ];
  it.each(REFUSED)("refuse %s, and record nothing", async (_what, line, code, said) => {
    const refused = await run(`decision ${line} ${policy}`);
    expect(refused).toEqual({ code, out: "", err: `error: ${said.replace("ID", id)}\n` });
  });

  it("undo what can be undone, and say what cannot", async () => {
    const other = `--reference CERN/3801 --dated 2024-03-22 --sha256 ${"cd".repeat(32)} --kept-at 'the archive'`;
    const line = `decision reverse ${store} ${id} --title 'Go on' --on 2024-03-22 ${other} ${policy}`;
    // Whatever was refused above recorded nothing.
    expect((await run(`registry verify ${store}`)).out).toBe(verified);
    const reversed = await run(line);
    expect(reversed.code).toBe(0);
    expect(reversed.out).toMatchInlineSnapshot(`
      "reversed as reversal-2024-03-22-e927a1231ee5: 2 acts in one set
      "
    `);
    const when = (await run(`when ${store} site_access p01 ${policy}`)).out;
    expect(when).not.toContain("2024-06-27");
    // Reversing it again is the same reversal.
    expect((await run(line)).out).toBe(reversed.out);
  });
});
