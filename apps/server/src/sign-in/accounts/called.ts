/** What accounts are called where others read what they wrote: a proposal's author, who changed it, who withdrew it. */
import { type Asker, ROLES } from "@comity/access";
import { z } from "@hono/zod-openapi";
import type { ServerContext } from "../../context.ts";
import { ACCOUNT, type Account } from "./account.ts";
import { TITLE } from "./accounts.ts";

export const CalledShown = z
  .object({
    account: z.string(),
    title: z.string().nullable().openapi({
      description: "What the office calls it; null for whoever may not read the account.",
    }),
    offices: z.array(z.enum(ROLES)).openapi({ description: "The offices that it holds today." }),
  })
  .openapi("AccountCalled");

export type Called = z.infer<typeof CalledShown>;

/**
 * What each of some accounts is called for whoever asks. A title is often a person's name: it is opened for those alone who may read the account, which
 * is oneself, the administrator and the auditor. Everybody else who may read what was written reads in which office it was. An account that is gone,
 * or that something else than the sign-in uses, has neither.
 */
export async function accountsCalled(
  { gate, store, clock }: Pick<ServerContext, "gate" | "store" | "clock">,
  asker: Asker,
  ids: Iterable<string>,
): Promise<Called[]> {
  const today = clock().toISOString().slice(0, 10);
  return Promise.all(
    [...new Set(ids)].map(async (id): Promise<Called> => {
      const account = (await store.documents.get<Account>(ACCOUNT, id))?.value;
      const isRead = gate.may(asker, "read", { kind: "account", id });
      const offices = (account?.grants ?? [])
        .filter(({ from = today, to = today }) => from <= today && today <= to)
        .map(({ role }) => role);
      return {
        account: id,
        title: isRead && account?.title !== undefined ? await store.unseal(TITLE, account.title) : null,
        offices: [...new Set(offices)],
      };
    }),
  );
}
