import type { AvailabilityAnswer } from '@blunari/schema/booking';
import { addDays, daysBetween, firstOfMonth } from '@blunari/schema/calendar';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BookingApi } from './booking-api.ts';

/** The free times of one month for one party. `ready` keeps its answer while a newer one is on its way. */
export type Availability =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly answer: AvailabilityAnswer }
  | { readonly status: 'failed' };

interface Wanted {
  readonly api: BookingApi;
  readonly partySize: number;
  /** Any date of the month. */
  readonly month: string;
  readonly today: string;
  /** Changes whenever the restaurant's settings did; the times are asked for anew. */
  readonly version: number;
}

interface AvailabilityHook {
  readonly availability: Availability;
  readonly reload: () => void;
}

/** Answers older than this are asked for again when the guest comes back to the page, in ms. */
const staleAfterMs = 60_000;

export function useAvailability({ api, partySize, month, today, version }: Wanted): AvailabilityHook {
  const first = firstOfMonth(month);
  const from = first < today ? today : first;
  const days = Math.max(1, daysBetween(from, firstOfMonth(month, 1)));
  const key = `${partySize}/${from}/${days}`;
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly state: Availability } | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const loadedAtMs = useRef(0);

  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const result = await api.availability({ partySize, from, days });
      if (!isCurrent) return;
      if (result.ok) loadedAtMs.current = api.nowMs();
      setLoaded((before) => {
        if (result.ok) return { key, state: { status: 'ready', answer: result.value } };
        // A failed refresh leaves the times that are shown; booking checks them again anyway.
        return before?.key === key && before.state.status === 'ready' ? before : { key, state: { status: 'failed' } };
      });
    };
    void load();
    return () => {
      isCurrent = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new version or round asks the same question again
  }, [api, key, partySize, from, days, version, round]);

  useReturn(() => {
    if (api.nowMs() - loadedAtMs.current > staleAfterMs) reload();
  }, reload);

  return { availability: loaded?.key === key ? loaded.state : { status: 'loading' }, reload };
}

/** The last date worth showing: the book's horizon where the answer reaches it, else two years ahead. */
export function lastShownDate(availability: Availability, today: string): string {
  const days = availability.status === 'ready' ? availability.answer.days : [];
  const tooFar = days.find((day) => day.status === 'too_far');
  return tooFar ? addDays(tooFar.localDate, -1) : addDays(today, 730);
}

/** Calls back when the guest returns to the page, and when the line does. */
function useReturn(onReturn: () => void, onOnline: () => void): void {
  const latest = useRef({ onReturn, onOnline });
  useEffect(() => {
    latest.current = { onReturn, onOnline };
  });
  useEffect(() => {
    const returned = (): void => {
      if (document.visibilityState === 'visible') latest.current.onReturn();
    };
    const online = (): void => latest.current.onOnline();
    window.addEventListener('focus', returned);
    document.addEventListener('visibilitychange', returned);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('focus', returned);
      document.removeEventListener('visibilitychange', returned);
      window.removeEventListener('online', online);
    };
  }, []);
}
