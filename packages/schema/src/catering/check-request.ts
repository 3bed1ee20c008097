import type { RestaurantClock } from '../booking/availability.ts';
import { daysBetween, minutesOf, weekdayOf } from '../calendar.ts';
import type { Place } from '../config/place.ts';
import type { PublicCateringConfig } from '../config/public-config.ts';
import { appError } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import { estimate, type Estimate } from './estimate.ts';
import type { CreateRequest } from './request.ts';

export interface CheckedRequest {
  readonly eventAt: Date;
  readonly estimate: Estimate;
}

type Question = Pick<CreateRequest, 'localDate' | 'localTime' | 'guests' | 'packageId' | 'locale'>;

/** Holds a request against the caterer's rules; computes the estimate anew and makes the wall time an instant. */
export function checkRequest(
  config: PublicCateringConfig,
  { clock, currency }: Pick<Place, 'currency'> & { readonly clock: RestaurantClock },
  request: Question,
  nowMs: number,
): Result<CheckedRequest> {
  const refusal =
    dateRefusal(config.event, request.localDate, clock.localOf(nowMs).localDate) ??
    timeRefusal(config.event, request.localTime) ??
    guestsRefusal(config.guests, request.guests);
  if (refusal !== null) return refuse(refusal);
  const eventAtMs = clock.instantOf(request.localDate, minutesOf(request.localTime));
  if (eventAtMs === null) return refuse('Clocks change at that time. Please pick another one.');
  const chosen = Object.hasOwn(config.menu.packages, request.packageId)
    ? config.menu.packages[request.packageId]
    : undefined;
  if (!chosen?.active) return refuse('This package is not on offer any more. Please choose another one.');
  if (chosen.unit === 'person' && request.guests < chosen.min) {
    return refuse(`This package is for ${chosen.min} guests or more.`);
  }
  const priced = estimate(chosen, request.guests, config.price);
  if (priced.belowMinimumMinor > 0) {
    const least = formatMoney(config.price.minimumMinor, currency, request.locale);
    return refuse(`The smallest order is ${least}. Please choose another package.`);
  }
  return ok({ eventAt: new Date(eventAtMs), estimate: priced });
}

function refuse(message: string): Result<never> {
  return err(appError('outside_rules', message));
}

function dateRefusal(event: PublicCateringConfig['event'], localDate: string, today: string): string | null {
  const ahead = daysBetween(today, localDate);
  if (ahead < event.leadDays) return `We need ${event.leadDays} days. Please pick a later date.`;
  if (ahead > event.horizonDays) return 'This date is too far away. Please pick an earlier one.';
  if (!event.days.includes(weekdayOf(localDate))) return 'We do not work on that day. Please pick another date.';
  return null;
}

function timeRefusal(event: PublicCateringConfig['event'], localTime: string): string | null {
  const afterStart = minutesOf(localTime) - minutesOf(event.from);
  const isOffered = afterStart >= 0 && localTime <= event.to && afterStart % event.stepMinutes === 0;
  return isOffered ? null : `Please pick a time from ${event.from} to ${event.to}.`;
}

function guestsRefusal(guests: PublicCateringConfig['guests'], count: number): string | null {
  if (count >= guests.min && count <= guests.max) return null;
  return `We cater for ${guests.min} to ${guests.max} guests.`;
}
