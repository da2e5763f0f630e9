// Made of the OpenAPI document by scripts/api-routes.mjs; a test of the server holds it to that document.
// UPDATE_GOLDEN=1 npx vitest run apps/server/test/api-routes.test.ts writes it anew.

export type Alive = {
  readonly status: "alive";
};

/** A problem document (RFC 9457). */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly ({
      readonly path: string;
      readonly message: string;
      readonly help?: string | undefined;
    })[] | undefined;
  readonly help?: string | undefined;
};

export type Ready = {
  readonly status: "ready";
  /** The last act that answers take into account. */
  readonly position: number;
  /** The day as known on which answers are, in UTC. */
  readonly today: string;
};

export type Registry = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly registry: string;
  readonly title: string;
  readonly host: string | null;
  /** The title of the policy by which it is read. */
  readonly policy: string;
  readonly agreements: number;
  readonly institutes: number;
  readonly experiments: number;
};

export type Party = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  /** The party that it belongs to. */
  readonly of: string | null;
  /** On the day as known on. */
  readonly statuses: readonly (string)[];
};

export type Head = {
  readonly position: number;
  /** 64 hexadecimal digits. */
  readonly hash: string;
};

export type Verification = {
  readonly head: Head;
  readonly entries: number;
  readonly isWhole: boolean;
  readonly broken: {
      readonly position: number;
      readonly message: string;
    } | null;
  /** Where the head asked about stands in the chain; null: it is not in it. */
  readonly headAsked: {
      readonly hash: string;
      readonly position: number | null;
    } | null;
};

export type KeyState = {
  /** People whose names can be opened. */
  readonly people: number;
  /** People who were erased. */
  readonly destroyed: number;
  /** Whether the master key in use is the one that wraps them. */
  readonly isCurrent: boolean;
};

export type Policy = {
  readonly title: string;
  readonly text: string;
  readonly predicates: readonly (Predicate)[];
};

export type Predicate = {
  readonly name: string;
  readonly role: "record" | "rule" | "entitlement" | "never";
  readonly title: string | null;
  readonly source: string | null;
  readonly columns: readonly ({
      readonly name: string;
      readonly kind: string;
    })[];
};

export type PolicyWords = {
  readonly language: "fr";
  /** A sentence of the policy or of its guide, with places in braces, and what it is in the language. What is missing was not translated. */
  readonly sentences: {
      readonly [key: string]: string;
    };
};

export type Change = {
  /** The act's. */
  readonly id: string;
  /** The act's sort. */
  readonly act: string;
  /** Of an act that ends what another states: that one's sort. */
  readonly ends: string | null;
  readonly about: {
      readonly kind: "agreement" | "institute" | "experiment" | "body" | "party" | "decision";
      readonly id: string;
      readonly title: string;
    };
  /** What else it names. */
  readonly others: readonly ({
      readonly kind: "agreement" | "institute" | "experiment" | "body" | "party" | "decision";
      readonly id: string;
      readonly title: string;
    })[];
  /** When it happens or takes effect; null: since ever. */
  readonly on: string | null;
  readonly lastDay: string | null;
  /** When the registry knew it; null: it always was known. */
  readonly recorded: string | null;
  /** Whether it was neither withdrawn nor corrected since. */
  readonly counts: boolean;
  readonly party: string | null;
  /** The restriction, the status, the sort of session. */
  readonly says: string | null;
  /** The agreement that it succeeds, accedes under, or stands under. */
  readonly agreement: string | null;
  /** null for whoever may not read the act. */
  readonly by: string | null;
  /** null for whoever may not read the act. */
  readonly instrument: string | null;
};

export type Search = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly agreements: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly title: string;
          readonly kind: string;
          readonly standing: string;
        })[];
    };
  readonly institutes: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly title: string;
          readonly city: string | null;
          readonly seat: string;
        })[];
    };
  readonly experiments: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly title: string;
        })[];
    };
  readonly bodies: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly title: string;
        })[];
    };
  readonly parties: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly title: string;
          readonly kind: string;
        })[];
    };
  readonly people: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly name: {
              readonly familyName: string;
              readonly givenName: string | null;
            } | null;
        })[];
    };
  readonly acts: {
      readonly total: number;
      readonly items: readonly ({
          readonly id: string;
          readonly act: string;
          readonly on: string | null;
          readonly recorded: string | null;
          readonly instrument: string;
        })[];
    };
  readonly names: {
      readonly searched: boolean;
      /** What names may be searched for; where there are several, the request says one of them. */
      readonly purposes: readonly (string)[];
    };
};

export type AgreementListed = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly parties: readonly (string)[];
  /** On the day asked about. */
  readonly standing: "not in force yet" | "in force" | "suspended" | "ended";
  readonly inForce: readonly (Days)[];
  readonly suspended: readonly (Days)[];
  readonly closedToNewcomers: readonly (Days)[];
  readonly endsBecause: string | null;
  /** The agreement with whose end it ends. */
  readonly endsWith: string | null;
  readonly parent: string | null;
  readonly experiments: readonly (string)[];
  readonly renewal: string;
  /** The term that runs on the day asked about, or the last; null: it never entered into force. */
  readonly term: Days | null;
};

/** The first and the last day, both included; null: open to that side. */
export type Days = {
  readonly firstDay: string | null;
  readonly lastDay: string | null;
};

export type Agreement = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly parties: readonly (string)[];
  /** On the day asked about. */
  readonly standing: "not in force yet" | "in force" | "suspended" | "ended";
  readonly inForce: readonly (Days)[];
  readonly suspended: readonly (Days)[];
  readonly closedToNewcomers: readonly (Days)[];
  readonly endsBecause: string | null;
  /** The agreement with whose end it ends. */
  readonly endsWith: string | null;
  readonly parent: string | null;
  readonly experiments: readonly (string)[];
  readonly renewal: string;
  /** The term that runs on the day asked about, or the last; null: it never entered into force. */
  readonly term: Days | null;
  readonly noticePeriod: string | null;
  readonly restrictions: readonly ({
      readonly restriction: string;
      readonly days: readonly (Days)[];
    })[];
  readonly lateNotices: readonly ({
      readonly given: string | null;
      readonly party: string | null;
      readonly lastDay: string | null;
    })[];
  readonly deadline: Deadline | null;
  /** The acts that say when it is in force. */
  readonly acts: readonly (string)[];
};

export type Deadline = {
  readonly agreement: string;
  readonly title: string;
  readonly parties: readonly (string)[];
  readonly term: Days;
  readonly lastDayForNotice: string | null;
  /** The last ordinary session that is over by that day. */
  readonly session: {
      readonly id: string;
      readonly body: string;
      readonly firstDay: string | null;
      readonly lastDay: string | null;
    } | null;
  /** The running term's deadline, where it has passed. */
  readonly missed: {
      readonly lastDayForNotice: string | null;
      readonly lastDay: string | null;
    } | null;
  readonly ifNobodyActs: string;
  /** `ifNobodyActs` for programs. */
  readonly otherwise: {
      readonly happens: "renews" | "ends" | "goes on";
      /** The day on which it renews. */
      readonly on: string | null;
      /** The last day in force then; null: without end. */
      readonly lastDay: string | null;
      readonly because: string | null;
      readonly agreement: string | null;
    };
};

export type InstituteListed = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly seat: string;
  readonly governedBy: string;
  readonly ror: string | null;
};

export type Institute = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly seat: string;
  readonly governedBy: string;
  readonly ror: string | null;
  readonly city: string | null;
  readonly seats: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
  readonly governments: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
  /** The experiments in which it has a team. */
  readonly teams: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
};

export type Experiment = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  readonly title: string;
  /** The institutes that have a team in it. */
  readonly teams: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
  readonly agreements: readonly (string)[];
};

export type Body = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  readonly title: string;
  readonly observers: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
  readonly sessions: readonly ({
      readonly id: string;
      readonly sort: string;
      readonly access: string | null;
      readonly firstDay: string | null;
      readonly lastDay: string | null;
    })[];
};

export type PersonListed = {
  readonly id: string;
  /** On the day asked about. */
  readonly institutes: readonly (string)[];
  /** On the day asked about. */
  readonly experiments: readonly (string)[];
};

export type Person = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  /** Identifiers that were merged into this one. */
  readonly alsoKnownAs: readonly (string)[];
  /** Whether the person is under an alias; null for whoever may not know that. */
  readonly isUnderAlias: boolean | null;
  readonly affiliations: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
  readonly connections: readonly ({
      readonly institute: string;
      readonly connection: string;
      readonly days: readonly (Days)[];
    })[];
  readonly contracts: readonly ({
      readonly institute: string;
      readonly category: string;
      readonly days: readonly (Days)[];
    })[];
  readonly experiments: readonly ({
      readonly id: string;
      readonly days: readonly (Days)[];
    })[];
  readonly appointments: readonly ({
      readonly role: string;
      readonly experiment: string;
      readonly days: readonly (Days)[];
    })[];
  readonly entitlements: readonly ({
      readonly entitlement: string;
      readonly tuple: readonly (string | number)[];
      readonly days: readonly (Days)[];
    })[];
};

export type Names = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  /** The alias, where somebody is under one and the asker may not know more. */
  readonly familyName: string;
  readonly givenName: string | null;
  readonly orcid: string | null;
  readonly mail: string | null;
};

export type Extract = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly identifiers: readonly (string)[];
  readonly acts: readonly ({
      readonly [key: string]: unknown;
    })[];
  readonly facts: readonly ({
      readonly record: string;
      readonly tuple: readonly (string | number)[];
      readonly because: readonly (string)[];
      readonly firstDay: string | null;
      readonly lastDay: string | null;
    })[];
  readonly entitlements: readonly ({
      readonly entitlement: string;
      readonly tuple: readonly (string | number)[];
      readonly days: readonly (Days)[];
      readonly explanation: string;
    })[];
  readonly looks: readonly (Look)[];
};

export type Look = {
  readonly at: string;
  readonly by: string;
  readonly purpose: string;
  /** null: it was a look at everybody. */
  readonly person: string | null;
};

export type Doubles = {
  readonly doubles: readonly ({
      /** Two identifiers. */
      readonly people: readonly (string)[];
      /** What they have in common: orcid; mail; name, both names; swapped, the names in each other's place; initial, the family name, a given name that may be the other's, and an institute. */
      readonly why: readonly ("orcid" | "mail" | "name" | "swapped" | "initial")[];
      /** Institutes that both are or were at. */
      readonly institutes: readonly (string)[];
    })[];
  readonly total: number;
  /** Pairs that were decided not to be the same. */
  readonly apart: number;
};

export type Entry = {
  readonly position: number;
  readonly previous: string;
  readonly hash: string;
  readonly id: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly set?: string | undefined;
  readonly document?: {
      readonly reference: string;
      readonly sha256?: string | undefined;
      readonly location?: string | undefined;
    } | undefined;
  /** The act, its personal fields sealed. */
  readonly act: {
      readonly [key: string]: unknown;
    };
};

export type Recorded = {
  readonly head: {
      readonly position: number;
      readonly hash: string;
    };
  readonly added: readonly (Entry)[];
  /** Ids of acts that were recorded before, with the same content. */
  readonly repeated: readonly (string)[];
  readonly warnings: readonly (string)[];
};

export type Recording = {
  readonly acts: readonly (Act)[];
  /** The set in which they come: all or nothing. */
  readonly set?: string | undefined;
  /** The document that evidences an act, by the act's id. */
  readonly documents?: {
      readonly [key: string]: {
        readonly reference: string;
        readonly sha256?: string | undefined;
        readonly location?: string | undefined;
      };
    } | undefined;
};

/** An act as docs/registry-format.md has it in JSON; `act` and `id` above all. */
export type Act = {
  readonly [key: string]: unknown;
};

export type ImportPlan = {
  /** The head it was matched against: `If-Match` of recording it. */
  readonly head: string;
  readonly set: string;
  readonly files: readonly ({
      readonly name: string;
      readonly sha256: string;
    })[];
  readonly counts: {
      readonly parties: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly doubtful: number;
          readonly refused: number;
          readonly "left out": number;
        };
      readonly institutes: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly doubtful: number;
          readonly refused: number;
          readonly "left out": number;
        };
      readonly people: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly doubtful: number;
          readonly refused: number;
          readonly "left out": number;
        };
      readonly affiliations: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly doubtful: number;
          readonly refused: number;
          readonly "left out": number;
        };
      readonly agreements: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly doubtful: number;
          readonly refused: number;
          readonly "left out": number;
        };
    };
  /** Every row is right: none doubtful, none refused. */
  readonly whole: boolean;
  /** So many would be recorded. */
  readonly acts: number;
  /** Row by row; those that only say what the registry has are counted and not listed. */
  readonly rows: readonly (ImportRow)[];
  readonly questions: readonly (ImportQuestion)[];
  readonly notes: readonly (ImportProblem)[];
  readonly notesNotTold: number;
  readonly conflicts: readonly ({
      readonly act?: string | undefined;
      readonly message: string;
      readonly help?: string | undefined;
    })[];
};

export type ImportRow = {
  readonly table: "parties" | "institutes" | "people" | "affiliations" | "agreements";
  readonly place: {
      readonly file: string;
      readonly sheet?: string | undefined;
      /** As a spreadsheet counts: the header is row 1. */
      readonly row?: number | undefined;
      readonly line?: number | undefined;
    };
  readonly verdict: "new" | "changed" | "unchanged" | "doubtful" | "refused" | "left out";
  /** The identifier that it has or would get. */
  readonly subject?: string | undefined;
  /** The row in a few words, for people. */
  readonly shown: string;
  readonly changes: readonly ({
      readonly field: string;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
    })[];
  readonly because?: string | undefined;
  readonly question?: {
      readonly about: string;
      readonly said: string;
    } | undefined;
  readonly problems: readonly (ImportProblem)[];
  readonly acts: readonly (string)[];
};

