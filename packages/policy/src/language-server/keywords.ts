/** What the words of the language mean, in a sentence each, for whoever stops at one. docs/language.md says it exactly. */
export const KEYWORDS: Readonly<Record<string, string>> = {
  kind: "Declares kinds of things: `kind Person, Institute`. With `is` they are kinds of another: `kind State is Party`.",
  record: "Declares a record: its facts come from the registry.",
  rule: "Declares a word of the policy's own, which holds on the days on which its condition does. Several rules of one name unite.",
  entitlement: "A rule whose answer is what somebody may do. Fact sheets count entitlements.",
  parameter: "A value with a name, which may change on a day: `parameter grace: Duration = 60 days`.",
  never:
    "A clause: a condition that no decision may bring about. A draft under which it holds on any day is inadmissible.",
  world: "A list of made-up facts, for examples.",
  example: "What must follow from made-up facts on a day. Examples are tests.",
  when: "What the rule needs. Conditions are joined by `,`; alternatives by `or`.",
  or: "Another way to the same: it holds on the days on which the one or the other does.",
  unless: "Takes away the days on which what follows holds.",
  within:
    "`A within the last 1 year`: A held on **some** day of that time. An interval `[f, t)` of A becomes `[f, t + 1 year)`.",
  throughout:
    "`A throughout the last 1 year`: A held on **every** day of that time. An interval `[f, t)` of A becomes `[f + 1 year, t)`.",
  since: "`A since B`: B held on some day, and A on every day after it up to now.",
  until: "`A until B`: B holds on some day ahead, and A on every day from now on before it.",
  begins: "`begins A`: the first day of each interval of A.",
  ends: "`ends A`: the day after the last day of each interval of A.",
  after: "`from the day after A`: every day from the one after A ended for the first time.",
  from: "`from 2024-12-01`: that day and every later one. `from the day after A`: once A has ended.",
  on: "`on 2024-12-01`: that day alone.",
  before: "`before 2024-12-01`: every earlier day, and not that day.",
  through: "`through 2024-11-30`: every day up to that one, and it too.",
  source: "Where the rule comes from. It is printed beside every answer.",
  reach: "`within reach of person`: a fact that a person can bring about; remedies propose only such facts.",
  given: "Made-up facts of this example alone.",
  breaks: "The clause of this title holds on that day.",
  not: "It does not hold on that day.",
  in: "The world whose facts the example has.",
};
