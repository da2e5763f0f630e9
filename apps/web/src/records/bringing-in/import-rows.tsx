/** The dry run: how many rows of which table come to what, and each row that is not merely on record already. */
import { Alert, NativeSelect, Stack, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportPlan, ImportProblem, ImportRow } from "../../api/generated/routes.ts";
import { Empty } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { Ticked } from "../../pieces/ticked.tsx";

const VERDICTS = ["new", "changed", "doubtful", "refused", "left out", "unchanged"] as const;
type Verdict = (typeof VERDICTS)[number];
const TABLES = ["people", "affiliations", "institutes", "parties", "agreements"] as const;
/** Rows that only say what the registry has are counted, not listed. */
const COUNTED: ReadonlySet<Verdict> = new Set(["unchanged"]);
/** Before a row is drawn its height is not known. */
const ROW_HEIGHT = 46;

export function ImportRows({ plan }: { readonly plan: ImportPlan }) {
  const { t, i18n } = useTranslation("records");
  const [verdict, setVerdict] = useState<Verdict>();
  const [table, setTable] = useState("");
  const of = (one: Verdict): number => TABLES.reduce((sum, each) => sum + plan.counts[each][one], 0);
  const tables = TABLES.filter((each) => VERDICTS.some((one) => plan.counts[each][one] > 0));
  const rows = plan.rows.filter(
    (row) =>
      (verdict === undefined || row.verdict === verdict) &&
      (table === "" || row.table === table) &&
      (verdict === "unchanged" || row.verdict !== "unchanged" || row.problems.length > 0),
  );
  return (
    <section className="sheet" aria-labelledby="import-rows">
      <h2 className="sheet-title" id="import-rows">
        {t("rows.title")}
      </h2>
      <Stack gap="sm" mt="xs">
        <ul className="verdicts">
          {VERDICTS.map((one) => (
            <li key={one}>
              <button
                type="button"
                className="verdict"
                aria-pressed={verdict === one}
                disabled={of(one) === 0 || COUNTED.has(one)}
                onClick={() => setVerdict(verdict === one ? undefined : one)}
              >
                <b>{of(one).toLocaleString(i18n.language)}</b>
                <span>{t(`rows.verdicts.${one}`)}</span>
              </button>
            </li>
          ))}
        </ul>
        {tables.length > 1 && (
          <>
            <PlainTable
              label={t("rows.byTable")}
              columns={[
                { key: "table", title: t("rows.table") },
                ...VERDICTS.map((one) => ({ key: one, title: t(`rows.verdicts.${one}`), isFigure: true })),
              ]}
              rows={tables.map((each) => ({
                key: each,
                cells: [
                  t(`rows.tables.${each}`),
                  ...VERDICTS.map((one) => plan.counts[each][one].toLocaleString(i18n.language)),
                ],
              }))}
            />
            <NativeSelect
              label={t("rows.only")}
              maw={240}
              value={table}
              onChange={({ currentTarget }) => setTable(currentTarget.value)}
              data={[
                { value: "", label: t("rows.everyTable") },
                ...tables.map((each) => ({ value: each, label: t(`rows.tables.${each}`) })),
              ]}
            />
          </>
        )}
        {rows.length === 0 ? (
          <Empty title={t("rows.none")}>{t("rows.noneMore")}</Empty>
        ) : (
          <RowList rows={rows} />
        )}
        <Notes plan={plan} />
      </Stack>
    </section>
  );
}

/** Only the rows in sight are drawn: a list may have a hundred thousand. */
function RowList({ rows }: { readonly rows: readonly ImportRow[] }) {
  const { t } = useTranslation("records");
  const scroll = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  return (
    <section
      className="row-scroll"
      ref={scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={t("rows.list", { count: rows.length })}
    >
      <div style={{ height: list.getTotalSize(), position: "relative" }}>
        {list.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            data-index={index}
            ref={list.measureElement}
            style={{ position: "absolute", top: 0, left: 0, right: 0, transform: `translateY(${start}px)` }}
          >
            <Row row={rows[index]!} />
          </div>
        ))}
      </div>
    </section>
  );
}

function usePlace(): (place: ImportRow["place"]) => string {
  const { t } = useTranslation("records");
  return ({ file, sheet, row, line }) =>
    [
      file,
      ...(sheet === undefined ? [] : [t("rows.sheet", { sheet })]),
      ...(row === undefined ? [] : [t("rows.row", { row })]),
      ...(line === undefined ? [] : [t("rows.line", { line })]),
    ].join(", ");
}

function Row({ row }: { readonly row: ImportRow }) {
  const { t } = useTranslation("records");
  const place = usePlace();
  const { verdict, shown, subject, changes, because, problems } = row;
  return (
    <div className="import-row">
      <span className="import-place">{place(row.place)}</span>
      <b>{t(`rows.verdicts.${verdict}`)}</b>
      <div dir="auto">
        {shown}
        {subject !== undefined && !shown.includes(subject) && (
          <Text span size="sm" c="dimmed">
            {" "}
            {subject}
          </Text>
        )}
        {because !== undefined && (
          <p className="import-more">
            <Ticked>{because}</Ticked>
          </p>
        )}
        {changes.map(({ field, from, to }) => (
          <p key={field} className="import-more">
            {t("rows.becomes", { field, from: from ?? t("rows.nothing"), to: to ?? t("rows.nothing") })}
          </p>
        ))}
        {problems.map((problem) => (
          <ProblemLine key={`${problem.code} ${problem.message}`} problem={problem} />
        ))}
      </div>
    </div>
  );
}

function ProblemLine({ problem }: { readonly problem: ImportProblem }) {
  const { message, column, help } = problem;
  return (
    <p className="import-more">
      {column !== undefined && <b>{column} </b>}
      <Ticked>{help === undefined ? message : `${message} (${help})`}</Ticked>
    </p>
  );
}

/** What was mended or noticed in the files: said, because nothing is changed in silence. */
function Notes({ plan }: { readonly plan: ImportPlan }) {
  const { t } = useTranslation("records");
  const place = usePlace();
  const { notes, notesNotTold } = plan;
  if (notes.length === 0) return null;
  const shown = notes.slice(0, 100);
  const more = notes.length - shown.length + notesNotTold;
  return (
    <details>
      <summary>{t("rows.notes", { count: notes.length + notesNotTold })}</summary>
      <Alert color="gray" variant="light" mt="xs">
        {shown.map((note) => (
          <p key={`${note.code} ${note.message} ${JSON.stringify(note.place)}`} className="import-more">
            {note.place !== undefined && <b>{place(note.place)} </b>}
            <Ticked>{note.message}</Ticked>
          </p>
        ))}
        {more > 0 && <p className="import-more">{t("rows.notesMore", { count: more })}</p>}
      </Alert>
    </details>
  );
}
