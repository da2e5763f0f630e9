import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPolicy } from "../src/index.ts";
import { openEditor, SMALL } from "./language-editor.ts";

const CERN = readFileSync(
  fileURLToPath(new URL("../../../policies/cern.policy.md", import.meta.url)),
  "utf8",
);

describe("what is wrong", () => {
  it("is said in our words, at its place, and no more once it is mended", () => {
    const editor = openEditor(SMALL.replace("covered(institute)\n  unless", "coverd(institute)\n  unless"));
    expect(editor.diagnostics).toMatchObject([
      {
        severity: 1,
        code: "unknown-name",
        message: "no record or rule `coverd` is declared\ndid you mean `covered`?",
      },
    ]);
    expect(editor.textAt(editor.diagnostics[0]!.range)).toBe("coverd");
    expect(editor.read).toMatchObject({ errors: 1 });
    expect(editor.read?.examples).toBeUndefined();
    editor.replace("coverd", "covered");
    expect(editor.diagnostics).toEqual([]);
    expect(editor.text).toBe(SMALL);
  });

  it("includes examples that fail, with the days on which it holds instead", () => {
    const editor = openEditor(SMALL);
    expect(
      editor.read?.examples?.map(({ expectations }) => expectations.map(({ outcome }) => outcome)),
    ).toEqual([["pass", "pass"]]);
    editor.replace("on 2024-12-01: not access(@anna)", "on 2024-12-01: access(@anna)");
    expect(editor.diagnostics).toMatchObject([
      {
        code: "example-fails",
        message:
          "the example `the day after` fails here: it does not hold on 2024-12-01, but 2020-01-01 to 2024-11-30",
      },
    ]);
    expect(editor.textAt(editor.diagnostics[0]!.range)).toContain("access(@anna)");
  });
});

describe("a word", () => {
  const editor = openEditor(SMALL);
  it.each([
    ["covered(institute)\n  unless", 0, 'rule covered(institute: Institute) "{institute} is covered"'],
    ["covered(institute)\n  unless", 0, "_Source: Convention, Art. 2_"],
    ["institute), covered", 1, "`institute: Institute`: a variable of this rule."],
    ["Institute, State", 1, "Kinds of it: `Laboratory`"],
    ["grace\n", 1, "parameter grace: Duration = 60 days"],
    ["unless suspended", 1, "Takes away the days"],
    ["in small", 4, "world small"],
  ])("%j says what it is", (there, at, said) => {
    expect(editor.hover(there, at)).toContain(said);
  });

  it("of the prose says nothing, and what an author wrote is no markup", () => {
    expect(editor.hover("prose of", 1)).toBeUndefined();
    const marked = openEditor(SMALL.replace('"Convention, Art. 2"', '"<img src=x onerror=alert(1)>"'));
    expect(marked.hover("covered(institute)\n  unless", 0)).toContain("_Source: \\<img");
  });

  it.each([
    ["covered(institute)\n  unless", 'covered(institute: Institute) "'],
    ["institute), covered", "institute))\n"],
    ["small\n  on 2024-11-30", "small\n  contract"],
    ["grace\n", "grace: Duration"],
    ['Institute) "{', "Institute, State"],
  ])("%j leads to where it is declared", (there, where) => {
    const at = where === "institute))\n" ? SMALL.indexOf("institute), covered") : SMALL.indexOf(where);
    expect(editor.definition(there)).toBe(at);
  });

  it("is found wherever it stands, in titles too, and another rule's variable is another", () => {
    expect(editor.references('institute: Institute) "{')).toHaveLength(3);
    expect(editor.references("covered(institute)\n  unless")).toHaveLength(2);
  });
});

describe("another name", () => {
  it("goes everywhere, and the policy says the same", () => {
    const editor = openEditor(SMALL);
    editor.rename("covered(institute)\n  unless", "protected_institute");
    expect(editor.text).toBe(SMALL.replaceAll("covered(", "protected_institute("));
    editor.rename('institute: Institute) "{', "house");
    expect(editor.text).toContain(
      'rule protected_institute(house: Institute) "{house} is covered" source "Convention, Art. 2"\n  when seat(house)',
    );
    expect(editor.diagnostics).toEqual([]);
  });

  it.each([
    ["covered(institute)\n  unless", "unless", "`unless` is a word of the language; choose another name"],
    [
      "covered(institute)\n  unless",
      "two words",
      "`two words` is no name: a name is one word of letters, figures and `_`",
    ],
    ["covered(institute)\n  unless", "seat", "`seat` is taken: it stands in line 9"],
    ["Number)", "Amount", "there is no name here that could be changed"],
    ["prose of", "anything", "there is no name here that could be changed"],
  ])("of %j is refused where it is %j", (there, name, message) => {
    const editor = openEditor(SMALL);
    expect(editor.refusedRename(there, name)).toBe(message);
    expect(editor.text).toBe(SMALL);
  });

  it("leaves every policy without errors, whatever is renamed", () => {
    const names = [
      ...new Set([...CERN.matchAll(/^(?:rule|record|entitlement) (\w+)/gm)].map(([, name]) => name!)),
    ];
    for (const name of names.filter((each) => each === "covered")) {
      const editor = openEditor(CERN);
      editor.rename(`${name}(`, "other_name_of_it");
      expect(editor.text).not.toContain(` ${name}(`);
      expect([name, editor.diagnostics]).toEqual([name, []]);
      editor.rename("other_name_of_it(", name);
      expect(editor.text).toBe(CERN);
    }
  });
});

