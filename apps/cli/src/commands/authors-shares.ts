/** `comity authors shares`: an experiment's cost divided by its authors, before and after a draft decision. */
import {
  type ComparedShares,
  type CostShares,
  compareShares,
  costShares,
  type ShareAsked,
} from "@comity/authorship";
import { formatDay } from "@comity/calendar";
import { openAuthorship } from "../authorship-desk.ts";
import { type Call, optionValue } from "../command.ts";
import { tellKnownOn } from "../inputs.ts";
import { dayAsked } from "../question.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { table } from "../text/table.ts";
import { counted, formatCount } from "../text/width.ts";

function unitsOption(call: Call): number | undefined {
  const text = optionValue(call, "units");
  if (text === undefined) return undefined;
  const units = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (units === 0)
    throw new Refusal(`\`${text}\` is no number of units`, "give a whole number from 1 on: `--units 10000`");
  return units;
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const on = dayAsked(call);
  const units = unitsOption(call);
  const desk = await openAuthorship(call, terminal);
  const { experiment, before, after, draft } = desk;
  const asked: ShareAsked = { experiment, on, ...(units === undefined ? {} : { units }) };
  const { bold, dim } = terminal.colours;
  const about = { knownOn: isoDay(desk.known.day), on: isoDay(on), experiment };
  if (after === undefined) {
    const shares = costShares(before, asked);
    if (call.options.has("json")) terminal.print(`${JSON.stringify({ ...shares, ...about }, null, 2)}\n`);
    else {
      heading(shares);
      terminal.print(
        table(
          [
            { title: "payer", paint: bold },
            { title: "authors", align: "right" },
            { title: "units", align: "right" },
          ],
          shares.payers.map(({ title, authors, units: own }) => [
            title,
            authorsText(authors),
            formatCount(own),
          ]),
        ),
      );
      tellUnpaid(shares, "");
    }
    return 0;
  }
  const compared = compareShares(before, after, asked);
  if (call.options.has("json")) {
    const json = {
      ...about,
      draft: draft!.title,
      ...compared,
      before: withDay(compared.before),
      after: withDay(compared.after),
    };
    terminal.print(`${JSON.stringify(json, null, 2)}\n`);
  } else {
    heading(compared.before, `, as things stand and under the draft "${draft!.title}"`);
    terminal.print(sharesTable(compared, bold));
    tellUnpaid(compared.before, " as things stand");
    tellUnpaid(compared.after, " under the draft");
  }
  return 0;

  function heading(shares: CostShares, more = ""): void {
    terminal.print(
      `${bold(`${formatCount(shares.units)} units`)} of ${experiment}, divided by ${counted(shares.authors, "author", "authors")} on ${formatDay(on)}${more}\n`,
    );
    terminal.print(dim(`${tellKnownOn(desk.known)}, by ${desk.policyPath}\n\n`));
  }

  function tellUnpaid({ unpaid }: CostShares, when: string): void {
    if (unpaid.length > 0)
      terminal.print(
        `${counted(unpaid.length, "author", "authors")}${when} for whom nobody pays: no institute of theirs takes part on that day\n`,
      );
  }
}

const withDay = (shares: CostShares): object => ({ ...shares, on: isoDay(shares.on) });

const signed = (number: number): string =>
  number > 0 ? `+${formatCount(number)}` : number < 0 ? `-${formatCount(-number)}` : "0";

/** `12`, or `12 1/3` where somebody counts for several. */
function authorsText({ part, of }: { readonly part: number; readonly of: number }): string {
  const whole = Math.floor(part / of);
  const rest = part % of;
  return rest === 0 ? formatCount(whole) : `${whole === 0 ? "" : `${formatCount(whole)} `}${rest}/${of}`;
}

function sharesTable({ payers, before, after }: ComparedShares, bold: (text: string) => string): string {
  const sum = (side: CostShares): number => side.payers.reduce((total, { units }) => total + units, 0);
  const rows = payers.map((one) => [
    one.title,
    authorsText(one.before.authors),
    formatCount(one.before.units),
    authorsText(one.after.authors),
    formatCount(one.after.units),
    signed(one.difference),
  ]);
  rows.push([
    "together",
    "",
    formatCount(sum(before)),
    "",
    formatCount(sum(after)),
    signed(sum(after) - sum(before)),
  ]);
  return table(
    [
      { title: "payer", paint: bold },
      { title: "authors", align: "right" },
      { title: "units", align: "right" },
      { title: "authors then", align: "right" },
      { title: "units then", align: "right" },
      { title: "difference", align: "right" },
    ],
    rows,
  );
}
