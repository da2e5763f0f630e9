/** What an account is called where its words are read. */
import { useTranslation } from "react-i18next";
import type { AccountCalled } from "../api/generated/routes.ts";

/** The title that the office gave the account, else the offices that it holds, else its id: the server says what whoever reads may know. */
export function useCalled(): (account: string, called: readonly AccountCalled[]) => string {
  const { t } = useTranslation("pieces");
  return (account, called) => {
    const found = called.find((each) => each.account === account);
    if (found === undefined) return account;
    return found.title ?? (found.offices.map((office) => t(`roles.${office}`)).join(", ") || account);
  };
}