export type ImportProblem = {
  readonly severity: "error" | "warning" | "repair";
  readonly category: string;
  readonly code: string;
  readonly message: string;
  readonly place?: {
      readonly file: string;
      readonly sheet?: string | undefined;
      /** As a spreadsheet counts: the header is row 1. */
      readonly row?: number | undefined;
      readonly line?: number | undefined;
    } | undefined;
  readonly column?: string | undefined;
  readonly help?: string | undefined;
};

export type ImportQuestion = {
  readonly about: "person" | "institute" | "facts" | "change" | "affiliation";
  readonly said: string;
  /** In a sentence. */
  readonly asks: string;
  readonly candidates: readonly ({
      readonly id: string;
      readonly shown: string;
    })[];
  /** Words that are answers too. */
  readonly words: readonly (string)[];
  /** A day is an answer, or values by the names of these columns. */
  readonly takes?: "day" | readonly (string)[] | undefined;
  readonly answers: readonly (string)[];
};

export type BroughtIn = {
  readonly set: string;
  readonly acts: number;
  readonly head: {
      readonly position: number;
      readonly hash: string;
    };
  readonly warnings: readonly (string)[];
};

export type ActSet = {
  readonly set: string;
  readonly acts: number;
  /** So many of them count for nothing any more. */
  readonly withdrawn: number;
  /** The day on which the registry learned of it. */
  readonly recorded: string;
  readonly by: string;
  readonly instrument: string;
  /** Acts by their sort. */
  readonly sorts: {
      readonly [key: string]: number;
    };
};

export type SetWithdrawal = {
  /** The set of the withdrawals; withdrawing it brings all back. */
  readonly set: string;
  readonly acts: number;
  readonly already: number;
  /** Acts that rest on the set: while there are any nothing is withdrawn. */
  readonly builtUpon: readonly ({
      readonly act: string;
      readonly sort: string;
      readonly on: string;
    })[];
  readonly builtUponNotTold: number;
  readonly isRecorded: boolean;
};

export type AccessDecision = {
  readonly decision: boolean;
  readonly context: {
      readonly day: string;
      readonly knownOn: string;
      readonly head: AccessHead;
      /** The first day from which the answer is the same. */
      readonly from?: string | undefined;
      /** The last day until which the answer is the same, by what is known. */
      readonly until?: string | undefined;
      /** Why, for whom it concerns. */
      readonly reason_user?: {
          readonly en: string;
        } | undefined;
      /** Why, by which rule and which facts. */
      readonly reason_admin?: {
          readonly en: string;
        } | undefined;
      readonly error?: {
          readonly status: number;
          readonly message: string;
        } | undefined;
    };
};

/** The ledger as far as which this is so. */
export type AccessHead = {
  readonly position: number;
  readonly hash: string;
};

export type AccessEvaluation = {
  readonly subject: AccessEntity;
  readonly action: AccessAction;
  readonly resource: AccessEntity;
  readonly context?: AccessContext | undefined;
  readonly [key: string]: unknown;
};

export type AccessEntity = {
  readonly type: string;
  readonly id: string;
  /** Further attributes. */
  readonly properties?: {
      readonly [key: string]: unknown;
    } | undefined;
  readonly [key: string]: unknown;
};

export type AccessAction = {
  /** An entitlement of the policy. */
  readonly name: string;
  /** Further attributes. */
  readonly properties?: {
      readonly [key: string]: unknown;
    } | undefined;
  readonly [key: string]: unknown;
};

export type AccessContext = {
  /** The day asked about; today where it is left out. */
  readonly day?: string | undefined;
  /** As known on which day; as known now where it is left out. */
  readonly knownOn?: string | undefined;
  readonly [key: string]: unknown;
};

export type AccessDecisions = {
  readonly evaluations: readonly (AccessDecision)[];
} | AccessDecision;

export type AccessEvaluations = {
  readonly subject?: AccessEntity | undefined;
  readonly action?: AccessAction | undefined;
  readonly resource?: AccessEntity | undefined;
  readonly context?: AccessContext | undefined;
  readonly evaluations?: readonly (unknown)[] | undefined;
  readonly options?: {
      readonly evaluations_semantic?: "execute_all" | "deny_on_first_deny" | "permit_on_first_permit" | undefined;
      readonly [key: string]: unknown;
    } | undefined;
  readonly [key: string]: unknown;
};

export type AccessFound = {
  readonly page: {
      /** Asks for the next page; empty on the last. */
      readonly next_token: string;
      readonly count: number;
      readonly total: number;
    };
  readonly context: {
      readonly day: string;
      readonly knownOn: string;
      readonly head: AccessHead;
    };
  readonly results: readonly ({
      readonly type: string;
      readonly id: string;
    } | {
      readonly name: string;
    })[];
};

export type AccessSubjectSearch = {
  readonly subject: AccessEntitySought;
  readonly action: AccessAction;
  readonly resource: AccessEntity;
  readonly context?: AccessContext | undefined;
  readonly page?: AccessPage | undefined;
  readonly [key: string]: unknown;
};

export type AccessEntitySought = {
  readonly type: string;
  /** Further attributes. */
  readonly properties?: {
      readonly [key: string]: unknown;
    } | undefined;
  readonly [key: string]: unknown;
};

export type AccessPage = {
  readonly token?: string | undefined;
  readonly limit?: number | undefined;
  /** Further attributes. */
  readonly properties?: {
      readonly [key: string]: unknown;
    } | undefined;
  readonly [key: string]: unknown;
};

export type AccessResourceSearch = {
  readonly subject: AccessEntity;
  readonly action: AccessAction;
  readonly resource: AccessEntitySought;
  readonly context?: AccessContext | undefined;
  readonly page?: AccessPage | undefined;
  readonly [key: string]: unknown;
};

export type AccessActionSearch = {
  readonly subject: AccessEntity;
  readonly resource: AccessEntity;
  readonly context?: AccessContext | undefined;
  readonly page?: AccessPage | undefined;
  readonly [key: string]: unknown;
};

export type AccessMetadata = {
  readonly policy_decision_point: string;
  readonly access_evaluation_endpoint: string;
  readonly access_evaluations_endpoint: string;
  readonly search_subject_endpoint: string;
  readonly search_resource_endpoint: string;
  readonly search_action_endpoint: string;
};

export type Entitlement = {
  readonly name: string;
  readonly title: string | null;
  readonly source: string | null;
  readonly columns: readonly ({
      readonly name: string;
      readonly kind: string;
    })[];
};

export type When = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly entitlement: string;
  readonly tuple: readonly (string | number)[];
  /** On the day, where one is asked about. */
  readonly holds: boolean | null;
  readonly days: readonly (Days)[];
};

export type Who = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly entitlement: string;
  readonly columns: readonly (string)[];
  readonly rows: readonly ({
      readonly tuple: readonly (string | number)[];
      readonly days: readonly (Days)[];
    })[];
  /** Give this as `after` for the next page; null: this is the last. */
  readonly next: string | null;
};

export type Reasons = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly entitlement: string;
  readonly tuple: readonly (string | number)[];
  readonly on: string;
  readonly answer: "yes" | "no";
  /** Of a yes: the days around the one asked about. */
  readonly days: Days | null;
  /** Indented lines: each rule with its source, each fact, each step of reckoning. */
  readonly text: string;
  readonly proof: Step;
  readonly facts: readonly ({
      readonly record: string;
      readonly tuple: readonly (string | number)[];
      readonly firstDay: string | null;
      readonly lastDay: string | null;
      readonly acts: readonly (ActBehind)[];
    })[];
};

/** The same step by step, of a yes and of a no alike: the lines of the text are its sentences in this order. */
export type Step = {
  /** answer: the root. rule: by which rule. fact: of a record. derived: what a rule derives. part: some of the days. window, anchor, change: what is so at other times. value: a comparison, a computed value, a day. absent: what is not the case. never-together: what is the case at times, and never all at once. nearest: what comes near. exception: one that is the case. no-value: a variable without one. ends: what ends the days. operator, horizon: what ends them otherwise. */
  readonly step: "answer" | "rule" | "fact" | "derived" | "part" | "window" | "anchor" | "change" | "value" | "absent" | "never-together" | "nearest" | "exception" | "no-value" | "ends" | "operator" | "horizon";
  /** In words, without the steps below. */
  readonly sentence: string;
  /** Whether it is as the step above wants it; null where it is neither. */
  readonly met: boolean | null;
  /** What is the case, or is not. */
  readonly claim: StepClaim | null;
  readonly rule: StepRule | null;
  /** On which days. */
  readonly days: Days | null;
  /** Of what is absent: when it was so last. */
  readonly before: Days | null;
  /** Of what is absent: when it is so next. */
  readonly after: Days | null;
  /** Of what is absent: on which of the days it is so after all. Of a window that lacks: when what it looks at was so. */
  readonly heldOn: readonly (Days)[];
  readonly operator: "within" | "throughout" | "since" | "until" | "begins" | "ends" | "after" | "on" | "from" | "before" | "through" | "=" | "!=" | "<" | "<=" | ">" | ">=" | null;
  readonly window: StepWindow | null;
  /** The days of what a window looks at. */
  readonly looksAt: Days | null;
  readonly reckoning: readonly (Reckoning)[];
  /** Both sides of a comparison; a variable and what it is computed from; the day that is named. */
  readonly values: readonly (ComputedValue)[];
  /** Those that made the fact, and say when it ends; of a lacking fact, the one that was there last. */
  readonly acts: readonly (ActBehind)[];
  /** Whether it speaks of something the asker may not know. */
  readonly isHidden: boolean;
  /** A number, where other steps refer to this one. */
  readonly id: number | null;
  /** The `id` of the step above that has the steps below this one. */
  readonly shownAt: number | null;
  /** What it rests on, or what it lacks. */
  readonly below: readonly (Step)[];
};

export type StepClaim = {
  /** Of the record, the rule or the entitlement. */
  readonly name: string;
  readonly role: "record" | "rule" | "entitlement" | "never";
  readonly columns: readonly ({
      readonly name: string;
      readonly kind: string;
    })[];
  /** A value for each column; null for any, and for what the asker may not know. */
  readonly tuple: readonly (string | number | null)[];
  /** In the policy's words. */
  readonly sentence: string;
};

export type StepRule = {
  readonly id: string;
  readonly title: string | null;
  /** Where it is written: an article, a decision. */
  readonly source: string | null;
  /** Of the policy's document, counted from 1. */
  readonly line: number;
};

export type StepWindow = {
  readonly direction: "last" | "next";
  readonly least: Duration;
  /** null: without end. */
  readonly most: Duration | null;
};

/** So many calendar months, then so many days. */
export type Duration = {
  readonly months: number;
  readonly days: number;
};

/** Date arithmetic: `day` + `duration` = `gives`. */
export type Reckoning = {
  /** from: the first day comes out; before: the day after the last one. */
  readonly end: "from" | "before";
  readonly day: string | null;
  readonly operator: "+" | "-";
  readonly duration: Duration;
  readonly gives: string | null;
};

export type ComputedValue = {
  /** A day as it is written; null for what the asker may not know. */
  readonly value: string | number | Duration | null;
  readonly kind: string;
  readonly operator: "+" | "-" | "*" | "/" | null;
  /** Of an operator: the left side and the right. */
  readonly sides: readonly (ComputedValue)[];
  /** The policy's parameter that has this value. */
  readonly parameter: string | null;
  /** Since when the parameter has it; null: ever since. */
  readonly since: string | null;
};

export type ActBehind = {
  readonly id: string;
  readonly act: string;
  readonly on: string | null;
  readonly recorded: string | null;
  readonly by: string | null;
  /** null for whoever may not read the act. */
  readonly instrument: string | null;
  /** Only a draft has it, and nobody recorded it. */
  readonly isOfDraft?: true | undefined;
};

export type Remedies = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly entitlement: string;
  readonly tuple: readonly (string | number)[];
  readonly on: string;
  readonly holds: boolean;
  readonly remedies: readonly ({
      readonly remedy: string;
      readonly acts: readonly ({
          readonly act: "add" | "end";
          readonly record: string;
          readonly tuple: readonly (string | number)[];
          readonly firstDay: string | null;
          readonly lastDay: string | null;
        })[];
      readonly restores: Days;
    })[];
};

export type PersonEntitlements = {
  /** By what was known at the end of this day the answer is. */
  readonly knownOn: string;
  /** The last act that the answer takes into account. */
  readonly position: number;
  readonly id: string;
  readonly entitlements: readonly (HeldEntitlement)[];
};

export type HeldEntitlement = {
  readonly entitlement: string;
  /** In the policy's words, without the person. */
  readonly label: string;
  readonly source: string | null;
  readonly tuple: readonly (string | number)[];
  readonly stretches: readonly ({
      readonly firstDay: string | null;
      readonly lastDay: string | null;
      /** A day of the stretch to ask `explain` about: its last, or its first. */
      readonly askOn: string;
      /** What ends it on its last day; none where it is open. */
      readonly ends: readonly (Step)[];
    })[];
};

export type OwnAuthorLines = {
  readonly id: string;
  readonly name: string;
  readonly hasOrcid: boolean;
  readonly dates: {
      readonly reference: string;
      readonly published: string;
    };
  readonly experiments: readonly ({
      readonly experiment: string;
      readonly title: string;
      readonly policies: readonly ({
          readonly policy: string;
          readonly title: string;
          /** What stands after the name. */
          readonly lines: readonly (string)[];
          readonly affiliations: readonly ({
              readonly institute: string;
              readonly printed: "institute" | "line" | "kept line" | "nothing";
              readonly agreement: string | null;
              readonly state: string;
            })[];
          readonly isUnidentifiable: boolean;
        })[];
    })[];
};

export type SigningExperiments = {
  readonly experiments: readonly ({
      readonly experiment: string;
      readonly title: string;
      /** The file of its policy of authorship. */
      readonly policy: string;
      /** Papers that the registry has of it. */
      readonly papers: readonly (string)[];
    })[];
};

