/** Every split of a vote: so many in favour upwards, so many against to the right; what passes is filled, what fails is a dot. */
import type { PictureLabel } from "../../pieces/pictured.tsx";
import { type Run, type Split, singlesOf, splitAt } from "./split-runs.ts";

interface Properties {
  readonly label: PictureLabel;
  readonly runs: readonly Run[];
  readonly votes: number;
  readonly at: { readonly inFavour: number; readonly against: number };
  readonly words: {
    readonly inFavour: string;
    readonly against: string;
    readonly passes: string;
    readonly fails: string;
    readonly depends: string;
    readonly here: string;
  };
  readonly onChoose: (inFavour: number, against: number) => void;
}

const SIDE = 360;
const LEFT = 44;
const BELOW = 40;
/** Room for the frame of a vote in the uppermost row. */
const ABOVE = 4;
/** Of larger bodies single splits are too small to be told apart: whole runs are drawn. */
const MOST_SINGLE = 60;

export function SplitsPicture({ label, runs, votes, at, words, onChoose }: Properties) {
  const unit = SIDE / (votes + 1);
  const x = (against: number): number => LEFT + against * unit;
  const y = (inFavour: number): number => SIDE - (inFavour + 1) * unit;
  const step = Math.max(1, Math.ceil((votes + 1) / 12));
  const ticks = Array.from({ length: Math.floor(votes / step) + 1 }, (_, tick) => tick * step);
  const choose = (event: React.MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = (LEFT + SIDE) / box.width;
    const against = Math.floor(((event.clientX - box.left) * scale - LEFT) / unit);
    const inFavour = Math.ceil((SIDE - ((event.clientY - box.top) * scale - ABOVE)) / unit) - 1;
    if (splitAt(runs, inFavour, against) !== undefined) onChoose(inFavour, against);
  };
  return (
    <div className="splits">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the fields beside the picture are operated by keyboard */}
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: `label` has its role and its name */}
      <svg
        {...label}
        viewBox={`0 ${-ABOVE} ${LEFT + SIDE} ${ABOVE + SIDE + BELOW}`}
        className="splits-picture"
        onClick={choose}
      >
        {votes <= MOST_SINGLE
          ? singlesOf(runs).map(({ inFavour, against, split }) => (
              <Single
                key={`${inFavour} ${against}`}
                split={split}
                x={x(against)}
                y={y(inFavour)}
                unit={unit}
              />
            ))
          : runs.map((run) => (
              <rect
                key={`${run.inFavour} ${run.from}`}
                className={`splits-run split-${run.split}`}
                x={x(run.from)}
                y={y(run.inFavour)}
                width={(run.to - run.from + 1) * unit}
                height={unit + 0.3}
              />
            ))}
        {ticks.map((tick) => (
          <g key={tick} className="splits-tick">
            <text x={LEFT - 6} y={y(tick) + unit / 2} dy="0.35em" textAnchor="end">
              {tick}
            </text>
            <text x={x(tick) + unit / 2} y={SIDE + 13} textAnchor="middle">
              {tick}
            </text>
          </g>
        ))}
        <text className="splits-axis" x={LEFT + SIDE} y={SIDE + 32} textAnchor="end">
          {words.against} →
        </text>
        <text className="splits-axis" transform={`translate(12 ${SIDE / 2}) rotate(-90)`} textAnchor="middle">
          {words.inFavour} →
        </text>
        <rect
          className="splits-here"
          x={x(at.against) - 1.5}
          y={y(at.inFavour) - 1.5}
          width={Math.max(unit + 3, 8)}
          height={Math.max(unit + 3, 8)}
        />
      </svg>
      <ul className="splits-key">
        {(["passes", "fails", "depends"] as const)
          .filter((split) => runs.some((run) => run.split === split))
          .map((split) => (
            <li key={split}>
              <svg width="14" height="14" aria-hidden="true">
                <Single split={split} x={0} y={0} unit={14} />
              </svg>
              {words[split]}
            </li>
          ))}
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <rect className="splits-here" x="1.5" y="1.5" width="11" height="11" />
          </svg>
          {words.here}
        </li>
      </ul>
    </div>
  );
}

function Single({
  split,
  x,
  y,
  unit,
}: {
  readonly split: Split;
  readonly x: number;
  readonly y: number;
  readonly unit: number;
}) {
  const gap = unit * 0.1;
  const inner = { x: x + gap, y: y + gap, width: unit - 2 * gap, height: unit - 2 * gap };
  if (split === "passes") return <rect className="split-passes" {...inner} />;
  if (split === "fails")
    return <circle className="split-fails" cx={x + unit / 2} cy={y + unit / 2} r={unit * 0.14} />;
  return (
    <path
      className="split-depends"
      d={`M${inner.x} ${inner.y + inner.height}L${inner.x} ${inner.y}L${inner.x + inner.width} ${inner.y}Z`}
    />
  );
}
