import { useElementSize } from '@blunari/ui/use-element-size';
import { type PointerEvent, useState } from 'react';
import { axisUpTo, namedPoints, nameRoomPx } from './axis.ts';
import { ChartGrid } from './ChartGrid.tsx';
import { ChartLines } from './ChartLines.tsx';
import { ChartMarks, type ChartMark } from './ChartMarks.tsx';
import { lastKnown } from './line-path.ts';
import { PointCard } from './PointCard.tsx';

/** One point in time; its values are null where nothing is known. */
export interface ChartPoint {
  readonly id: string;
  /** On the axis: `18 Oct`. */
  readonly shortName: string;
  /** In full: `Fri 30 October`. */
  readonly name: string;
  readonly value: number | null;
  readonly compared?: { readonly name: string; readonly value: number | null };
}

export interface LineChartProps {
  /** What is shown, such as "Bookings". */
  label: string;
  points: readonly ChartPoint[];
  marks: readonly ChartMark[];
  /** Whether the last point is not over yet. */
  isOpen: boolean;
  /** Whether values are counted, so that nothing stands between two of them. */
  isWhole: boolean;
  format: (value: number) => string;
}

const heightPx = 236;
const plot = { topPx: 12, basePx: 208, startPx: 40 } as const;
/** Room at the end for the lines' names, where the chart is wide enough to have them. */
const endPx = { wide: 76, narrow: 8 } as const;
const wideFromPx = 520;

/**
 * Values over time from zero, beside those of an earlier period dashed; time runs from left to right in every language. A
 * pointer, or the arrow keys, look at one point.
 */
export function LineChart(props: LineChartProps) {
  const { label, points, marks, isOpen, isWhole, format } = props;
  const [ref, size] = useElementSize<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const width = size?.widthPx ?? 0;
  const isWide = width >= wideFromPx;
  const rightPx = Math.max(plot.startPx + 1, width - (isWide ? endPx.wide : endPx.narrow));
  const axis = axisUpTo(
    Math.max(0, ...points.flatMap(({ value, compared }) => [value ?? 0, compared?.value ?? 0])),
    isWhole,
  );
  const lengthPx = rightPx - plot.startPx;
  const scale = {
    x: (index: number) => plot.startPx + (points.length < 2 ? 0.5 : index / (points.length - 1)) * lengthPx,
    y: (value: number) => plot.basePx - (value / axis.top) * (plot.basePx - plot.topPx),
  };
  const lookAt = (event: PointerEvent<HTMLElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - plot.startPx;
    setAt(Math.min(points.length - 1, Math.max(0, Math.round((x / lengthPx) * (points.length - 1)))));
  };
  const point = at === null ? undefined : points[at];
  // Hours still to come are the last ones, and say nothing.
  const looked = at ?? lastKnown(points.map(({ value }) => value))?.index ?? Math.max(0, points.length - 1);
  return (
    <div
      ref={ref}
      dir="ltr"
      style={{ height: heightPx }}
      className="relative rounded-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-4 has-[:focus-visible]:outline-focus"
    >
      {width > 0 && (
        <svg
          aria-hidden
          width={width}
          height={heightPx}
          className="absolute inset-0 chart-colors overflow-visible text-11 font-medium tabular-nums"
        >
          <ChartGrid
            axis={axis}
            scale={scale}
            startPx={plot.startPx}
            endPx={rightPx}
            format={format}
            names={namedPoints(points.length, lengthPx / nameRoomPx(points.map(({ shortName }) => shortName))).map(
              (index) => ({
                index,
                name: points[index]?.shortName ?? '',
              }),
            )}
          />
          <ChartMarks marks={marks} scale={scale} topPx={plot.topPx} basePx={plot.basePx} />
          {at !== null && <path d={`M${scale.x(at)} ${plot.topPx}V${plot.basePx}`} className="stroke-line-strong" />}
          <ChartLines points={points} scale={scale} at={at} isOpen={isOpen} hasNames={isWide} format={format} />
        </svg>
      )}
      <input
        type="range"
        aria-label={`${label}, point by point`}
        aria-valuetext={pointWords(points[looked], format)}
        min={0}
        max={Math.max(0, points.length - 1)}
        value={looked}
        onChange={(event) => setAt(Number(event.currentTarget.value))}
        onFocus={(event) => setAt(Number(event.currentTarget.value))}
        onBlur={() => setAt(null)}
        onPointerMove={lookAt}
        onPointerDown={lookAt}
        onPointerLeave={() => setAt(null)}
        className="absolute inset-0 m-0 size-full cursor-crosshair touch-pan-y opacity-0"
      />
      {point && at !== null && (
        <PointCard label={label} point={point} atPx={scale.x(at)} widthPx={width} format={format} />
      )}
    </div>
  );
}

function pointWords(point: ChartPoint | undefined, format: (value: number) => string): string {
  if (!point) return '';
  const words = (value: number | null) => (value === null ? 'nothing known' : format(value));
  const beside = point.compared ? `; ${point.compared.name}: ${words(point.compared.value)}` : '';
  return `${point.name}: ${words(point.value)}${beside}`;
}
