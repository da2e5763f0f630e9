/** What a draft would change for one person: the days that come and go, why, and what the person could do to keep them. */
import { type Day, difference, formatDay, has, type IntervalSet, isOpen } from "@comity/calendar";
import type { Impact } from "@comity/decision";
import {
  declarationOf,
  eachStep,
  explain,
  type FactChange,
  type NameOf,
  type Predicate,
  RemedySearch,
  type Step,
  stepsOf,
  type Tuple,
  tellRemedy,
} from "@comity/policy";
import { stretchesText, stretchText } from "../../reading/fields.ts";
import { dependantsOf, labelOf, ownNames, PERSONAL, personalTuples } from "../../reading/own.ts";

/** What somebody would have on other days than as things stand. */
export interface PersonChange {
  readonly entitlement: string;
  /** In the policy's words, without the person: `may enter the site`. */
  readonly label: string;
  readonly tuple: Tuple;
  readonly before: ReturnType<typeof stretchesText>;
  readonly after: ReturnType<typeof stretchesText>;
  /** The first day that would be lost; null where none would. */
  readonly firstLost: string | null;
  /** The first day that would be gained; null where none would. */
  readonly firstGained: string | null;
  /** What would end the days that are left, or be lacking where none are. */
  readonly because: readonly {
    readonly sentence: string;
    readonly days: ReturnType<typeof stretchText> | null;
  }[];
  readonly remedies: readonly {
    readonly remedy: string;
    readonly restores: ReturnType<typeof stretchText>;
  }[];
}

export interface PersonImpact {
  readonly title: string;
  readonly changes: readonly PersonChange[];
  /** How many of the person's entitlements would stay as they are. */
  readonly same: number;
}

const MOST_REMEDIES = 5;

/** What a draft changes for somebody. An unknown person has nothing, and loses nothing. */
export function personImpact({ draft, folded, before, after }: Impact, person: string): PersonImpact {
  const { policy } = before;
  const dependants = dependantsOf(folded, person);
  const nameOf = ownNames(folded, person, dependants);
  const changes: PersonChange[] = [];
  let same = 0;
  for (const { predicate, tuple } of personalTuples(policy, [before, after], person, dependants)) {
    const { name } = predicate;
    const [was, is] = [before.when(name, tuple), after.when(name, tuple)];
    const [lost, gained] = [difference(was, is), difference(is, was)];
    if (lost.length === 0 && gained.length === 0) {
      same += 1;
      continue;
    }
    const first = lost[0] as Day | undefined;
    changes.push({
      entitlement: name,
      label: labelOf(nameOf, predicate, tuple),
      tuple,
      before: stretchesText(was),
      after: stretchesText(is),
      firstLost: dayOf(lost),
      firstGained: dayOf(gained),
      because:
        first === undefined || isOpen(first) ? [] : reasons({ after, nameOf, predicate, tuple, is, first }),
      remedies:
        first === undefined || isOpen(first)
          ? []
          : remediesFor({ after, nameOf, predicate, tuple, first }, [person, ...dependants]),
    });
  }
  changes.sort((a, b) => compareDays(a.firstLost, b.firstLost));
  return { title: draft.title, changes, same };
}

const dayOf = (days: IntervalSet): string | null => {
  const first = days[0] as Day | undefined;
  return first === undefined || isOpen(first) ? null : formatDay(first);
};

/** Losses by their day, then what is only gained. */
const compareDays = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

interface Lost {
  readonly after: Impact["after"];
  readonly nameOf: NameOf;
  readonly predicate: Predicate;
  readonly tuple: Tuple;
  readonly first: Day;
}

/** What ends the days before the first that is lost; where there are none, what that day lacks. */
function reasons({ after, nameOf, predicate, tuple, first, is }: Lost & { readonly is: IntervalSet }) {
  const last = ((first as number) - 1) as Day;
  const isHeld = has(is, last);
  const told = explain(after, after.policy, undefined as never, predicate.name, tuple, isHeld ? last : first);
  const root = stepsOf(after.policy, told, nameOf);
  const found = isHeld
    ? root.below.filter(({ step }) => step === "ends").flatMap(({ below }) => below)
    : lackingIn(root);
  return found.map((step) => ({
    // A sentence ends in a colon where steps follow, and none do here.
    sentence: step.claim?.sentence ?? step.sentence.replace(/:$/, ""),
    // A step that is no claim has its days in its sentence.
    days: step.days === undefined || step.claim === undefined ? null : stretchText(step.days),
  }));
}

/** Of a no: the deepest steps of the nearest rule that were not as they had to be. */
function lackingIn(root: Step): Step[] {
  const rule = root.below[0];
  if (rule === undefined) return [];
  return [...eachStep(rule)].filter(
    ({ met, below, step }) => met === false && step !== "rule" && !below.some((inner) => inner.met === false),
  );
}

function remediesFor({ after, nameOf, predicate, tuple, first }: Lost, own: readonly string[]) {
  const { policy } = after;
  // A remedy that names somebody else is none that this person is to hear of.
  const isOwn = ({ record, tuple: said }: FactChange): boolean =>
    (declarationOf(policy, record)?.columns ?? []).every(
      ({ kind }, at) => !PERSONAL.has(kind) || own.includes(String(said[at])),
    );
  return new RemedySearch(after, policy, first)
    .find(predicate.name, tuple)
    .filter(({ witness }) => witness.every(isOwn))
    .slice(0, MOST_REMEDIES)
    .map((remedy) => ({
      remedy: tellRemedy(policy, remedy, tuple, predicate.name, nameOf),
      restores: stretchText(remedy.restores),
    }));
}
