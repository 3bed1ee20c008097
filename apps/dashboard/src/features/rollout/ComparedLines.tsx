import { useElementSize } from '@blunari/ui/use-element-size';
import { formatTime } from '../../shared/time/local-time.ts';
import { type ComparedPoint, lastOf, niceTop, pathOf } from './chart-scale.ts';
import { ComparedTable } from './ComparedTable.tsx';

export interface ComparedLinesProps {
  /** Says in one sentence what is compared. */
  label: string;
  points: readonly ComparedPoint[];
  /** Where a batch was begun. */
  mark: { readonly atMs: number; readonly label: string } | null;
  /** The time that stopped a batch. */
  band: { readonly fromMs: number; readonly toMs: number } | null;
  /** A value as the line's end says it. */
  format: (value: number) => string;
  timeZone: string;
}

const heightPx = 132;
const topPx = 10;
const basePx = 110;
/** Room for the axis, and for the names at the lines' ends. */
const startPx = 30;
const endPx = 66;

/** New editor solid beside earlier form dashed, from zero; the same numbers are a table for whoever does not see the lines. */
export function ComparedLines({ label, points, mark, band, format, timeZone }: ComparedLinesProps) {
  const [ref, size] = useElementSize<HTMLDivElement>();
  const top = niceTop(Math.max(...points.flatMap(({ editor, form }) => [editor ?? 0, form ?? 0])));
  const fromMs = points[0]?.atMs ?? 0;
  const lengthMs = Math.max(1, (points.at(-1)?.atMs ?? 0) - fromMs);
  const rightPx = Math.max(startPx + 1, (size?.widthPx ?? 0) - endPx);
  const scale = {
    x: (atMs: number) => startPx + Math.min(1, Math.max(0, (atMs - fromMs) / lengthMs)) * (rightPx - startPx),
    y: (value: number) => basePx - (value / top) * (basePx - topPx),
  };
  const times = [0, 1, 2, 3].flatMap((third) => points[Math.round(((points.length - 1) * third) / 3)]?.atMs ?? []);
  return (
    <div ref={ref} dir="ltr" style={{ height: heightPx }} className="relative">
      <ComparedTable caption={label} points={points} format={format} timeZone={timeZone} />
      {size !== undefined && size !== null && (
        <svg
          aria-hidden
          width={size.widthPx}
          height={heightPx}
          className="absolute inset-0 chart-colors overflow-visible text-11 font-medium tabular-nums"
        >
          {band && (
            <rect
              x={scale.x(band.fromMs)}
              y={topPx}
              width={Math.max(2, scale.x(band.toMs) - scale.x(band.fromMs))}
              height={basePx - topPx}
              className="fill-negative-soft"
            />
          )}
          {[0, top / 2, top].map((value) => (
            <g key={value}>
              <path
                d={`M${startPx} ${scale.y(value)}H${rightPx}`}
                className={value === 0 ? 'stroke-line-strong' : 'stroke-chart-grid'}
              />
              <text x={startPx - 8} y={scale.y(value) + 4} textAnchor="end" className="fill-ink-3">
                {axisFormat.format(value)}
              </text>
            </g>
          ))}
          <path
            d={pathOf(points, 'form', scale)}
            fill="none"
            strokeWidth="1.75"
            strokeDasharray="5 3"
            className="stroke-chart-2"
          />
          <path
            d={pathOf(points, 'editor', scale)}
            fill="none"
            strokeWidth="2"
            strokeLinejoin="round"
            className="stroke-chart-1"
          />
          {mark && mark.atMs >= fromMs && (
            <>
              <path d={`M${scale.x(mark.atMs)} ${topPx}V${basePx}`} strokeDasharray="2 2" className="stroke-ink-3" />
              <text
                x={scale.x(mark.atMs) + (scale.x(mark.atMs) > 90 ? -5 : 5)}
                y={topPx + 4}
                textAnchor={scale.x(mark.atMs) > 90 ? 'end' : 'start'}
                // A line may run behind the words.
                paintOrder="stroke"
                strokeWidth="3"
                className="fill-ink-3 stroke-surface"
              >
                {mark.label}
              </text>
            </>
          )}
          <LineEnds points={points} scale={scale} format={format} />
          {times.map((atMs, index) => (
            <text
              key={atMs}
              x={scale.x(atMs)}
              y={basePx + 16}
              textAnchor={index === 0 ? 'start' : 'middle'}
              className="fill-ink-3"
            >
              {formatTime(atMs, timeZone)}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

interface LineEndsProps extends Pick<ComparedLinesProps, 'points' | 'format'> {
  scale: { x: (atMs: number) => number; y: (value: number) => number };
}

/** Names at the lines' ends, never on top of each other. */
function LineEnds({ points, scale, format }: LineEndsProps) {
  const editor = lastOf(points, 'editor');
  const form = lastOf(points, 'form');
  const editorY = editor ? scale.y(editor.value) : 0;
  const formY = form ? scale.y(form.value) : 0;
  const isNear = editor !== null && form !== null && Math.abs(editorY - formY) < 14;
  const shift = isNear ? (14 - Math.abs(editorY - formY)) / 2 : 0;
  const isEditorAbove = editorY <= formY;
  // Near zero both would stand on the times below the axis.
  const lift = Math.max(0, Math.max(editorY, formY) + shift - basePx);
  return (
    <>
      {form && (
        <>
          <circle cx={scale.x(form.atMs)} cy={formY} r="2.5" className="fill-chart-2" />
          <text
            x={scale.x(form.atMs) + 9}
            y={formY + 4 - lift + (isEditorAbove ? shift : -shift)}
            className="fill-ink-2"
          >
            Earlier {format(form.value)}
          </text>
        </>
      )}
      {editor && (
        <>
          <circle cx={scale.x(editor.atMs)} cy={editorY} r="3" className="fill-chart-1" />
          <text
            x={scale.x(editor.atMs) + 9}
            y={editorY + 4 - lift + (isEditorAbove ? -shift : shift)}
            className="fill-chart-1 font-semibold"
          >
            New {format(editor.value)}
          </text>
        </>
      )}
    </>
  );
}

const axisFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
