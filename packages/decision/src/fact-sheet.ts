/**
 * The fact sheet: the impact of a draft decision in figures. Plain data that is its own JSON: days are written
 * `2024-11-30`, every list has a fixed order. It holds all figures, small ones too; `hideSmallCells` makes of it what
 * may be shown to whoever is not cleared.
 */

/** A day as it is written, `2024-11-30`; `since ever` where a loss has no first day. */
export type WrittenDay = string;

/** A figure: how many there are; `null` where it is hidden. */
export type Figure = number | null;

/** What is asked, as the draft says it. */
export interface DecisionSheet {
  readonly title: string;
  readonly note?: string;
  readonly body?: string;
  readonly session?: string;
  readonly date: WrittenDay;
  /** Each act in a few words, in the order of the draft. */
  readonly acts: readonly string[];
}

/** The registry that the draft was laid over, as it describes itself. */
export interface RegistrySheet {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
}

/** An agreement whose life the draft changes. */
export interface AgreementSheet {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly parties: readonly string[];
  readonly change:
    | "ends"
    | "goes on"
    | "suspended"
    | "resumed"
    | "restricted"
    | "freed"
    | "closed"
    | "opened";
  /** First day on which the change is felt: the first without it, where it ends. */
  readonly day: WrittenDay;
  /** The last day before; absent where there is none. */
  readonly lastDay?: WrittenDay;
  /** The last day of the change; absent where it has no end. */
  readonly through?: WrittenDay;
  /** The restriction in words. */
  readonly restriction?: string;
  /** The agreement with which it ends. */
  readonly with?: string;
}

/** People by the first day on which they lose (or gain) an entitlement. */
export interface DayFigure {
  /** The first day without it (of a gain: the first day with it). */
  readonly day: WrittenDay;
  /** The last day with it (of a gain: the last without). */
  readonly lastDay: WrittenDay;
  readonly people: Figure;
}

export interface EntitlementSheet {
  readonly name: string;
  /** What it lets somebody do: "may enter the site". */
  readonly title: string;
  /** Of which kind those are whom `people` counts: `Person`, `Dependant`, `Party` ... */
  readonly counts: string;
  /** Where these are no people: then no figure is hidden. */
  readonly impersonal?: true;
  readonly people: Figure;
  readonly byDay: readonly DayFigure[];
  /** Those whose loss ends, by the first day on which they have it again; absent where nobody's does. */
  readonly again?: { readonly people: Figure; readonly byDay: readonly DayFigure[] };
}

/** Those of one kind, other than people, who lose something: grants, institutes, states ... */
export interface OtherLosersSheet {
  readonly kind: string;
  readonly count: Figure;
  /** Where these are no people: then the figure is not hidden, and they are named. */
  readonly impersonal?: true;
  readonly firstDay: WrittenDay;
  readonly lastDayBefore: WrittenDay;
  /** By the first day on which each loses something; `institutes` are those that what is lost names besides. */
  readonly named: readonly {
    readonly id: string;
    readonly title: string;
    readonly day: WrittenDay;
    readonly lastDay: WrittenDay;
    readonly institutes: readonly { readonly id: string; readonly name: string }[];
  }[];
}

/** People at an institute through which they are hit; each person once per institute. */
export interface InstituteSheet {
  readonly id: string;
  readonly name: string;
  /** The party whose agreement governs it. */
  readonly party: string;
  readonly partyName: string;
  readonly people: Figure;
}

/** Whom one might expect to be hit and who is not. */
export interface NotTouchedSheet {
  /** Why somebody might expect it. */
  readonly group: "same state" | "same agreement" | "moved" | "also elsewhere" | "excepted";
  /** An institute's name, or a group in words. */
  readonly institute: string;
  /** Identifiers of the institutes, where it is about institutes. */
  readonly ids: readonly string[];
  readonly people: Figure;
  readonly because: string;
}

export interface MarksSheet {
  /** Of the people hit, those marked `mission critical` on the day known on. */
  readonly missionCritical: Figure;
  readonly underReview: Figure;
  readonly residentNearby: Figure;
  /** Dependants of the people hit. */
  readonly dependants: Figure;
}

export interface MarkSheet {
  readonly mark: string;
  readonly people: Figure;
}

export interface ExperimentSheet {
  readonly id: string;
  readonly title: string;
  readonly people: Figure;
}

