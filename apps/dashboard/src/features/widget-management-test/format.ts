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

/** How far this device's clock is from the server's: `1.2 ms ahead`, `0.3 ms behind`. */
export function formatOffset(offsetMs: number): string {
  const size = Math.abs(offsetMs).toFixed(1);
  if (size === '0.0') return '0.0 ms off';
  return `${size} ms ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}
