/** The draft that a command names: a file, or the end of one agreement; and the registry as known when it is put. */
import { readFileSync } from "node:fs";
import { type Day, isOpen } from "@comity/calendar";
import { type Draft, endAgreement, readDraft } from "@comity/decision";
import type { Policy, RecordShape } from "@comity/policy";
import { type Folded, fold, shapeOfRecord } from "@comity/registry";
import { type Call, optionValue } from "./command.ts";
import { dayOption, type KnownOn, knownOnFor, type OpenRegistry } from "./inputs.ts";
import { Refusal } from "./refusal.ts";

/** Folds a registry as known on some day, each day once. */
export function folder(registry: OpenRegistry): (knownOn: Day) => Folded {
  const folds = new Map<Day, Folded>();
  return (knownOn) => {
    const folded = folds.get(knownOn) ?? fold(registry.acts, { knownOn });
    folds.set(knownOn, folded);
    return folded;
  };
}

export interface OpenDraft {
  readonly draft: Draft;
  /** The registry as known on `draft.knownOn`, without the draft. */
  readonly folded: Folded;
  readonly known: KnownOn;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read: ${code}`;
    throw new Refusal(`\`${file}\` ${why}`, "give the path of a decision file (docs/decision-format.md)");
  }
}

/** The records that a draft may state: the policy's, and whatever else a file of the registry declares. */
export function statable({ meta }: OpenRegistry, { records }: Pick<Policy, "records">): RecordShape[] {
  const declared = (meta.records ?? []).map(({ record, columns }) => shapeOfRecord(record, columns));
  return [...declared, ...records];
}

/** Reads a decision's file. `knownOn` goes before what the file says; so does `--known-on`. */
export function openDraftFile(
  call: Call,
  file: string,
  records: readonly RecordShape[],
  foldOn: (knownOn: Day) => Folded,
  knownOn?: Day,
): OpenDraft {
  const asked = dayOption(call, "known-on") ?? knownOn;
  const { draft, folded } = readDraft(bytesOf(file), {
    file,
    foldOn,
    records,
    ...(asked !== undefined && { knownOn: asked }),
  });
  const because = asked === undefined ? "the draft's day" : "asked for";
  return { draft, folded, known: { day: draft.knownOn, because } };
}

/** The last day on which the registry did not know yet that somebody had ended the agreement; undefined where nobody has. */
function dayBeforeItsEnd(registry: OpenRegistry, agreement: string): Day | undefined {
  const recorded = registry.acts.flatMap((act) =>
    (act.act === "termination" || act.act === "notice") &&
    act.agreement === agreement &&
    act.recorded !== undefined
      ? [act.recorded]
      : [],
  );
  return recorded.length === 0 ? undefined : ((Math.min(...recorded) - 1) as Day);
}

/** The end of the agreement that `--end` names. */
function openEnd(
  call: Call,
  agreement: string,
  registry: OpenRegistry,
  foldOn: (day: Day) => Folded,
): OpenDraft {
  const before = dayBeforeItsEnd(registry, agreement);
  const newest = knownOnFor(call, registry);
  // Whoever asks what the end of an agreement would change means: before that was decided.
  const known =
    before !== undefined && newest.because === "the newest record" && before < newest.day
      ? { day: before, because: "the day before its end was on record" as const }
      : newest;
  if (isOpen(known.day))
    throw new Refusal(
      "no act of this registry says when it was recorded, so a decision needs a day",
      "say `--known-on DAY`",
    );
  const folded = foldOn(known.day);
  const lastDay = dayOption(call, "last-day");
  const draft = endAgreement(folded, agreement, lastDay === undefined ? {} : { lastDay });
  return { draft, folded, known };
}

/** The draft that a command names by a file or by `--end`; undefined where it names none. */
export function openDraft(
  call: Call,
  file: string | undefined,
  registry: OpenRegistry,
  policy: Pick<Policy, "records">,
  foldOn: (knownOn: Day) => Folded,
): OpenDraft | undefined {
  const end = optionValue(call, "end");
  if (file !== undefined && end !== undefined)
    throw new Refusal("a decision's file and `--end` exclude each other", "give one of them");
  if (end === undefined && call.options.has("last-day"))
    throw new Refusal(
      "`--last-day` says when an agreement ends, and none is named",
      "give `--end AGREEMENT` too",
    );
  if (end !== undefined) return openEnd(call, end, registry, foldOn);
  return file === undefined ? undefined : openDraftFile(call, file, statable(registry, policy), foldOn);
}
