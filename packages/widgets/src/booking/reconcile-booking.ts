import type { AvailabilityAnswer, AvailabilitySlot } from '@blunari/schema/booking';
import type { PublicBookingConfig } from '@blunari/schema/config';
import type { BookingState, ChosenTime } from './booking-state.ts';

/**
 * The booking so far, seen with the settings of now. Settings may change while a guest types: a party that is no
 * longer taken is asked for again until the limits allow it once more, and everything else the guest chose or typed stays.
 */
export function reconcileBooking(state: BookingState, party: PublicBookingConfig['party']): BookingState {
  const { partyNotice } = state;
  const was = state.partySize ?? partyNotice?.was;
  if (was === undefined || state.step === 'done' || state.isSending) return state;
  if (was <= party.max && was >= party.min)
    return partyNotice ? { ...state, partySize: was, partyNotice: null } : state;
  const isLarge = was > party.max;
  const limit = isLarge ? party.max : party.min;
  if (state.partySize === null && partyNotice?.limit === limit) return state;
  return {
    ...state,
    step: 'party',
    moves: state.step === 'party' ? state.moves : state.moves + 1,
    // A suggestion nobody chose just moves along.
    partySize: state.isPartyChosen ? null : party.default,
    partyNotice: state.isPartyChosen ? { kind: isLarge ? 'too-large' : 'too-small', was, limit } : null,
    time: null,
    gone: null,
  };
}

/** The time a guest chose, if a newer answer says that somebody else has it now. */
export function goneTime(state: BookingState, answer: AvailabilityAnswer | null): ChosenTime | null {
  if (state.gone) return state.gone;
  const { time } = state;
  if (!time || !answer || state.isSending || state.step === 'done') return null;
  if (answer.partySize !== state.partySize || !answer.days.some((day) => day.localDate === time.localDate)) return null;
  return slotsOn(answer, time.localDate).some((slot) => slot.startsAt === time.startsAt && slot.isFree) ? null : time;
}

/** Whether a newer answer says that the restaurant is closed on the chosen day. */
export function isDayClosed({ localDate }: BookingState, answer: AvailabilityAnswer | null): boolean {
  return answer?.days.some((day) => day.localDate === localDate && day.status === 'closed') ?? false;
}

/** Up to three free times of the same day, those nearest to the one that went, in the order of the clock. */
export function nextTimes(answer: AvailabilityAnswer | null, gone: ChosenTime): readonly ChosenTime[] {
  const wantedMs = Date.parse(gone.startsAt);
  return slotsOn(answer, gone.localDate)
    .filter((slot) => slot.isFree && slot.startsAt !== gone.startsAt)
    .toSorted(
      (one, other) => Math.abs(Date.parse(one.startsAt) - wantedMs) - Math.abs(Date.parse(other.startsAt) - wantedMs),
    )
    .slice(0, 3)
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
    .map(({ localTime, startsAt }) => ({ localDate: gone.localDate, localTime, startsAt }));
}

function slotsOn(answer: AvailabilityAnswer | null, localDate: string): readonly AvailabilitySlot[] {
  return answer?.days.find((day) => day.localDate === localDate)?.sittings.flatMap((sitting) => sitting.slots) ?? [];
}
