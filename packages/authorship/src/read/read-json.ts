/**
 * Reads author lists in JSON: records of the CERN Open Data portal, of INSPIRE's literature, of DataCite, and our own form. Each
 * has a list of authors under another name, with institutes under others.
 */
import { CalendarError, day } from "@comity/calendar";
import { refusal } from "@comity/exchange";
import { JsonFault, type JsonNode, Places, readJson } from "@comity/registry";
import type { Collaboration, Identifier } from "../list/author-list.ts";
import { collaborationIn } from "./marked/flow.ts";
import { readOwnJson } from "./read-own-json.ts";
import { type ListSheet, type ReadFormat, type ReadList, short, tidy } from "./read-parts.ts";

type Members = JsonNode & { readonly kind: "object" };

/** Text of a member, of the first of several, or of their field of that name. */
function textIn(node: JsonNode | undefined, ...names: readonly string[]): string {
  if (node === undefined) return "";
  if (node.kind === "text") return names.length === 0 ? tidy(node.value) : "";
  if (node.kind === "number") return names.length === 0 ? String(node.value) : "";
  if (node.kind === "list") return textIn(node.items[0], ...names);
  if (node.kind !== "object") return "";
  for (const name of names) {
    const found = textIn(node.members.get(name));
    if (found !== "") return found;
  }
  return "";
}

const items = (node: JsonNode | undefined): readonly JsonNode[] =>
  node === undefined || node.kind === "null" ? [] : node.kind === "list" ? node.items : [node];

/** The record that has authors: the file itself, the first of a list, or what lies in it as `metadata`. */
function recordIn(root: JsonNode): Members | undefined {
  // A list of authors with nothing around it.
  const isAuthor = (node: JsonNode): boolean =>
    node.kind === "object" &&
    ["affiliation", "affiliations"].some((name) => node.members.has(name)) &&
    ["name", "full_name"].some((name) => node.members.get(name)?.kind === "text");
  if (root.kind === "list" && root.items.some(isAuthor))
    return { kind: "object", at: root.at, members: new Map([["authors", root]]) };
  for (const node of items(root)) {
    if (node.kind !== "object") continue;
    for (const [, inner] of [["", node] as const, ...node.members])
      if (
        inner.kind === "object" &&
        ["authors", "creators"].some((name) => inner.members.get(name)?.kind === "list")
      )
        return inner;
    const attributes = node.members.get("data");
    if (attributes?.kind === "object") return recordIn(attributes);
  }
  return undefined;
}

class JsonList {
  readonly #sheet: ListSheet;
  readonly #places: Places;

  constructor(sheet: ListSheet, places: Places) {
    this.#sheet = sheet;
    this.#places = places;
  }

