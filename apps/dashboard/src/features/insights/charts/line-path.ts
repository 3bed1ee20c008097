export interface LineScale {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

/** An SVG path through values; broken where one is not known. */
export function linePath(values: readonly (number | null)[], { x, y }: LineScale): string {
  let isDrawing = false;
  return values
    .map((value, index) => {
      const part = value === null ? '' : `${isDrawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      isDrawing = value !== null;
      return part;
    })
    .join('');
}

/** The last value that is known, and where. */
export function lastKnown(
  values: readonly (number | null)[],
): { readonly index: number; readonly value: number } | null {
  const index = values.findLastIndex((value) => value !== null);
  const value = values[index];
  return value === null || value === undefined ? null : { index, value };
}
