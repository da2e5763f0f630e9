/** What acts did to things, in sentences: the history of one, or what changed lately. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Change } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { useTitleOf } from "./titles.ts";
import "./things.css";

const SORTS = {
  signature: "signature",
  "entry into force": "entry",
  notice: "notice",
  termination: "termination",
  postponement: "postponement",
  suspension: "suspension",
  resumption: "resumption",
  restriction: "restriction",
  "closing to newcomers": "closing",
  amendment: "amendment",
  succession: "succession",
  accession: "accession",
  departure: "departure",
  institute: "institute",
  team: "team",
  experiment: "experiment",
  body: "body",
  session: "session",
  observer: "observer",
  "observer suspension": "observerSuspension",
  party: "party",
  status: "status",
  decision: "decision",
  end: "end",
} as const;

type Subject = Change["about"];

/** A thing by its title, as a link where it has a page. */
export function ThingLink({ kind, id, title }: Subject) {
  if (kind === "agreement")
    return (
      <Link to="/agreements/$agreement" params={{ agreement: id }} dir="auto">
        {title}
      </Link>
    );
  if (kind === "institute")
    return (
      <Link to="/institutes/$institute" params={{ institute: id }} dir="auto">
        {title}
      </Link>
    );
  if (kind === "experiment")
    return (
      <Link to="/experiments/$experiment" params={{ experiment: id }} dir="auto">
        {title}
      </Link>
    );
  return <span dir="auto">{title}</span>;
}

/** What an act did, without saying to what. */
export function useDeed(): (change: Change) => string {
  const { t } = useTranslation("things");
  const text = useDayText();
  const titleOf = useTitleOf();
  return ({ act, ends, on, lastDay, party, says, agreement, others }) => {
    const sort = SORTS[act as keyof typeof SORTS];
    if (sort === undefined) return act;
    const day = on === null ? t("days.ever") : text(on, "short");
    const last = lastDay === null ? "" : text(lastDay, "short");
    const until = lastDay === null ? "" : t("change.until", { day: last });
    const by = party === null ? "" : t("change.by", { party: titleOf(party) });
    const values = {
      day,
      last,
      until,
      by,
      party: party === null ? "" : titleOf(party),
      says: says ?? "",
      agreement: agreement ?? "",
      other: others.map(({ title }) => title).join(", "),
      what: ends === null ? "" : t("change.ended", { sort: ends }),
    };
    return t(`change.sorts.${sort}`, values);
  };
}

interface Properties {
  readonly changes: readonly Change[];
  /** Of the thing whose page it is nothing is said. */
  readonly of?: string;
}

/** Changes as a list, each with the day on which it was recorded. */
export function Changes({ changes, of }: Properties) {
  const { t } = useTranslation("things");
  const text = useDayText();
  const deed = useDeed();
  return (
    <ol className="history">
      {changes.map((change) => (
        <li key={change.id}>
          <span className="day">
            {change.recorded === null ? (
              t("change.always")
            ) : (
              <time dateTime={change.recorded}>{text(change.recorded, "short")}</time>
            )}
          </span>
          <span>
            <span className={change.counts ? "" : "gone"}>
              {change.about.id !== of && (
                <>
                  <ThingLink {...change.about} />
                  {t("change.colon")}
                </>
              )}
              {deed(change)}
            </span>
            {!change.counts && <span className="quiet"> {t("change.gone")}</span>}
            {/* Whoever may read the act gets to it. */}
            {change.instrument !== null && (
              <span className="quiet">
                {" "}
                <Link to="/records/acts/$act" params={{ act: change.id }}>
                  {change.instrument === "" ? change.id : change.instrument}
                </Link>
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
