/** The days within which a recursion through a duration is followed: `--horizon FIRST..LAST`. */
import { CalendarError, type Day, day, formatDay } from "@comity/calendar";
import { type Diagnostic, type Horizon, type Policy, stratify } from "@comity/policy";
import { type Call, optionValue } from "./command.ts";
import { Refusal } from "./refusal.ts";

const EXAMPLE = "`--horizon 2020-01-01..2030-12-31`";

/** What to do about a policy of which nothing is wrong but that it reaches further and further days. */
export function horizonHelp(errors: readonly Diagnostic[]): string | undefined {
  const isAll = errors.length > 0 && errors.every(({ code }) => code === "recursion-through-duration");
  return isAll ? `say the first and the last day to follow it within: ${EXAMPLE}` : undefined;
}

/** The first and the last day that `--horizon` names; undefined where it is not given. */
export function horizonOption(call: Call): Horizon | undefined {
  const text = optionValue(call, "horizon");
  if (text === undefined) return undefined;
  const parts = text.split("..");
  if (parts.length !== 2 || parts.includes(""))
    throw new Refusal(
      `\`--horizon\`: \`${text}\` is not two days`,
      `the first and the last day stand with two dots between: ${EXAMPLE}`,
    );
  const [first, last] = parts.map((part): Day => {
    try {
      return day(part);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      throw new Refusal(`\`--horizon\`: ${error.message}`, error.help);
    }
  }) as [Day, Day];
  if (last < first)
    throw new Refusal(
      `\`--horizon\`: its last day \`${formatDay(last)}\` is before its first, \`${formatDay(first)}\``,
      `did you mean \`${formatDay(last)}..${formatDay(first)}\`?`,
    );
  return { first, last };
}

/** What an answer says of the horizon it was given within; nothing where no rule of these policies needs one. */
export function tellHorizon(call: Call, ...policies: readonly Policy[]): string {
  const horizon = horizonOption(call);
  const isNeeded = policies.some((policy) => stratify(policy).components.some(({ delayed }) => delayed));
  if (horizon === undefined || !isNeeded) return "";
  return `, recursion followed ${formatDay(horizon.first)} to ${formatDay(horizon.last)}`;
}
