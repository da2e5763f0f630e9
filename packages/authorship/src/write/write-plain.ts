/** A web page, arXiv's line, and our own JSON. */
import { formatDay } from "@comity/calendar";
import type { AuthorList } from "../list/author-list.ts";
import { collaborationLine, layoutOf } from "./layout.ts";
import { notHeld, orcidOf, type Particular, type WriteOptions, type WrittenList } from "./write-parts.ts";
import { element, xmlText } from "./xml-text.ts";

const HTML_HELD: ReadonlySet<Particular> = new Set<Particular>([
  "orcid",
  "email",
  "deceased",
  "notes",
  "title",
]);

/** Writes a list as a web page, or, as a fragment, what goes into one. */
export function writeHtml(list: AuthorList, options: WriteOptions): WrittenList {
  const layout = layoutOf(list, options);
  const sup = (mark: string): string => `<sup>${xmlText(mark)}</sup>`;
  const authors = layout.authors.map(({ author, numbers, footnotes }) => {
    const { corresponding } = author;
    const email = corresponding?.email;
    const marks = [
      ...numbers.map(String),
      ...footnotes.map(({ letter }) => letter),
      ...(author.deceased === true ? ["†"] : []),
      ...(corresponding !== undefined && email === undefined ? ["*"] : []),
    ];
    const orcid = orcidOf(author);
    return [
      `<span class="author">${xmlText(author.paperName)}</span>`,
      marks.length === 0 ? "" : sup(marks.join(",")),
      orcid === undefined ? "" : `<a href="https://orcid.org/${orcid}">iD</a>`,
      email === undefined ? "" : `<a href="mailto:${xmlText(encodeURI(email))}">mail</a>`,
    ].join("");
  });
  const isAny = (is: (each: (typeof layout.authors)[number]) => boolean): boolean => layout.authors.some(is);
  const explained = [
    ...layout.institutes.map(({ name }, at) => `${sup(String(at + 1))} ${xmlText(name)}`),
    ...layout.footnotes.map(({ letter, text }) => `${sup(letter)} ${xmlText(text)}`),
    ...(isAny(({ author }) => author.deceased === true) ? [`${sup("†")} Deceased`] : []),
    ...(isAny(
      ({ author: { corresponding } }) => corresponding !== undefined && corresponding.email === undefined,
    )
      ? [`${sup("*")} Corresponding author`]
      : []),
  ];
  const line = collaborationLine(list);
  const body = [
    ...(list.title === undefined ? [] : [element("h1", list.title)]),
    ...(line === undefined ? [] : [element("h2", line)]),
    `<p class="authors">${authors.join(",\n")}</p>`,
    `<p class="affiliations">${explained.join("<br>\n")}</p>`,
  ].join("\n");
  const content =
    options.fragment === true
      ? `${body}\n`
      : `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">${element("title", list.title ?? line ?? "Authors")}</head>\n<body>\n${body}\n</body>\n</html>\n`;
  return {
    format: "html",
    content,
    mediaType: "text/html; charset=utf-8",
    extension: ".html",
    notes: notHeld(list, HTML_HELD),
  };
}

/** `(1)`, `(1 and 2)`, `(1, 2 and 3)`. */
const marksOf = (numbers: readonly number[]): string =>
  numbers.length === 0
    ? ""
    : ` (${numbers.length === 1 ? numbers[0] : `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`})`;

/** Writes the one line that arXiv takes: authors with numbers, then what these stand for. */
export function writeArxiv(list: AuthorList, options: WriteOptions): WrittenList {
  const { authors, institutes } = layoutOf(list, options, true);
  const names = authors.map(
    ({ author, numbers }) => `${author.paperName.replace(/,/g, "")}${marksOf(numbers)}`,
  );
  const lead = list.collaborations.map(({ name }) => `${name} Collaboration`).join(", ");
  const explained = institutes.map(({ name }, at) => `(${at + 1}) ${name.replace(/\s+/gu, " ")}`);
  const tail = explained.length === 0 ? "" : ` (${explained.join(", ")})`;
  const others = list.authors.filter(({ affiliations }) =>
    affiliations.some(({ connection }) => connection !== "affiliated with"),
  ).length;
  return {
    format: "arxiv",
    content: `${lead === "" ? "" : `${lead}: `}${names.join(", ")}${tail}\n`,
    mediaType: "text/plain; charset=utf-8",
    extension: ".txt",
    notes: [
      ...notHeld(list, new Set()),
      ...(others === 0
        ? []
        : [`the format does not tell an institute from one where somebody is also (${others})`]),
    ],
  };
}

/** Writes all of a list as JSON, which `readList` reads. */
export function writeJson(list: AuthorList): WrittenList {
  const { created, ...rest } = list;
  const organisations = rest.organisations.map((organisation) =>
    organisation.neutral === true
      ? { key: organisation.key, name: organisation.name, ids: [], neutral: true }
      : organisation,
  );
  const whole = { ...(created === undefined ? {} : { created: formatDay(created) }), ...rest, organisations };
  return {
    format: "json",
    content: `${JSON.stringify(whole, null, 1)}\n`,
    mediaType: "application/json",
    extension: ".json",
    notes: [],
  };
}
