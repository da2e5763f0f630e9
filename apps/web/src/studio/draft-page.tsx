/** A draft in the studio: drag the day, and the whole fact sheet follows. */
import { type Day, day } from "@comity/calendar";
import { Alert } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import {
  memo,
  startTransition,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Answered } from "../api/ask.ts";
import { asking } from "../api/queries.ts";
import { DayText } from "../pieces/day-text.tsx";
import { Loading, Refusal } from "../pieces/states.tsx";
import { useWidth } from "../pieces/time-axis.tsx";
import { timeScale, windowAround } from "../pieces/time-scale.ts";
import { AgreementsAxis } from "./agreements-axis.tsx";
import { CoursesPicture } from "./courses-picture.tsx";
import { fileOf, handlesOf, movesFor } from "./draft-acts.ts";
import { DraftDeadlines } from "./draft-deadlines.tsx";
import { DraftTools } from "./draft-tools.tsx";
import { FigureCards } from "./figure-cards.tsx";
import { LiveSheet, type LiveState } from "./live-sheet.ts";
import { SchematicMap } from "./map/schematic-map.tsx";
import { PeoplePanel } from "./people-panel.tsx";
import { Clauses, Experiments, Institutes, Money, NotTouched, Remedies } from "./side-panels.tsx";
import { put } from "./use-drawn.ts";
import "./studio.css";

/** The labels of rows stand left of the days where there is room for both. */
const LABELS = 214;
const NARROW = 620;

/** The live sheet of a draft, for as long as its page is shown. */
function useLiveSheet(draft: string): {
  readonly live: LiveSheet | undefined;
  readonly state: LiveState | undefined;
} {
  const [live, setLive] = useState<LiveSheet>();
  const [state, setState] = useState<LiveState>();
  useEffect(() => {
    const opened = new LiveSheet(draft);
    opened.subscribe((isDrawn) => {
      const take = (): void => setState(opened.state());
      // Where the pictures are drawn, the rest gives way to the hand's next movement.
      if (isDrawn) startTransition(take);
      else take();
    });
    setLive(opened);
    return () => opened.close();
  }, [draft]);
  return { live, state };
}

/** Says on the page's own element which of the days that were asked for its pictures show. */
function useShown(live: LiveSheet | undefined, state: LiveState | undefined) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      live?.drawBy(
        ({ shown }) =>
          () =>
            put(ref.current, "data-shown", shown),
      ),
    [live],
  );
  useLayoutEffect(() => {
    if (state !== undefined && state === live?.state()) put(ref.current, "data-shown", state.shown);
  }, [live, state]);
  return ref;
}

