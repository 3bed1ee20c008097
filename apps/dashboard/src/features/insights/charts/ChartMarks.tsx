import type { LineScale } from './line-path.ts';

/** Something that happened at a point, by which the list below the chart calls it. */
export interface ChartMark {
  readonly index: number;
  readonly letter: string;
}

export interface ChartMarksProps {
  marks: readonly ChartMark[];
  scale: LineScale;
  topPx: number;
  basePx: number;
}

/** Dotted lines with a letter on top: the words stand below the chart, where there is room for them. */
export function ChartMarks({ marks, scale, topPx, basePx }: ChartMarksProps) {
  return marks.map(({ index, letter }) => (
    <g key={`${index} ${letter}`}>
      <path d={`M${scale.x(index)} ${topPx + 4}V${basePx}`} strokeDasharray="2 3" className="stroke-ink-3" />
      <rect
        x={scale.x(index) - 8}
        y={topPx - 12}
        width="16"
        height="16"
        rx="3"
        className="fill-sunken stroke-line-strong"
      />
      <text x={scale.x(index)} y={topPx} textAnchor="middle" className="fill-ink-2">
        {letter}
      </text>
    </g>
  ));
}
