/**
 * Records of the Research Organization Registry (ror.org), schemas 1 and 2, also mixed: as a dump has them, or wrapped with the
 * record in a member `record`. What they tell of an institute is its names, its town and its country; who governs it they do
 * not tell.
 */
import { type JsonNode, rorFault } from "@comity/registry";
import type { Sink } from "../incoming.ts";
import { type ExchangeProblem, type Place, refusal } from "../problems.ts";
import { decodedText } from "../read/decode.ts";
import { tidyRor } from "../read/identifiers.ts";
import { JsonObjects } from "../read/json-objects.ts";
import type { Source } from "../read/source.ts";

const member = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === "object" ? node.members.get(name) : undefined;
const textOf = (node: JsonNode | undefined): string | undefined =>
  node?.kind === "text" && node.value.trim() !== "" ? node.value.trim() : undefined;
const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.kind === "list" ? node.items : [];
const textsOf = (node: JsonNode | undefined): string[] => itemsOf(node).flatMap((item) => textOf(item) ?? []);

/** What a record tells, whichever schema it follows. */
interface Organisation {
  readonly ror: string;
  readonly title: string;
  readonly names: readonly string[];
  readonly city?: string;
  readonly country?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly successors: readonly string[];
}

const successorsOf = (record: JsonNode): string[] =>
  itemsOf(member(record, "relationships")).flatMap((each) =>
    /^successor$/i.test(textOf(member(each, "type")) ?? "") ? (textOf(member(each, "id")) ?? []) : [],
  );

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Schema 2: `names` with their types, `locations`. */
function ofSchema2(record: JsonNode, ror: string): Organisation | undefined {
  const names = itemsOf(member(record, "names")).flatMap((each) => {
    const value = textOf(member(each, "value"));
    return value === undefined ? [] : [{ value, types: textsOf(member(each, "types")) }];
  });
  const shown =
    names.find(({ types }) => types.includes("ror_display")) ??
    names.find(({ types }) => types.includes("label"));
  if (shown === undefined) return undefined;
  const place = member(itemsOf(member(record, "locations"))[0], "geonames_details");
  return {
    ror,
    title: shown.value,
    names: names.filter(({ types }) => !types.every((type) => type === "acronym")).map(({ value }) => value),
    ...present({
      city: textOf(member(place, "name")),
      country: textOf(member(place, "country_code")),
      kind: textsOf(member(record, "types")).find((type) => type !== "funder"),
      status: textOf(member(record, "status")),
    }),
    successors: successorsOf(record),
  };
}

/** Schema 1: `name`, `aliases`, `labels`, `addresses`, `country`. */
function ofSchema1(record: JsonNode, ror: string): Organisation | undefined {
  const title = textOf(member(record, "name"));
  if (title === undefined) return undefined;
  const labels = itemsOf(member(record, "labels")).flatMap((each) => textOf(member(each, "label")) ?? []);
  return {
    ror,
    title,
    names: [title, ...textsOf(member(record, "aliases")), ...labels],
    ...present({
      city: textOf(member(itemsOf(member(record, "addresses"))[0], "city")),
      country: textOf(member(member(record, "country"), "country_code")),
      kind: textsOf(member(record, "types"))
        .find((type) => type !== "Funder")
        ?.toLowerCase(),
      status: textOf(member(record, "status")),
    }),
    successors: successorsOf(record),
  };
}

type Reading = Organisation | Pick<ExchangeProblem, "code" | "message">;

function organisationOf(node: JsonNode): Reading {
  const record = member(node, "record") ?? node;
  const id = textOf(member(record, "id"));
  const ror = id === undefined ? undefined : tidyRor(id).value;
  const fault = ror === undefined ? "form" : rorFault(ror);
  if (ror === undefined || fault === "form")
    return { code: "no-ror-record", message: `\`${(id ?? "").slice(0, 60)}\` is not the id of a ROR record` };
  if (fault !== undefined)
    return {
      code: "wrong-check-digit",
      message: `\`${ror}\` is not a ROR id: its check is \`${fault.found}\` and should be \`${fault.expected}\``,
    };
  const isSchema2 = member(record, "names")?.kind === "list";
  return (
    (isSchema2 ? ofSchema2(record, ror) : ofSchema1(record, ror)) ?? {
      code: "no-ror-record",
      message: `the record \`${ror}\` has no name`,
    }
  );
}

/** Reads ROR records and hands them on. */
export async function readRor(source: Source, sink: Sink): Promise<void> {
  const file = source.name;
  let count = 0;
  let records = 0;
  const objects = new JsonObjects({ file }, (node, line) => {
    const place: Place = { file, line };
    const found = organisationOf(node);
    count++;
    if ("code" in found) {
      sink.refuse(
        "institutes",
        place,
        [{ severity: "error", category: "incorrect", place, ...found }],
        `record ${count}`,
      );
      return;
    }
    records++;
    take(found, place, count, sink);
  });
  for await (const text of decodedText(source.bytes(), { file })) objects.write(text);
  objects.end();
  if (records === 0)
    throw refusal(
      "no-ror-record",
      { file },
      "the file holds JSON, but no record of ROR",
      "an author list of the CERN Open Data portal is read by `comity import cern-opendata`",
    );
}

function take(found: Organisation, place: Place, count: number, sink: Sink): void {
  const { ror, title, names, city, country, kind, status, successors } = found;
  const followed =
    successors.length === 0
      ? ""
      : `; it was succeeded by ${successors.map((id) => `\`${tidyRor(id).value}\``).join(", ")}`;
  const remarks: ExchangeProblem[] =
    status === undefined || status === "active"
      ? []
      : [
          {
            severity: "warning",
            category: "incorrect",
            code: "left-out",
            message: `ROR calls \`${ror}\` ${status}${followed}`,
            place,
          },
        ];
  sink.take({
    table: "institutes",
    place,
    key: `r${count}`,
    said: {
      ror,
      title,
      ...(city === undefined ? {} : { city }),
      ...(kind === undefined ? {} : { kind }),
      ...(country === undefined ? {} : { seat: country }),
    },
    ties: [],
    alsoCalled: [...new Set(names)],
    remarks,
    origin: "ror",
  });
}
