/** Covers and arrivals are counted per quarter hour: time zones have offsets of :30 and :45, never less than 15 minutes. */
export const quarterMs = 15 * 60_000;

/** What one quarter hour holds already. */
export interface QuarterLoad {
  /** Guests seated during the quarter hour. */
  readonly covers: number;
  /** Guests who arrive at its start. */
  readonly arrivals: number;
}

/** Starts (Unix ms) of every quarter hour a party touches that sits `minutes` from `startsAtMs`. */
export function quartersOf(startsAtMs: number, minutes: number): readonly number[] {
  const first = Math.floor(startsAtMs / quarterMs) * quarterMs;
  const count = Math.ceil((startsAtMs + minutes * 60_000 - first) / quarterMs);
  return Array.from({ length: count }, (_, index) => first + index * quarterMs);
}

/** Minutes a party sits: the entry with the largest starting size not above the party. */
export function turnMinutesFor(turnMinutes: Readonly<Record<string, number>>, partySize: number): number {
  const sizes = Object.keys(turnMinutes)
    .map(Number)
    .filter((size) => size <= partySize);
  return turnMinutes[String(Math.max(...sizes))] ?? 90;
}
