/** The list as a paper prints it: names with marks, then the numbered lines; what stands in an institute's place is said to. */
import { Button, Text } from "@mantine/core";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PrintedAuthorList } from "../api/generated/routes.ts";

/** So many are shown at first: a page of thousands of names is slow, and nobody reads it. */
const FIRST = 250;

type Person = PrintedAuthorList["people"][number];
type Mark = Person["marks"][number];

export function PrintedPreview({ printed }: { readonly printed: PrintedAuthorList }) {
  const { t } = useTranslation("authors");
  const [isWhole, setWhole] = useState(false);
  const { people, lines, thanks, read } = printed;
  const shown = isWhole ? people : people.slice(0, FIRST);
  const marks = new Set(shown.flatMap((person) => person.marks.map(({ line }) => line)));
  const some = lines
    .map((line, at) => ({ ...line, number: at + 1 }))
    .filter(({ number }) => isWhole || marks.has(number));
  return (
    <section className="sheet" aria-labelledby="list-preview">
      <h2 className="sheet-title" id="list-preview">
        {t("preview.title")}
      </h2>
      <div className="list-paper">
        {read.collaborations.length > 0 && (
          <p className="list-collaboration" dir="auto">
            {read.collaborations.join(", ")}
          </p>
        )}
        <p className="list-names">
          {shown.map((person, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name; the order is the list's own
            <Fragment key={at}>
              {at > 0 && ", "}
              <Named person={person} />
            </Fragment>
          ))}
          {people.length > shown.length && "…"}
        </p>
        <ol className="list-lines">
          {some.map(({ number, text, how, authors }) => (
            <li key={number} value={number} data-how={how}>
              <span dir="auto">{text}</span>{" "}
              <span className="quiet">
                {how !== "institute" && [t(`preview.how.${how.replace(" ", "-")}`), ", "]}
                {t("preview.authors", { count: authors })}
              </span>
            </li>
          ))}
        </ol>
        {thanks.length > 0 && (
          <>
            <h3 className="list-thanks">{t("preview.thanks")}</h3>
            {thanks.slice(0, isWhole ? undefined : 20).map((text) => (
              <Text key={text} size="sm" dir="auto">
                {text}
              </Text>
            ))}
          </>
        )}
      </div>
      {people.length > FIRST && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? "preview.fewer" : "preview.all", { count: people.length })}
        </Button>
      )}
    </section>
  );
}

function Named({ person }: { readonly person: Person }) {
  const { t } = useTranslation("authors");
  const { name, marks, isDeceased, isUnidentifiable } = person;
  const before = (mark: Mark): string =>
    mark.connection === "affiliated with"
      ? ""
      : t(`preview.connections.${mark.connection.replaceAll(" ", "-")}`);
  return (
    <span className={isUnidentifiable ? "list-nobody" : undefined}>
      <bdi>{name}</bdi>
      {isDeceased && "†"}
      <sup>
        {marks.map((mark, at) => (
          <Fragment key={`${mark.line} ${mark.connection}`}>
            {at > 0 && ","}
            {before(mark)}
            {mark.line}
          </Fragment>
        ))}
      </sup>
      {isUnidentifiable && <span className="list-nobody-said"> ({t("preview.nobody")})</span>}
    </span>
  );
}
