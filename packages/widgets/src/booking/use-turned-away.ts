import { useCallback, useEffect, useRef } from 'react';
import type { RefusedWish } from '../flow/use-first-use.ts';
import type { BookingState } from './booking-state.ts';
import type { BookingWidgetProps } from './BookingWidget.tsx';
import { refusalOf, turnedAwayNow, type MissedTime } from './turned-away.ts';
import type { Availability } from './use-availability.ts';

/**
 * Tells, once each, what the guest wanted and cannot have: what is chosen but full or closed, and what was pressed
 * although it cannot be chosen. For the latter the answer is to be called.
 */
export function useTurnedAway(
  state: BookingState,
  availability: Availability,
  today: string,
  { config, onTurnedAway }: BookingWidgetProps,
): (missed: MissedTime) => void {
  const told = useRef(new Set<string>());
  const { step } = state;
  const answer = availability.status === 'ready' ? availability.answer : null;
  const tell = useCallback(
    (wish: RefusedWish | null) => {
      const words = JSON.stringify(wish);
      if (!wish || told.current.has(words)) return;
      told.current.add(words);
      onTurnedAway?.(step, wish);
    },
    [step, onTurnedAway],
  );
  useEffect(() => tell(turnedAwayNow(state, answer, today, config.party)), [tell, state, answer, today, config.party]);
  return (missed) => tell(refusalOf(state, answer, today, missed));
}
