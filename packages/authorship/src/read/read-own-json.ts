/** Reads the JSON in which lists are kept here: the fields of `AuthorList` as they are named there, days as `2024-03-01`. */
import { CalendarError, type Day, day } from "@comity/calendar";
import type { JsonNode } from "@comity/registry";
import {
  type Acknowledgement,
  type Affiliation,
  CONNECTIONS,
  type Collaboration,
  type Identifier,
} from "../list/author-list.ts";
import { type ListSheet, type ReadList, short } from "./read-parts.ts";

type Members = JsonNode & { readonly kind: "object" };

class OwnJson {
  readonly #sheet: ListSheet;
  readonly #lineOf: (node: JsonNode) => number;

  constructor(sheet: ListSheet, lineOf: (node: JsonNode) => number) {
    this.#sheet = sheet;
    this.#lineOf = lineOf;
  }

  #wrong(node: JsonNode, field: string, expected: string): void {
    this.#sheet.note(
      "error",
      "wrong-list",
      `\`${field}\` is no ${expected} and is left out`,
      this.#lineOf(node),
    );
  }

  #text(node: Members, field: string): string | undefined {
    const found = node.members.get(field);
    if (found === undefined || found.kind === "null") return undefined;
    if (found.kind === "text") return found.value === "" ? undefined : found.value;
    this.#wrong(found, field, "text");
    return undefined;
  }

  /** The fields of a node that are texts, of those asked for. */
  #texts<Field extends string>(node: Members, fields: readonly Field[]): { [Key in Field]?: string } {
    const found: { [Key in Field]?: string } = {};
    for (const field of fields) {
      const text = this.#text(node, field);
      if (text !== undefined) found[field] = text;
    }
    return found;
  }

  #objects(node: Members, field: string): readonly Members[] {
    const found = node.members.get(field);
    if (found === undefined) return [];
    if (found.kind !== "list") {
      this.#wrong(found, field, "list");
      return [];
    }
    return found.items.filter((item): item is Members => {
      if (item.kind !== "object") this.#wrong(item, field, "object");
      return item.kind === "object";
    });
  }

  #listOfTexts(node: Members, field: string): string[] {
    const found = node.members.get(field);
    return found?.kind === "list"
      ? found.items.flatMap((item) => (item.kind === "text" ? [item.value] : []))
      : [];
  }

  #ids(node: Members): Identifier[] {
    return this.#objects(node, "ids").flatMap((id): Identifier[] => {
      const { source, value } = this.#texts(id, ["source", "value"]);
      return source === undefined || value === undefined ? [] : [{ source, value }];
    });
  }

  #collaborations(root: Members): Collaboration[] {
    return this.#objects(root, "collaborations").flatMap((node): Collaboration[] => {
      const { key, name, ...more } = this.#texts(node, ["key", "name", "experiment", "groupWith"]);
      return key === undefined || name === undefined ? [] : [{ ...more, key, name }];
    });
  }

  #organisation(node: Members): void {
    const { name, ...more } = this.#texts(node, ["key", "name", "domain", "address", "country", "group"]);
    const line = this.#lineOf(node);
    if (name === undefined) {
      this.#sheet.note("error", "wrong-list", "an organisation has no name and is left out", line);
      return;
    }
    const status = this.#objects(node, "status").flatMap((each) => {
      const { status: said, ...of } = this.#texts(each, ["collaboration", "status"]);
      return said === undefined ? [] : [{ ...of, status: said }];
    });
    this.#sheet.addOrganisation(
      {
        ...more,
        name,
        ids: this.#ids(node),
        ...(status.length === 0 ? {} : { status }),
        isNeutral: isTrue(node, "neutral"),
      },
      line,
    );
  }

  #affiliations(node: Members, author: string): Affiliation[] {
    return this.#objects(node, "affiliations").flatMap((each): Affiliation[] => {
      const { organisation = "", connection: said = "affiliated with" } = this.#texts(each, [
        "organisation",
        "connection",
      ]);
      const connection = CONNECTIONS.find((known) => known === said);
      const line = this.#lineOf(each);
      if (!this.#sheet.hasKey(organisation))
        this.#sheet.note(
          "error",
          "unknown-institute",
          `\`${short(organisation)}\` is the key of no organisation of the list; \`${short(author)}\` is kept without it`,
          line,
        );
      else if (connection === undefined)
        this.#sheet.mended(`the connection \`${short(said)}\` is read as \`affiliated with\``, line);
      return this.#sheet.hasKey(organisation)
        ? [{ organisation, connection: connection ?? "affiliated with" }]
        : [];
    });
  }

  #author(node: Members): void {
    const { key, paperName, familyName, givenName, ...more } = this.#texts(node, [
      "key",
      "paperName",
      "familyName",
      "givenName",
      "nativeName",
      "suffix",
      "sortKey",
      "position",
      "funding",
    ]);
    const corresponding = node.members.get("corresponding");
    const notes = this.#listOfTexts(node, "notes");
    this.#sheet.addAuthor({
      line: this.#lineOf(node),
      ...(key === undefined ? {} : { key }),
      ...(paperName === undefined ? {} : { paperName }),
      ...(familyName === undefined ? {} : { familyName }),
      ...(givenName === undefined ? {} : { givenName }),
      more: {
        ...more,
        ...(isTrue(node, "deceased") ? { deceased: true } : {}),
        ...(corresponding?.kind === "object" ? { corresponding: this.#texts(corresponding, ["email"]) } : {}),
        ...(notes.length === 0 ? {} : { notes }),
      },
      affiliations: this.#affiliations(node, paperName ?? familyName ?? ""),
      ids: this.#ids(node),
      collaborations: this.#listOfTexts(node, "collaborations"),
    });
  }

  #created(root: Members): { created?: Day } {
    const written = this.#text(root, "created");
    if (written === undefined) return {};
    try {
      return { created: day(written) };
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      this.#wrong(root.members.get("created")!, "created", "day");
      return {};
    }
  }

  read(root: Members): ReadList {
    for (const organisation of this.#objects(root, "organisations")) this.#organisation(organisation);
    for (const author of this.#objects(root, "authors")) this.#author(author);
    const acknowledgements = this.#objects(root, "acknowledgements").flatMap((node): Acknowledgement[] => {
      const text = this.#text(node, "text");
      return text === undefined ? [] : [{ text, organisations: this.#listOfTexts(node, "organisations") }];
    });
    return this.#sheet.finish("json", {
      ...this.#texts(root, ["reference", "title"]),
      ...this.#created(root),
      collaborations: this.#collaborations(root),
      acknowledgements,
    });
  }
}

function isTrue(node: Members, field: string): boolean {
  const found = node.members.get(field);
  return found?.kind === "boolean" && found.value;
}

/** Reads a list that was written as JSON here. `lineOf` says on which line a value stands. */
export function readOwnJson(sheet: ListSheet, root: Members, lineOf: (node: JsonNode) => number): ReadList {
  return new OwnJson(sheet, lineOf).read(root);
}
