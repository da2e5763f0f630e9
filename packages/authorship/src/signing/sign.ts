/**
 * Prints a list under a signing policy: each affiliation as the first rule says that fits it. People stay in their order and keep their
 * keys, so that two policies can be put side by side; nobody is dropped.
 */
import { orcidFault } from "@comity/registry";
import type {
  Acknowledgement,
  Affiliation,
  Author,
  AuthorList,
  Connection,
  Organisation,
} from "../list/author-list.ts";
import { isNeutral } from "../list/neutral-line.ts";
import type { AffiliationRule, Print, SigningPolicy } from "./signing-policy.ts";
import type { Governance, PaperDates, Standing } from "./standing.ts";

/** One affiliation before and after. */
export interface PrintedAffiliation {
  readonly given: Affiliation;
  readonly standing: Standing;
  /** `line`: a neutral line stands in the institute's place; `kept line`: the list had one already. */
  readonly printed: "institute" | "line" | "kept line" | "nothing";
  /** What is printed: the institute's name or the line; absent where nothing is. */
  readonly text?: string;
  readonly connection?: Connection;
  /** Why: the number of the rule in the policy, from 1. */
  readonly rule: number;
}

export interface PrintedAuthor {
  readonly key: string;
  readonly paperName: string;
  readonly affiliations: readonly PrintedAffiliation[];
  /** What identifies the author on the printed list. Nothing does where both are false. */
  readonly hasNamedInstitute: boolean;
  readonly hasOwnOrcid: boolean;
}

export interface SigningWarning {
  readonly code:
    | "presumed-institute"
    | "unknown-institute"
    | "two-parties"
    | "line-out-of-date"
    | "shared-orcid"
    | "telling-mail"
    | "no-acknowledgement";
  readonly message: string;
  /** Keys of the authors or organisations that it is about. */
  readonly about: readonly string[];
}

/** A list as a policy prints it. */
export interface SignedList {
  readonly policy: SigningPolicy;
  readonly dates: PaperDates;
  readonly list: AuthorList;
  readonly authors: readonly PrintedAuthor[];
  /** Authors of whom nothing printed tells who they are: no institute by name, no ORCID iD of their own. */
  readonly unidentifiable: readonly PrintedAuthor[];
  readonly standings: readonly Standing[];
  readonly warnings: readonly SigningWarning[];
}

/** ORCID iDs that are well formed and stand with one author alone: only those tell who somebody is. */
export function ownOrcids(list: Pick<AuthorList, "authors">): {
  readonly own: ReadonlyMap<string, string>;
  readonly shared: ReadonlyMap<string, readonly string[]>;
} {
  const holders = new Map<string, string[]>();
  for (const author of list.authors) {
    const orcid = orcidOf(author);
    if (orcid === undefined) continue;
    const keys = holders.get(orcid);
    if (keys === undefined) holders.set(orcid, [author.key]);
    else keys.push(author.key);
  }
  const own = new Map<string, string>();
  const shared = new Map<string, readonly string[]>();
  for (const [orcid, keys] of holders)
    if (keys.length === 1) own.set(keys[0]!, orcid);
    else shared.set(orcid, keys);
  return { own, shared };
}

