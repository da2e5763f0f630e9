/** Reads the authors in a journal's XML: JATS (`<contrib>`, `<aff>`) and Elsevier's (`<ce:author>`, `<ce:affiliation>`). */
import { readXml, refusal, type Source } from "@comity/exchange";
import type { Affiliation, Author, Collaboration, Identifier } from "../list/author-list.ts";
import { collaborationIn } from "./marked/flow.ts";
import { mailIn, readFootnote } from "./marked/footnote.ts";
import { withoutEntities } from "./marked/html-pieces.ts";
import { ListSheet, type ReadFormat, type ReadList, short, tidy } from "./read-parts.ts";

/** An element with its text in the order in which it stands. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  readonly line: number;
  /** The text directly in it; where its children stand in that is not known, and does not matter here. */
  text: string;
}

/** What holds no author, and may be long. */
const SKIPPED = new Set([
  "body",
  "back",
  "ref-list",
  "abstract",
  "sections",
  "tail",
  "bibliography",
  "xref-list",
]);

const attribute = (element: Element, ...names: readonly string[]): string => {
  for (const [key, value] of Object.entries(element.attributes))
    if (names.includes(key.slice(key.indexOf(":") + 1).toLowerCase())) return tidy(value);
  return "";
};

function* within(element: Element): Generator<Element> {
  for (const child of element.children) {
    yield child;
    yield* within(child);
  }
}

const first = (element: Element, ...names: readonly string[]): Element | undefined => {
  for (const name of names) for (const each of within(element)) if (each.name === name) return each;
  return undefined;
};

const textOf = (element: Element | undefined): string =>
  element === undefined ? "" : tidy([element.text, ...element.children.map(textOf)].join(" "));
const own = (element: Element | undefined): string => (element === undefined ? "" : tidy(element.text));

async function treeOf(source: Source, sheet: ListSheet): Promise<Element> {
  const root: Element = { name: "", attributes: {}, children: [], line: 1, text: "" };
  const open = [root];
  let skipped = 0;
  await readXml(source, {
    open: (name, attributes, line) => {
      if (skipped > 0 || SKIPPED.has(name)) {
        skipped++;
        return;
      }
      const element: Element = { name, attributes, children: [], line, text: "" };
      open.at(-1)!.children.push(element);
      open.push(element);
    },
    close: (_name, text) => {
      if (skipped > 0) skipped--;
      else if (open.length > 1) open.pop()!.text = withoutEntities(text);
    },
    // Names that HTML has for letters are read as these; anything else is said.
    mended: (message, line) => sheet.note("repair", "xml-mended", message, line),
  });
  return root;
}

const isReference = ({ name }: Element): boolean => name === "xref" || name === "cross-ref";

const idsOf = (reference: Element): string[] => attribute(reference, "rid", "refid").split(/\s+/);

/** A group of authors: journals put the institutes that they share beside them. */
const isGroup = ({ name }: Element): boolean => name === "contrib-group" || name === "author-group";

class Journal {
  readonly #sheet: ListSheet;
  readonly #format: ReadFormat;
  readonly #organisations = new Map<string, string>();
  readonly #footnotes = new Map<string, string>();
  readonly #collaborations: { name: string; line: number }[] = [];
  readonly #seen = new Set<Element>();

  constructor(sheet: ListSheet, format: ReadFormat) {
    this.#sheet = sheet;
    this.#format = format;
  }

