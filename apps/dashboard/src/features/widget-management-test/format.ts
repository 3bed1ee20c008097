/** A time in the unit that reads best: 1.2 ms, 38 ms, 1.24 s. */
export function formatMs(ms: number): string {
  const { value, unit } = partsOfMs(ms);
  return `${value} ${unit}`;
}

/** The same in two parts, for a unit lighter than its value. */
export function partsOfMs(ms: number): { readonly value: string; readonly unit: 'ms' | 's' } {
  if (ms >= 999.5) return { value: (ms / 1000).toFixed(ms >= 9995 || ms % 1000 === 0 ? 0 : 2), unit: 's' };
  return { value: ms < 9.95 && ms % 1 !== 0 ? ms.toFixed(1) : ms.toFixed(0), unit: 'ms' };
}

/** A share of the beginning, signed: +2.1 %. */
export function formatGrowth(share: number): string {
  const percent = (share * 100).toFixed(share * 100 === Math.round(share * 100) ? 0 : 1);
  return `${share >= 0 ? '+' : ''}${percent} %`;
}
