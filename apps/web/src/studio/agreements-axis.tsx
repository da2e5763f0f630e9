/** The agreements that a draft is about, on the axis of days, with the handles by which their ends are dragged. */
import { type Day, day, formatDay } from "@comity/calendar";
import type { AgreementSheet } from "@comity/decision";
import { memo, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement } from "../api/generated/routes.ts";
import { useDayText } from "../pieces/day-text.tsx";
import { Pictured } from "../pieces/pictured.tsx";
import { AXIS_HEIGHT, TimeAxis } from "../pieces/time-axis.tsx";
import type { TimeScale } from "../pieces/time-scale.ts";
import { DateHandle, edgeOf } from "./date-handle.tsx";
import type { Handle } from "./draft-acts.ts";
import { linesOf } from "./lines.ts";
import type { LiveSheet } from "./live-sheet.ts";
import { widthsOf } from "./text-width.ts";
import { useAgreements } from "./use-agreements.ts";
import { put, useDrawn } from "./use-drawn.ts";

const ROW = 32;
const BAR = 16;
/** The pill of a handle stands above the months; where two are near each other, the second stands lower. */
const LANE = 26;
const NEAR = 116;
/** On narrow screens names stand above their bars, which makes room for them. */
const NAME_ROOM = 16;
/** Between a name and its bar, in pixels. */
const NAME_GAP = 12;
const NAME = widthsOf(13, 650);
const isNarrow = (left: number): boolean => left < 60;

interface Properties {
  readonly live: LiveSheet;
  readonly handles: readonly Handle[];
  /** Where each handle stands now, by its act. */
  readonly days: ReadonlyMap<number, Day>;
  readonly changed: readonly AgreementSheet[];
  readonly knownOn: string | undefined;
  readonly scale: TimeScale;
  readonly width: number;
  readonly left: number;
  readonly isFixed: boolean;
  readonly onMove: (act: number, day: Day) => void;
  /** Where the hand already is, before the page has heard of it. */
  readonly onAhead: (act: number, day: Day) => void;
}

interface Group {
  readonly key: string;
  readonly kind: string;
  readonly members: readonly AgreementSheet[];
}

/** What changes with an agreement, by kind. */
function groupsUnder(agreement: string, changed: readonly AgreementSheet[]): Group[] {
  const groups = new Map<string, AgreementSheet[]>();
  for (const each of changed)
    if (each.with === agreement) groups.set(each.kind, [...(groups.get(each.kind) ?? []), each]);
  return [...groups].map(([kind, members]) => ({ key: `${agreement} ${kind}`, kind, members }));
}

