/** What is done with an author list, in a thread of its own or in a test: read it, print it under policies, write it, replay it. */
import {
  type AuthorList,
  type ComparedSigning,
  compareSigning,
  downstream,
  type Governance,
  type PaperDates,
  printedLines,
  type ReadList,
  type Replay,
  readList,
  replay,
  type SignedList,
  type SigningPolicy,
  type SigningWarning,
  sign,
  type WriteFormat,
  writeList,
} from "@comity/authorship";
import { type Day, formatDay } from "@comity/calendar";
import { memorySource } from "@comity/exchange";

/** A file as it came. */
export interface ListFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Asked {
  readonly policy: SigningPolicy;
  /** The list's own day where it is not said, else that of the publication. */
  readonly reference?: Day;
  readonly published: Day;
}

/** Print a list under a policy, beside another where one is named, and write it in a format where one is. */
export interface PrintTask extends Asked {
  readonly task: "print";
  readonly file: ListFile;
  readonly against?: SigningPolicy;
  readonly format?: WriteFormat;
}

/** Write a list under a policy as a file. */
export interface WriteTask extends Asked {
  readonly task: "write";
  readonly file: ListFile;
  readonly format: WriteFormat;
  /** Writes it although there are authors of whom nothing printed tells who they are. */
  readonly anyway: boolean;
}

/** Hold what a policy would have printed of a list against a later one. */
export interface ReplayTask extends Asked {
  readonly task: "replay";
  readonly before: ListFile;
  readonly after: ListFile;
}

/** Print the affiliations of one person, who stands on no list yet, under several policies. */
export interface LinesTask {
  readonly task: "lines";
  readonly lists: readonly AuthorList[];
  readonly policies: readonly SigningPolicy[];
  readonly dates: PaperDates;
}

export type ListTask = PrintTask | WriteTask | ReplayTask | LinesTask;

/** So much of a written file is shown beside the list; all of it is in the download. */
export const SHOWN_CHARACTERS = 12_000;
/** So many notes, changed lines and people of one outcome are listed; the counts are of all. */
export const MOST_LISTED = 2_000;

export interface WrittenFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly extension: string;
}

const listed = <Each>(all: readonly Each[]): Each[] => all.slice(0, MOST_LISTED);

const readFile = ({ name, bytes }: ListFile): Promise<ReadList> => readList(memorySource(name, bytes));

function datesFor({ list }: ReadList, { reference, published }: Asked): PaperDates {
  return { reference: reference ?? list.created ?? published, published };
}

function readShown({ format, authorsIn, leftOut, notes, list }: ReadList) {
  return {
    format,
    authors: authorsIn,
    leftOut,
    organisations: list.organisations.length,
    title: list.title ?? list.reference ?? null,
    collaborations: list.collaborations.map(({ name }) => name),
    notes: listed(notes).map(({ severity, message, place, help }) => ({
      severity,
      message,
      line: place?.line ?? null,
      help: help ?? null,
    })),
    notesNotTold: Math.max(0, notes.length - MOST_LISTED),
  };
}

/** Who or what a warning is about, by name. */
function warningShown({ code, message, about }: SigningWarning, names: ReadonlyMap<string, string>) {
  return {
    code,
    message,
    about: about.slice(0, 50).map((key) => names.get(key) ?? key),
    count: about.length,
  };
}

/** Affiliations numbered as a paper numbers them: by first appearance. */
function numbered({ list, authors }: SignedList) {
  const numbers = new Map<string, number>();
  const lines: { text: string; how: "institute" | "line" | "kept line"; authors: number }[] = [];
  const people = authors.map((author, at) => {
    const marks = new Map<number, string>();
    for (const { text, printed, connection } of author.affiliations) {
      if (text === undefined || printed === "nothing") continue;
      const key = `${printed}\n${text}`;
      let number = numbers.get(key);
      if (number === undefined) {
        lines.push({ text, how: printed, authors: 0 });
        number = lines.length;
        numbers.set(key, number);
      }
      if (!marks.has(number)) lines[number - 1]!.authors++;
      marks.set(number, connection ?? "affiliated with");
    }
    const own = list.authors[at]!;
    return {
      name: author.paperName,
      marks: [...marks].map(([line, connection]) => ({ line, connection })),
      hasOrcid: author.hasOwnOrcid,
      isDeceased: own.deceased === true,
      isUnidentifiable: !author.hasNamedInstitute && !author.hasOwnOrcid,
    };
  });
  return { lines, people };
}

