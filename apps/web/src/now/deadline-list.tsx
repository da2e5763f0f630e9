/** Deadlines as a list: what comes first, in how many days, and what happens if nobody acts. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useOtherwise } from "../agreements/deadline-text.ts";
import { DayText, useDayText } from "../pieces/day-text.tsx";
import { Empty } from "../pieces/states.tsx";
import { daysBetween } from "../things/days.tsx";
import { Part } from "../things/page-head.tsx";
import { useMore } from "../things/use-more.tsx";
import type { Due } from "./axis-rows.ts";

/** What comes next of a deadline: the last session before it, the day for notice, or the end. */
interface Next {
  readonly due: Due;
  readonly day: string;
  readonly what: "session" | "notice" | "end";
}

/** The next day of each deadline that is still to come, the nearest first. */
export function nextDays(deadlines: readonly Due[], on: string): Next[] {
  return deadlines
    .flatMap((due): Next[] => {
      const { session, lastDayForNotice, otherwise } = due;
      if (session?.firstDay != null && session.firstDay >= on)
        return [{ due, day: session.firstDay, what: "session" }];
      if (lastDayForNotice !== null && lastDayForNotice >= on)
        return [{ due, day: lastDayForNotice, what: "notice" }];
      if (otherwise.happens === "ends" && otherwise.lastDay !== null && otherwise.agreement === null)
        return [{ due, day: otherwise.lastDay, what: "end" }];
      return [];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

export function DeadlineList({ deadlines, on }: { readonly deadlines: readonly Due[]; readonly on: string }) {
  const { t } = useTranslation("now");
  const next = nextDays(deadlines, on);
  const { shown, more } = useMore(next, 5);
  return (
    <Part title={t("deadlines.title")}>
      {next.length === 0 ? (
        <Empty title={t("deadlines.none")}>{t("deadlines.noneMore")}</Empty>
      ) : (
        <ol className="deadlines">
          {shown.map((one) => (
            <Item key={one.due.agreement} {...one} on={on} />
          ))}
        </ol>
      )}
      {more}
    </Part>
  );
}

function Item({ due, day, what, on }: Next & { readonly on: string }) {
  const { t } = useTranslation("now");
  const dayText = useDayText();
  const otherwise = useOtherwise();
  const days = daysBetween(on, day);
  const values = {
    body: due.session?.body ?? "",
    session: due.session?.id ?? "",
    notice: due.lastDayForNotice === null ? "" : dayText(due.lastDayForNotice),
  };
  return (
    <li>
      <span className="deadline-days">
        {days === 0 ? (
          <strong className="is-today">{t("deadlines.today")}</strong>
        ) : (
          <>
            <strong>{days}</strong>
            <span>{t("deadlines.days", { count: days })}</span>
          </>
        )}
      </span>
      <span>
        <span className="deadline-what">
          <DayText day={day} />
          {t("deadlines.colon")} {t(`deadlines.what.${what}`, values)}
        </span>
        <Link to="/agreements/$agreement" params={{ agreement: due.agreement }} dir="auto">
          {due.title}
        </Link>
        {what !== "end" && (
          <span className="quiet deadline-otherwise">
            {t("deadlines.otherwise", { happens: otherwise(due) })}
          </span>
        )}
      </span>
    </li>
  );
}
