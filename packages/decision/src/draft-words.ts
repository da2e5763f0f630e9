/** The acts of a draft in a few words each, for the head of a fact sheet. */
import { type Day, formatDuration } from "@comity/calendar";
import type { Policy } from "@comity/policy";
import type { Act, Folded, Ledger, StatementAct } from "@comity/registry";
import { entityTitle } from "./registered-facts.ts";
import { counted, dayText, titleWith, tupleText } from "./wording.ts";

/** What acts are told with: the policy's words for its records, the registry's names, and the acts that others are about. */
export interface Speaker {
  readonly policy: Policy;
  readonly folded: Folded;
  /** The acts known, and those of the draft. */
  readonly ledger: Ledger;
}

function span(act: { readonly on: Day; readonly lastDay?: Day }): string {
  const from = `from ${dayText(act.on)}`;
  return act.lastDay === undefined ? from : `${from} through ${dayText(act.lastDay)}`;
}

/** What a statement says, in the policy's words for the record where it has any. */
function stated({ record, columns, values }: StatementAct, { policy, folded }: Speaker): string {
  const declaration = policy.records.find(({ name }) => name === record);
  if (declaration === undefined)
    return `\`${record}\` of ${values.map((value) => `\`${value}\``).join(", ")}`;
  const word = (at: number): string => {
    const { kind } = declaration.columns[at]!;
    const value = values[at]!;
    if (columns[at]!.type === "date") return dayText(value as Day);
    if (typeof value === "number") return String(value);
    return entityTitle(folded, policy, kind, value) ?? `\`${value}\``;
  };
  const { title } = declaration;
  if (title !== undefined && values.length > 0 && !title.includes("{"))
    return `${title} (${tupleText(declaration, values)})`;
  return titleWith(declaration, word);
}

/** What an act of the registry, or of the draft itself, says: for another that ends it or withdraws it. */
function aboutAct(id: string, speaker: Speaker): string {
  const index = speaker.ledger.find(id);
  if (index < 0) return "";
  const act = speaker.ledger.act(index);
  return `: ${act.act === "statement" ? stated(act, speaker) : plainly(act)}`;
}

/** The sort of an act and what it names. */
function plainly(act: Act): string {
  const { act: sort, id: _, recorded: _r, by: _b, instrument: _i, corrects: _c, on: _o, ...own } = act;
  const subject = Object.values(own)
    .filter((value) => typeof value === "string")
    .map((value) => `\`${value}\``);
  return `${sort}: ${subject.join(", ")}`;
}

function words(act: Act, speaker: Speaker): string {
  switch (act.act) {
    case "termination":
      return `\`${act.agreement}\` ends, last day ${dayText(act.lastDay)}`;
    case "postponement":
      return `\`${act.agreement}\` goes on, last day ${dayText(act.lastDay)}`;
    case "notice":
      return `notice is given to \`${act.agreement}\` on ${dayText(act.on)}`;
    case "suspension":
      return `\`${act.agreement}\` is suspended ${span(act)}`;
    case "resumption":
      return `\`${act.agreement}\` operates again from ${dayText(act.on)}`;
    case "restriction":
      return `\`${act.agreement}\` is restricted ${span(act)}: ${act.restriction}`;
    case "closing to newcomers":
      return `\`${act.agreement}\` is closed to newcomers ${span(act)}`;
    case "amendment": {
      const parts = [
        act.lastDay === undefined ? [] : [`last day ${dayText(act.lastDay)}`],
        act.term === undefined ? [] : [`term ${formatDuration(act.term)}`],
        act.renewal === undefined ? [] : [act.renewal === "tacit" ? "tacit renewal" : "no renewal"],
        act.renewalTerm === undefined ? [] : [`renewed for ${formatDuration(act.renewalTerm)}`],
        act.noticePeriod === undefined ? [] : [`notice of ${formatDuration(act.noticePeriod)}`],
      ].flat();
      return `\`${act.agreement}\` is amended from ${dayText(act.on)}: ${parts.join(", ")}`;
    }
    case "succession":
      return `\`${act.agreement}\` takes the place of \`${act.succeeds}\` from ${dayText(act.on)}`;
    case "accession":
      return `\`${act.party}\` joins \`${act.agreement}\` ${span(act)}`;
    case "departure":
      return `\`${act.party}\` leaves \`${act.agreement}\`, last day ${dayText(act.lastDay)}`;
    case "observer suspension":
      return `\`${act.party}\` is suspended as an observer of \`${act.body}\` ${span(act)}`;
    case "status":
      return `\`${act.party}\` is ${act.status} ${span(act)}`;
    case "statement":
      return `${stated(act, speaker)}, ${span(act)}`;
    case "end":
      return `\`${act.ends}\` ends, last day ${dayText(act.lastDay)}${aboutAct(act.ends, speaker)}`;
    case "withdrawal":
      return `\`${act.withdraws}\` is withdrawn${aboutAct(act.withdraws, speaker)}`;
    default:
      return `${plainly(act)}, from ${dayText(act.on)}`;
  }
}

/**
 * Each act in words, in order; exceptions for many people from one agreement are one line.
 *
 *     actWords(draft.acts, { policy, folded, ledger })   // ["`ICA-BY` ends, last day 2024-06-27", "20 people are excepted from what happens to ..."]
 */
export function actWords(acts: readonly Act[], speaker: Speaker): string[] {
  const lines: string[] = [];
  const exceptions = new Map<string, { at: number; people: Set<string>; span: string; agreement: string }>();
  for (const act of acts) {
    if (act.act !== "exception") {
      lines.push(words(act, speaker));
      continue;
    }
    const key = JSON.stringify([act.agreement, act.on, act.lastDay ?? null]);
    const known = exceptions.get(key);
    if (known !== undefined) known.people.add(act.person);
    else
      exceptions.set(key, {
        at: lines.push("") - 1,
        people: new Set([act.person]),
        span: span(act),
        agreement: act.agreement,
      });
  }
  for (const { at, people, span: days, agreement } of exceptions.values())
    lines[at] =
      `${counted(people.size, "person is", "people are")} excepted from what happens to \`${agreement}\`, ${days}`;
  return lines;
}
