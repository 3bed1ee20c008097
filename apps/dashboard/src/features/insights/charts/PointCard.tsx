import type { ReactNode } from 'react';
import type { ChartPoint } from './LineChart.tsx';

export interface PointCardProps {
  label: string;
  point: ChartPoint;
  atPx: number;
  widthPx: number;
  format: (value: number) => string;
}

const cardPx = 168;

/** What a point holds, beside it. Assistive technology hears the same from the control that moved there. */
export function PointCard({ label, point, atPx, widthPx, format }: PointCardProps) {
  const isEnd = atPx + 12 + cardPx > widthPx;
  const startPx = Math.max(0, isEnd ? atPx - 12 - cardPx : atPx + 12);
  const words = (value: number | null) => (value === null ? '–' : format(value));
  return (
    <div
      aria-hidden
      style={{ left: startPx, width: cardPx }}
      className="pointer-events-none absolute -top-1.5 rounded-md bg-raised px-2.5 py-1.5 text-12 leading-4.5 tabular-nums shadow-2 ring ring-line edge"
    >
      <div className="mb-0.5 font-medium">{point.name}</div>
      <Line mark={<i className="h-0.5 w-3 bg-chart-1" />} name={label} value={words(point.value)} />
      {point.compared && (
        <Line
          mark={<i className="w-3 border-0 border-t-2 border-dashed border-ink-3" />}
          name={point.compared.name}
          value={words(point.compared.value)}
        />
      )}
    </div>
  );
}

function Line({ mark, name, value }: { mark: ReactNode; name: string; value: string }) {
  return (
    <div className="flex items-center gap-1.5">
      {mark}
      <span className="min-w-0 flex-1 truncate text-ink-2">{name}</span>
      <strong className="font-medium">{value}</strong>
    </div>
  );
}
