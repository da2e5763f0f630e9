/** What a search for conflicts in a policy found: as text with the made-up cases, and as JSON. */
import { isOpen } from "@comity/calendar";
import {
  type ConflictReport,
  conflictDiagnostics,
  type Diagnostic,
  type Horizon,
  type Policy,
  printCase,
  printDiagnostic,
  tellCase,
} from "@comity/policy";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "./days.ts";
import { counted } from "./width.ts";

interface Searched {
  readonly policy: Policy;
  readonly text: string;
  readonly report: ConflictReport;
  readonly options: { readonly horizon?: Horizon };
}

/** Prints conflicts, each with its case and why it holds; warnings of what never holds go to standard error. */
export function printConflicts(searched: Searched, terminal: Terminal): void {
  const { policy, text, report, options } = searched;
  const { red, green } = terminal.colours;
  const diagnostics = conflictDiagnostics(report);
  for (const warning of diagnostics.filter(({ severity }) => severity === "warning"))
    terminal.warn(`${printDiagnostic(warning, text)}\n`);
  for (const { clause, found } of report.conflicts) {
    const problem = diagnostics.find(({ code, place }) => code === "conflict" && place === clause.place);
    if (problem !== undefined) terminal.print(`${printDiagnostic(problem, text)}\n`);
    terminal.print(`The case, as an example of the policy:\n\n${indented(printCase(policy, found))}\n`);
    terminal.print(`Why it comes to that:\n\n${indented(tellCase(policy, found, options))}\n`);
  }
  const { conflicts, cases } = report;
  const looked = `${counted(cases, "made-up case", "made-up cases")}${clausesText(report)}`;
  terminal.print(
    conflicts.length === 0
      ? `${green("good")}: no conflict in ${looked}\n`
      : `${red(counted(conflicts.length, "conflict", "conflicts"))} in ${looked}\n`,
  );
}

function clausesText({ known, kept, onRecords }: ConflictReport): string {
  const parts = [
    ...(known.length > 0 ? [`${known.length} known by an example`] : []),
    ...(kept.length > 0 ? [`${kept.length} kept by the rules`] : []),
    ...(onRecords.length > 0 ? [`${onRecords.length} about records alone`] : []),
  ];
  return parts.length === 0 ? "" : ` (clauses: ${parts.join(", ")})`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

/** A problem for machines. */
export function diagnosticJson({ severity, code, message, place, help }: Diagnostic): object {
  const { line, column } = place;
  return { severity, code, message, line, column, help: help ?? null };
}

/** The same for machines: days are ISO, an open end is `null`. */
export function conflictsJson({ policy, report, options }: Omit<Searched, "text">): object {
  const { conflicts, known, kept, onRecords, cases } = report;
  const title = ({ name, title }: { readonly name: string; readonly title?: string }): string =>
    title ?? name;
  return {
    conflicts: conflicts.map(({ clause, found }) => ({
      clause: title(clause),
      on: isoDay(found.on),
      values: found.tuple,
      facts: found.facts.map(({ record, tuple, from, to }) => ({
        record,
        values: tuple,
        from: isOpen(from) ? null : isoDay(from),
        before: isOpen(to) ? null : isoDay(to),
      })),
      example: printCase(policy, found),
      why: tellCase(policy, found, options),
    })),
    known: known.map(({ clause, example }) => ({ clause: title(clause), example })),
    kept: kept.map(title),
    aboutRecordsAlone: onRecords.map(title),
    cases,
  };
}