export function AgreementsAxis(properties: Properties) {
  const { live, handles, days, changed, knownOn, scale, width, left, isFixed, onMove, onAhead } = properties;
  const { t } = useTranslation("studio");
  const dayText = useDayText();
  const known = useAgreements(handles, knownOn);
  const pills = handles.length > 1 ? 2 * LANE : LANE;
  const places = handles.map(({ act, day: saved, isLastDay }) =>
    scale.x(edgeOf(days.get(act) ?? saved, isLastDay)),
  );
  const isNear = (place: number, row: number): boolean =>
    places.some((other, before) => before < row && Math.abs(other - place) < NEAR);
  const step = isNarrow(left) ? ROW + NAME_ROOM : ROW;
  // While the hand moves, only the edges do.
  const grouped = useMemo(
    () => handles.map((handle) => ({ handle, groups: groupsUnder(handle.agreement, changed) })),
    [handles, changed],
  );
  let at = 0;
  const rows = grouped.map(({ handle, groups }) => {
    const row = { handle, groups, top: pills + AXIS_HEIGHT + at * step };
    at += 1 + groups.length;
    return row;
  });
  const height = pills + AXIS_HEIGHT + at * step + 6;
  const titleOf = (id: string): string => known.get(id)?.title ?? id;
  const says = handles
    .map(({ agreement, act, sort, day: saved }) =>
      t(`axis.says.${sort}`, {
        agreement: titleOf(agreement),
        day: dayText(formatDay(days.get(act) ?? saved)),
      }),
    )
    .join(" ");
  return (
    <Pictured
      title={t("axis.title")}
      says={says}
      className="studio-axis"
      beside={<span className="hint">{t(isFixed ? "axis.fixed" : "axis.hint")}</span>}
      table={() => ({
        columns: [
          { title: t("axis.agreement") },
          { title: t("axis.kind") },
          { title: t("axis.change") },
          { title: t("axis.lastDay") },
          { title: t("axis.day") },
        ],
        rows: changed.map(({ id, title, kind, change, lastDay, day: first }) => [
          `${title} (${id})`,
          kind,
          t(`axis.changes.${change}`),
          lastDay === undefined ? "" : dayText(lastDay),
          dayText(first),
        ]),
      })}
    >
      {(label) => (
        <div className="axis-ground" style={{ height }}>
          <svg width={width} height={height} role={label.role} aria-label={label["aria-label"]}>
            <g transform={`translate(0 ${pills})`}>
              <TimeAxis scale={scale} height={height - pills} />
            </g>
            {rows.map(({ handle, groups, top }) => (
              <AgreementRows
                key={handle.act}
                live={live}
                handle={handle}
                on={days.get(handle.act) ?? handle.day}
                agreement={known.get(handle.agreement)}
                groups={groups}
                top={top}
                scale={scale}
                left={left}
              />
            ))}
          </svg>
          {rows.map(({ handle, top }, row) => (
            <DateHandle
              key={handle.act}
              label={t(`axis.handle.${handle.sort}`, { agreement: titleOf(handle.agreement) })}
              day={days.get(handle.act) ?? handle.day}
              isLastDay={handle.isLastDay}
              scale={scale}
              top={isNear(places[row] ?? 0, row) ? LANE : 0}
              height={top + step - (isNear(places[row] ?? 0, row) ? LANE : 0)}
              isFixed={isFixed}
              onMove={(to) => onMove(handle.act, to)}
              onAhead={(to) => onAhead(handle.act, to)}
            />
          ))}
        </div>
      )}
    </Pictured>
  );
}

interface RowProperties {
  readonly live: LiveSheet;
  readonly handle: Handle;
  readonly on: Day;
  readonly agreement: Agreement | undefined;
  readonly groups: readonly Group[];
  readonly top: number;
  readonly scale: TimeScale;
  readonly left: number;
}

const AgreementRows = memo(function AgreementRows(row: RowProperties) {
  const { live, handle, on, agreement, groups, top, scale, left } = row;
  const { t } = useTranslation("studio");
  const dayText = useDayText();
  const edge = scale.x(edgeOf(on, handle.isLastDay));
  const [first, last] = spanOf(agreement, scale);
  const notice = agreement?.deadline?.lastDayForNotice ?? undefined;
  const noticeX = notice === undefined ? undefined : scale.x(day(notice));
  const isShort = isNarrow(left);
  const room = isShort ? NAME_ROOM : 0;
  return (
    <g transform={`translate(0 ${top})`}>
      <RowName
        title={agreement?.title ?? handle.agreement}
        isShort={isShort}
        most={isShort ? scale.right : left - NAME_GAP}
      />
      <g transform={`translate(0 ${room})`}>
        <rect className="stands-soft" x={first} width={Math.max(0, last - first)} y={4} height={BAR} rx={2} />
        <rect className="takes" x={first} width={Math.max(0, edge - first)} y={4} height={BAR} rx={2} />
        {noticeX !== undefined && noticeX > scale.left && noticeX < scale.right && (
          <path className="notice-mark" d={`M${noticeX} ${BAR + 6}l4 6h-8z`}>
            <title>{t("axis.notice", { day: dayText(notice ?? "") })}</title>
          </path>
        )}
        <text className="bar-word" x={edge + 8} y={BAR / 2 + 8}>
          {t(`axis.word.${handle.sort}`)}
        </text>
      </g>
      <GroupRows
        live={live}
        agreement={handle.agreement}
        groups={groups}
        first={first}
        last={last}
        room={room}
        scale={scale}
      />
    </g>
  );
});

