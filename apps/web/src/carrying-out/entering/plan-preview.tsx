/** What the plan of a draft would be, in figures: nothing of it is recorded. */
import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Routes } from "../../api/generated/routes.ts";
import { DayText } from "../../pieces/day-text.tsx";
import { Empty } from "../../pieces/states.tsx";
import { PlainTable } from "../../pieces/table.tsx";
import { EndsPicture } from "../ends-picture.tsx";

export type Preview = Routes["POST /api/v1/decisions/preview"]["answer"];

export function PlanPreview({ preview }: { readonly preview: Preview }) {
  const { t, i18n } = useTranslation("carrying-out");
  const figure = (count: number | null): string =>
    count === null ? t("ends.hidden") : count.toLocaleString(i18n.language);
  const { ends, parts, letters } = preview;
  if (ends.every(({ days }) => days.length === 0))
    return <Empty title={t("enter.endsNothing")}>{t("enter.endsNothingMore")}</Empty>;
  return (
    <Stack gap="md">
      <EndsPicture ends={ends} />
      <section className="sheet">
        <PlainTable
          label={t("enter.whom")}
          columns={[
            { key: "whom", title: t("enter.whom") },
            { key: "count", title: t("enter.howMany"), isFigure: true },
          ]}
          rows={Object.entries(parts)
            .filter(([kind]) => kind !== "whole")
            .map(([kind, count]) => ({
              key: kind,
              cells: [t(`kinds.${kind}`, { defaultValue: kind }), figure(count)],
            }))}
        />
      </section>
      {letters.length > 0 && (
        <section className="sheet">
          <PlainTable
            label={t("enter.letters")}
            columns={[
              { key: "letter", title: t("enter.letters") },
              { key: "due", title: t("mails.due") },
              { key: "count", title: t("enter.howMany"), isFigure: true },
            ]}
            rows={[...letters]
              .sort((a, b) => a.due.localeCompare(b.due))
              .slice(0, 30)
              .map(({ letter, due, count }) => ({
                key: `${letter} ${due}`,
                cells: [letter, <DayText key="due" day={due} style="short" />, figure(count)],
              }))}
          />
        </section>
      )}
    </Stack>
  );
}
