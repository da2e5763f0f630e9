/**
 * Every route, by every role and relation: docs/access-routes.md says whom each lets in, made from the gate (`UPDATE_GOLDEN=1` writes
 * it again), and each is asked over HTTP as each of them, about what is theirs, what is not, and what is not there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ResourceKind, ROLES } from "@comity/access";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COLUMNS, gateOfTheHouse, reachOf } from "../../../../packages/access/test/ground/who-is-who.ts";
import type { Asking, RouteGuard } from "../../src/guarded-route.ts";
import { type Ground, openGround } from "../ground/ground.ts";

const PAGE = fileURLToPath(new URL("../../../../docs/access-routes.md", import.meta.url));
const HEAD = `# Whom each address lets in

Made from the server's routes and [the policy of access](../policies/access.policy.md) by a test, which also asks each of them as everybody here. The words **all**, **own** and
**any** are those of [the table](access.md#the-table); whoever is not named is not let in.

`;
const house = gateOfTheHouse();
afterAll(() => house.close());

const asks = (guard: RouteGuard): guard is RouteGuard & { access: Asking } => "action" in guard.access;

const REACHES = ["all", "own", "any"];

/** The kinds that a route asks for. */
const kindsOf = ({ kind, orKinds = [] }: Asking): readonly ResourceKind[] => [kind, ...orKinds];

/** Whom a route lets in: "all: public" or "all: legal, users office; own: person". */
function letsIn(access: Asking): string {
  const by = new Map<string, string[]>();
  for (const column of COLUMNS) {
    const reaches = kindsOf(access).map((kind) => reachOf(house, column, access.action, kind));
    const reach = REACHES.find((each) => reaches.includes(each)) ?? "";
    if (reach !== "") by.set(reach, [...(by.get(reach) ?? []), column.title]);
  }
  return REACHES.flatMap((reach) => {
    const titles = by.get(reach);
    if (titles === undefined) return [];
    return `**${reach}**: ${titles.length === COLUMNS.length ? "everybody" : titles.join(", ")}`;
  }).join("; ");
}

function page(guards: readonly RouteGuard[]): string {
  const asking = guards.filter(asks);
  const open = guards.filter((guard) => !asks(guard));
  const rows = asking.map(
    ({ method, path, access }) =>
      `| ${method.toUpperCase()} | \`${path}\` | ${kindsOf(access).join(", ")}: ${access.action} | ${letsIn(access)}${access.asksItself === true ? "; others with an account as far as the gate says of each thing that is shown" : ""} |`,
  );
  const others = open.map(
    ({ method, path, access }) =>
      `| ${method.toUpperCase()} | \`${path}\` | ${"anyone" in access ? access.anyone : ""} |`,
  );
  return `${HEAD}| | address | asks for | lets in |\n| --- | --- | --- | --- |\n${rows.join("\n")}

## The same for everybody

These ask nothing of the gate before they run; the reason stands beside each. What some of them show, they ask the gate about inside.

| | address | why |
| --- | --- | --- |
${others.join("\n")}
`;
}

/** Something of each kind that is in the small registry, and related to some of the accounts there. */
const THERE: Partial<Record<ResourceKind, readonly string[]>> = {
  person: ["p1", "p3"],
  extract: ["p1", "p3"],
  look: ["p1", "p3"],
  checklist: ["p1", "p3"],
  alias: ["p4"],
  agreement: ["ICA-B"],
  "agreement-record": ["ICA-B"],
  institute: ["INST-A"],
  experiment: ["X"],
  body: ["COUNCIL"],
  account: ["users-office", "p1"],
};
const NOT_THERE = "nobody-and-nothing";
/** Addresses that ask nothing of the gate before they run and yet answer each as what they are. */
const OWN_ANSWERS: readonly string[] = [
  "get /api/v1/me",
  "get /metrics",
  ...["evaluation", "evaluations", "search/action", "search/resource", "search/subject"].map(
    (each) => `post /access/v1/${each}`,
  ),
];
/** Who asks every route. Each of the roles asks each third route; in a campaign (`COMITY_RUNS`), every one. */
const EVERYWHERE = ["public", "p1", "team-leader"];
const isCampaign = process.env.COMITY_RUNS !== undefined;
const accountsFor = (route: number): readonly string[] => [
  ...EVERYWHERE,
  ...ROLES.filter((role, k) => !EVERYWHERE.includes(role) && (isCampaign || (k + route) % 3 === 0)),
];

/** A path with an id in the place of the parameter that the gate is asked about, and something in each other place. */
function pathWith(path: string, parameter: string, id: string): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(name.split(":")[0] === parameter ? id : NOT_THERE),
  );
}

