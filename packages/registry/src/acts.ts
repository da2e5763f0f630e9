/**
 * Acts: what happened, when, by whom and by which instrument. An act is plain data and is never edited: a mistake
 * is mended by another act that `corrects` it or withdraws it. Everything else in Comity is derived from acts.
 *
 * Two times: `on` is when it happened or takes effect, `recorded` is when we knew it.
 * Last days are inclusive, as people write them: `lastDay: 2024-11-30` still is a day on which it holds. Facts are
 * half open, so the fold adds the day.
 */
import type { Day } from "@comity/calendar";
import type { ActHeader, LastingAct } from "./act-header.ts";
import type { AgreementAct, SignatureAct } from "./agreement-acts.ts";
import type { StatementAct } from "./statement-act.ts";

export * from "./act-header.ts";
export * from "./agreement-acts.ts";
export * from "./statement-act.ts";

export const PARTY_KINDS = ["State", "Organisation", "FundingAgency", "Laboratory"] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** Someone who can sign, other than an institute. A later act for the same party replaces the title. */
export interface PartyAct extends ActHeader {
  readonly act: "party";
  readonly party: string;
  readonly title: string;
  readonly kind: PartyKind;
  /** The state or organisation that a funding agency or laboratory belongs to. */
  readonly of?: string;
}

/** `status(party, status)`: member state, associate member, observer, non-member ... */
export interface StatusAct extends LastingAct {
  readonly act: "status";
  readonly party: string;
  readonly status: string;
}

/** `observer(party, body)`. */
export interface ObserverAct extends LastingAct {
  readonly act: "observer";
  readonly party: string;
  readonly body: string;
}

/** `observer_suspended(party, body)`. */
export interface ObserverSuspensionAct extends LastingAct {
  readonly act: "observer suspension";
  readonly party: string;
  readonly body: string;
}

/**
 * An institute: `seat`, `governed_by`, `institute_kind`. A later act for the same institute holds from its first
 * day on in place of the earlier one.
 */
export interface InstituteAct extends LastingAct {
  readonly act: "institute";
  readonly institute: string;
  readonly title: string;
  /** University, laboratory, international laboratory ... */
  readonly kind: string;
  /** The state where it sits. */
  readonly seat: string;
  /** The party whose agreement governs it: a state, or an international organisation such as itself. */
  readonly governedBy: string;
  /** ROR id, the nine characters alone: `044yd9t77`. */
  readonly ror?: string;
  readonly city?: string;
}

export interface ExperimentAct extends ActHeader {
  readonly act: "experiment";
  readonly experiment: string;
  readonly title: string;
}

/** A council, a committee, a collaboration board. */
export interface BodyAct extends ActHeader {
  readonly act: "body";
  readonly body: string;
  readonly title: string;
}

export const SESSION_SORTS = ["ordinary", "extraordinary"] as const;
export const ACCESS_SORTS = ["open", "restricted", "closed"] as const;

/**
 * `session(session, body, access)` where it says who may attend: a meeting of a body, from `on` through `lastDay` (a single
 * day where that is absent).
 */
export interface SessionAct extends LastingAct {
  readonly act: "session";
  readonly session: string;
  readonly body: string;
  readonly sort: (typeof SESSION_SORTS)[number];
  readonly access?: (typeof ACCESS_SORTS)[number];
}

/** A decision that a body took; the acts it brought about name it as their instrument. */
export interface DecisionAct extends ActHeader {
  readonly act: "decision";
  readonly decision: string;
  readonly title: string;
  readonly body?: string;
  readonly session?: string;
}

/** A person under a name, perhaps a made-up one. A later act for the same person replaces it. */
export interface PersonAct extends ActHeader {
  readonly act: "person";
  readonly person: string;
  readonly familyName: string;
  readonly givenName?: string;
  /** ORCID iD, `0000-0002-1825-0097`. */
  readonly orcid?: string;
  /** Mail address, `anna@example.org`. */
  readonly mail?: string;
}

export const CONNECTIONS = ["affiliated with", "also at", "on leave from", "visitor"] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** `connection`, and `affiliated` unless the connection is that of a visitor. */
export interface AffiliationAct extends LastingAct {
  readonly act: "affiliation";
  readonly person: string;
  readonly institute: string;
  readonly connection: Connection;
}

/** With an institute a contract of association through it (`contract`), without one an employment (`employed`). */
export interface ContractAct extends LastingAct {
  readonly act: "contract";
  readonly person: string;
  readonly institute?: string;
  /** USER, COAS, VISC, PART, DIST; STAFF, FELL ... */
  readonly category: string;
  /** Percent of the time; those of simultaneous contracts add up to `presence(person, percent)`. */
  readonly presence?: number;
}

