import type { AvailabilityAnswer, AvailabilityDay } from '@blunari/schema/booking';
import type { PublicBookingConfig } from '@blunari/schema/config';
import type { RefusingRule } from '@blunari/schema/insights';
import type { RefusedWish } from '../flow/use-first-use.ts';
import type { BookingState } from './booking-state.ts';

/** A day a guest asked for, or one time of it. */
export interface MissedTime {
  readonly localDate: string;
  readonly localTime?: string;
}

/** What the guest wanted and, as the booking stands now, cannot have. */
export function turnedAwayNow(
  state: BookingState,
  answer: AvailabilityAnswer | null,
  today: string,
  party: PublicBookingConfig['party'],
): RefusedWish | null {
  if (state.wantsMore) {
    // Asked before a day was chosen: then it counts for the day of asking.
    return { wantedDate: state.localDate ?? today, partySize: party.max + 1, rule: 'party-too-large' };
  }
  if (state.gone) return refusalOf(state, answer, today, state.gone);
  const isChoosing = state.step === 'date' || state.step === 'time';
  return isChoosing && state.localDate !== null ? refusalOf(state, answer, today, state) : null;
}

/** Why a day, or a time of it, cannot be had; null where it can, where nobody knows yet, and for days gone by. */
export function refusalOf(
  { partySize }: BookingState,
  answer: AvailabilityAnswer | null,
  today: string,
  { localDate, localTime }: { readonly localDate: string | null; readonly localTime?: string },
): RefusedWish | null {
  const day = answer?.days.find((each) => each.localDate === localDate);
  if (!day || partySize === null || answer?.partySize !== partySize || day.localDate < today) return null;
  const rule = localTime !== undefined && day.status === 'open' ? 'full' : ruleOf[day.status];
  if (rule === null) return null;
  return { wantedDate: day.localDate, ...(localTime !== undefined && { wantedTime: localTime }), partySize, rule };
}

const ruleOf = {
  open: null,
  full: 'full',
  closed: 'closed',
  past: 'past',
  too_soon: 'too-soon',
  too_far: 'too-far',
} as const satisfies Record<AvailabilityDay['status'], RefusingRule | null>;