describe("every route", () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await openGround();
  });
  afterAll(() => ground?.stop());
  const guards = (): readonly RouteGuard[] => ground.server.app.guards;

  test("lets in whom the page says", () => {
    const made = page(guards());
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(PAGE, made);
    expect(readFileSync(PAGE, "utf8")).toBe(made);
  });

  test("asks the gate, or says why it need not", () => {
    expect(guards().length).toBeGreaterThan(20);
    for (const { access } of guards())
      if ("anyone" in access) expect(access.anyone.length).toBeGreaterThan(10);
  });

  test("that asks nothing of the gate says the same to everybody, or only what is theirs", async () => {
    const asked = ["public", "p1", ...ROLES];
    const own: string[] = [];
    for (const { method, path, access } of guards()) {
      // Whether the server is ready depends on the moment, not on who asks.
      if (!("anyone" in access) || path === "/readyz") continue;
      const at = pathWith(path, "", "");
      const answers = new Set<string>();
      for (const account of asked) {
        const response = await ground
          .as(account)
          .request(method.toUpperCase(), at, method === "get" ? undefined : "{");
        const text = await response.text();
        expect(response.status, `${method} ${path} as ${account}: ${text.slice(0, 200)}`).toBeLessThan(500);
        answers.add(`${response.status} ${text.replace(/[A-Za-z0-9_-]{43,}/g, "SECRET")}`);
      }
      if (answers.size > 1) own.push(`${method} ${path}`);
    }
    // These show whoever asks what they may see themselves; each has tests of its own.
    expect(own.sort()).toEqual(OWN_ANSWERS);
  });

  test("that decides about access asks the gate about each subject, whoever asks", async () => {
    const { gate } = ground.server.context;
    const action = { name: "site_access" };
    const resource = { type: "registry", id: ground.server.context.store.registry };
    for (const account of ["public", "p1", "p3", ...ROLES])
      for (const id of ["p1", "p3", NOT_THERE]) {
        const asker =
          account === "public"
            ? { account: undefined, via: "public" as const }
            : { account, via: "session" as const };
        const may =
          gate.may(asker, "ask-access", { kind: "access" }) ||
          gate.may(asker, "read", { kind: "person", id });
        const subject = { type: "person", id };
        const bodies = {
          evaluation: { subject, action, resource },
          evaluations: { subject, action, evaluations: [{ resource }] },
          "search/resource": { subject, action, resource: { type: "experiment" } },
          "search/action": { subject, resource },
        };
        for (const [name, body] of Object.entries(bodies)) {
          const response = await ground.as(account).post(`/access/v1/${name}`, body);
          const text = await response.text();
          const said = `${name} about ${id} as ${account}: ${response.status} ${text.slice(0, 300)}`;
          if (may) expect(response.status, said).toBe(200);
          else if (name === "evaluations") expect(text, said).not.toMatch(/"decision":true|"reason/);
          else expect([401, 403, 404], said).toContain(response.status);
        }
      }
  });

  test("lets nobody in over HTTP whom the gate does not, and says the same of what is there and what is not", async () => {
    const { gate } = ground.server.context;
    let refused = 0;
    let answered = 0;
    for (const [route, { method, path, access }] of guards().filter(asks).entries()) {
      const { action, kind, id: parameter } = access;
      // Of some the body says what they are about: these are asked inside, and have tests of their own.
      if (typeof parameter === "function") continue;
      const ids = parameter === undefined ? [undefined] : [...(THERE[kind] ?? []), NOT_THERE];
      const askAs = async (account: string): Promise<void> => {
        const bodies = new Map<string, string>();
        for (const id of ids) {
          const asker =
            account === "public"
              ? { account: undefined, via: "public" as const }
              : { account, via: "session" as const };
          const may = kindsOf(access).some((each) =>
            gate.may(asker, action, id === undefined ? { kind: each } : { kind: each, id }),
          );
          const response = await ground
            .as(account)
            .request(
              method.toUpperCase(),
              pathWith(path, parameter ?? "", id ?? ""),
              method === "get" ? undefined : "{",
            );
          // A stream has no end.
          const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
          if (isStream) await response.body?.cancel();
          const text = isStream ? "" : await response.text();
          const asked = `${method} ${path} of ${id} as ${account}: ${response.status} ${text.slice(0, 200)}`;
          expect(response.status, asked).toBeLessThan(500);
          if (may) {
            answered++;
            // What else may be wrong is the route's own to say.
            expect(text, asked).not.toMatch(/"code":"(not-allowed|not-signed-in)"/);
            continue;
          }
          if (access.asksItself === true && account !== "public") continue;
          refused++;
          expect([401, 403, 404], asked).toContain(response.status);
          if (id !== undefined) bodies.set(id, text.replaceAll(id, "ID").replaceAll(NOT_THERE, "ID"));
        }
        // Whoever may see none of them is not told which of them there are.
        const said = [...bodies].filter(
          ([id]) => !gate.may({ account, via: "session" }, "read", { kind, id }),
        );
        expect(new Set(said.map(([, body]) => body)).size, `${method} ${path} as ${account}`).toBeLessThan(2);
      };
      await Promise.all(accountsFor(route).map(askAs));
    }
    expect(Math.min(refused, answered)).toBeGreaterThan(100);
  });
});
