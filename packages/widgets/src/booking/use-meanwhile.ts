import { useEffect } from 'react';
import { useBackOnline } from '../flow/use-back-online.ts';
import type { BookingEvent } from './booking-reducer.ts';
import type { BookingState } from './booking-state.ts';
import { isDayClosed } from './reconcile-booking.ts';
import type { Availability } from './use-availability.ts';

/** What happens to a booking while the guest does nothing. */
export function useMeanwhile(
  state: BookingState,
  availability: Availability,
  dispatch: (event: BookingEvent) => void,
): void {
  useBackOnline(() => dispatch({ type: 'cameOnline' }));
  const isClosed = isDayClosed(state, availability.status === 'ready' ? availability.answer : null);
  const { step, isSending, earlier } = state;
  useEffect(() => {
    if (isClosed && !isSending && !earlier && (step === 'time' || step === 'details')) dispatch({ type: 'dayClosed' });
  }, [isClosed, isSending, earlier, step, dispatch]);
}
