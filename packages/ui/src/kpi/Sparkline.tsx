const WIDTH = 84;
const HEIGHT = 32;

/** Decoration beside a figure: no axis, may start above zero, hidden where it would crowd the number. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const points = sparkPoints(values);
  const last = points.at(-1);
  return (
    <svg
      aria-hidden
      width={WIDTH}
      height={HEIGHT}
      className="absolute end-4 top-10 overflow-visible rtl:-scale-x-100 max-lg:hidden"
    >
      <polyline
        points={points.map(([x, y]) => `${x},${y}`).join(' ')}
        className="fill-none stroke-chart-1"
        strokeWidth="1.75"
        strokeLinejoin="round"
      />
      {last !== undefined && <circle cx={last[0]} cy={last[1]} r="2.5" className="fill-chart-1" />}
    </svg>
  );
}

function sparkPoints(values: readonly number[]): (readonly [number, number])[] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  return values.map((value, index) => [
    round((index / (values.length - 1)) * WIDTH),
    round(HEIGHT - 3 - ((value - low) / span) * (HEIGHT - 6)),
  ]);
}

const round = (px: number) => Math.round(px * 10) / 10;
