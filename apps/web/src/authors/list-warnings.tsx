/** What should be looked at before anything is written: people left with nothing, institutes that are presumed, lines that do harm downstream. */
import { Alert, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PrintedAuthorList } from "../api/generated/routes.ts";
import { PlainTable } from "../pieces/table.tsx";

/** So many names stand in a sentence; the others behind it. */
const NAMED = 12;

export function Names({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation("authors");
  const more = names.slice(NAMED);
  return (
    <>
      <bdi>{names.slice(0, NAMED).join(", ")}</bdi>
      {more.length > 0 && (
        <details>
          <summary>{t("more", { count: more.length })}</summary>
          <bdi>{more.join(", ")}</bdi>
        </details>
      )}
    </>
  );
}

export function ListWarnings({ printed }: { readonly printed: PrintedAuthorList }) {
  const { t } = useTranslation("authors");
  const { unidentifiable, warnings, downstream } = printed;
  const takenFor = (inspire: string, country: string | null): string => {
    const what = t(`downstream.inspire.${inspire.replaceAll(" ", "-")}`);
    return country === null ? what : `${what}, ${country}`;
  };
  return (
    <Stack gap="sm">
      {unidentifiable.length > 0 && (
        <Alert
          color="takes"
          variant="light"
          title={t("warnings.unidentifiable", { count: unidentifiable.length })}
        >
          <Text size="sm">{t("warnings.unidentifiableMore")}</Text>
          <Text size="sm" component="div">
            <Names names={unidentifiable} />
          </Text>
        </Alert>
      )}
      <section className="sheet" aria-labelledby="list-downstream">
        <h2 className="sheet-title" id="list-downstream">
          {t("downstream.title")}
        </h2>
        <Text size="sm" mt={4}>
          {t("downstream.figures", {
            count: downstream.organisations,
            byId: downstream.byId,
            byName: downstream.byName,
            withCountry: downstream.withCountry,
          })}{" "}
          {downstream.isSafe ? (
            t("downstream.safe")
          ) : (
            <strong className="list-takes">
              {t("downstream.harm", { count: downstream.authorsHarmed })}
            </strong>
          )}
        </Text>
        {downstream.lines.length > 0 && (
          <PlainTable
            label={t("downstream.title")}
            columns={[
              { key: "line", title: t("downstream.line") },
              { key: "authors", title: t("downstream.authors"), isFigure: true },
              { key: "taken", title: t("downstream.taken") },
              { key: "harm", title: t("downstream.wrong") },
            ]}
            rows={downstream.lines.map(({ name, authors, inspire, country, harm }) => ({
              key: name,
              cells: [
                <span key="name" dir="auto">
                  {name}
                </span>,
                authors,
                takenFor(inspire, country),
                harm.length === 0 ? (
                  t("downstream.nothingWrong")
                ) : (
                  <span key="harm" lang="en" className="list-takes">
                    {harm.join("; ")}
                  </span>
                ),
              ],
            }))}
          />
        )}
      </section>
      {warnings.length > 0 && (
        <details className="sheet" open={warnings.length < 4}>
          <summary>{t("warnings.title", { count: warnings.length })}</summary>
          <ul className="list-warnings">
            {warnings.slice(0, 200).map(({ code, about, count, message }) => (
              <li key={`${code} ${message}`}>
                {t(`warnings.${code}`, { count })}{" "}
                <span className="quiet" dir="auto">
                  {about.slice(0, NAMED).join("; ")}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}
