/** The server's time, told by a device whose own clock may be wrong by hours. */
export interface ServerClock {
  /** Unix time in ms, as the server would say. */
  readonly nowMs: () => number;
  /** Whether an answer has corrected the clock yet. */
  readonly isCorrected: () => boolean;
  /** Learns from an answer's `Date` header and the device's times of asking and hearing. */
  readonly observe: (dateHeader: string | null, askedMs: number, heardMs: number) => void;
}

/**
 * @param localNowMs the device's clock.
 * @param guessMs the server's time as the page says it; a stored page may be old, so it only serves until an answer came.
 */
export function createServerClock(localNowMs: () => number, guessMs: number): ServerClock {
  let offsetMs = guessMs - localNowMs();
  let bestRoundTripMs = Number.POSITIVE_INFINITY;
  return {
    nowMs: () => localNowMs() + offsetMs,
    isCorrected: () => bestRoundTripMs < Number.POSITIVE_INFINITY,
    observe: (dateHeader, askedMs, heardMs) => {
      const serverMs = Date.parse(dateHeader ?? '');
      const roundTripMs = heardMs - askedMs;
      // The quickest answer is the surest; a negative trip means that the device's clock was set meanwhile.
      if (Number.isNaN(serverMs) || roundTripMs < 0 || roundTripMs >= bestRoundTripMs) return;
      bestRoundTripMs = roundTripMs;
      // The header counts whole seconds, cut off: half a second more is right on average.
      offsetMs = serverMs + 500 - (askedMs + roundTripMs / 2);
    },
  };
}
