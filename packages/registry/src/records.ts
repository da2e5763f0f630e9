/** The records of the domain: what the fold emits, and what a policy may declare and use. */
import type { Column, RecordShape } from "@comity/policy";

/** `institute: Institute, state: State` as columns. */
function record(name: string, columns: string): RecordShape {
  return {
    name,
    columns: columns.split(", ").map((column): Column => {
      const [columnName, kind] = column.split(": ") as [string, string];
      return { name: columnName, kind };
    }),
  };
}

/** Every record that `fold` emits facts of, with the columns' names and kinds. */
export const RECORDS: readonly RecordShape[] = [
  record("seat", "institute: Institute, state: State"),
  record("governed_by", "institute: Institute, party: Party"),
  record("institute_kind", "institute: Institute, kind: Text"),
  record("status", "party: Party, status: Text"),
  record("observer", "party: Party, body: Body"),
  record("observer_suspended", "party: Party, body: Body"),
  record("session", "session: Session, body: Body, access: Text"),
  record("agreement_kind", "agreement: Agreement, kind: Text"),
  record("party", "agreement: Agreement, party: Party"),
  record("parent", "agreement: Agreement, parent: Agreement"),
  record("concerns", "agreement: Agreement, experiment: Experiment"),
  record("in_force", "agreement: Agreement"),
  record("suspended", "agreement: Agreement"),
  record("restricted", "agreement: Agreement, restriction: Text"),
  record("closed_to_newcomers", "agreement: Agreement"),
  record("excepted", "person: Person, agreement: Agreement"),
  record("affiliated", "person: Person, institute: Institute"),
  record("connection", "person: Person, institute: Institute, connection: Text"),
  record("contract", "person: Person, institute: Institute, category: Text"),
  record("employed", "person: Person, category: Text"),
  record("presence", "person: Person, percent: Number"),
  record("participates", "person: Person, experiment: Experiment"),
  record("qualified", "person: Person, experiment: Experiment"),
  record("dues_paid", "institute: Institute, experiment: Experiment"),
  record("team", "institute: Institute, experiment: Experiment"),
  record("resident", "person: Person, region: Text"),
  record("residence_card", "person: Person, state: State"),
  record("dependant", "person: Person, dependant: Dependant"),
  record("dependant_permit", "dependant: Dependant"),
  record("appointed", "person: Person, role: Text, experiment: Experiment"),
  record("mark", "person: Person, mark: Text"),
  record("recalled", "person: Person"),
  record("deceased", "person: Person"),
  record("share", "payer: Party, experiment: Experiment, units: Number"),
];