  #line(node: JsonNode): number {
    return this.#places.of(node.at).line;
  }

  read(record: Members): ReadList {
    const isDataCite = record.members.has("creators");
    const authors = items(record.members.get(isDataCite ? "creators" : "authors"));
    const isInspire = authors.some((node) => node.kind === "object" && node.members.has("full_name"));
    const format: ReadFormat = isDataCite ? "datacite" : isInspire ? "inspire" : "opendata";
    for (const author of authors) this.#author(author, format);
    const title = textIn(record.members.get("titles"), "title") || textIn(record.members.get("title"));
    const year = textIn(record.members.get("date_created"));
    const reference = textIn(record.members.get("doi")) || textIn(record.members.get("recid"));
    return this.#sheet.finish(format, {
      collaborations: this.#collaborations(record),
      title,
      reference,
      ...this.#created(year),
    });
  }

  /** The list's day: that on which the record was made, of a year its last. */
  #created(written: string): { created?: ReturnType<typeof day> } {
    const date = /^\d{4}$/.test(written) ? `${written}-12-31` : written.slice(0, 10);
    try {
      return { created: day(date) };
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      return {};
    }
  }

  #collaborations(record: Members): Collaboration[] {
    const found = [
      ...items(record.members.get("collaboration")),
      ...items(record.members.get("collaborations")),
    ];
    const names = found
      .map((node) => textIn(node) || textIn(node, "name", "value"))
      .filter((name) => name !== "");
    return [...new Set(names.map((name) => collaborationIn(name) ?? name))].map((name, at) => ({
      key: `c${at + 1}`,
      name,
    }));
  }

  #author(node: JsonNode, format: ReadFormat): void {
    const line = this.#line(node);
    if (node.kind === "text" || node.kind === "number") {
      const written = this.#sheet.text(textIn(node), line);
      this.#sheet.addAuthor({ line, ...named(written) });
      return;
    }
    if (node.kind !== "object") {
      this.#sheet.addAuthor({ line });
      return;
    }
    const get = (...names: readonly string[]): string => this.#sheet.text(textIn(node, ...names), line);
    const written = get("full_name", "name", "creatorName", "fullname");
    const family = get("familyName", "family_name", "last_name", "family");
    const given = get("givenName", "given_name", "first_name", "given");
    const name = family === "" ? named(written) : { familyName: family, givenName: given };
    const paperName = get("paper_name") || (name.paperName ?? "");
    const emails = items(node.members.get("emails")).map((each) => textIn(each));
    const affiliations = this.#affiliations(node, line, format);
    this.#sheet.addAuthor({
      line,
      ...name,
      ...(paperName === "" ? {} : { paperName }),
      affiliations: affiliations.map((organisation) => ({ organisation, connection: "affiliated with" })),
      ids: this.#ids(node),
      ...(emails.length === 0 ? {} : { more: { corresponding: { email: emails[0]! } } }),
    });
  }

  #ids(node: Members): Identifier[] {
    const ids: Identifier[] = [];
    const push = (source: string, value: string): void => {
      if (value !== "") ids.push({ source, value });
    };
    push("INSPIRE", textIn(node, "inspireid", "inspire_id"));
    push("ORCID", textIn(node, "orcid", "ORCID"));
    push("CCID", textIn(node, "ccid"));
    for (const id of items(node.members.get("ids")))
      push(sourceOf(textIn(id, "schema", "source", "type")), textIn(id, "value", "id"));
    for (const id of items(node.members.get("nameIdentifiers")))
      push(sourceOf(textIn(id, "nameIdentifierScheme", "schemeURI")), textIn(id, "nameIdentifier"));
    return ids;
  }

  #affiliations(node: Members, line: number, format: ReadFormat): string[] {
    const raw = ["raw_affiliations", "affiliations", "affiliation", "Affiliation"]
      .map((name) => items(node.members.get(name)))
      .find((found) => found.length > 0);
    const keys: string[] = [];
    for (const each of raw ?? []) {
      const written = textIn(each) || textIn(each, "value", "name", "institution", "affiliation", "text");
      const ids: Identifier[] = [];
      const id = textIn(each, "affiliationIdentifier", "ror");
      if (/ror\.org|^0[a-z\d]{8}$/i.test(id)) ids.push({ source: "ROR", value: id });
      // The portal joins short names by semicolons; others have an entry for each.
      const names = format === "opendata" && each.kind === "text" ? written.split(/;\s*/) : [written];
      for (const name of names) {
        const plain = this.#sheet.text(name, line);
        if (plain === "") continue;
        const source = format === "opendata" ? [{ source: "INSPIRE", value: plain }] : [];
        keys.push(this.#sheet.organisationOf(plain, line, { ids: [...source, ...ids] }));
      }
    }
    if (keys.length === 0)
      this.#sheet.note("warning", "unknown-institute", "the author has no institute", line);
    return keys;
  }
}

const sourceOf = (written: string): string => {
  if (/orcid/i.test(written)) return "ORCID";
  if (/^inspire/i.test(written)) return "INSPIRE";
  return written === "" ? "INTERNAL" : written.toUpperCase();
};

/** `Family, Given` as these records write it; printed the other way round. */
function named(written: string): { paperName?: string; familyName?: string; givenName?: string } {
  const [family = "", ...rest] = written.split(",").map((part) => part.trim());
  const given = rest.join(" ").trim();
  if (given === "") return written === "" ? {} : { paperName: written };
  return { paperName: `${given} ${family}`.trim(), familyName: family, givenName: given };
}

/** What stops being JSON, or is no list, is refused with its place. */
export function readJsonList(sheet: ListSheet, text: string, file: string): ReadList {
  let root: JsonNode;
  const places = new Places(text);
  try {
    root = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw refusal(
      "malformed-json",
      { file, line: places.of(error.at).line },
      error.message,
      error.expected === "" ? "was it cut short?" : `expected ${error.expected}`,
    );
  }
  if (root.kind === "object" && root.members.has("organisations"))
    return readOwnJson(sheet, root, (node) => places.of(node.at).line);
  const record = recordIn(root);
  const others =
    root.kind === "list" ? root.items.filter((node) => recordIn(node) !== undefined).slice(1) : [];
  for (const other of others)
    sheet.note("warning", "left-out", "a further list in the file is not read", places.of(other.at).line);
  if (record === undefined)
    throw refusal(
      "no-author-list",
      { file, line: 1 },
      `the file holds \`${short(root.kind)}\` and no list of \`authors\` or \`creators\``,
    );
  return new JsonList(sheet, places).read(record);
}
