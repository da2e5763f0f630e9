/** JATS front matter as JATS4R recommends it: iDs as addresses, institutes with their identifiers, a neutral line as plain text. */
import type { Author, AuthorList, Organisation } from "../list/author-list.ts";
import { layoutOf } from "./layout.ts";
import { notHeld, type Particular, type WriteOptions, type WrittenList } from "./write-parts.ts";
import { element, optional, xmlText } from "./xml-text.ts";

const HELD: ReadonlySet<Particular> = new Set<Particular>([
  "orcid",
  "ids",
  "organisation ids",
  "address",
  "country",
  "email",
  "deceased",
  "notes",
  "native name",
  "position",
  "title",
  "reference",
]);

const regions = new Intl.DisplayNames("en", { type: "region" });

function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

function institute({ name, ids, address, country, neutral }: Organisation, number: number): string {
  const lead = `<aff id="aff${number}">${element("label", String(number))}`;
  // What is tagged as an institution is matched to one.
  if (neutral === true) return `${lead}${xmlText(name)}</aff>`;
  const identifiers = ids.map(({ source, value }) =>
    source === "ROR"
      ? element("institution-id", `https://ror.org/${value}`, ' institution-id-type="ror"')
      : element("institution-id", value, ` institution-id-type="${xmlText(source)}"`),
  );
  const place =
    country === undefined ? "" : element("country", countryName(country), ` country="${xmlText(country)}"`);
  return `${lead}<institution-wrap>${identifiers.join("")}${element("institution", name, ' content-type="printed"')}</institution-wrap>${optional("addr-line", address)}${place}</aff>`;
}

/** Writes a list as the front matter of an article. */
export function writeJats(list: AuthorList, options: WriteOptions): WrittenList {
  const layout = layoutOf(list, options, true);
  const numbers = new Map(layout.institutes.map(({ key }, at) => [key, at + 1]));
  const footnotes = new Map<string, number>();
  const contributor = (author: Author, own: readonly number[]): string => {
    const { paperName, familyName, givenName, suffix, nativeName, ids, corresponding, position } = author;
    const attributes = `${corresponding === undefined ? "" : ' corresp="yes"'}${author.deceased === true ? ' deceased="yes"' : ""}`;
    const identifiers = ids.map(({ source, value }) =>
      source === "ORCID"
        ? element(
            "contrib-id",
            `https://orcid.org/${value}`,
            ' contrib-id-type="orcid" authenticated="false"',
          )
        : element("contrib-id", value, ` contrib-id-type="${xmlText(source)}"`),
    );
    const names = [
      `<name name-style="western">${element("surname", familyName)}${optional("given-names", givenName)}${optional("suffix", suffix)}</name>`,
      element("string-name", paperName, ' specific-use="printed"'),
      optional("string-name", nativeName, ' specific-use="native"'),
    ];
    // In the author's own order, unless marks ascend.
    const order = options.marks === "ascending" ? [...own].sort((a, b) => a - b) : undefined;
    const ties = author.affiliations
      .flatMap(({ organisation, connection }) => {
        const number = numbers.get(organisation);
        return number === undefined ? [] : [{ number, connection }];
      })
      .sort((a, b) => (order === undefined ? 0 : order.indexOf(a.number) - order.indexOf(b.number)))
      .map(({ number, connection }) => {
        const use =
          connection === "affiliated with" ? "" : ` specific-use="${connection.replace(/ /g, "-")}"`;
        return `<xref ref-type="aff" rid="aff${number}"${use}><sup>${number}</sup></xref>`;
      });
    const notes = (author.notes ?? []).map((text) => {
      const number = footnotes.get(text) ?? footnotes.size + 1;
      footnotes.set(text, number);
      return `<xref ref-type="fn" rid="fn${number}"/>`;
    });
    return `<contrib contrib-type="author"${attributes}>${identifiers.join("")}<name-alternatives>${names.join("")}</name-alternatives>${optional("email", corresponding?.email)}${optional("role", position)}${ties.join("")}${notes.join("")}</contrib>`;
  };
  const { reference, title } = list;
  const kind = /^10\.\d{4,}/.test(reference ?? "") ? "doi" : "publisher-id";
  const contributors = layout.authors.map(({ author, numbers: own }) => contributor(author, own));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<article dtd-version="1.3"><front><article-meta>',
    optional("article-id", reference, ` pub-id-type="${kind}"`),
    title === undefined ? "" : `<title-group>${element("article-title", title)}</title-group>`,
    "<contrib-group>",
    ...list.collaborations.map(
      ({ name }) => `<contrib contrib-type="author">${element("collab", name)}</contrib>`,
    ),
    ...contributors,
    "</contrib-group>",
    ...layout.institutes.map((organisation, at) => institute(organisation, at + 1)),
    footnotes.size === 0
      ? ""
      : `<author-notes>${[...footnotes].map(([text, number]) => `<fn id="fn${number}">${element("p", text)}</fn>`).join("")}</author-notes>`,
    "</article-meta></front></article>",
    "",
  ];
  return {
    format: "jats",
    content: lines.filter((line, at) => line !== "" || at === lines.length - 1).join("\n"),
    mediaType: "application/xml; charset=utf-8",
    extension: ".xml",
    notes: notHeld(list, HELD),
  };
}
