/**
 * Lays drafts over the registry: it holds what was recorded, derived for the days on which drafts want it known, and follows what
 * is recorded. Pure but for being changed; it does one thing at a time, and runs in a thread of its own.
 */
import { type Day, day, formatDay } from "@comity/calendar";
import {
  compareDrafts,
  coursesOf,
  type Draft,
  type FactSheet,
  factSheetOf,
  type Impact,
  layDraft,
  readDraft,
  releasedComparison,
  releasedSheet,
  remediesOf,
  touchedBy,
} from "@comity/decision";
import type { InSteps, Policy } from "@comity/policy";
import { actsFromJson, type Drafted, type Folded, fold, type RegistryMeta } from "@comity/registry";
import { EMPTY_HEAD, type Entry, type Head, LivingEvaluation, type Recorded, Vault } from "@comity/store";
import { sharesAnswer, signersAnswer, whyAnswer } from "../../authors/signers-answer.ts";
import { comparedTexts, errorsIn } from "../../proposals/policy-effect.ts";
import { moved } from "../moves.ts";
import { draftReasons } from "./draft-reasons.ts";
import { personImpact } from "./person-impact.ts";
import { practiceDraft } from "./practice.ts";
import type {
  AnswerTo,
  AuthorSharesQuestion,
  ComparisonQuestion,
  DraftQuestion,
  Moment,
  PastQuestion,
  PersonQuestion,
  PoliciesQuestion,
  PreparingQuestion,
  ReasonsQuestion,
  SignersQuestion,
  TouchedQuestion,
  WhySignsQuestion,
} from "./questions.ts";

/** So many days known on are kept derived; each takes what a derivation of the registry takes. */
export const MOST_BASES = 3;
/**
 * What-ifs add their sets of days to the arena of what they are laid over (some 130 kB each on the CERN scenario), which is freed with
 * the whole of it. After so many a base is derived anew when nothing waits, after thrice as many whatever waits.
 */
export const TIRED_AFTER_WHAT_IFS = 500;
const EXHAUSTED = 3;

/** The registry as known on a day, derived. */
interface Base {
  living: LivingEvaluation;
  whatIfs: number;
}

/** A draft as it was read, and what it is laid over. */
interface Read {
  readonly draft: Draft;
  readonly folded: Folded;
  readonly drafted: Drafted;
  readonly base: Base;
}

const recordedOf = (entries: readonly Entry[]): Recorded[] =>
  actsFromJson(Vault.closed(entries.map(({ act }) => act))).map((act, at) => ({
    act,
    position: entries[at]!.position,
  }));

/** Whether a file wants the registry as known on a day to come: of that nothing is known, and it gets today's. */
function isAhead(decision: string, today: Day): boolean {
  try {
    const { knownOn, date } = JSON.parse(decision) as { knownOn?: unknown; date?: unknown };
    const said = knownOn ?? date;
    return typeof said === "string" && said > formatDay(today);
  } catch {
    // Whatever is wrong with the file is said when it is read.
    return false;
  }
}

export class ImpactDesk {
  readonly #policy: Policy;
  readonly #meta: RegistryMeta;
  readonly #tiredAfter: number;
  /** Entries that came, beyond the position up to which anybody asked: they may be half a set. */
  #ahead: Entry[] = [];
  readonly #recorded: Recorded[] = [];
  #head: Head = EMPTY_HEAD;
  /** By the day known on, the one used last at the end. */
  readonly #bases = new Map<Day, Base>();

  constructor(policy: Policy, meta: RegistryMeta, tiredAfter = TIRED_AFTER_WHAT_IFS) {
    this.#policy = policy;
    this.#meta = meta;
    this.#tiredAfter = tiredAfter;
  }

  /** Keeps entries in the order of the ledger; they count once somebody asks as far as them. */
  take(entries: readonly Entry[]): void {
    // Where a connection was lost they may come again.
    const last = this.position;
    for (const entry of entries) if (entry.position > last) this.#ahead.push(entry);
  }

  /** The last position that came. */
  get position(): number {
    return this.#ahead.at(-1)?.position ?? this.#head.position;
  }

  /** Takes in what was recorded up to a position. */
  #advance(position: number): void {
    const beyond = this.#ahead.findIndex((entry) => entry.position > position);
    const taken = beyond < 0 ? this.#ahead : this.#ahead.slice(0, beyond);
    if (taken.length === 0) return;
    this.#ahead = beyond < 0 ? [] : this.#ahead.slice(beyond);
    const { position: last, hash } = taken.at(-1)!;
    this.#head = { position: last, hash };
    const recorded = recordedOf(taken);
    for (const each of recorded) this.#recorded.push(each);
    for (const { living } of this.#bases.values()) living.take(recorded);
  }

