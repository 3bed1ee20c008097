import { daysBetween } from '../calendar.ts';
import { appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/** Dates that no book reaches are refused before anything is computed or asked. */
export function checkReach(from: string, nowMs: number): Result<void> {
  const ahead = daysBetween(new Date(nowMs).toISOString().slice(0, 10), from);
  if (ahead >= -366 && ahead <= 800) return ok(undefined);
  return err(
    appError('invalid_input', 'This date is too far away.', { fields: { from: 'This date is too far away.' } }),
  );
}