export function DraftPage() {
  const { draft: id } = useParams({ from: "/studio/$draft" });
  const { data, error, refetch } = useQuery(asking("GET /api/v1/drafts/{id}", { params: { id } }));
  if (error !== null) return <Refusal error={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading lines={10} />;
  return <DraftShown key={id} draft={data} />;
}

function DraftShown({ draft }: { readonly draft: Answered<"GET /api/v1/drafts/{id}"> }) {
  const { t } = useTranslation("studio");
  const { value } = draft;
  const { id, revision } = value;
  const queries = useQueryClient();
  const file = fileOf(value.decision);
  const handles = useMemo(() => handlesOf(fileOf(value.decision)), [value.decision]);
  const [moved, setMoved] = useState<ReadonlyMap<number, Day>>(new Map());
  const [institute, setInstitute] = useState<string>();
  const { live, state } = useLiveSheet(id);
  const [ref, measured] = useWidth();
  const moves = useMemo(() => movesFor(fileOf(value.decision), moved), [value.decision, moved]);
  const latest = useRef(moves);
  latest.current = moves;
  const movesNow = useCallback(() => latest.current, []);
  const onMoved = useCallback(() => setMoved(new Map()), []);
  // Somebody else saved the draft: what it says now is asked for.
  useEffect(() => {
    if (state?.revision !== undefined && state.revision !== revision)
      void queries.invalidateQueries({ queryKey: ["GET /api/v1/drafts/{id}"] });
  }, [state?.revision, revision, queries]);
  const main = useShown(live, state);
  useEffect(() => live?.move(moves), [live, moves]);
  const width = Math.max(300, measured - 34);
  const left = measured < NARROW ? 4 : LABELS;
  const scale = useMemo(() => {
    const days = handlesOf(fileOf(value.decision)).map((handle) => handle.day);
    const taken = day(fileOf(value.decision).date);
    const first = Math.min(taken, ...days) as Day;
    const last = Math.max(taken, ...days) as Day;
    const [from, to] = windowAround(first, last, 6, 21);
    return timeScale(from, to, left, width - 4);
  }, [value.decision, left, width]);
  const at = useRef(moved);
  at.current = moved;
  /** Asks before anything is drawn: the answer takes longer than the handle. */
  const onAhead = useCallback(
    (act: number, to: Day) => live?.move(movesFor(fileOf(value.decision), new Map(at.current).set(act, to))),
    [live, value.decision],
  );
  const onMove = useCallback(
    (act: number, to: Day) => {
      at.current = new Map(at.current).set(act, to);
      onAhead(act, to);
      setMoved(at.current);
    },
    [onAhead],
  );
  const impact = useQuery(asking("GET /api/v1/drafts/{id}/impact", { params: { id } }));
  const sheet = state?.sheet;
  const movesLater = useDeferredValue(moves);
  const isFixed = value.withdrawn !== null;
  const remedies = impact.data?.value.sheet.remedies as never;
  return (
    <div className="studio" ref={main}>
      <div className="studio-main" ref={ref}>
        <header className="studio-head">
          <h1>{value.title}</h1>
          {file.note !== undefined && <p>{file.note}</p>}
          <p>
            {t("draft.about", { id, revision })}{" "}
            <LiveLine knownOn={state?.knownOn} head={state?.head} isOpen={state?.isOpen ?? false} />
          </p>
          <DraftDeadlines handles={handles} knownOn={state?.knownOn} />
        </header>
        {isFixed && (
          <Alert color="gray" title={t("draft.withdrawn")}>
            {value.withdrawn?.why ?? ""}
          </Alert>
        )}
        {state?.problem !== undefined && <Refusal error={state.problem} />}
        {state?.isEnded === true && <Alert color="gray" title={t("draft.ended")} />}
        {sheet === undefined || live === undefined ? (
          state?.problem === undefined && <Loading lines={14} />
        ) : (
          <>
            <FigureCards live={live} />
            <AgreementsAxis
              live={live}
              handles={handles}
              days={moved}
              changed={sheet.agreements}
              knownOn={state?.knownOn}
              scale={scale}
              width={width}
              left={left}
              isFixed={isFixed}
              onMove={onMove}
              onAhead={onAhead}
            />
            <CoursesPicture
              live={live}
              courses={state?.courses ?? []}
              entitlements={sheet.entitlements}
              scale={scale}
              width={width}
              left={left}
            />
            <SchematicMap byInstitute={sheet.byInstitute} width={width} />
            <div className="studio-pair">
              <Experiments experiments={sheet.experiments} />
              <Money money={sheet.money} />
            </div>
            <PeoplePanel
              draft={id}
              moves={movesLater}
              byInstitute={sheet.byInstitute}
              entitlements={sheet.entitlements}
              institute={institute}
              onInstitute={setInstitute}
            />
          </>
        )}
      </div>
      <aside className="studio-side" aria-label={t("side.label")}>
        <DraftTools draft={draft} isMoved={moves.length > 0} movesNow={movesNow} onMoved={onMoved} />
        {sheet !== undefined && (
          <>
            <Clauses admissible={sheet.admissible} clauses={sheet.clauses} warnings={sheet.warnings} />
            <Institutes byInstitute={sheet.byInstitute} onInstitute={setInstitute} />
            <NotTouched notTouched={sheet.notTouched} />
            <Remedies remedies={remedies} isOfSaved={moves.length > 0} />
          </>
        )}
      </aside>
    </div>
  );
}

type LiveLineProperties = Pick<LiveState, "knownOn" | "head" | "isOpen">;

/** As far as which act what is shown goes, and whether it is what was asked for last. */
const LiveLine = memo(function LiveLine({ knownOn, head, isOpen }: LiveLineProperties) {
  const { t } = useTranslation("studio");
  if (knownOn === undefined || head === undefined) return null;
  return (
    <span className="live-state">
      {t("draft.known")} <DayText day={knownOn} />
      {". "}
      {t(isOpen ? "draft.head" : "draft.reconnecting", {
        position: head.position,
        hash: head.hash.slice(0, 8),
      })}
    </span>
  );
});
