import type { ChartPoint } from './LineChart.tsx';
import { lastKnown, linePath, type LineScale } from './line-path.ts';

export interface ChartLinesProps {
  points: readonly ChartPoint[];
  scale: LineScale;
  /** The point that is looked at. */
  at: number | null;
  isOpen: boolean;
  hasNames: boolean;
  format: (value: number) => string;
}

/** The period's line, solid, and the earlier one's, dashed; what is not over yet is pale. */
export function ChartLines({ points, scale, at, isOpen, hasNames, format }: ChartLinesProps) {
  const values = points.map(({ value }) => value);
  const compared = points.map((point) => point.compared?.value ?? null);
  const openFrom = isOpen ? (lastKnown(values)?.index ?? 0) : values.length;
  const over = values.map((value, index) => (index < openFrom ? value : null));
  const open = values.map((value, index) => (index >= openFrom - 1 ? value : null));
  return (
    <>
      <path
        d={linePath(compared, scale)}
        fill="none"
        strokeWidth="1.75"
        strokeDasharray="5 3.5"
        className="stroke-ink-3"
      />
      <path d={linePath(over, scale)} fill="none" strokeWidth="2" strokeLinejoin="round" className="stroke-chart-1" />
      <path d={linePath(open, scale)} fill="none" strokeWidth="2" opacity=".4" className="stroke-chart-1" />
      <LineEnds values={values} compared={compared} scale={scale} hasNames={hasNames} format={format} />
      {at !== null && <Dots value={values[at] ?? null} compared={compared[at] ?? null} x={scale.x(at)} y={scale.y} />}
    </>
  );
}

interface LineEndsProps extends Pick<ChartLinesProps, 'scale' | 'hasNames' | 'format'> {
  values: readonly (number | null)[];
  compared: readonly (number | null)[];
}

/** Half the height of a name, so that two never lie on each other. */
const namePx = 14;

function LineEnds({ values, compared, scale, hasNames, format }: LineEndsProps) {
  const last = lastKnown(values);
  const before = lastKnown(compared);
  const [lastY, beforeY] = [last ? scale.y(last.value) : 0, before ? scale.y(before.value) : 0];
  const isNear = last !== null && before !== null && Math.abs(lastY - beforeY) < namePx;
  const shift = isNear ? (namePx - Math.abs(lastY - beforeY)) / 2 : 0;
  const lastShift = lastY <= beforeY ? -shift : shift;
  return (
    <>
      {before && (
        <>
          <circle
            cx={scale.x(before.index)}
            cy={beforeY}
            r="3"
            strokeWidth="1.75"
            className="fill-surface stroke-ink-3"
          />
          {hasNames && (
            <text x={scale.x(before.index) + 9} y={beforeY + 4 - lastShift} className="fill-ink-2">
              Before {format(before.value)}
            </text>
          )}
        </>
      )}
      {last && (
        <>
          <circle cx={scale.x(last.index)} cy={lastY} r="3" className="fill-chart-1" />
          {hasNames && (
            <text x={scale.x(last.index) + 9} y={lastY + 4 + lastShift} className="fill-chart-1 font-semibold">
              This {format(last.value)}
            </text>
          )}
        </>
      )}
    </>
  );
}

interface DotsProps {
  value: number | null;
  compared: number | null;
  x: number;
  y: (value: number) => number;
}

function Dots({ value, compared, x, y }: DotsProps) {
  return (
    <>
      {compared !== null && (
        <circle cx={x} cy={y(compared)} r="3.5" strokeWidth="1.75" className="fill-surface stroke-ink-3" />
      )}
      {value !== null && <circle cx={x} cy={y(value)} r="4" strokeWidth="2" className="fill-chart-1 stroke-surface" />}
    </>
  );
}
