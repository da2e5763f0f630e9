/**
 * Reads an author-list record of the CERN Open Data portal: `authors: [{name, affiliation, inspireid}]`, several
 * affiliations joined by semicolons. Tolerant of what real lists hold, strict about what would change who is meant:
 * a blank is mended and told, a list where a text belongs is refused.
 */
import { ImportError, type ImportErrorCode, type ImportProblem } from "./import-error.ts";
import { JsonFault, type JsonNode, Places, readJson } from "./json-places.ts";

/** What was mended or noticed, without any word of a person's own. */
export type Remark =
  | "byte order mark"
  | "blank name"
  | "TeX accent in a name"
  | "no affiliation"
  | "odd separator"
  | "odd blanks"
  | "same institute twice for one person"
  | "no INSPIRE id"
  | "malformed INSPIRE id"
  | "one INSPIRE id on different names"
  | "one person listed twice"
  | "one name with different INSPIRE ids";

/** Where something was mended or noticed: the path of the entry and its line. */
export interface RemarkPlace {
  readonly remark: Remark;
  readonly path: string;
  readonly line: number;
}

/** A person on the list, with the short names of institutes in the order of the list. */
export interface ListedPerson {
  readonly name: string;
  readonly inspireId?: string;
  readonly shortNames: readonly string[];
}

export interface AuthorList {
  readonly title: string;
  readonly recid: string;
  /** `CMS`, `LHCb`. */
  readonly experiment: string;
  /** Year that the record was created for (`date_created`), if it says so. */
  readonly year?: number;
  readonly entries: number;
  readonly people: readonly ListedPerson[];
  readonly remarks: readonly RemarkPlace[];
}

const inspireIdForm = /^INSPIRE-[0-9]{8}$/;
/** Control characters, and halves of surrogate pairs: no name has them, and no UTF-8 file can hold the latter. */
const unprintable = /[\p{Cc}\p{Cs}]/gu;
const nameless: readonly string[] = ["", "none", "null", "n/a", "unknown", "???"];

function decoded(input: string | Uint8Array, file: string): string {
  if (typeof input === "string") return input;
  const problem = (message: string, help: string, at?: { line: number; column: number }): ImportError =>
    new ImportError([{ category: "incorrect", code: "not-utf-8", message, file, ...at, help }]);
  const marks = `${input[0] ?? 0},${input[1] ?? 0}`;
  if (marks === "255,254" || marks === "254,255") throw problem("the file is in UTF-16", "save it as UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(input);
  } catch {
    const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
    const at = new Places(lenient).of(Math.max(0, lenient.indexOf("\uFFFD")));
    throw problem("a byte here is not UTF-8", "save the file as UTF-8", at);
  }
}

/** Reads a node's fields and gathers problems with their places. */
class Reading {
  readonly problems: ImportProblem[] = [];
  readonly #places: Places;
  readonly #file: string;

  constructor(text: string, file: string) {
    this.#places = new Places(text);
    this.#file = file;
  }

  line(at: number): number {
    return this.#places.of(at).line;
  }

  problem(code: ImportErrorCode, message: string, at: number, path: string, help?: string): ImportProblem {
    const place = this.#places.of(at);
    return {
      category: "incorrect",
      code,
      message,
      file: this.#file,
      ...place,
      ...(path === "" ? {} : { path }),
      ...(help === undefined ? {} : { help }),
    };
  }

  /** The text in a member, empty where it is absent or null; a problem where it is anything else. */
  text(node: JsonNode & { kind: "object" }, member: string, path: string): string {
    const found = node.members.get(member);
    if (found === undefined || found.kind === "null") return "";
    if (found.kind === "text") return found.value.replace(unprintable, " ");
    this.problems.push(
      this.problem(
        "wrong-type",
        `\`${member}\` is ${withArticle(found.kind)}, not a text`,
        found.at,
        `${path}.${member}`,
      ),
    );
    return "";
  }

  done(): void {
    const [first, ...rest] = this.problems;
    if (first !== undefined) throw new ImportError([first, ...rest]);
  }
}

