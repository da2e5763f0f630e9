import { grouped, HIDDEN, kindInWords, listed, type Words } from "./words.ts";

const count: Words["count"] = (value) => (value === null ? HIDDEN : grouped(value, ","));

function plural(name: string): string {
  const one = kindInWords(name);
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(one) ? `${one}es` : `${one}s`;
}

const some = (value: number | null, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

export const english: Words = {
  language: "en",
  count,
  percent: (value) => (value === null ? "" : `${value.toFixed(2)} %`),
  kicker: "Fact sheet of a draft decision",
  cleared: "All figures shown: for cleared readers only",
  meta: {
    registry: "Registry",
    knownOn: "As known on",
    head: "Head of the registry",
    policy: "Policy",
    decision: "Put to",
    session: "session",
  },
  acts: (position) => `after ${some(position, "act", "acts")}`,
  page: { before: "Page", between: "of" },
  asked: "What would be decided",
  inadmissible: "Not admissible: the draft breaks a clause of the policy.",
  admissible: "Admissible",
  tiles: {
    people: "people would lose something",
    institutes: "institutes concerned",
    firstDay: "first day without",
    elsewhere: "keep all through another institute",
  },
  answer: ({ people, institutes, firstDay, elsewhere }) => {
    const at = institutes === 0 ? "" : ` at ${some(institutes, "institute", "institutes")},`;
    const rest =
      elsewhere === 0
        ? ""
        : ` Of these, ${some(elsewhere, "person keeps", "people keep")} it all through another institute.`;
    return `${some(people, "person", "people")} would lose something,${at} the first on ${firstDay ?? "an unknown day"}.${rest}`;
  },
  others: (losers, firstDay, noPerson) => {
    const who = listed(
      losers.map(({ kind, count: value }) =>
        some(value, kindInWords(kind || "entitlement"), plural(kind || "entitlement")),
      ),
      "and",
    );
    return noPerson
      ? `${who} would lose something, the first on ${firstDay}; no person would.`
      : `So would ${who}, the first on ${firstDay}.`;
  },
  nobody: "Nobody would lose anything.",
  sections: {
    clauses: "Clauses that the draft breaks",
    lost: "What would be lost, and when",
    again: "What of it comes back",
    agreements: "Agreements",
    institutes: "Where",
    among: "Among them",
    notTouched: "Who would not be touched",
    remedies: "What each could do to stay",
    money: "Money, in units of the shares",
    takers: "Somebody must be named to take over",
    gained: "What would be gained",
    warnings: "To be known",
    which: (kind) => `Which ${plural(kind)}`,
  },
  columns: {
    entitlement: "entitlement",
    people: "people",
    count: "how many",
    firstWithout: "first day without",
    firstWith: "first day with",
    lastWith: "last day with",
    institute: "institute",
    party: "party",
    agreement: "agreement",
    change: "what happens",
    title: "title",
    who: "who",
    because: "because",
    experiment: "experiment",
    leavers: "who leaves, and paid",
    spread: "to spread",
    ofAll: "of all",
    othersPay: "others pay",
    item: "what",
    units: "units",
    from: "from",
    all: "all",
  },
  marks: {
    missionCritical: "mission critical",
    underReview: "under review",
    residentNearby: "living nearby",
    dependants: "their dependants",
  },
  byExperiment: "by experiment",
  keeps: "keeps",
  forExample: "for example",
  source: "source",
  change: ({ change, lastDay, day, through, restriction, with: withOther }) => {
    const until = through === undefined ? "" : ` through ${through}`;
    switch (change) {
      case "ends":
        return `ends after ${lastDay ?? day}${withOther === undefined ? "" : `, with ${withOther}`}`;
      case "goes on":
        return `goes on from ${day}${until}`;
      case "suspended":
        return `suspended from ${day}${until}`;
      case "resumed":
        return `operates again from ${day}`;
      case "restricted":
        return `${restriction ?? "restricted"} from ${day}${until}`;
      case "freed":
        return `no longer restricted from ${day}${restriction === undefined ? "" : ` (${restriction})`}`;
      case "closed":
        return `closed to newcomers from ${day}${until}`;
      case "opened":
        return `open to newcomers again from ${day}`;
    }
  },
  againOf: (back, all) => `${count(back)} of ${count(all)}`,
  fromDay: (value, day) => `${count(value)} from ${day}`,
  cases: (value) => some(value, "case", "cases"),
  span: (day, lastDay) => (lastDay === undefined ? `from ${day}` : `${day} to ${lastDay}`),
  untaken: (units) => `${units} that nobody is left to take`,
  more: (value) => `and ${count(value)} more, which the workbook lists`,
  kind: kindInWords,
  kinds: plural,
  roundedNote: "Figures of people are rounded to multiples of five.",
  hiddenNote: `${HIDDEN} is hidden: a figure under 5, or one that would give such a figure away.`,
  units: "units",
};
