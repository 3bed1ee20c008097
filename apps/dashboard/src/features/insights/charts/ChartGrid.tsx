import type { Axis } from './axis.ts';
import type { LineScale } from './line-path.ts';

export interface ChartGridProps {
  axis: Axis;
  scale: LineScale;
  startPx: number;
  endPx: number;
  format: (value: number) => string;
  names: readonly { readonly index: number; readonly name: string }[];
}

/** Hairlines with their values, and the names of points in time below them. */
export function ChartGrid({ axis, scale, startPx, endPx, format, names }: ChartGridProps) {
  return (
    <>
      {axis.lines.map((value) => (
        <g key={value}>
          <path
            d={`M${startPx} ${scale.y(value)}H${endPx}`}
            className={value === 0 ? 'stroke-line-strong' : 'stroke-chart-grid'}
          />
          <text x={startPx - 8} y={scale.y(value) + 4} textAnchor="end" className="fill-ink-3">
            {format(value)}
          </text>
        </g>
      ))}
      {names.map(({ index, name }) => (
        <text
          key={index}
          // The first name may not reach over the values, nor the last one over the edge.
          x={Math.min(scale.x(index), endPx + 4)}
          y={scale.y(0) + 18}
          textAnchor={scale.x(index) - startPx < 20 ? 'start' : endPx - scale.x(index) < 20 ? 'end' : 'middle'}
          className="fill-ink-3"
        >
          {name}
        </text>
      ))}
    </>
  );
}
