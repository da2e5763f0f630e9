/** How the text stands: whether it can be read, and whether its examples hold. */
import type { PolicyRead } from "@comity/policy";
import { useTranslation } from "react-i18next";
import { ExamplesCount } from "../policy-page.tsx";

interface Properties {
  readonly read: PolicyRead | undefined;
  readonly onGo: (line: number, column: number) => void;
}

/** A message with the author's own words, which stand in backticks, as code. */
function Said({ text }: { readonly text: string }) {
  const parts = text.split("`").map((part, at) => ({ part, isCode: at % 2 === 1, key: `${at}` }));
  return parts.map(({ part, isCode, key }) => (isCode ? <code key={key}>{part}</code> : part));
}

export function Standing({ read, onGo }: Properties) {
  const { t } = useTranslation("policy");
  const failing = (read?.examples ?? []).flatMap(({ title, expectations }) =>
    expectations
      .filter(({ outcome }) => outcome === "fail")
      .map(({ line, column, why = "" }) => ({
        line,
        column,
        message: t("standing.example", { title, why }),
        help: undefined,
      })),
  );
  const problems = [...(read?.problems ?? []), ...failing];
  return (
    <section className="sheet" aria-label={t("standing.title")}>
      <h2 className="sheet-title">{t("standing.title")}</h2>
      <p role="status" aria-live="polite" className="policy-standing">
        {read === undefined ? (
          t("standing.reading")
        ) : read.errors > 0 ? (
          <strong className="policy-fails">{t("standing.errors", { count: read.errors })}</strong>
        ) : (
          <>
            {t("standing.good")} <ExamplesCount examples={read.examples} />
          </>
        )}
        {read !== undefined && read.warnings > 0 && <> {t("standing.warnings", { count: read.warnings })}</>}
      </p>
      {problems.length > 0 && (
        <ol className="policy-problems" lang="en">
          {problems.map(({ line, column, message, help }) => (
            <li key={`${line}:${column} ${message}`}>
              <button type="button" onClick={() => onGo(line, column)}>
                {t("standing.line", { line })}
              </button>{" "}
              <Said text={message} />
              {help !== undefined && (
                <span className="effect-party">
                  <Said text={help} />
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