function withArticle(kind: JsonNode["kind"]): string {
  if (kind === "null") return kind;
  return kind === "object" ? "an object" : `a ${kind}`;
}

/** The first text of a member that is a text or a list of texts; the records write both. */
function firstText(node: JsonNode & { kind: "object" }, member: string): string {
  const found = node.members.get(member);
  const first = found?.kind === "list" ? found.items[0] : found;
  return first?.kind === "text" ? first.value : "";
}

function chooseRecord(
  root: JsonNode,
  reading: Reading,
): { record: JsonNode & { kind: "object" }; path: string } {
  const items = root.kind === "list" ? root.items : [root];
  const found: { record: JsonNode & { kind: "object" }; path: string }[] = [];
  items.forEach((item, index) => {
    const path = root.kind === "list" ? `[${index}]` : "";
    if (item.kind === "object" && item.members.has("authors")) found.push({ record: item, path });
  });
  const [only, another] = found;
  const refuse = (code: ImportErrorCode, message: string, at: number, path: string, help: string): never => {
    throw new ImportError([reading.problem(code, message, at, path, help)]);
  };
  if (only === undefined) {
    const anObject = items.find((item) => item.kind === "object");
    const help = "a record of the CERN Open Data portal has `authors`: a list of `name` and `affiliation`";
    return anObject === undefined
      ? refuse("no-record", `the file holds ${withArticle(root.kind)} and no record`, root.at, "", help)
      : refuse("no-authors", "the record has no `authors`", anObject.at, "", help);
  }
  if (another !== undefined)
    refuse(
      "several-records",
      `the file holds ${found.length} records with \`authors\``,
      another.record.at,
      another.path,
      "put each record into a file of its own",
    );
  return only;
}

interface Entry extends ListedPerson {
  readonly path: string;
  readonly line: number;
}

/** Short names of one affiliation text, and what had to be mended in it. */
export function splitAffiliation(text: string): {
  shortNames: readonly string[];
  remarks: readonly Remark[];
} {
  const parts = text.split(";").map((part) => part.replace(/[\s\u00a0\u200b\ufeff]+/gu, " ").trim());
  const named = parts.filter((part) => !nameless.includes(part.toLowerCase()));
  const shortNames = [...new Set(named)];
  const remarks: Remark[] = [];
  if (shortNames.length === 0) remarks.push("no affiliation");
  else if (text !== parts.join("; "))
    remarks.push(parts.join("") === text.split(/;\s*/u).join("") ? "odd separator" : "odd blanks");
  else if (named.length < parts.length) remarks.push("odd separator");
  if (shortNames.length < named.length) remarks.push("same institute twice for one person");
  return { shortNames, remarks };
}

function readEntry(
  node: JsonNode & { kind: "object" },
  path: string,
  reading: Reading,
  remarks: RemarkPlace[],
): Entry {
  const line = reading.line(node.at);
  const note = (remark: Remark): void => void remarks.push({ remark, path, line });
  const name = reading.text(node, "name", path).replace(/\s+/gu, " ").trim();
  if (name === "") note("blank name");
  if (/[\\{}]/.test(name)) note("TeX accent in a name");
  const affiliation = splitAffiliation(reading.text(node, "affiliation", path));
  affiliation.remarks.forEach(note);
  const written = reading.text(node, "inspireid", path);
  const inspireId = written.trim();
  const wellFormed = inspireIdForm.test(inspireId);
  if (nameless.includes(inspireId.toLowerCase())) note("no INSPIRE id");
  else if (!wellFormed) note("malformed INSPIRE id");
  else if (inspireId !== written) note("odd blanks");
  return { name, ...(wellFormed ? { inspireId } : {}), shortNames: affiliation.shortNames, path, line };
}

/**
 * Entries of one id and one name are one person; one id on different names identifies nobody, and is set aside;
 * one name with different ids are namesakes.
 */