function differences(compared: ComparedSigning) {
  const { first, second, changed, unidentifiableFirst, unidentifiableSecond, ...rest } = compared;
  return {
    policy: first,
    against: second,
    changedCount: changed.length,
    changed: listed(changed).map(({ paperName, first: one, second: other }) => ({
      name: paperName,
      policy: [...one],
      against: [...other],
    })),
    institutesOnlyPolicy: listed(rest.onlyFirst),
    institutesOnlyAgainst: listed(rest.onlySecond),
    thanksOnlyPolicy: listed(rest.thanksOnlyFirst),
    thanksOnlyAgainst: listed(rest.thanksOnlySecond),
    unidentifiableOnlyPolicy: listed(unidentifiableFirst).map(({ paperName }) => paperName),
    unidentifiableOnlyAgainst: listed(unidentifiableSecond).map(({ paperName }) => paperName),
  };
}

/** How programs downstream would read the printed list: lines in an institute's place, and lines that do harm. */
function downstreamShown(list: AuthorList) {
  const report = downstream(list);
  return {
    isSafe: report.isSafe,
    authorsHarmed: report.authorsHarmed,
    byId: report.lines.filter(({ inspire }) => inspire === "its id").length,
    byName: report.lines.filter(({ inspire }) => inspire === "its name").length,
    withCountry: report.lines.filter(({ scoap3 }) => scoap3 !== undefined).length,
    organisations: report.lines.length,
    lines: listed(report.lines.filter(({ isLine, harm }) => isLine || harm.length > 0)).map(
      ({ name, isLine, authors, inspire, scoap3, harm }) => ({
        name,
        isLine,
        authors,
        inspire,
        country: scoap3 ?? null,
        harm: [...harm],
      }),
    ),
  };
}

const dated = ({ reference, published }: PaperDates) => ({
  reference: formatDay(reference),
  published: formatDay(published),
});

async function printTask(task: PrintTask, governance: Governance) {
  const read = await readFile(task.file);
  const dates = datesFor(read, task);
  const signed = sign(read.list, task.policy, governance, dates);
  const names = new Map([
    ...read.list.organisations.map(({ key, name }) => [key, name] as const),
    ...read.list.authors.map(({ key, paperName }) => [key, paperName] as const),
  ]);
  const written = task.format === undefined ? undefined : await writeList(signed.list, task.format);
  const text = typeof written?.content === "string" ? written.content : undefined;
  return {
    read: readShown(read),
    dates: dated(dates),
    policy: task.policy.policy,
    ...numbered(signed),
    thanks: signed.list.acknowledgements.map(({ text: said }) => said).slice(0, MOST_LISTED),
    unidentifiable: signed.unidentifiable.map(({ paperName }) => paperName),
    warnings: listed(signed.warnings).map((warning) => warningShown(warning, names)),
    differences:
      task.against === undefined
        ? null
        : differences(compareSigning(signed, sign(read.list, task.against, governance, dates))),
    downstream: downstreamShown(signed.list),
    written:
      written === undefined
        ? null
        : {
            format: written.format,
            text: text?.slice(0, SHOWN_CHARACTERS) ?? null,
            isWhole: (text?.length ?? 0) <= SHOWN_CHARACTERS,
            notes: [...written.notes],
          },
  };
}

/** What a written list comes to: the file, or the authors because of whom it was not written. */
export type Written = { readonly file: WrittenFile } | { readonly unidentifiable: readonly string[] };

