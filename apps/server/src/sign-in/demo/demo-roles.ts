/** The demo: roles that anybody takes on by one click, where the server's settings allow it. */
import type { Grant, Role } from "@comity/access";
import { DocumentMovedError } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import { type Account, canSignIn, newAccount } from "../accounts/account.ts";
import type { SignIn } from "../sign-in.ts";

/** What a role is narrowed to, which the registry at hand says. */
type Of = "person" | "institute" | "experiment" | "body";

interface DemoRole {
  readonly name: string;
  readonly title: string;
  readonly role?: Role;
  readonly of?: Of;
}

/** The roles in which the demo lets people in. The administrator of accounts is none of them. */
export const DEMO_ROLES: readonly DemoRole[] = [
  { name: "users-office", title: "Users office", role: "users-office" },
  { name: "legal-service", title: "Legal service", role: "legal-service" },
  { name: "delegate", title: "Delegation", role: "delegate", of: "body" },
  { name: "team-leader", title: "Team leader of an institute", role: "team-leader", of: "institute" },
  {
    name: "experiment-secretary",
    title: "Secretary of an experiment",
    role: "experiment-secretary",
    of: "experiment",
  },
  { name: "security-officer", title: "Security officer", role: "security-officer" },
  { name: "auditor", title: "Auditor", role: "auditor" },
  { name: "scientist", title: "A scientist", of: "person" },
];

/** The first thing of a kind that the registry registers: the demo shows it, whichever it is. */
async function firstOf({ store }: SignIn, kind: Of): Promise<string | undefined> {
  const { acts } = await store.acts({ personal: "sealed" });
  const ids = acts.flatMap((act): string[] => {
    if (act.act !== kind) return [];
    return [(act as unknown as Record<Of, string>)[kind]];
  });
  return ids.sort()[0];
}

/**
 * The account of a role of the demo, made where nobody took it on before.
 *
 * @throws Problem `no-such-demo-role`.
 */
export async function demoAccount(signIn: SignIn, name: string): Promise<string> {
  const found = DEMO_ROLES.find((one) => one.name === name);
  if (found === undefined)
    throw problem(400, "no-such-demo-role", `there is no role \`${name.slice(0, 60)}\` in the demo`);
  const id = `demo-${found.name}`;
  if ((await signIn.accounts.read(id)) !== undefined) return id;
  const of = found.of === undefined ? undefined : await firstOf(signIn, found.of);
  const grants: Grant[] =
    found.role === undefined ? [] : [{ role: found.role, ...(of === undefined ? {} : { of }) }];
  const person = found.of === "person" && of !== undefined ? { person: of } : {};
  const account: Account = { ...newAccount("human", grants, signIn.clock()), demo: true, ...person };
  try {
    await signIn.accounts.put(id, 0, account, "demo");
  } catch (error) {
    // Somebody else clicked at the same moment.
    if (!(error instanceof DocumentMovedError)) throw error;
  }
  return id;
}

/** Whether somebody can sign in who is no role of the demo: then the registry is none of a demo's. */
export async function hasRealAccounts({ accounts }: SignIn): Promise<boolean> {
  return (await accounts.list()).some(
    ({ value }) => value.demo !== true && value.kind === "human" && canSignIn(value),
  );
}
