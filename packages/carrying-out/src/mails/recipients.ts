/**
 * How somebody is reached. A person under an alias is written to by no address of the registry, ever: only by the way that the person
 * chose and an office noted. Where there is none the letter is held for the office.
 */
import type { Folded } from "@comity/registry";
import type { Documents, Store } from "@comity/store";
import type { Language } from "../guide/guide.ts";
import type { Addressee } from "../letters/letter-fields.ts";
import { partName } from "../plan/plan.ts";
import type { Mail, MailReason } from "./mail.ts";

export const CORRESPONDENCE = "correspondence";
const SEALED_FOR = "correspondence address";

/** What an office noted about writing to somebody: `person/p17`, `party/RU`. */
export interface Correspondence {
  /** In which languages; in all of them where nobody said. */
  readonly languages?: readonly Language[];
  /** `mail`: to the sealed address; `by hand`: by no mail at all, an office sees to it. */
  readonly way?: "mail" | "by hand";
  readonly sealedAddress?: string;
}

/** Where a mail goes, or why it goes nowhere. */
export type Reached =
  | { readonly address: string; readonly addressee: Addressee }
  | { readonly held: MailReason };

/** People and what stands for them: team leaders are reached as persons. */
export function correspondentOf({ kind, id }: Mail["to"]): string {
  return partName({ kind: kind === "team leader" ? "person" : kind, id });
}

/** What is noted about writing to somebody. */
export async function correspondenceWith(documents: Documents, to: Mail["to"]): Promise<Correspondence> {
  return (await documents.get<Correspondence>(CORRESPONDENCE, correspondentOf(to)))?.value ?? {};
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what would begin another line of a header is what is looked for
const ADDRESS = /^[^\s@<>,;:"\\\u0000-\u001f\u007f]+@[^\s@<>,;:"\\\u0000-\u001f\u007f]+$/;

/** Whether a text can be an address on an envelope: one, and nothing that an SMTP server would read as something else. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** Notes how somebody is written to; the address is sealed. */
export async function noteCorrespondence(
  store: Store,
  to: Mail["to"],
  {
    languages,
    way,
    address,
  }: {
    readonly languages?: readonly Language[];
    readonly way?: "mail" | "by hand";
    readonly address?: string;
  },
  by: string,
): Promise<void> {
  const value: Correspondence = {
    ...(languages === undefined ? {} : { languages }),
    ...(way === undefined ? {} : { way }),
    ...(address === undefined ? {} : { sealedAddress: await store.seal(SEALED_FOR, address) }),
  };
  await store.documents.write([{ collection: CORRESPONDENCE, id: correspondentOf(to), value }], by);
}

/** Whether somebody is held under an alias, under whatever identifier. */
export function isUnderAlias({ ledger, merges }: Folded, person: string): boolean {
  const own = merges.get(person) ?? person;
  return ledger.allOfSort("alias").some((index) => {
    const act = ledger.act(index);
    return act.act === "alias" && ledger.isOperative(index) && (merges.get(act.person) ?? act.person) === own;
  });
}

/** What can be said without opening a name: for dry runs. `undefined`: it goes out if the registry has an address. */
export async function foreseen(
  documents: Documents,
  folded: Folded,
  to: Mail["to"],
): Promise<MailReason | undefined> {
  const { way, sealedAddress } = await correspondenceWith(documents, to);
  if (way === "by hand") return "safe-channel-by-hand";
  if (way === "mail" && sealedAddress !== undefined) return undefined;
  if (to.kind !== "person" && to.kind !== "team leader") return "no-address";
  if (isUnderAlias(folded, to.id)) return "alias-without-safe-channel";
  return folded.people.has(folded.merges.get(to.id) ?? to.id) ? undefined : "not-registered";
}

/**
 * Opens what is needed to write to somebody, right before it is written. That is a look, and is noted. Of people under an alias no
 * name is opened, and none is in the letter.
 */
export async function reach(store: Store, folded: Folded, to: Mail["to"], purpose: string): Promise<Reached> {
  const reason = await foreseen(store.documents, folded, to);
  if (reason !== undefined) return { held: reason };
  const isPerson = to.kind === "person" || to.kind === "team leader";
  const isHidden = isPerson && isUnderAlias(folded, to.id);
  const { way, sealedAddress } = await correspondenceWith(store.documents, to);
  const safe =
    way === "mail" && sealedAddress !== undefined ? await store.unseal(SEALED_FOR, sealedAddress) : undefined;
  if (safe !== undefined && (isHidden || !isPerson)) return { address: safe, addressee: {} };
  // `alias`: whoever came under one since has no address here, whatever the evaluation knew a moment ago.
  const people = await store.people([to.id], { personal: "alias", by: "mails", purpose });
  const person = people.get(to.id);
  if (person === undefined) return { held: "not-registered" };
  const address = safe ?? person.mail;
  if (address === undefined || !isAddress(address))
    return { held: person.familyName === "erased" ? "erased" : "no-address" };
  const { givenName, familyName } = person;
  return { address, addressee: { familyName, ...(givenName === undefined ? {} : { givenName }) } };
}