/** A clause that holds under the draft on days on which it did not before. */
export interface ClauseSheet {
  readonly clause: string;
  readonly source?: string;
  /** How many cases there are. */
  readonly cases: Figure;
  /** The first cases, by their values: `person p17, agreement ICA-RU`. */
  readonly examples: readonly string[];
  /** All days on which some case holds. */
  readonly days: readonly { readonly day: WrittenDay; readonly lastDay?: WrittenDay }[];
  /** Where no case names a person: then nothing of it is hidden. */
  readonly impersonal?: true;
}

export interface LeaverSheet {
  readonly party: string;
  readonly title: string;
  readonly units: number;
  /** Of the experiment's total, in percent with two decimals. */
  readonly percent: number;
  readonly lastDay: WrittenDay;
  readonly day: WrittenDay;
}

export interface PayerSheet {
  readonly party: string;
  readonly title: string;
  readonly units: number;
  readonly unitsAfter: number;
  readonly increase: number;
  /** The increase in percent of `units`, two decimals; `null` where it paid nothing. */
  readonly increasePercent: number | null;
}

/** The cost shares of one experiment, on the first day without the last leaver. */
export interface ExperimentMoneySheet {
  readonly experiment: string;
  readonly title: string;
  readonly total: number;
  readonly leavers: readonly LeaverSheet[];
  /** What all leavers paid: spread over the rest. */
  readonly spread: number;
  readonly spreadPercent: number;
  /** By how much each remaining share rises, before rounding: s / (1 - s), in percent with two decimals. */
  readonly increasePercent: number | null;
  readonly payers: readonly PayerSheet[];
  /** Units that nobody is left to take over. */
  readonly untaken: number;
}

/** A part that is not spread: somebody must be named. */
export interface NeededTakerSheet {
  readonly party: string;
  readonly title: string;
  readonly experiment: string;
  readonly experimentTitle: string;
  readonly item: string;
  readonly units: number;
  readonly day: WrittenDay;
  /** The instrument, or the act in the registry where that names none. */
  readonly source: string;
}

export interface MoneySheet {
  readonly experiments: readonly ExperimentMoneySheet[];
  /** All experiments together. */
  readonly total: number;
  readonly spread: number;
  readonly spreadPercent: number;
  readonly increasePercent: number | null;
  readonly needTakers: readonly NeededTakerSheet[];
}

/** An entitlement that a remedy keeps, and how many would keep it. */
export interface KeptSheet {
  readonly name: string;
  readonly title: string;
  readonly people: Figure;
  /** Where it counts others than people: then the figure is not hidden. */
  readonly impersonal?: true;
}

/** A change within a person's or an institute's reach, and how many of the people hit would keep something by it. */
export interface RemedySheet {
  readonly remedy: string;
  readonly people: Figure;
  /** The entitlements that it keeps, with the number of people who would keep each. */
  readonly keeps: readonly KeptSheet[];
  /** Others than people who would keep something by it, by their kind. */
  readonly others?: readonly { readonly kind: string; readonly count: number }[];
  /** For each choice in the sentence some examples. */
  readonly examples: readonly string[];
  /** The same for everybody whom it helps; for programs. */
  readonly key: string;
}

export interface FactSheet {
  readonly decision: DecisionSheet;
  readonly knownOn: WrittenDay;
  readonly registry?: RegistrySheet;
  readonly policy: string;
  /** False where the draft breaks a clause: see `clauses`. */
  readonly admissible: boolean;
  readonly clauses: readonly ClauseSheet[];
  readonly agreements: readonly AgreementSheet[];
  /** People who lose any day of any entitlement. */
  readonly people: Figure;
  /** Of these, people who lose nothing but what they keep through another institute. */
  readonly keepElsewhere: Figure;
  /** Institutes through which somebody is hit. */
  readonly institutes: number;
  readonly firstDay?: WrittenDay;
  /** The last day before the first loss. */
  readonly lastDayBefore?: WrittenDay;
  readonly entitlements: readonly EntitlementSheet[];
  /** Those other than people who lose something, by kind. */
  readonly others: readonly OtherLosersSheet[];
  readonly byInstitute: readonly InstituteSheet[];
  readonly experiments: readonly ExperimentSheet[];
  readonly notTouched: readonly NotTouchedSheet[];
  readonly marks: MarksSheet;
  readonly byMark: readonly MarkSheet[];
  readonly money: MoneySheet;
  readonly remedies: readonly RemedySheet[];
  readonly gains: { readonly people: Figure; readonly entitlements: readonly EntitlementSheet[] };
  readonly warnings: readonly string[];
}
