import { addDays } from '../calendar.ts';
import { appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { Book } from './answer-availability.ts';
import { availability } from './availability.ts';

/** A guest fills in a form while notice runs out; the database allows a moment too, and is what decides. */
const graceMs = 5 * 60_000;

/**
 * Whether the restaurant's hours offer this instant at all. What is booked is left to the database, which decides it
 * under lock; a repeat of a booking that took the last table must pass here. A repeat that hours refuse by now is the
 * caller's to look up.
 */
export function checkOffered(book: Book, partySize: number, startsAtMs: number, nowMs: number): Result<void> {
  const { clock } = book;
  const { localDate } = clock.localOf(startsAtMs);
  const days = availability({
    config: book.config,
    clock,
    nowMs: nowMs - graceMs,
    partySize,
    // A sitting that passes midnight belongs to the day on which it began.
    from: addDays(localDate, -1),
    days: 2,
    load: new Map(),
  });
  const startsAt = new Date(startsAtMs).toISOString();
  const slots = days.flatMap((day) => day.sittings.flatMap((sitting) => sitting.slots));
  if (slots.some((slot) => slot.startsAt === startsAt)) return ok(undefined);
  return err(appError('outside_rules', 'This time cannot be booked. Please pick another one.'));
}