export type Signers = {
  readonly experiment: string;
  readonly title: string;
  readonly reference: string;
  readonly policy: string;
  readonly authors: readonly ({
      readonly person: string;
      readonly name: string;
      readonly institutes: readonly (string)[];
      readonly isDeceased: boolean;
    })[];
  /** Who had left every institute by the day: printed with the last one. */
  readonly atLastInstitute: readonly (string)[];
  readonly withoutInstitute: readonly (string)[];
  /** Additions to the authors and opt-outs on the day, with their reasons. */
  readonly choices: readonly ({
      readonly person: string;
      readonly name: string;
      readonly choice: "added" | "opted out";
      readonly paper: string | null;
      readonly reason: string;
    })[];
  /** The list as a file of our own format: send it to be printed, compared or written. */
  readonly file: {
      readonly name: string;
      readonly text: string;
    };
};

export type WhySigns = {
  readonly person: string;
  readonly experiment: string;
  readonly reference: string;
  readonly signs: boolean;
  /** For whom it concerns. */
  readonly plain: string;
  /** The rule, its source, what it rests on and what ends it. */
  readonly expert: string;
  /** The whole proof, step by step. */
  readonly proof: string;
  readonly choices: readonly ({
      readonly choice: "added" | "opted out";
      readonly reason: string;
    })[];
};

export type AuthorShares = {
  readonly experiment: string;
  readonly on: string;
  readonly draft: string | null;
  readonly units: number;
  readonly authors: {
      readonly before: number;
      readonly after: number;
    };
  /** Authors for whom nobody pays. */
  readonly unpaid: {
      readonly before: number;
      readonly after: number;
    };
  readonly payers: readonly ({
      readonly payer: string;
      readonly title: string;
      readonly before: {
          /** Somebody of several institutes counts in equal parts. */
          readonly authors: {
              readonly part: number;
              readonly of: number;
            };
          readonly units: number;
        };
      readonly after: {
          /** Somebody of several institutes counts in equal parts. */
          readonly authors: {
              readonly part: number;
              readonly of: number;
            };
          readonly units: number;
        };
      readonly difference: number;
    })[];
};

export type SigningPolicy = {
  /** Its name. */
  readonly policy: string;
  readonly title: string;
  readonly about: string;
  /** Where it was used, or who proposed it. */
  readonly seen: string | null;
  readonly source: string | null;
  /** What it prints in the place of an institute. */
  readonly lines: readonly (string)[];
  /** Parties and agreements that it treats apart. */
  readonly disputed: readonly (string)[];
  readonly acknowledgements: "as given" | "of printed institutes" | "of everybody" | "none";
};

export type PrintedAuthorList = {
  readonly read: AuthorListRead;
  readonly dates: {
      readonly reference: string;
      readonly published: string;
    };
  readonly policy: string;
  /** Affiliations as printed, in the order of their first appearance. */
  readonly lines: readonly ({
      readonly text: string;
      readonly how: "institute" | "line" | "kept line";
      readonly authors: number;
    })[];
  readonly people: readonly ({
      readonly name: string;
      /** `line` counts the lines from 1. */
      readonly marks: readonly ({
          readonly line: number;
          readonly connection: string;
        })[];
      readonly hasOrcid: boolean;
      readonly isDeceased: boolean;
      readonly isUnidentifiable: boolean;
    })[];
  readonly thanks: readonly (string)[];
  /** Authors of whom nothing printed tells who they are. */
  readonly unidentifiable: readonly (string)[];
  readonly warnings: readonly ({
      readonly code: string;
      readonly message: string;
      readonly about: readonly (string)[];
      readonly count: number;
    })[];
  readonly differences: SigningDifferences | null;
  readonly downstream: {
      readonly isSafe: boolean;
      readonly authorsHarmed: number;
      readonly organisations: number;
      readonly byId: number;
      readonly byName: number;
      readonly withCountry: number;
      readonly lines: readonly ({
          readonly name: string;
          readonly isLine: boolean;
          readonly authors: number;
          readonly inspire: "its id" | "the host" | "its name" | "nothing";
          readonly country: string | null;
          readonly harm: readonly (string)[];
        })[];
    };
  readonly written: {
      readonly format: string;
      /** null: a workbook, which is no text. */
      readonly text: string | null;
      readonly isWhole: boolean;
      readonly notes: readonly (string)[];
    } | null;
};

export type AuthorListRead = {
  /** What the file is, as told by what stands in it. */
  readonly format: string;
  /** Authors that the file has; each stands on the list or is left out. */
  readonly authors: number;
  readonly leftOut: number;
  readonly organisations: number;
  readonly title: string | null;
  readonly collaborations: readonly (string)[];
  readonly notes: readonly ({
      readonly severity: "error" | "warning" | "repair";
      readonly message: string;
      readonly line: number | null;
      readonly help: string | null;
    })[];
  readonly notesNotTold: number;
};

export type SigningDifferences = {
  readonly policy: string;
  readonly against: string;
  readonly changedCount: number;
  readonly changed: readonly ({
      readonly name: string;
      readonly policy: readonly (string)[];
      readonly against: readonly (string)[];
    })[];
  readonly institutesOnlyPolicy: readonly (string)[];
  readonly institutesOnlyAgainst: readonly (string)[];
  readonly thanksOnlyPolicy: readonly (string)[];
  readonly thanksOnlyAgainst: readonly (string)[];
  readonly unidentifiableOnlyPolicy: readonly (string)[];
  readonly unidentifiableOnlyAgainst: readonly (string)[];
};

export type AuthorReplay = {
  readonly before: AuthorListRead;
  readonly after: AuthorListRead;
  readonly dates: {
      readonly reference: string;
      readonly published: string;
    };
  readonly policy: string;
  /** Of those printed under a line: how many were predicted. */
  readonly recall: {
      readonly part: number;
      readonly of: number;
    };
  /** Of those predicted: how many are printed under a line. */
  readonly precision: {
      readonly part: number;
      readonly of: number;
    };
  readonly counts: {
      readonly predictedAndPrinted: number;
      readonly predictedNotPrinted: number;
      readonly printedNotPredicted: number;
      readonly neither: number;
      readonly doubtful: number;
      readonly gone: number;
      readonly come: number;
    };
  readonly people: readonly ({
      readonly name: string;
      readonly matchedBy: string;
      readonly outcome: "predicted and printed" | "predicted, not printed" | "printed, not predicted" | "neither";
      readonly predicted: readonly (string)[];
      readonly printed: readonly (string)[];
      readonly institutes: readonly (string)[];
      readonly reason: string | null;
    })[];
  readonly doubtful: readonly ({
      readonly before: readonly (string)[];
      readonly after: readonly (string)[];
      readonly why: string;
      readonly settled: "predicted and printed" | "predicted, not printed" | "printed, not predicted" | "neither" | null;
    })[];
  readonly gone: readonly ({
      readonly name: string;
      readonly lines: readonly (string)[];
    })[];
  readonly come: readonly ({
      readonly name: string;
      readonly lines: readonly (string)[];
    })[];
  readonly unsure: readonly ({
      readonly name: string;
      readonly doubt: string | null;
    })[];
};

export type PasskeyOptions = {
  readonly options: {
      readonly [key: string]: unknown;
    };
};

export type Arrived = {
  readonly goTo: string;
};

export type PasskeyAssertion = {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly clientExtensionResults: {
      readonly [key: string]: unknown;
    };
  readonly response: {
      readonly clientDataJSON: string;
      readonly authenticatorData: string;
      readonly signature: string;
      readonly userHandle?: string | undefined;
      readonly [key: string]: unknown;
    };
  readonly [key: string]: unknown;
};

export type PasskeyRegistration = {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly clientExtensionResults: {
      readonly [key: string]: unknown;
    };
  readonly response: {
      readonly clientDataJSON: string;
      readonly attestationObject: string;
      readonly transports?: readonly (string)[] | undefined;
      readonly [key: string]: unknown;
    };
  readonly [key: string]: unknown;
};

export type ClientToken = {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly scope?: string | undefined;
};

export type ClientRefusal = {
  readonly error: string;
  readonly error_description: string;
  readonly code: string;
  readonly detail: string;
};

export type Me = {
  readonly account: string | null;
  readonly person: string | null;
  readonly via: "public" | "session" | "client" | "demo" | "address";
  readonly method: "oidc" | "passkey" | "link" | "demo" | "one-factor" | null;
  /** Whether this server lets everybody take on any role. */
  readonly demo: boolean;
  /** What the office calls the account. */
  readonly title: string | null;
  /** The offices that it was granted, today's or not. */
  readonly grants: readonly (Grant)[];
  /** What the account may look at people for; where there are several, a request says which in `Comity-Purpose`. */
  readonly purposes: readonly (string)[];
};

export type Grant = {
  readonly role: "users-office" | "legal-service" | "team-leader" | "experiment-secretary" | "delegate" | "security-officer" | "auditor" | "alias-keeper" | "cleared" | "administrator" | "access-system" | "monitor";
  /** The institute, experiment or body for which it holds. */
  readonly of?: string | undefined;
  /** The first day. */
  readonly from?: string | undefined;
  /** The last day. */
  readonly to?: string | undefined;
};

export type Account = {
  readonly account: string;
  readonly kind: "human" | "client";
  readonly title?: string | undefined;
  readonly person?: string | undefined;
  readonly grants: readonly (Grant)[];
  readonly disabled: boolean;
  readonly demo: boolean;
  readonly scopes?: readonly (string)[] | undefined;
  readonly made: string;
  readonly factors: readonly ({
      readonly factor: string;
      readonly sort: "passkey" | "provider";
      readonly issuer?: string | undefined;
      readonly since: string;
    })[];
  readonly secrets?: readonly ({
      readonly made: string;
      readonly expires: string;
    })[] | undefined;
};

export type Session = {
  readonly session: string;
  readonly method: string;
  readonly began: string;
  readonly used: string;
  readonly device: string;
  readonly own: boolean;
};

export type ClientWithSecret = (Account) & ({
  /** Shown this once; only its hash is kept. */
  readonly secret: string;
});

export type WaysIn = {
  /** The token that forms of this page carry, for this browser and session; good for two hours. */
  readonly form: string;
  readonly providers: readonly ({
      readonly name: string;
      readonly title: string;
    })[];
  /** Roles that anybody may take on by `POST /sign-in/demo`; none where the demo is off. */
  readonly demoRoles: readonly ({
      readonly name: string;
      readonly title: string;
    })[];
};

export type OwnWays = {
  readonly ways: readonly ({
      readonly factor: string;
      readonly sort: "passkey" | "provider";
      /** What its owner calls it; of a provider its address. */
      readonly name: string;
      readonly since: string;
    })[];
  readonly mayAdd: boolean;
  /** Whoever may not shows first, once more, who they are. */
  readonly mayRemove: boolean;
};

export type Decision = {
  readonly id: string;
  readonly state: "entering" | "entered" | "reversed";
  readonly title: string;
  readonly body: string | null;
  readonly session: string | null;
  readonly date: string;
  readonly instrument: {
      readonly reference: string;
      readonly date: string;
      readonly sha256: string;
      readonly location: string;
    };
  readonly enteredAt: string;
  readonly acts: readonly (string)[];
  readonly derivedAt: string | null;
  readonly guide: string;
  readonly agreements: readonly ({
      readonly id: string;
      readonly title: string;
      readonly change: string;
      readonly lastDay: string;
      readonly parties: readonly (string)[];
      readonly with: string | null;
      readonly latestNotice: string | null;
    })[];
  readonly ends: readonly ({
      readonly entitlement: string;
      readonly title: string;
      readonly days: readonly ({
          readonly lastDay: string;
          readonly people: number | null;
        })[];
    })[];
  readonly warnings: readonly (string)[];
  readonly reversal: {
      readonly id: string;
      readonly title: string;
      readonly date: string;
      readonly instrument: {
          readonly reference: string;
          readonly date: string;
          readonly sha256: string;
          readonly location: string;
        };
      readonly acts: readonly (string)[];
      readonly notUndone: readonly ({
          readonly act: string;
          readonly what: string;
          readonly why: string;
        })[];
      readonly passed: readonly ({
          readonly entitlement: string;
          readonly title: string;
          readonly lastDay: string;
          readonly people: number | null;
        })[];
      readonly cannotBeUndone: readonly ({
          readonly what: string;
          readonly why: string;
          readonly people: number | null;
        })[];
    } | null;
};

export type Instrument = {
  readonly reference: string;
  readonly date: string;
  /** Of the document's bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Where it is kept. */
  readonly location: string;
};

export type PlanPart = {
  /** `person`, `team leader`, `party`, `institute`, `experiment`, or `whole`. */
  readonly kind: string;
  readonly id: string;
  /** Send it back as `If-Match: "VERSION"` with a change. */
  readonly version: number;
  readonly institutes: readonly (string)[];
  readonly ends: readonly ({
      readonly entitlement: string;
      readonly about: string | null;
      readonly lastDay: string;
      readonly again: string | null;
    })[];
  readonly items: readonly ({
      readonly item: string;
      readonly what: string;
      readonly owner: string;
      readonly due: string | null;
      readonly state: "open" | "in hand" | "done" | "does not apply" | "excepted" | "dropped";
      readonly isOpen: boolean;
      readonly isLate: boolean;
      readonly until: string | null;
      readonly note: string | null;
      readonly changes: readonly ({
          readonly at: string;
          readonly by: string;
          readonly state: "open" | "in hand" | "done" | "does not apply" | "excepted" | "dropped";
          readonly note: string | null;
        })[];
    })[];
  readonly letters: readonly ({
      readonly letter: string;
      readonly due: string;
    })[];
  readonly exceptions: readonly ({
      readonly until: string | null;
      readonly at: string;
      readonly by: string;
      readonly acts: readonly (string)[] | null;
    })[];
};

export type Letter = {
  readonly subject: string;
  readonly text: string;
  /** A whole document. */
  readonly html: string;
};

