/**
 * The Typst document that sets a fact sheet. It reads `sys.inputs.pages`, JSON of `SheetPages`, and puts every text of it into
 * the page as text. One accent colour; figures of one width, so that they stand under each other.
 */
export const TEMPLATE = `
#let pages = json(bytes(sys.inputs.pages))
#let accent = rgb("#1d4e6b")
#let faint = rgb("#5c6670")
#let hair = rgb("#d5dbe0")
#let wash = rgb("#eef3f6")
#let track = rgb("#e3e9ed")

#set document(
  title: pages.title,
  date: if pages.date == none { none } else {
    datetime(year: pages.date.year, month: pages.date.month, day: pages.date.day)
  },
)
#set text(
  font: ("Source Sans 3", "Libertinus Serif"),
  size: 9.5pt,
  lang: pages.language,
  number-width: "tabular",
  number-type: "lining",
  hyphenate: false,
)
#set par(leading: 0.55em, spacing: 0.8em)

// What is hidden: three dots that one sees, and that are no figure.
#show "···": box(baseline: -0.08em, text(size: 0.62em, weight: "bold", fill: faint, tracking: 1pt, "•••"))

#let run(parts) = {
  for part in parts {
    if part.isCode { text(weight: "semibold", part.text) } else { part.text }
  }
}
#let small(body) = text(size: 8pt, fill: faint, body)

#let foot = context {
  set text(size: 7pt, fill: faint)
  line(length: 100%, stroke: 0.4pt + hair)
  v(-0.5em)
  grid(
    columns: (1fr, auto),
    column-gutter: 1.5em,
    row-gutter: 0.45em,
    pages.foot.line,
    align(right, [#pages.page.before #counter(page).display() #pages.page.between #counter(page).final().first()]),
    ..if pages.foot.hash != none {
      (grid.cell(colspan: 2, text(font: "DejaVu Sans Mono", size: 5.9pt, pages.foot.hash)),)
    },
    ..if pages.foot.description != none {
      (grid.cell(colspan: 2, pages.foot.description),)
    },
  )
}

#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 27mm, x: 21mm),
  footer: foot,
  footer-descent: 22%,
)

#show heading.where(level: 1): it => block(below: 0.7em, {
  set par(leading: 0.35em)
  text(size: 21pt, weight: "semibold", it.body)
})
#show heading.where(level: 2): it => block(
  above: 1.9em,
  below: 0.75em,
  sticky: true,
  text(size: 11.5pt, weight: "semibold", fill: accent, it.body),
)

#let cell(it) = {
  let body = if it.sort == "rich" { run(it.parts) } else if it.sort == "figure" { it.text } else {
    pdf.artifact(box(width: 100%, height: 0.62em, baseline: -0.02em, fill: track, radius: 0.6pt, {
      if it.share > 0 { box(width: calc.max(it.share, 0.012) * 100%, height: 100%, fill: accent, radius: 0.6pt) }
    }))
  }
  let tone = it.at("tone", default: none)
  let toned = if tone == "strong" { text(weight: "semibold", body) } else if tone == "faint" {
    text(fill: faint, body)
  } else { body }
  let rows = it.at("rows", default: 1)
  if rows == 1 { table.cell(toned) } else { table.cell(rowspan: rows, stroke: (bottom: 0.4pt + hair), toned) }
}

#let widths = (fit: auto, fill: 1fr, wide: 1.6fr, bar: 64pt)

#let table-block(it) = {
  let last = it.columns.len() - 1
  let rules = ()
  let row = 1
  for group in it.groups {
    row += group.len()
    rules.push(row)
  }
  table(
    columns: it.columns.map(column => widths.at(column.width)),
    align: it.columns.map(column => if column.align == "right" { right + top } else { left + top }),
    stroke: (x, y) => if y == 0 { (bottom: 0.6pt + accent) } else if (y + 1) in rules { (bottom: 0.4pt + hair) },
    inset: (x, y) => (
      left: if x == 0 { 0pt } else { 6pt },
      right: if x == last { 0pt } else { 6pt },
      top: 3.1pt,
      bottom: 3.1pt,
    ),
    table.header(..it.columns.map(column => text(size: 8pt, fill: faint, column.title))),
    ..it.groups.flatten().map(cell),
  )
  if it.at("rest", default: none) != none { small(it.rest) }
}

#let items-block(it) = {
  let figures = it.items.any(item => item.at("figure", default: none) != none)
  set par(leading: 0.5em)
  grid(
    columns: if figures { (auto, 1fr) } else { (1fr,) },
    column-gutter: 10pt,
    row-gutter: 8pt,
    ..it
      .items
      .map(item => {
        let words = {
          run(item.text)
          for line in item.under {
            block(above: 0.55em, below: 0pt, text(size: 8.5pt, fill: faint, {
              text(weight: "semibold", line.label + " ")
              run(line.parts)
            }))
          }
        }
        if figures {
          (align(right, text(weight: "semibold", fill: accent, item.at("figure", default: ""))), words)
        } else { (words,) }
      })
      .flatten(),
  )
  if it.at("rest", default: none) != none { small(it.rest) }
}

#block(below: 0.9em, grid(
  columns: (1fr, auto),
  text(size: 8.5pt, weight: "semibold", fill: accent, tracking: 0.6pt, upper(pages.kicker)),
  if pages.cleared != none { text(size: 8.5pt, weight: "semibold", fill: faint, pages.cleared) },
))
#heading(level: 1, pages.title)
#if pages.put != "" { block(below: 1.1em, text(size: 10.5pt, fill: faint, pages.put)) }

#grid(
  columns: (auto, 1fr),
  column-gutter: 12pt,
  row-gutter: 0.55em,
  ..pages
    .meta
    .map(each => (
      text(size: 8.5pt, fill: faint, each.label),
      if each.isCode { text(font: "DejaVu Sans Mono", size: 6.9pt, each.value) } else { text(size: 9pt, each.value) },
    ))
    .flatten(),
)
#if pages.description != none {
  block(
    above: 1.1em,
    width: 100%,
    fill: wash,
    inset: (x: 9pt, y: 7pt),
    stroke: (left: 2pt + accent),
    text(size: 9pt, pages.description),
  )
}
#if pages.note != none { block(above: 1.1em, run(pages.note)) }

#heading(level: 2, pages.asked.title)
#list(marker: text(fill: accent, sym.dash.en), spacing: 0.6em, ..pages.asked.acts.map(run))

#if pages.refusal != none {
  block(above: 1.3em, width: 100%, stroke: 1pt + accent, inset: 9pt, text(weight: "semibold", pages.refusal))
}
#if pages.tiles.len() > 0 {
  block(above: 1.6em, below: 0.9em, breakable: false, grid(
    columns: pages.tiles.map(_ => 1fr),
    column-gutter: 12pt,
    ..pages.tiles.map(tile => block(
      width: 100%,
      stroke: (top: 1.2pt + accent),
      inset: (top: 6pt),
      {
        text(size: 20pt, weight: "semibold", fill: accent, number-width: "proportional", tile.figure)
        linebreak()
        text(size: 8.5pt, fill: faint, tile.label)
      },
    )),
  ))
}
#block(above: 1.1em, text(size: 10.5pt, pages.answer))

#for section in pages.sections {
  heading(level: 2, section.title)
  for it in section.blocks {
    if it.sort == "table" { table-block(it) } else { items-block(it) }
  }
}
#if pages.hiddenNote != none { block(above: 2em, small(pages.hiddenNote)) }
`;
