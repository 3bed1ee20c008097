import { addDays, daysBetween, localTimeOf, minutesOf, weekdayOf } from '@blunari/schema/calendar';
import type { PublicCateringConfig } from '@blunari/schema/config';
import type { DayStatus } from '../parts/DayCell.tsx';

type EventRules = PublicCateringConfig['event'];

/** Whether a day can be asked for: notice, horizon and the weekdays on which the kitchen delivers. */
export function eventDayStatus(localDate: string, today: string, event: EventRules): DayStatus {
  const ahead = daysBetween(today, localDate);
  if (ahead < event.leadDays || ahead > event.horizonDays) return 'off';
  return event.days.includes(weekdayOf(localDate)) ? 'open' : 'closed';
}

export function lastEventDate(today: string, event: EventRules): string {
  return addDays(today, event.horizonDays);
}

/** Every start that can be asked for, first to last. */
export function eventTimes({ from, to, stepMinutes }: EventRules): readonly string[] {
  const count = Math.floor((minutesOf(to) - minutesOf(from)) / stepMinutes) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => localTimeOf(minutesOf(from) + index * stepMinutes));
}

/** Noon where it is offered, as most ask for it; else the first time. */
export function suggestedTime(event: EventRules): string {
  const times = eventTimes(event);
  return times.find((time) => time === '12:00') ?? times[0] ?? event.from;
}

/** A number of guests was typed, and not just nothing or a word: beyond the limits it can still be asked for by phone. */
export const isOtherCount = (typed: string): boolean => isCount(typed) && Number(typed) > 0;

const isCount = (typed: string): boolean => /^\d{1,5}$/.test(typed.trim());

/** Guests as typed, if they are a whole number within the limits. */
export function guestsFrom(typed: string, { min, max }: PublicCateringConfig['guests']): number | null {
  if (!isCount(typed)) return null;
  const guests = Number(typed.trim());
  return guests >= min && guests <= max ? guests : null;
}
