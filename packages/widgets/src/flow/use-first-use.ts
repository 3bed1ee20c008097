import type { RefusingRule } from '@blunari/schema/insights';
import { useCallback, useEffect, useRef } from 'react';

export type InteractionKind = 'first-use' | 'error';

/** What a guest wanted and cannot have, and why. */
export interface RefusedWish {
  readonly wantedDate: string;
  /** Where it was one time that is gone. */
  readonly wantedTime?: string;
  readonly partySize: number;
  readonly rule: RefusingRule;
}

/** What a widget tells whoever shows it. Never personal data. */
export interface WidgetCallbacks<Step extends string> {
  readonly onStep?: (step: Step) => void;
  readonly onInteraction?: (step: Step, kind: InteractionKind) => void;
  readonly onTurnedAway?: (step: Step, wish: RefusedWish) => void;
  readonly onConversion?: (conversion: Conversion) => void;
}

export interface Conversion {
  readonly id: string;
  readonly kind: 'booking' | 'catering';
  /** Guests of the booking or of the event. */
  readonly partySize: number;
  /** Total in minor units and its currency; only for catering. */
  readonly valueMinor?: number;
  readonly currency?: string;
}

/** Reports each step once it shows, and its first use by the guest once. */
export function useFirstUse<Step extends string>(step: Step, callbacks: WidgetCallbacks<Step>): () => void {
  const used = useRef(new Set<Step>());
  const { onStep, onInteraction } = callbacks;
  useEffect(() => onStep?.(step), [step, onStep]);
  return useCallback(() => {
    if (used.current.has(step)) return;
    used.current.add(step);
    onInteraction?.(step, 'first-use');
  }, [step, onInteraction]);
}
