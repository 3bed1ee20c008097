import { useId } from 'react';
import { useElementSize } from '../element-size/use-element-size.ts';
import { BarChartTable } from './BarChartTable.tsx';
import { barX, type Bar, valueY } from './bar-scale.ts';

export type { Bar } from './bar-scale.ts';

export interface BarChartProps {
  /** Says in one sentence what the bars show. */
  label: string;
  bars: readonly Bar[];
  /** A dashed line: what is full. Bars that reach it are hatched. */
  limit?: { value: number; label: string };
  /** Where "now" stands, in bars from the start; bars before it are pale. */
  now?: { at: number; label: string };
  /** Every how many bars the axis names one. */
  labelEvery?: number;
  heightPx?: number;
  /** Heads of the table that assistive technology reads. */
  columns: { bar: string; value: string };
}

/**
 * Counts side by side, from zero; time runs from left to right in every language. The same numbers are a table for whoever
 * does not see the bars.
 */
export function BarChart(props: BarChartProps) {
  const { label, bars, limit, now, labelEvery = 8, heightPx = 144, columns } = props;
  const [ref, size] = useElementSize<HTMLDivElement>();
  const hatchId = useId();
  const width = size?.widthPx ?? 0;
  const most = Math.max(limit?.value ?? 0, ...bars.map((bar) => bar.value), 1);
  const y = (value: number) => valueY(value, most, heightPx);
  const x = (index: number) => barX(index, bars.length, width);
  // The words of the limit and of now stand at opposite ends, so that they never meet.
  const isLate = now !== undefined && now.at > bars.length / 2;
  const barWidth = Math.max(1, x(1) - x(0) - 2);
  return (
    <div ref={ref} dir="ltr" style={{ height: heightPx }} className="relative">
      <BarChartTable caption={label} bars={bars} columns={columns} />
      {width > 0 && (
        <svg
          aria-hidden
          width={width}
          height={heightPx}
          className="absolute inset-0 chart-colors overflow-visible text-11 font-medium tabular-nums"
        >
          <pattern id={hatchId} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" className="fill-chart-1" />
            <rect width="1.6" height="5" className="fill-surface" opacity=".75" />
          </pattern>
          {bars.map((bar, index) => (
            <rect
              key={bar.id}
              x={x(index) + 1}
              y={y(bar.value)}
              width={barWidth}
              height={y(0) - y(bar.value)}
              rx="1.5"
              fill={limit !== undefined && bar.value >= limit.value ? `url(#${hatchId})` : 'var(--chart-1)'}
              opacity={now !== undefined && index + 1 <= now.at ? 0.38 : 1}
            />
          ))}
          <path d={`M0 ${y(0) + 0.5}H${width}`} className="stroke-chart-base" />
          {limit !== undefined && (
            <>
              <path d={`M0 ${y(limit.value)}H${width}`} strokeDasharray="4 3" className="stroke-ink-2" />
              <text
                x={isLate ? 0 : width}
                y={y(limit.value) - 6}
                textAnchor={isLate ? 'start' : 'end'}
                className="fill-ink-2"
              >
                {limit.label}
              </text>
            </>
          )}
          {now !== undefined && (
            <>
              <path d={`M${x(now.at)} ${y(most) - 16}V${y(0)}`} strokeWidth="2" className="stroke-negative-dot" />
              <text
                x={x(now.at) + (isLate ? -6 : 6)}
                y={y(most) - 6}
                textAnchor={isLate ? 'end' : 'start'}
                className="fill-negative font-semibold"
              >
                {now.label}
              </text>
            </>
          )}
          {bars.map((bar, index) =>
            index % labelEvery === 0 ? (
              <text
                key={bar.id}
                x={x(index) + 1}
                y={heightPx - 3}
                textAnchor={index === 0 ? 'start' : 'middle'}
                className="fill-ink-3"
              >
                {bar.label}
              </text>
            ) : null,
          )}
        </svg>
      )}
    </div>
  );
}