export type PlanWork = {
  readonly today: string;
  /** By kind: people, institutes ... */
  readonly parts: {
      readonly [key: string]: number;
    };
  readonly work: readonly ({
      readonly owner: string;
      readonly item: string;
      readonly what: string;
      /** The earliest day on which it is due and open. */
      readonly firstDue: string | null;
      readonly all: number;
      /** Nothing said yet, in hand, or excepted until a day that is over. */
      readonly open: number;
      readonly inHand: number;
      readonly late: number;
      /** Done, or it does not apply. */
      readonly done: number;
    })[];
  readonly letters: readonly ({
      readonly letter: string;
      readonly due: string;
      readonly kind: string;
      readonly count: number;
    })[];
  readonly exceptions: number;
  /** The guide's offices, as people call them. */
  readonly offices: readonly ({
      readonly office: string;
      readonly en: string;
      readonly fr: string;
    })[];
  /** What ends, as the guide says it: `your access to the site`. */
  readonly words: readonly ({
      readonly entitlement: string;
      readonly en: string;
      readonly fr: string;
    })[];
};

export type Mail = {
  readonly id: string;
  readonly version: number;
  readonly letter: string;
  readonly kind: string;
  /** By identifier; neither name nor address. */
  readonly to: string;
  readonly due: string;
  readonly state: "waiting" | "handing over" | "at the dot" | "in doubt" | "sent" | "held" | "refused" | "bounced" | "by hand" | "cancelled";
  readonly why: string | null;
  readonly messageId: string;
  readonly attempts: number;
  /** How often the answer to the final dot was lost: so many times it may have arrived. */
  readonly inDoubt: number;
  readonly sentAt: string | null;
  readonly notBefore: string | null;
  readonly changes: readonly ({
      readonly at: string;
      readonly by: string;
      readonly state: "waiting" | "handing over" | "at the dot" | "in doubt" | "sent" | "held" | "refused" | "bounced" | "by hand" | "cancelled";
      readonly why: string | null;
      readonly code: number | null;
      readonly note: string | null;
    })[];
};

export type Draft = {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly author: string;
  readonly editors: readonly (string)[];
  readonly sharedWith: readonly (string)[];
  readonly changedBy: string;
  readonly changedAt: string;
  readonly withdrawn: {
      readonly by: string;
      readonly at: string;
      readonly why?: string | undefined;
    } | null;
  /** How many fact sheets of it were frozen. */
  readonly frozen: number;
  readonly released: "public" | "bodies" | null;
  readonly decision: DraftDecision;
  /** Of a draft just made or changed: what is not wrong but should be known. */
  readonly warnings?: readonly (string)[] | undefined;
};

/** A draft decision as docs/decision-format.md describes it. */
export type DraftDecision = {
  readonly [key: string]: unknown;
};

export type DraftBody = {
  readonly decision?: DraftDecision | undefined;
  readonly short?: ShortForm | undefined;
};

export type ShortForm = {
  /** `end`: `day` is its last day in force. `suspend`: from `day` on, through `lastDay` where that is given. `let lapse`: notice is given on `day`, and it ends with the term that this still ends. `postpone`: it goes on until `day`, its last day, whatever term, notice or termination said. */
  readonly what: "end" | "suspend" | "let lapse" | "postpone";
  /** the agreement's identifier */
  readonly agreement: string;
  readonly day: string;
  /** of a suspension: its last day */
  readonly lastDay?: string | undefined;
  /** identifiers of people whom it does not touch */
  readonly exceptions?: readonly (string)[] | undefined;
  /** when it would be taken; today where absent */
  readonly date?: string | undefined;
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  readonly body?: string | undefined;
  readonly session?: string | undefined;
  readonly knownOn?: string | undefined;
};

export type DraftRevision = {
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  readonly did: string;
  readonly differences: readonly ({
      readonly path: string;
      readonly was?: unknown | undefined;
      readonly is?: unknown | undefined;
    })[];
};

export type Impact = {
  readonly draft: string;
  readonly revision: number;
  readonly knownOn: string;
  readonly head: (Head);
  readonly smallFigures: "shown" | "hidden";
  readonly sheet: FactSheet;
};

/** The fact sheet. A figure that is hidden is null. */
export type FactSheet = {
  readonly [key: string]: unknown;
};

export type Comparison = {
  readonly [key: string]: unknown;
};

export type Frozen = {
  readonly number: number;
  readonly draft: string;
  readonly revision: number;
  readonly knownOn: string;
  readonly head: (Head);
  /** SHA-256 of the policy's text. */
  readonly policy: string;
  readonly hash: string;
  readonly by: string;
  readonly at: string;
};

export type FrozenCheck = {
  /** What was frozen has the hash that was given out. */
  readonly hash: boolean;
  /** The registry's ledger still has that head in its place. */
  readonly head: boolean;
  /** The server reads the same policy today. */
  readonly policy: boolean;
  /** Derived again from the ledger as far as that head, by today's policy, it says the same. */
  readonly sheet: boolean;
  readonly differences: readonly ({
      readonly path: string;
      readonly was?: unknown | undefined;
      readonly is?: unknown | undefined;
    })[];
};

export type ReleasedSheet = {
  readonly draft: string;
  readonly number: number;
  readonly to: "public" | "bodies";
  readonly title: string;
  readonly knownOn: string;
  readonly head: (Head);
  /** That of the frozen fact sheet with all its figures. */
  readonly hash: string;
  readonly at: string;
};

export type ReleasedFactSheet = (ReleasedSheet) & ({
  readonly sheet: {
      readonly [key: string]: unknown;
    };
});

export type PersonDraft = {
  readonly draft: string;
  readonly title: string;
  /** As it is worked on, or as it was frozen and released, for those who may see only that. */
  readonly state: "draft" | "released";
  /** The day as known on which it is laid over the registry. */
  readonly knownOn: string | null;
  readonly changes: readonly (PersonChange)[];
  /** How many entitlements stay as they are. */
  readonly same: number;
  /** Why it cannot be laid over the registry any more. */
  readonly fault: string | null;
};

export type PersonChange = {
  readonly entitlement: string;
  /** In the policy's words, without the person. */
  readonly label: string;
  readonly tuple: readonly (string | number)[];
  /** As things stand. */
  readonly before: readonly (Days)[];
  /** Under the draft. */
  readonly after: readonly (Days)[];
  /** The first day without; null where none is lost. */
  readonly firstLost: string | null;
  readonly firstGained: string | null;
  /** What ends the days that are left; where none are, what is lacking. */
  readonly because: readonly ({
      readonly sentence: string;
      readonly days: Days | null;
    })[];
  /** What would be enough to keep it under the draft; each was tried. */
  readonly remedies: readonly ({
      readonly remedy: string;
      readonly restores: Days;
    })[];
};

export type DraftReasons = {
  readonly draft: string;
  readonly knownOn: string;
  readonly head: (Head);
  readonly entitlement: string;
  readonly tuple: readonly (string | number)[];
  readonly on: string;
  readonly answer: "yes" | "no";
  /** Of a yes: the days around the one asked about. */
  readonly days: Days | null;
  /** The steps as indented lines. */
  readonly text: string;
  readonly proof: (Step);
};

export type Touched = {
  readonly person: string;
  /** The first day on which something is lost. */
  readonly firstDay: string;
  /** What is lost, in the policy's order. */
  readonly entitlements: readonly (string)[];
  /** Those through which the person is hit. */
  readonly institutes: readonly (string)[];
};

export type DecidingBodyListed = {
  readonly body: string;
  readonly title: Words;
  readonly isMadeUp: boolean;
  readonly memberKind: "state" | "institute";
  readonly members: number;
};

export type Words = {
  readonly en: string;
  readonly fr: string;
};

export type DecidingBody = {
  readonly body: string;
  readonly title: Words;
  readonly note: Words | null;
  readonly isMadeUp: boolean;
  readonly memberKind: "state" | "institute";
  readonly on: string;
  readonly members: readonly ({
      readonly member: string;
      readonly title: string | null;
      readonly weight: number;
      readonly hasVote: boolean;
      readonly because: "arrears" | "waiver" | "not-in-programme" | null;
      /** The instrument that states what it owes, or by which it votes all the same. */
      readonly source: string | null;
      readonly takesPart: boolean;
      readonly from: string | null;
    })[];
  readonly associates: readonly ({
      readonly member: string;
      readonly title: string | null;
    })[];
  readonly observers: readonly ({
      readonly member: string;
      readonly title: string | null;
    })[];
  readonly quorum: {
      readonly words: Words;
      readonly source: string;
      /** Whether its text was read there. */
      readonly isVerified: boolean;
    } | null;
  readonly arrears: {
      readonly words: Words;
      readonly source: string;
      /** Whether its text was read there. */
      readonly isVerified: boolean;
    } | null;
  readonly offices: readonly ({
      readonly office: string;
      readonly title: Words;
      readonly term: Words;
      readonly source: string;
      /** Whether its text was read there. */
      readonly isVerified: boolean;
    })[];
  readonly attendance: readonly ({
      readonly level: "public" | "open" | "restricted" | "closed";
      readonly readers: "everybody" | readonly (string)[];
    })[];
  readonly programmes: readonly ({
      readonly programme: string;
      readonly title: Words;
    })[];
  readonly usualRule: string;
  readonly rules: readonly (MajorityRule)[];
};

export type MajorityRule = {
  readonly id: string;
  readonly title: Words;
  readonly words: (Words);
  readonly needs: readonly ({
      readonly words: Words;
      /** How many that is, where it is known before the vote. */
      readonly needed: number | null;
      readonly of: number | null;
    })[];
  /** The requirements as data. */
  readonly definition: readonly ({
      readonly [key: string]: unknown;
    })[];
  readonly voters: "members" | "participants";
  readonly asksForParticipants: boolean;
  readonly clauses: readonly ({
      readonly clause: string;
      readonly matter: Words;
      readonly source: string;
      /** Whether its text was read there. */
      readonly isVerified: boolean;
    })[];
  readonly source: string;
  /** Whether its text was read there. */
  readonly isVerified: boolean;
};

export type Splits = {
  readonly body: string;
  readonly rule: string;
  readonly on: string;
  readonly words: Words;
  /** How many can vote. */
  readonly votes: number;
  /** In favour, against, and what comes of it; the others abstain. */
  readonly splits: readonly (readonly [number, number, "passes" | "fails" | "depends"])[];
};

export type NoticeWarning = {
  readonly agreement: string;
  readonly title: string;
  readonly lastDayForNotice: string;
  readonly daysLeft: number;
  readonly urgency: "time" | "last-session" | "no-session-left";
  readonly lastSession: string | null;
  readonly nextSession: string | null;
  readonly extraordinarySession: string | null;
  readonly ifNobodyActs: string;
  readonly words: Words;
  /** Items that you may see whose motions are about it. */
  readonly onAgenda: readonly ({
      readonly session: string;
      readonly item: number;
    })[];
};

export type CouncilSessionListed = {
  readonly session: string;
  readonly body: string;
  readonly sort: "ordinary" | "extraordinary";
  readonly access: "open" | "restricted" | "closed" | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly when: "over" | "now" | "to come";
};

export type CouncilSession = {
  readonly session: string;
  readonly body: string;
  readonly sort: "ordinary" | "extraordinary";
  readonly access: "open" | "restricted" | "closed" | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly when: "over" | "now" | "to come";
  /** Null where you do not sit in the body. */
  readonly represented: readonly (string)[] | null;
  /** Those that you may see. */
  readonly items: readonly (AgendaItem)[];
  /** Agreements for whose notice this session is the last. */
  readonly notices: readonly (NoticeWarning)[];
};

export type AgendaItem = {
  readonly number: number;
  readonly title: string;
  readonly level: "public" | "open" | "restricted" | "closed";
  readonly papers: readonly (CouncilPaper)[];
  readonly motion: TabledMotion | null;
};

export type CouncilPaper = {
  readonly reference: string;
  readonly title: string;
  /** Who may read it: whoever sits in sessions of that kind. */
  readonly level: "public" | "open" | "restricted" | "closed";
  readonly sha256: string;
  readonly location: string;
};

export type TabledMotion = {
  readonly title: string;
  readonly polarity: "terminate" | "continue" | "change";
  readonly rule: string;
  readonly clause: string;
  readonly default: {
      readonly effect: "ends" | "goes on" | "changes" | "stays";
      readonly clause: string;
    } | null;
  readonly ballot: "open" | "secret";
  readonly programme: string | null;
  readonly state: "tabled" | "voted" | "not put";
  readonly decidedOn: {
      readonly draft: string;
      readonly title: string;
      readonly number: number;
      readonly revision: number;
      readonly sha256: string;
      readonly knownOn: string;
      readonly agreements: readonly (string)[];
    } | null;
  /** Those without a quorum, and then the one that counts. */
  readonly votes: readonly ({
      readonly on: string;
      readonly at: string;
      readonly represented: readonly (string)[];
      /** Of an open vote; null of a secret one. */
      readonly votes: {
          readonly [key: string]: "in favour" | "against" | "abstain";
        } | null;
      readonly tally: {
          readonly inFavour: number;
          readonly against: number;
          readonly abstaining: number;
        };
      readonly board: {
          readonly sha256: string;
          readonly location: string;
        } | null;
      readonly verdict: string;
      readonly words: Words;
    })[];
  readonly consequence: {
      readonly effect: "ends" | "goes on" | "changes" | "stays" | null;
      readonly because: "adopted" | "default" | "default-missing";
      readonly words: Words;
    } | null;
  readonly decision: string | null;
};

export type CouncilMotion = {
  readonly title: string;
  /** What its adoption does: ends something, lets it go on, changes it. */
  readonly polarity: "terminate" | "continue" | "change";
  /** A rule of the body; its usual one where none is named. */
  readonly rule?: string | undefined;
  /** The clause that governs it. */
  readonly clause: string;
  /** What happens if it fails or is not put; needed. */
  readonly default?: {
      readonly effect: "ends" | "goes on" | "changes" | "stays";
      readonly clause: string;
    } | undefined;
  /** `open`: by name. `secret`: only sums are ever on record. */
  readonly ballot: "open" | "secret";
  readonly programme?: string | undefined;
  /** The draft, and the number of its frozen fact sheet, that is decided on. */
  readonly draft?: {
      readonly id: string;
      readonly frozen: number;
    } | undefined;
};

