/** Derives the plan of a decision from its impact and the organisation's guide. Pure: the same again from the same. */
import { type Day, formatDay, OPEN } from "@comity/calendar";
import type { Impact } from "@comity/decision";
import { latestNotice, stretchOn } from "@comity/registry";
import type { Guide, LetterRule } from "../guide/guide.ts";
import { type Anchors, dueOn } from "../guide/timing.ts";
import { endingOf, type Loss, lossesByPerson } from "./endings.ts";
import type { DerivedPlan, DueLetter, Item, PlannedAgreement, PlanPart } from "./plan.ts";

export interface DeriveOptions {
  /** The registry's own host, which is not told of its own decision. */
  readonly host?: string;
  /** Letters that were due before this day go out on it: the day on which the decision is entered. */
  readonly from: Day;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The latest day for notice of the term with which an agreement would go on, where it renews by itself. */
function noticeDay({ changed }: Impact, agreement: string, on: Day): Day | undefined {
  const life = changed.find((each) => each.life.agreement === agreement)?.life;
  if (life?.terms === undefined || life.from === undefined || on < life.from) return undefined;
  const { term, rules } = stretchOn(life.terms, on);
  if (term.to === OPEN || rules.renewal !== "tacit") return undefined;
  return latestNotice(term, rules.noticePeriod);
}

function plannedAgreements(impact: Impact, host: string | undefined): PlannedAgreement[] {
  return impact.changed.map(({ life, change, from }) => {
    const isFollower = change === "ends" && life.end?.reason === "parent";
    const notice = isFollower ? undefined : noticeDay(impact, life.agreement, impact.draft.date);
    return {
      id: life.agreement,
      title: life.signature.title,
      change,
      lastDay: formatDay((from - 1) as Day),
      parties: [...new Set(life.parties.map(({ party }) => party))].filter((party) => party !== host),
      ...(isFollower && life.end?.agreement !== undefined ? { with: life.end.agreement } : {}),
      ...(notice === undefined ? {} : { latestNotice: formatDay(notice) }),
    };
  });
}

/** The agreements that the decision itself is about, with the first day on which each is felt. */
function roots(impact: Impact): { readonly agreement: string; readonly from: Day }[] {
  const named = new Set(impact.draft.acts.flatMap((act) => ("agreement" in act ? [act.agreement] : [])));
  const seen = new Map<string, Day>();
  for (const { life, from } of impact.changed)
    if (named.has(life.agreement) && !seen.has(life.agreement)) seen.set(life.agreement, from);
  return [...seen].map(([agreement, from]) => ({ agreement, from }));
}

/** Letters of one template that are due before a day: of several notices of the same thing only the last still makes sense. */
function notBefore(letters: readonly (DueLetter & { readonly on: Day })[], from: Day): DueLetter[] {
  const kept = letters.filter((letter) => {
    if (letter.on >= from) return true;
    const alike = letters.filter(({ template, of }) => template === letter.template && of === letter.of);
    return alike.every(({ on }) => on <= letter.on);
  });
  return kept
    .sort((a, b) => a.on - b.on || byText(a.letter, b.letter))
    .map(({ on, ...letter }) => ({ ...letter, due: formatDay(Math.max(on, from) as Day) }));
}

class PlanMaker {
  readonly #impact: Impact;
  readonly #guide: Guide;
  readonly #options: DeriveOptions;
  readonly #losses: ReadonlyMap<string, readonly Loss[]>;

  constructor(impact: Impact, guide: Guide, options: DeriveOptions) {
    this.#impact = impact;
    this.#guide = guide;
    this.#options = options;
    this.#losses = lossesByPerson(impact);
  }

  #anchors(first: Day | undefined, notice?: Day): Anchors {
    return { decision: this.#impact.draft.date, first, latestNotice: notice };
  }

