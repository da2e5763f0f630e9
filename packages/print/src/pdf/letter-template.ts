/**
 * The Typst document that sets a letter: A4, the address where a window of an envelope is (DIN 5008, form B: 20 mm from the left,
 * from 45 mm down), the subject as its heading, each language from a page of its own on. It reads `sys.inputs.letter`, JSON of
 * `LetterPages`, and puts every text of it into the page as text.
 */
export const LETTER_TEMPLATE = `
#let letter = json(bytes(sys.inputs.letter))
#let accent = rgb("#1d4e6b")
#let faint = rgb("#5c6670")
#let hair = rgb("#d5dbe0")

#set document(
  title: letter.title,
  author: letter.organisation,
  date: if letter.date == none { none } else {
    datetime(year: letter.date.year, month: letter.date.month, day: letter.date.day)
  },
)
#set text(
  font: ("Source Sans 3", "Libertinus Serif"),
  size: 11pt,
  lang: letter.versions.first().language,
  number-type: "lining",
  hyphenate: false,
)
#set par(leading: 0.62em, spacing: 1.25em)
#show list: set block(above: 1.25em, below: 1.25em)

#let lines(all) = for (at, each) in all.enumerate() {
  if at > 0 { linebreak() }
  each
}

#let foot(version, at) = context {
  set text(size: 7.5pt, fill: faint, lang: version.language)
  let marks = query(selector(<version>))
  let first = counter(page).at(marks.at(at).location()).first()
  let after = if at + 1 < marks.len() { counter(page).at(marks.at(at + 1).location()).first() } else {
    counter(page).final().first() + 1
  }
  line(length: 100%, stroke: 0.4pt + hair)
  v(-0.5em)
  grid(
    columns: (1fr, auto),
    column-gutter: 1.5em,
    row-gutter: 0.45em,
    [#version.words.reference#letter.reference],
    align(right, [#version.words.before #(here().page() - first + 1) #version.words.between #(after - first)]),
    ..if letter.description != none { (grid.cell(colspan: 2, letter.description),) },
  )
}

#for (at, version) in letter.versions.enumerate() {
  // A heading of each language's own, so that whoever hears it read is led to it.
  set text(lang: version.language)
  set page(
    paper: "a4",
    margin: (top: 20mm, bottom: 27mm, left: 25mm, right: 22mm),
    footer: foot(version, at),
    footer-descent: 22%,
  )
  [#metadata(at) <version>]
  block(height: 24mm, width: 100%, {
    text(size: 12.5pt, weight: "semibold", fill: accent, letter.organisation)
    if version.office != "" { linebreak(); text(size: 9pt, fill: faint, version.office) }
    if letter.isPreview { linebreak(); text(size: 9pt, weight: "semibold", version.words.preview) }
  })
  block(height: 36mm, width: 85mm, clip: false, lines(letter.to))
  block(width: 100%, above: 0pt, below: 1.6em, align(right, version.date))
  {
    show heading: it => block(below: 1.2em, text(size: 11.5pt, weight: "semibold", it.body))
    heading(level: 1, version.subject)
  }
  for it in version.blocks {
    if it.sort == "list" {
      list(marker: sym.dash.en, spacing: 0.7em, ..it.lines.map(each => [#each]))
    } else { par(lines(it.lines)) }
  }
}
`;
