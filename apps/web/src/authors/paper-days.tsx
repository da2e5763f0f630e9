/** The two dates of a paper: who signs it, and how it is printed. */
import { useTranslation } from "react-i18next";
import { DayInput } from "../pieces/day-input.tsx";

interface Days {
  /** ISO days; empty: not said. */
  readonly reference: string;
  readonly published: string;
}

export function PaperDays({
  days,
  onChange,
}: {
  readonly days: Days;
  readonly onChange: (part: Partial<Days>) => void;
}) {
  const { t } = useTranslation("authors");
  return (
    <>
      <DayInput
        label={t("print.reference")}
        description={t("print.referenceMore")}
        value={days.reference === "" ? undefined : days.reference}
        onChange={(day) => onChange({ reference: day ?? "" })}
      />
      <DayInput
        label={t("print.published")}
        description={t("print.publishedMore")}
        value={days.published === "" ? undefined : days.published}
        onChange={(day) => onChange({ published: day ?? "" })}
      />
    </>
  );
}
