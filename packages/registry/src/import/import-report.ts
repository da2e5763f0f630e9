/** What an import tells: counts by party and by institute, and everything that was mended. Never a word about one person. */
import { type Day, formatDay } from "@comity/calendar";
import type { Remark, RemarkPlace } from "./author-list.ts";

export interface ReportedInstitute {
  readonly institute: string;
  readonly title: string;
  readonly party: string;
  readonly people: number;
}

export interface ReportedParty {
  readonly party: string;
  readonly title: string;
  readonly institutes: number;
  /** People with at least one institute that this party governs. */
  readonly people: number;
  /** Those of them who have no institute that another party governs. */
  readonly onlyHere: number;
}

/** A short name that the table does not have; the help names the one nearest to it. */
export interface UnknownName {
  readonly shortName: string;
  readonly institute: string;
  readonly people: number;
  readonly help?: string;
}

export interface ImportReport {
  readonly file: string;
  readonly title: string;
  readonly experiment: string;
  readonly listDay: Day;
  /** Where the day comes from: the record's year, or what was asked for. */
  readonly listDayFrom: "the record" | "the option";
  readonly entries: number;
  readonly people: number;
  readonly withoutAffiliation: number;
  readonly withSeveralInstitutes: number;
  readonly parties: readonly ReportedParty[];
  readonly institutes: readonly ReportedInstitute[];
  readonly unknownNames: readonly UnknownName[];
  /** Short names that were written otherwise than in the table. */
  readonly readAs: readonly { readonly written: string; readonly shortName: string }[];
  readonly remarks: readonly {
    readonly remark: Remark;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
}

/** Lines listed for one kind of remark. */
const linesListed = 5;

/** Counts remarks by kind, most frequent first, with the first lines of each. */
export function countRemarks(places: readonly RemarkPlace[]): ImportReport["remarks"] {
  const lines = new Map<Remark, number[]>();
  for (const { remark, line } of places) lines.set(remark, [...(lines.get(remark) ?? []), line]);
  return [...lines]
    .map(([remark, all]) => ({ remark, count: all.length, lines: all.slice(0, linesListed) }))
    .sort((a, b) => b.count - a.count || (a.remark < b.remark ? -1 : 1));
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The report as lines of text for people to read. */
export function formatImportReport(report: ImportReport): string {
  const lines = [
    `${report.title === "" ? report.file : report.title}`,
    `${counted(report.people, "person", "people")} (${report.entries} entries) at ${counted(report.institutes.length, "institute", "institutes")} in ${report.experiment}`,
    `affiliations from ${formatDay(report.listDay)} (day taken from ${report.listDayFrom}), open-ended: the list says of nobody when it ended`,
    "",
    ...report.parties.map(
      (each) =>
        `${each.party.padEnd(8)}${String(each.people).padStart(6)}${String(each.institutes).padStart(6)}  ${each.title}`,
    ),
  ];
  if (report.withoutAffiliation > 0)
    lines.push("", `${counted(report.withoutAffiliation, "person", "people")} without affiliation`);
  if (report.unknownNames.length > 0) {
    lines.push("", "unknown institutes, kept without a governing party:");
    for (const { shortName, people, help } of report.unknownNames)
      lines.push(
        `  \`${shortName}\`: ${counted(people, "person", "people")}${help === undefined ? "" : ` (${help})`}`,
      );
  }
  if (report.readAs.length > 0) {
    lines.push("", "written otherwise than in the table:");
    for (const { written, shortName } of report.readAs)
      lines.push(`  \`${written}\` read as \`${shortName}\``);
  }
  if (report.remarks.length > 0) {
    lines.push("", "mended or noticed:");
    for (const { remark, count, lines: at } of report.remarks)
      lines.push(`  ${remark}: ${count} (line ${at.join(", ")}${count > at.length ? ", ..." : ""})`);
  }
  return `${lines.join("\n")}\n`;
}
