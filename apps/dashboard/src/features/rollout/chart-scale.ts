/** One moment of both sides; null where a side has nothing to say. */
export interface ComparedPoint {
  readonly atMs: number;
  readonly editor: number | null;
  readonly form: number | null;
}

/** A round number at or above what is shown, so that the axis reads easily: 4, 60, 120. Never 0. */
export function niceTop(most: number): number {
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.2, 2, 4, 6, 8, 10].find((each) => each * power >= most) ?? 10;
  return Number((step * power).toPrecision(2));
}

/** The line of one side; it is broken where the side has no value. */
export function pathOf(
  points: readonly ComparedPoint[],
  side: 'editor' | 'form',
  { x, y }: { readonly x: (atMs: number) => number; readonly y: (value: number) => number },
): string {
  let isDrawing = false;
  return points
    .map((point) => {
      const value = point[side];
      const command =
        value === null ? '' : `${isDrawing ? 'L' : 'M'}${x(point.atMs).toFixed(1)} ${y(value).toFixed(1)}`;
      isDrawing = value !== null;
      return command;
    })
    .join('');
}

/** The newest moment at which a side has a value. */
export function lastOf(
  points: readonly ComparedPoint[],
  side: 'editor' | 'form',
): { readonly atMs: number; readonly value: number } | null {
  const last = points.findLast((point) => point[side] !== null);
  const value = last?.[side];
  return last === undefined || value === null || value === undefined ? null : { atMs: last.atMs, value };
}
