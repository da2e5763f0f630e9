/** What happens to the agreements of a draft if nobody acts, and until when somebody could. */
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useOtherwise } from "../agreements/deadline-text.ts";
import type { Agreement } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import type { Handle } from "./draft-acts.ts";
import { useAgreements } from "./use-agreements.ts";

interface Properties {
  readonly handles: readonly Handle[];
  readonly knownOn: string | undefined;
}

/** A sentence for each agreement, below the draft's title. */
export const DraftDeadlines = memo(function DraftDeadlines({ handles, knownOn }: Properties) {
  const { t } = useTranslation("studio");
  const known = useAgreements(handles, knownOn);
  const shown = [...known.values()].filter(({ deadline }) => deadline !== null);
  if (shown.length === 0) return null;
  return (
    <ul className="studio-deadlines" aria-label={t("deadline.label")}>
      {shown.map((agreement) => (
        <DeadlineLine key={agreement.id} agreement={agreement} />
      ))}
    </ul>
  );
});

function DeadlineLine({ agreement: { id, deadline } }: { readonly agreement: Agreement }) {
  const { t } = useTranslation("studio");
  const dayText = useDayText();
  const otherwise = useOtherwise();
  if (deadline === null) return null;
  const { lastDayForNotice, missed, session } = deadline;
  const missedDay = missed?.lastDayForNotice ?? null;
  const sessionDay = session?.lastDay ?? session?.firstDay ?? null;
  return (
    <li>
      <strong>{t("deadline.otherwise", { agreement: id, happens: otherwise(deadline) })}</strong>{" "}
      {missedDay !== null && `${t("deadline.missed", { day: dayText(missedDay) })} `}
      {lastDayForNotice !== null && t("deadline.notice", { day: dayText(lastDayForNotice) })}{" "}
      {session !== null &&
        sessionDay !== null &&
        t("deadline.session", { body: session.body, session: session.id, day: dayText(sessionDay) })}
    </li>
  );
}