  read(root: Element): ReadList {
    for (const element of within(root)) this.#gather(element);
    for (const element of within(root)) if (isGroup(element)) this.#group(element, []);
    const title = textOf(first(root, "article-title", "title"));
    const doi = [...within(root)].find(
      (element) =>
        (element.name === "article-id" && /^(?:doi|publisher-id)$/.test(attribute(element, "pub-id-type"))) ||
        element.name === "doi",
    );
    const collaborations: Collaboration[] = [...new Set(this.#collaborations.map(({ name }) => name))].map(
      (name, at) => ({ key: `c${at + 1}`, name }),
    );
    return this.#sheet.finish(this.#format, { collaborations, title, reference: own(doi) });
  }

  /** Institutes and footnotes, wherever they stand. */
  #gather(element: Element): void {
    const id = attribute(element, "id");
    if (element.name === "aff" || element.name === "affiliation") {
      if (
        element.name === "affiliation" &&
        first(element, "textfn") === undefined &&
        element.children.length === 0
      )
        return;
      const key = this.#institute(element);
      if (id !== "" && key !== undefined) this.#organisations.set(id, key);
    } else if (element.name === "aff-alternatives" && id !== "") {
      const inner = first(element, "aff");
      if (inner !== undefined) this.#organisations.set(id, this.#institute(inner) ?? "");
    } else if (id !== "" && /^(?:fn|footnote|corresp|correspondence)$/.test(element.name)) {
      const label = own(first(element, "label"));
      const text = textOf(element);
      this.#footnotes.set(
        id,
        tidy(label !== "" && text.startsWith(label) ? text.slice(label.length) : withoutLabel(element)),
      );
    }
  }

  #institute(element: Element): string | undefined {
    const { line } = element;
    const names = [...within(element)].filter(
      ({ name }) => name === "institution" || name === "organization",
    );
    const get = (...wanted: readonly string[]): string => own(first(element, ...wanted));
    const country = first(element, "country");
    const places = [get("addr-line", "address-line"), get("city"), get("state"), textOf(country)];
    const whole = textOf(first(element, "textfn")) || own(element).replace(/^[,;\s]+|(?:[,;]\s*)+$/gu, "");
    const parts = [...names.map(own), ...places].filter((part) => part !== "");
    const isWhole = /\p{L}{3}/u.test(whole);
    const address = isWhole ? "" : get("addr-line", "address-line");
    // Text between the parts is what was printed; without it, the parts are put together.
    const name =
      isWhole && names.length === 0
        ? whole
        : names.length > 0
          ? this.#printed(names, places)
          : parts.join(", ");
    if (name === "" || !/\p{L}/u.test(name)) {
      this.#sheet.note("warning", "left-out", "an institute has no name and is left out", line);
      return undefined;
    }
    const ids: Identifier[] = [...within(element)]
      .filter(({ name: kind }) => kind === "institution-id")
      .map((id) => ({
        source: attribute(id, "institution-id-type") || "INTERNAL",
        value: own(id),
      }));
    const code = attribute(country ?? element, "country", "iso3166code").toUpperCase();
    return this.#sheet.organisationOf(this.#sheet.text(name, line), line, {
      ids: ids.map((id) => (/ror/i.test(`${id.source}${id.value}`) ? { ...id, source: "ROR" } : id)),
      ...(/^[A-Z]{2}$/.test(code) ? { country: code } : {}),
      ...(address === "" || name.includes(address) ? {} : { address }),
    });
  }

  /** An institute's name as it was printed, where the file says so; else its parts and place. */
  #printed(names: readonly Element[], [, city = "", state = "", country = ""]: readonly string[]): string {
    const said = names.map(own).filter((part) => part !== "");
    if (names[0] !== undefined && attribute(names[0], "content-type") === "printed") return said[0] ?? "";
    const places = [city, state, country].filter(
      (place) => place !== "" && !said.some((part) => part.includes(place)),
    );
    return [...said, ...places].join(", ");
  }

  /**
   * Authors of a group, in order. Its institutes belong to all who name none, unless anybody of the group names one by a mark; a
   * group within has institutes of its own, and those around it only where it has none.
   */
  #group(group: Element, around: readonly Element[]): void {
    if (this.#seen.has(group)) return;
    this.#seen.add(group);
    const institutes = group.children.filter(({ name }) => name === "aff" || name === "affiliation");
    const ids = new Set(institutes.map((institute) => attribute(institute, "id")));
    const isMarked = [...within(group)].some(
      (element) => isReference(element) && idsOf(element).some((id) => id !== "" && ids.has(id)),
    );
    this.#inGroup(group, institutes.length === 0 ? around : isMarked ? [] : institutes);
  }

  #inGroup(parent: Element, shared: readonly Element[]): void {
    for (const element of parent.children) {
      if (this.#seen.has(element)) continue;
      if (isGroup(element)) this.#group(element, shared);
      else if (element.name === "collab" || element.name === "collaboration") {
        this.#seen.add(element);
        const text = own(first(element, "institution", "named-content", "text")) || own(element);
        if (text !== "")
          this.#collaborations.push({ name: collaborationIn(text) ?? text, line: element.line });
        this.#inGroup(element, shared);
      } else if (element.name === "contrib" || element.name === "author") {
        this.#seen.add(element);
        const kind = attribute(element, "contrib-type");
        const isCollaboration = element.children.some(
          ({ name }) => name === "collab" || name === "collaboration",
        );
        if (!isCollaboration && (kind === "" || /author|collab/i.test(kind))) this.#author(element, shared);
        else this.#inGroup(element, shared);
      } else this.#inGroup(element, shared);
    }
  }

  /** Whether a reference leads to an institute. */
  #isInstitutes(ref: Element): boolean {
    return idsOf(ref).some((id) => (this.#organisations.get(id) ?? "") !== "");
  }

  #author(element: Element, shared: readonly Element[]): void {
    const { line } = element;
    const get = (...names: readonly string[]): string =>
      this.#sheet.text(own(first(element, ...names)), line);
    const familyName = get("surname");
    const givenName = get("given-names", "given-name");
    const suffix = get("suffix");
    const isNative = (each: Element): boolean => /^native$/i.test(attribute(each, "specific-use"));
    const printed = [...within(element)].find((each) => each.name === "string-name" && !isNative(each));
    const whole = this.#sheet.text(own(printed), line);
    const position = own(first(element, "role"));
    const refs = [...within(element)].filter(isReference);
    const affiliations: Affiliation[] = [];
    const notes: string[] = [];
    let deceased = attribute(element, "deceased") === "yes";
    let corresponding: { email?: string } | undefined =
      attribute(element, "corresp") === "yes" ? {} : undefined;
    const say = (text: string): void => {
      const said = readFootnote(text);
      if (said.kind === "deceased") deceased = true;
      else if (said.kind === "corresponding")
        corresponding = { ...corresponding, ...(said.email === undefined ? {} : { email: said.email }) };
      else if (said.kind === "affiliation" && said.isSaid)
        affiliations.push({
          organisation: this.#sheet.organisationOf(said.name, line),
          connection: said.connection,
        });
      else notes.push(text);
    };
    for (const ref of refs)
      for (const id of idsOf(ref)) {
        const organisation = this.#organisations.get(id);
        const connection = readConnection(attribute(ref, "specific-use"));
        if (organisation !== undefined && organisation !== "")
          affiliations.push({ organisation, connection });
        else if (this.#footnotes.has(id)) say(this.#footnotes.get(id)!);
        else if (id !== "")
          this.#sheet.note(
            "error",
            "unknown-mark",
            `\`${short(id)}\` of \`${short(familyName)}\` leads nowhere; the author is kept without it`,
            line,
          );
      }
    const inside = [...within(element)].filter(({ name }) => name === "aff" || name === "affiliation");
    // Whoever has marks for footnotes alone belongs to the group's institutes as those without a mark do.
    const hasOwn = inside.length > 0 || refs.some((ref) => this.#isInstitutes(ref));
    const said: Affiliation[] = [];
    for (const aff of hasOwn ? inside : shared) {
      const organisation = this.#organisations.get(attribute(aff, "id")) ?? this.#institute(aff);
      if (organisation !== undefined) said.push({ organisation, connection: "affiliated with" });
    }
    affiliations.unshift(...said);
    const email = mailIn(textOf(first(element, "email", "e-address")));
    if (email !== undefined) corresponding = { ...corresponding, email };
    const native = [...within(element)].find(
      (each) => /^(?:string-)?name$/.test(each.name) && isNative(each),
    );
    const more: Partial<Author> = {
      ...(suffix === "" ? {} : { suffix }),
      ...(position === "" ? {} : { position }),
      ...(deceased ? { deceased: true } : {}),
      ...(corresponding === undefined ? {} : { corresponding }),
      ...(notes.length === 0 ? {} : { notes }),
      ...(native === undefined ? {} : { nativeName: textOf(native) }),
    };
    this.#sheet.addAuthor({
      line,
      ...(whole === "" ? {} : { paperName: whole }),
      familyName,
      givenName,
      more,
      affiliations,
      ids: this.#ids(element),
    });
  }

  #ids(element: Element): Identifier[] {
    const ids = [...within(element)]
      .filter(({ name }) => name === "contrib-id")
      .map((id) => ({
        source: attribute(id, "contrib-id-type").replace(/^orcid$/i, "ORCID") || "INTERNAL",
        value: own(id),
      }));
    const orcid = attribute(element, "orcid");
    return orcid === "" ? ids : [{ source: "ORCID", value: orcid }, ...ids];
  }
}

const withoutLabel = (element: Element): string =>
  textOf({ ...element, children: element.children.filter(({ name }) => name !== "label") });

const readConnection = (said: string): Affiliation["connection"] => {
  const text = said.replace(/-/g, " ");
  return text === "also at" || text === "now at" || text === "on leave from" || text === "visitor"
    ? text
    : "affiliated with";
};

/** Reads the front matter of an article. */
export async function readJournalXml(source: Source): Promise<ReadList> {
  const sheet = new ListSheet(source.name);
  const root = await treeOf(source, sheet);
  const isElsevier = first(root, "author-group") !== undefined;
  if (!isElsevier && first(root, "contrib-group") === undefined)
    throw refusal(
      "no-author-list",
      { file: source.name, line: 1 },
      `the root element is \`${root.children[0]?.name ?? ""}\`, and no group of authors stands in it`,
      "author.xml, JATS and Elsevier's front matter are read",
    );
  return new Journal(sheet, isElsevier ? "elsevier" : "jats").read(root);
}