/** The author's ORCID iD with a right check digit; undefined where there is none. */
export function orcidOf({ ids }: Pick<Author, "ids">): string | undefined {
  for (const { source, value } of ids) {
    if (!/^orcid$/i.test(source.trim())) continue;
    const orcid = value
      .trim()
      .replace(/^.*orcid\.org\//i, "")
      .toUpperCase();
    if (orcidFault(orcid) === undefined) return orcid;
  }
  return undefined;
}

/** Whether the policy treats an institute apart: by the party that speaks for it, or by the agreement that governs it. */
export function isDisputed(policy: Pick<SigningPolicy, "disputed">, standing: Standing): boolean {
  return policy.disputed.some((one) =>
    "party" in one
      ? one.party === standing.party || standing.others.includes(one.party)
      : one.agreement === standing.agreement || standing.agreementFamily.includes(one.agreement),
  );
}

interface Place {
  readonly affiliation: Affiliation;
  readonly standing: Standing;
  readonly isFirst: boolean;
  readonly isBeside: boolean;
}

function fits(policy: SigningPolicy, { when }: AffiliationRule, place: Place): boolean {
  const { standing, affiliation, isFirst, isBeside } = place;
  return (
    (when.disputed === undefined || when.disputed === isDisputed(policy, standing)) &&
    (when.party === undefined ||
      (standing.party !== undefined && (when.party === "organisation") === standing.isInternational)) &&
    (when.agreement === undefined || when.agreement === standing.state) &&
    (when.place === undefined || (when.place === "first") === isFirst) &&
    (when.connection === undefined || when.connection.includes(affiliation.connection)) &&
    (when.beside === undefined || when.beside === isBeside)
  );
}

function ruleFor(policy: SigningPolicy, place: Place): { readonly print: Print; readonly rule: number } {
  const at = policy.affiliations.findIndex((rule) => fits(policy, rule, place));
  // What no rule speaks of is printed as it is: a policy takes away nothing that it does not name.
  return at < 0 ? { print: "institute", rule: 0 } : { print: policy.affiliations[at]!.print, rule: at + 1 };
}

/** The lines of one policy as organisations of the printed list, in the order of their first appearance. */
class Lines {
  readonly organisations: Organisation[] = [];
  readonly #keys: ReadonlySet<string>;
  readonly #byText = new Map<string, string>();

  constructor(keys: Iterable<string>) {
    this.#keys = new Set(keys);
  }

  keyOf(text: string): string {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    let number = this.organisations.length + 1;
    while (this.#keys.has(`line-${number}`)) number++;
    const key = `line-${number}`;
    this.#byText.set(text, key);
    // Nothing but the text: no id, no country, no address, from which a program downstream could take one.
    this.organisations.push({ key, name: text, ids: [], neutral: true });
    return key;
  }
}

/**
 * Prints `list` under `policy`. `dates.reference` is the day of which institutes are asked, `dates.published` that of which agreements are.
 *
 *     const signed = sign(list, shippedSigningPolicy("neutral-two-texts"), governance, dates);
 *     signed.unidentifiable.length
 */
export function sign(
  list: AuthorList,
  policy: SigningPolicy,
  governance: Governance,
  dates: PaperDates,
): SignedList {
  const standings = governance.standings(list, dates);
  const standingOf = new Map(standings.map((standing) => [standing.organisation, standing]));
  const organisations = new Map(list.organisations.map((organisation) => [organisation.key, organisation]));
  const lines = new Lines(organisations.keys());
  const orcids = ownOrcids(list);
  const authors: Author[] = [];
  const printed: PrintedAuthor[] = [];
  for (const author of list.authors) {
    const places = placesOf(policy, author, standingOf, organisations);
    const one = places.map((place, at) => printOne(policy, place, places.slice(0, at)));
    printed.push({
      key: author.key,
      paperName: author.paperName,
      affiliations: one,
      hasNamedInstitute: one.some(({ printed: how }) => how === "institute"),
      hasOwnOrcid: orcids.own.has(author.key),
    });
    authors.push(signedAuthor(author, one, lines, policy));
  }
  const used = new Set(
    authors.flatMap(({ affiliations }) => affiliations.map(({ organisation }) => organisation)),
  );
  const taken = new Set(
    printed.flatMap(({ affiliations }) =>
      affiliations.flatMap(({ given, printed: how }) =>
        how === "line" || how === "nothing" ? [given.organisation] : [],
      ),
    ),
  );
  const kept = list.organisations.filter(({ key }) => used.has(key) || !taken.has(key));
  const signed: AuthorList = {
    ...list,
    organisations: [...kept, ...lines.organisations],
    authors,
    acknowledgements: acknowledged(list, policy, new Set(kept.map(({ key }) => key))),
  };
  return {
    policy,
    dates,
    list: signed,
    authors: printed,
    unidentifiable: printed.filter(
      ({ hasNamedInstitute, hasOwnOrcid }) => !hasNamedInstitute && !hasOwnOrcid,
    ),
    standings,
    warnings: warningsOf(list, signed, printed, standings, policy, orcids.shared),
  };
}

function placesOf(
  policy: SigningPolicy,
  author: Author,
  standingOf: ReadonlyMap<string, Standing>,
  organisations: ReadonlyMap<string, Organisation>,
): Place[] {
  const all = author.affiliations.map((affiliation) => {
    const { organisation: key } = affiliation;
    const standing = standingOf.get(key) ?? nowhere(key);
    const organisation = organisations.get(key);
    return { affiliation, standing, isLine: organisation !== undefined && isNeutral(organisation) };
  });
  const firstAt = all.findIndex(({ affiliation }) => affiliation.connection === "affiliated with");
  return all.map(({ affiliation, standing }, at) => ({
    affiliation,
    standing,
    isFirst: at === Math.max(0, firstAt),
    isBeside: all.some(
      (other, index) => index !== at && !other.isLine && !isDisputed(policy, other.standing),
    ),
  }));
}

/** An affiliation that names no organisation of the list: a fault of the list, which is kept and reported. */
function nowhere(key: string): Standing {
  const doubt = "the list has no such organisation";
  return {
    organisation: key,
    name: key,
    toldBy: "nothing",
    isInternational: false,
    agreementFamily: [],
    state: "unknown",
    others: [],
    doubt,
  };
}

function printOne(policy: SigningPolicy, place: Place, before: readonly Place[]): PrintedAffiliation {
  const { affiliation: given, standing } = place;
  const base = { given, standing };
  const { print, rule } = ruleFor(policy, place);
  if (print === "nothing") return { ...base, printed: "nothing", rule };
  if (standing.toldBy === "neutral line")
    return { ...base, printed: "kept line", text: standing.name, connection: given.connection, rule: 0 };
  if (print === "institute")
    return { ...base, printed: "institute", text: standing.name, connection: given.connection, rule };
  const hasLine = before.some((one) => typeof ruleFor(policy, one).print === "object");
  const text = hasLine && print.again !== undefined ? print.again : print.line;
  return { ...base, printed: "line", text, connection: print.connection ?? given.connection, rule };
}

function signedAuthor(
  author: Author,
  printed: readonly PrintedAffiliation[],
  lines: Lines,
  policy: SigningPolicy,
): Author {
  const affiliations: Affiliation[] = [];
  for (const { given, printed: how, text, connection } of printed) {
    if (how === "nothing") continue;
    const organisation = how === "line" ? lines.keyOf(text!) : given.organisation;
    const one = { organisation, connection: connection ?? given.connection };
    // Two institutes under one line are one line.
    if (
      !affiliations.some(
        (other) => other.organisation === one.organisation && other.connection === one.connection,
      )
    )
      affiliations.push(one);
  }
  const isHidden =
    printed.some(({ printed: how }) => how === "line") &&
    printed.every(({ printed: how }) => how !== "institute");
  const { funding, ...rest } = author;
  // A grant tells the funder, and the funder the institute that the line leaves out.
  const keepsFunding =
    policy.acknowledgements !== "none" && !(isHidden && policy.acknowledgements === "of printed institutes");
  return { ...rest, affiliations, ...(funding === undefined || !keepsFunding ? {} : { funding }) };
}

function acknowledged(
  list: AuthorList,
  { acknowledgements }: SigningPolicy,
  kept: ReadonlySet<string>,
): readonly Acknowledgement[] {
  if (acknowledgements === "none") return [];
  if (acknowledgements !== "of printed institutes")
    return list.acknowledgements.map(({ text, organisations }) => ({
      text,
      organisations: organisations.filter((key) => kept.has(key)),
    }));
  return list.acknowledgements.flatMap(({ text, organisations }) => {
    const printed = organisations.filter((key) => kept.has(key));
    return organisations.length > 0 && printed.length === 0 ? [] : [{ text, organisations: printed }];
  });
}

function warningsOf(
  given: AuthorList,
  signed: AuthorList,
  printed: readonly PrintedAuthor[],
  standings: readonly Standing[],
  policy: SigningPolicy,
  shared: ReadonlyMap<string, readonly string[]>,
): SigningWarning[] {
  const warnings: SigningWarning[] = [];
  for (const { organisation, name, toldBy, doubt, others } of standings) {
    if (doubt === undefined) continue;
    const code =
      others.length > 0 ? "two-parties" : toldBy === "place" ? "presumed-institute" : "unknown-institute";
    warnings.push({ code, message: `\`${name}\`: ${doubt}`, about: [organisation] });
  }
  const stale = new Map<string, string[]>();
  for (const { affiliations } of printed)
    for (const { printed: how, text, standing } of affiliations)
      if (how === "line" && standing.state === "ended" && !/formerly|no longer|past|until/i.test(text!))
        stale.set(text!, [...(stale.get(text!) ?? []), standing.organisation]);
  for (const [text, about] of stale)
    warnings.push({
      code: "line-out-of-date",
      message: `the line \`${text}\` speaks of an agreement that has ended by the day of publication`,
      about: [...new Set(about)],
    });
  for (const [orcid, about] of shared)
    warnings.push({
      code: "shared-orcid",
      message: `the ORCID iD ${orcid} stands with ${about.length} authors and identifies none of them`,
      about,
    });
  const lines = new Set(signed.organisations.flatMap(({ key, neutral }) => (neutral === true ? [key] : [])));
  for (const { key, corresponding, affiliations } of signed.authors)
    if (
      corresponding?.email !== undefined &&
      affiliations.some(({ organisation }) => lines.has(organisation))
    )
      warnings.push({
        code: "telling-mail",
        message: "the mail address of a corresponding author tells the institute that the line leaves out",
        about: [key],
      });
  if (policy.acknowledgements === "of everybody") {
    const thanked = new Set(given.acknowledgements.flatMap(({ organisations }) => organisations));
    const isWhole = given.acknowledgements.some(({ organisations }) => organisations.length === 0);
    const about = isWhole ? [] : given.organisations.map(({ key }) => key).filter((key) => !thanked.has(key));
    if (about.length > 0)
      warnings.push({
        code: "no-acknowledgement",
        message: `the list thanks nobody for ${about.length} of ${given.organisations.length} institutes, which is no equal basis`,
        about,
      });
  }
  return warnings;
}
