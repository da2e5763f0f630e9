/** A plan as people read it, and as programs do. Made of what the plan says and nothing else. */
import { formatProblem } from "@comity/registry";
import { IMPORTED_TABLES } from "./incoming.ts";
import type { Plan } from "./plan/import.ts";
import { type Judged, VERDICTS } from "./plan/judgement.ts";
import { possibleAnswers } from "./plan/questions.ts";
import { formatExchangeProblem, formatPlace } from "./problems.ts";

/** More rows or notes than this are counted in the text; the JSON has them all. */
const MOST_SHOWN = 200;

function formatRow(row: Judged): string[] {
  const { place, shown, subject, changes, because, question, problems, verdict } = row;
  const who = subject === undefined || shown.split(", ").includes(subject) ? "" : ` (\`${subject}\`)`;
  const lines = [`  ${formatPlace(place)}: ${shown}${who}${because === undefined ? "" : `, ${because}`}`];
  for (const { field, from, to } of changes)
    lines.push(
      `    ${field}: ${from === undefined ? "nothing" : `\`${from}\``} becomes ${to === undefined ? "nothing" : `\`${to}\``}`,
    );
  if (question !== undefined && verdict === "doubtful") {
    lines.push(`    question: ${question.asks}`);
    for (const { id, shown: candidate } of question.candidates) lines.push(`      \`${id}\`: ${candidate}`);
    lines.push(
      `    answers: ${possibleAnswers(question)
        .map((each) => `\`${each}\``)
        .join(", ")}`,
    );
  }
  for (const { severity, column, message, help } of problems) {
    const at = column === undefined ? "" : `column \`${column}\`: `;
    lines.push(`    ${severity === "error" ? "" : `${severity}: `}${at}${message}`);
    if (help !== undefined) lines.push(`      help: ${help}`);
  }
  return lines;
}

/** The counts by table: a line for each table of which a row came. */
function countLines({ counts }: Plan): string[] {
  const widths = VERDICTS.map((verdict) => Math.max(verdict.length, 7));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(12)}${cells.map((cell, at) => cell.padStart(widths[at]! + 2)).join("")}`;
  const rows = IMPORTED_TABLES.filter((table) => Object.values(counts[table]).some((count) => count > 0));
  return [
    line("", VERDICTS),
    ...rows.map((table) =>
      line(
        table,
        VERDICTS.map((verdict) => String(counts[table][verdict])),
      ),
    ),
  ];
}

/**
 * A dry run for people: counts, then every row that is not unchanged, then what was mended.
 */
export function formatPlan(plan: Plan): string {
  const lines = [...countLines(plan)];
  for (const verdict of VERDICTS) {
    const rows = plan.judged.filter(
      (row) => row.verdict === verdict && (verdict !== "unchanged" || row.problems.length > 0),
    );
    if (rows.length === 0) continue;
    lines.push("", `${verdict}:`, ...rows.slice(0, MOST_SHOWN).flatMap(formatRow));
    if (rows.length > MOST_SHOWN) lines.push(`  and ${rows.length - MOST_SHOWN} more`);
  }
  if (plan.notes.length > 0) {
    lines.push("", "mended or noticed:");
    for (const note of plan.notes.slice(0, MOST_SHOWN))
      lines.push(`  ${formatExchangeProblem(note).replaceAll("\n", "\n  ")}`);
    const more = plan.notes.length + plan.notesNotTold - MOST_SHOWN;
    if (more > 0) lines.push(`  and ${more} more`);
  }
  if (plan.conflicts.length > 0)
    lines.push(
      "",
      "this would make wrong what is on record, so nothing can be brought in:",
      ...plan.conflicts.map((problem) => `  ${formatProblem(problem).replaceAll("\n", "\n  ")}`),
    );
  return `${lines.join("\n")}\n`;
}

/** A plan as JSON: by row, with questions, problems and the ids of acts. */
export function planAsJson(plan: Plan): unknown {
  const { set, files, counts, judged, questions, notes, notesNotTold, conflicts, acts, isWhole } = plan;
  return {
    set,
    files,
    counts,
    whole: isWhole,
    acts: acts.length,
    rows: judged.map(({ acts: own, with: together, question, ...row }) => ({
      ...row,
      ...(question === undefined ? {} : { question: { about: question.about, said: question.said } }),
      ...(together === undefined ? {} : { with: judged[together]?.place }),
      acts: own.map(({ id }) => id),
    })),
    questions: questions.map((question) => ({ ...question, answers: possibleAnswers(question) })),
    notes,
    notesNotTold,
    conflicts,
  };
}