  /** The letters to one recipient: `firstOf` says from which day what a letter is about is gone. */
  #letters(to: LetterRule["to"], firstOf: (of: string) => Day | undefined, notice?: Day): DueLetter[] {
    const due = this.#guide.letters.flatMap((rule) => {
      if (rule.to !== to || rule.of === "reversal") return [];
      const first = firstOf(rule.of);
      if (first === undefined) return [];
      // Where no day for notice binds, the other side is told at once.
      const on = dueOn(rule.due, this.#anchors(first, notice)) ?? this.#options.from;
      const about = rule.of === "any" ? {} : { of: rule.of };
      return [{ letter: rule.letter, template: rule.template, due: formatDay(on), on, ...about }];
    });
    return notBefore(due, this.#options.from);
  }

  #items(losses: readonly Loss[]): Item[] {
    return this.#guide.tasks.flatMap((task) => {
      const own = losses.filter(({ of }) => of === task.of);
      if (own.length === 0) return [];
      const first = Math.min(...own.map((loss) => loss.first)) as Day;
      const counted = dueOn(task.due, this.#anchors(first));
      // What would have been due before the decision is due with it.
      const on = counted === undefined ? undefined : (Math.max(counted, this.#impact.draft.date) as Day);
      const { item: key, what, owner, of } = task;
      return [
        {
          key,
          what,
          owner,
          of,
          ...(on === undefined ? {} : { due: formatDay(on) }),
          state: "open",
          changes: [],
        },
      ];
    });
  }

  people(): PlanPart[] {
    const through = new Map<string, string[]>();
    for (const [institute, people] of this.#impact.hit)
      for (const person of people) through.set(person, [...(through.get(person) ?? []), institute]);
    return [...this.#losses].map(([id, losses]): PlanPart => {
      const firstOf = (of: string): Day | undefined =>
        losses
          .filter((loss) => of === "any" || loss.of === of)
          .reduce<Day | undefined>(
            (least, { first }) => (least === undefined || first < least ? first : least),
            undefined,
          );
      return {
        kind: "person",
        id,
        institutes: (through.get(id) ?? []).sort(byText),
        ends: losses.map(endingOf),
        items: this.#items(losses),
        letters: this.#letters("person", firstOf),
        exceptions: [],
      };
    });
  }