async function writeTask(task: WriteTask, governance: Governance): Promise<Written> {
  const read = await readFile(task.file);
  const signed = sign(read.list, task.policy, governance, datesFor(read, task));
  const { unidentifiable } = signed;
  if (unidentifiable.length > 0 && !task.anyway)
    return { unidentifiable: unidentifiable.map(({ paperName }) => paperName) };
  const { content, mediaType, extension } = await writeList(signed.list, task.format);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { file: { bytes, mediaType, extension } };
}

function replayShown(made: Replay) {
  const of = (outcome: string) => made.authors.filter((author) => author.outcome === outcome);
  const person = ({
    paperName,
    matchedBy,
    outcome,
    predicted,
    printed,
    institutes,
    reason,
  }: Replay["authors"][number]) => ({
    name: paperName,
    matchedBy,
    outcome,
    predicted: [...predicted],
    printed: [...printed],
    institutes: [...institutes],
    reason: reason ?? null,
  });
  const lone = ({ paperName, lines }: Replay["gone"][number]) => ({ name: paperName, lines: [...lines] });
  return {
    recall: { ...made.recall },
    precision: { ...made.precision },
    counts: {
      predictedAndPrinted: of("predicted and printed").length,
      predictedNotPrinted: of("predicted, not printed").length,
      printedNotPredicted: of("printed, not predicted").length,
      neither: of("neither").length,
      doubtful: made.doubtful.length,
      gone: made.gone.length,
      come: made.come.length,
    },
    people: [
      ...listed(of("printed, not predicted")),
      ...listed(of("predicted, not printed")),
      ...listed(of("predicted and printed")),
    ].map(person),
    doubtful: listed(made.doubtful).map(({ before, after, why, settled }) => ({
      before: namesOf(before),
      after: namesOf(after),
      why,
      settled: settled ?? null,
    })),
    gone: listed(made.gone).map(lone),
    come: listed(made.come).map(lone),
    unsure: listed(made.unsure).map(({ name, doubt }) => ({ name, doubt: doubt ?? null })),
  };
}

const namesOf = (people: readonly { readonly paperName: string }[]): string[] =>
  people.map(({ paperName }) => paperName);

async function replayTask(task: ReplayTask, governance: Governance) {
  const [before, after] = [await readFile(task.before), await readFile(task.after)];
  const dates = datesFor(before, task);
  return {
    before: readShown(before),
    after: readShown(after),
    dates: dated(dates),
    policy: task.policy.policy,
    ...replayShown(replay(before.list, after.list, task.policy, governance, dates)),
  };
}

/** Of each list by each policy: what stands after the name, and whether that tells who it is. */
function linesTask({ lists, policies, dates }: LinesTask, governance: Governance) {
  return lists.map((list) =>
    policies.map((policy) => {
      const { authors, unidentifiable } = sign(list, policy, governance, dates);
      const [author] = authors;
      return {
        policy: policy.policy,
        lines: author === undefined ? [] : printedLines(author),
        affiliations: (author?.affiliations ?? []).map(({ given, printed, standing }) => ({
          institute: given.organisation,
          printed,
          agreement: standing.agreement ?? null,
          state: standing.state,
        })),
        isUnidentifiable: unidentifiable.length > 0,
      };
    }),
  );
}

export interface Outcomes {
  readonly print: Awaited<ReturnType<typeof printTask>>;
  readonly write: Written;
  readonly replay: Awaited<ReturnType<typeof replayTask>>;
  readonly lines: ReturnType<typeof linesTask>;
}

/**
 * Does a task.
 *
 * @throws ExchangeError where a file as a whole is no list that can be read.
 */
export async function doTask(task: ListTask, governance: Governance): Promise<Outcomes[keyof Outcomes]> {
  switch (task.task) {
    case "print":
      return printTask(task, governance);
    case "write":
      return writeTask(task, governance);
    case "replay":
      return replayTask(task, governance);
    case "lines":
      return linesTask(task, governance);
  }
}