describe("completion", () => {
  const complete = (rule: string): string[] => openEditor(`${SMALL}\n\`\`\`policy\n${rule}`).complete();
  it.each([
    ["", ["rule", "entitlement", "example"], ["covered"]],
    ["rule new_one(person: ", ["Person", "Laboratory", "Number"], ["Duration", "covered"]],
    ["parameter later: ", ["Duration", "Institute"], ["covered"]],
    ["rule new_one(person: Person)\n  when ", ["covered", "contract", "grace"], ["rule", "Person"]],
    // What is being written is no completion of itself; the same word written before is.
    ["rule new_one(person: Person)\n  when cov", ["covered"], ["cov"]],
    ["rule new_one(person: Person)\n  when contract(person, here), her", ["here"], ["her"]],
    ["rule new_one(person: Person)\n  when contract(person, here), here", ["here"], []],
    ["rule new_one(person: Person)\n  when contract(", ["person"], ["covered", "Person"]],
    [
      "rule new_one(person: Person)\n  when contract(person, _) ",
      ["unless", "within", "since", "or"],
      ["contract"],
    ],
    ["rule new_one(person: Person)\n  when contract(person, _) within the ", ["last", "next"], ["covered"]],
    ["rule new_one(institute: Institute)\n  when seat(", ["institute", "@JINR"], ["covered"]],
    ['example "one more" in ', ["small"], ["covered"]],
    ['example "one more" in small on 2024-01-01: ', ["access", "not", "breaks"], ["rule"]],
    ['example "one more" in small on 2024-01-01: breaks ', ['"nobody is suspended for ever"'], ["access"]],
    ['rule new_one(person: Person) "a title wh', [], ["when", "covered"]],
    ["rule new_one(person: Person) // a comment wh", [], ["when", "covered"]],
  ])("after %j", (rule, offered, others) => {
    const labels = complete(rule);
    expect(labels).toEqual(expect.arrayContaining(offered));
    expect(labels.filter((label) => others.includes(label))).toEqual([]);
  });

  it("offers nothing in prose, and says the columns of a condition", () => {
    const editor = openEditor(`${SMALL}\n\`\`\`policy\nrule a(person: Person)\n  when contract(person, `);
    expect(editor.signature()).toEqual({
      label: "contract(person: Person, institute: Institute)",
      active: "institute: Institute",
    });
    expect(openEditor(`${SMALL}\nMore prose of cov`).complete()).toEqual([]);
  });
});

describe("the server", () => {
  it("lays out as the formatter does, touching no more than it must", () => {
    const crooked = SMALL.replace("  when seat(institute)", "     when   seat(institute)");
    const editor = openEditor(crooked);
    expect(editor.format()).toBe(1);
    expect(editor.text).toBe(formatPolicy(crooked));
    expect(editor.format()).toBe(0);
  });

  it("lists what is declared", () => {
    expect(openEditor(SMALL).symbols()).toEqual(
      expect.arrayContaining(["rule covered", "parameter grace", 'example "the day after"']),
    );
  });

  it("refuses what it does not know, and what is no message, and goes on", () => {
    const editor = openEditor(SMALL);
    expect(editor.ask("textDocument/implementation", {})).toMatchObject({ error: { code: -32_601 } });
    expect(editor.say("{")).toMatchObject({ error: { code: -32_700 } });
    expect(editor.hover("covered(institute)\n  unless", 0)).toContain("covered");
  });

  it("answers whatever is asked of half a text", () => {
    fc.assert(
      fc.property(fc.nat(CERN.length), fc.nat(40), fc.nat(), (end, cut, seed) => {
        const from = Math.max(0, end - 5_000);
        const editor = openEditor(
          `\`\`\`policy\n${CERN.slice(from, Math.max(from, end - cut))}${CERN.slice(end, end + 600)}`,
        );
        const at = Math.max(0, editor.text.length - (seed % 700));
        for (const answer of editor.askEverythingAt(at))
          expect(answer).not.toMatchObject({ error: { code: -32_603 } });
      }),
      { numRuns: 12 },
    );
  });
});