interface GroupProperties {
  readonly live: LiveSheet;
  readonly agreement: string;
  readonly groups: readonly Group[];
  /** From where to where the agreement's own bar reaches as things stand. */
  readonly first: number;
  readonly last: number;
  /** For names above their bars. */
  readonly room: number;
  readonly scale: TimeScale;
}

/** What ends, or changes, with an agreement, by kind. Until when it stays is drawn at once, as the sheet comes. */
const GroupRows = memo(function GroupRows(row: GroupProperties) {
  const { live, agreement, groups, first, last, room, scale } = row;
  const { t } = useTranslation("studio");
  const ground = useRef<SVGGElement>(null);
  const saidOf = ({ kind, members }: Group): string => `${kind} ${members.length} ${members[0]?.change}`;
  useDrawn(live, ({ sheet }) => {
    const drawn = groupsUnder(agreement, sheet.agreements);
    // Other words or rows need another picture.
    if (drawn.map(saidOf).join() !== groups.map(saidOf).join()) return undefined;
    return () => {
      for (const [at, { members }] of drawn.entries()) {
        const from = members[0] === undefined ? scale.right : scale.x(day(members[0].day));
        const [bar, word] = ground.current?.children[at]?.querySelectorAll("[data-drawn]") ?? [];
        put(bar, "width", Math.max(0, from - first));
        put(word, "x", from + 8);
      }
    };
  });
  return (
    <g ref={ground}>
      {groups.map(({ key, kind, members }, at) => (
        <g key={key} transform={`translate(0 ${(at + 1) * (ROW + room)})`}>
          <text className="row-name" x={room > 0 ? 0 : 14} y={room > 0 ? NAME_ROOM - 1 : BAR / 2 + 8}>
            {t("axis.group", { kind, count: members.length })}
          </text>
          <g transform={`translate(0 ${room})`}>
            <rect
              className="stands-soft"
              x={first}
              width={Math.max(0, last - first)}
              y={4}
              height={BAR}
              rx={2}
            />
            <rect className="takes-soft" x={first} y={4} height={BAR} rx={2} data-drawn="bar" />
            <text className="bar-word" y={BAR / 2 + 8} data-drawn="word">
              {t(`axis.with.${members[0]?.change ?? "ends"}`)}
            </text>
          </g>
        </g>
      ))}
    </g>
  );
});

/** From when until when it is in force as things stand, on the line. */
function spanOf(agreement: Agreement | undefined, scale: TimeScale): [number, number] {
  const stretches = agreement?.inForce ?? [];
  const first = stretches[0]?.firstDay ?? undefined;
  const last = stretches.at(-1)?.lastDay ?? undefined;
  return [
    first === undefined ? scale.left : scale.x(day(first)),
    last === undefined ? scale.right : scale.x((day(last) + 1) as Day),
  ];
}

interface NameProperties {
  readonly title: string;
  readonly isShort: boolean;
  /** How wide it may be, in pixels. */
  readonly most: number;
}

/** The title of an agreement left of its bar, in two lines where one is too short; on narrow screens above it. */
function RowName({ title, isShort, most }: NameProperties) {
  const lines = linesOf(title, most, NAME, isShort ? 1 : 2);
  return (
    <text className="row-name strong" y={isShort ? NAME_ROOM - 1 : lines.length > 1 ? 8 : BAR / 2 + 8}>
      <title>{title}</title>
      {lines.map((line, at) => (
        <tspan key={line} x={0} dy={at === 0 ? 0 : 15}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