  #derived(day: Day): Base {
    return { living: new LivingEvaluation(this.#policy, this.#recorded, day), whatIfs: 0 };
  }

  /** The registry as known on a day. */
  #baseOn(day: Day): Base {
    let base = this.#bases.get(day);
    if (base === undefined || base.whatIfs >= this.#tiredAfter * EXHAUSTED) base = this.#derived(day);
    this.#bases.delete(day);
    this.#bases.set(day, base);
    for (const [oldest] of this.#bases) {
      if (this.#bases.size <= MOST_BASES) break;
      this.#bases.delete(oldest);
    }
    return base;
  }

  /**
   * Does ahead what whoever asks first would wait for: derives the registry as known today, and as known on the day of the last decision on
   * record, where whoever looks back begins; then lays drafts for practice.
   */
  prepare({ moment, turn }: PreparingQuestion): null {
    this.#advance(moment.position);
    const usual = this.#lastDecision(moment.today) ?? moment.today;
    if (turn === 0) {
      for (const day of new Set([moment.today, usual])) void this.#baseOn(day).living.evaluation;
      return null;
    }
    const decision = practiceDraft(this.#baseOn(usual).living.folded, turn);
    if (decision === undefined) return null;
    const courses = { from: usual, to: (usual + 900) as Day };
    this.impact({ sort: "impact", decision, moment, courses });
    return null;
  }

  #lastDecision(today: Day): Day | undefined {
    let last: Day | undefined;
    for (const { act } of this.#recorded)
      if (act.act === "decision" && act.on <= today && (last === undefined || act.on > last)) last = act.on;
    return last;
  }

  /** Derives anew what many what-ifs were laid over, a little at a time: for moments in which nothing waits. */
  *restInSteps(): InSteps<void> {
    for (const base of [...this.#bases.values()]) {
      if (base.whatIfs < this.#tiredAfter) continue;
      const { whatIfs } = base;
      yield* base.living.renewInSteps();
      // Those that came meanwhile were laid over what is given up now.
      base.whatIfs -= whatIfs;
    }
  }

  #read(decision: string, { position, today }: Moment, knownOn?: Day): Read {
    this.#advance(position);
    let base: Base | undefined;
    const reading = readDraft(decision, {
      records: this.#policy.records,
      ...(knownOn !== undefined ? { knownOn } : isAhead(decision, today) ? { knownOn: today } : {}),
      foldOn: (day) => {
        base = this.#baseOn(day);
        return base.living.folded;
      },
    });
    const { draft, folded, drafted } = reading;
    return { draft, folded, drafted, base: base! };
  }

  #lay(decision: string, moment: Moment, knownOn?: Day): Impact {
    const { draft, folded, drafted, base } = this.#read(decision, moment, knownOn);
    base.whatIfs++;
    return layDraft(folded, base.living.evaluation, draft, { meta: this.#meta, drafted });
  }

  /** Says what is wrong with a draft, or what should be known of it. @throws DraftError with everything that is wrong. */
  examine({ decision, moment }: DraftQuestion): AnswerTo["examine"] {
    const { draft } = this.#read(decision, moment);
    return { title: draft.title, knownOn: formatDay(draft.knownOn), warnings: draft.warnings };
  }

  /** The fact sheet of a draft. @throws DraftError. */
  impact({ decision, moment, remedies = false, hidden = false, courses }: DraftQuestion): AnswerTo["impact"] {
    const impact = this.#lay(decision, moment);
    const sheet = this.#sheetOf(impact, remedies);
    const shown = hidden ? releasedSheet(sheet, impact.folded.people) : sheet;
    return {
      text: JSON.stringify(shown),
      // Of what is hidden in the sheet these would tell all.
      ...(courses === undefined || hidden
        ? {}
        : { courses: JSON.stringify(coursesOf(impact, courses.from, courses.to)) }),
      knownOn: formatDay(impact.draft.knownOn),
      head: this.#head,
    };
  }

  /** What a draft would change for one person. @throws DraftError. */
  person({ decision, person, moment, moves, knownOn }: PersonQuestion): AnswerTo["person"] {
    const known = knownOn === undefined ? undefined : day(knownOn);
    const impact = this.#lay(moved(decision, moves), moment, known);
    return { ...personImpact(impact, person), knownOn: formatDay(impact.draft.knownOn), head: this.#head };
  }

  /** Why something would hold under a draft on a day, or would not. @throws DraftError. */
  reasons({ decision, moment, moves, knownOn, ...asked }: ReasonsQuestion): AnswerTo["reasons"] {
    const known = knownOn === undefined ? undefined : day(knownOn);
    const impact = this.#lay(moved(decision, moves), moment, known);
    return { ...draftReasons(impact, asked), knownOn: formatDay(impact.draft.knownOn), head: this.#head };
  }

  /** Whom a draft touches. @throws DraftError. */
  touched({ decision, moment, moves }: TouchedQuestion): AnswerTo["touched"] {
    return { people: touchedBy(this.#lay(moved(decision, moves), moment)), head: this.#head };
  }

  /** Two drafts side by side. @throws DraftError. */
  compare({ decision, other, moment, hidden = false }: ComparisonQuestion): AnswerTo["compare"] {
    const [a, b] = [this.#lay(decision, moment), this.#lay(other, moment)];
    const comparison = compareDrafts(a, b);
    const shown = hidden ? releasedComparison(comparison) : comparison;
    return { text: JSON.stringify(shown), knownOn: formatDay(a.draft.knownOn), head: this.#head };
  }

  /** The fact sheet of a draft as it was, with remedies: everything is derived from the first entries alone. @throws DraftError. */
  again({ decision, knownOn, moment, position }: PastQuestion): AnswerTo["again"] {
    this.#advance(moment.position);
    const known = day(knownOn);
    const recorded = this.#recorded.slice(0, position);
    const living = new LivingEvaluation(this.#policy, recorded, known);
    const { draft, drafted } = readDraft(decision, {
      records: this.#policy.records,
      knownOn: known,
      foldOn: () => living.folded,
    });
    const impact = layDraft(living.folded, living.evaluation, draft, { meta: this.#meta, drafted });
    return { text: JSON.stringify(this.#sheetOf(impact, true)), knownOn, head: this.#head };
  }

  /** What two policies say of the registry, as far as both can be read. */
  policies(question: PoliciesQuestion): AnswerTo["policies"] {
    const { a, b, moment, isCheck = false, knownOn, from, hidden = false } = question;
    if (isCheck) return { diagnostics: errorsIn(b) };
    this.#advance(moment.position);
    const known = knownOn === undefined ? moment.today : day(knownOn);
    const base = this.#baseOn(known);
    const options = {
      meta: this.#meta,
      from: from === undefined ? known : day(from),
      hidden,
      head: this.#head,
    };
    return comparedTexts(base.living, a, b, options);
  }

  /** Who signs a paper: the desk's policy is one of authorship. @throws AuthorshipError. */
  signers({ paper, moment }: SignersQuestion): AnswerTo["signers"] {
    this.#advance(moment.position);
    return signersAnswer(this.#baseOn(moment.today).living, paper);
  }

  /** Why somebody signs, or does not. @throws AuthorshipError. */
  whySigns({ paper, person, moment }: WhySignsQuestion): AnswerTo["why signs"] {
    this.#advance(moment.position);
    return whyAnswer(this.#baseOn(moment.today).living, paper, person);
  }

  /** What each payer bears by its authors, and would bear under a draft. @throws AuthorshipError, DraftError. */
  authorShares({ asked, decision, moment }: AuthorSharesQuestion): AnswerTo["author shares"] {
    this.#advance(moment.position);
    if (decision === undefined) return sharesAnswer(this.#baseOn(moment.today).living, undefined, asked);
    const { draft, before, after } = this.#lay(decision, moment);
    const { living } = this.#baseOn(draft.knownOn);
    const acts = [...this.#recorded.map(({ act }) => act), ...draft.acts];
    const under = { folded: fold(acts, { knownOn: draft.knownOn }), evaluation: after };
    return sharesAnswer({ folded: living.folded, evaluation: before }, under, asked);
  }

  /** A fact sheet shows figures, never whom a clause is about. */
  #sheetOf(impact: Impact, remedies: boolean): FactSheet {
    const sheet = factSheetOf(impact, { meta: this.#meta }, remedies ? remediesOf(impact) : []);
    const clauses = sheet.clauses.map((each) =>
      each.impersonal === true ? each : { ...each, examples: [] },
    );
    return { ...sheet, clauses };
  }
}