  #plain(
    kind: PlanPart["kind"],
    id: string,
    letters: DueLetter[],
    first: Day,
    institutes: readonly string[] = [],
  ): PlanPart[] {
    if (letters.length === 0) return [];
    const lastDayBefore = formatDay((first - 1) as Day);
    return [{ kind, id, institutes, ends: [], lastDayBefore, items: [], letters, exceptions: [] }];
  }

  /** The first day on which anybody is hit through an institute. */
  #firstAt(people: ReadonlySet<string>): Day {
    const days = [...people].map((person) => this.#impact.losses.people.get(person) ?? OPEN);
    return Math.min(...days) as Day;
  }

  institutes(): PlanPart[] {
    return [...this.#impact.hit].flatMap(([institute, people]) => {
      const first = this.#firstAt(people);
      return this.#plain(
        "institute",
        institute,
        this.#letters("institute", () => first),
        first,
      );
    });
  }

  experiments(): PlanPart[] {
    return [...this.#impact.losses.experiments].flatMap(([experiment, people]) => {
      const first = this.#firstAt(people);
      return this.#plain(
        "experiment",
        experiment,
        this.#letters("experiment", () => first),
        first,
      );
    });
  }

  /** Team leaders at the institutes hit, on the day of the decision. */
  leaders(): PlanPart[] {
    const { before, draft, hit } = this.#impact;
    const has = (name: string, columns: number): boolean =>
      before.policy.records.some((record) => record.name === name && record.columns.length === columns);
    if (!has("appointed", 3) || !has("affiliated", 2)) return [];
    const leaders = new Set(
      [...before.list("appointed", [undefined, "team leader", undefined], draft.date)].map(({ tuple }) =>
        String(tuple[0]),
      ),
    );
    return [...leaders].sort(byText).flatMap((leader) => {
      const institutes = [...before.list("affiliated", [leader, undefined], draft.date)]
        .map(({ tuple }) => String(tuple[1]))
        .filter((institute) => hit.has(institute))
        .sort(byText);
      if (institutes.length === 0) return [];
      const first = Math.min(...institutes.map((institute) => this.#firstAt(hit.get(institute)!))) as Day;
      return this.#plain(
        "team leader",
        leader,
        this.#letters("team leader", () => first),
        first,
        institutes,
      );
    });
  }

  /** The other side of each agreement that the decision is about. */
  parties(): PlanPart[] {
    const { host } = this.#options;
    const told = new Map<string, PlanPart>();
    for (const { agreement, from } of roots(this.#impact)) {
      const notice = noticeDay(this.#impact, agreement, this.#impact.draft.date);
      const { life } = this.#impact.changed.find((each) => each.life.agreement === agreement)!;
      for (const { party } of life.parties)
        if (party !== host && !told.has(party))
          for (const part of this.#plain(
            "party",
            party,
            this.#letters("party", () => from, notice),
            from,
          ))
            told.set(party, part);
    }
    return [...told.values()];
  }

  whole(): PlanPart {
    // What only closes or restricts an agreement has no end that could be looked back on.
    const felt = new Set(
      this.#impact.changed.flatMap(({ life, change }) =>
        change === "ends" || change === "suspended" ? [life.agreement] : [],
      ),
    );
    const ends = roots(this.#impact).filter(({ agreement }) => felt.has(agreement));
    const items = this.#guide.reviews.flatMap(({ review, what, owner, due }): Item[] => {
      const item = (key: string, on: Day | undefined, more = ""): Item => ({
        key,
        what: `${what}${more}`,
        owner,
        ...(on === undefined ? {} : { due: formatDay(on) }),
        state: "open",
        changes: [],
      });
      if (due.anchor === "decision") return [item(review, dueOn(due, this.#anchors(undefined)))];
      return ends.map(({ agreement, from }) => {
        const notice = noticeDay(this.#impact, agreement, this.#impact.draft.date);
        return item(`${review}/${agreement}`, dueOn(due, this.#anchors(from, notice)), ` (${agreement})`);
      });
    });
    // Half-way to an end that is near lies before the decision: there is nothing to look at.
    const decided = formatDay(this.#impact.draft.date);
    const still = items.filter(({ due }) => due === undefined || due >= decided);
    return {
      kind: "whole",
      id: "decision",
      institutes: [],
      ends: [],
      items: still,
      letters: [],
      exceptions: [],
    };
  }

  ends(): DerivedPlan["ends"] {
    const { shapes } = this.#impact.losses;
    return [...shapes].flatMap(([of, { declaration }]) => {
      const days = new Map<Day, number>();
      for (const losses of this.#losses.values()) {
        const own = losses.filter((loss) => loss.of === of).map(({ first }) => first);
        if (own.length === 0) continue;
        const first = Math.min(...own) as Day;
        days.set(first, (days.get(first) ?? 0) + 1);
      }
      if (days.size === 0) return [];
      const byDay = [...days]
        .sort(([a], [b]) => a - b)
        .map(([first, people]) => ({ lastDay: formatDay((first - 1) as Day), people }));
      return [{ of, title: declaration.title ?? of, byDay }];
    });
  }

  plan(): DerivedPlan {
    const parts = [
      this.whole(),
      ...this.parties(),
      ...this.institutes().sort((a, b) => byText(a.id, b.id)),
      ...this.experiments().sort((a, b) => byText(a.id, b.id)),
      ...this.leaders(),
      ...this.people().sort((a, b) => byText(a.id, b.id)),
    ];
    return { agreements: plannedAgreements(this.#impact, this.#options.host), ends: this.ends(), parts };
  }
}

/**
 * The plan that follows from an impact.
 *
 *     derivePlan(layDraft(folded, evaluation, draft), guide, { from: today }).parts.length
 */
export function derivePlan(impact: Impact, guide: Guide, options: DeriveOptions): DerivedPlan {
  return new PlanMaker(impact, guide, options).plan();
}
