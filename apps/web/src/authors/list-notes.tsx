/** What the reader of a file mended, noticed or left out, by line. The messages are the program's own, in English. */
import { useTranslation } from "react-i18next";
import type { AuthorListRead } from "../api/generated/routes.ts";
import { PlainTable } from "../pieces/table.tsx";

export function ListNotes({ read, of }: { readonly read: AuthorListRead; readonly of?: string }) {
  const { t } = useTranslation("authors");
  const { notes, notesNotTold } = read;
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>
        {of !== undefined && `${of}: `}
        {t("notes.title", { count: notes.length + notesNotTold })}
      </summary>
      <PlainTable
        label={t("notes.title", { count: notes.length })}
        columns={[
          { key: "line", title: t("notes.line"), isFigure: true },
          { key: "what", title: t("notes.what") },
          { key: "said", title: t("notes.said") },
        ]}
        rows={notes.slice(0, 300).map(({ line, severity, message, help }, at) => ({
          key: `${at}`,
          cells: [
            line ?? "",
            t(`notes.severity.${severity}`),
            <span key="said" lang="en">
              {message}
              {help !== null && ` (${help})`}
            </span>,
          ],
        }))}
      />
    </details>
  );
}
