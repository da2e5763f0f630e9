/** What the API takes and says of accounts. Hashes of secrets, handles and keys are in none of it. */
import { ROLES } from "@comity/access";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { problem } from "../../problems/problem.ts";
import { isDay } from "./account.ts";
import type { Accounts, StoredAccount } from "./accounts.ts";

const DayText = z.string().refine(isDay, { message: "is no day, `YYYY-MM-DD`" }).openapi({ format: "date" });
const Id = z.string().min(1).max(200);

export const GrantField = z
  .strictObject({
    role: z.enum(ROLES),
    of: Id.optional().openapi({ description: "The institute, experiment or body for which it holds." }),
    from: DayText.optional().openapi({ description: "The first day." }),
    to: DayText.optional().openapi({ description: "The last day." }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: "ends before it begins",
  })
  .openapi("Grant");
export const Grants = z.array(GrantField).max(50);
export const Title = z.string().trim().min(1).max(120);
export const PersonId = Id;
export const AccountId = z.object({ account: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

export const AccountShown = z
  .object({
    account: z.string(),
    kind: z.enum(["human", "client"]),
    title: z.string().optional(),
    person: z.string().optional(),
    grants: z.array(GrantField),
    disabled: z.boolean(),
    demo: z.boolean(),
    scopes: z.array(z.string()).optional(),
    made: z.string(),
    factors: z.array(
      z.object({
        factor: z.string(),
        sort: z.enum(["passkey", "provider"]),
        issuer: z.string().optional(),
        since: z.string(),
      }),
    ),
    secrets: z.array(z.object({ made: z.string(), expires: z.string() })).optional(),
  })
  .openapi("Account");

/** An account as it is shown. */
export async function accountShown(accounts: Accounts, { id, value }: StoredAccount) {
  const title = await accounts.openTitle(value);
  const factors = [
    ...value.passkeys.map((one) => ({ factor: one.id, sort: "passkey" as const, since: one.tied })),
    ...value.identities.map((one) => ({
      factor: one.id,
      sort: "provider" as const,
      issuer: one.issuer,
      since: one.tied,
    })),
  ];
  return {
    account: id,
    kind: value.kind,
    ...(title === undefined ? {} : { title }),
    ...(value.person === undefined ? {} : { person: value.person }),
    grants: value.grants.map((grant) => ({ ...grant })),
    disabled: value.disabled === true,
    demo: value.demo === true,
    ...(value.scopes === undefined ? {} : { scopes: [...value.scopes] }),
    made: value.made,
    factors,
    ...(value.secrets === undefined
      ? {}
      : { secrets: value.secrets.map(({ made, expires }) => ({ made, expires })) }),
  };
}

/** The tag of an account: its version. */
export const accountTag = ({ version }: StoredAccount): string => `"${version}"`;

/**
 * @throws Problem `if-match-missing` (428), `stale-tag` (412) where an account is not as whoever changes it knows it.
 */
export function demandCurrent(c: Context<Env>, stored: StoredAccount): void {
  const header = c.req.header("if-match");
  if (header === undefined)
    throw problem(428, "if-match-missing", "a change says which state it changes, in the header `If-Match`", {
      help: "read the account first, and send back its `ETag`",
    });
  if (header.trim() !== accountTag(stored))
    throw problem(412, "stale-tag", `the account \`${stored.id}\` has changed since it was read`, {
      help: "read it again, look at what changed, and send the new tag",
      headers: { ETag: accountTag(stored) },
    });
}