/** `participates(person, experiment)`, in the team of an institute where that is given. */
export interface MembershipAct extends LastingAct {
  readonly act: "membership";
  readonly person: string;
  readonly experiment: string;
  readonly institute?: string;
}

/** `qualified(person, experiment)`. */
export interface QualificationAct extends LastingAct {
  readonly act: "qualification";
  readonly person: string;
  readonly experiment: string;
}

/** `team(institute, experiment)`. */
export interface TeamAct extends LastingAct {
  readonly act: "team";
  readonly institute: string;
  readonly experiment: string;
}

/** `dues_paid(institute, experiment)`, for these days. */
export interface DuesAct extends LastingAct {
  readonly act: "dues";
  readonly institute: string;
  readonly experiment: string;
}

/** `resident(person, region)`. */
export interface ResidenceAct extends LastingAct {
  readonly act: "residence";
  readonly person: string;
  readonly region: string;
}

/** `residence_card(person, state)`. */
export interface ResidenceCardAct extends LastingAct {
  readonly act: "residence card";
  readonly person: string;
  readonly state: string;
}

/** `dependant(person, dependant)`, and `dependant_permit(dependant)` where a permit hangs on the person's. */
export interface DependantAct extends LastingAct {
  readonly act: "dependant";
  readonly person: string;
  readonly dependant: string;
  readonly permit: boolean;
}

/** `appointed(person, role, experiment)`. */
export interface AppointmentAct extends LastingAct {
  readonly act: "appointment";
  readonly person: string;
  readonly role: string;
  readonly experiment: string;
}

/** `mark(person, mark)`: mission critical, under review, looking for a host ... */
export interface MarkAct extends LastingAct {
  readonly act: "mark";
  readonly person: string;
  readonly mark: string;
}

/** `recalled(person)`: called back by the institute. */
export interface RecallAct extends LastingAct {
  readonly act: "recall";
  readonly person: string;
}

/** `deceased(person)`, from `on`. */
export interface DeathAct extends ActHeader {
  readonly act: "death";
  readonly person: string;
}

/** `share(payer, experiment, units)`: what a party pays, in integer units. */
export interface ShareAct extends LastingAct {
  readonly act: "share";
  readonly payer: string;
  readonly experiment: string;
  readonly units: number;
}

/** A part of an experiment (category B, in kind) borne by one party: were it to leave, somebody must be named. */
export interface NeededTakerAct extends LastingAct {
  readonly act: "needed taker";
  readonly bearer: string;
  readonly experiment: string;
  readonly item: string;
  readonly units: number;
}

/** What another act states to last ends: `lastDay` is its last day. */
export interface EndAct extends ActHeader {
  readonly act: "end";
  /** The id of an act that lasts. Where that is corrected later, its correction ends on the same day. */
  readonly ends: string;
  readonly lastDay: Day;
}

/**
 * Two identifiers are one person: as known from the recorded day on, all acts about `person` count for `into`, whenever they
 * happened. A withdrawal undoes it.
 */
export interface MergeAct extends ActHeader {
  readonly act: "merge";
  readonly person: string;
  readonly into: string;
}

/**
 * A person at risk: whoever is not cleared sees the alias instead of the name, on whatever day as known on. A later act for
 * the same person replaces the alias; a withdrawal of all of them ends it.
 */
export interface AliasAct extends ActHeader {
  readonly act: "alias";
  readonly person: string;
  readonly alias: string;
}

/** What was personal about somebody is gone for good. Neither corrected nor withdrawn: nothing could bring it back. */
export interface ErasureAct extends ActHeader {
  readonly act: "erasure";
  readonly person: string;
  readonly corrects?: never;
}

/** Another act, recorded by mistake or undone, counts for nothing from this one's recorded day on. */
export interface WithdrawalAct extends ActHeader {
  readonly act: "withdrawal";
  readonly withdraws: string;
  /** A withdrawal is not corrected: it is withdrawn itself, and another made. */
  readonly corrects?: never;
}

export type Act =
  | PartyAct
  | StatusAct
  | ObserverAct
  | ObserverSuspensionAct
  | InstituteAct
  | ExperimentAct
  | BodyAct
  | SessionAct
  | DecisionAct
  | SignatureAct
  | AgreementAct
  | PersonAct
  | AffiliationAct
  | ContractAct
  | MembershipAct
  | QualificationAct
  | TeamAct
  | DuesAct
  | ResidenceAct
  | ResidenceCardAct
  | DependantAct
  | AppointmentAct
  | MarkAct
  | RecallAct
  | DeathAct
  | ShareAct
  | NeededTakerAct
  | StatementAct
  | MergeAct
  | AliasAct
  | ErasureAct
  | EndAct
  | WithdrawalAct;

/** The sort of an act: `affiliation`, `notice`, `entry into force` ... */
export type ActSort = Act["act"];
