/** The reader by hand accepts and refuses what the schemas do, and I-JSON what a plain parser and a list of names would. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOfText } from "../../src/authzen/day-text.ts";
import { faultOfText } from "../../src/authzen/json-text.ts";
import { readBatch, readEvaluation, readSearch } from "../../src/authzen/read-request.ts";
import {
  ActionSearchSchema,
  EvaluationSchema,
  EvaluationsSchema,
  ResourceSearchSchema,
  SubjectSearchSchema,
} from "../../src/authzen/request-schemas.ts";

const any = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(null, "", 0, [], {}, "2024-02-30"));
/** Mostly what is right, now and then something else, or nothing. */
const mostly = (right: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 30, arbitrary: right },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
const members = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ ...shape, unknown: fc.option(any, { nil: undefined, freq: 3 }) });
const properties = fc.option(members({ a: any }), { nil: undefined });
const text = fc.constantFrom("person", "p1", "", "x");
const entity = mostly(members({ type: mostly(text), id: mostly(text), properties: mostly(properties) }));
const sought = mostly(members({ type: mostly(text), properties: mostly(properties) }));
const action = mostly(members({ name: mostly(text), properties: mostly(properties) }));
const dayText = fc.option(fc.constantFrom("2024-11-30", "2023-02-29", "24-1-1", 5), { nil: undefined });
const context = mostly(fc.option(members({ day: dayText, knownOn: dayText }), { nil: undefined }));
const page = mostly(
  fc.option(
    members({
      token: fc.option(fc.constantFrom("t", "", 1), { nil: undefined }),
      limit: fc.option(fc.constantFrom(0, 10, -1, 0.5, 2 ** 60, "1"), { nil: undefined }),
      properties: mostly(properties),
    }),
    { nil: undefined },
  ),
);
const above = { subject: entity, action, resource: entity, context };
const batch = mostly(
  members({
    ...above,
    evaluations: mostly(fc.array(mostly(members(above)), { maxLength: 3 })),
    options: mostly(
      members({
        evaluations_semantic: mostly(fc.constantFrom("execute_all", "deny_on_first_deny", "first")),
      }),
    ),
  }),
);

/** As it comes by the wire: no undefined members. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
type Schema = {
  safeParse(value: unknown): { success: boolean; error?: { issues: { path: PropertyKey[] }[] } };
};

function expectSame(schema: Schema, value: unknown, read: object): void {
  const parsed = schema.safeParse(value);
  const places = (paths: readonly string[]) => [...new Set(paths)].sort();
  const byHand = "faults" in read ? (read.faults as { path: string }[]).map(({ path }) => path) : [];
  const bySchema = (parsed.error?.issues ?? []).map(({ path }) => ["body", ...path].join("."));
  expect({ value, is: places(byHand) }).toEqual({ value, is: places(bySchema) });
}

describe("reading requests by hand", () => {
  const cases: [string, fc.Arbitrary<unknown>, Schema, (value: unknown) => object][] = [
    ["an evaluation", mostly(members(above)), EvaluationSchema, (value) => readEvaluation(value)],
    ["a batch, but for its items", batch, EvaluationsSchema, readBatch],
    [
      "a search for subjects",
      mostly(members({ ...above, subject: sought, page })),
      SubjectSearchSchema,
      (value) => readSearch(value, "subject"),
    ],
    [
      "a search for resources",
      mostly(members({ ...above, resource: sought, page })),
      ResourceSearchSchema,
      (value) => readSearch(value, "resource"),
    ],
    [
      "a search for actions",
      mostly(members({ ...above, page })),
      ActionSearchSchema,
      (value) => readSearch(value, "action"),
    ],
  ];
  test.each(cases)("finds the same faults in %s as its schema", (_, requests, schema, read) => {
    fc.assert(
      fc.property(requests, (request) => {
        const value = sent(request);
        expectSame(schema, value, read(value));
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 1_000) },
    );
  });

  test.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2024-13-01", false],
    ["24-01-01", false],
    ["2024-01-01T00:00:00Z", false],
    [" 2024-01-01", false],
  ])("takes %s for a day: %s", (written, isDay) => {
    expect(dayOfText(written) !== undefined).toBe(isDay);
  });
});

describe("JSON to rely on", () => {
  /** The slow way: a reviver sees no name twice, so names are compared with what a list of them would be. */
  const hasTwice = (value: unknown): boolean =>
    Array.isArray(value)
      ? value[0] === "object"
        ? new Set(value.slice(1).map((member) => (member as [string])[0])).size < value.length - 1 ||
          value.slice(1).some((member) => hasTwice((member as [string, unknown])[1]))
        : value.slice(1).some(hasTwice)
      : false;
  /** Trees whose objects are lists of members, so that a name can stand twice. */
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, '"', "{a,b}", 'x"y\\', "é", null),
      fc.array(tie("tree"), { maxLength: 3 }).map((items) => ["array", ...items]),
      fc
        .array(fc.tuple(fc.constantFrom("a", "b", 'c"', "\\", "é", ""), tie("tree")), { maxLength: 3 })
        .map((all) => ["object", ...all]),
    ),
  }));
  const written = (value: unknown, escaped: boolean): string => {
    if (!Array.isArray(value)) return JSON.stringify(value);
    const name = (said: string) => {
      const plain = JSON.stringify(said);
      return escaped ? plain.replace("a", "\\u0061").replace("é", "\\u00E9") : plain;
    };
    return value[0] === "object"
      ? `{${value.slice(1).map(([key, each], k) => `${k % 2 === 0 ? JSON.stringify(key) : name(key)} : ${written(each, escaped)}`)}}`
      : `[${value.slice(1).map((each) => written(each, escaped))}]`;
  };

  test("has no member twice", () => {
    fc.assert(
      fc.property(tree, fc.boolean(), (value, escaped) => {
        const told = written(value, escaped);
        JSON.parse(told);
        expect([told, faultOfText(told) !== undefined]).toEqual([told, hasTwice(value)]);
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 1_000) },
    );
  });
});
