/** Lists of export and sanctions law: a review for each case, and no record by which a nationality could be asked. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day } from "@comity/calendar";
import { type Impact, layDraft, readDraft } from "@comity/decision";
import { type Evaluation, evaluate, type Policy, readPolicy } from "@comity/policy";
import { type Act, type Folded, fold, readRegistry } from "@comity/registry";
import { beforeAll, describe, expect, test } from "vitest";

const POLICY = fileURLToPath(new URL("../../policies/listed-entities.policy.md", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../scenarios/listed-entities/", import.meta.url));

interface Expected {
  readonly holds: readonly {
    readonly predicate: string;
    readonly tuple: readonly string[];
    readonly on: string;
    readonly holds: boolean;
    readonly because: string;
  }[];
  readonly queue: { readonly on: string; readonly waiting: readonly string[] };
  readonly drafts: readonly {
    readonly draft: string;
    /** The day on which all who lose something do so. */
    readonly from?: string;
    readonly loses: Readonly<Record<string, readonly string[]>>;
    readonly gains: Readonly<Record<string, readonly string[]>>;
    readonly breaks: readonly string[];
  }[];
}

const expected = JSON.parse(readFileSync(`${FOLDER}expected.json`, "utf8")) as Expected;
const policy = readPolicy(readFileSync(POLICY, "utf8"), POLICY).policy!;

let acts: readonly Act[];
let evaluation: Evaluation;
beforeAll(() => {
  acts = readRegistry(FOLDER).acts;
  evaluation = evaluate(policy, fold(acts).facts);
});

function lay(name: string): Impact {
  const foldOn = (on: Day): Folded => fold(acts, { knownOn: on });
  const { draft, folded } = readDraft(readFileSync(`${FOLDER}decisions/${name}.json`), {
    foldOn,
    records: policy.records,
  });
  return layDraft(folded, evaluate(policy, folded.facts), draft);
}

const who = (changed: ReadonlyMap<string, ReadonlyMap<unknown, unknown>>): Record<string, unknown[]> =>
  Object.fromEntries([...changed].map(([name, people]) => [name, [...people.keys()].sort()]));

describe("what follows from the lists", () => {
  test.each(expected.holds)("$predicate $tuple on $on: $holds, $because", (row) => {
    expect([...evaluation.list(row.predicate, row.tuple, day(row.on))].length === 1).toBe(row.holds);
  });

  test("the queue of reviews can be listed", () => {
    const { on, waiting } = expected.queue;
    expect([...evaluation.list("hearing", undefined, day(on))].map(({ tuple }) => tuple[0]).sort()).toEqual(
      waiting,
    );
  });

  test("a listing takes part in nothing from nobody", () => {
    const without = evaluate(
      policy,
      fold(acts.filter((act) => act.act !== "statement" || !act.record.startsWith("listed_"))).facts,
    );
    const lost = [...without.difference(evaluation, ["participation"])];
    expect(lost).toEqual([]);
    expect([...without.difference(evaluation, ["access"])].length).toBeGreaterThan(5);
  });

  test("whoever is cleared or refused was reviewed by somebody else, for a reason, until a day", () => {
    const outcomes = acts.flatMap((act) =>
      act.act === "statement" && ["cleared", "refused"].includes(act.record) ? [act] : [],
    );
    expect(outcomes.length).toBeGreaterThanOrEqual(6);
    for (const { values, lastDay } of outcomes) {
      expect(values.every((value) => value !== "")).toBe(true);
      expect(lastDay).toBeDefined();
    }
  });

  test("each listing names its act, and says how far it was verified", () => {
    const listings = acts.flatMap((act) =>
      act.act === "statement" && act.record.startsWith("listed_") ? [act] : [],
    );
    expect(listings).toHaveLength(4);
    for (const { instrument, values } of listings) {
      expect(instrument).toMatch(/not verified against the (Official Journal|Federal Register)$/);
      expect(values[1]).toMatch(/\(EU\) (No )?\d+\/\d+, Annex|15 CFR Part 744/);
    }
  });
});

