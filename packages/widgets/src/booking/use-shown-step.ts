import { useEffect, useRef } from 'react';
import type { BookingEvent } from './booking-reducer.ts';
import type { Availability } from './use-availability.ts';

/** A step that an editor can ask a preview for: `date` is day and time, with a day chosen. */
export type ShownStep = 'party' | 'date';

/** Opens the step an editor asks for, whenever it asks for another one: for `date` the first open day with its times. */
export function useShownStep(
  wanted: ShownStep | undefined,
  availability: Availability,
  dispatch: (event: BookingEvent) => void,
): void {
  const opened = useRef<ShownStep>(undefined);
  useEffect(() => {
    if (wanted === opened.current || (wanted === 'date' && availability.status === 'loading')) return;
    opened.current = wanted;
    if (wanted === 'party') dispatch({ type: 'stepShown', step: 'party', localDate: null });
    const localDate = firstOpenDay(availability);
    if (wanted === 'date') dispatch({ type: 'stepShown', step: localDate === null ? 'date' : 'time', localDate });
  }, [wanted, availability, dispatch]);
}

function firstOpenDay(availability: Availability): string | null {
  const days = availability.status === 'ready' ? availability.answer.days : [];
  return days.find((day) => day.status === 'open')?.localDate ?? null;
}
