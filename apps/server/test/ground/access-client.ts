/** A machine client with a secret, as an administrator would have made it, and its tokens. */
import type { Store } from "@comity/store";
import { newAccount } from "../../src/sign-in/accounts/account.ts";
import { newClientSecret } from "../../src/sign-in/clients/client-tokens.ts";

export const ACCESS_CLIENT = `client-${"a".repeat(20)}`;

/** Makes the account of an access system; gives its secret. */
export async function makeAccessClient(store: Store): Promise<string> {
  const now = new Date();
  const { secret, kept } = newClientSecret(now);
  const value = { ...newAccount("client", [{ role: "access-system" }], now), secrets: [kept] };
  await store.documents.write([{ collection: "account", id: ACCESS_CLIENT, expected: 0, value }], "test");
  return secret;
}

/** The header of a fresh token. */
export async function tokenOf(url: string, secret: string): Promise<{ readonly authorization: string }> {
  const response = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: ACCESS_CLIENT,
      client_secret: secret,
    }).toString(),
  });
  if (response.status !== 200) throw new Error(`no token: ${response.status} ${await response.text()}`);
  const { access_token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${access_token}` };
}
