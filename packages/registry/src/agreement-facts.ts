/** The facts that an agreement's life makes. */
import { type Day, OPEN } from "@comity/calendar";
import type { AgreementLife } from "./agreement-life.ts";
import type { Because } from "./agreement-own.ts";
import type { Emit } from "./lasting-facts.ts";

/** Emits every fact about one agreement: what it is from its signing on, and what holds while it lives. */
export function emitAgreement(life: AgreementLife, emit: Emit): void {
  const { agreement, signature, signed } = life;
  const known = Math.min(signature.on, life.from ?? OPEN) as Day;
  const each = (record: string, tuple: readonly string[], because: Because): void => {
    const { days, acts } = because;
    for (let k = 0; k < days.length; k += 2) emit(record, tuple, days[k]! as Day, days[k + 1]! as Day, acts);
  };
  emit("agreement_kind", [agreement, signature.kind], known, OPEN, signed);
  for (const experiment of signature.experiments)
    emit("concerns", [agreement, experiment], known, OPEN, signed);
  for (const { party, because } of life.parties) each("party", [agreement, party], because);
  for (const { parent, because } of life.parents) {
    const from = Math.max(because.days[0] ?? OPEN, known) as Day;
    const to = (because.days[1] ?? from) as Day;
    if (from < to) emit("parent", [agreement, parent], from, to, because.acts);
  }
  each("in_force", [agreement], life.inForce);
  for (const because of life.suspended) each("suspended", [agreement], because);
  for (const because of life.closed) each("closed_to_newcomers", [agreement], because);
  for (const [restriction, becauses] of life.restrictions)
    for (const because of becauses) each("restricted", [agreement, restriction], because);
  for (const { person, because } of life.exceptions) each("excepted", [person, agreement], because);
}
