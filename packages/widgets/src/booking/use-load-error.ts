import { useEffect } from 'react';
import type { WidgetCallbacks } from '../flow/use-first-use.ts';
import type { BookingStep } from './booking-state.ts';
import type { Availability } from './use-availability.ts';

/** Reports a step that cannot show its times. Before, while they load ahead, nobody misses them. */
export function useLoadError(
  step: BookingStep,
  availability: Availability,
  { onInteraction }: WidgetCallbacks<BookingStep>,
): void {
  const isMissing = availability.status === 'failed' && (step === 'date' || step === 'time');
  useEffect(() => {
    if (isMissing) onInteraction?.(step, 'error');
  }, [isMissing, step, onInteraction]);
}
