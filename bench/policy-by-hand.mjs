/** The policy of workload.policy.md as a checked policy, put together by hand. */
const place = { file: "bench/workload.policy.md", line: 1, column: 1, endLine: 1, endColumn: 1 };
const column = (name, kind) => ({ name, kind });
const record = (name, ...columns) => ({ role: "record", name, columns, place });
const atom = (predicate, ...names) => ({
  condition: "atom",
  predicate,
  terms: names.map((name) => ({ term: "variable", name })),
  place,
});
const all = (...parts) => ({ condition: "all", parts, place });

const person = column("person", "Person");
const institute = column("institute", "Institute");
const service = column("service", "Service");

export const policyByHand = {
  title: "The benchmark's policy",
  file: place.file,
  kinds: ["Person", "Institute", "Service"].map((name) => ({ name, place })),
  records: [
    record("affiliated", person, institute),
    record("member", institute),
    record("agreed", service, institute),
    record("blocked", person),
  ],
  parameters: [],
  predicates: [
    { role: "rule", name: "reach", columns: [institute, service], place },
    { role: "entitlement", name: "access", columns: [person, service], place },
  ],
  rules: [
    {
      id: "reach",
      predicate: "reach",
      variables: ["institute", "service"],
      body: all(atom("member", "institute"), atom("agreed", "service", "institute")),
      place,
    },
    {
      id: "access",
      predicate: "access",
      variables: ["person", "service"],
      body: {
        condition: "unless",
        body: all(atom("affiliated", "person", "institute"), atom("reach", "institute", "service")),
        exception: atom("blocked", "person"),
        place,
      },
      place,
    },
  ],
  examples: [],
};