export type CouncilVote = {
  readonly on: string;
  /** Of an open vote: who voted how. Whoever is not named did not vote. */
  readonly votes?: {
      readonly [key: string]: "in favour" | "against" | "abstain";
    } | undefined;
  /** Of a secret one: the sums. */
  readonly tally?: {
      readonly inFavour: number;
      readonly against: number;
      readonly abstaining: number;
    } | undefined;
  /** The public board on which a secret vote can be recounted. */
  readonly board?: {
      readonly sha256: string;
      readonly location: string;
    } | undefined;
};

export type SecretBallot = {
  /** The vote's identifier, as it stands on its board. */
  readonly ballot: string;
  readonly body: string;
  readonly session: string;
  readonly item: number;
  /** Which of the votes on this motion it is. */
  readonly number: number;
  readonly question: string;
  readonly description: string;
  readonly answers: readonly (string)[];
  readonly readers: "everybody" | "item";
  /** `preparing`: keys are announced and the ceremony is held; `listed`: the list of keys is closed and published; then as the board says. */
  readonly stage: "preparing" | "listed" | "open" | "closed" | "added up" | "being opened" | "counted" | "abandoned";
  /** Why it was given up. */
  readonly abandoned: string | null;
  readonly rule: string;
  /** Whether the sums are of weights. */
  readonly isWeighed: boolean;
  /** Turnout is visible: the board shows whose keys voted. */
  readonly voters: readonly ({
      readonly member: string;
      readonly title: string | null;
      readonly weight: number;
      readonly hasKey: boolean;
      readonly hasVoted: boolean;
    })[];
  /** The closed list of keys; its SHA-256 stands on the board. */
  readonly list: {
      readonly sha256: string;
    } | null;
  readonly ceremony: {
      readonly attempt: number;
      readonly needed: number;
      readonly round: "certificate" | "commitment" | "shares" | "key" | "over";
      readonly trustees: readonly ({
          readonly number: number;
          readonly name: string;
          readonly said: readonly ("certificate" | "commitment" | "shares" | "key")[];
          /** In the round that is under way, or after the close. */
          readonly isAwaited: boolean;
          readonly hasAnswered: boolean;
        })[];
      readonly complaints: readonly ({
          readonly by: number;
          readonly against: number;
          readonly code: string;
        })[];
    };
  readonly board: {
      readonly head: string;
      readonly events: number;
      readonly bytes: number;
      /** Ballots that count: the last of each key. */
      readonly cast: number;
    } | null;
  readonly result: {
      readonly inFavour: number;
      readonly against: number;
      readonly abstaining: number;
    } | null;
  /** Whether the motion's vote was recorded by it. */
  readonly isRecorded: boolean;
  readonly you: {
      readonly trustee: number | null;
      /** Members whose key your account announces. */
      readonly members: readonly (string)[];
      readonly keeps: boolean;
    };
};

export type BallotGiven = {
  /** Whose accounts do the trustees' part, and how they are called on the page and in the ceremony; they come from different sides. */
  readonly trustees: readonly ({
      readonly account: string;
      readonly name: string;
    })[];
  /** How many of them open the sum together; fewer cannot, and the others may be lost. */
  readonly needed: number;
  /** Who may read the vote and its board: everybody, or whoever may see the item that is voted on. What is sealed on it may be opened one day by machines that are yet to come. */
  readonly readers: "everybody" | "item";
  /** As it stands on the board; the motion's title where it is not said. */
  readonly question?: string | undefined;
  readonly description?: string | undefined;
};

export type BallotTrustees = {
  /** Whose accounts do the trustees' part, and how they are called on the page and in the ceremony; they come from different sides. */
  readonly trustees: readonly ({
      readonly account: string;
      readonly name: string;
    })[];
  /** How many of them open the sum together; fewer cannot, and the others may be lost. */
  readonly needed: number;
};

/** What `comity ballot key` or the booth writes: `uuid`, `delegation`, `public_key` and `pok`, a proof that the secret is known, in this order and without blanks. */
export type VotingKeyClaim = {
  readonly [key: string]: unknown;
};

/** What each trustee said, in the order of their numbers; null where one has not yet. */
export type BallotCeremony = {
  readonly uuid: string;
  readonly needed: number;
  readonly trustees: readonly (string)[];
  readonly attempt: number;
  readonly certificates: readonly (unknown)[];
  readonly commitments: readonly (unknown)[];
  readonly shares: readonly (unknown)[];
  readonly keys: readonly (unknown)[];
};

/** What only the receiver of a share can see: that it does not lie on its sender's polynomial. */
export type TrusteeComplaint = {
  readonly against: number;
  readonly code: "share-wrong" | "share-unreadable" | "share-signature";
};

/** What `comity ballot trustee` or the page of the ceremony writes for this round, numbers as texts of digits. */
export type TrusteeMessage = {
  readonly [key: string]: unknown;
};

export type BallotCast = {
  /** By which the delegation finds its ballot on the board: the same that its own device shows. */
  readonly tracker: string;
  /** Whether it takes the place of an earlier one of its key. */
  readonly replaces: boolean;
  /** The hash of the board's last event with it. */
  readonly head: string;
};

/** A sealed ballot in the v1 format of Belenios: `election_uuid`, `election_hash`, `credential`, `answers`, `signature`, in its canonical form. */
export type SealedBallot = {
  readonly [key: string]: unknown;
};

/** What `comity ballot answer` writes: `{"number":2,"answer":{...}}`, without blanks. */
export type TrusteeAnswer = {
  readonly [key: string]: unknown;
};

export type BallotCommand = {
  /** Where the file is on this server. */
  readonly file: string;
  readonly version: string;
  /** Of the file's bytes. The same sources give the same bytes wherever they are built. */
  readonly sha256: string;
  readonly bytes: number;
};

/** `a` is what is compared with: the registry's policy, or another proposal. `b` is the proposed one. */
export type PolicyEffect = {
  readonly knownOn: string;
  readonly from: string;
  readonly head: (Head);
  readonly smallFigures: "shown" | "hidden";
  readonly a: {
      readonly title: string;
      /** Records that it wants in other columns than the registry has them: nothing reads them. */
      readonly unread: readonly (string)[];
      /** Its examples about the registry, and what they come to. */
      readonly examples: readonly ({
          readonly title: string;
          readonly line: number;
          readonly outcome: "pass" | "fail" | "skipped";
        })[];
    };
  readonly b: {
      readonly title: string;
      /** Records that it wants in other columns than the registry has them: nothing reads them. */
      readonly unread: readonly (string)[];
      /** Its examples about the registry, and what they come to. */
      readonly examples: readonly ({
          readonly title: string;
          readonly line: number;
          readonly outcome: "pass" | "fail" | "skipped";
        })[];
    };
  readonly comparison: PolicyComparison;
  readonly warnings: readonly ({
      readonly severity: "error" | "warning";
      readonly code: string;
      readonly message: string;
      readonly help?: string | undefined;
      readonly place: {
          readonly file: string;
          readonly line: number;
          readonly column: number;
          readonly endLine: number;
          readonly endColumn: number;
        };
    })[];
};

export type PolicyComparison = {
  readonly knownOn: string;
  readonly from: string;
  readonly a: {
      readonly policy: string;
      readonly file: string;
      readonly decision: string | null;
    };
  readonly b: {
      readonly policy: string;
      readonly file: string;
      readonly decision: string | null;
    };
  readonly people: Sides;
  readonly more: Sides;
  readonly entitlements: readonly ({
      readonly name: string;
      readonly title: {
          readonly a: string;
          readonly b: string;
        };
      readonly counts: string;
      readonly impersonal?: true | undefined;
      readonly hold: Sides;
      readonly longer: {
          readonly a: number | null;
          readonly b: number | null;
        };
      readonly firstDay: {
          readonly a?: string | undefined;
          readonly b?: string | undefined;
        };
      readonly reasons: {
          readonly a: readonly ({
              readonly word: string;
              readonly title: string;
              readonly rule: {
                  readonly id: string;
                  readonly source?: string | undefined;
                };
              readonly there: readonly ({
                  readonly rule: {
                      readonly id: string;
                      readonly source?: string | undefined;
                    };
                  readonly lacks: readonly (string)[];
                })[];
              readonly cases: number | null;
              readonly asked: number | null;
              readonly example: null;
            })[];
          readonly b: readonly ({
              readonly word: string;
              readonly title: string;
              readonly rule: {
                  readonly id: string;
                  readonly source?: string | undefined;
                };
              readonly there: readonly ({
                  readonly rule: {
                      readonly id: string;
                      readonly source?: string | undefined;
                    };
                  readonly lacks: readonly (string)[];
                })[];
              readonly cases: number | null;
              readonly asked: number | null;
              readonly example: null;
            })[];
        };
    })[];
  readonly byInstitute: readonly ({
      readonly id: string;
      readonly name: string;
      readonly party: string;
      readonly partyName: string;
      readonly hold: Sides;
      readonly more: Sides;
    })[];
  readonly own: {
      readonly a: readonly ({
          readonly name: string;
          readonly title: string;
          readonly counts: string;
          readonly impersonal?: true | undefined;
          readonly hold: number | null;
        })[];
      readonly b: readonly ({
          readonly name: string;
          readonly title: string;
          readonly counts: string;
          readonly impersonal?: true | undefined;
          readonly hold: number | null;
        })[];
    };
  readonly mismatched: readonly ({
      readonly name: string;
      readonly a: string;
      readonly b: string;
    })[];
  readonly records: {
      readonly only: {
          readonly a: readonly (string)[];
          readonly b: readonly (string)[];
        };
      readonly empty: {
          readonly a: readonly (string)[];
          readonly b: readonly (string)[];
        };
    };
  readonly clauses: readonly ({
      readonly name: string;
      readonly title: string;
      readonly isKnown: {
          readonly a: boolean;
          readonly b: boolean;
        };
      readonly cases: {
          readonly a: number | null;
          readonly b: number | null;
        };
    })[];
};

/** How many on each side, on one alone, and on both; null: hidden. */
export type Sides = {
  readonly a: number | null;
  readonly b: number | null;
  readonly onlyA: number | null;
  readonly onlyB: number | null;
  readonly both: number | null;
};

export type ProposalListed = {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly why: string;
  readonly author: string;
  readonly madeAt: string;
  readonly changedBy: string;
  readonly changedAt: string;
  /** The registry's policy is still the one that the proposal was written from. */
  readonly isBasisCurrent: boolean;
  readonly withdrawn: {
      readonly by: string;
      readonly at: string;
      readonly why?: string | undefined;
    } | null;
  /** What the accounts are called that made, changed or withdrew it. */
  readonly accounts: readonly (AccountCalled)[];
};

export type AccountCalled = {
  readonly account: string;
  /** What the office calls it; null for whoever may not read the account. */
  readonly title: string | null;
  /** The offices that it holds today. */
  readonly offices: readonly ("users-office" | "legal-service" | "team-leader" | "experiment-secretary" | "delegate" | "security-officer" | "auditor" | "alias-keeper" | "cleared" | "administrator" | "access-system" | "monitor")[];
};

export type Proposal = {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly why: string;
  readonly author: string;
  readonly madeAt: string;
  readonly changedBy: string;
  readonly changedAt: string;
  /** The registry's policy is still the one that the proposal was written from. */
  readonly isBasisCurrent: boolean;
  readonly withdrawn: {
      readonly by: string;
      readonly at: string;
      readonly why?: string | undefined;
    } | null;
  /** What the accounts are called that made, changed or withdrew it. */
  readonly accounts: readonly (AccountCalled)[];
  readonly text: string;
};

export type ProposalBody = {
  readonly title: string;
  readonly why?: string | undefined;
  /** The whole policy, as Markdown. */
  readonly text: string;
};

