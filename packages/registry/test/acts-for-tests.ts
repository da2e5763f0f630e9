/** Short ways to write acts in tests. */
import { type Day, day, duration, SINCE_EVER } from "@comity/calendar";
import type { Act, ActSort, SignatureAct } from "../src/acts.ts";

let count = 0;

type Own<Sort extends ActSort> = Omit<
  Extract<Act, { act: Sort }>,
  "act" | "id" | "on" | "recorded" | "by" | "instrument"
>;
type Header = Partial<Pick<Act, "id" | "by" | "instrument" | "corrects">> & {
  readonly on?: Day;
  readonly recorded?: Day;
};

/** An act; recorded on the day it happens and named by a number where nothing else is said. */
export function act<Sort extends ActSort>(sort: Sort, own: Own<Sort> & Header): Extract<Act, { act: Sort }> {
  const on = own.on ?? SINCE_EVER;
  return {
    id: `act-${++count}`,
    recorded: on,
    by: "",
    instrument: "",
    ...own,
    act: sort,
    on,
  } as unknown as Extract<Act, { act: Sort }>;
}

/** A cooperation agreement for five years that renews tacitly, with notice of six months, in force from its signing. */
export function cooperation(
  agreement: string,
  from: string,
  more: Partial<SignatureAct> = {},
): Extract<Act, { act: "signature" }> {
  return act("signature", {
    agreement,
    title: `Agreement ${agreement}`,
    kind: "ICA",
    parties: [agreement.replace("ICA-", "")],
    experiments: [],
    on: day(from),
    firstDay: day(from),
    term: duration({ years: 5 }),
    renewal: "tacit",
    noticePeriod: duration({ months: 6 }),
    ...more,
  });
}

/** What stands under another agreement and says nothing of its own end. */
export function under(
  agreement: string,
  parent: string,
  from: string,
  more: Partial<SignatureAct> = {},
): Extract<Act, { act: "signature" }> {
  return act("signature", {
    agreement,
    title: `Agreement ${agreement}`,
    kind: "MoU",
    parties: [],
    experiments: [],
    on: day(from),
    firstDay: day(from),
    renewal: "none",
    parent,
    ...more,
  });
}
