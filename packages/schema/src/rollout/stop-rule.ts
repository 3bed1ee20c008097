import { z } from 'zod';

/** When a batch is stopped by itself: it did worse than the other side in several windows running. */
export const stopRuleSchema = z.strictObject({
  /** Length of a window; windows begin at multiples of it since 1970. */
  windowMinutes: z.number().int().min(1).max(60),
  /** Saves that each side needs in a window; with less it is not judged, and neither speaks for the batch nor against it. */
  minSaves: z.number().int().min(1).max(100_000),
  /** Failed saves are too many above this multiple of the other side's share and, at once, this many points more. */
  errorFactor: z.number().min(1).max(100),
  errorPoints: z.number().min(0).max(100),
  /** A p95 is too slow above this multiple of the other side's. */
  p95Factor: z.number().min(1).max(100),
  /** Judged windows running that must be bad. */
  windowsRunning: z.number().int().min(1).max(12),
  /** What happens then: the batch stays where it is and nobody else is moved, or its restaurants are moved back too. */
  action: z.enum(['pause', 'move-back']),
});

export type StopRule = z.infer<typeof stopRuleSchema>;

export const defaultStopRule = {
  windowMinutes: 10,
  minSaves: 200,
  errorFactor: 2,
  errorPoints: 1,
  p95Factor: 1.5,
  windowsRunning: 2,
  action: 'pause',
} as const satisfies StopRule;
