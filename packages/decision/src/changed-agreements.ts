/** Which agreements a draft changes, and how: what ends, and what stands under it and ends with it. */
import { type Day, OPEN } from "@comity/calendar";
import type { FactChange } from "@comity/policy";
import type { AgreementLife, Drafted, Folded } from "@comity/registry";
import type { AgreementSheet } from "./fact-sheet.ts";
import { byText, dayBefore, dayText } from "./wording.ts";

const CHANGES: Readonly<
  Record<string, readonly [present: AgreementSheet["change"], absent: AgreementSheet["change"]]>
> = {
  in_force: ["goes on", "ends"],
  suspended: ["suspended", "resumed"],
  restricted: ["restricted", "freed"],
  closed_to_newcomers: ["closed", "opened"],
};

/** An agreement changed, with the day that its sheet writes. */
export interface ChangedAgreement {
  readonly life: AgreementLife;
  readonly change: AgreementSheet["change"];
  readonly from: Day;
  readonly to: Day;
  readonly restriction?: string;
}

/** The agreements that a draft changes, by the first day on which it is felt; those that others follow come first. */
export function changedAgreements(
  folded: Folded,
  drafted: Drafted,
  changes: readonly FactChange[],
): ChangedAgreement[] {
  const found: ChangedAgreement[] = [];
  for (const { record, tuple, from, to, present } of changes) {
    const words = CHANGES[record];
    const [agreement, restriction] = tuple as [string, string?];
    const life = drafted.agreements.get(agreement) ?? folded.agreements.get(agreement);
    if (words === undefined || life === undefined) continue;
    found.push({
      life,
      change: words[present ? 0 : 1],
      from,
      to,
      ...(restriction === undefined ? {} : { restriction }),
    });
  }
  const isFollower = ({ life }: ChangedAgreement): number => (life.end?.reason === "parent" ? 1 : 0);
  return found.sort(
    (a, b) =>
      a.from - b.from ||
      isFollower(a) - isFollower(b) ||
      byText(a.life.agreement, b.life.agreement) ||
      byText(a.change, b.change) ||
      byText(a.restriction ?? "", b.restriction ?? ""),
  );
}

/** The changed agreements as the fact sheet lists them. */
export function agreementSheets(
  changed: readonly ChangedAgreement[],
  host: string | undefined,
): AgreementSheet[] {
  return changed.map(({ life, change, from, to, restriction }) => ({
    id: life.agreement,
    title: life.signature.title,
    kind: life.signature.kind,
    parties: [...new Set(life.parties.map(({ party }) => party))].filter((party) => party !== host),
    change,
    day: dayText(from),
    lastDay: dayBefore(from),
    ...(to === OPEN ? {} : { through: dayBefore(to) }),
    ...(restriction === undefined ? {} : { restriction }),
    ...(change === "ends" && life.end?.reason === "parent" && life.end.agreement !== undefined
      ? { with: life.end.agreement }
      : {}),
  }));
}

/** The parties, other than the host, of the agreements changed. */
export function touchedParties(changed: readonly ChangedAgreement[], host: string | undefined): Set<string> {
  const parties = new Set<string>();
  for (const { life } of changed)
    for (const { party } of life.parties) if (party !== host) parties.add(party);
  return parties;
}