function united(entries: readonly Entry[], remarks: RemarkPlace[]): ListedPerson[] {
  const namesOfId = new Map<string, Set<string>>();
  for (const { inspireId, name } of entries)
    if (inspireId !== undefined)
      namesOfId.set(inspireId, (namesOfId.get(inspireId) ?? new Set<string>()).add(name));
  const ofPerson = new Map<string, Entry>();
  const seenNames = new Set<string>();
  const people: Entry[] = [];
  for (const entry of entries) {
    const { path, line } = entry;
    const names = entry.inspireId === undefined ? undefined : namesOfId.get(entry.inspireId);
    if (names !== undefined && names.size > 1) {
      remarks.push({ remark: "one INSPIRE id on different names", path, line });
      const { inspireId: _, ...unidentified } = entry;
      people.push(unidentified);
    } else {
      const key = entry.inspireId ?? `${entry.path}`;
      const earlier = ofPerson.get(key);
      if (earlier !== undefined) {
        remarks.push({ remark: "one person listed twice", path, line });
        const both = {
          ...earlier,
          shortNames: [...new Set([...earlier.shortNames, ...entry.shortNames])],
        };
        people[people.indexOf(earlier)] = both;
        ofPerson.set(key, both);
        continue;
      }
      ofPerson.set(key, entry);
      people.push(entry);
    }
    if (entry.name !== "" && seenNames.has(entry.name))
      remarks.push({ remark: "one name with different INSPIRE ids", path, line });
    seenNames.add(entry.name);
  }
  return people.map(({ name, inspireId, shortNames }) => ({
    name,
    ...(inspireId === undefined ? {} : { inspireId }),
    shortNames,
  }));
}

function yearOf(record: JsonNode & { kind: "object" }): number | undefined {
  const year = /^(19|20)[0-9]{2}(?=$|-)/.exec(firstText(record, "date_created"))?.[0];
  return year === undefined ? undefined : Number(year);
}

/**
 * Reads an author-list record from its bytes or its text. Throws an `ImportError` that holds every problem with file,
 * line and column; what could be mended is in `remarks`.
 *
 *     readAuthorList('{"experiment": ["CMS"], "authors": [{"name": "Example, A", "affiliation": "CERN"}]}', "a.json")
 *     // experiment "CMS", one person at ["CERN"], one remark: no INSPIRE id
 */
export function readAuthorList(input: string | Uint8Array, file: string): AuthorList {
  let text = decoded(input, file);
  const remarks: RemarkPlace[] = [];
  if (text.startsWith("\uFEFF")) {
    text = text.slice(1);
    remarks.push({ remark: "byte order mark", path: "", line: 1 });
  }
  const reading = new Reading(text, file);
  let root: JsonNode;
  try {
    root = readJson(text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const cut = fault.at >= text.length ? "; is the file cut short?" : "";
    throw new ImportError([
      reading.problem("not-json", fault.message, fault.at, "", `expected ${fault.expected}${cut}`),
    ]);
  }
  const { record, path } = chooseRecord(root, reading);
  const authors = record.members.get("authors")!;
  const here = path === "" ? "authors" : `${path}.authors`;
  if (authors.kind !== "list") {
    const message = `\`authors\` is ${withArticle(authors.kind)}, not a list`;
    throw new ImportError([reading.problem("wrong-type", message, authors.at, here)]);
  }
  if (authors.items.length === 0)
    throw new ImportError([reading.problem("no-authors", "`authors` names nobody", authors.at, here)]);
  const entries: Entry[] = [];
  authors.items.forEach((item, index) => {
    const at = `${here}[${index}]`;
    if (item.kind === "object") entries.push(readEntry(item, at, reading, remarks));
    else
      reading.problems.push(
        reading.problem("wrong-type", `an author is ${withArticle(item.kind)}, not an object`, item.at, at),
      );
  });
  const title = reading.text(record, "title", path === "" ? "" : path);
  reading.done();
  const people = united(entries, remarks);
  const year = yearOf(record);
  return {
    title,
    recid: firstText(record, "recid"),
    experiment: firstText(record, "experiment").replace(unprintable, " ").replaceAll(";", ",").trim(),
    ...(year === undefined ? {} : { year }),
    entries: entries.length,
    people,
    remarks,
  };
}
