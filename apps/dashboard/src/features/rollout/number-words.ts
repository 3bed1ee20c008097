const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `2.9 %`; a dash where there was nothing to measure. */
export const percentWords = (percent: number | null | undefined): string =>
  percent === null || percent === undefined ? '–' : `${tenths.format(percent)} %`;

/** `71 ms`; a dash where there was nothing to measure. */
export const msWords = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? '–' : `${whole.format(ms)} ms`;

/** `0.6 s`; a dash where there was nothing to measure. */
export const secondsWords = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? '–' : `${tenths.format(ms / 1000)} s`;

/** `2.1`; a dash where there was nothing to measure. */
export const tenthsWords = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : tenths.format(value);

/** `71`; a dash where there was nothing to measure. */
export const wholeWords = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : whole.format(value);
