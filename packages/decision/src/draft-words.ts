/** The acts of a draft in a few words each, for the head of a fact sheet. */
import { type Day, formatDuration } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { counted, dayText } from "./wording.ts";

function span(act: { readonly on: Day; readonly lastDay?: Day }): string {
  const from = `from ${dayText(act.on)}`;
  return act.lastDay === undefined ? from : `${from} through ${dayText(act.lastDay)}`;
}

function words(act: Act): string {
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
    default: {
      const { act: sort, id: _, recorded: _r, by: _b, instrument: _i, on, ...own } = act;
      const subject = Object.values(own)
        .filter((value) => typeof value === "string")
        .map((value) => `\`${value}\``);
      return `${sort}: ${subject.join(", ")}, from ${dayText(on)}`;
    }
  }
}

/**
 * Each act in words, in order; exceptions for many people from one agreement are one line.
 *
 *     actWords(draft.acts)   // ["`ICA-BY` ends, last day 2024-06-27", "20 people are excepted from what happens to ..."]
 */
export function actWords(acts: readonly Act[]): string[] {
  const lines: string[] = [];
  const exceptions = new Map<string, { at: number; people: Set<string>; span: string; agreement: string }>();
  for (const act of acts) {
    if (act.act !== "exception") {
      lines.push(words(act));
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
