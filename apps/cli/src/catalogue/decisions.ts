/** Commands about decisions that were taken. Nothing here loads the code that does the work. */
import type { Command, Option } from "../command.ts";
import { HORIZON, JSON_OPTION, KNOWN_ON, POLICY, REGISTRY_NOTE } from "./options.ts";

const GUIDE: Option = {
  name: "guide",
  value: "FILE",
  says: "the organisation's guide (docs/carrying-out.md); by default the one beside the policy: `cern.guide.md` beside `cern.policy.md`",
};
const BY: Option = {
  name: "by",
  value: "WHO",
  says: "who enters it; by default COMITY_USER, else whoever is signed in",
};
const INSTRUMENT: readonly Option[] = [
  { name: "reference", value: "TEXT", says: "what the instrument is cited by; needed" },
  { name: "dated", value: "DAY", says: "the day that the instrument bears; needed" },
  {
    name: "document",
    value: "FILE",
    says: "the instrument's file, whose SHA-256 is recorded; or give --sha256",
  },
  { name: "sha256", value: "HASH", says: "the SHA-256 of the instrument, 64 hexadecimal digits" },
  { name: "kept-at", value: "TEXT", says: "where the instrument is kept; needed" },
];
const EXPECTED_HEAD: Option = {
  name: "expected-head",
  value: "HASH",
  says: "refuse where others have recorded acts since this head",
};

export const DECISIONS: readonly Command[] = [
  {
    words: ["decision", "plan"],
    operands: { usage: "REGISTRY DECISION", least: 2, most: 2 },
    summary: "say what carrying a decision out would mean: who is told and what is done, by when",
    about: `Lays the decision over the registry and prints its plan: what ends on which day, what each office has to do, which letters are due, which reviews. DECISION is a file (docs/decision-format.md). Nothing is recorded, and nobody is named. ${REGISTRY_NOTE}`,
    options: [
      {
        name: "person",
        value: "PERSON",
        says: "only what is done for this person, and which letters the person gets",
      },
      {
        name: "letter",
        value: "LETTER",
        says: "with --person: print this letter as it would go out, to nobody by name",
      },
      { name: "language", value: "en|fr", says: "with --letter: in this language alone" },
      {
        name: "pdf",
        value: "FILE",
        says: "with --letter: set it on paper in this new file, tagged (PDF/UA-1), a page for each language",
      },
      {
        name: "cleared",
        says: "show figures under 5 too, and with --json who is in the plan: the reader may see personal data",
      },
      GUIDE,
      { ...KNOWN_ON, says: "what the registry knew at the end of that day; by default the draft's own day" },
      POLICY,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity decision plan scenarios/cern-2024 scenarios/cern-2024/decisions/council-2023-12-15.json",
        says: "the whole plan, counted",
      },
      {
        line: "comity decision plan scenarios/cern-2024 scenarios/cern-2024/decisions/council-2023-12-15.json --person p00002 --letter told",
        says: "a letter",
      },
    ],
    load: () => import("../commands/decision-plan.ts"),
  },
  {
    words: ["decision", "enter"],
    operands: { usage: "STORE DECISION", least: 2, most: 2 },
    summary: "enter a decision that was taken: record its acts and lay its plan",
    about:
      "Records the acts of the draft that was adopted as one set, with the instrument that evidences it, and lays the plan. The same draft with the same instrument is the same decision: entering it again changes nothing. A server sends the letters (docs/carrying-out.md).",
    options: [...INSTRUMENT, GUIDE, BY, EXPECTED_HEAD, POLICY, HORIZON, JSON_OPTION],
    examples: [
      {
        line: "comity decision enter cern.store end-both.json --reference CERN/3770 --dated 2023-12-15 --document 3770.pdf --kept-at 'Council archive'",
        says: "",
      },
    ],
    load: () => import("../commands/decision-enter.ts"),
  },
  {
    words: ["decision", "reverse"],
    operands: { usage: "STORE ID", least: 2, most: 2 },
    summary: "reverse a decision that was entered, and list what cannot be undone",
    about:
      "Withdraws the acts of the decision that have not taken effect by the day of the reversal and ends those that last, cancels mails that have not gone out, and plans what is to be undone. Prints what cannot be, with why. ID is the decision's, as `comity decision enter` printed it.",
    options: [
      { name: "title", value: "TEXT", says: "what the reversal is called; needed" },
      {
        name: "on",
        value: "DAY",
        says: "the day from which the decision is undone: that of the reversal; needed",
      },
      { name: "body", value: "BODY", says: "the body that reversed it" },
      ...INSTRUMENT,
      GUIDE,
      BY,
      EXPECTED_HEAD,
      POLICY,
      HORIZON,
      JSON_OPTION,
    ],
    examples: [
      {
        line: "comity decision reverse cern.store decision-2023-12-15-f67f008a4ee4 --title 'Go on' --on 2024-03-22 --reference CERN/3801 --dated 2024-03-22 --document 3801.pdf --kept-at 'Council archive'",
        says: "",
      },
    ],
    load: () => import("../commands/decision-reverse.ts"),
  },
];
