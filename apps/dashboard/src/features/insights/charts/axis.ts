/** Lines of an axis from 0 up: round numbers, the last one at or above what is shown. */
export interface Axis {
  readonly top: number;
  readonly lines: readonly number[];
}

/** Most lines above zero. */
const maxSteps = 4;

/** An axis for values up to `most`; of counts no line stands between two of them. */
export function axisUpTo(most: number, isWhole: boolean): Axis {
  const step = stepFor(Math.max(most, isWhole ? 1 : 0.1), isWhole);
  const count = Math.max(1, Math.ceil(most / step));
  return { top: tidy(step * count), lines: Array.from({ length: count + 1 }, (_, line) => tidy(line * step)) };
}

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that reaches `most` in few lines. */
function stepFor(most: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(most / maxSteps));
  const steps = [1, 2, 2.5, 5, 10].map((each) => tidy(each * power));
  const fitting = steps.find((step) => step * maxSteps >= most && (!isWhole || Number.isInteger(step)));
  return fitting ?? 1;
}

/** Without the crumbs of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** Of dates and times at 11 px, rounded up: `29 Nov 2025` is 61 px wide. */
const letterPx = 6;

/**
 * How far apart named points are at least, in px: the first name begins at its point while the others have it in their
 * middle, so it takes its own room and half of the next one's.
 */
export function nameRoomPx(names: readonly string[]): number {
  const longestPx = letterPx * Math.max(0, ...names.map(({ length }) => length));
  return Math.max(76, 1.5 * longestPx + 8);
}

/** Indexes of at most `max` points that an axis names, evenly apart, the last one among them. */
export function namedPoints(count: number, max: number): readonly number[] {
  if (count === 0) return [];
  const every = Math.max(1, Math.ceil(count / Math.max(1, max)));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => count - 1 - index * every).toReversed();
}
