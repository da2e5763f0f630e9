/** `comity registry follow`: a process that keeps what follows from a registry, and says what each new act changes. */
import { formatDay, formatIntervals, type IntervalSet, isEmpty } from "@comity/calendar";
import type { Differing, Policy } from "@comity/policy";
import type { RegistryMeta } from "@comity/registry";
import type { Step } from "@comity/store";
import { type Call, optionValue } from "../command.ts";
import { beginPolicy, fittingPolicy } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { isStore, openFollowedStore, shownStore } from "../stores.ts";
import type { Terminal } from "../terminal.ts";
import { jsonStretch, stretchesOf } from "../text/days.ts";
import { clean, formatCount } from "../text/width.ts";

/** So many differences of one step are listed; an act about an agreement may change thousands. */
const USUALLY_LISTED = 20;

function listedFrom(call: Call): number {
  const text = optionValue(call, "list");
  if (text === undefined) return USUALLY_LISTED;
  if (!/^\d{1,9}$/.test(text))
    throw new Refusal(`\`--list\`: \`${text}\` is not a whole number`, "as in `--list 100`");
  return Number(text);
}

const jsonDays = (days: IntervalSet) => stretchesOf(days).map(jsonStretch);

function jsonOf({ position, today, differences }: Step): object {
  return {
    position,
    today: formatDay(today),
    differences: differences.map(({ predicate, tuple, lost, gained }) => ({
      predicate,
      tuple,
      lost: jsonDays(lost),
      gained: jsonDays(gained),
    })),
  };
}

function lineOf({ predicate, tuple, lost, gained }: Differing): string {
  const parts = [
    ...(isEmpty(lost) ? [] : [`loses ${formatIntervals(lost)}`]),
    ...(isEmpty(gained) ? [] : [`gains ${formatIntervals(gained)}`]),
  ];
  return clean(`${[predicate, ...tuple].join(" ")} ${parts.join(", ")}`);
}

/** What one step changed: how many tuples of which entitlements and clauses, then the first of them. */
function tell({ position, today, differences }: Step, most: number, terminal: Terminal): void {
  const { bold, dim } = terminal.colours;
  const counts = new Map<string, number>();
  for (const { predicate } of differences) counts.set(predicate, (counts.get(predicate) ?? 0) + 1);
  const counted = [...counts].map(([name, count]) => `${formatCount(count)} of ${name}`).join(", ");
  const said = counted === "" ? "nothing changes" : `changes ${counted}`;
  terminal.print(`${bold(formatCount(position))}  ${dim(formatDay(today))}  ${said}\n`);
  for (const differing of differences.slice(0, most)) terminal.print(`  ${lineOf(differing)}\n`);
  if (differences.length > most && most > 0)
    terminal.print(dim(`  and ${formatCount(differences.length - most)} more\n`));
}

/** Waits until somebody stops the process. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [where = ""] = call.operands;
  const most = listedFrom(call);
  if (!isStore(where))
    throw new Refusal(`\`${where}\` is no store`, "a folder of CSV files does not change by itself");
  const isJson = call.options.has("json");
  const progress = new Progress(terminal);
  const reading = beginPolicy(call, where);
  const policyFor = async (meta: RegistryMeta): Promise<Policy> => {
    const named = { folder: shownStore(where), acts: [], meta };
    const policy = await reading.policy(named, terminal);
    fittingPolicy(policy, reading.path, named, terminal);
    return policy;
  };
  const { store, followed } = await progress.step("opening the store and deriving everything", () =>
    openFollowedStore(where, policyFor, terminal),
  );
  try {
    progress.end();
    const seconds = (performance.now() / 1000).toFixed(1);
    terminal.warn(
      `${store.registry}: ${formatCount(followed.position)} acts, derived by ${reading.path} after ${seconds} s\n`,
    );
    if (call.options.has("once")) return 0;
    followed.onStep((step) => {
      if (isJson) terminal.print(`${JSON.stringify(jsonOf(step))}\n`);
      else tell(step, most, terminal);
    });
    await stopped();
    return 0;
  } finally {
    followed.close();
    await store.close();
  }
}