describe("drafts", () => {
  test.each(expected.drafts)("$draft", ({ draft, from, loses, gains, breaks }) => {
    const { losses } = lay(draft);
    expect([...new Set(losses.people.values())]).toEqual(from === undefined ? [] : [day(from)]);
    expect(who(losses.lost)).toEqual(loses);
    expect(who(losses.gained)).toEqual(gains);
    const titles = new Map(policy.predicates.map(({ name, title }) => [name, title]));
    expect([...losses.clauses.keys()].map((name) => titles.get(name))).toEqual(breaks);
  });
});

/** Records by which a rule could tell people apart by where they come from, and not by where they work. */
function recordsOfOrigin({ records }: Pick<Policy, "records">): string[] {
  const words = /nation|citizen|passport|birth|born|native|ethnic|origin|visa/i;
  return records
    .filter(({ name, title, columns }) => {
      const kinds = columns.map(({ kind }) => kind);
      // A state, or any party that may be one, beside a person: the tie between them would be the person's own.
      const ties = kinds.includes("Person") && kinds.some((kind) => ["State", "Party"].includes(kind));
      return (
        ties || [name, title ?? "", ...columns.map((column) => column.name)].some((text) => words.test(text))
      );
    })
    .map(({ name }) => name);
}

describe("nationality", () => {
  test("no record of the policy knows it", () => {
    expect(recordsOfOrigin(policy)).toEqual([]);
    for (const record of [
      "of(person: Person, state: State)",
      "citizen(person: Person)",
      "home(party: Party, who: Person)",
    ]) {
      const code = `kind Person, Party\nkind State is Party\nrecord ${record}`;
      const text = `# Made up\n\n\`\`\`policy\n${code}\n\`\`\`\n`;
      const made = readPolicy(text, "made-up.policy.md").policy!;
      expect([record, recordsOfOrigin(made)]).toEqual([record, [record.split("(")[0]]]);
    }
  });

  test("a state is reached through the seat of an institute alone", () => {
    const withState = policy.records.filter(({ columns }) => columns.some(({ kind }) => kind === "State"));
    expect(withState.map(({ name }) => name).sort()).toEqual([
      "customs_territory",
      "general_authorisation",
      "seat",
    ]);
  });

  test("no file of the registry has a column for it", () => {
    const { resources } = JSON.parse(readFileSync(`${FOLDER}datapackage.json`, "utf8")) as {
      resources: { schema: { fields: { name: string }[] } }[];
    };
    const columns = resources.flatMap(({ schema }) => schema.fields.map(({ name }) => name));
    expect(columns.filter((column) => /nation|citizen|passport|birth|visa/.test(column))).toEqual([]);
  });

  test("people with the same institute and the same work are treated alike, whoever they are", () => {
    // Hana's rows once more under another name: all that follows must follow for both.
    const twin = acts.flatMap((act): Act[] => {
      const text = JSON.stringify(act);
      if (!text.includes('"hana"')) return [];
      return [
        JSON.parse(
          text.replaceAll('"hana"', '"somebody"').replace(/"id":"([^"]+)"/, '"id":"twin-$1"'),
        ) as Act,
      ];
    });
    expect(twin.length).toBeGreaterThanOrEqual(4);
    const both = evaluate(policy, fold([...acts, ...twin]).facts);
    const of = (person: string): string[] =>
      policy.predicates
        .filter(({ columns }) => columns[0]?.kind === "Person")
        .flatMap(({ name }) =>
          [...both.list(name)]
            .filter(({ tuple }) => tuple[0] === person)
            .map(({ tuple, days }) => JSON.stringify([name, tuple.slice(1), [...days]])),
        );
    expect(of("somebody").length).toBeGreaterThan(3);
    expect(of("somebody")).toEqual(of("hana"));
  });
});
