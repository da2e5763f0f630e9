/** A gate for tests of the server itself: by the roles of the ground's accounts, without a policy. */
import type { Asker, Gate, Role } from "@comity/access";

const EVERYTHING: readonly Role[] = ["users-office", "legal-service", "administrator"];

/** Offices may everything, a person may read about themselves, everybody may read what is no person's. */
export function testGate(roleOf: (account: string) => Role | undefined): Gate {
  const isOffice = ({ account }: Asker): boolean => {
    const role = account === undefined ? undefined : roleOf(account);
    return role !== undefined && EVERYTHING.includes(role);
  };
  const may: Gate["may"] = (asker, action, { kind, id }) => {
    if (isOffice(asker)) return true;
    if (["person", "extract", "look", "checklist"].includes(kind))
      return action === "read" && id !== undefined && id === asker.person;
    if (kind === "access" || kind === "feed")
      return asker.account !== undefined && roleOf(asker.account) === "access-system";
    return ["registry", "policy", "agreement", "institute", "experiment", "body", "deadline"].includes(kind)
      ? action === "read" || action === "list"
      : false;
  };
  return {
    may,
    why: (asker, action, resource) =>
      `${may(asker, action, resource) ? "allowed" : "not allowed"} in this test`,
    isCleared: isOffice,
    visible: (asker, action, kind, items, idOf) =>
      items.filter((item) => may(asker, action, { kind, id: idOf(item) })),
    purposes: () => ["test"],
    faultsOf: () => [],
    version: "test",
    until: () => Promise.resolve(),
    close: () => undefined,
  };
}