/** Every route: its parameters, its body and its answer. */
export interface Routes {
  /** Whether the process answers */
  "GET /healthz": {
    readonly answer: Alive;
  };
  /** Whether the server may be sent requests */
  "GET /readyz": {
    readonly answer: Ready;
  };
  /** The document of this API: OpenAPI 3.1 */
  "GET /openapi.json": {
    readonly answer: undefined;
  };
  /** This API, to be browsed */
  "GET /manual": {
    readonly answer: Response /* text/html */;
  };
  /** A file that the page loads */
  "GET /manual/{file}": {
    readonly params: {
      readonly file: string;
    };
    readonly answer: undefined;
  };
  /** What a problem means */
  "GET /problems/{code}": {
    readonly params: {
      readonly code: string;
    };
    readonly answer: Response /* text/html */;
  };
  /** Figures for Prometheus */
  "GET /metrics": {
    readonly answer: Response /* text/plain */;
  };
  /** What the registry is */
  "GET /api/v1/registry": {
    readonly answer: Registry;
  };
  /** Parties other than institutes: who they are called by */
  "GET /api/v1/parties": {
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly parties: readonly (Party)[];
    };
  };
  /** Where the ledger ends */
  "GET /api/v1/registry/head": {
    readonly answer: Head;
  };
  /** Whether every act is as it was recorded */
  "GET /api/v1/registry/verification": {
    readonly query?: {
      readonly head?: string | undefined;
    };
    readonly answer: Verification;
  };
  /** How the keys stand under which personal data is sealed */
  "GET /api/v1/registry/keys": {
    readonly answer: KeyState;
  };
  /** The policy: what it derives, and its text */
  "GET /api/v1/policy": {
    readonly answer: Policy;
  };
  /** The policy's sentences in another language */
  "GET /api/v1/policy/words/{language}": {
    readonly params: {
      readonly language: "fr";
    };
    readonly answer: PolicyWords;
  };
  /** What was recorded about agreements, institutes, experiments, bodies and parties, the latest first */
  "GET /api/v1/changes": {
    readonly query?: {
      /** Only those about this agreement. */
      readonly agreement?: string | undefined;
      /** Only those about this institute. */
      readonly institute?: string | undefined;
      /** Only those about this experiment. */
      readonly experiment?: string | undefined;
      /** Only those about this body. */
      readonly body?: string | undefined;
      /** Only those about this party. */
      readonly party?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly changes: readonly (Change)[];
      /** How many there are, shown or not. */
      readonly total: number;
    };
  };
  /** Find agreements, institutes, experiments, bodies, parties; people and acts as far as the asker may see them */
  "GET /api/v1/search": {
    readonly query: {
      /** All of them must be found. */
      readonly words: string;
      /** Whether people are looked for by name. */
      readonly names?: "yes" | "no" | undefined;
      /** So many of each kind at most. */
      readonly limit?: number | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Search;
  };
  /** What some people are called; a look at each who is shown */
  "GET /api/v1/names": {
    readonly query?: {
      /** By identifier. */
      readonly person?: readonly (string)[] | undefined;
    };
    readonly answer: {
      readonly knownOn: string;
      readonly names: readonly ({
          readonly familyName: string;
          readonly givenName: string | null;
          readonly id: string;
        })[];
    };
  };
  /** Agreements, and how they stand on a day */
  "GET /api/v1/agreements": {
    readonly query?: {
      /** Only those that it is or was a party to. */
      readonly party?: string | undefined;
      /** Only those of this kind: `ICA`, `MoU`. */
      readonly kind?: string | undefined;
      /** Only those that stand under this one. */
      readonly parent?: string | undefined;
      /** Only those that concern it. */
      readonly experiment?: string | undefined;
      /** Only those that stand so on the day. */
      readonly standing?: "not in force yet" | "in force" | "suspended" | "ended" | undefined;
      /** The day; the day as known on where it is not said. */
      readonly on?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly on: string;
      readonly agreements: readonly (AgreementListed)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** An agreement's life: terms, suspensions, what ends it, and the next deadline */
  "GET /api/v1/agreements/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Agreement;
  };
  /** Until when notice can be given, and what happens if nobody acts */
  "GET /api/v1/deadlines": {
    readonly query?: {
      /** Deadlines before that day are over; the day as known on where it is not said. */
      readonly from?: string | undefined;
      /** Count sessions of this body only. */
      readonly body?: string | undefined;
      /** `yes`: only of agreements that have a latest day for notice, or a last day. */
      readonly dated?: "yes" | "no" | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly from: string;
      readonly deadlines: readonly (Deadline)[];
      /** Of terms that have ended already. */
      readonly ended: readonly (Deadline)[];
    };
  };
  /** Institutes */
  "GET /api/v1/institutes": {
    readonly query?: {
      /** Only those that sit in this state. */
      readonly seat?: string | undefined;
      /** Only those under this party's agreement. */
      readonly governedBy?: string | undefined;
      /** Only those with a team in it, today. */
      readonly experiment?: string | undefined;
      /** Only those whose title has these words. */
      readonly title?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly institutes: readonly (InstituteListed)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** An institute: where it sits, whose agreement governs it, in which experiments it has teams */
  "GET /api/v1/institutes/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Institute;
  };
  /** Experiments */
  "GET /api/v1/experiments": {
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly experiments: readonly ({
          readonly id: string;
          readonly title: string;
        })[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** An experiment: who has teams in it, under which agreements */
  "GET /api/v1/experiments/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Experiment;
  };
  /** Bodies that decide */
  "GET /api/v1/bodies": {
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly bodies: readonly ({
          readonly id: string;
          readonly title: string;
        })[];
    };
  };
  /** A body: its sessions and observers */
  "GET /api/v1/bodies/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Body;
  };
  /** People, by their identifiers */
  "GET /api/v1/people": {
    readonly query?: {
      /** Only those affiliated with it on the day. */
      readonly institute?: string | undefined;
      /** Only those who take part on the day. */
      readonly experiment?: string | undefined;
      /** `yes`: only those who are at some institute on the day; `no`: only the others. */
      readonly affiliated?: "yes" | "no" | undefined;
      /** The day; the day as known on where it is not said. */
      readonly on?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      /** By what was known at the end of this day the answer is. */
      readonly knownOn: string;
      /** The last act that the answer takes into account. */
      readonly position: number;
      readonly on: string;
      readonly people: readonly (PersonListed)[];
      /** How many of them the asker may see, on whatever page. */
      readonly total: number;
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** What is known of a person, and what follows for them */
  "GET /api/v1/people/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Person;
  };
  /** What a person is called; the look is recorded */
  "GET /api/v1/people/{id}/names": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: Names;
  };
  /** Everything that is held about a person, what follows from it, and who looked */
  "GET /api/v1/people/{id}/extract": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** What follows is explained for this day; today's where it is not said. */
      readonly on?: string | undefined;
    };
    readonly answer: Extract;
  };
  /** Who looked at a person's data, when, and what for */
  "GET /api/v1/people/{id}/looks": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Only looks from this day on. */
      readonly since?: string | undefined;
    };
    readonly answer: {
      readonly looks: readonly (Look)[];
    };
  };
  /** People who may be registered twice */
  "GET /api/v1/doubles": {
    readonly answer: Doubles;
  };
  /** Decide that two people are not the same */
  "POST /api/v1/doubles/{person}/{other}/apart": {
    readonly params: {
      readonly person: string;
      readonly other: string;
    };
    readonly body: {
      readonly why: string;
    };
    readonly answer: undefined;
  };
  /** The ledger, entry by entry */
  "GET /api/v1/acts": {
    readonly query?: {
      /** Begin at this position; at the first, or the newest, where it is not said. */
      readonly from?: number | undefined;
      /** Which come first. */
      readonly order?: "oldest" | "newest" | undefined;
      /** Only acts that name this: a person, an institute, an agreement, another act ... */
      readonly about?: string | undefined;
      /** Only acts of these sorts. */
      readonly sort?: readonly (string)[] | undefined;
      /** Only acts of this set. */
      readonly set?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly position: number;
      readonly entries: readonly (Entry)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** Record acts, all of them or none */
  "POST /api/v1/acts": {
    readonly body: Recording;
    readonly answer: Recorded;
  };
  /** One act, with how it came into the ledger */
  "GET /api/v1/acts/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: Entry;
  };
  /** Say row by row what files would change, and record nothing */
  "POST /api/v1/imports/dry-runs": {
    readonly body: FormData;
    readonly answer: ImportPlan;
  };
  /** Record what files say, as one set: all of it, or nothing */
  "POST /api/v1/imports": {
    readonly body: FormData;
    readonly answer: BroughtIn;
  };
  /** What was brought in together, the newest first */
  "GET /api/v1/sets": {
    readonly answer: {
      readonly items: readonly (ActSet)[];
    };
  };
  /** Withdraw what was brought in as one set, or say what that would be */
  "POST /api/v1/sets/{set}/withdrawal": {
    readonly params: {
      readonly set: string;
    };
    readonly body: {
      readonly instrument?: string | undefined;
      /** Says it, and records nothing. */
      readonly dry?: boolean | undefined;
    };
    readonly answer: SetWithdrawal;
  };
  /** Whether a subject may do something */
  "POST /access/v1/evaluation": {
    readonly body: AccessEvaluation;
    readonly answer: AccessDecision;
  };
  /** The same for many at once */
  "POST /access/v1/evaluations": {
    readonly body: AccessEvaluations;
    readonly answer: AccessDecisions;
  };
  /** Which subjects may */
  "POST /access/v1/search/subject": {
    readonly body: AccessSubjectSearch;
    readonly answer: AccessFound;
  };
  /** On which resources */
  "POST /access/v1/search/resource": {
    readonly body: AccessResourceSearch;
    readonly answer: AccessFound;
  };
  /** What a subject may */
  "POST /access/v1/search/action": {
    readonly body: AccessActionSearch;
    readonly answer: AccessFound;
  };
  /** Where the access decisions are asked for */
  "GET /.well-known/authzen-configuration": {
    readonly answer: AccessMetadata;
  };
  /** What the policy can be asked */
  "GET /api/v1/entitlements": {
    readonly answer: {
      readonly entitlements: readonly (Entitlement)[];
    };
  };
  /** On which days somebody has an entitlement */
  "GET /api/v1/entitlements/{entitlement}/when": {
    readonly params: {
      readonly entitlement: string;
    };
    readonly query?: {
      /** One for each column, in their order; `_` for any. */
      readonly value?: readonly (string)[] | undefined;
      /** The day asked about. */
      readonly on?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: When;
  };
  /** Who has an entitlement, as far as the asker may know of them */
  "GET /api/v1/entitlements/{entitlement}/list": {
    readonly params: {
      readonly entitlement: string;
    };
    readonly query?: {
      /** One for each column, in their order; `_` for any. */
      readonly value?: readonly (string)[] | undefined;
      /** Only who has it on this day. */
      readonly on?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: Who;
  };
  /** Why somebody has an entitlement on a day, or has not */
  "GET /api/v1/entitlements/{entitlement}/explain": {
    readonly params: {
      readonly entitlement: string;
    };
    readonly query: {
      /** One for each column, in their order; `_` for any. */
      readonly value?: readonly (string)[] | undefined;
      /** The day asked about. */
      readonly on: string;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Reasons;
  };
  /** What within somebody's own reach would give an entitlement */
  "GET /api/v1/entitlements/{entitlement}/remedies": {
    readonly params: {
      readonly entitlement: string;
    };
    readonly query: {
      /** One for each column, in their order; `_` for any. */
      readonly value?: readonly (string)[] | undefined;
      /** The day asked about. */
      readonly on: string;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: Remedies;
  };
  /** What a person may do, on which days, and what ends them */
  "GET /api/v1/people/{id}/entitlements": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: PersonEntitlements;
  };
  /** How a person would be printed, on a paper of each of their experiments and under each policy */
  "GET /api/v1/authors/people/{id}/lines": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Of which day institutes are asked; today. */
      readonly reference?: string | undefined;
      /** Of which day agreements are asked; today. */
      readonly published?: string | undefined;
    };
    readonly answer: OwnAuthorLines;
  };
  /** The experiments of which it is known who signs */
  "GET /api/v1/authors/experiments": {
    readonly answer: SigningExperiments;
  };
  /** Who signs a paper of an experiment, as a list that can be printed */
  "GET /api/v1/authors/experiments/{id}/signers": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** The paper's reference date; today. */
      readonly reference?: string | undefined;
      /** A paper of the registry: additions and opt-outs for it alone count too. */
      readonly paper?: string | undefined;
    };
    readonly answer: Signers;
  };
  /** Why a person signs a paper of an experiment, or does not */
  "GET /api/v1/authors/people/{id}/signs": {
    readonly params: {
      readonly id: string;
    };
    readonly query: {
      readonly experiment: string;
      /** The paper's reference date; today. */
      readonly reference?: string | undefined;
      /** A paper of the registry: additions and opt-outs for it alone count too. */
      readonly paper?: string | undefined;
    };
    readonly answer: WhySigns;
  };
  /** What each payer of an experiment bears by its authors, as things stand and under a draft */
  "GET /api/v1/authors/experiments/{id}/shares": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** The day on which authors are counted; today. */
      readonly on?: string | undefined;
      readonly draft?: string | undefined;
      /** Units to divide; those that the registry's payers bear on that day, else 10,000. */
      readonly units?: number | undefined;
    };
    readonly answer: AuthorShares;
  };
  /** The signing policies that a list can be printed under */
  "GET /api/v1/authors/policies": {
    readonly answer: {
      readonly policies: readonly (SigningPolicy)[];
    };
  };
  /** How a list would be printed under a policy, and what another would print otherwise */
  "POST /api/v1/authors/prints": {
    readonly body: FormData;
    readonly answer: PrintedAuthorList;
  };
  /** A list under a policy as a file in a format */
  "POST /api/v1/authors/files": {
    readonly body: FormData;
    readonly answer: Response /* application/octet-stream */;
  };
  /** What a policy would have printed of a list, held against what a later list printed */
  "POST /api/v1/authors/replays": {
    readonly body: FormData;
    readonly answer: AuthorReplay;
  };
  /** Changes of entitlements, as server-sent events */
  "GET /api/v1/feed": {
    readonly query?: {
      /** As `Last-Event-ID` is. */
      readonly after?: string | undefined;
    };
    readonly answer: Response /* text/event-stream */;
  };
  /** The sign-in page */
  "GET /sign-in": {
    readonly query?: {
      /** A path of this server to go to then. */
      readonly returnTo?: string | undefined;
    };
    readonly answer: Response /* text/html */;
  };
  /** A file that the sign-in's pages load */
  "GET /sign-in/assets/{file}": {
    readonly params: {
      readonly file: string;
    };
    readonly answer: undefined;
  };
  /** Take on a role of the demo */
  "POST /sign-in/demo": {
    readonly answer: undefined;
  };
  /** Sign out */
  "POST /sign-out": {
    readonly answer: undefined;
  };
  /** The page of one's own account */
  "GET /account": {
    readonly answer: Response /* text/html */;
  };
  /** End a session of one's own */
  "POST /account/sessions": {
    readonly answer: undefined;
  };
  /** Remove a way to sign in from one's account */
  "POST /account/factors": {
    readonly answer: undefined;
  };
  /** Go to a provider in order to sign in there */
  "POST /sign-in/oidc/{provider}": {
    readonly params: {
      readonly provider: "institution" | "orcid";
    };
    readonly answer: Response /* text/html */;
  };
  /** Come back from a provider */
  "GET /sign-in/oidc/{provider}/callback": {
    readonly params: {
      readonly provider: "institution" | "orcid";
    };
    readonly query?: {
      readonly code?: string | undefined;
      readonly state?: string | undefined;
      readonly iss?: string | undefined;
      readonly error?: string | undefined;
    };
    readonly answer: undefined;
  };
  /** What a browser is asked in order to sign in with a passkey */
  "POST /sign-in/passkey/options": {
    readonly body: {
      /** The token of the page's form. */
      readonly form: string;
    };
    readonly answer: PasskeyOptions;
  };
  /** Sign in with a passkey */
  "POST /sign-in/passkey": {
    readonly body: {
      readonly response: PasskeyAssertion;
      readonly returnTo?: string | undefined;
    };
    readonly answer: Arrived;
  };
  /** What a browser is asked in order to make a passkey for one's account */
  "POST /sign-in/passkey/registration/options": {
    readonly body: {
      /** The token of the page's form. */
      readonly form: string;
    };
    readonly answer: PasskeyOptions;
  };
  /** Add a passkey to one's account */
  "POST /sign-in/passkey/registration": {
    readonly body: {
      readonly response: PasskeyRegistration;
      readonly label: string;
    };
    readonly answer: Arrived;
  };
  /** The page of a one-time link */
  "GET /sign-in/link": {
    readonly answer: Response /* text/html */;
  };
  /** Use a one-time link up */
  "POST /sign-in/link": {
    readonly answer: undefined;
  };
  /** Exchange a client's secret for a token of ten minutes */
  "POST /oauth/token": {
    readonly answer: ClientToken;
  };
  /** End a token before its time */
  "POST /oauth/revoke": {
    readonly answer: undefined;
  };
  /** Who is asking */
  "GET /api/v1/me": {
    readonly answer: Me;
  };
  /** All accounts, by id */
  "GET /api/v1/accounts": {
    readonly query?: {
      readonly limit?: number | undefined;
      /** `next` of the page before. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly (Account)[];
      readonly next: string | null;
    };
  };
  /** Make an account for somebody */
  "POST /api/v1/accounts": {
    readonly body: {
      readonly title: string;
      readonly person?: string | undefined;
      readonly grants?: readonly (Grant)[] | undefined;
    };
    readonly answer: Account;
  };
  /** An account */
  "GET /api/v1/accounts/{account}": {
    readonly params: {
      readonly account: string;
    };
    readonly answer: Account;
  };
  /** Grant roles, take them away, disable an account */
  "PATCH /api/v1/accounts/{account}": {
    readonly params: {
      readonly account: string;
    };
    readonly body: {
      readonly grants?: readonly (Grant)[] | undefined;
      readonly disabled?: boolean | undefined;
    };
    readonly answer: Account;
  };
  /** Invite somebody to their account by a one-time link */
  "POST /api/v1/accounts/{account}/invitation": {
    readonly params: {
      readonly account: string;
    };
    readonly answer: {
      readonly address: string;
      readonly until: string;
    };
  };
  /** Take a way to sign in away from somebody */
  "DELETE /api/v1/accounts/{account}/factors/{factor}": {
    readonly params: {
      readonly account: string;
      readonly factor: string;
    };
    readonly answer: undefined;
  };
  /** The sessions of an account */
  "GET /api/v1/accounts/{account}/sessions": {
    readonly params: {
      readonly account: string;
    };
    readonly answer: {
      readonly items: readonly (Session)[];
    };
  };
  /** End all sessions and tokens of an account */
  "DELETE /api/v1/accounts/{account}/sessions": {
    readonly params: {
      readonly account: string;
    };
    readonly answer: {
      readonly ended: number;
    };
  };
  /** End a session */
  "DELETE /api/v1/accounts/{account}/sessions/{session}": {
    readonly params: {
      readonly account: string;
      readonly session: string;
    };
    readonly answer: undefined;
  };
  /** Make a machine client */
  "POST /api/v1/clients": {
    readonly body: {
      readonly title: string;
      readonly grants: readonly (Grant)[];
      readonly scopes?: readonly (string)[] | undefined;
    };
    readonly answer: ClientWithSecret;
  };
  /** Give a client a new secret */
  "POST /api/v1/clients/{account}/secrets": {
    readonly params: {
      readonly account: string;
    };
    readonly body: {
      readonly alone?: boolean | undefined;
    };
    readonly answer: ClientWithSecret;
  };
  /** How one can sign in here */
  "GET /api/v1/ways-in": {
    readonly answer: WaysIn;
  };
  /** Your ways to sign in */
  "GET /api/v1/me/ways": {
    readonly answer: OwnWays;
  };
  /** Take a way to sign in away from your account */
  "DELETE /api/v1/me/ways/{factor}": {
    readonly params: {
      readonly factor: string;
    };
    readonly answer: {
      readonly ended: number;
    };
  };
  /** Sign out */
  "DELETE /api/v1/me/session": {
    readonly answer: undefined;
  };
  /** List the decisions that were entered */
  "GET /api/v1/decisions": {
    readonly query?: {
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly (Decision)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** Enter a decision that was taken, with its instrument */
  "POST /api/v1/decisions": {
    readonly body: {
      /** The draft that was adopted, as docs/decision-format.md has it. */
      readonly draft: {
          readonly [key: string]: unknown;
        };
      readonly instrument: Instrument;
      /** The hash of the head that was looked at: refused where others have recorded acts since. */
      readonly expectedHead?: string | undefined;
    };
    readonly answer: Decision;
  };
  /** Say what the plan of a decision would be, and record nothing */
  "POST /api/v1/decisions/preview": {
    readonly body: {
      /** The draft that was adopted, as docs/decision-format.md has it. */
      readonly draft: {
          readonly [key: string]: unknown;
        };
    };
    readonly answer: {
      readonly ends: readonly ({
          readonly entitlement: string;
          readonly title: string;
          readonly days: readonly ({
              readonly lastDay: string;
              readonly people: number | null;
            })[];
        })[];
      readonly parts: {
          readonly [key: string]: number | null;
        };
      readonly items: readonly ({
          readonly owner: string;
          readonly item: string;
          readonly count: number | null;
        })[];
      readonly letters: readonly ({
          readonly letter: string;
          readonly due: string;
          readonly count: number | null;
        })[];
    };
  };
  /** Show a decision, and what ends by it on which day */
  "GET /api/v1/decisions/{decision}": {
    readonly params: {
      readonly decision: string;
    };
    readonly answer: Decision;
  };
  /** Derive the plan anew from the registry as it stands */
  "POST /api/v1/decisions/{decision}/refresh": {
    readonly params: {
      readonly decision: string;
    };
    readonly answer: Decision;
  };
  /** Reverse a decision */
  "POST /api/v1/decisions/{decision}/reversal": {
    readonly params: {
      readonly decision: string;
    };
    readonly body: {
      readonly title: string;
      readonly body?: string | undefined;
      readonly session?: string | undefined;
      readonly date: string;
      readonly instrument: Instrument;
      /** The hash of the head that was looked at: refused where others have recorded acts since. */
      readonly expectedHead?: string | undefined;
    };
    readonly answer: Decision;
  };
  /** List the parts of a plan: what is open, for whom, by which office */
  "GET /api/v1/decisions/{decision}/parts": {
    readonly params: {
      readonly decision: string;
    };
    readonly query?: {
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
      readonly kind?: "whole" | "person" | "team leader" | "party" | "institute" | "experiment" | undefined;
      /** Only items of this office. */
      readonly owner?: string | undefined;
      /** Only parts with something open. */
      readonly open?: "yes" | "no" | undefined;
      /** Only parts with something late. */
      readonly late?: "yes" | "no" | undefined;
      /** Only items that are due by this day. */
      readonly dueBy?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly (PlanPart)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** Show what a decision means for a person, and what is to be done */
  "GET /api/v1/decisions/{decision}/people/{person}": {
    readonly params: {
      readonly decision: string;
      readonly person: string;
    };
    readonly answer: PlanPart;
  };
  /** Say how something stands that is to be done for a person */
  "POST /api/v1/decisions/{decision}/people/{person}/items": {
    readonly params: {
      readonly decision: string;
      readonly person: string;
    };
    readonly body: {
      readonly item: string;
      readonly state: "open" | "in hand" | "done" | "does not apply" | "excepted" | "dropped";
      /** Without names: whoever may see the item sees it. */
      readonly note?: string | undefined;
      /** The last day of an exception. */
      readonly until?: string | undefined;
    };
    readonly answer: PlanPart;
  };
  /** Say how a review stands that is due */
  "POST /api/v1/decisions/{decision}/reviews": {
    readonly params: {
      readonly decision: string;
    };
    readonly body: {
      readonly item: string;
      readonly state: "open" | "in hand" | "done" | "does not apply" | "excepted" | "dropped";
      /** Without names: whoever may see the item sees it. */
      readonly note?: string | undefined;
      /** The last day of an exception. */
      readonly until?: string | undefined;
    };
    readonly answer: PlanPart;
  };
  /** Grant a person an exception, with its reason and its end */
  "POST /api/v1/decisions/{decision}/people/{person}/exceptions": {
    readonly params: {
      readonly decision: string;
      readonly person: string;
    };
    readonly body: {
      /** Kept sealed. */
      readonly reason: string;
      readonly until?: string | undefined;
      readonly agreements?: readonly (string)[] | undefined;
      readonly instrument: Instrument;
      readonly expectedHead?: string | undefined;
    };
    readonly answer: PlanPart;
  };
  /** Preview a letter, addressed to nobody by name; or print it */
  "GET /api/v1/decisions/{decision}/letters/{letter}": {
    readonly params: {
      readonly decision: string;
      readonly letter: string;
    };
    readonly query: {
      readonly kind: "person" | "team leader" | "party" | "institute" | "experiment";
      readonly id: string;
      /** Both where it is not said. */
      readonly language?: "en" | "fr" | undefined;
      readonly format?: "json" | "pdf" | undefined;
      /** With the name of whoever it goes to. */
      readonly named?: "yes" | "no" | undefined;
    };
    readonly answer: Letter;
  };
  /** Count what is to be done, by office: what is open, late and done */
  "GET /api/v1/decisions/{decision}/work": {
    readonly params: {
      readonly decision: string;
    };
    readonly answer: PlanWork;
  };
  /** List the mails of a decision, with what became of each */
  "GET /api/v1/decisions/{decision}/mails": {
    readonly params: {
      readonly decision: string;
    };
    readonly query?: {
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
      readonly state?: "waiting" | "handing over" | "at the dot" | "in doubt" | "sent" | "held" | "refused" | "bounced" | "by hand" | "cancelled" | undefined;
    };
    readonly answer: {
      readonly counts: {
          readonly [key: string]: number;
        };
      readonly inDoubt: number;
      readonly items: readonly (Mail)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** Release letters that are due, or say what would go out */
  "POST /api/v1/decisions/{decision}/mails": {
    readonly params: {
      readonly decision: string;
    };
    readonly body: {
      readonly through: string;
      readonly letters?: readonly (string)[] | undefined;
      readonly parts?: readonly (string)[] | undefined;
      readonly dry?: boolean | undefined;
    };
    readonly answer: {
      readonly released: number;
      readonly held: number;
      readonly before: number;
      readonly items: readonly ({
          readonly mail: string;
          readonly letter: string;
          readonly part: string;
          readonly due: string;
          readonly what: string;
          readonly held: string | null;
        })[];
    };
  };
  /** Note of a mail that it arrived after all, came back, went another way, is to be tried again, or is not to go out */
  "POST /api/v1/decisions/{decision}/mails/notes": {
    readonly params: {
      readonly decision: string;
    };
    readonly body: {
      readonly mail: string;
      readonly state: "sent" | "bounced" | "by hand" | "waiting" | "cancelled";
      readonly note?: string | undefined;
    };
    readonly answer: Mail;
  };
  /** Note how somebody is written to: in which language, and by which safe way */
  "PUT /api/v1/correspondence": {
    readonly body: {
      readonly kind: "person" | "team leader" | "party" | "institute" | "experiment";
      readonly id: string;
      readonly languages?: readonly ("en" | "fr")[] | undefined;
      readonly way?: "mail" | "by hand" | undefined;
      readonly address?: string | undefined;
    };
    readonly answer: undefined;
  };
  /** The calendar of deadlines, for whoever is signed in */
  "GET /api/v1/deadlines.ics": {
    readonly answer: Response /* text/calendar */;
  };
  /** List the addresses that were made */
  "GET /api/v1/calendars": {
    readonly answer: {
      readonly items: readonly ({
          readonly id: string;
          readonly label: string;
          readonly at: string;
          readonly by: string;
        })[];
    };
  };
  /** Make an address under which calendar programs read the deadlines without sign-in */
  "POST /api/v1/calendars": {
    readonly body: {
      readonly label: string;
    };
    readonly answer: {
      readonly id: string;
      readonly address: string;
    };
  };
  /** Take an address back */
  "DELETE /api/v1/calendars/{calendar}": {
    readonly params: {
      readonly calendar: string;
    };
    readonly answer: undefined;
  };
  /** The calendar of deadlines, for whoever has its address */
  "GET /calendars/{secret}/deadlines.ics": {
    readonly params: {
      readonly secret: string;
    };
    readonly answer: Response /* text/calendar */;
  };
  /** The drafts that you may see */
  "GET /api/v1/drafts": {
    readonly query?: {
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly drafts: readonly (Draft)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** Make a draft */
  "POST /api/v1/drafts": {
    readonly body: DraftBody;
    readonly answer: Draft;
  };
  /** A draft */
  "GET /api/v1/drafts/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: Draft;
  };
  /** Change a draft */
  "PUT /api/v1/drafts/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly body: DraftBody;
    readonly answer: Draft;
  };
  /** Who changed what of a draft */
  "GET /api/v1/drafts/{id}/revisions": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: {
      readonly revisions: readonly (DraftRevision)[];
    };
  };
  /** Share a draft with bodies and accounts */
  "PUT /api/v1/drafts/{id}/sharing": {
    readonly params: {
      readonly id: string;
    };
    readonly body: {
      readonly bodies: readonly (string)[];
      readonly accounts: readonly (string)[];
    };
    readonly answer: Draft;
  };
  /** Withdraw a draft */
  "POST /api/v1/drafts/{id}/withdraw": {
    readonly params: {
      readonly id: string;
    };
    readonly body: {
      readonly why?: string | undefined;
    };
    readonly answer: Draft;
  };
  /** What a draft would change */
  "GET /api/v1/drafts/{id}/impact": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Goes before the header `Accept`. `csv` is a zip of one file for each table (`application/zip`). */
      readonly format?: "json" | "pdf" | "xlsx" | "csv" | undefined;
      /** Of what a PDF prints around the figures; what `Accept-Language` prefers where absent. */
      readonly language?: "en" | "fr" | undefined;
      /** `hidden`: as it would be released to those who are not cleared. */
      readonly small?: "shown" | "hidden" | undefined;
    };
    readonly answer: Impact;
  };
  /** Two drafts side by side */
  "GET /api/v1/drafts/{id}/comparison/{other}": {
    readonly params: {
      readonly id: string;
      readonly other: string;
    };
    readonly query?: {
      /** `hidden`: as it would be released to those who are not cleared. */
      readonly small?: "shown" | "hidden" | undefined;
    };
    readonly answer: {
      readonly drafts: readonly (string)[];
      readonly head: (Head);
      readonly comparison: Comparison;
    };
  };
  /** The frozen fact sheets of a draft */
  "GET /api/v1/drafts/{id}/frozen": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: {
      readonly frozen: readonly (Frozen)[];
    };
  };
  /** Freeze what a draft would change */
  "POST /api/v1/drafts/{id}/frozen": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: Frozen;
  };
  /** A frozen fact sheet */
  "GET /api/v1/drafts/{id}/frozen/{number}": {
    readonly params: {
      readonly id: string;
      readonly number: number;
    };
    readonly query?: {
      /** Goes before the header `Accept`. `csv` is a zip of one file for each table (`application/zip`). */
      readonly format?: "json" | "pdf" | "xlsx" | "csv" | undefined;
      /** Of what a PDF prints around the figures; what `Accept-Language` prefers where absent. */
      readonly language?: "en" | "fr" | undefined;
    };
    readonly answer: {
      readonly frozen: {
          readonly [key: string]: unknown;
        };
    };
  };
  /** Whether a frozen fact sheet is still what it was */
  "GET /api/v1/drafts/{id}/frozen/{number}/check": {
    readonly params: {
      readonly id: string;
      readonly number: number;
    };
    readonly answer: FrozenCheck;
  };
  /** Release a frozen fact sheet to those who are not cleared */
  "POST /api/v1/drafts/{id}/release": {
    readonly params: {
      readonly id: string;
    };
    readonly body: {
      readonly frozen: number;
      readonly to: "public" | "bodies";
    };
    readonly answer: ReleasedSheet;
  };
  /** The fact sheets that were released to you */
  "GET /api/v1/fact-sheets": {
    readonly answer: {
      readonly sheets: readonly (ReleasedSheet)[];
    };
  };
  /** The fact sheet of a draft that was released */
  "GET /api/v1/fact-sheets/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Goes before the header `Accept`. `csv` is a zip of one file for each table (`application/zip`). */
      readonly format?: "json" | "pdf" | "xlsx" | "csv" | undefined;
      /** Of what a PDF prints around the figures; what `Accept-Language` prefers where absent. */
      readonly language?: "en" | "fr" | undefined;
    };
    readonly answer: ReleasedFactSheet;
  };
  /** What each draft that you may see would change for a person */
  "GET /api/v1/people/{id}/drafts": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Only this draft. */
      readonly draft?: string | undefined;
      /** Acts that move each to a day of its own, from 0: `0:2024-12-31`. */
      readonly moves?: readonly (string)[] | undefined;
    };
    readonly answer: {
      readonly id: string;
      readonly drafts: readonly (PersonDraft)[];
    };
  };
  /** Why a person would have an entitlement under a draft on a day, or would not */
  "GET /api/v1/people/{id}/drafts/{draft}/explain": {
    readonly params: {
      readonly id: string;
      readonly draft: string;
    };
    readonly query: {
      readonly entitlement: string;
      /** One for each column of the entitlement, in their order. */
      readonly value?: readonly (string)[] | undefined;
      /** The day asked about. */
      readonly on: string;
      /** Acts that move each to a day of its own, from 0: `0:2024-12-31`. */
      readonly moves?: readonly (string)[] | undefined;
    };
    readonly answer: DraftReasons;
  };
  /** Whom a draft touches */
  "GET /api/v1/drafts/{id}/people": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** Acts that move each to a day of its own, from 0: `0:2024-12-31`. */
      readonly moves?: readonly (string)[] | undefined;
      /** Only those who are hit through it. */
      readonly institute?: string | undefined;
      /** Only those who lose it. */
      readonly entitlement?: string | undefined;
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly head: (Head);
      /** How many of them the asker may see. */
      readonly total: number;
      readonly people: readonly (Touched)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** A live stream of fact sheets */
  "GET /api/v1/drafts/{id}/stream": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      readonly small?: "shown" | "hidden" | undefined;
    };
    readonly answer: Response /* text/event-stream */;
  };
  /** Another day into a live stream */
  "POST /api/v1/drafts/{id}/stream/{stream}": {
    readonly params: {
      readonly id: string;
      readonly stream: string;
    };
    readonly body: {
      /** The draft on that day; without it, as it is written. */
      readonly day?: string | undefined;
      /** Which of its acts moves, from 0; without it, all that have such a day. */
      readonly act?: number | undefined;
      /** Acts that move each to a day of its own. */
      readonly moves?: readonly ({
          readonly act: number;
          readonly day: string;
        })[] | undefined;
    };
    readonly answer: {
      readonly number: number;
    };
  };
  /** The bodies that decide */
  "GET /api/v1/council/bodies": {
    readonly answer: {
      readonly bodies: readonly (DecidingBodyListed)[];
    };
  };
  /** A body: who sits in it, who may vote, and its rules with where they come from */
  "GET /api/v1/council/bodies/{body}": {
    readonly params: {
      readonly body: string;
    };
    readonly query?: {
      /** As it is on that day; the day as known on where none is named. */
      readonly on?: string | undefined;
      readonly programme?: string | undefined;
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: DecidingBody;
  };
  /** Which splits of a vote pass */
  "GET /api/v1/council/bodies/{body}/splits": {
    readonly params: {
      readonly body: string;
    };
    readonly query?: {
      readonly rule?: string | undefined;
      /** As it is on that day; the day as known on where none is named. */
      readonly on?: string | undefined;
      readonly programme?: string | undefined;
      /** So many that have a vote are not represented; who they are is not asked. */
      readonly absent?: number | null | undefined;
    };
    readonly answer: Splits;
  };
  /** Until when a body can still give notice, and which session is the last */
  "GET /api/v1/council/bodies/{body}/notices": {
    readonly params: {
      readonly body: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
      /** Only what is due within so many days. */
      readonly within?: number | null | undefined;
    };
    readonly answer: {
      readonly from: string;
      readonly notices: readonly (NoticeWarning)[];
    };
  };
  /** The sessions of a body */
  "GET /api/v1/council/bodies/{body}/sessions": {
    readonly params: {
      readonly body: string;
    };
    readonly answer: {
      readonly sessions: readonly (CouncilSessionListed)[];
    };
  };
  /** A session and its agenda */
  "GET /api/v1/council/bodies/{body}/sessions/{session}": {
    readonly params: {
      readonly body: string;
      readonly session: string;
    };
    readonly query?: {
      /** Answer by what was known at the end of this day; today where it is not said. */
      readonly knownOn?: string | undefined;
    };
    readonly answer: CouncilSession;
  };
  /** Note whose delegates are there */
  "PUT /api/v1/council/bodies/{body}/sessions/{session}/represented": {
    readonly params: {
      readonly body: string;
      readonly session: string;
    };
    readonly body: {
      readonly members: readonly (string)[];
    };
    readonly answer: CouncilSession;
  };
  /** Put an item on the agenda */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items": {
    readonly params: {
      readonly body: string;
      readonly session: string;
    };
    readonly body: {
      readonly title: string;
      readonly level: "public" | "open" | "restricted" | "closed";
    };
    readonly answer: CouncilSession;
  };
  /** Lay a paper beside an item */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/papers": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly body: CouncilPaper;
    readonly answer: CouncilSession;
  };
  /** Table a motion, with the fact sheet that it is decided on */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/motion": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly body: CouncilMotion;
    readonly answer: CouncilSession;
  };
  /** Record a vote on a motion */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/vote": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly body: CouncilVote;
    readonly answer: CouncilSession;
  };
  /** Note that a motion was not put to the vote */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/not-put": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: CouncilSession;
  };
  /** Enter what came of a motion as the decision that it is */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/decision": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly body: {
      readonly instrument: Instrument;
      readonly expectedHead?: string | undefined;
    };
    readonly answer: Decision;
  };
  /** The secret ballots that you may see */
  "GET /api/v1/council/ballots": {
    readonly answer: {
      readonly ballots: readonly (SecretBallot)[];
    };
  };
  /** The secret ballots on a motion */
  "GET /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/ballots": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly answer: {
      readonly ballots: readonly (SecretBallot)[];
    };
  };
  /** Begin a secret ballot on a motion */
  "POST /api/v1/council/bodies/{body}/sessions/{session}/items/{item}/ballots": {
    readonly params: {
      readonly body: string;
      readonly session: string;
      readonly item: number;
    };
    readonly body: BallotGiven;
    readonly answer: SecretBallot;
  };
  /** A secret ballot: how far it has come, and who is awaited */
  "GET /api/v1/council/ballots/{ballot}": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly answer: SecretBallot;
  };
  /** What the trustees have said in their ceremony */
  "GET /api/v1/council/ballots/{ballot}/ceremony": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly answer: BallotCeremony;
  };
  /** Begin the trustees' ceremony anew */
  "POST /api/v1/council/ballots/{ballot}/ceremony": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: BallotTrustees;
    readonly answer: SecretBallot;
  };
  /** Close the list of keys, and publish it */
  "POST /api/v1/council/ballots/{ballot}/list": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: SecretBallot;
  };
  /** Open the vote */
  "POST /api/v1/council/ballots/{ballot}/open": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: SecretBallot;
  };
  /** Give a vote up */
  "POST /api/v1/council/ballots/{ballot}/abandonment": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: {
      readonly reason: string;
    };
    readonly answer: SecretBallot;
  };
  /** Announce a delegation's voting key */
  "PUT /api/v1/council/ballots/{ballot}/keys/{member}": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
      readonly member: string;
    };
    readonly body: VotingKeyClaim;
    readonly answer: SecretBallot;
  };
  /** The closed list of keys, with names */
  "GET /api/v1/council/ballots/{ballot}/keys.json": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly answer: readonly (unknown)[];
  };
  /** Say that a share that was sent to you does not hold */
  "PUT /api/v1/council/ballots/{ballot}/trustees/{number}/complaint": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
      readonly number: number;
    };
    readonly body: TrusteeComplaint;
    readonly answer: SecretBallot;
  };
  /** Hand in a trustee's message of a round */
  "PUT /api/v1/council/ballots/{ballot}/trustees/{number}/{round}": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
      readonly number: number;
      readonly round: "certificate" | "commitment" | "shares" | "key";
    };
    readonly body: TrusteeMessage;
    readonly answer: SecretBallot;
  };
  /** The board, as far as it has grown */
  "GET /api/v1/council/ballots/{ballot}/board.bel": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly answer: Response /* application/x-tar */;
  };
  /** Hand in a sealed ballot */
  "POST /api/v1/council/ballots/{ballot}/ballots": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: SealedBallot;
    readonly answer: BallotCast;
  };
  /** Close the vote, and add its ballots up, still sealed */
  "POST /api/v1/council/ballots/{ballot}/close": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: SecretBallot;
  };
  /** Hand in a trustee's answer */
  "POST /api/v1/council/ballots/{ballot}/answers": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: TrusteeAnswer;
    readonly answer: SecretBallot;
  };
  /** Say what came out */
  "POST /api/v1/council/ballots/{ballot}/result": {
    readonly params: {
      /** The vote's identifier, as it stands on its board. */
      readonly ballot: string;
    };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: SecretBallot;
  };
  /** The command line of the secret ballot, and its hash */
  "GET /api/v1/council/command": {
    readonly answer: BallotCommand;
  };
  /** What another policy would change */
  "POST /api/v1/policy/effect": {
    readonly body: {
      readonly text: string;
      /** By what was known on that day; today where absent. */
      readonly knownOn?: string | undefined;
      /** The first day that counts; the day as known on where absent. */
      readonly from?: string | undefined;
    };
    readonly answer: PolicyEffect;
  };
  /** The policies that were proposed */
  "GET /api/v1/proposals": {
    readonly query?: {
      /** So many at most. */
      readonly limit?: number | undefined;
      /** `next` of the page before; nothing else is one. */
      readonly after?: string | undefined;
    };
    readonly answer: {
      readonly proposals: readonly (ProposalListed)[];
      /** Give this as `after` for the next page; null: this is the last. */
      readonly next: string | null;
    };
  };
  /** Propose a policy */
  "POST /api/v1/proposals": {
    readonly body: ProposalBody;
    readonly answer: Proposal;
  };
  /** A proposed policy */
  "GET /api/v1/proposals/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly answer: Proposal;
  };
  /** Change a proposed policy */
  "PUT /api/v1/proposals/{id}": {
    readonly params: {
      readonly id: string;
    };
    readonly body: ProposalBody;
    readonly answer: Proposal;
  };
  /** Withdraw a proposed policy */
  "POST /api/v1/proposals/{id}/withdraw": {
    readonly params: {
      readonly id: string;
    };
    readonly body: {
      readonly why?: string | undefined;
    };
    readonly answer: Proposal;
  };
  /** What a proposed policy would change */
  "GET /api/v1/proposals/{id}/effect": {
    readonly params: {
      readonly id: string;
    };
    readonly query?: {
      /** By what was known on that day; today where absent. */
      readonly knownOn?: string | undefined;
      /** The first day that counts; the day as known on where absent. */
      readonly from?: string | undefined;
      readonly against?: string | undefined;
      readonly small?: "shown" | "hidden" | undefined;
    };
    readonly answer: PolicyEffect;
  };
}
