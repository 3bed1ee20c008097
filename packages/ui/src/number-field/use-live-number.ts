import type { FormEvent } from 'react';

interface Limits {
  minValue?: number;
  maxValue?: number;
  step?: number;
  onChange?: (value: number) => void;
}

/**
 * React Aria commits a number when its field is left. A preview that follows the typing needs it earlier, so plain whole
 * numbers that already satisfy the limits are reported at each keystroke. Anything else waits for the commit.
 */
export function useLiveNumber({ onChange, ...limits }: Limits): (typed: FormEvent<HTMLInputElement>) => void {
  return (typed) => {
    const value = liveNumber(typed.currentTarget.value, limits);
    if (value !== undefined) onChange?.(value);
  };
}

/** The number in `text` when it can stand as it is: canonical digits, inside the limits, on a step. */
export function liveNumber(
  text: string,
  { minValue, maxValue, step = 1 }: Omit<Limits, 'onChange'>,
): number | undefined {
  const value = Number(text);
  if (String(value) !== text || !Number.isSafeInteger(value)) return undefined;
  if (minValue !== undefined && value < minValue) return undefined;
  if (maxValue !== undefined && value > maxValue) return undefined;
  return (value - (minValue ?? 0)) % step === 0 ? value : undefined;
}
