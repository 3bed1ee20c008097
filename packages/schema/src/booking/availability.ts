import { addDays, daysBetween, localTimeOf, minutesOf, weekdayOf } from '../calendar.ts';
import type { BookingConfig } from '../config/booking.ts';
import type { Sitting } from '../config/schedule.ts';
import type { AvailabilityDay, AvailabilitySitting, AvailabilitySlot } from './availability-answer.ts';
import { quarterMs, quartersOf, turnMinutesFor, type QuarterLoad } from './quarters.ts';

/** The restaurant's clock. Wall time becomes an instant in one place only, the server's Temporal. */
export interface RestaurantClock {
  /** The instant (Unix ms) of a wall time, `minutes` after midnight of `localDate`; `null` when clocks skip it. */
  instantOf(localDate: string, minutes: number): number | null;
  /** The wall clock's date and minutes after midnight at an instant. */
  localOf(instantMs: number): { readonly localDate: string; readonly minutes: number };
}

export interface AvailabilityQuestion {
  readonly config: Pick<BookingConfig, 'schedule' | 'rules' | 'capacity'>;
  readonly clock: RestaurantClock;
  readonly nowMs: number;
  readonly partySize: number;
  /** First local date and number of days asked for. */
  readonly from: string;
  readonly days: number;
  /** What is booked, by quarter hour (Unix ms); a missing quarter is empty. */
  readonly load: ReadonlyMap<number, QuarterLoad>;
}

/** Which times a party can book, day by day: hours, closures, notice, horizon, pacing and what is booked already. */
export function availability(question: AvailabilityQuestion): readonly AvailabilityDay[] {
  const today = question.clock.localOf(question.nowMs).localDate;
  return Array.from({ length: question.days }, (_, offset) => dayOf(question, addDays(question.from, offset), today));
}

function dayOf(question: AvailabilityQuestion, localDate: string, today: string): AvailabilityDay {
  const ahead = daysBetween(today, localDate);
  if (ahead < 0) return { localDate, status: 'past', sittings: [] };
  if (ahead > question.config.rules.horizonDays) return { localDate, status: 'too_far', sittings: [] };
  if (isClosed(question.config, localDate)) return { localDate, status: 'closed', sittings: [] };
  const sittings = sittingsOn(question.config, localDate);
  if (sittings.length === 0) return { localDate, status: 'closed', sittings: [] };
  const answers = sittings
    .map(([id, sitting]) => sittingAnswer(question, localDate, id, sitting))
    .filter((sitting) => sitting.slots.length > 0);
  if (answers.length === 0) {
    const isAhead = sittings.some(([, sitting]) => isLastArrivalAhead(question, localDate, sitting));
    return { localDate, status: isAhead ? 'too_soon' : 'past', sittings: [] };
  }
  const anyFree = answers.some((sitting) => sitting.slots.some((slot) => slot.isFree));
  return { localDate, status: anyFree ? 'open' : 'full', sittings: answers };
}

function isClosed(config: AvailabilityQuestion['config'], localDate: string): boolean {
  return Object.values(config.schedule.closures).some(
    (closure) => closure.from <= localDate && localDate <= closure.to,
  );
}

function sittingsOn(config: AvailabilityQuestion['config'], localDate: string): readonly [string, Sitting][] {
  const day = weekdayOf(localDate);
  return Object.entries(config.schedule.sittings)
    .filter(([, sitting]) => sitting.active && sitting.days.includes(day))
    .toSorted(([, one], [, other]) => one.from.localeCompare(other.from) || one.order - other.order);
}

function sittingAnswer(
  question: AvailabilityQuestion,
  localDate: string,
  id: string,
  sitting: Sitting,
): AvailabilitySitting {
  const { first, last } = arrivalsOf(sitting);
  const slots: AvailabilitySlot[] = [];
  for (let minutes = first; minutes <= last; minutes += question.config.schedule.slotMinutes) {
    const slot = slotAt(question, localDate, minutes);
    if (slot) slots.push(slot);
  }
  return { id, name: sitting.name, from: sitting.from, lastArrival: sitting.lastArrival, slots };
}

/** First and last arrival, in minutes after midnight of the sitting's day; the last may be past the next midnight. */
function arrivalsOf(sitting: Sitting): { readonly first: number; readonly last: number } {
  const first = minutesOf(sitting.from);
  const last = minutesOf(sitting.lastArrival);
  return { first, last: last < first ? last + 1440 : last };
}

/** Whether guests still arrive, though too soon to book it now. */
function isLastArrivalAhead({ clock, nowMs }: AvailabilityQuestion, localDate: string, sitting: Sitting): boolean {
  const lastMs = clock.instantOf(localDate, arrivalsOf(sitting).last);
  return lastMs !== null && lastMs >= nowMs;
}

/** `null` where the clocks skip the time, or it is too soon: such times are not offered, not even as full. */
function slotAt(question: AvailabilityQuestion, localDate: string, minutes: number): AvailabilitySlot | null {
  const startsAtMs = question.clock.instantOf(localDate, minutes);
  if (startsAtMs === null || startsAtMs < question.nowMs + question.config.rules.leadMinutes * 60_000) return null;
  return {
    localTime: localTimeOf(minutes),
    startsAt: new Date(startsAtMs).toISOString(),
    isFree: fits(question, startsAtMs),
  };
}

function fits({ config, partySize, load }: AvailabilityQuestion, startsAtMs: number): boolean {
  const { seats, pacingCovers, bufferMinutes, turnMinutes } = config.capacity;
  const arrivals = load.get(Math.floor(startsAtMs / quarterMs) * quarterMs)?.arrivals ?? 0;
  if (pacingCovers > 0 && arrivals + partySize > pacingCovers) return false;
  const seatedMinutes = turnMinutesFor(turnMinutes, partySize) + bufferMinutes;
  return quartersOf(startsAtMs, seatedMinutes).every(
    (quarter) => (load.get(quarter)?.covers ?? 0) + partySize <= seats,
  );
}
